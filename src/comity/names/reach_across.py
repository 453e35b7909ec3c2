"""What two names of two scripts can be worth at most: pairs that stay below a threshold end here, nearly all of them unheard.

A bound in three steps, each tighter and dearer than the one before: what the sounds of two parts and the likeliest chunks of
each could say; then, part by part, whether any voice hears what would still be needed; at last, for an unspaced name, whether
it is heard as a whole. Nothing here decides what a pair is worth: where the bound reaches the threshold, ``judge`` does.
"""

import numpy as np

from comity.kit.compiled import njit
from comity.names.align import FREE_PARTS, MERGED, PARTICLE, TITLE, WORD
from comity.names.facts import ENOUGH, FULL, LATN, LEAST, LETTER_COUNT, SCRIPT, UNKNOWN, VIEW_AT, VIEW_COUNT
from comity.names.kernel import NOTHING
from comity.names.likeness import BOUNDED, NONE, bounded, narrowed, one_of_many
from comity.names.lines import (
    A_ACRONYM,
    A_AGREEMENT,
    A_CONTRADICTION,
    A_CONTRADICTION_SHARE,
    A_HEARD_AGAINST,
    A_HEARD_WEAKLY,
    A_OTHER_SCRIPT,
    A_PRIOR,
    A_READ_WEAKLY,
    A_SAME_NUMBER,
    A_UNHEARD,
    A_UNHEARD_SHARE,
    DENIED,
    LINES,
    size_of,
)
from comity.names.lines import ENOUGH as ENOUGH_SAID
from comity.names.meet import EXACT, row_of, row_of_joined
from comity.names.met import isqrt_of

FREELY = 1 << 28
"""A ratio that bounds nothing."""
GAIN, ENOUGH_AT, ROOT, KNOWN = range(4)
"""Columns of ``room.limits``: what a meeting is worth at most, the ratio that is enough, the root of its letters, whether exactly."""
TOP, SHARE, ASKED = range(3)
"""Columns of ``room.tops``: what a part can bring at most where it meets another one and where it is left alone; whether the
voices have been asked about it."""


@njit(cache=True)
def terms_of(weights):  # type: ignore[no-untyped-def]
    """What the bound takes from the weights: what all pairs begin with, agreement, weakness, what speaks against, being left
    alone, its share, being denied; and whether the bound holds for such weights.
    """
    most = np.int64(LINES)  # each line is rounded
    for amount in (A_PRIOR, A_OTHER_SCRIPT):
        most += weights[amount]
    weakly = max(np.int64(weights[A_HEARD_WEAKLY]), np.int64(weights[A_READ_WEAKLY]))
    share = max(np.int64(weights[A_CONTRADICTION_SHARE]), np.int64(weights[A_UNHEARD_SHARE]))
    holds = weights[A_AGREEMENT] > 0 and weakly < 0 and share <= 0
    for amount in range(len(weights)):
        if weights[amount] > 0 and amount != A_PRIOR and amount != A_AGREEMENT:
            holds = holds and (amount == A_ACRONYM or amount == A_SAME_NUMBER)  # names of people have none
    return (
        most, np.int64(weights[A_AGREEMENT]), weakly, np.int64(weights[A_HEARD_AGAINST]), np.int64(weights[A_UNHEARD]),
        share, np.int64(weights[A_CONTRADICTION]), holds,
    )  # fmt: skip


