"""What each voice is learned from: its pairs of signs and letters, and how many of its arcs are kept."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from tools.names.burmese import burmese_pairs
from tools.names.chinese_spelling import cantonese_pairs, foreign_pairs, mandarin_pairs
from tools.names.khmer import khmer_pairs, khmer_phones
from tools.names.lao import lao_pairs
from tools.names.pairs import weighed_pairs
from tools.names.sources import Sources
from tools.names.spellings import spelling_pairs
from tools.names.thai_pairs import thai_pairs, thai_phones, thai_same

Pair = tuple[str, str, float]
MAIN = frozenset({"main"})


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one voice is made. ``against`` is how much wrong spellings count beside true ones; 0 for a voice that is not taught."""

    pairs: Callable[[Sources, str], Iterator[Pair]]
    widest: int = 3
    longest: int = 5
    kept: int = 50_000
    rounds: int = 8
    discount: float = 0.02
    against: float = 0.0
    sieve: int = 0
    """Pairs below so many thousandths of a nat a letter under a first model are no spellings of one another and left out."""
    same: Callable[[Sources, str], Mapping[str, str]] | None = None
    """A coarse sound of each token; tokens that share it are never held against each other."""
    hold: bool = True
    """Whether spellings kept back for measuring are left out. Not where none is learned (sounds, syllables), nor in ``latn``."""


def _weighed(rows: Iterator[tuple[str, str]], weight: float) -> Iterator[tuple[str, str, float]]:
    return ((latin, native, weight) for latin, native in rows)


def _flat(*parts: Callable[[Sources], Iterator[tuple[str, str]]]) -> Callable[[Sources, str], Iterator[Pair]]:
    """Every different pair once, all with one weight."""

    def pairs(sources: Sources, voice: str) -> Iterator[Pair]:
        rows = chain.from_iterable(part(sources) for part in parts)
        yield from dict.fromkeys(weighed_pairs(_weighed(rows, 1.0), voice))

    return pairs


def _places(script: str, *more: tuple[str, float]) -> Callable[[Sources, str], Iterator[Pair]]:
    """Place names: the main spelling of a place counts most; ``more`` are further files with a weight."""

    def pairs(sources: Sources, voice: str) -> Iterator[Pair]:
        rows = [
            _weighed(sources.pairs(f"{script}_geonames", MAIN), 1.0),
            _weighed(sources.pairs(f"{script}_geonames", frozenset({"alt"})), 0.5),
            _weighed(sources.pairs(f"{script}_cldr", frozenset({"city"})), 1.0),
            _weighed(sources.pairs(f"{script}_cldr", frozenset({"country"})), 0.5),
            *(
                _weighed(sources.pairs(f"{script}_cldrsubdiv", frozenset({kind})), w)
                for kind, w in (("main", 1.0), ("alt", 0.5))
            ),
            *(_weighed(sources.pairs(name), weight) for name, weight in more),
        ]
        best: dict[tuple[str, str], float] = {}
        for signs, letters, weight in weighed_pairs(chain.from_iterable(rows), voice):
            if len(signs) > 1 and len(letters) > 1:
                best[signs, letters] = max(weight, best.get((signs, letters), 0.0))
        yield from ((signs, letters, weight) for (signs, letters), weight in best.items())

    return pairs


def _ruled(
    rules: Callable[[Sources, str], Iterator[Pair]], places: Callable[[Sources, str], Iterator[Pair]]
) -> Callable[[Sources, str], Iterator[Pair]]:
    """Spellings by rule together with those of places."""

    def pairs(sources: Sources, voice: str) -> Iterator[Pair]:
        best: dict[tuple[str, str], float] = {}
        for signs, letters, weight in chain(rules(sources, voice), places(sources, voice)):
            best[signs, letters] = max(weight, best.get((signs, letters), 0.0))
        yield from ((signs, letters, weight) for (signs, letters), weight in best.items())

    return pairs


def _place_voice(script: str, *more: tuple[str, float], against: float = 0.7, kept: int = 20_000) -> Recipe:
    return Recipe(_places(script, *more), widest=3, longest=4, kept=kept, rounds=6, against=against, sieve=500)


