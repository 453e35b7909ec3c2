"""Compiled loops for numbers that are copied by hand: documents, telephones, plates. See ``points``.

``a[i:]`` holds ``left`` rows of one record, ``b[j:]`` holds ``right`` rows of the other; each function gives feature, points and
the places of the two values in their records, feature -1 where nothing can be said.
"""

import numpy as np

from comity.kit.compiled import njit
from comity.names.kernel import look

SAME, SAME_NUMBER, OTHER_STATE, LOOK_ALIKE, SLIP, OTHER, OTHER_BEARER = range(15, 22)
PHONE_SAME, PHONE_TAIL, PLATE_SAME, PLATE_SLIP = range(22, 26)
PAPER_WIDTH, PHONE_WIDTH, PLATE_WIDTH = 11, 5, 6
NUMBER, PLATE, PHONE, SLIPS = 74, 75, 76, 78
"""Places in ``Weights.dense``."""
TAIL, TAIL_DIGITS, SHORTEST_NATIONAL, LONGEST_PREFIX = 100_000_000, 8, 7, 3
PAPER_SIGNS, PLATE_SIGNS = 7, 3
"""The first cell of the signs of a document and of a plate."""
LASTING = (3, 6, 7, 8)
"""Kinds of documents whose number is kept for life, as in ``papers.LASTING``."""
STATES = 676
WORST = -1_000_000_000
_LOGS = np.rint(1000 * np.log(np.arange(1024, 2049))).astype(np.int32)
_LN2 = 693_147
_TENS = 10 ** np.arange(19, dtype=np.int64)


@njit(cache=True)
def ln(value):  # type: ignore[no-untyped-def]
    """The natural logarithm of a whole number of 1 or more, in thousandths, from a table: the same on every machine."""
    shift = 0
    while value < 1024:
        value <<= 1
        shift -= 1
    while value > 2048:
        value >>= 1
        shift += 1
    return _LOGS[value - 1024] + (shift * _LN2 + 500) // 1000


@njit(cache=True, inline="always")
def worth_of(dense, feature, information):  # type: ignore[no-untyped-def]
    """What an agreement on a value is worth, never less than nothing."""
    return max(np.int64(dense[2 * feature]) + information, 0)


@njit(cache=True)
def rarity(keys, held, key, information):  # type: ignore[no-untyped-def]
    """The information of a number: what its signs tell, less where several rows of the register share it."""
    return min(np.int64(look(keys, held, np.uint64(key), np.int32(information))), information)


