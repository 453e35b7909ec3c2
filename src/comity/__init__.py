"""Comity: two authorities work one case, each on its own node, and every act is lawful, answered and provable."""

__version__ = "0.1.0"
