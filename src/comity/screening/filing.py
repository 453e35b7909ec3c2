"""What people are filed under and looked for by: keys of their names with years and states, and keys of their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comity.names.han import plain
from comity.names.parts import Bearer, Name, Part, prepare
from comity.names.skeleton import Skeletons, skeletons
from comity.screening.births import read_birth
from comity.screening.digits import number_of
from comity.screening.keys import Facts, Names, keys_of
from comity.screening.papers import read_paper
from comity.screening.phones import read_phone
from comity.screening.plates import read_plate
from comity.screening.record import RegisterRecord
from comity.screening.sets import values_of
from comity.screening.states import read_states

_KINDS = {"word": 0, "particle": 1, "title": 2, "generic": 3, "initial": 4}


STATES, YEARS = 4, 4
"""So many nationalities, and years of birth, of one person are made into keys."""
STATE_NUMBERS = 30_000
_PAPER, _PHONE, _PLATE = 1 << 62, 2 << 62, 3 << 62
_TAIL = 100_000_000
"""Telephone numbers meet by their last eight digits."""


@dataclass(frozen=True, slots=True)
class Person:
    """What keys are made of: names, years of birth, states as numbers of 1 and more, keys of documents and the like."""

    names: tuple[str, ...]
    bearer: Bearer = "person"
    years: tuple[int, ...] = ()
    states: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()


def state_code(state: str) -> int:
    """An ISO 3166 code of two letters as a number, 0 for anything else."""
    letters = state.strip().upper()
    if len(letters) != 2 or not (letters.isascii() and letters.isalpha()):
        return 0
    return (ord(letters[0]) - 64) * 27 + ord(letters[1]) - 64


def packed(
    texts: Sequence[str | Name], owners: Sequence[int] | None = None, bearers: Sequence[Bearer] | None = None
) -> tuple[Names, Skeletons]:
    """Names as arrays, each distinct word read once; ``owners`` are the records they belong to, by default one each.

    ``bearers`` says whose names they are, by default those of people.
    """
    places: dict[tuple[str, str, bool], int] = {}
    words: list[Part] = []
    starts, parts, kinds = [0], [], []
    for at, text in enumerate(texts):
        for part in prepare(text, bearers[at] if bearers else "person").parts:
            known = (part.native, part.script, part.unspaced)
            if known not in places:
                places[known] = len(words)
                words.append(part)
            parts.append(places[known])
            kinds.append(_KINDS[part.kind])
        starts.append(len(parts))
    names = Names(
        starts=np.array(starts, np.int32),
        parts=np.array(parts, np.int32),
        kinds=np.array(kinds, np.uint8),
        owners=np.arange(len(texts), dtype=np.int32) if owners is None else np.array(owners, np.int32),
    )
    return names, skeletons(words)


def facts_of(born: Sequence[tuple[int, int]], states: Sequence[Sequence[str]]) -> Facts:
    """Years of birth (first and last, 0 unknown) and nationalities of records as arrays; unknown codes are left out."""
    codes = [sorted({state_code(state) for state in row} - {0}) for row in states]
    told = np.zeros((len(codes), max([1, *map(len, codes)])), np.int16)
    for at, row in enumerate(codes):
        told[at, : len(row)] = row
    return Facts(born=np.array(born, np.int16).reshape(-1, 2), states=told)


def keys_of_people(people: Sequence[Person], *, asking: bool) -> list[tuple[int, ...]]:
    """All keys of each person, sorted, each once: those to look for when ``asking``, else those to file under.

    Who was born in one of several years is filed under each. A question asks also as if years or states were unknown, and
    as if an organisation bore the name, and so reaches entries whose facts differ.
    """
    asked = [(at, *variant) for at, person in enumerate(people) for variant in _variants(person, asking=asking)]
    texts = [(name, row, bearer) for row, (at, bearer, _, _) in enumerate(asked) for name in people[at].names]
    names, words = packed(*(list(column) for column in zip(*texts, strict=True))) if texts else packed([])
    facts = Facts(
        born=np.array([born for _, _, born, _ in asked], np.int16).reshape(-1, 2),
        states=np.array([(states + (0,) * STATES)[:STATES] for *_, states in asked], np.int16).reshape(-1, STATES),
    )
    keys, rows = keys_of(names, facts, words, asking=asking)
    found = [{*person.numbers, *(_whole_name(name, person.bearer) for name in person.names)} for person in people]
    for key, owner in zip(keys.tolist(), names.owners[rows].tolist(), strict=True):
        found[asked[owner][0]].add(key)
    return [tuple(sorted(own)) for own in found]


def _whole_name(name: str, bearer: Bearer) -> int:
    """The key of a name as it is written, in any order of its words: where thousands sound alike, this one comes first."""
    words = [plain(part.native) for part in prepare(name, bearer).parts if part.kind != "title"]
    return number_of(" ".join(sorted(words)))


def _variants(person: Person, *, asking: bool) -> list[tuple[Bearer, tuple[int, int], tuple[int, ...]]]:
    years = list(dict.fromkeys(person.years))[:YEARS] or [0]
    if not asking:
        return [(person.bearer, (year, year), person.states) for year in years]
    bearers: tuple[Bearer, ...] = ("person", "organisation")
    return [
        (bearer, (year, year), states)
        for bearer in bearers
        for year in dict.fromkeys([*years, 0])
        for states in dict.fromkeys([person.states, ()])
    ]


def person_of(record: RegisterRecord) -> Person:
    """What a register row is filed under."""
    years, states = [], []
    for day in record["birth_dates"]:
        readings = read_birth(day["text"], day["from"], day["to"], day["precision"])
        years += [first // 10_000 for first, last, *_ in readings if first // 10_000 == last // 10_000]
    for state in (*record["nationalities"], *record["citizenships"]):
        states += [code % STATE_NUMBERS + 1 for code, _ in read_states(state)]
    return Person(
        names=tuple(name["text"] for name in record["names"]),
        bearer="person" if record["kind"] == "person" else "organisation", years=tuple(years),
        states=tuple(dict.fromkeys(states))[:STATES], numbers=numbers_of(record),
    )  # fmt: skip


def numbers_of(record: RegisterRecord) -> tuple[int, ...]:
    """The keys of a record's document numbers, telephones and plates; what looks alike meets under one of them."""
    values = values_of(record)
    found = {_PAPER | reading[1] for text in values.papers for reading in read_paper(text)}
    found |= {_PHONE | reading[0] % _TAIL for text in values.phones for reading in read_phone(text)}
    found |= {_PLATE | reading[0] for text in values.plates for reading in read_plate(text)}
    return tuple(sorted(found))
