"""The evidence of two names, compiled: every line with the amounts it measured and the points they are worth.

One implementation for a single question and for whole registers, so that what is shown is what was counted. A line is
``[feature, left part, how many, right part, how many, points]``; -1 stands for no part. Points are thousandths of a nat
of log odds; their sum over all lines, the prior among them, is the score.
"""

from typing import NamedTuple

import numpy as np

from comity.kit.compiled import njit
from comity.names.features import AMOUNTS, FEATURES
from comity.names.likeness import (
    ACRONYM,
    FULL,
    HEARD,
    KNOWN,
    LATN,
    LETTER_AT,
    LETTER_COUNT,
    NONE,
    ONE_NAME,
    ORDER,
    READ,
    SAID,
    SCRIPT,
    SEX,
    SHORT_FORM,
    SIZE,
)  # fmt: skip
from comity.names.meet import ALONE, GENERIC, INITIAL, PARTICLE, SON, TITLE, WORD, meet, whole
from comity.names.script import PLACES
from comity.names.voice import Array

LINES = 64
"""Lines of two names at most."""
COUNTS = np.array([1_000, 150, 100, 450, 350], np.int32)
"""How much a part of each kind weighs as a part of the name, in thousandths."""
ENOUGH = 18_000
"""Agreement (thousandths of a nat) that names give together at most: relatives share most of theirs."""
DENIED = 5_000
"""Thousandths of a nat from which on two parts that differ deny each other in full: short and common ones deny less."""
INITIAL_SAID = 2_500
SHORT = 3
"""In a word of so many letters one letter makes another name."""
LONGEST_ACRONYM = 6
UNREAD = -10_000
"""The points of a pair of which one has no letters: nothing can be said for it."""
HANI = PLACES["Hani"]

(
    SAME_SPELLING, SIMILAR_SPELLING, ONE_NAME_LINE, SHORT_FORM_LINE, SAME_READING, SIMILAR_READING, INITIAL_LINE, ACRONYM_LINE,
    CONTRADICTION_LINE, LEFT_OUT, ENOUGH_LINE, OTHER_ORDER, FATHER_AND_SON, SINGLE_PART, NOTHING_DISTINCTIVE, SAME_NUMBER,
    OTHER_NUMBER, NUMBER_LEFT_OUT, SAME_FORM, OTHER_FORM, FORM_LEFT_OUT, PRIOR, NO_NAME,
) = range(len(FEATURES))  # fmt: skip
(
    A_PRIOR, A_OTHER_SCRIPT, A_AGREEMENT, A_ACRONYM, A_SAME_NUMBER, A_HEARD_WEAKLY, A_HEARD_AGAINST, A_READ_WEAKLY,
    A_SPELT_LITTLE, A_SPELT_MUCH, A_SPELT_SHARE, A_SHORT_APART, A_KNOWN_APART, A_OTHER_SEX, A_JOINED, A_INITIAL, A_ORDER,
    A_FATHER_AND_SON, A_LIGHT_LEFT_OUT, A_CONTRADICTION, A_CONTRADICTION_MORE, A_CONTRADICTION_SHARE, A_CONTRADICTION_INITIAL,
    A_CONTRADICTION_GENERIC, A_LEFT_OUT, A_LEFT_OUT_MORE, A_LEFT_OUT_SAID, A_LEFT_OUT_SHARE, A_LEFT_OUT_GENERIC,
    A_LEFT_OUT_DISTINCTIVE, A_UNHEARD, A_UNHEARD_MORE, A_UNHEARD_SHARE, A_SINGLE_PART, A_SINGLE_HEARD, A_NOTHING_DISTINCTIVE,
    A_OTHER_NUMBER, A_NUMBER_LEFT_OUT, A_OTHER_FORM, A_FORM_LEFT_OUT,
) = range(len(AMOUNTS))  # fmt: skip


