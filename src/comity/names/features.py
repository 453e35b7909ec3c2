"""How two parts of names are compared. The docstring of each feature is the sentence an officer reads.

A feature answers in thousandths: 0 for "says nothing", 1000 for "the same". The best answer stands in the evidence.
"""

from collections.abc import Callable

from rapidfuzz import fuzz

from comity.names.prepare import Part
from comity.names.script import ACCENTS_FOLD, LOSSY_VOWELS

Feature = Callable[[Part, Part], int]

SAME_SCRIPT_FLOOR = 65
"""Below this percentage of shared letters two parts in one script count as different."""
OTHER_SCRIPT_FLOOR = 55
CONSONANT_FLOOR = 70

_FEATURES: list[Feature] = []


def _feature(function: Feature) -> Feature:
    if not function.__doc__:
        raise TypeError(f"feature {function.__name__} has no sentence")
    _FEATURES.append(function)
    return function


@_feature
def same_spelling(a: Part, b: Part) -> int:
    """Both parts are written with the same characters."""
    return 1000 if a.native == b.native else 0


@_feature
def same_letters(a: Part, b: Part) -> int:
    """Both parts are the same once accents are set aside."""
    if a.script != b.script or a.script not in ACCENTS_FOLD:
        return 0
    return 980 if a.latin and a.latin == b.latin else 0


@_feature
def same_reading(a: Part, b: Part) -> int:
    """The parts are written differently, but read the same in Latin letters."""
    if not a.latin or a.latin != b.latin:
        return 0
    if a.script != b.script:
        return 950
    return 900 if a.script == "Hani" else 0


@_feature
def similar_spelling(a: Part, b: Part) -> int:
    """The parts are written in one script and differ in a few characters."""
    if a.script != b.script:
        return 0
    folds = a.script in ACCENTS_FOLD
    share = fuzz.ratio(a.latin, b.latin) if folds else fuzz.ratio(a.native, b.native)
    return min(int(share * 10), 970) if share >= SAME_SCRIPT_FLOOR else 0


@_feature
def similar_reading(a: Part, b: Part) -> int:
    """The parts are written in different scripts and differ in a few letters when read in Latin letters."""
    if a.script == b.script or not a.latin or not b.latin:
        return 0
    share = fuzz.ratio(a.latin, b.latin)
    return int(share * 9.5) if share >= OTHER_SCRIPT_FLOOR else 0


@_feature
def similar_consonants(a: Part, b: Part) -> int:
    """One script does not write its vowels as Latin letters do; the consonants of both parts agree or nearly agree."""
    if a.script == b.script or not (a.script in LOSSY_VOWELS or b.script in LOSSY_VOWELS):
        return 0
    share = fuzz.ratio(a.consonants, b.consonants)
    return int(share * 8) if share >= CONSONANT_FLOOR else 0


@_feature
def initial(a: Part, b: Part) -> int:
    """One part is only the first letter of the other."""
    short, long = sorted((a.latin, b.latin), key=len)
    return 500 if len(short) == 1 and len(long) > 1 and long.startswith(short) else 0


def no_counterpart(a: Part, b: Part) -> int:
    """This part has no counterpart in the other name."""
    return 0


def other_order(a: Part, b: Part) -> int:
    """The matching parts stand in another order."""
    return -20


def best_feature(a: Part, b: Part) -> tuple[int, str]:
    """The strongest answer on two parts and the name of the feature that gave it; ``(0, "")`` for none."""
    best, name = 0, ""
    for function in _FEATURES:
        points = function(a, b)
        if points > best:
            best, name = points, function.__name__
            if points == 1000:
                break
    return best, name


def explanations() -> dict[str, str]:
    """Every feature name with its sentence: what pages show and translators translate."""
    return {
        function.__name__: (function.__doc__ or "").strip() for function in (*_FEATURES, no_counterpart, other_order)
    }
