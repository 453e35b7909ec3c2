"""What two records' facts beside their names are worth: compiled loops over packed facts, whole numbers only.

One function serves a single pair and millions: ``pair_points`` writes the lines of one pair and gives their sum; ``points``
and ``bulk_points`` call it. The same input gives the same numbers on every machine. A field that is missing on either side
says nothing: no line, no points.

Features and widths are numbered here as in ``features``, ``facts`` and ``weights`` (a test compares them), because a compiled
function that is kept on disk is renewed only when its own file changes.
"""

import numpy as np

from comity.kit.compiled import njit
from comity.screening.number_points import (
    PAPER_WIDTH,
    PHONE_WIDTH,
    PLATE_WIDTH,
    WORST,
    best_document,
    best_phone,
    best_plate,
    ln,
    worth_of,
)
from comity.screening.place_points import ADDRESSES, BIRTH_PLACES, after_places, best_place

FIELDS = 8
"""At most so many lines a pair: birth, nationality, document, telephone, plate, place of birth, address, sex."""
LINE = 4
"""Numbers a line: feature, points, place of the left value in its record, place of the right one."""
(
    SAME_DAY, SAME_MONTH, SAME_YEAR, IN_RANGE, NEW_YEAR, TURNED, ONE_SLIP, YEAR_BESIDE, OTHER_CALENDAR, OTHER_DAY, NEAR, APART,
    NATIONALITY_SAME, NATIONALITY_FORMER, NATIONALITY_NONE,
) = range(15)  # fmt: skip
SEX_SAME, SEX_OTHER = 32, 33
BIRTH_WIDTH, STATE_WIDTH = 7, 3
BIRTH_DAY, BIRTH_MONTH, BIRTH_YEAR = 0, 1, 2
"""Precisions, as in ``births``; above them stand rough ones."""
DAYS_FROM, STATES_FROM, YEARS_FROM, STATES = 80, 496, 1172, 676
"""Where these begin in ``Weights.dense``."""
UNKNOWN_YEAR, UNKNOWN_STATE = 70, 71
FIRST_YEAR, YEARS = 1850, 211
LN_WHOLE, LN_MONTHS, LN_DAYS, DAYS = 16_118, 2_485, 5_900, 366


@njit(cache=True)
def points(left, i, right, j, weights, lines):  # type: ignore[no-untyped-def]
    """The points of record ``i`` of Facts ``left`` and ``j`` of ``right``, and how many lines were written.

    ``lines`` is int32[8, 4]; the lines sum to the points. Turned round, the points are the same.
    """
    return pair_points(
        left.cells, left.starts[i], right.cells, right.starts[j], weights.dense, weights.keys, weights.held, lines
    )


@njit(cache=True, nogil=True)
def bulk_points(left, right, pairs, weights):  # type: ignore[no-untyped-def]
    """The points of many pairs (int[k, 2] of records): int32[k]."""
    found = np.zeros(len(pairs), np.int32)
    lines = np.zeros((FIELDS, LINE), np.int32)
    a, a_starts, b, b_starts = left.cells, left.starts, right.cells, right.starts
    dense, keys, held = weights.dense, weights.keys, weights.held
    for at in range(len(pairs)):
        found[at] = pair_points(a, a_starts[pairs[at, 0]], b, b_starts[pairs[at, 1]], dense, keys, held, lines)[0]
    return found


@njit(cache=True, nogil=True)
def bulk_lines(left, right, pairs, weights):  # type: ignore[no-untyped-def]
    """Where the lines of each pair end (int64[k + 1]), and the lines one after the other (int32[n, 4])."""
    ends = np.zeros(len(pairs) + 1, np.int64)
    found = np.empty((FIELDS * len(pairs), LINE), np.int32)
    lines = np.zeros((FIELDS, LINE), np.int32)
    for at in range(len(pairs)):
        count = points(left, pairs[at, 0], right, pairs[at, 1], weights, lines)[1]
        found[ends[at] : ends[at] + count] = lines[:count]
        ends[at + 1] = ends[at] + count
    return ends, found[: ends[-1]]


@njit(cache=True, nogil=True)
def bulk_features(left, right, pairs, weights):  # type: ignore[no-untyped-def]
    """The feature of each field of many pairs, -1 where a field says nothing: int8[k, 8]. What learning counts."""
    found = np.full((len(pairs), FIELDS), -1, np.int8)
    lines = np.zeros((FIELDS, LINE), np.int32)
    for at in range(len(pairs)):
        count = points(left, pairs[at, 0], right, pairs[at, 1], weights, lines)[1]
        for line in range(count):
            found[at, _field_of(lines[line, 0])] = lines[line, 0]
    return found


