"""Thai names, words and places with their sounds, and spellings made from the sounds."""

import re
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from random import Random

from comity.names.abugida import spoken
from comity.names.normal import normalise
from comity.names.parts import Part
from tools.names.pairs import signs_for
from tools.names.phones import Syllable, syllables, thai_code
from tools.names.sources import Sources
from tools.names.thai import chosen, official, sound_alike

WORDS = 8_000
"""So many words beside the names, drawn by a digest of the word."""
_CHOSEN = {"person_first": 5, "person_last": 5, "compound": 3, "geo": 2, "word": 1, "syl": 1}
"""How many spellings a bearer might choose are made for each kind."""
_OFFICIAL, _WORD, _LONGEST = 2.0, 0.5, 22

Spoken = tuple[str, tuple[Syllable, ...], tuple[str, ...]]


def _written(thai: str, transcribed: str, count: int) -> tuple[str, ...]:
    """The Thai letters of each syllable, where both sides were cut alike; else nothing."""
    ours = [piece for piece in re.split(r"[~|]", thai) if piece]
    theirs = [piece for piece in re.split(r"[~|]", transcribed) if piece.strip()]
    if len(ours) != len(theirs):
        return ()
    found: list[str] = []
    for letters, sounds in zip(ours, theirs, strict=True):
        found += [letters] * len([one for one in re.split(r"['^ ]+", sounds) if one])
    return tuple(found) if len(found) == count else ()


@lru_cache(maxsize=1)
def _spoken(sources: Sources) -> dict[str, Spoken]:
    found: dict[str, Spoken] = {}
    path = sources.path("raw/thai_phones.tsv")
    for line in path.read_text("utf-8").splitlines():
        word, kind, both = line.split("\t")
        thai, transcribed = both.split("<tr/>")
        heard = syllables(transcribed)
        if heard:
            found.setdefault(normalise(word), (kind, heard, _written(thai, transcribed, len(heard))))
    return found


def _signs(voice: str, word: str) -> str:
    return signs_for(voice, Part(word, word, "Thai", ""))


def thai_phones(sources: Sources, _voice: str) -> Iterator[tuple[str, str, float]]:
    """Letters in the order of speech and the code of their sounds."""
    for word, (_, heard, _) in _spoken(sources).items():
        letters, code = spoken("Thai", word), thai_code(heard)
        if 0 < len(letters) <= 18 and len(code) <= 30:
            yield letters, code, 1.0


def _named(sources: Sources) -> Iterator[tuple[str, Spoken]]:
    words = 0
    for word, known in sorted(_spoken(sources).items(), key=lambda one: (zlib.crc32(one[0].encode()), one[0])):
        if known[0] in {"word", "syl"}:
            words += 1
            if words > WORDS:
                continue
        if len(word) <= 20:
            yield word, known


def thai_pairs(sources: Sources, voice: str) -> Iterator[tuple[str, str, float]]:
    """Each name with its official spelling and some that its bearer might choose."""
    draw = Random(4)
    for word, (kind, heard, written) in _named(sources):
        spelled = {official(heard): _OFFICIAL}
        for _ in range(_CHOSEN[kind]):
            one = chosen(heard, written, draw)
            spelled[one] = spelled.get(one, 0.0) + 1.0
        signs = _signs(voice, word)
        for letters, weight in spelled.items():
            if 0 < len(signs) <= _LONGEST and 1 < len(letters) <= _LONGEST:
                yield signs, letters, weight**0.5 * (_WORD if kind == "word" else 1.0)


def thai_same(sources: Sources, voice: str) -> Mapping[str, str]:
    """The coarse sound of each name's signs."""
    return {_signs(voice, word): sound_alike(known[1]) for word, known in _named(sources)}
