"""The evidence of two names, compiled: every line with the amounts it measured and the points they are worth.

One implementation for a single question and for whole registers, so that what is shown is what was counted. A line is
``[feature, left part, how many, right part, how many, points]``; -1 stands for no part. Points are thousandths of a nat
of log odds; their sum over all lines, the prior among them, is the score.
"""

from typing import Any, NamedTuple

import numpy as np

from comity.kit.compiled import njit
from comity.names.facts import LETTER_COUNT, ORDER, SCRIPT
from comity.names.likeness import ACRONYM, NONE, one_of_many
from comity.names.lines import (
    A_OTHER_SCRIPT,
    A_PRIOR,
    ENOUGH,
    NO_NAME,
    PRIOR,
    UNREAD,
    measured,
    say,
)  # fmt: skip
from comity.names.meet import ALONE, meet
from comity.names.met import meeting, together
from comity.names.reach import most_of, reach_of
from comity.names.reach_across import below, terms_of
from comity.names.unmet import alone
from comity.names.voice import Array
from comity.names.wholes import forms, numbers, order

__all__ = ["ENOUGH", "UNREAD", "Names", "before", "judge", "points"]

_BARE: Any = {"cache": True, "_nrt": False}
# The loops ask for no memory, so nobody counts who holds which array: counting took most of the time.


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
def _first(marks, part_at, parts, left, other_at, others, right):  # type: ignore[no-untyped-def]
    start, begin = part_at[left], other_at[right]
    rows, columns = part_at[left + 1] - start, other_at[right + 1] - begin
    for at in range(min(rows, columns)):
        ours, theirs = marks[parts[start + at], ORDER], marks[others[begin + at], ORDER]
        if ours != theirs:
            return ours < theirs
    return rows <= columns


@njit(cache=True)
def before(words, names, left, others, right):  # type: ignore[no-untyped-def]
    """Whether the left name comes first in the one order in which two names are compared, whoever asks."""
    return _first(words.marks, names.part_at, names.parts, left, others.part_at, others.parts, right)


@njit(**_BARE)
def judge(words, voices, room, weights, names, left, others, right, lines, amounts):  # type: ignore[no-untyped-def]
    """All lines of two names, in this order of the names; how many. ``amounts`` int64 is the sum of what was measured."""
    count = _lines(words, voices, room, weights, names, left, others, right, lines, amounts)
    for at in range(count):
        lines[at, 5] = (lines[at, 5] + 500) // 1_000
    return count


@njit(cache=True)
def _script(facts, parts):  # type: ignore[no-untyped-def]
    """The script of the longest part."""
    found, most = 0, 0
    for part in parts:
        if facts[part, LETTER_COUNT] > most:
            found, most = facts[part, SCRIPT], facts[part, LETTER_COUNT]
    return found


@njit(cache=True, inline="always")
def _lines(words, voices, room, weights, names, left, others, right, lines, amounts):  # type: ignore[no-untyped-def]
    amounts[:] = 0
    ours, theirs = (
        slice(names.part_at[left], names.part_at[left + 1]),
        slice(others.part_at[right], others.part_at[right + 1]),
    )
    a, a_kinds, a_flags = names.parts[ours], names.kinds[ours], names.flags[ours]
    b, b_kinds, b_flags = others.parts[theirs], others.kinds[theirs], others.flags[theirs]
    if not len(a) or not len(b):
        count = say(lines, 0, NO_NAME, -1, 0, -1, 0)
        lines[0, 5] = UNREAD * 1_000
        return count
    count = say(lines, 0, PRIOR, -1, 0, -1, 0)
    measured(lines, 0, amounts, weights, A_PRIOR, 1_000)
    other_script = _script(words.facts, a) != _script(words.facts, b)
    organisation = names.organisation[left] or others.organisation[right]
    if other_script:
        measured(lines, 0, amounts, weights, A_OTHER_SCRIPT, 1_000)
    groups, found = room.groups, room.found
    met = meet(words, voices, room, a, a_kinds, a_flags, b, b_kinds, b_flags)
    one = names.whole[left] >= 0 and others.whole[right] < 0
    other = others.whole[right] >= 0 and names.whole[left] < 0
    as_one = False
    if (one or other) and not _settled(groups[:met], found, len(a) if one else len(b), 0 if one else 2):
        least = _apart(groups[:met], found, len(a) if one else len(b), 0 if one else 2)
        native = names.whole[left] if one else others.whole[right]
        alike = one_of_many(words, voices, room, native, b if one else a, least)
        if alike[3] != NONE:
            as_one, met = True, 1
            groups[0, 0], groups[0, 1], groups[0, 2], groups[0, 3] = 0, len(a), 0, len(b)
            cell = found[0, 0, 0, 0]
            cell[0], cell[1], cell[2], cell[3] = alike
    groups = groups[:met]
    for at in range(met):
        count = meeting(
            words.facts, words.marks, words.letters, weights, a, a_kinds, b, b_kinds, groups[at], found, as_one, organisation, lines, count, amounts
        )  # fmt: skip
    count = together(weights, lines, count, amounts)
    count = order(a_kinds, b_kinds, a_flags, b_flags, groups, weights, lines, count, amounts)
    count = alone(
        words.facts, words.letters, found, room.rest, weights, a, a_kinds, b, b_kinds, groups, organisation, other_script, lines, count, amounts
    )  # fmt: skip
    count = numbers(
        names.numbers[names.number_at[left] : names.number_at[left + 1]],
        others.numbers[others.number_at[right] : others.number_at[right + 1]], weights, lines, count, amounts,
    )  # fmt: skip
    return forms(
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


@njit(**_BARE)
def points(words, voices, room, weights, names, lefts, others, rights, lines, amounts, floors, totals):  # type: ignore[no-untyped-def]
    """Write the score of each pair of names into ``totals`` int32[pairs], thousandths of a nat.

    ``floors`` int32 is empty, or one for all pairs, or one for each: where the score is below its floor, any number below
    the floor may stand for it.
    """
    reach, terms = reach_of(weights), terms_of(weights)
    for pair in range(len(lefts)):
        left, right = lefts[pair], rights[pair]
        if len(floors):
            floor = floors[pair if len(floors) > 1 else 0]
            most = most_of(
                words.facts, words.marks, room.sieve, names.parts, names.kinds, names.part_at, left,
                others.parts, others.kinds, others.part_at, right, reach,
            )  # fmt: skip
            bare = not names.organisation[left] and not others.organisation[right]
            bare = bare and names.number_at[left] == names.number_at[left + 1]
            if bare and most < floor and names.whole[left] < 0 and others.whole[right] < 0:
                totals[pair] = most
                continue
            if bare and below(words, voices, room, terms, names, left, others, right, np.int64(floor)):
                totals[pair] = floor - 1
                continue
        if _first(words.marks, names.part_at, names.parts, left, others.part_at, others.parts, right):
            count = judge(words, voices, room, weights, names, left, others, right, lines, amounts)
        else:
            count = judge(words, voices, room, weights, others, right, names, left, lines, amounts)
        total = 0
        for at in range(count):
            total += lines[at, 5]
        totals[pair] = total