@njit(cache=True, inline="always")
def _field_of(feature):  # type: ignore[no-untyped-def]
    """The place of a feature's field among the fields."""
    field = 0
    for end in (NATIONALITY_SAME, 15, 22, 24, BIRTH_PLACES, ADDRESSES, SEX_SAME):
        field += feature >= end
    return field


@njit(cache=True, inline="always")
def _put(lines, count, found):  # type: ignore[no-untyped-def]
    """Write a line (feature, points, left place, right place) and give how many there are."""
    lines[count, 0], lines[count, 1], lines[count, 2], lines[count, 3] = found
    return count + 1


@njit(cache=True, nogil=True)
def pair_points(a, i, b, j, dense, keys, held, lines):  # type: ignore[no-untyped-def]
    """The points of the record that begins at ``a[i]`` and the one at ``b[j]``, and how many lines were written.

    ``a`` and ``b`` are cells of Facts, ``dense``, ``keys`` and ``held`` those of Weights.
    """
    total, count = 0, 0
    ours, theirs = a[i], b[j]
    i, j = i + 1, j + 1
    for field in range(FIELDS - 1):
        left, right = (ours >> (8 * field)) & 255, (theirs >> (8 * field)) & 255
        width = 0
        if left > 0 and right > 0:
            if field == 0:
                found = _best_birth(a, i, left, b, j, right, dense)
            elif field == 1:
                found = _best_state(a, i, left, b, j, right, dense)
            elif field == 2:
                found = best_document(a, i, left, b, j, right, dense, keys, held)
            elif field == 3:
                found = best_phone(a, i, left, b, j, right, dense, keys, held)
            elif field == 4:
                found = best_plate(a, i, left, b, j, right, dense, keys, held)
            else:
                counts = left << 8 | right
                first = BIRTH_PLACES if field == 5 else ADDRESSES
                found = best_place(a, i, b, j, counts, dense, keys, held, first)
            if found[0] >= 0:
                total += found[1]
                count = _put(lines, count, found)
        if field >= 5:
            i, j = after_places(a, i, left), after_places(b, j, right)
            continue
        if field == 0:
            width = BIRTH_WIDTH
        elif field == 1:
            width = STATE_WIDTH
        elif field == 2:
            width = PAPER_WIDTH
        elif field == 3:
            width = PHONE_WIDTH
        else:
            width = PLATE_WIDTH
        i, j = i + width * left, j + width * right
    left, right = (ours >> 56) & 3, (theirs >> 56) & 3
    if left > 0 and right > 0:
        feature = SEX_SAME if left == right else SEX_OTHER
        worth = level(dense, feature)
        worth = max(worth, 0) if left == right else min(worth, 0)
        total += worth
        count = _put(lines, count, (feature, worth, 0, 0))
    return total, count


@njit(cache=True, inline="always")
def level(dense, feature):  # type: ignore[no-untyped-def]
    """What a feature is worth that sees no value of its own: log m - log u."""
    return dense[2 * feature] - dense[2 * feature + 1]


# -- dates of birth: first day 0, last day 1, precision 2, calendar 3, guess 4, days 5, place 6


@njit(cache=True)
def _best_birth(a, i, left, b, j, right, dense):  # type: ignore[no-untyped-def]
    best, feature, row, other = WORST, -1, i, j
    for x in range(i, i + left * BIRTH_WIDTH, BIRTH_WIDTH):
        for y in range(j, j + right * BIRTH_WIDTH, BIRTH_WIDTH):
            seen, worth = _birth(a, x, b, y, dense)
            if seen >= 0 and (worth > best or (worth == best and seen < feature)):
                best, feature, row, other = worth, seen, x, y
    return feature, best, a[row + 6], b[other + 6]


@njit(cache=True)
def _birth(a, x, b, y, dense):  # type: ignore[no-untyped-def]
    """Feature and points of two readings; -1 where a guessed reading does not agree, for then it says nothing."""
    feature, information = _birth_feature(a, x, b, y, dense)
    guessed = a[x + 4] > 0 or b[y + 4] > 0
    if feature > IN_RANGE:
        if guessed:
            return -1, 0
        if feature == NEW_YEAR:
            return feature, worth_of(dense, feature, information)
        worth = level(dense, feature)
        return feature, (max(worth, 0) if feature < OTHER_DAY else min(worth, 0))
    worth = dense[2 * feature] + information
    if a[x + 3] != b[y + 3]:
        if guessed:
            worth += dense[2 * OTHER_CALENDAR]
        feature = OTHER_CALENDAR
    return feature, max(worth, 0)