class Names(NamedTuple):
    """Names in numbers. ``*_at`` int32[names + 1] cut the share of each name out of the flat arrays."""

    part_at: Array
    parts: Array
    """int32: numbers of parts in a lexicon."""
    kinds: Array
    """uint8: places in ``meet.KINDS``."""
    flags: Array
    """uint8: ``meet.SON`` and ``meet.EXACT``."""
    whole: Array
    """int32[names]: the number of an unspaced name read as one part, -1 for every other name."""
    organisation: Array
    """bool[names]: whether it is the name of an organisation."""
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
    """Add a measured amount to a line: what it is worth goes into the points (not yet divided by 1000), what it was into the
    sum of amounts.
    """
    amounts[amount] += value
    lines[at, 5] += weights[amount] * value


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
    count = _lines(words, voices, room, weights, names, left, others, right, lines, amounts)
    for at in range(count):
        lines[at, 5] = (lines[at, 5] + 500) // 1_000
    return count


@njit(cache=True)
def _script(words, parts):  # type: ignore[no-untyped-def]
    """The script of the longest part."""
    found, most = 0, 0
    for part in parts:
        if words.facts[part, LETTER_COUNT] > most:
            found, most = words.facts[part, SCRIPT], words.facts[part, LETTER_COUNT]
    return found


@njit(cache=True)
def _lines(words, voices, room, weights, names, left, others, right, lines, amounts):  # type: ignore[no-untyped-def]
    amounts[:] = 0
    ours, theirs = (
        slice(names.part_at[left], names.part_at[left + 1]),
        slice(others.part_at[right], others.part_at[right + 1]),
    )
    a, a_kinds, a_flags = names.parts[ours], names.kinds[ours], names.flags[ours]
    b, b_kinds, b_flags = others.parts[theirs], others.kinds[theirs], others.flags[theirs]
    if not len(a) or not len(b):
        count = _say(lines, 0, NO_NAME, -1, 0, -1, 0)
        lines[0, 5] = UNREAD * 1_000
        return count
    count = _say(lines, 0, PRIOR, -1, 0, -1, 0)
    _measured(lines, 0, amounts, weights, A_PRIOR, 1_000)
    other_script = _script(words, a) != _script(words, b)
    organisation = names.organisation[left] or others.organisation[right]
    if other_script:
        _measured(lines, 0, amounts, weights, A_OTHER_SCRIPT, 1_000)
    groups, found = room.groups, room.found
    met = meet(words, voices, room, a, a_kinds, a_flags, b, b_kinds, b_flags)
    one = names.whole[left] >= 0 and others.whole[right] < 0
    other = others.whole[right] >= 0 and names.whole[left] < 0
    as_one = False
    if (one or other) and not _settled(groups[:met], found, len(a) if one else len(b), 0 if one else 2):
        alike = whole(words, voices, room, names.whole[left] if one else others.whole[right], b if one else a)
        if alike[3] != NONE and alike[0] >= _apart(groups[:met], found, len(a) if one else len(b), 0 if one else 2):
            as_one, met = True, 1
            groups[0, 0], groups[0, 1], groups[0, 2], groups[0, 3] = 0, len(a), 0, len(b)
            cell = found[0, 0, 0, 0]
            cell[0], cell[1], cell[2], cell[3] = alike
    groups = groups[:met]
    for at in range(met):
        count = _met(
            words, weights, a, a_kinds, b, b_kinds, groups[at], found, as_one, organisation, lines, count, amounts
        )  # fmt: skip
    count = _together(weights, lines, count, amounts)
    count = _order(a_kinds, b_kinds, a_flags, b_flags, groups, weights, lines, count, amounts)
    count = _alone(
        words, room, weights, a, a_kinds, b, b_kinds, groups, organisation, other_script, lines, count, amounts
    )  # fmt: skip
    count = _numbers(
        names.numbers[names.number_at[left] : names.number_at[left + 1]],
        others.numbers[others.number_at[right] : others.number_at[right + 1]], weights, lines, count, amounts,
    )  # fmt: skip
    return _forms(
        names.forms[names.form_at[left] : names.form_at[left + 1]],
        others.forms[others.form_at[right] : others.form_at[right + 1]], weights, lines, count, amounts,
    )  # fmt: skip