def _wikidata(language: str) -> Callable[[Sources], Iterator[tuple[str, str]]]:
    return lambda sources: sources.given("wikidata", language)


def _geonames(script: str) -> Callable[[Sources], Iterator[tuple[str, str]]]:
    return lambda sources: sources.pairs(f"{script}_geonames", MAIN)


def _persons(name: str) -> Callable[[Sources], Iterator[tuple[str, str]]]:
    return lambda sources: sources.pairs(name)


def _hebrew(sources: Sources) -> Iterator[tuple[str, str]]:
    return sources.given("full", "he")


def _korean_foreign(sources: Sources) -> Iterator[tuple[str, str]]:
    return (row for row in sources.given("full", "ko") if " " in row[1])


def _korean_own(sources: Sources) -> Iterator[tuple[str, str]]:
    return (row for row in sources.given("full", "ko") if " " not in row[1] and len(row[1]) <= 4)


RECIPES: dict[str, Recipe] = {
    "cyrl": Recipe(_flat(_wikidata("ru"), _geonames("cyrillic"))),
    "arab": Recipe(
        _flat(_wikidata("ar"), _persons("arabic_namerom_units"), _persons("arabic_namerom_full")), kept=40_000
    ),
    "kana": Recipe(_flat(_wikidata("ja"), _geonames("kana")), kept=80_000),
    "hebr": Recipe(_flat(_hebrew, _geonames("hebrew"))),
    "hang": Recipe(_flat(_korean_foreign, _geonames("hangul"))),
    "hang_native": Recipe(_flat(_korean_own), widest=4),
    "hani": Recipe(mandarin_pairs, widest=3, longest=4, discount=0.1, hold=False),
    "hani_yue": Recipe(cantonese_pairs, widest=3, longest=4, discount=0.1, hold=False),
    "hani_abroad": Recipe(foreign_pairs("mandarin"), widest=3, longest=3),
    "hani_yue_abroad": Recipe(foreign_pairs("cantonese"), widest=3, longest=3),
    "latn": Recipe(spelling_pairs, widest=2, longest=2, rounds=6, discount=0.5, sieve=1, hold=False),
    "khmr_phones": Recipe(khmer_phones, widest=4, longest=5, discount=1.0, hold=False),
    "khmr": Recipe(khmer_pairs, widest=3, longest=4, kept=20_000, rounds=6, against=0.25),
    "khmr_heard": Recipe(khmer_pairs, widest=3, longest=4, kept=20_000, rounds=6),
    "thai_phones": Recipe(thai_phones, widest=4, longest=5, discount=1.0, hold=False),
    "thai": Recipe(thai_pairs, widest=3, longest=4, kept=20_000, rounds=6, discount=0.1, against=0.5, same=thai_same),
    "thai_heard": Recipe(thai_pairs, widest=3, longest=4, kept=20_000, rounds=6, against=0.5, same=thai_same),
    "laoo": Recipe(_ruled(lao_pairs, _places("lao", ("lao_laoengdict_names", 1.0))), longest=4, kept=20_000, rounds=6),
    "mymr": Recipe(_ruled(burmese_pairs, _places("burmese")), longest=4, kept=20_000, rounds=6, against=0.5, sieve=500),
    "deva": _place_voice("devanagari", ("devanagari_nepalitoolkits", 1.0), ("indian_names_hindi_namevariants", 0.5)),
    "beng": _place_voice("bengali", ("indian_names_bengali_namevariants", 0.5)),
    "taml": _place_voice("tamil", ("indian_names_tamil_namevariants", 0.5)),
    "telu": _place_voice("telugu"),
    "knda": _place_voice("kannada"),
    "mlym": _place_voice("malayalam"),
    "gujr": _place_voice("gujarati"),
    "guru": _place_voice("gurmukhi"),
    "orya": _place_voice("odia"),
    "sinh": _place_voice("sinhala"),
    "grek": _place_voice("greek", ("greek_names_namevariants", 0.5)),
    "armn": _place_voice("armenian"),
    "geor": _place_voice("georgian"),
    "ethi": _place_voice("amharic"),
}
"""In the order in which they can be made: a voice that reads sounds comes after its table of sounds."""
