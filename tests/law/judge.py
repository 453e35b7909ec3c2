"""The judge of the law: what each gate must do, read from tables that people wrote and no policy made.

A table says of one policy which words let an act pass and which stop it; a matrix says which policies judge which
command. Both are compared with a set of policies, so that any change of the law that nobody meant is noticed.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from comity.law.fact import UNKNOWN
from comity.law.formula import formula_of
from comity.law.lint import ANNOTATIONS

FOLDER = Path(__file__).with_name("tables")
KEYS = {"kind", "decided_by", "allows", "stops", "valid"}
OPEN = ("2026-01-01", "")
assert {"valid_from", "valid_to"} <= set(ANNOTATIONS)

Row = Mapping[str, frozenset[str]]
Values = Mapping[str, tuple[str, ...]]


class TableError(ValueError):
    """A table contradicts itself, leaves a combination open, or names a word that does not exist."""


@dataclass(frozen=True)
class Table:
    """What one policy must do. ``combinations``: every choice of words for ``facts``, and whether it passes."""

    policy: str
    kind: str
    decided_by: tuple[str, ...]
    valid: tuple[str, str]
    facts: tuple[str, ...]
    combinations: tuple[tuple[tuple[str, ...], bool], ...]

    def objection(self, body: Mapping[str, Any], reads: Iterable[str], values: Values) -> str:
        """How a formula differs from this table: "" when it does the same on every combination."""
        more = [fact for fact in dict.fromkeys(reads) if fact not in self.facts]
        formula = formula_of(body)
        for rest in product(*((*values[fact], UNKNOWN) for fact in more)):
            extra = dict(zip(more, rest, strict=True))
            for words, passes in self.combinations:
                if formula({**extra, **dict(zip(self.facts, words, strict=True))}) is not passes:
                    return f"{'passes' if not passes else 'stops'} with {dict(zip(self.facts, words, strict=True))}"
        return ""


def tables_in(text: str, values: Values, *, file: str = "") -> dict[str, Table]:
    """Every table of a file; raises TableError."""
    return {policy: _table(policy, entry, values, file) for policy, entry in tomllib.loads(text).items()}


@cache
def _texts() -> tuple[tuple[str, str], ...]:
    return tuple((path.name, path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "policies").glob("*.toml")))


def read_tables(values: Values) -> dict[str, Table]:
    """Every committed table by its policy. A policy in two files is refused."""
    found: dict[str, Table] = {}
    for name, text in _texts():
        for policy, table in tables_in(text, values, file=name).items():
            if policy in found:
                raise TableError(f"{policy} has two tables, the second in {name}")
            found[policy] = table
    return found


@cache
def read_matrices() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Prefix to policy pattern to verb patterns."""
    folder = FOLDER / "matrix"
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}


def expected_row(command: str, policies: Iterable[str]) -> frozenset[str] | None:
    """The policies that must judge a command; None when its prefix has no matrix. Patterns pick among ``policies``."""
    prefix, _, verb = command.partition(".")
    rows = read_matrices().get(prefix)
    if rows is None:
        return None
    known = list(policies)
    return frozenset(
        policy for pattern, verbs in rows.items() if _named(verb, verbs) for policy in known if fnmatchcase(policy, pattern)
    )  # fmt: skip


def idle_patterns(prefix: str, commands: Iterable[str], policies: Iterable[str]) -> list[str]:
    """Patterns of a matrix that fit no policy or no command: a name written wrongly."""
    verbs = [command.partition(".")[2] for command in commands]
    known = list(policies)
    idle = []
    for pattern, listed in read_matrices()[prefix].items():
        if not any(fnmatchcase(policy, pattern) for policy in known):
            idle.append(pattern)
        idle += [f"{pattern}: {word}" for word in listed if not any(fnmatchcase(verb, word.removeprefix("!")) for verb in verbs)]  # fmt: skip
    return idle


def _named(verb: str, listed: Iterable[str]) -> bool:
    words = list(listed)
    if any(fnmatchcase(verb, word[1:]) for word in words if word.startswith("!")):
        return False
    return any(fnmatchcase(verb, word) for word in words if not word.startswith("!"))


def _table(policy: str, entry: Mapping[str, Any], values: Values, file: str) -> Table:
    place = f"{policy} in {file}"
    if not set(entry) <= KEYS or not {"kind", "allows", "stops"} <= set(entry):
        raise TableError(f"{place}: keys missing or unknown")
    facts = tuple(dict.fromkeys(fact for row in (*entry["allows"], *entry["stops"]) for fact in row))
    lost = [fact for fact in facts if fact not in values]
    if lost:
        raise TableError(f"{place}: no such fact: {lost}")
    allows = [_row(place, row, values) for row in entry["allows"]]
    stops = [_row(place, row, values) for row in entry["stops"]]
    if not all(row for row in (*allows, *stops)) or any(UNKNOWN in cell for row in allows for cell in row.values()):
        raise TableError(f"{place}: a row is empty, or lets something pass that is unknown")
    combinations = tuple(_combinations(place, facts, allows, stops, values))
    valid = tuple(entry.get("valid", OPEN))
    return Table(policy, entry["kind"], tuple(entry.get("decided_by", ())), valid, facts, combinations)


def _row(place: str, row: Mapping[str, Any], values: Values) -> Row:
    cells = {}
    for fact, cell in row.items():
        every = {*values[fact], UNKNOWN}
        turned = isinstance(cell, str) and cell.startswith("!")
        words = set(cell[1:].split(",")) if turned else {cell} if isinstance(cell, str) else set(cell)
        if not words or not words <= every:
            raise TableError(f"{place}: {fact} has no such words: {sorted(words - every)}")
        cells[fact] = frozenset(every - words if turned else words)
    return cells


def _combinations(
    place: str, facts: tuple[str, ...], allows: list[Row], stops: list[Row], values: Values
) -> Iterable[tuple[tuple[str, ...], bool]]:
    for words in product(*((*values[fact], UNKNOWN) for fact in facts)):
        chosen = dict(zip(facts, words, strict=True))
        passes, stopped = (_fits(rows, chosen) for rows in (allows, stops))
        if passes == stopped:
            raise TableError(f"{place}: {chosen} is in {'both' if passes else 'neither'} of allows and stops")
        yield words, passes


def _fits(rows: list[Row], chosen: Mapping[str, str]) -> bool:
    return any(all(chosen[fact] in cell for fact, cell in row.items()) for row in rows)


def read_rows(values: Values) -> Mapping[str, tuple[Row, ...]]:
    """For each policy with a table the rows under which it must stop."""
    found = {}
    for name, text in _texts():
        for policy, entry in tomllib.loads(text).items():
            found[policy] = tuple(_row(f"{policy} in {name}", row, values) for row in entry["stops"])
    return found
