"""Two Latin spellings of one name: what the voice ``latn`` says of them, or slips of the pen, whichever says more."""

from comity.kit.compiled import njit
from comity.names import chorus, cuts, kernel
from comity.names.chorus import LATIN
from comity.names.kernel import NOTHING

SPELT, SLIPPED = -357, -1_204
"""ln 0.7 and ln 0.3: how often a difference is another spelling and how often a slip of the pen."""
SLIP = -3_507
"""ln 0.03: how often a letter is written wrongly. A changed letter hits one of some nine, an added one of some five."""
CHANGED, ADDED, KEPT = SLIP - 2_200, SLIP - 1_600, -30
APART = 13
"""Words that share no more than 13 in 20 of their letters in order are two words: nothing is said about them."""


@njit(cache=True)
def slipped(slips, first, second, margins, dear):  # type: ignore[no-untyped-def]
    """Two writings of one name that differ by slips, against two unrelated names of these margins; lengths in signs."""
    added = abs(first - second)
    kept = max(first, second) - slips
    return -margins // 2 + kept * KEPT + (slips - added) * CHANGED + added * ADDED - slips * dear


@njit(cache=True)
def itself(voices, letters):  # type: ignore[no-untyped-def]
    """What a spelling (int32 letters a=1 … z=26) says beside itself."""
    margins = 2 * chorus.latin_margin(voices, LATIN, letters)
    return slipped(0, len(letters), len(letters), margins, 0) + SLIPPED


@njit(cache=True, inline="always")
def _token(words, voices, room, letters, key):  # type: ignore[no-untyped-def]
    """Letters as the voice ``latn`` reads them aloud. ``key`` are the three parts they are made of."""
    slot, ready = cuts.slot_of(room.sides.token_keys, -1, key[0], key[1], key[2])
    if not ready:
        for at in range(len(letters)):
            room.signs[at] = words.settings[0, letters[at]]
        cuts.token(voices, room.sides, LATIN, slot, room.signs, len(letters))
    return slot


@njit(cache=True, inline="always")
def _spelled(voices, sides, letters, key):  # type: ignore[no-untyped-def]
    """The slot of a spelling for the voice ``latn``."""
    slot, ready = cuts.slot_of(sides.spelling_keys, LATIN + 1, key[0], key[1], key[2])
    if not ready:
        cuts.spelling(voices, sides, LATIN, slot, letters)
    return slot


@njit(cache=True)
def spelt(words, voices, room, first, key, second, other, least):  # type: ignore[no-untyped-def]
    """The ratio of two spellings, the same either way round; NOTHING for two words, and maybe where it is less than ``least``.

    ``key`` and ``other`` are three numbers each that stand for the spellings.
    """
    long, short = max(len(first), len(second)), min(len(first), len(second))
    if short == 0:
        return NOTHING
    slips = kernel.slips(first, second)
    if slips * 20 > APART * long:
        return NOTHING
    sides = room.sides
    one = _spelled(voices, sides, first, key)
    lone = sides.spelling_ends[one, cuts.MARGIN]
    two = _spelled(voices, sides, second, other)
    best = slipped(slips, len(first), len(second), lone + sides.spelling_ends[two, cuts.MARGIN], 0) + SLIPPED
    if not slips or 20 * short <= 9 * long:
        return best
    wanted = 2 * (max(best, least) - SPELT)
    back = _token(words, voices, room, second, other)
    one = _spelled(voices, sides, first, key)
    limit = cuts.most(sides, back, one)
    there = _token(words, voices, room, first, key)
    two = _spelled(voices, sides, second, other)
    said = cuts.ratio(voices, sides, LATIN, there, len(first), two, len(second), wanted - limit)
    if said == NOTHING:
        return best
    back = _token(words, voices, room, second, other)
    one = _spelled(voices, sides, first, key)
    again = cuts.ratio(voices, sides, LATIN, back, len(second), one, len(first), wanted - said)
    return max(best, (said + again) // 2 + SPELT) if again > NOTHING else best