@njit(cache=True)
def _settled(groups, found, native, side):  # type: ignore[no-untyped-def]
    """Whether every part of an unspaced name meets one well: then it need not be read as one."""
    met = 0
    for at in range(len(groups)):
        cell = found[groups[at, 0], groups[at, 1] - 1, groups[at, 2], groups[at, 3] - 1]
        if cell[3] == NONE or cell[3] == ACRONYM or cell[0] * 2 < cell[1]:
            return False
        met += groups[at, side + 1]
    return met == native


@njit(cache=True)
def _apart(groups, found, native, side):  # type: ignore[no-untyped-def]
    """What the parts of an unspaced name say one by one."""
    total, met = 0, 0
    for at in range(len(groups)):
        cell = found[groups[at, 0], groups[at, 1] - 1, groups[at, 2], groups[at, 3] - 1]
        if cell[3] != NONE and cell[3] != ACRONYM:
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
        if (
            words.letters[words.facts[first, LETTER_AT] + ours]
            != words.letters[words.facts[second, LETTER_AT] + theirs]
        ):
            return False
        ours, theirs = ours + 1, theirs + 1
        if ours == words.facts[first, LETTER_COUNT]:
            i, ours = i + 1, 0
        if theirs == words.facts[second, LETTER_COUNT]:
            j, theirs = j + 1, 0
    return i == at + wide and j == place + long and ours == 0 and theirs == 0