@njit(cache=True)
def _gain(terms, ratio, full, root):  # type: ignore[no-untyped-def]
    """What a meeting of this ratio is worth at most, in points."""
    found = terms[1] * max(0, ratio)
    found += terms[2] * (max(0, full - ratio) * 1_000 // root) + terms[3] * (max(0, -ratio) * 1_000 // root)
    return found // 1_000 + 1


@njit(cache=True)
def _least(terms, need, full, root):  # type: ignore[no-untyped-def]
    """A meeting of a lower ratio is worth less than ``need`` points: `_gain` turned round, a little too low."""
    agreement, weakly, against = terms[1], -terms[2], -terms[3]
    wanted, unheard = (need - 2) * 1_000, -weakly * full * 1_000 // root
    if wanted <= unheard:
        return (wanted - unheard) * root // ((weakly + against) * 1_000) - 2
    if wanted <= agreement * full:
        return (wanted - unheard) * root // (agreement * root + weakly * 1_000) - 2
    return wanted // agreement - 2


@njit(cache=True, inline="always")
def _row(memo, native, i, wide, latin, j, long):  # type: ignore[no-untyped-def]
    if wide + long == 2:
        return row_of(memo, native[i], latin[j])
    return row_of_joined(memo, native, i, wide, latin, j, long)


@njit(cache=True)
def _take(terms, row, wide, long, cell):  # type: ignore[no-untyped-def]
    """What a row of the memo says of a meeting at most."""
    if row[7] == NONE or (wide + long > 2 and row[4] * 20 < row[5] * 3):
        cell[GAIN] = NOTHING
        return
    cell[ENOUGH_AT], cell[ROOT], cell[KNOWN] = row[5], isqrt_of(np.int64(row[6]) * 1_000_000), row[7] != BOUNDED
    cell[GAIN] = _gain(terms, np.int64(row[4]), cell[ENOUGH_AT], cell[ROOT])


@njit(cache=True)
def _bound_all(words, voices, room, terms, native, latin):  # type: ignore[no-untyped-def]
    """Fill ``room.limits`` with what every meeting of parts is worth at most."""
    rows, columns, memo = len(native), len(latin), room.memo
    for i in range(rows):
        for wide in range(1, min(MERGED, rows - i) + 1):
            for j in range(columns):
                for long in range(1, (1 if wide > 1 else min(MERGED, columns - j)) + 1):
                    row, known = _row(memo, native, i, wide, latin, j, long)
                    if not known:
                        bounded(words, voices, room, native, i, wide, latin, j, long, memo[row])
                    _take(terms, memo[row], wide, long, room.limits[i, wide - 1, j, long - 1])


@njit(cache=True)
def _alone(facts, parts, kinds, share, total, tops):  # type: ignore[no-untyped-def]
    """What each part brings at most where it meets nothing; the least any word says, and how many words there are."""
    least, words = np.int64(DENIED), 0
    for at in range(len(parts)):
        tops[at, SHARE] = tops[at, ASKED] = 0
        if kinds[at] == WORD:
            least, words = min(least, np.int64(facts[parts[at], FULL])), words + 1
            tops[at, SHARE] = share * (size_of(facts, parts[at], kinds[at]) * 1_000 // total) // 1_000 + 1
    return least, words


@njit(cache=True)
def _tops(room, rows, columns, left_kinds, right_kinds):  # type: ignore[no-untyped-def]
    """What each part brings at most where it meets another one; several that are read as one bring equal parts.

    Gives whether parts of the left name, and of the right one, may still be read as one.
    """
    limits, tops, ours, theirs = room.limits, room.tops, False, False
    for at in range(rows):
        tops[0, at, TOP] = 0 if left_kinds[at] != WORD else NOTHING
    for at in range(columns):
        tops[1, at, TOP] = 0 if right_kinds[at] != WORD else NOTHING
    for i in range(rows):
        for wide in range(1, min(MERGED, rows - i) + 1):
            for j in range(columns):
                for long in range(1, (1 if wide > 1 else min(MERGED, columns - j)) + 1):
                    gain = limits[i, wide - 1, j, long - 1, GAIN]
                    if gain == NOTHING:
                        continue
                    ours, theirs = ours or wide > 1, theirs or long > 1
                    for at in range(i, i + wide):
                        tops[0, at, TOP] = max(tops[0, at, TOP], -(-gain // wide))
                    for at in range(j, j + long):
                        tops[1, at, TOP] = max(tops[1, at, TOP], -(-gain // long))
    return ours, theirs


@njit(cache=True)
def _side(tops, count, left_out, without):  # type: ignore[no-untyped-def]
    """What the parts of one name bring at most: all meet, or one at least does not. ``without`` a part, or -1."""
    every, some = np.int64(0), left_out
    for at in range(count):
        if at != without:
            every += tops[at, TOP]
            some += max(tops[at, TOP], tops[at, SHARE])
    return every, some


@njit(cache=True)
def _left_out(terms, joined, denied, sizes, words):  # type: ignore[no-untyped-def]
    """What it takes away at least that a part of each name is left alone.

    Where the other name has as many words, none read together with a neighbour, one of them is left alone, too: they deny
    each other. ``sizes`` are the numbers of parts, ``words`` of those that are words.
    """
    either = max(terms[4], denied)
    ours = denied if words[1] >= sizes[0] and not joined[1] else either
    return ours, denied if words[0] >= sizes[1] and not joined[0] else either


@njit(cache=True)
def _of_both(room, sizes, left_out):  # type: ignore[no-untyped-def]
    every, some = _side(room.tops[0], sizes[0], left_out[0], -1)
    its_every, its_some = _side(room.tops[1], sizes[1], left_out[1], -1)
    return min(max(every, some), max(its_every, its_some))


@njit(cache=True)
def _narrow(words, voices, room, terms, native, at, latin, need):  # type: ignore[no-untyped-def]
    """Ask the voices whether a native part meets anything well enough to bring so many points; what does not is nothing."""
    rows, columns, memo = len(native), len(latin), room.memo
    for i in range(max(0, at - MERGED + 1), at + 1):
        for wide in range(at - i + 1, min(MERGED, rows - i) + 1):
            for j in range(columns):
                for long in range(1, (1 if wide > 1 else min(MERGED, columns - j)) + 1):
                    cell = room.limits[i, wide - 1, j, long - 1]
                    if cell[GAIN] != NOTHING and not cell[KNOWN] and cell[GAIN] >= need * wide:
                        row, known = _row(memo, native, i, wide, latin, j, long)
                        if not known:  # another pair has taken its place
                            memo[row, 4], memo[row, 5], memo[row, 7] = FREELY, cell[ENOUGH_AT], BOUNDED
                            memo[row, 6] = cell[ROOT] * cell[ROOT] // 1_000_000 + 1
                        least = _least(terms, need * wide, cell[ENOUGH_AT], cell[ROOT])
                        if memo[row, 7] == BOUNDED:
                            narrowed(words, voices, room, native, i, wide, latin, j, long, least, memo[row])
                        _take(terms, memo[row], wide, long, cell)
                    if cell[GAIN] < need * wide:
                        cell[GAIN] = NOTHING


@njit(cache=True)
def _suits(facts, parts, kinds, flags, latin):  # type: ignore[no-untyped-def]
    """Whether a name is one the bound understands: few parts, all of one script, words and what may stand beside them."""
    if not 0 < len(parts) <= FREE_PARTS:
        return False
    script = facts[parts[0], SCRIPT]
    if script == UNKNOWN or (script == LATN) != latin:
        return False
    for at in range(len(parts)):
        kind = kinds[at]
        if facts[parts[at], SCRIPT] != script or flags[at] & EXACT or not facts[parts[at], LETTER_COUNT]:
            return False
        if kind != WORD and kind != PARTICLE and kind != TITLE:
            return False
    return True


@njit(cache=True)
def _whole(words, voices, room, terms, native, latin, wanted):  # type: ignore[no-untyped-def]
    """Whether an unspaced name, read as one, is heard in all Latin parts so well that it is worth what is wanted."""
    full, letters = np.int64(1 << 30), 0
    begin = words.facts[native, VIEW_AT]
    for view in range(begin, begin + words.facts[native, VIEW_COUNT]):
        full = min(full, np.int64(words.views[view, ENOUGH]))
    for part in latin:
        letters += words.facts[part, LETTER_COUNT]
    least = _least(terms, wanted, max(np.int64(LEAST), full), isqrt_of(np.int64(letters) * 1_000_000))
    return one_of_many(words, voices, room, native, latin, max(least, NOTHING + 1))[3] != NONE


@njit(cache=True)
def _below(words, voices, room, terms, native, native_kinds, latin, latin_kinds, floor):  # type: ignore[no-untyped-def]
    """Whether the parts of two names, met one by one, certainly bring less than ``floor``."""
    facts, rows, columns, tops = words.facts, len(native), len(latin), room.tops
    total = np.int64(0)
    for at in range(rows):
        total += size_of(facts, native[at], native_kinds[at])
    for at in range(columns):
        total += size_of(facts, latin[at], latin_kinds[at])
    total = max(total, np.int64(1))
    ours, words_here = _alone(facts, native, native_kinds, terms[5], total, tops[0])
    theirs, words_there = _alone(facts, latin, latin_kinds, terms[5], total, tops[1])
    denied, left = terms[6] * (min(ours, theirs) * 1_000 // DENIED) // 1_000 + 1, floor - terms[0]
    sizes, plain = (rows, columns), (words_here, words_there)
    _bound_all(words, voices, room, terms, native, latin)
    joined = _tops(room, rows, columns, native_kinds, latin_kinds)
    left_out = _left_out(terms, joined, denied, sizes, plain)
    if _of_both(room, sizes, left_out) < left:
        return True
    for _ in range(rows):
        at = _next(facts, native, tops[0])
        every, some = _side(tops[0], rows, left_out[0], at)
        _narrow(words, voices, room, terms, native, at, latin, left - max(every, some))
        joined = _tops(room, rows, columns, native_kinds, latin_kinds)
        left_out = _left_out(terms, joined, denied, sizes, plain)
        if _of_both(room, sizes, left_out) < left:
            return True
    return False


@njit(cache=True)
def _next(facts, native, tops):  # type: ignore[no-untyped-def]
    """The part that says most of those the voices have not been asked about."""
    found = -1
    for at in range(len(native)):
        if not tops[at, ASKED] and (found < 0 or facts[native[at], FULL] > facts[native[found], FULL]):
            found = at
    tops[found, ASKED] = 1
    return found


@njit(cache=True)
def below(words, voices, room, terms, names, left, others, right, floor):  # type: ignore[no-untyped-def]
    """Whether two names of persons in two scripts, one of them Latin, are certainly worth less than ``floor``."""
    ours = slice(names.part_at[left], names.part_at[left + 1])
    theirs = slice(others.part_at[right], others.part_at[right + 1])
    a, a_kinds, b, b_kinds = names.parts[ours], names.kinds[ours], others.parts[theirs], others.kinds[theirs]
    if not terms[7]:
        return False
    whole = names.whole[left]
    if not _suits(words.facts, a, a_kinds, names.flags[ours], False):
        a, a_kinds, b, b_kinds, whole = b, b_kinds, a, a_kinds, others.whole[right]
        if not _suits(words.facts, a, a_kinds, others.flags[theirs], False):
            return False
        if not _suits(words.facts, b, b_kinds, names.flags[ours], True):
            return False
    elif not _suits(words.facts, b, b_kinds, others.flags[theirs], True):
        return False
    if floor - terms[0] > terms[1] * ENOUGH_SAID // 1_000:
        return True
    if not _below(words, voices, room, terms, a, a_kinds, b, b_kinds, floor):
        return False
    return whole < 0 or not _whole(words, voices, room, terms, whole, b, floor - terms[0])
