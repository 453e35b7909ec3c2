"""Words that are no names: particles, titles, what many organisations share, legal forms, numbers written out.

Two tables beside this file, written by us: ``words.tsv`` (word, kind, meaning) and ``forms.tsv`` (spelling of a legal form,
the form it stands for, its class). All words are in the form that ``parts`` gives them.
"""

from functools import cache
from importlib.resources import files

LONGEST_FORM = 6
"""Words of the longest legal form that is looked for."""


def _rows(name: str) -> list[list[str]]:
    text = (files("comity.names") / "tables" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


@cache
def of_kind(kind: str) -> dict[str, str]:
    """Every word of a kind with its meaning: particle, article, particle inside, title, generic, short, number, roman."""
    return {word: meaning for word, its_kind, meaning in _rows("words.tsv") if its_kind == kind}


@cache
def legal_forms() -> dict[tuple[str, ...], tuple[str, str]]:
    """The words of each spelling of a legal form with the form and its class: llc, plc, lp, ngo."""
    return {tuple(spelling.split()): (form, group) for spelling, form, group in _rows("forms.tsv")}
