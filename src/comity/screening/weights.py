"""What each feature is worth: learned chances, and how frequent each value is in the register that is searched.

A feature that sees an equal value is worth ``log m`` (how often one person's records agree so) plus the information of the
value (``-log`` of its share); every other feature is worth ``log m - log u``. All logarithms are natural, in whole
thousandths. The learned numbers are ``tables/fields.json``, made by ``tools/screening/learn.py``.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.names.kernel import hashed
from comity.screening.digits import number_of
from comity.screening.features import FEATURES
from comity.screening.states import CODES, codes_of

FIRST_YEAR, LAST_YEAR = 1850, 2060
WHOLE = 10_000_000
"""Shares are counted in parts of this."""
LN_WHOLE, LN_MONTHS, LN_DAYS = 16_118, 2_485, 5_900
LIMITS = ("unknown_year", "unknown_state", "unknown_word", "number_word", "number", "plate", "phone", "place", "slips")
"""Information, in thousandths, of what no table counts, and the most that one number or place may tell. ``slips`` is the
logarithm of how many numbers lie one slip away from a given one."""

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Keys = NDArray[np.uint64]


class Weights(NamedTuple):
    """Plain arrays for the compiled loops. Nothing here is changed once made."""

    dense: Ints
    """One after the other: log m and log u of each feature; LIMITS; the information of each month * 32 + day within its year;
    the information of each state; births before each year of FIRST_YEAR … LAST_YEAR + 1, cumulated, in parts of WHOLE."""
    keys: Keys
    held: Ints
    """Information of words of places, and of numbers that several rows share, as an open hash table."""


LIMITS_FROM, DAYS_FROM, STATES_FROM, YEARS_FROM = 70, 80, 496, 1172
"""Where the parts of ``Weights.dense`` begin."""


class Frequencies(NamedTuple):
    """How often each value occurs in a register; ``frequencies.count`` makes it, sums of two are the counts of both."""

    births: dict[int, int]
    """Year to people; month * 32 + day, negative, to people."""
    states: dict[int, int]
    words: dict[int, int]
    numbers: dict[int, int]
    """Only numbers that occur more than once matter."""
    records: int


@cache
def shipped() -> dict[str, Any]:
    """The learned table as it is shipped."""
    text = (files("comity.screening") / "tables" / "fields.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def version() -> str:
    """The version of the learned table, for the evidence of a candidate."""
    return str(shipped()["version"])


@cache
def default_weights() -> Weights:
    """The shipped weights with the shipped population."""
    return make_weights(shipped())


def make_weights(table: dict[str, Any], counted: Frequencies | None = None) -> Weights:
    """The arrays of a table; with ``counted``, what a register holds replaces the shipped population where it is larger.

    The shipped population counts as PRIOR people beside those of the register, so that a small one is not believed alone.
    """
    years, states = _shipped_shares(table)
    limits = np.array([table["limits"][name] for name in LIMITS], np.int32)
    days = np.full(13 * 32, LN_DAYS, np.int32)
    for text, information in table["days"].items():
        month, day = map(int, text.split("-"))
        days[month * 32 + day] = information
    words = {number_of(str(number)): int(table["limits"]["number_word"]) for number in range(SHORT_NUMBERS)}
    numbers: dict[int, int] = {}
    if counted is not None:
        years, states, days = _blended(counted, years=years, states=states, days=days)
        words |= {key: _log(counted.records + 2, count + 1) for key, count in counted.words.items()}
        numbers = {key: _log(counted.records + 2, count) for key, count in counted.numbers.items() if count > 1}
    dense = np.zeros(YEARS_FROM + len(years) + 1, np.int32)
    chances = [[table["features"][f.name]["m"], table["features"][f.name]["u"]] for f in FEATURES]
    dense[: 2 * len(FEATURES)] = np.array(chances, np.int32).ravel()
    dense[LIMITS_FROM : LIMITS_FROM + len(LIMITS)] = limits
    dense[DAYS_FROM:STATES_FROM] = days
    rare = np.rint(-1000 * np.log(states / states.sum()))
    dense[STATES_FROM:YEARS_FROM] = np.minimum(rare, limits[LIMITS.index("unknown_state")])
    dense[YEARS_FROM + 1 :] = np.cumsum(np.rint(years * WHOLE / years.sum()))
    return Weights(dense, *_hashed(words | numbers))


PRIOR = 1_000
SHORT_NUMBERS = 1_000
"""Numbers of houses and streets below this are words that many places share."""


def _shipped_shares(table: dict[str, Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    years = np.full(LAST_YEAR + 1 - FIRST_YEAR, 1e-6)
    for year, share in table["years"].items():
        years[int(year) - FIRST_YEAR] += share
    states = np.full(CODES, 1e-6)
    for code, share in table["states"].items():
        states[codes_of(code)[0][0]] += share
    return years / years.sum(), states / states.sum()


def _blended(
    counted: Frequencies, *, years: NDArray[np.float64], states: NDArray[np.float64], days: Ints
) -> tuple[NDArray[np.float64], NDArray[np.float64], Ints]:
    years, states = years * PRIOR, states * PRIOR
    of_day = PRIOR * np.exp(days / -1000.0)
    for key, count in counted.births.items():
        if key < 0:
            of_day[-key] += count
        elif FIRST_YEAR <= key <= LAST_YEAR:
            years[key - FIRST_YEAR] += count
    for key, count in counted.states.items():
        if key < CODES:
            states[key] += count
    total = PRIOR + sum(count for key, count in counted.births.items() if key < 0)
    return years, states, np.rint(-1000 * np.log(of_day / total)).astype(np.int32)


def _hashed(values: dict[int, int]) -> tuple[Keys, Ints]:
    keys = np.fromiter(values, np.uint64, len(values))
    found: tuple[Keys, Ints] = hashed(keys, np.fromiter(values.values(), np.int32, len(values)))
    return found


def _log(whole: int, part: int) -> int:
    return int(np.rint(1000 * np.log(whole / part)))
