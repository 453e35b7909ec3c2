"""Versions that stand beside what is stored, apart from what is compiled, so that they can be read at once."""

KEY_VERSION = "keys-2"
"""Stored beside the keys of a register: keys of another version are not comparable with these."""
