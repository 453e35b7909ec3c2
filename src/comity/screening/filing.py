"""Keys for storing and for asking about one person: texts in, short strings out."""

from collections.abc import Sequence

import numpy as np

from comity.names.parts import Name, Part, prepare
from comity.names.skeleton import Array, Skeletons, skeletons
from comity.screening.keys import Facts, Names, keys_of

_KINDS = {"word": 0, "particle": 1, "title": 2, "generic": 3, "initial": 4}


def key_text(key: int) -> str:
    """A key as it is stored: 16 hexadecimal digits."""
    return f"{key:016x}"


def state_code(state: str) -> int:
    """An ISO 3166 code of two letters as a number, 0 for anything else."""
    letters = state.strip().upper()
    if len(letters) != 2 or not (letters.isascii() and letters.isalpha()):
        return 0
    return (ord(letters[0]) - 64) * 27 + ord(letters[1]) - 64


def packed(texts: Sequence[str | Name], owners: Sequence[int] | None = None) -> tuple[Names, Skeletons]:
    """Names as arrays, each distinct word read once; ``owners`` are the records they belong to, by default one each."""
    places: dict[tuple[str, str, bool], int] = {}
    words: list[Part] = []
    starts, parts, kinds = [0], [], []
    for text in texts:
        for part in prepare(text).parts:
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
    told: Array = np.zeros((len(codes), max([1, *map(len, codes)])), np.int16)
    for at, row in enumerate(codes):
        told[at, : len(row)] = row
    return Facts(born=np.array(born, np.int16).reshape(-1, 2), states=told)


def keys_of_person(
    names: Sequence[str | Name], *, born: tuple[int, int] = (0, 0), states: Sequence[str] = (), asking: bool
) -> tuple[str, ...]:
    """All keys of one person as they are stored, sorted, each once: those to look for when ``asking``, else those to file under."""
    texts, words = packed(names, [0] * len(names))
    keys, _ = keys_of(texts, facts_of([born], [states]), words, asking=asking)
    return tuple(sorted({key_text(key) for key in keys.tolist()}))
