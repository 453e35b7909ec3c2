"""Which parts of one name meet which parts of another: neighbours may be one part on the other side, the order may turn.

Compiled like ``kernel`` and, like it, arithmetic on whole thousandths of a nat.
"""

from comity.kit.compiled import njit
from comity.names.kernel import NOTHING

MERGED = 3
"""So many neighbouring parts may stand against one: ``Abd al Rahman`` and ``Abdulrahman``."""
FREE_PARTS = 6
"""Up to so many parts a side, single parts may also meet in any order."""
WORD, PARTICLE, TITLE, GENERIC, INITIAL = range(5)
"""Kinds of parts."""
ALONE = -10_000
"""What it costs to leave a word alone: more than a weak meeting, less than a contradiction."""
TURNED = -500
"""What beginning at another part costs, and twice that for any other order: between equal readings the written order wins."""


@njit(cache=True)
def _along(gains, start, alone_left, alone_right, best, back):  # type: ignore[no-untyped-def]
    """The best way through both names from left part ``start`` on, around its end; fills ``back`` and gives the total."""
    rows, columns = len(alone_left), len(alone_right)
    best[: rows + 1, : columns + 1] = NOTHING
    best[0, 0] = 0
    for row in range(rows + 1):
        left = (start + row) % rows if row < rows else 0
        for column in range(columns + 1):
            here = best[row, column]
            if here == NOTHING:
                continue
            if row < rows and here + alone_left[left] > best[row + 1, column]:
                best[row + 1, column] = here + alone_left[left]
                back[row + 1, column, 0], back[row + 1, column, 1] = 1, 0
            if column < columns and here + alone_right[column] > best[row, column + 1]:
                best[row, column + 1] = here + alone_right[column]
                back[row, column + 1, 0], back[row, column + 1, 1] = 0, 1
            if row == rows or column == columns:
                continue
            for wide in range(1, min(MERGED, rows - left, rows - row) + 1):
                for long in range(1, min(MERGED, columns - column) + 1):
                    gain = gains[left, wide - 1, column, long - 1]
                    if gain != NOTHING and here + gain > best[row + wide, column + long]:
                        best[row + wide, column + long] = here + gain
                        back[row + wide, column + long, 0], back[row + wide, column + long, 1] = wide, long
    return best[rows, columns]


@njit(cache=True)
def _freely(gains, alone_left, alone_right, best, choice):  # type: ignore[no-untyped-def]
    """The best pairing of single parts in any order; ``choice[row, used]`` is the right part taken, -1 for none."""
    rows, columns = len(alone_left), len(alone_right)
    sets = 1 << columns
    best[:] = NOTHING
    best[0, 0] = 0
    for row in range(rows):
        for used in range(sets):
            here = best[row, used]
            if here == NOTHING:
                continue
            if here + alone_left[row] > best[row + 1, used]:
                best[row + 1, used] = here + alone_left[row]
                choice[row + 1, used] = -1
            for column in range(columns):
                gain = gains[row, 0, column, 0]
                taken = used | 1 << column
                if used >> column & 1 or gain == NOTHING or here + gain <= best[row + 1, taken]:
                    continue
                best[row + 1, taken] = here + gain
                choice[row + 1, taken] = column
    most, end = NOTHING, 0
    for used in range(sets):
        total = best[rows, used]
        if total == NOTHING:
            continue
        for column in range(columns):
            if not used >> column & 1:
                total += alone_right[column]
        if total > most:
            most, end = total, used
    return most, end


@njit(cache=True)
def _plain(gains, alone_left, alone_right, groups):  # type: ignore[no-untyped-def]
    """How many groups there are when no part could meet two others and none are joined; -1 when there is a choice."""
    rows, columns, count = len(alone_left), len(alone_right), 0
    for row in range(rows):
        met = -1
        for column in range(columns):
            if gains[row, 0, column, 0] == NOTHING:
                continue
            if met >= 0:
                return -1
            met = column
        if met < 0:
            continue
        for before in range(count):
            if groups[before, 2] == met:
                return -1
        groups[count, 0], groups[count, 1], groups[count, 2], groups[count, 3] = row, 1, met, 1
        count += 1
    kept = 0
    for at in range(count):
        row, column = groups[at, 0], groups[at, 2]
        if gains[row, 0, column, 0] > alone_left[row] + alone_right[column]:
            groups[kept, 0], groups[kept, 1], groups[kept, 2], groups[kept, 3] = row, 1, column, 1
            kept += 1
    return kept


@njit(cache=True)
def align(room, rows, columns, left_kinds, right_kinds, joined):  # type: ignore[no-untyped-def]
    """Groups that meet, in ``room.groups`` (left part, how many, right part, how many), by left part; how many groups.

    ``room.gains`` int32[n, 3, m, 3]: what left parts ``i … i + g`` against right parts ``j … j + h`` are worth, NOTHING
    where they may not meet; ``joined`` whether any are worth something. Particles and titles may stay alone.
    """
    for at in range(rows):
        room.alone[0, at] = 0 if left_kinds[at] == PARTICLE or left_kinds[at] == TITLE else ALONE
    for at in range(columns):
        room.alone[1, at] = 0 if right_kinds[at] == PARTICLE or right_kinds[at] == TITLE else ALONE
    gains, groups, best, back = room.gains, room.groups, room.best, room.back
    alone_left, alone_right = room.alone[0, :rows], room.alone[1, :columns]
    count = -1 if joined else _plain(gains, alone_left, alone_right, groups)
    if count >= 0:
        return count
    most, begin = NOTHING, 0
    for start in range(rows):
        total = _along(gains, start, alone_left, alone_right, best, back) + (TURNED if start else 0)
        if total > most:
            most, begin = total, start
    count = 0
    if 2 < max(rows, columns) <= FREE_PARTS:
        states, choice = room.states[: rows + 1, : 1 << columns], room.choice[: rows + 1, : 1 << columns]
        total, used = _freely(gains, alone_left, alone_right, states, choice)
        if total + 2 * TURNED > most:
            for row in range(rows, 0, -1):
                column = choice[row, used]
                if column >= 0:
                    groups[count, 0], groups[count, 1], groups[count, 2], groups[count, 3] = row - 1, 1, column, 1
                    count += 1
                    used ^= 1 << column
            _sorted(groups, count)
            return count
    _along(gains, begin, alone_left, alone_right, best, back)
    row, column = rows, columns
    while row > 0 or column > 0:
        wide, long = back[row, column, 0], back[row, column, 1]
        row, column = row - wide, column - long
        if wide and long:
            groups[count, 0], groups[count, 1] = (begin + row) % rows, wide
            groups[count, 2], groups[count, 3] = column, long
            count += 1
    _sorted(groups, count)
    return count


@njit(cache=True)
def _sorted(groups, count):  # type: ignore[no-untyped-def]
    for at in range(1, count):
        place = at
        while place and groups[place - 1, 0] > groups[place, 0]:
            for column in range(4):
                groups[place - 1, column], groups[place, column] = groups[place, column], groups[place - 1, column]
            place -= 1
