"""The evidence of two names, compiled: every line with the amounts it measured and the points they are worth.

One implementation for a single question and for whole registers, so that what is shown is what was counted. A line is
``[feature, left part, how many, right part, how many, points]``; -1 stands for no part. Points are thousandths of a nat
of log odds; their sum over all lines, the prior among them, is the score.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from comity.names.features import AMOUNTS, FEATURES
from comity.names.likeness import HEARD, LETTER_AT, LETTER_COUNT, NONE, ORDER, READ, SCRIPT
from comity.names.meet import ALONE, GENERIC, INITIAL, PARTICLE, TITLE, WORD, meet, whole
from comity.names.voice import Array

LINES = 64
"""Lines of two names at most."""
COUNTS = np.array([1_000, 150, 100, 450, 350], np.int32)
"""How much a part of each kind weighs as a part of the name, in thousandths."""
ENOUGH = 18_000
"""Agreement (thousandths of a nat) that names give together at most: relatives share most of theirs."""

(
    SAME_SPELLING, SIMILAR_SPELLING, SAME_READING, SIMILAR_READING, INITIAL_LINE, CONTRADICTION_LINE, LEFT_OUT, ENOUGH_LINE,
    OTHER_ORDER, FATHER_AND_SON, SINGLE_PART, NOTHING_DISTINCTIVE, SAME_NUMBER, OTHER_NUMBER, NUMBER_LEFT_OUT, SAME_FORM,
    OTHER_FORM, FORM_LEFT_OUT, PRIOR, NO_NAME,
) = range(len(FEATURES))  # fmt: skip
(
    A_BIAS, A_AGREEMENT, A_HEARD_WEAKLY, A_HEARD_AGAINST, A_READ_WEAKLY, A_SPELT_LITTLE, A_SPELT_MUCH, A_SPELT_SHARE, A_JOINED,
    A_INITIAL, A_ORDER, A_FATHER_AND_SON, A_LIGHT_LEFT_OUT, A_CONTRADICTION, A_CONTRADICTION_MORE, A_LEFT_OUT, A_LEFT_OUT_MORE,
    A_LEFT_OUT_SHARE, A_SINGLE_PART, A_NOTHING_DISTINCTIVE, A_SAME_NUMBER, A_OTHER_NUMBER, A_NUMBER_LEFT_OUT, A_OTHER_FORM,
    A_FORM_LEFT_OUT,
) = range(len(AMOUNTS))  # fmt: skip


class Names(NamedTuple):
    """Names in numbers. ``*_at`` int32[names + 1] cut the share of each name out of the flat arrays."""

    part_at: Array
    parts: Array
    """int32: numbers of parts in a lexicon."""
    kinds: Array
    """uint8: places in ``meet.KINDS``."""
    sons: Array
    """uint8: 1 for a particle between son and father (``bin``)."""
    whole: Array
    """int32[names]: the number of an unspaced name read as one part, -1 for every other name."""
    form_at: Array
    forms: Array
    """int32[forms, 2]: a legal form and its class."""
    number_at: Array
    numbers: Array
    """int64: numbers in the name, sorted."""


@njit(cache=True)
def _say(lines, count, feature, left, wide, right, long):  # type: ignore[no-untyped-def]
    """A new line without points; its place."""
    at = min(count, LINES - 1)
    lines[at, 5] = 0
    lines[at, 0], lines[at, 1], lines[at, 2], lines[at, 3], lines[at, 4] = feature, left, wide, right, long
    return at + 1


@njit(cache=True)
def _measured(lines, at, amounts, weights, amount, value):  # type: ignore[no-untyped-def]
    """Add a measured amount to a line: what it is worth goes into the points, what it was into the sum of amounts."""
    amounts[amount] += value
    lines[at, 5] += weights[amount] * value // 1_000


@njit(cache=True)
def _light(kind):  # type: ignore[no-untyped-def]
    return kind == PARTICLE or kind == TITLE


@njit(cache=True)
def before(words, names, left, others, right):  # type: ignore[no-untyped-def]
    """Whether the left name comes first in the one order in which two names are compared, whoever asks."""
    start, begin = names.part_at[left], others.part_at[right]
    rows, columns = names.part_at[left + 1] - start, others.part_at[right + 1] - begin
    for at in range(min(rows, columns)):
        ours, theirs = words.marks[names.parts[start + at], ORDER], words.marks[others.parts[begin + at], ORDER]
        if ours != theirs:
            return ours < theirs
    return rows <= columns


@njit(cache=True)
def judge(words, voices, room, weights, names, left, others, right, lines, amounts):  # type: ignore[no-untyped-def]
    """All lines of two names, in this order of the names; how many. ``amounts`` int64 is the sum of what was measured."""
    amounts[:] = 0
    ours, theirs = slice(names.part_at[left], names.part_at[left + 1]), slice(others.part_at[right], others.part_at[right + 1])
    a, a_kinds, b, b_kinds = names.parts[ours], names.kinds[ours], others.parts[theirs], others.kinds[theirs]
    count = _say(lines, 0, PRIOR, -1, 0, -1, 0)
    _measured(lines, 0, amounts, weights, A_BIAS, 1_000)
    if not len(a) or not len(b):
        count = _say(lines, count, NO_NAME, -1, 0, -1, 0)
        lines[count - 1, 5] = -20_000
        return count
    groups, found = room.groups, room.found
    met = meet(words, voices, room, a, a_kinds, b, b_kinds)
    one = names.whole[left] >= 0 and others.whole[right] < 0
    other = others.whole[right] >= 0 and names.whole[left] < 0
    as_one = False
    if one or other:
        alike = whole(words, voices, room, names.whole[left] if one else others.whole[right], b if one else a)
        if alike[3] != NONE and alike[0] >= _apart(groups[:met], found, len(a) if one else len(b), 0 if one else 2):
            as_one, met = True, 1
            groups[0, 0], groups[0, 1], groups[0, 2], groups[0, 3] = 0, len(a), 0, len(b)
            cell = found[0, 0, 0, 0]
            cell[0], cell[1], cell[2], cell[3] = alike
    groups = groups[:met]
    for at in range(met):
        count = _met(words, weights, a, a_kinds, b, b_kinds, groups[at], found, as_one, lines, count, amounts)
    count = _together(weights, lines, count, amounts)
    count = _order(a_kinds, b_kinds, names.sons[ours], others.sons[theirs], groups, weights, lines, count, amounts)
    count = _alone(words, weights, a, a_kinds, b, b_kinds, groups, room.rest, lines, count, amounts)
    count = _numbers(
        names.numbers[names.number_at[left] : names.number_at[left + 1]],
        others.numbers[others.number_at[right] : others.number_at[right + 1]], weights, lines, count, amounts,
    )  # fmt: skip
    return _forms(
        names.forms[names.form_at[left] : names.form_at[left + 1]],
        others.forms[others.form_at[right] : others.form_at[right + 1]], weights, lines, count, amounts,
    )  # fmt: skip


@njit(cache=True)
def _apart(groups, found, native, side):  # type: ignore[no-untyped-def]
    """What the parts of an unspaced name say one by one."""
    total, met = 0, 0
    for at in range(len(groups)):
        cell = found[groups[at, 0], groups[at, 1] - 1, groups[at, 2], groups[at, 3] - 1]
        if cell[3] != NONE:
            total += cell[0]
        met += groups[at, side + 1]
    return total + ALONE * (native - met)


@njit(cache=True)
def _weight(kinds, at, wide):  # type: ignore[no-untyped-def]
    most = 0
    for place in range(at, at + wide):
        most = max(most, COUNTS[kinds[place]])
    return most


@njit(cache=True)
def _same_parts(words, left, at, wide, right, place, long):  # type: ignore[no-untyped-def]
    """Whether both sides are written with the same signs, joined or not."""
    i, j, ours, theirs = at, place, 0, 0
    while i < at + wide and j < place + long:
        first, second = left[i], right[j]
        if words.facts[first, SCRIPT] != words.facts[second, SCRIPT]:
            return False
        if words.letters[words.facts[first, LETTER_AT] + ours] != words.letters[words.facts[second, LETTER_AT] + theirs]:
            return False
        ours, theirs = ours + 1, theirs + 1
        if ours == words.facts[first, LETTER_COUNT]:
            i, ours = i + 1, 0
        if theirs == words.facts[second, LETTER_COUNT]:
            j, theirs = j + 1, 0
    return i == at + wide and j == place + long and ours == 0 and theirs == 0


@njit(cache=True)
def _met(words, weights, a, a_kinds, b, b_kinds, group, found, as_one, lines, count, amounts):  # type: ignore[no-untyped-def]
    i, wide, j, long = group[0], group[1], group[2], group[3]
    if not as_one and (a_kinds[i] == INITIAL or b_kinds[j] == INITIAL):
        count = _say(lines, count, INITIAL_LINE, i, wide, j, long)
        _measured(lines, count - 1, amounts, weights, A_AGREEMENT, 1_000)
        if a_kinds[i] != b_kinds[j]:
            _measured(lines, count - 1, amounts, weights, A_INITIAL, 1_000)
        return count
    cell = found[0, 0, 0, 0] if as_one else found[i, wide - 1, j, long - 1]
    ratio, full, letters, how = cell[0], cell[1], cell[2], cell[3]
    heard = how == HEARD or how == READ
    if ratio < 0:
        feature = CONTRADICTION_LINE
    elif heard:
        feature = SAME_READING if ratio >= full else SIMILAR_READING
    else:
        feature = SAME_SPELLING if _same_parts(words, a, i, wide, b, j, long) else SIMILAR_SPELLING
    count = _say(lines, count, feature, i, wide, j, long)
    at, counts = count - 1, min(_weight(a_kinds, i, wide), _weight(b_kinds, j, long))
    _measured(lines, at, amounts, weights, A_AGREEMENT, max(0, ratio) * counts // 1_000)
    missing = max(0, full - ratio)
    if heard:
        root = isqrt_of(letters * 1_000_000)
        _measured(lines, at, amounts, weights, A_READ_WEAKLY if how == READ else A_HEARD_WEAKLY, missing * 1_000 // root)
        _measured(lines, at, amounts, weights, A_HEARD_AGAINST, max(0, -ratio) * 1_000 // root)
    elif missing:
        _measured(lines, at, amounts, weights, A_SPELT_LITTLE, min(missing, 6_000) * counts // 6_000)
        _measured(lines, at, amounts, weights, A_SPELT_MUCH, min(max(missing - 6_000, 0), 8_000) * counts // 8_000)
        share = missing * 1_000 // full
        _measured(lines, at, amounts, weights, A_SPELT_SHARE, min(max(share - 350, 0), 500) * counts // 500)
    if wide + long > 2 and not as_one:
        _measured(lines, at, amounts, weights, A_JOINED, counts)
    return count


@njit(cache=True)
def isqrt_of(value):  # type: ignore[no-untyped-def]
    """The whole part of a square root, at least 1."""
    root = int(np.sqrt(float(value)))
    while root * root > value:
        root -= 1
    while (root + 1) * (root + 1) <= value:
        root += 1
    return max(1, root)


@njit(cache=True)
def _together(weights, lines, count, amounts):  # type: ignore[no-untyped-def]
    """Agreement beyond what relatives, too, would share is taken off again, in a line of its own."""
    beyond = amounts[A_AGREEMENT] - ENOUGH
    if beyond > 0:
        count = _say(lines, count, ENOUGH_LINE, -1, 0, -1, 0)
        _measured(lines, count - 1, amounts, weights, A_AGREEMENT, -beyond)
    return count


@njit(cache=True)
def _order(a_kinds, b_kinds, a_sons, b_sons, groups, weights, lines, count, amounts):  # type: ignore[no-untyped-def]
    heavy = turned = 0
    for at in range(len(groups)):
        if _light(a_kinds[groups[at, 0]]):
            continue
        heavy += 1
        for other in range(len(groups)):
            if not _light(a_kinds[groups[other, 0]]) and groups[other, 0] < groups[at, 0] and groups[other, 2] > groups[at, 2]:
                turned += 1
    if turned:
        count = _say(lines, count, OTHER_ORDER, -1, 0, -1, 0)
        _measured(lines, count - 1, amounts, weights, A_ORDER, min(1_000, turned * 1_000 // max(1, heavy - 1)))
    for at in range(1, len(a_sons) - 1):
        for place in range(1, len(b_sons) - 1):
            if not a_sons[at] or not b_sons[place]:
                continue
            son, father = _partner(groups, at - 1), _partner(groups, _next(a_kinds, at))
            if son >= 0 and father >= 0 and son == _next(b_kinds, place) and father == place - 1:
                count = _say(lines, count, FATHER_AND_SON, -1, 0, -1, 0)
                _measured(lines, count - 1, amounts, weights, A_FATHER_AND_SON, 1_000)
                return count
    return count


@njit(cache=True)
def _next(kinds, at):  # type: ignore[no-untyped-def]
    for place in range(at + 1, len(kinds)):
        if not _light(kinds[place]):
            return place
    return -1


@njit(cache=True)
def _partner(groups, part):  # type: ignore[no-untyped-def]
    for at in range(len(groups)):
        if groups[at, 0] == part:
            return groups[at, 2]
    return -1


@njit(cache=True)
def _size(words, part, kind):  # type: ignore[no-untyped-def]
    return max(words.facts[part, LETTER_COUNT], 1) * COUNTS[kind]


@njit(cache=True)
def _unmet(words, parts, kinds, groups, side, rest):  # type: ignore[no-untyped-def]
    """Places of the parts that met nothing, the weightiest first; how many."""
    count = 0
    for at in range(len(parts)):
        met = False
        for group in range(len(groups)):
            if groups[group, side] <= at < groups[group, side] + groups[group, side + 1]:
                met = True
        if met:
            continue
        place = count
        while place > 0 and _size(words, parts[rest[place - 1]], kinds[rest[place - 1]]) < _size(words, parts[at], kinds[at]):
            rest[place] = rest[place - 1]
            place -= 1
        rest[place] = at
        count += 1
    return count


@njit(cache=True)
def _alone(words, weights, a, a_kinds, b, b_kinds, groups, rest, lines, count, amounts):  # type: ignore[no-untyped-def]
    ours = _unmet(words, a, a_kinds, groups, 0, rest[0])
    theirs = _unmet(words, b, b_kinds, groups, 2, rest[1])
    heavy = (0, 0)
    for side in range(2):
        kinds = a_kinds if side == 0 else b_kinds
        for at in range(ours if side == 0 else theirs):
            part = rest[side, at]
            if not _light(kinds[part]):
                rest[side, heavy[side]] = part
                heavy = (heavy[0] + 1 - side, heavy[1] + side)
                continue
            count = _say(lines, count, LEFT_OUT, part if side == 0 else -1, 1 - side, part if side else -1, side)
            _measured(lines, count - 1, amounts, weights, A_LIGHT_LEFT_OUT, 1_000)
    pairs = min(heavy[0], heavy[1])
    for at in range(pairs):
        count = _say(lines, count, CONTRADICTION_LINE, rest[0, at], 1, rest[1, at], 1)
        least = min(COUNTS[a_kinds[rest[0, at]]], COUNTS[b_kinds[rest[1, at]]])
        _measured(lines, count - 1, amounts, weights, A_CONTRADICTION if at == 0 else A_CONTRADICTION_MORE, least)
    total, first = 1, True
    for at in range(len(a)):
        total += _size(words, a[at], a_kinds[at])
    for at in range(len(b)):
        total += _size(words, b[at], b_kinds[at])
    for side in range(2):
        parts, kinds = (a, a_kinds) if side == 0 else (b, b_kinds)
        for at in range(pairs, heavy[side]):
            part = rest[side, at]
            count = _say(lines, count, LEFT_OUT, part if side == 0 else -1, 1 - side, part if side else -1, side)
            share = _size(words, parts[part], kinds[part]) * 1_000 // total
            _measured(lines, count - 1, amounts, weights, A_LEFT_OUT_SHARE, share)
            _measured(lines, count - 1, amounts, weights, A_LEFT_OUT if first else A_LEFT_OUT_MORE, COUNTS[kinds[part]])
            first = False
    return _thin(a_kinds, b_kinds, groups, not first, weights, lines, count, amounts)


@njit(cache=True)
def _thin(a_kinds, b_kinds, groups, omitted, weights, lines, count, amounts):  # type: ignore[no-untyped-def]
    """Names of one part, and names that share nothing but what many share."""
    ours = theirs = 0
    for kind in a_kinds:
        ours += kind == WORD or kind == GENERIC
    for kind in b_kinds:
        theirs += kind == WORD or kind == GENERIC
    if omitted and min(ours, theirs) <= 1:
        count = _say(lines, count, SINGLE_PART, -1, 0, -1, 0)
        _measured(lines, count - 1, amounts, weights, A_SINGLE_PART, 1_000)
    distinctive = False
    for at in range(len(groups)):
        for place in range(groups[at, 0], groups[at, 0] + groups[at, 1]):
            initials = a_kinds[groups[at, 0]] == INITIAL or b_kinds[groups[at, 2]] == INITIAL
            distinctive = distinctive or (a_kinds[place] == WORD and not initials)
    if not distinctive:
        count = _say(lines, count, NOTHING_DISTINCTIVE, -1, 0, -1, 0)
        _measured(lines, count - 1, amounts, weights, A_NOTHING_DISTINCTIVE, 1_000)
    return count


@njit(cache=True)
def _numbers(ours, theirs, weights, lines, count, amounts):  # type: ignore[no-untyped-def]
    i = j = same = left = right = 0
    while i < len(ours) or j < len(theirs):
        if j == len(theirs) or (i < len(ours) and ours[i] < theirs[j]):
            left, i = left + 1, i + 1
        elif i == len(ours) or theirs[j] < ours[i]:
            right, j = right + 1, j + 1
        else:
            same, i, j = same + 1, i + 1, j + 1
    if same:
        count = _say(lines, count, SAME_NUMBER, -1, 0, -1, 0)
        _measured(lines, count - 1, amounts, weights, A_SAME_NUMBER, 1_000)
    if left and right:
        count = _say(lines, count, OTHER_NUMBER, -1, 0, -1, 0)
        _measured(lines, count - 1, amounts, weights, A_OTHER_NUMBER, 1_000)
    elif left or right:
        count = _say(lines, count, NUMBER_LEFT_OUT, -1, 0, -1, 0)
        _measured(lines, count - 1, amounts, weights, A_NUMBER_LEFT_OUT, 1_000)
    return count


@njit(cache=True)
def _forms(ours, theirs, weights, lines, count, amounts):  # type: ignore[no-untyped-def]
    if not len(ours) or not len(theirs):
        if len(ours) or len(theirs):
            count = _say(lines, count, FORM_LEFT_OUT, -1, 0, -1, 0)
            _measured(lines, count - 1, amounts, weights, A_FORM_LEFT_OUT, 1_000)
        return count
    same = near = False
    for i in range(len(ours)):
        for j in range(len(theirs)):
            same = same or ours[i, 0] == theirs[j, 0]
            near = near or ours[i, 1] == theirs[j, 1]
    if same:
        return _say(lines, count, SAME_FORM, -1, 0, -1, 0)
    count = _say(lines, count, OTHER_FORM, -1, 0, -1, 0)
    _measured(lines, count - 1, amounts, weights, A_OTHER_FORM, 500 if near else 1_000)
    return count


@njit(cache=True)
def points(words, voices, room, weights, names, lefts, others, rights, lines, amounts):  # type: ignore[no-untyped-def]
    """The score of each pair of names: int32[pairs], thousandths of a nat."""
    totals = np.empty(len(lefts), np.int32)
    for pair in range(len(lefts)):
        left, right = lefts[pair], rights[pair]
        if before(words, names, left, others, right):
            count = judge(words, voices, room, weights, names, left, others, right, lines, amounts)
        else:
            count = judge(words, voices, room, weights, others, right, names, left, lines, amounts)
        total = 0
        for at in range(count):
            total += lines[at, 5]
        totals[pair] = total
    return totals
