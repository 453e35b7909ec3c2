"""What two records' facts beside their names are worth: compiled loops over packed facts, whole numbers only.

One function serves a single pair and millions: ``points`` writes the lines of one pair, ``bulk_points`` sums many. The same
input gives the same numbers on every machine. A field that is missing on either side says nothing: no line, no points.

The features are numbered here as in ``features.FEATURES`` (a test compares them), because a compiled function that is kept
on disk is renewed only when its own file changes.
"""

import numpy as np
from numba import njit

from comity.screening.number_points import (
    ADDRESSES,
    BIRTH_PLACES,
    WORST,
    best_document,
    best_phone,
    best_place,
    best_plate,
    ln,
    worth_of,
)

FIELDS = 8
"""At most so many lines a pair: birth, nationality, document, telephone, plate, place of birth, address, sex."""
LINE = 4
"""Numbers a line: feature, points, place of the left value in its record, place of the right one."""
(
    SAME_DAY, SAME_MONTH, SAME_YEAR, IN_RANGE, NEW_YEAR, TURNED, ONE_SLIP, YEAR_BESIDE, OTHER_CALENDAR, OTHER_DAY, NEAR, APART,
    NATIONALITY_SAME, NATIONALITY_FORMER, NATIONALITY_NONE,
) = range(15)  # fmt: skip
SEX_SAME, SEX_OTHER = 32, 33
BIRTH_DAY, BIRTH_MONTH, BIRTH_YEAR = 0, 1, 2
"""Precisions, as in ``births``; above them stand rough ones."""
STATES = 676
FIRST_YEAR, YEARS = 1850, 211
LN_WHOLE, LN_MONTHS, LN_DAYS, DAYS = 16_118, 2_485, 5_900, 366
UNKNOWN_YEAR, UNKNOWN_STATE = 0, 1


@njit(cache=True)
def points(left, i, right, j, weights, lines):  # type: ignore[no-untyped-def]
    """The points of a pair and how many lines were written to ``lines`` (int32[8, 4]). The lines sum to the points.

    ``left`` and ``right`` are Facts, ``i`` and ``j`` records of them. Turned round, the points are the same.
    """
    total = 0
    count = 0
    for field in range(FIELDS):
        feature, worth, a, b = _field(field, left, i, right, j, weights)
        if feature < 0:
            continue
        total += worth
        lines[count, 0], lines[count, 1], lines[count, 2], lines[count, 3] = feature, worth, a, b
        count += 1
    return total, count


@njit(cache=True, nogil=True)
def bulk_points(left, right, pairs, weights):  # type: ignore[no-untyped-def]
    """The points of many pairs (int[k, 2] of records): int32[k]."""
    found = np.zeros(len(pairs), np.int32)
    for at in range(len(pairs)):
        i, j = pairs[at, 0], pairs[at, 1]
        total = 0
        for field in range(FIELDS):
            feature, worth, _, _ = _field(field, left, i, right, j, weights)
            if feature >= 0:
                total += worth
        found[at] = total
    return found


@njit(cache=True, nogil=True)
def bulk_features(left, right, pairs, weights):  # type: ignore[no-untyped-def]
    """The feature of each field of many pairs, -1 where a field says nothing: int8[k, 8]. What learning counts."""
    found = np.full((len(pairs), FIELDS), -1, np.int8)
    for at in range(len(pairs)):
        for field in range(FIELDS):
            found[at, field] = _field(field, left, pairs[at, 0], right, pairs[at, 1], weights)[0]
    return found


@njit(cache=True, inline="always")
def _field(field, left, i, right, j, weights):  # type: ignore[no-untyped-def]
    if field == 0:
        return _best_birth(left, i, right, j, weights)
    if field == 1:
        return _best_state(left, i, right, j, weights)
    if field == 2:
        return best_document(left, i, right, j, weights)
    if field == 3:
        return best_phone(left, i, right, j, weights)
    if field == 4:
        return best_plate(left, i, right, j, weights)
    if field == 5:
        a = (left.birth_places_at[i], left.birth_places_at[i + 1])
        b = (right.birth_places_at[j], right.birth_places_at[j + 1])
        return best_place(left.birth_places, left.words, a, right.birth_places, right.words, b, weights, BIRTH_PLACES)
    if field == 6:
        a = (left.addresses_at[i], left.addresses_at[i + 1])
        b = (right.addresses_at[j], right.addresses_at[j + 1])
        return best_place(left.addresses, left.words, a, right.addresses, right.words, b, weights, ADDRESSES)
    return _sex(left.sex[i], right.sex[j], weights)


@njit(cache=True, inline="always")
def _level(weights, feature):  # type: ignore[no-untyped-def]
    """What a feature is worth that sees no value of its own: log m - log u."""
    return weights.features[feature, 0] - weights.features[feature, 1]


# -- dates of birth


@njit(cache=True)
def _best_birth(left, i, right, j, weights):  # type: ignore[no-untyped-def]
    best, feature, a, b = WORST, -1, -1, -1
    for row in range(left.births_at[i], left.births_at[i + 1]):
        for other in range(right.births_at[j], right.births_at[j + 1]):
            seen, worth = _birth(left.births[row], right.births[other], weights)
            if seen >= 0 and (worth > best or (worth == best and seen < feature)):
                best, feature, a, b = worth, seen, left.births[row, 6], right.births[other, 6]
    return feature, best, a, b


