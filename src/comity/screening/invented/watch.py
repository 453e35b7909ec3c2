"""A watch list over an invented register: a share of its entries occurs there, written by another hand with its errors.

The register that ``people`` writes with the same seed is not read: its rows are drawn again.

Columns as in the register, then ``truth`` (the id in the register, or empty), ``tags`` (the errors, ``|`` between them) and
``script`` of the person's own name. A screening may read ``id`` to ``documents`` only.
"""

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from comity.screening.invented.cultures import CULTURES, Culture
from comity.screening.invented.people import SCHEMA, Drawn, Ints, Names, Progress, draw, load, table
from comity.screening.invented.whole import whole_file

CHUNK = 20_000
STRANGER = 1 << 40  # rows from this number on are in no register
WATCH_SCHEMA = pa.schema([*SCHEMA, ("truth", pa.string()), ("tags", pa.string()), ("script", pa.string())])

# Shares of the entries, as on the smaller job that the anchors were measured on.
ROMANISED = 0.80  # of those whose own script is not Latin
TYPO, SECOND_TYPO, REVERSED, COMMA, DROPPED = 0.36, 0.08, 0.29, 0.15, 0.50
NO_BIRTH_DATE, YEAR_ONLY, SWAPPED, NEXT_YEAR = 0.15, 0.21, 0.055, 0.03
NO_STATE, OTHER_STATE = 0.155, 0.065
NO_DOCUMENT, RENEWED, SLIPPED, LOOKED_ALIKE, NO_ISSUER = 0.45, 0.15, 0.03, 0.01, 0.15
"""Of the entries whose person has a document; a national number is never renewed."""
LATIN_ENDS = "\u024f"


@dataclass
class Entry:
    """One entry while it is written: the parts of its name, and what went wrong."""

    given: str
    family: str
    second: str
    latin: bool
    tags: list[str]


def chosen(names: Names, d: Drawn, at: int, luck: random.Random) -> Entry:
    """The parts of row ``at``, in its own script or with Latin spellings that somebody uses."""
    culture = CULTURES[d.culture[at]]
    parts = [int(part) for part in (d.given[at], d.family[at], d.second[at])]
    given, family, second = (str(names.text[part].as_py()) for part in parts)
    if culture.script == "LATIN":
        return Entry(given, family, second, latin=True, tags=[])
    if luck.random() >= ROMANISED:
        return Entry(given, family, second, latin=False, tags=[])
    given, family, second = (spelled(names.latin[part], luck) for part in parts)
    if second and not culture.spaced:
        joint = luck.choices(("", " ", "-"), (5, 3, 2))[0]
        given, second = given + joint + (second.lower() if joint != " " else second), ""
    return Entry(given, family, second, latin=True, tags=["xscript"])


def spelled(latin: str, luck: random.Random) -> str:
    """One of the Latin spellings, the r-th with a weight of 1 / r."""
    options = latin.split("|")
    return luck.choices(options, [1 / rank for rank in range(1, len(options) + 1)])[0]


def misspelled(text: str, luck: random.Random) -> str:
    """One slip of the hand: two letters swapped, one dropped, one added or one changed."""
    at = luck.randrange(max(len(text) - 1, 1))
    letter = luck.choice(text if text[:1] > LATIN_ENDS else "abcdefghijklmnopqrstuvwxyz")
    kind = luck.randrange(4)
    if kind == 0 and len(text) > 1:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind == 1 and len(text) > 3:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[: at + 1] + letter + text[at + 1 :]
    return text[:at] + letter + text[at + 1 :]


def ordered(entry: Entry, culture: Culture, luck: random.Random) -> str:
    """The name in one line: in the culture's order, reversed, or the family name first in capitals with a comma."""
    if not entry.latin and not culture.spaced:
        return entry.family + entry.given + entry.second
    maternal = culture.second_is == "family"
    family = f"{entry.family} {entry.second}" if maternal else entry.family
    given = entry.given if maternal else f"{entry.given} {entry.second}"
    kind = luck.random()
    if kind < COMMA:
        entry.tags.append("comma")
        return f"{family.strip().upper()}, {given.strip()}"
    if kind < COMMA + REVERSED:
        entry.tags.append("rev")
    if culture.family_first == (kind < COMMA + REVERSED):
        return f"{given.strip()} {family.strip()}"
    return f"{family.strip()} {given.strip()}"


