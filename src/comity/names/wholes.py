"""What two names say as wholes: the order of their parts, father and son, numbers and legal forms."""

from comity.kit.compiled import njit
from comity.names.lines import (
    A_FATHER_AND_SON,
    A_FORM_LEFT_OUT,
    A_NUMBER_LEFT_OUT,
    A_ORDER,
    A_OTHER_FORM,
    A_OTHER_NUMBER,
    A_SAME_NUMBER,
    FATHER_AND_SON,
    FORM_LEFT_OUT,
    NUMBER_LEFT_OUT,
    OTHER_FORM,
    OTHER_NUMBER,
    OTHER_ORDER,
    SAME_FORM,
    SAME_NUMBER,
    light,
    measured,
    say,
)  # fmt: skip
from comity.names.meet import SON


@njit(cache=True)
def order(a_kinds, b_kinds, a_flags, b_flags, groups, weights, lines, count, amounts):  # type: ignore[no-untyped-def]
    """The lines of parts that stand in another order, and of a father who is the son."""
    heavy = turned = 0
    for at in range(len(groups)):
        if light(a_kinds[groups[at, 0]]):
            continue
        heavy += 1
        for other in range(len(groups)):
            if (
                not light(a_kinds[groups[other, 0]])
                and groups[other, 0] < groups[at, 0]
                and groups[other, 2] > groups[at, 2]
            ):
                turned += 1
    if turned:
        count = say(lines, count, OTHER_ORDER, -1, 0, -1, 0)
        measured(lines, count - 1, amounts, weights, A_ORDER, min(1_000, turned * 1_000 // max(1, heavy - 1)))
    for at in range(1, len(a_flags) - 1):
        for place in range(1, len(b_flags) - 1):
            if not a_flags[at] & SON or not b_flags[place] & SON:
                continue
            son, father = _partner(groups, at - 1), _partner(groups, _next(a_kinds, at))
            if son >= 0 and father >= 0 and son == _next(b_kinds, place) and father == place - 1:
                count = say(lines, count, FATHER_AND_SON, -1, 0, -1, 0)
                measured(lines, count - 1, amounts, weights, A_FATHER_AND_SON, 1_000)
                return count
    return count


@njit(cache=True)
def _next(kinds, at):  # type: ignore[no-untyped-def]
    for place in range(at + 1, len(kinds)):
        if not light(kinds[place]):
            return place
    return -1


@njit(cache=True)
def _partner(groups, part):  # type: ignore[no-untyped-def]
    for at in range(len(groups)):
        if groups[at, 0] == part:
            return groups[at, 2]
    return -1


@njit(cache=True)
def numbers(ours, theirs, weights, lines, count, amounts):  # type: ignore[no-untyped-def]
    """The lines of numbers in names, which are sorted."""
    i = j = same = left = right = 0
    while i < len(ours) or j < len(theirs):
        if j == len(theirs) or (i < len(ours) and ours[i] < theirs[j]):
            left, i = left + 1, i + 1
        elif i == len(ours) or theirs[j] < ours[i]:
            right, j = right + 1, j + 1
        else:
            same, i, j = same + 1, i + 1, j + 1
    if same:
        count = say(lines, count, SAME_NUMBER, -1, 0, -1, 0)
        measured(lines, count - 1, amounts, weights, A_SAME_NUMBER, 1_000)
    if left and right:
        count = say(lines, count, OTHER_NUMBER, -1, 0, -1, 0)
        measured(lines, count - 1, amounts, weights, A_OTHER_NUMBER, 1_000)
    elif left or right:
        count = say(lines, count, NUMBER_LEFT_OUT, -1, 0, -1, 0)
        measured(lines, count - 1, amounts, weights, A_NUMBER_LEFT_OUT, 1_000)
    return count


@njit(cache=True)
def forms(ours, theirs, weights, lines, count, amounts):  # type: ignore[no-untyped-def]
    """The lines of legal forms."""
    if not len(ours) or not len(theirs):
        if len(ours) or len(theirs):
            count = say(lines, count, FORM_LEFT_OUT, -1, 0, -1, 0)
            measured(lines, count - 1, amounts, weights, A_FORM_LEFT_OUT, 1_000)
        return count
    same = near = False
    for i in range(len(ours)):
        for j in range(len(theirs)):
            same = same or ours[i, 0] == theirs[j, 0]
            near = near or ours[i, 1] == theirs[j, 1]
    if same:
        return say(lines, count, SAME_FORM, -1, 0, -1, 0)
    count = say(lines, count, OTHER_FORM, -1, 0, -1, 0)
    measured(lines, count - 1, amounts, weights, A_OTHER_FORM, 500 if near else 1_000)
    return count