@njit(cache=True)
def _birth(a, b, weights):  # type: ignore[no-untyped-def]
    """Feature and points of two readings; -1 where a guessed reading does not agree, for then it says nothing."""
    feature, information = _birth_feature(a, b, weights)
    guessed = a[4] or b[4]
    if feature > IN_RANGE:
        if guessed:
            return -1, 0
        if feature == NEW_YEAR:
            return feature, worth_of(weights, feature, information)
        worth = _level(weights, feature)
        return feature, (max(worth, 0) if feature < OTHER_DAY else min(worth, 0))
    worth = weights.features[feature, 0] + information
    if a[3] != b[3]:
        if guessed:
            worth += weights.features[OTHER_CALENDAR, 0]
        feature = OTHER_CALENDAR
    return feature, max(worth, 0)


@njit(cache=True)
def _birth_feature(a, b, weights):  # type: ignore[no-untyped-def]
    """The feature of two readings, and the information of what they agree on."""
    if a[2] == BIRTH_DAY and b[2] == BIRTH_DAY:
        return _two_days(a[0], b[0], weights)
    year, other = a[0] // 10_000, b[0] // 10_000
    if a[0] <= b[1] and b[0] <= a[1]:
        if a[2] > BIRTH_YEAR or b[2] > BIRTH_YEAR:
            return IN_RANGE, _range_information(a, b, weights)
        information = _year_information(weights, year, year)
        if a[2] == BIRTH_YEAR or b[2] == BIRTH_YEAR:
            return SAME_YEAR, information
        return SAME_MONTH, information + LN_MONTHS
    gap = max(year - b[1] // 10_000, other - a[1] // 10_000)
    if gap <= 0:
        return OTHER_DAY, 0
    return (NEAR if gap == 1 else APART), 0


@njit(cache=True)
def _two_days(first, second, weights):  # type: ignore[no-untyped-def]
    year, other = first // 10_000, second // 10_000
    month, day = first // 100 % 100, first % 100
    if first == second:
        return SAME_DAY, _year_information(weights, year, year) + weights.days[month * 32 + day]
    if year == other:
        if second % 10_000 == day * 100 + month:
            return TURNED, 0
        if first % 10_000 == 101 or second % 10_000 == 101:
            return NEW_YEAR, _year_information(weights, year, year)
    apart = abs(year - other)
    if apart == 1 and first % 10_000 == second % 10_000:
        return YEAR_BESIDE, 0
    if _one_digit(first, second):
        return ONE_SLIP, 0
    if apart == 0:
        return OTHER_DAY, 0
    return (NEAR if apart == 1 else APART), 0


@njit(cache=True)
def _one_digit(first, second):  # type: ignore[no-untyped-def]
    """Whether two numbers of eight digits differ in one digit, or in two neighbours that changed places."""
    apart, at, first_digit, second_digit = 0, 0, 0, 0
    swapped = False
    for place in range(8):
        one, other = first % 10, second % 10
        if one != other:
            apart += 1
            if apart == 1:
                at, first_digit, second_digit = place, one, other
            swapped = apart == 2 and place == at + 1 and one == second_digit and other == first_digit
        first, second = first // 10, second // 10
    return apart == 1 or swapped


@njit(cache=True)
def _year_information(weights, first, last):  # type: ignore[no-untyped-def]
    """-log of the share of people born in these years."""
    if last < FIRST_YEAR or first >= FIRST_YEAR + YEARS:
        return weights.limits[UNKNOWN_YEAR]
    low, high = max(first - FIRST_YEAR, 0), min(last - FIRST_YEAR + 1, YEARS)
    return LN_WHOLE - ln(max(weights.years[high] - weights.years[low], 1))


@njit(cache=True)
def _range_information(a, b, weights):  # type: ignore[no-untyped-def]
    """-log of the chance that two rough dates meet: the years of the wider one, or the days of both within a year."""
    if a[5] > b[5] or (a[5] == b[5] and a[0] <= b[0]):
        wide, narrow = a, b
    else:
        wide, narrow = b, a
    if wide[5] > DAYS:
        return _year_information(weights, wide[0] // 10_000, wide[1] // 10_000)
    year = max(wide[0], narrow[0]) // 10_000
    return _year_information(weights, year, year) + max(LN_DAYS - ln(max(wide[5] + narrow[5] - 1, 1)), 0)


# -- nationality and sex


@njit(cache=True)
def _best_state(left, i, right, j, weights):  # type: ignore[no-untyped-def]
    a_from, a_to, b_from, b_to = left.states_at[i], left.states_at[i + 1], right.states_at[j], right.states_at[j + 1]
    if a_from == a_to or b_from == b_to:
        return -1, 0, -1, -1
    best, feature, a, b = WORST, -1, -1, -1
    known = True
    for row in range(a_from, a_to):
        known = known and left.states[row, 0] < STATES
        for other in range(b_from, b_to):
            known = known and right.states[other, 0] < STATES
            if left.states[row, 0] != right.states[other, 0]:
                continue
            former = left.states[row, 1] or right.states[other, 1]
            seen = NATIONALITY_FORMER if former else NATIONALITY_SAME
            worth = worth_of(weights, seen, _state_information(weights, left.states[row, 0]))
            if worth > best or (worth == best and seen < feature):
                best, feature, a, b = worth, seen, left.states[row, 2], right.states[other, 2]
    if feature < 0 and known:
        return NATIONALITY_NONE, min(_level(weights, NATIONALITY_NONE), 0), 0, 0
    return feature, best, a, b


@njit(cache=True, inline="always")
def _state_information(weights, state):  # type: ignore[no-untyped-def]
    return weights.states[state] if state < STATES else weights.limits[UNKNOWN_STATE]


@njit(cache=True, inline="always")
def _sex(a, b, weights):  # type: ignore[no-untyped-def]
    if a == 0 or b == 0:
        return -1, 0, -1, -1
    if a == b:
        return SEX_SAME, max(_level(weights, SEX_SAME), 0), 0, 0
    return SEX_OTHER, min(_level(weights, SEX_OTHER), 0), 0, 0
