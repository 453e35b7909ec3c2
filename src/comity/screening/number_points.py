"""Compiled loops for what is copied by hand: documents, telephones, plates, words of places. See ``points``."""

import numpy as np
from numba import njit

from comity.names.kernel import look

SAME, SAME_NUMBER, OTHER_STATE, LOOK_ALIKE, SLIP, OTHER, OTHER_BEARER = range(15, 22)
PHONE_SAME, PHONE_TAIL, PLATE_SAME, PLATE_SLIP = range(22, 26)
BIRTH_PLACES, ADDRESSES = 26, 29
"""The first of three features of a place: the same, words in common, none."""
UNKNOWN_WORD, NUMBER, PLATE, PHONE, PLACE, SLIPS = 2, 3, 4, 5, 6, 7
"""Places in ``Weights.limits``."""
TAIL, TAIL_DIGITS, SHORTEST_NATIONAL, LONGEST_PREFIX = 100_000_000, 8, 7, 3
PAPER_SIGNS, PLATE_SIGNS = 7, 3
"""The first column of the signs of a document and of a plate."""
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
def worth_of(weights, feature, information):  # type: ignore[no-untyped-def]
    """What an agreement on a value is worth, never less than nothing."""
    return max(weights.features[feature, 0] + information, 0)


@njit(cache=True, inline="always")
def rarity(weights, key, information, most):  # type: ignore[no-untyped-def]
    """The information of a number: what its signs tell, less where several rows of the register share it."""
    return min(look(weights.numbers, weights.number_information, np.uint64(key), information), information, most)


