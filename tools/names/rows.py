"""Labelled pairs of names as the open benches give them, read the same way by whoever learns from them or measures.

A row is two fields as they were written (each one or several names), who bears them, and whether they are one name.
"""

import gzip
import random
import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from comity.names.parts import Bearer
from tools.names.lists import sample

ORGANISATIONS = frozenset({"Company", "Organization", "LegalEntity", "Vessel", "PublicBody", "Airplane", "Asset"})
SAME_SCRIPT = ("name_bench", "checks", "un_aliases", "treated")


@dataclass(frozen=True, slots=True)
class Row:
    """Two records' names, the bearer, the label, and what the bench calls the bearer (its schema)."""

    a: tuple[str, ...]
    b: tuple[str, ...]
    bearer: Bearer
    match: bool
    schema: str = ""

    @property
    def group(self) -> int:
        """Rows about one name fall into one fold."""
        return zlib.crc32(min(str(list(self.a)).lower(), str(list(self.b)).lower()).encode())


def _row(a: Sequence[str], b: Sequence[str], schema: str, match: bool) -> Row:
    bearer: Bearer = "organisation" if schema in ORGANISATIONS else "person"
    return Row(a=tuple(a), b=tuple(b), bearer=bearer, match=match, schema=schema)


def name_bench(folder: Path) -> list[Row]:
    """The pairs of names of nomenklatura."""
    table = sample(folder / "nomenklatura_name_bench_cases.csv.gz")
    return [_row([row["name1"]], [row["name2"]], row["schema"], row["is_match"] == "true") for row in table]


# -- the checks, a YAML file of one shape


def checks(folder: Path) -> list[Row]:
    """The checks of entities of nomenklatura, by their names alone."""
    with gzip.open(folder / "nomenklatura_entity_bench_checks.yml.gz", "rt", encoding="utf-8") as lines:
        return [_check(entries) for entries in _blocks(lines)]


def _blocks(lines: Iterator[str]) -> Iterator[list[tuple[int, str, str]]]:
    """(indent, key, value) of each list entry; a value that goes on below, deeper, is joined."""
    block: list[tuple[int, str, str]] = []
    for line in lines:
        text = line.strip()
        if not text or text.startswith("#") or text == "checks:":
            continue
        if text.startswith("- ") and ":" in text and line.startswith("  - "):
            if block:
                yield block
            block, text = [], text[2:]
        key, colon, value = text.partition(":")
        if colon and re.fullmatch("[A-Za-z]+", key):
            block.append((len(line) - len(line.lstrip()), key, value.strip()))
        elif block:
            indent, key, value = block[-1]
            block[-1] = (indent, key, f"{value} {text.removeprefix('- ')}")
    if block:
        yield block


def _check(entries: list[tuple[int, str, str]]) -> Row:
    sides: dict[str, dict[str, str]] = {"query": {}, "candidate": {}}
    found, side = {}, ""
    for _, key, value in entries:
        if key in sides:
            side = key
        elif key in {"match", "schema", "label"}:
            found[key] = value
        else:
            sides[side][key] = _unquoted(value)
    a, b = (_names(sides[side]) for side in sides)
    return _row(a, b, found["schema"], found["match"] == "true")


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
    return value


def _names(fields: dict[str, str]) -> list[str]:
    if "name" in fields:
        return [fields["name"]]
    order = ("firstName", "middleName", "fatherName", "lastName")
    return [" ".join(fields[key] for key in order if key in fields)]


# -- aliases and typing mistakes of listed persons


def un_aliases(folder: Path) -> list[Row]:
    """Good aliases in Latin letters of the UN list against the primary name; each with a random and the nearest other name."""
    draw = random.Random(7)
    with gzip.open(folder / "un_aliases_dev.tsv.gz", "rt", encoding="utf-8") as lines:
        head, *table = [line.rstrip("\n").split("\t") for line in lines]
    entries = [dict(zip(head, line, strict=False)) for line in table]
    good = [
        one
        for one in entries
        if one["kind"] == "alias" and one["quality"] == "Good" and re.search("[A-Za-z]", one["alias"])
    ]
    names = {one["ref"]: one["primary"] for one in entries}
    schemas = {one["primary"]: "Person" if one["type"] == "individual" else "Organization" for one in entries}
    pairs = [(one["alias"], one["primary"], True) for one in good]
    pairs += _others([one["alias"] for one in good], [one["ref"] for one in good], names=names, draw=draw)
    return [_row([a], [b], schemas.get(b, "Person"), match) for a, b, match in pairs]


def treated(folder: Path) -> list[Row]:
    """Names of the UN list with typing mistakes and in other orders; each with a random and the nearest other name."""
    wrong, right = (
        [row["full_name"] for row in sample(folder / f"yente_positives_un_{which}.csv.gz")]
        for which in ("treated", "untreated")
    )
    names = dict(enumerate(right))
    pairs = [(a, b, True) for a, b in zip(wrong, right, strict=True)]
    pairs += _others(wrong, list(names), names=names, draw=random.Random(8))
    return [_row([a], [b], "Person", match) for a, b, match in pairs]


def _sorted_words(text: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", unicodedata.normalize("NFKD", text.lower()))))


def _others(
    asked: list[str], refs: Sequence[object], *, names: Mapping[Any, str], draw: random.Random
) -> list[tuple[str, str, bool]]:
    """For each name asked for the nearest name (by letters) and a random one of somebody else."""
    keys, candidates = list(names), list(names.values())
    folded = [_sorted_words(name) for name in candidates]
    found = []
    for name, ref in zip(asked, refs, strict=True):
        scores = process.cdist([_sorted_words(name)], folded, scorer=fuzz.ratio)[0]
        ours = {at for at, key in enumerate(keys) if key == ref}
        near = max((at for at in range(len(candidates)) if at not in ours), key=lambda at: (scores[at], -at))
        found.append((name, candidates[near], False))
        while (far := draw.randrange(len(candidates))) in ours:
            pass
        found.append((name, candidates[far], False))
    return found


def same_script(folder: Path) -> dict[str, list[Row]]:
    """All four sets by name."""
    return {
        "name_bench": name_bench(folder),
        "checks": checks(folder),
        "un_aliases": un_aliases(folder),
        "treated": treated(folder),
    }


def cross_script(path: Path) -> dict[str, list[tuple[str, str, bool]]]:
    """Pairs in two scripts by set: (Latin, native, one name). The file is for measuring only."""
    found: dict[str, list[tuple[str, str, bool]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            name, label, latin, native = line.rstrip("\n").split("\t")
            found.setdefault(name, []).append((latin, native, label == "match"))
    return found