@njit(cache=True, inline="always")
def _sign(row, first, at):  # type: ignore[no-untyped-def]
    return (row[first + at // 8] >> (8 * (at % 8))) & 255


@njit(cache=True)
def one_slip(a, x, b, y, a_length, b_length):  # type: ignore[no-untyped-def]
    """Whether one sign was changed, added, left out or swapped with its neighbour. Signs begin at ``a[x]`` and ``b[y]``."""
    if abs(a_length - b_length) > 1:
        return False
    short = min(a_length, b_length)
    head = 0
    while head < short and _sign(a, x, head) == _sign(b, y, head):
        head += 1
    tail = 0
    while tail < short - head and _sign(a, x, a_length - 1 - tail) == _sign(b, y, b_length - 1 - tail):
        tail += 1
    a_rest, b_rest = a_length - head - tail, b_length - head - tail
    if a_rest <= 1 and b_rest <= 1:
        return True
    if a_rest != 2 or b_rest != 2:
        return False
    return _sign(a, x, head) == _sign(b, y, head + 1) and _sign(a, x, head + 1) == _sign(b, y, head)


# -- documents: exact 0, look-alike 1, information 2, kind 3, state 4, check 5, length 6, signs 7 to 9, place 10


@njit(cache=True)
def best_document(a, i, left, b, j, right, dense, keys, held):  # type: ignore[no-untyped-def]
    """The best pair of documents."""
    best, feature, row, other = WORST, -1, i, j
    for x in range(i, i + left * PAPER_WIDTH, PAPER_WIDTH):
        for y in range(j, j + right * PAPER_WIDTH, PAPER_WIDTH):
            seen = _document(a, x, b, y)
            if seen < 0:
                continue
            if seen >= OTHER:
                worth = min(np.int64(dense[2 * seen]) - dense[2 * seen + 1], 0)
            else:
                information = min(a[x + 2], b[y + 2], dense[NUMBER])
                information = rarity(keys, held, b[y], rarity(keys, held, a[x], information))
                worth = worth_of(dense, seen, information - (dense[SLIPS] if seen == SLIP else 0))
            if worth > best or (worth == best and seen < feature):
                best, feature, row, other = worth, seen, x, y
    return feature, best, a[row + 10], b[other + 10]


@njit(cache=True)
def _document(a, x, b, y):  # type: ignore[no-untyped-def]
    """The feature of two documents; -1 where they have nothing to do with each other."""
    states = a[x + 4] > 0 and b[y + 4] > 0
    same_state = states and a[x + 4] == b[y + 4]
    kinds = a[x + 3] > 0 and b[y + 3] > 0
    same_kind = kinds and a[x + 3] == b[y + 3]
    if a[x] == b[y]:
        if states and not same_state:
            return OTHER_STATE if a[x + 4] <= STATES and b[y + 4] <= STATES else SAME_NUMBER
        return SAME if same_state and (same_kind or not kinds) else SAME_NUMBER
    if states and not same_state:
        return -1
    if a[x + 1] == b[y + 1]:
        return LOOK_ALIKE
    if (same_kind or not kinds) and _slipped(a, x, b, y):
        return SLIP
    if same_kind and same_state:
        return OTHER_BEARER if a[x + 3] in LASTING else OTHER
    return -1


@njit(cache=True)
def _slipped(a, x, b, y):  # type: ignore[no-untyped-def]
    """One slip, but not in the last sign (numbers are issued in a row) and not between two right check digits."""
    x_length, y_length = a[x + 6], b[y + 6]
    if a[x + 5] > 0 and b[y + 5] > 0:
        return False
    if not one_slip(a, x + PAPER_SIGNS, b, y + PAPER_SIGNS, x_length, y_length):
        return False
    if x_length != y_length:
        return True
    at = 0
    while at < x_length - 1 and _sign(a, x + PAPER_SIGNS, at) == _sign(b, y + PAPER_SIGNS, at):
        at += 1
    return at < x_length - 1


# -- telephones: digits 0, how many 1, with a state's prefix 2, information 3, place 4


@njit(cache=True)
def best_phone(a, i, left, b, j, right, dense, keys, held):  # type: ignore[no-untyped-def]
    """The best pair of telephones; people have several, so another number says nothing."""
    best, feature, row, other = WORST, -1, i, j
    for x in range(i, i + left * PHONE_WIDTH, PHONE_WIDTH):
        for y in range(j, j + right * PHONE_WIDTH, PHONE_WIDTH):
            seen = _phone(a, x, b, y) if a[x + 1] >= b[y + 1] else _phone(b, y, a, x)
            if seen < 0:
                continue
            information = min(a[x + 3], b[y + 3], dense[PHONE])
            information = rarity(keys, held, b[y], rarity(keys, held, a[x], information))
            worth = worth_of(dense, seen, information)
            if worth > best or (worth == best and seen < feature):
                best, feature, row, other = worth, seen, x, y
    return feature, best, a[row + 4], b[other + 4]


@njit(cache=True)
def _phone(a, x, b, y):  # type: ignore[no-untyped-def]
    """The feature of two telephones, the first at least as long."""
    if a[x] == b[y] and (a[x + 2] == b[y + 2] or a[x + 1] >= SHORTEST_NATIONAL):
        return PHONE_SAME
    longer = a[x + 1] - b[y + 1]
    written_out = a[x + 2] > b[y + 2] and 0 < longer <= LONGEST_PREFIX and b[y + 1] >= SHORTEST_NATIONAL
    if written_out and a[x] % _TENS[b[y + 1]] == b[y]:
        return PHONE_SAME
    if b[y + 1] >= TAIL_DIGITS and a[x] % TAIL == b[y] % TAIL:
        return PHONE_TAIL
    return -1


# -- plates: exact 0, information 1, length 2, signs 3 and 4, place 5


@njit(cache=True)
def best_plate(a, i, left, b, j, right, dense, keys, held):  # type: ignore[no-untyped-def]
    """The best pair of plates; another plate says nothing."""
    best, feature, row, other = WORST, -1, i, j
    for x in range(i, i + left * PLATE_WIDTH, PLATE_WIDTH):
        for y in range(j, j + right * PLATE_WIDTH, PLATE_WIDTH):
            seen = PLATE_SAME
            if a[x] != b[y]:
                if not one_slip(a, x + PLATE_SIGNS, b, y + PLATE_SIGNS, a[x + 2], b[y + 2]):
                    continue
                seen = PLATE_SLIP
            information = min(a[x + 1], b[y + 1], dense[PLATE])
            information = rarity(keys, held, b[y], rarity(keys, held, a[x], information))
            worth = worth_of(dense, seen, information - (dense[SLIPS] if seen == PLATE_SLIP else 0))
            if worth > best or (worth == best and seen < feature):
                best, feature, row, other = worth, seen, x, y
    return feature, best, a[row + 5], b[other + 5]
