"""What no invented data can teach, written by hand, each with its reason."""

from typing import Any

EVEN = 0.2
"""The share of births and states that the shipped population spreads evenly, since no register is like the invented one."""
EVEN_YEARS = range(1900, 2021)
NOT_OF_DAYS = frozenset({"birth_same_month", "birth_same_year", "birth_in_range", "birth_other_calendar"})
FEATURES: dict[str, dict[str, int]] = {
    # A year that is only guessed to be of another calendar is right once in ten times.
    "birth_other_calendar": {"m": -2_303, "u": 0},
    # Invented records never know the month alone; as with the year.
    "birth_same_month": {"m": -60, "u": -6_600},
    # A number again under another state is more often a coincidence of short numbers than one document.
    "document_other_state": {"m": -5_000, "u": -16_000},
    # Former nationalities are seldom noted: one in twenty of those who have one.
    "nationality_former": {"m": -3_000, "u": -4_000},
    # A tail alone can belong to a number of another state or town.
    "phone_same_tail": {"m": -4_500, "u": -16_000},
    # Two people's documents of one kind and state practically always have different numbers.
    "document_other": {"u": 0},
    # A number that is kept for life differs where one of the two was miscopied or invented.
    "document_other_bearer": {"m": -3_500, "u": 0},
}
LIMITS = {
    "unknown_year": 4_200,
    "unknown_state": 7_000,
    "unknown_word": 5_000,
    "number_word": 4_000,
    "number": 16_118,
    "plate": 11_500,
    "phone": 14_000,
    "place": 7_500,
    "slips": 6_000,
}
"""No number tells more than one in ten million. A plate is shared by a household, so it tells less. About 400 numbers lie
one slip away from a given one. The words of a place tell one in 1,800 at most: families and villages move together."""


def table() -> dict[str, Any]:
    """The part of the table that is not learned."""
    return {
        "version": "fields-1",
        "provenance": "m and u: invented people (seed 2026) and second records with the error rates of"
        " comity.screening.invented.watch and tools/screening/hands.py; what is set by hand: tools/screening/fixed.py."
        " No record of a real person was used. Natural logarithms in thousandths.",
        "limits": LIMITS,
    }