def written(names: Names, d: Drawn, at: int, luck: random.Random) -> tuple[str, list[str]]:
    """The name of row ``at`` as another authority has it, and the tags of what it did."""
    culture = CULTURES[d.culture[at]]
    entry = chosen(names, d, at, luck)
    if culture.spaced and entry.second and luck.random() < DROPPED:
        entry.second = ""
        entry.tags.append("dropmid")
    if luck.random() < TYPO:
        entry.tags.append("typo")
        for _ in range(1 + (luck.random() < SECOND_TYPO)):
            if luck.random() < len(entry.given) / max(len(entry.given + entry.family), 1):
                entry.given = misspelled(entry.given, luck)
            else:
                entry.family = misspelled(entry.family, luck)
    return ordered(entry, culture, luck), entry.tags


def birth(text: str, luck: random.Random, tags: list[str]) -> str:
    """A birth date as another authority has it: missing, its year alone, day and month swapped, or a year beside."""
    kind = luck.random()
    if kind < NO_BIRTH_DATE:
        tags.append("nodob")
        return ""
    if len(text) < 10:
        return text
    year, month, day = text.split("-")
    if kind < NO_BIRTH_DATE + YEAR_ONLY:
        tags.append("yearonly")
        return year
    if luck.random() < SWAPPED / (1 - NO_BIRTH_DATE - YEAR_ONLY) / 0.37 and day <= "12" and day != month:
        tags.append("dobswap")
        return f"{year}-{day}-{month}"
    if luck.random() < NEXT_YEAR / (1 - NO_BIRTH_DATE - YEAR_ONLY):
        tags.append("year1")
        return f"{int(year) + luck.choice((-1, 1))}-{month}-{min(day, '28')}"
    return text


def state(codes: str, states: list[str], luck: random.Random, tags: list[str]) -> str:
    """The nationality as another authority has it: missing, another one, or one of several."""
    kind = luck.random()
    if kind < NO_STATE:
        return ""
    if kind < NO_STATE + OTHER_STATE:
        tags.append("natchg")
        return luck.choice(states)
    return luck.choice(codes.split("|"))


def paper(text: str, luck: random.Random, tags: list[str]) -> str:
    """The document as another authority has it: missing, renewed, miscopied, or without its state."""
    if not text or luck.random() < NO_DOCUMENT:
        return ""
    kind, issuer, number = text.split(":")
    chance, at = luck.random(), luck.randrange(len(number) - 1)
    if kind == "passport" and chance < RENEWED:
        tags.append("renewed")
        number = str(luck.randrange(10_000_000, 100_000_000))
    elif chance > 1 - SLIPPED:
        tags.append("slip")
        number = number[:at] + luck.choice("0123456789") + number[at + 1 :]
    elif chance > 1 - SLIPPED - LOOKED_ALIKE:
        tags.append("lookalike")
        number = number.replace("0", "O").replace("1", "I")
    return f"{kind}:{issuer if luck.random() >= NO_ISSUER else ''}:{number}"


def entries(names: Names, seed: int, row: Ints, numbers: list[int], truth: list[bool]) -> pa.Table:
    """Watch list entries for the people of the given rows. ``numbers`` become their ids."""
    d = draw(seed, row, names)
    plain = table(names, d).select(["birth_date", "nationality", "documents"]).to_pydict()
    states = names.states.to_pylist()[:-1]
    found: dict[str, list[Any]] = {column: [] for column in WATCH_SCHEMA.names}
    for at, number in enumerate(numbers):
        luck = random.Random(f"{seed} {row[at]}")  # noqa: S311
        name, tags = written(names, d, at, luck)
        values = {
            "id": f"W{number}",
            "name": name,
            "birth_date": birth(plain["birth_date"][at], luck, tags),
            "nationality": state(plain["nationality"][at], states, luck, tags),
            "documents": paper(plain["documents"][at], luck, tags),
            "truth": f"R{row[at]}" if truth[at] else "",
            "tags": "|".join(tags),
            "script": CULTURES[d.culture[at]].script,
        }
        for column, value in values.items():
            found[column].append(value)
    return pa.table(found, schema=WATCH_SCHEMA)


def write_watch(path: Path, count: int, true: int, *, rows: int, seed: int, progress: Progress | None = None) -> None:
    """Write ``count`` entries of which ``true`` occur among the register's first ``rows`` rows, in random order.

    ``true`` is at most ``count`` and ``rows``. Whole or not at all.
    """
    names, luck = load(), np.random.default_rng([seed, 7])
    row = np.concatenate([luck.choice(rows, true, replace=False), STRANGER + np.arange(count - true)]).astype(np.int64)
    order = luck.permutation(count)
    with whole_file(path) as part, pq.ParquetWriter(part, WATCH_SCHEMA, compression="zstd") as out:
        for start in range(0, count, CHUNK):
            some = order[start : start + CHUNK]
            numbers = list(range(start, start + len(some)))
            out.write_table(entries(names, seed, row[some], numbers, (some < true).tolist()))
            if progress is not None:
                progress(start + len(some))
