"""Latin spellings of one name, paired: what the voice ``latn`` learns from, out of names written in several ways."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from random import Random

from comity.names.letters import letters_of
from comity.names.normal import normalise
from comity.names.parts import prepare
from tools.names.sources import Sources, lines

Pair = tuple[str, str, float]
_SHARE = {"names": 3.0, "ar": 1.0, "ru": 1.5, "ja": 0.4, "zh": 0.1, "ko": 0.4, "he": 1.0, "km": 0.5}
"""How much each source counts: Arabic names of persons most, Chinese transcriptions least."""
_WHOLE, _SAME, _SPELLINGS, _PAIRS, _DRAWN = 20_000, 0.4, 12, 40_000, 20
"""Weight of a source, share of a spelling paired with itself, spellings of a name, pairs of a source, least count in Khmer."""

Names = dict[str, dict[str, Counter[str]]]


def _named(sources: Sources) -> Names:
    found: Names = defaultdict(lambda: defaultdict(Counter))
    for native, latin, _, _, _, count, _ in lines(sources.path("raw/arabic_namerom_units_full.tsv")):
        if " " not in native and " " not in latin.strip():
            found["names"][native][letters_of(latin)] += int(count or 1)
    for language in ("ar", "ru", "ja", "zh"):
        for latin, native in sources.given("wikidata", language):
            found[language][native.lower()][letters_of(latin)] += 1
    for language in ("ko", "he"):
        for latin, native in sources.given("full", language):
            ours, theirs = prepare(latin).parts, prepare(native).parts
            for part, other in zip(ours, theirs, strict=True) if len(ours) == len(theirs) else ():
                found[language][other.native][part.letters] += 1
    for native, latin, count in lines(sources.path("raw/khmer_namefst_samples.tsv")):
        if int(count) >= _DRAWN:
            found["km"][normalise(native)][letters_of(latin)] += int(count)
    return found


def _paired(spelled: Counter[str]) -> Iterator[Pair]:
    """Every two spellings of a name that are not half as long as one another, by how often they were seen."""
    usual = [(one, count**0.5) for one, count in spelled.most_common() if 2 <= len(one) <= 16][:_SPELLINGS]
    total = sum(weight for _, weight in usual)
    for at, (first, weight) in enumerate(usual):
        for second, other in usual[:at]:
            if 2 * min(len(first), len(second)) >= max(len(first), len(second)):
                yield first, second, weight * other / total


def spelling_pairs(sources: Sources, _voice: str) -> Iterator[Pair]:
    """Two spellings of one name both ways round, and each spelling with itself."""
    draw = Random(3)
    ways: dict[tuple[str, str], float] = defaultdict(float)
    for source, names in _named(sources).items():
        found = [pair for _, spelled in sorted(names.items()) for pair in _paired(spelled)]
        if len(found) > _PAIRS:
            found = draw.sample(found, _PAIRS)
        scale = _SHARE[source] * _WHOLE / sum(weight for *_, weight in found)
        for first, second, weight in found:
            ways[first, second] += weight * scale / 2 * (1 - _SAME)
            ways[second, first] += weight * scale / 2 * (1 - _SAME)
            ways[first, first] += weight * scale / 2 * _SAME
            ways[second, second] += weight * scale / 2 * _SAME
    yield from ((first, second, weight) for (first, second), weight in ways.items())