@njit(cache=True)
def _birth_feature(a, x, b, y, dense):  # type: ignore[no-untyped-def]
    """The feature of two readings, and the information of what they agree on."""
    precision = max(a[x + 2], b[y + 2])
    if precision == BIRTH_DAY:
        return _two_days(a[x], b[y], dense)
    year = a[x] // 10_000
    if a[x] <= b[y + 1] and b[y] <= a[x + 1]:
        if precision > BIRTH_YEAR:
            return IN_RANGE, _range_information(a, x, b, y, dense)
        information = _year_information(dense, year, year)
        if precision == BIRTH_YEAR:
            return SAME_YEAR, information
        return SAME_MONTH, information + LN_MONTHS
    gap = max(year - b[y + 1] // 10_000, b[y] // 10_000 - a[x + 1] // 10_000)
    if gap <= 0:
        return OTHER_DAY, 0
    return (NEAR if gap == 1 else APART), 0


@njit(cache=True)
def _two_days(first, second, dense):  # type: ignore[no-untyped-def]
    year, other = first // 10_000, second // 10_000
    month, day = first // 100 % 100, first % 100
    if first == second:
        return SAME_DAY, _year_information(dense, year, year) + dense[DAYS_FROM + month * 32 + day]
    if year == other:
        if second % 10_000 == day * 100 + month:
            return TURNED, 0
        if first % 10_000 == 101 or second % 10_000 == 101:
            return NEW_YEAR, _year_information(dense, year, year)
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
            elif apart > 2:
                return False
            swapped = apart == 2 and place == at + 1 and one == second_digit and other == first_digit
        first, second = first // 10, second // 10
    return apart == 1 or swapped


@njit(cache=True)
def _year_information(dense, first, last):  # type: ignore[no-untyped-def]
    """-log of the share of people born in these years."""
    if last < FIRST_YEAR or first >= FIRST_YEAR + YEARS:
        return np.int64(dense[UNKNOWN_YEAR])
    low, high = max(first - FIRST_YEAR, 0), min(last - FIRST_YEAR + 1, YEARS)
    return np.int64(LN_WHOLE - ln(max(dense[YEARS_FROM + high] - dense[YEARS_FROM + low], 1)))


@njit(cache=True)
def _range_information(a, x, b, y, dense):  # type: ignore[no-untyped-def]
    """-log of the chance that two rough dates meet: the years of the wider one, or the days of both within a year."""
    wide = a[x + 5] > b[y + 5] or (a[x + 5] == b[y + 5] and a[x] <= b[y])
    first, last = (a[x], a[x + 1]) if wide else (b[y], b[y + 1])
    if max(a[x + 5], b[y + 5]) > DAYS:
        return _year_information(dense, first // 10_000, last // 10_000)
    year = max(a[x], b[y]) // 10_000
    return _year_information(dense, year, year) + max(LN_DAYS - ln(max(a[x + 5] + b[y + 5] - 1, 1)), 0)


# -- nationality: state 0, former 1, place 2


@njit(cache=True)
def _best_state(a, i, left, b, j, right, dense):  # type: ignore[no-untyped-def]
    best, feature, row, other = WORST, -1, i, j
    known = True
    for x in range(i, i + left * STATE_WIDTH, STATE_WIDTH):
        for y in range(j, j + right * STATE_WIDTH, STATE_WIDTH):
            known = known and a[x] < STATES and b[y] < STATES
            if a[x] != b[y]:
                continue
            seen = NATIONALITY_FORMER if a[x + 1] + b[y + 1] > 0 else NATIONALITY_SAME
            information = dense[STATES_FROM + a[x]] if a[x] < STATES else dense[UNKNOWN_STATE]
            worth = worth_of(dense, seen, information)
            if worth > best or (worth == best and seen < feature):
                best, feature, row, other = worth, seen, x, y
    if feature < 0 and known:
        feature, best = NATIONALITY_NONE, min(level(dense, NATIONALITY_NONE), 0)
    return feature, best, a[row + 2], b[other + 2]
