"""How much two parts speak for one name: a log-likelihood ratio, and how much it could be at most.

Thousandths of a nat throughout. Two parts in Latin letters are compared by what one name's spellings have in common
(the voice ``latn``, learned from names written in several ways) and by slips of the pen; two parts in one other script by
slips alone; a part in another script and a Latin one by the voices of that script.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from comity.names import familiar, kernel
from comity.names.han import plain
from comity.names.parts import Part
from comity.names.sound import heard, signs_of
from comity.names.voice import Array, Spelled, load_voice, spell

SPELT, SLIPPED = -357, -1_204
"""ln 0.7 and ln 0.3: how often a difference is another spelling and how often a slip of the pen."""
SLIP = -3_507
"""ln 0.03: how often a letter is written wrongly. A changed letter hits one of some nine, an added one of some five."""
CHANGED, ADDED, KEPT = SLIP - 2_200, SLIP - 1_600, -30
RELATED = {familiar.ONE_NAME: 3_000, familiar.SHORT_FORM: 3_500}
"""What it costs that two words known to be one name are written differently."""
JOINED = -700
"""What it costs to read neighbours as one part."""
ENOUGH = 600
_ENOUGH = {"hani": 900, "hani_yue": 900, "hang_native": 750}
"""Which share (thousandths) of its own best spelling's ratio says all there is to say: more where spelling is regular."""
_NATS = {"Hani": 5_500, "Hang": 4_000, "Khmr": 2_400, "Thai": 2_400, "Arab": 2_400}
_DEAR = {"Hani": 8_000, "Hang": 3_000, "Khmr": 3_000, "Thai": 3_000}
"""What a wrong sign costs beside the slip where a sign is a syllable or a name differs from another by one sign."""
MIXED = "Zyyy"
INITIAL, LEAST_SAID = 2_500, 800
"""What an initial says, and a name that everybody bears."""
READINGS = 3
"""So many readings tell which initials a part in another script may have."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """``ratio`` in thousandths of a nat, at most ``full``; ``letters`` it rests on; ``voice`` that read it, if any."""

    ratio: int
    full: int
    letters: int
    voice: str = ""


@lru_cache(maxsize=131_072)
def _spelled(letters: str) -> tuple[Spelled, int]:
    spelled = spell(letters)
    return spelled, load_voice("latn").margin(spelled)


def _codes(text: str) -> Array:
    return np.array([ord(char) for char in text[: kernel.LENGTH]], np.int32)


def _slipped(first: str, second: str, *, margins: int, dear: int = 0) -> int:
    """Two writings of one name that differ by slips, against two unrelated names of these margins."""
    count = int(kernel.slips(_codes(first), _codes(second)))
    added = abs(len(first) - len(second))
    kept = max(len(first), len(second)) - count
    return -margins // 2 + kept * KEPT + (count - added) * CHANGED + added * ADDED - count * dear


@lru_cache(maxsize=262_144)
def _latin(first: str, second: str) -> int:
    """The ratio of two Latin spellings, the same either way round; both in alphabetical order."""
    voice = load_voice("latn")
    (left, left_margin), (right, right_margin) = _spelled(first), _spelled(second)
    best = _slipped(first, second, margins=left_margin + right_margin) + SLIPPED
    if 20 * len(first) > 9 * len(second) and 20 * len(second) > 9 * len(first):
        there = voice.ratio(heard("latn", first), right)
        back = voice.ratio(heard("latn", second), left)
        best = max(best, (there + back) // 2 + SPELT)
    return best


def latin_ratio(first: str, second: str) -> int:
    """The ratio of two Latin spellings in letters a to z."""
    return _latin(first, second) if first <= second else _latin(second, first)


@lru_cache(maxsize=131_072)
def fullness(letters: str) -> int:
    """What a Latin spelling says when it meets itself: the more, the rarer."""
    return max(1_000, latin_ratio(letters, letters))


@lru_cache(maxsize=131_072)
def spelt(part: Part) -> int:
    """What the letters or signs of a part say when they meet themselves, in thousandths of a nat."""
    if part.kind == "initial":
        return INITIAL
    return fullness(part.letters) if part.script == "Latn" and part.letters else _one_script(part, part).full


def said(part: Part) -> int:
    """What a part says as a name: one that many bear says less than its letters do."""
    known = familiar.information(part.letters)
    return spelt(part) if known == familiar.UNKNOWN else max(LEAST_SAID, min(spelt(part), known))


@lru_cache(maxsize=262_144)
def _read(script: str, native: str, letters: str, unspaced: bool) -> tuple[int, str, int]:
    """The best ratio any voice of a script gives a token and a spelling, which voice, and what would be enough."""
    spelled = _spelled(letters)[0]
    found = [
        (load_voice(voice).ratio(heard(voice, signs), spelled) - cost, voice, signs)
        for voice, signs, cost in signs_of(script, native, unspaced=unspaced)
        if signs
    ]
    if not found:
        return kernel.NOTHING, "", 0
    ratio, voice, signs = max(found)
    return ratio, voice, max(1_000, _own(voice, signs) * _ENOUGH.get(voice, ENOUGH) // 1_000)


@lru_cache(maxsize=131_072)
def _own(voice: str, signs: str) -> int:
    """The ratio of a token and the spelling that suits it best."""
    reader, token = load_voice(voice), heard(voice, signs)
    return max(
        (reader.ratio(token, spell(letters)) for letters, _ in reader.readings(token, READINGS) if letters), default=0
    )


@lru_cache(maxsize=65_536)
def _first_letters(script: str, native: str) -> frozenset[str]:
    letters = {
        reading[:1]
        for voice, signs, _ in signs_of(script, native)
        for reading, _ in load_voice(voice).readings(heard(voice, signs), READINGS)
    }
    return frozenset(letters - {""} or {native[:1]})


def initials(part: Part) -> frozenset[str]:
    """The letters a part may begin with: its own, or those of its likeliest readings."""
    if part.letters:
        return frozenset(part.letters[:1])
    return _first_letters(part.script, part.native)


def _one_way(part: Part) -> str:
    """Traditional and simplified characters are one way to write a name."""
    return plain(part.native) if part.script == "Hani" else part.native


def _one_script(first: Part, second: Part) -> Likeness:
    nats, (left, right) = _NATS.get(first.script, 2_300), sorted(_one_way(part) for part in (first, second))
    margins = -nats * (len(left) + len(right)) - 2_000
    full = max(1_000, _slipped(left, left, margins=margins))
    ratio = _slipped(left, right, margins=margins, dear=_DEAR.get(first.script, 0))
    return Likeness(ratio=ratio, full=full, letters=max(len(left), len(right)))


def likeness(first: Part, second: Part, *, joints: int = 0) -> Likeness | None:
    """How alike two parts are, ``joints`` of which were made by reading neighbours as one; None where nothing can be said."""
    if MIXED in {first.script, second.script}:
        return None
    if first.script == second.script == "Latn":
        if not first.letters or not second.letters:
            return None
        full = (fullness(first.letters) + fullness(second.letters)) // 2
        length, ratio = max(len(first.letters), len(second.letters)), latin_ratio(first.letters, second.letters)
        known = familiar.relation(first.letters, second.letters)
        if known:
            ratio = max(ratio, full - RELATED[known])
        found = Likeness(ratio=ratio, full=full, letters=length)
    elif first.script == second.script:
        found = _one_script(first, second)
    elif first.letters or second.letters:
        native, latin = (second, first) if first.letters else (first, second)
        ratio, voice, full = _read(native.script, native.native, latin.letters, native.unspaced)
        if not voice:
            return None
        found = Likeness(ratio=ratio, full=full, letters=len(latin.letters), voice=voice)
    else:
        return None
    return Likeness(ratio=found.ratio + joints * JOINED, full=found.full, letters=found.letters, voice=found.voice)
