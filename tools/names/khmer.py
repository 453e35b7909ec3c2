"""Khmer names with the Latin spellings their bearers use, and Khmer words with their sounds."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from comity.names.letters import letters_of
from comity.names.normal import normalise
from comity.names.parts import Part
from tools.names.pairs import signs_for, weighed_pairs
from tools.names.phones import khmer_code
from tools.names.sources import Sources, lines

LEAST_COUNT, LEAST_SHARE, LESSER, FAR_SHORTER = 3, 0.015, 0.2, 2
"""A spelling seen so rarely, or a share so small, is chance; a lesser one that fits a part of the name is a slip of cutting."""
PLACES = 0.3
"""How much an official spelling of a place counts beside a person's."""
_SYLLABLE = re.compile("[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b6-\u17d1\u17d3\u17dd])*")

Spellings = dict[str, dict[str, int]]


def _counted(sources: Sources) -> Spellings:
    found: Spellings = defaultdict(lambda: defaultdict(int))
    for native, latin, count in lines(sources.path("raw/khmer_namefst_samples.tsv")):
        name, letters = normalise(native), letters_of(latin)
        if int(count) >= LEAST_COUNT and 2 <= len(name) <= 20 and 2 <= len(letters) <= 20:
            found[name][letters] += int(count)
    return found


def _pieces(name: str) -> list[str]:
    """What is left of a name when syllables are cut off at its beginning or end."""
    cut = _SYLLABLE.findall(name)
    return ["".join(cut[:at]) for at in range(1, len(cut))] + ["".join(cut[at:]) for at in range(1, len(cut))]


def _clean(found: Spellings) -> Spellings:
    """The samples are drawn from a model of pairs and cut at spaces: without what is rare or belongs to a part of the name."""
    kept: Spellings = {}
    for name, spelled in found.items():
        total, usual, pieces = sum(spelled.values()), max(spelled, key=lambda one: spelled[one]), _pieces(name)
        sure = {}
        for letters, count in spelled.items():
            if count / total < LEAST_SHARE:
                continue
            if count / total < LESSER:
                if any(found.get(piece, {}).get(letters, 0) > count for piece in pieces):
                    continue
                if len(usual) - len(letters) >= FAR_SHORTER and (usual.startswith(letters) or usual.endswith(letters)):
                    continue
            sure[letters] = count
        if sure:
            kept[name] = sure
    return kept


def khmer_pairs(sources: Sources, voice: str) -> Iterator[tuple[str, str, float]]:
    """Names of persons weighed by how often a spelling was drawn, then places."""
    seen = set()
    for name, spelled in sorted(_clean(_counted(sources)).items()):
        signs = signs_for(voice, Part(name, name, "Khmr", ""))
        for letters, count in sorted(spelled.items()):
            if 0 < len(signs) <= 22:
                seen.add((signs, letters))
                yield signs, letters, math.log(1 + count)
    rows = (
        (latin, native, PLACES) for _, latin, native in lines(sources.path("given/xs_train_khmer_gazetteer_mit.tsv.gz"))
    )
    yield from (pair for pair in dict.fromkeys(weighed_pairs(rows, voice)) if pair[:2] not in seen and len(pair[0]) > 1)


def khmer_phones(sources: Sources, _voice: str) -> Iterator[tuple[str, str, float]]:
    """Words of Google's pronunciation lexicon: letters and the code of their sounds (see ``phones``)."""
    rows = lines(sources.path("given/khmer_pronunciation_lexicon_google.tsv.gz"))
    found: dict[str, str] = {}
    for cells in chain(rows):
        word = normalise(cells[0])
        if len(cells) == 2 and word and all("\u1780" <= char <= "\u17dd" for char in word):
            found.setdefault(word, khmer_code(cells[1]))
    yield from ((word, code, 1.0) for word, code in found.items() if len(word) <= 18 and 0 < len(code) <= 26)