@njit(cache=True, inline="always")
def _sign(row, first, at):  # type: ignore[no-untyped-def]
    return (row[first + at // 8] >> (8 * (at % 8))) & 255


@njit(cache=True)
def one_slip(a, b, first, a_length, b_length):  # type: ignore[no-untyped-def]
    """Whether one sign was changed, added, left out or swapped with its neighbour. ``first`` is the column of the signs."""
    if abs(a_length - b_length) > 1:
        return False
    short = min(a_length, b_length)
    head = 0
    while head < short and _sign(a, first, head) == _sign(b, first, head):
        head += 1
    tail = 0
    while tail < short - head and _sign(a, first, a_length - 1 - tail) == _sign(b, first, b_length - 1 - tail):
        tail += 1
    a_rest, b_rest = a_length - head - tail, b_length - head - tail
    if a_rest <= 1 and b_rest <= 1:
        return True
    if a_rest != 2 or b_rest != 2:
        return False
    return _sign(a, first, head) == _sign(b, first, head + 1) and _sign(a, first, head + 1) == _sign(b, first, head)


# -- documents


@njit(cache=True)
def best_document(left, i, right, j, weights):  # type: ignore[no-untyped-def]
    """Feature, points and the places of the two documents; feature -1 where nothing can be said."""
    best, feature, a, b = WORST, -1, -1, -1
    for row in range(left.papers_at[i], left.papers_at[i + 1]):
        for other in range(right.papers_at[j], right.papers_at[j + 1]):
            seen, worth = _document(left.papers[row], right.papers[other], weights)
            if seen < 0:
                continue
            if worth > best or (worth == best and seen < feature):
                best, feature, a, b = worth, seen, left.papers[row, 10], right.papers[other, 10]
    return feature, best, a, b


@njit(cache=True)
def _document(a, b, weights):  # type: ignore[no-untyped-def]
    """exact 0, look-alike 1, information 2, kind 3, state 4, check 5, length 6, signs 7 to 9."""
    states = a[4] > 0 and b[4] > 0
    same_state = states and a[4] == b[4]
    same_kind = a[3] == b[3] and a[3] > 0
    information = rarity(weights, a[0], min(a[2], b[2]), weights.limits[NUMBER])
    information = min(information, rarity(weights, b[0], information, information))
    if a[0] == b[0]:
        if states and not same_state and a[4] <= STATES and b[4] <= STATES:
            return OTHER_STATE, worth_of(weights, OTHER_STATE, information)
        if same_state and (same_kind or a[3] == 0 or b[3] == 0):
            return SAME, worth_of(weights, SAME, information)
        return SAME_NUMBER, worth_of(weights, SAME_NUMBER, information)
    if states and not same_state:
        return -1, 0
    if a[1] == b[1]:
        return LOOK_ALIKE, worth_of(weights, LOOK_ALIKE, information)
    if (same_kind or a[3] == 0 or b[3] == 0) and _slipped(a, b):
        return SLIP, worth_of(weights, SLIP, information - weights.limits[SLIPS])
    if same_kind and same_state:
        seen = OTHER_BEARER if a[3] in LASTING else OTHER
        return seen, min(weights.features[seen, 0] - weights.features[seen, 1], 0)
    return -1, 0


@njit(cache=True)
def _slipped(a, b):  # type: ignore[no-untyped-def]
    """One slip, but not in the last sign (numbers are issued in a row) and not between two right check digits."""
    if (a[5] and b[5]) or not one_slip(a, b, PAPER_SIGNS, a[6], b[6]):
        return False
    if a[6] != b[6]:
        return True
    for at in range(a[6] - 1):
        if _sign(a, PAPER_SIGNS, at) != _sign(b, PAPER_SIGNS, at):
            return True
    return False


# -- telephones and plates


@njit(cache=True)
def best_phone(left, i, right, j, weights):  # type: ignore[no-untyped-def]
    """Feature, points and the places of the two telephones; people have several, so another number says nothing."""
    best, feature, a, b = WORST, -1, -1, -1
    for row in range(left.phones_at[i], left.phones_at[i + 1]):
        for other in range(right.phones_at[j], right.phones_at[j + 1]):
            seen = _phone(left.phones[row], right.phones[other])
            if seen < 0:
                continue
            information = min(left.phones[row, 3], right.phones[other, 3])
            information = rarity(weights, left.phones[row, 0], information, weights.limits[PHONE])
            information = rarity(weights, right.phones[other, 0], information, information)
            worth = worth_of(weights, seen, information)
            if worth > best or (worth == best and seen < feature):
                best, feature, a, b = worth, seen, left.phones[row, 4], right.phones[other, 4]
    return feature, best, a, b


@njit(cache=True)
def _phone(a, b):  # type: ignore[no-untyped-def]
    """digits 0, how many 1, with a state's prefix 2."""
    if a[1] < b[1]:
        a, b = b, a
    if a[0] == b[0] and (a[2] == b[2] or a[1] >= SHORTEST_NATIONAL):
        return PHONE_SAME
    longer = a[1] - b[1]
    written_out = a[2] > b[2] and 0 < longer <= LONGEST_PREFIX and b[1] >= SHORTEST_NATIONAL
    if written_out and a[0] % _TENS[b[1]] == b[0]:
        return PHONE_SAME
    if b[1] >= TAIL_DIGITS and a[0] % TAIL == b[0] % TAIL:
        return PHONE_TAIL
    return -1


@njit(cache=True)
def best_plate(left, i, right, j, weights):  # type: ignore[no-untyped-def]
    """Feature, points and the places of the two plates; another plate says nothing."""
    best, feature, a, b = WORST, -1, -1, -1
    for row in range(left.plates_at[i], left.plates_at[i + 1]):
        for other in range(right.plates_at[j], right.plates_at[j + 1]):
            one, two = left.plates[row], right.plates[other]
            information = rarity(weights, one[0], min(one[1], two[1]), weights.limits[PLATE])
            information = rarity(weights, two[0], information, information)
            seen = PLATE_SAME
            if one[0] != two[0]:
                if not one_slip(one, two, PLATE_SIGNS, one[2], two[2]):
                    continue
                seen, information = PLATE_SLIP, information - weights.limits[SLIPS]
            worth = worth_of(weights, seen, information)
            if worth > best or (worth == best and seen < feature):
                best, feature, a, b = worth, seen, one[5], two[5]
    return feature, best, a, b


# -- places


@njit(cache=True)
def best_place(left, left_words, i, right, right_words, j, weights, first):  # type: ignore[no-untyped-def]
    """Feature, points and places of the best pair among rows ``i[0]`` to ``i[1]`` and ``j[0]`` to ``j[1]``."""
    best, feature, a, b = WORST, -1, -1, -1
    for row in range(i[0], i[1]):
        for other in range(j[0], j[1]):
            one, two = left[row], right[other]
            most, together, common = _common(left_words, one, right_words, two, weights)
            if common == 0:
                seen = first + 2
                worth = min(weights.features[seen, 0] - weights.features[seen, 1], 0)
            else:
                whole = common == one[1] - one[0] and common == two[1] - two[0]
                seen = first if whole else first + 1
                # Words of one place come together: beside the rarest the others count a quarter.
                information = min(most + (together - most) // 4, weights.limits[PLACE])
                worth = worth_of(weights, seen, information)
            if worth > best or (worth == best and seen < feature):
                best, feature, a, b = worth, seen, one[2], two[2]
    return feature, best, a, b


@njit(cache=True)
def _common(left_words, one, right_words, two, weights):  # type: ignore[no-untyped-def]
    """Information of the rarest common word, of all common words together, and how many there are."""
    row, other = one[0], two[0]
    most, together, common = 0, 0, 0
    while row < one[1] and other < two[1]:
        if left_words[row] == right_words[other]:
            key = np.uint64(left_words[row])
            information = look(weights.words, weights.word_information, key, weights.limits[UNKNOWN_WORD])
            most, together, common = max(most, information), together + information, common + 1
            row, other = row + 1, other + 1
        elif left_words[row] < right_words[other]:
            row += 1
        else:
            other += 1
    return most, together, common