@njit(cache=True)
def _met(  # type: ignore[no-untyped-def]
    words, weights, a, a_kinds, b, b_kinds, group, found, as_one, organisation, lines, count, amounts
):
    i, wide, j, long = group[0], group[1], group[2], group[3]
    initials = not as_one and (a_kinds[i] == INITIAL or b_kinds[j] == INITIAL)
    cell = found[0, 0, 0, 0] if as_one else found[i, wide - 1, j, long - 1]
    if not initials and cell[3] == ACRONYM and organisation:
        count = _say(lines, count, ACRONYM_LINE, i, wide, j, long)
        _measured(lines, count - 1, amounts, weights, A_ACRONYM, 1_000)
        return count
    if initials or cell[3] == ACRONYM:
        count = _say(lines, count, INITIAL_LINE, i, wide, j, long)
        _measured(lines, count - 1, amounts, weights, A_AGREEMENT, 1_000)
        if a_kinds[i] != b_kinds[j] or a_kinds[i] != INITIAL:
            _measured(lines, count - 1, amounts, weights, A_INITIAL, 1_000)
        return count
    ratio, full, letters, how = cell[0], cell[1], cell[2], cell[3]
    heard = how == HEARD or how == READ
    count = _say(lines, count, _feature(words, a, i, wide, b, j, long, ratio, full, how), i, wide, j, long)
    at, counts = count - 1, min(_weight(a_kinds, i, wide), _weight(b_kinds, j, long))
    missing = max(0, full - ratio)
    if heard:
        root = isqrt_of(letters * 1_000_000)
        _measured(lines, at, amounts, weights, A_AGREEMENT, max(0, ratio) * counts // 1_000)
        _measured(
            lines, at, amounts, weights, A_READ_WEAKLY if how == READ else A_HEARD_WEAKLY, missing * 1_000 // root
        )
        _measured(lines, at, amounts, weights, A_HEARD_AGAINST, max(0, -ratio) * 1_000 // root)
    else:
        both, share = 0, missing * 1_000 // full
        for place in range(i, i + wide):
            both += words.facts[a[place], SIZE]
        for place in range(j, j + long):
            both += words.facts[b[place], SIZE]
        agreement = min(SAID, both // 2 * max(0, 1_000 - share) // 1_000) * counts // 1_000
        _measured(lines, at, amounts, weights, A_AGREEMENT, agreement)
        if missing:
            little = min(missing, 6_000) * counts // 6_000
            _measured(lines, at, amounts, weights, A_SPELT_LITTLE, little)
            _measured(lines, at, amounts, weights, A_SPELT_MUCH, min(max(missing - 6_000, 0), 8_000) * counts // 8_000)
            _measured(lines, at, amounts, weights, A_SPELT_SHARE, min(max(share - 350, 0), 500) * counts // 500)
            if wide + long == 2 and how != ONE_NAME and how != SHORT_FORM:
                _between(words, weights, a[i], b[j], little, lines, at, amounts)
    if wide + long > 2 and not as_one:
        _measured(lines, at, amounts, weights, A_JOINED, counts)
    return count


@njit(cache=True)
def _feature(words, a, i, wide, b, j, long, ratio, full, how):  # type: ignore[no-untyped-def]
    if ratio < 0:
        return CONTRADICTION_LINE
    if how == HEARD or how == READ:
        return SAME_READING if ratio >= full else SIMILAR_READING
    if how == ONE_NAME or how == SHORT_FORM:
        return ONE_NAME_LINE if how == ONE_NAME else SHORT_FORM_LINE
    if not _same_parts(words, a, i, wide, b, j, long):
        return SIMILAR_SPELLING
    han = words.facts[a[i], SCRIPT] == HANI
    return SAME_READING if han and words.marks[a[i], ORDER] != words.marks[b[j], ORDER] else SAME_SPELLING


@njit(cache=True)
def _between(words, weights, one, other, little, lines, at, amounts):  # type: ignore[no-untyped-def]
    """What is known of two single words beyond their letters."""
    if min(words.facts[one, LETTER_COUNT], words.facts[other, LETTER_COUNT]) <= SHORT:
        _measured(lines, at, amounts, weights, A_SHORT_APART, little)
    if one == other:
        return
    if words.facts[one, KNOWN] >= 0 and words.facts[other, KNOWN] >= 0:
        _measured(lines, at, amounts, weights, A_KNOWN_APART, little)
    if words.facts[one, SEX] * words.facts[other, SEX] < 0:
        _measured(lines, at, amounts, weights, A_OTHER_SEX, 1_000)


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
def _order(a_kinds, b_kinds, a_flags, b_flags, groups, weights, lines, count, amounts):  # type: ignore[no-untyped-def]
    heavy = turned = 0
    for at in range(len(groups)):
        if _light(a_kinds[groups[at, 0]]):
            continue
        heavy += 1
        for other in range(len(groups)):
            if (
                not _light(a_kinds[groups[other, 0]])
                and groups[other, 0] < groups[at, 0]
                and groups[other, 2] > groups[at, 2]
            ):
                turned += 1
    if turned:
        count = _say(lines, count, OTHER_ORDER, -1, 0, -1, 0)
        _measured(lines, count - 1, amounts, weights, A_ORDER, min(1_000, turned * 1_000 // max(1, heavy - 1)))
    for at in range(1, len(a_flags) - 1):
        for place in range(1, len(b_flags) - 1):
            if not a_flags[at] & SON or not b_flags[place] & SON:
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
def _size(facts, part, kind):  # type: ignore[no-untyped-def]
    """What a part says as a name, by its kind."""
    return (INITIAL_SAID if kind == INITIAL else facts[part, SIZE]) * COUNTS[kind] // 1_000


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
        place, size = count, _size(words.facts, parts[at], kinds[at])
        while place > 0 and _size(words.facts, parts[rest[place - 1]], kinds[rest[place - 1]]) < size:
            rest[place] = rest[place - 1]
            place -= 1
        rest[place] = at
        count += 1
    return count


@njit(cache=True)
def _alone(  # type: ignore[no-untyped-def]
    words, room, weights, a, a_kinds, b, b_kinds, groups, organisation, other_script, lines, count, amounts
):
    rest = room.rest
    ours = _unmet(words, a, a_kinds, groups, 0, rest[0])
    theirs = _unmet(words, b, b_kinds, groups, 2, rest[1])
    ours, count = _set_light_aside(weights, a_kinds, rest[0], ours, 0, lines, count, amounts)
    theirs, count = _set_light_aside(weights, b_kinds, rest[1], theirs, 1, lines, count, amounts)
    acronym = False
    if organisation:
        at = _acronym(words, a, rest[0, :ours], b, rest[1, :theirs])
        if at >= 0:
            count = _say(lines, count, ACRONYM_LINE, rest[0, at], 1, -1, 0)
            ours, theirs, acronym = _without(rest[0], ours, at), 0, True
        else:
            at = _acronym(words, b, rest[1, :theirs], a, rest[0, :ours])
            if at >= 0:
                count = _say(lines, count, ACRONYM_LINE, -1, 0, rest[1, at], 1)
                ours, theirs, acronym = 0, _without(rest[1], theirs, at), True
        if acronym:
            _measured(lines, count - 1, amounts, weights, A_ACRONYM, 1_000)
    total = 0
    for at in range(len(a)):
        total += _size(words.facts, a[at], a_kinds[at])
    for at in range(len(b)):
        total += _size(words.facts, b[at], b_kinds[at])
    total, pairs, first = max(1, total), min(ours, theirs), True
    for at in range(pairs):
        one, other = rest[0, at], rest[1, at]
        count = _say(lines, count, CONTRADICTION_LINE, one, 1, other, 1)
        _deny(
            words,
            weights,
            a[one],
            a_kinds[one],
            b[other],
            b_kinds[other],
            at == 0,
            total,
            lines,
            count - 1,
            amounts,
        )
    for side in range(2):
        parts, kinds = (a, a_kinds) if side == 0 else (b, b_kinds)
        for at in range(pairs, ours if side == 0 else theirs):
            part = rest[side, at]
            count = _say(lines, count, LEFT_OUT, part if side == 0 else -1, 1 - side, part if side else -1, side)
            size = _size(words.facts, parts[part], kinds[part])
            if other_script:
                _measured(
                    lines, count - 1, amounts, weights, A_UNHEARD if first else A_UNHEARD_MORE, COUNTS[kinds[part]]
                )
                _measured(lines, count - 1, amounts, weights, A_UNHEARD_SHARE, size * 1_000 // total)
            else:
                _omit(weights, kinds[part], size, total, first, organisation, lines, count - 1, amounts)
            first = False
    return _thin(a_kinds, b_kinds, groups, not first, acronym, other_script, room, weights, lines, count, amounts)


@njit(cache=True)
def _set_light_aside(weights, kinds, rest, count, side, lines, line, amounts):  # type: ignore[no-untyped-def]
    """Particles and titles that stand alone get their lines; how many heavier parts remain, and how many lines there are."""
    heavy = 0
    for at in range(count):
        part = rest[at]
        if not _light(kinds[part]):
            rest[heavy] = part
            heavy += 1
            continue
        line = _say(lines, line, LEFT_OUT, part if side == 0 else -1, 1 - side, part if side else -1, side)
        _measured(lines, line - 1, amounts, weights, A_LIGHT_LEFT_OUT, 1_000)
    return heavy, line


@njit(cache=True)
def _without(rest, count, gone):  # type: ignore[no-untyped-def]
    for at in range(gone, count - 1):
        rest[at] = rest[at + 1]
    return count - 1


@njit(cache=True)
def _acronym(words, parts, rest, others, long):  # type: ignore[no-untyped-def]
    """Which part left alone is made of the first letters of all words left alone on the other side; -1 for none."""
    if not 2 <= len(long) <= LONGEST_ACRONYM:
        return -1
    for at in range(len(rest)):
        short = parts[rest[at]]
        if words.facts[short, SCRIPT] != LATN or words.facts[short, LETTER_COUNT] != len(long):
            continue
        same, letter = True, 0
        for place in range(len(others)):
            among = False
            for other in long:
                among = among or other == place
            if not among:
                continue
            first = (
                words.letters[words.facts[others[place], LETTER_AT]] if words.facts[others[place], LETTER_COUNT] else 0
            )
            same = same and words.facts[others[place], SCRIPT] == LATN
            same = same and words.letters[words.facts[short, LETTER_AT] + letter] == first
            letter += 1
        if same:
            return at
    return -1


@njit(cache=True)
def _deny(words, weights, one, kind, other, other_kind, first, total, lines, at, amounts):  # type: ignore[no-untyped-def]
    sizes = _size(words.facts, one, kind) + _size(words.facts, other, other_kind)
    _measured(lines, at, amounts, weights, A_CONTRADICTION_SHARE, sizes * 1_000 // total)
    if kind == INITIAL or other_kind == INITIAL:
        _measured(lines, at, amounts, weights, A_CONTRADICTION_INITIAL, 1_000)
        return
    weight = min(words.facts[one, FULL] * COUNTS[kind], words.facts[other, FULL] * COUNTS[other_kind]) // 1_000
    denied = min(1_000, weight * 1_000 // DENIED)
    _measured(lines, at, amounts, weights, A_CONTRADICTION if first else A_CONTRADICTION_MORE, denied)
    if kind == GENERIC or other_kind == GENERIC:
        _measured(lines, at, amounts, weights, A_CONTRADICTION_GENERIC, 1_000)


@njit(cache=True)
def _omit(weights, kind, size, total, first, organisation, lines, at, amounts):  # type: ignore[no-untyped-def]
    _measured(lines, at, amounts, weights, A_LEFT_OUT_SHARE, size * 1_000 // total)
    _measured(lines, at, amounts, weights, A_LEFT_OUT_SAID, min(SAID, size))
    _measured(lines, at, amounts, weights, A_LEFT_OUT if first else A_LEFT_OUT_MORE, COUNTS[kind])
    if kind == GENERIC:
        _measured(lines, at, amounts, weights, A_LEFT_OUT_GENERIC, 1_000)
    elif organisation and kind == WORD:
        _measured(lines, at, amounts, weights, A_LEFT_OUT_DISTINCTIVE, 1_000)


@njit(cache=True)
def _thin(a_kinds, b_kinds, groups, omitted, acronym, other_script, room, weights, lines, count, amounts):  # type: ignore[no-untyped-def]
    """Names of one part, and names that share nothing but what many share."""
    ours = theirs = 0
    for kind in a_kinds:
        ours += kind == WORD or kind == GENERIC
    for kind in b_kinds:
        theirs += kind == WORD or kind == GENERIC
    if omitted and min(ours, theirs) <= 1:
        count = _say(lines, count, SINGLE_PART, -1, 0, -1, 0)
        _measured(lines, count - 1, amounts, weights, A_SINGLE_HEARD if other_script else A_SINGLE_PART, 1_000)
    distinctive = acronym
    for at in range(len(groups)):
        how = (
            room.found[groups[at, 0], groups[at, 1] - 1, groups[at, 2], groups[at, 3] - 1, 3]
            if groups[at, 1] <= 3
            else HEARD
        )
        initials = a_kinds[groups[at, 0]] == INITIAL or b_kinds[groups[at, 2]] == INITIAL
        for place in range(groups[at, 0], groups[at, 0] + groups[at, 1]):
            distinctive = distinctive or how == ACRONYM or (a_kinds[place] == WORD and not initials)
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
