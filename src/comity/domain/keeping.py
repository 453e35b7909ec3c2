"""The kinds of time limit on what is kept: what a table of storage limits must name."""

from typing import Final

ROLES: Final = ("suspect", "convicted", "victim", "witness", "contact", "other")
"""Roles of a person in a matter; each carries a limit of its own."""

KEEPING: Final = (*ROLES, "record", "office", "settled", "settled_shown", "settled_shown_asking", "attempt")
"""``record``: about people where nobody is named; ``office``: the office's own records; ``settled``: the audit log of
a query that gave nothing, and for how long officers still see it; ``attempt``: one that made no record."""
