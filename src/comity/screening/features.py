"""What stands beside a name, feature by feature. The docstring of each is the sentence an officer reads.

``agreement`` features never take, ``contradiction`` features never add: what contradicts is never better than what is missing.
The number of a feature is its place in ``FEATURES``; its chances are learned (``tables/fields.json``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Bearing = Literal["agreement", "contradiction"]


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature with its sentence; ``field`` is the fact of the record it looks at."""

    name: str
    field: str
    bearing: Bearing
    sentence: str


FEATURES: list[Feature] = []


def _feature(field: str, bearing: Bearing = "agreement") -> Callable[[Callable[[], None]], int]:
    def keep(function: Callable[[], None]) -> int:
        FEATURES.append(Feature(function.__name__, field, bearing, (function.__doc__ or "").strip()))
        return len(FEATURES) - 1

    return keep


@_feature("birth")
def birth_same_day() -> None:
    """The day of birth is the same; a rare year says more than a common one."""


@_feature("birth")
def birth_same_month() -> None:
    """Month and year of birth are the same; one side does not know the day."""


@_feature("birth")
def birth_same_year() -> None:
    """The year of birth is the same; one side knows no more than the year."""


@_feature("birth")
def birth_in_range() -> None:
    """One side knows the date of birth only roughly, and the other fits into it."""


@_feature("birth")
def birth_new_year() -> None:
    """The year of birth is the same, and one side says 1 January, as offices write when they know only the year."""


@_feature("birth")
def birth_turned() -> None:
    """The dates of birth differ only in the order of day and month."""


@_feature("birth")
def birth_one_slip() -> None:
    """The dates of birth differ in one digit, or in two neighbouring digits that changed places."""


@_feature("birth")
def birth_year_beside() -> None:
    """Day and month of birth are the same, the years are next to each other."""


@_feature("birth")
def birth_other_calendar() -> None:
    """The dates of birth agree if one of them is read in another calendar (Buddhist, Persian or Islamic)."""


@_feature("birth", "contradiction")
def birth_other_day() -> None:
    """The year of birth is the same, but the days are different."""


@_feature("birth", "contradiction")
def birth_near() -> None:
    """The dates of birth are different, but their years are next to each other."""


@_feature("birth", "contradiction")
def birth_apart() -> None:
    """The dates of birth contradict each other."""


@_feature("nationality")
def nationality_same() -> None:
    """A nationality is the same; a rare one says more than a common one."""


@_feature("nationality")
def nationality_former() -> None:
    """A nationality is the same only if a former one, or the successor of a state that is gone, is counted."""


@_feature("nationality", "contradiction")
def nationality_none() -> None:
    """No nationality is the same, former ones included."""


@_feature("document")
def document_same() -> None:
    """Number and issuing state of a document are the same."""


@_feature("document")
def document_same_number() -> None:
    """A document number is the same; kind or issuing state are not known on both sides, or the kinds differ."""


@_feature("document")
def document_other_state() -> None:
    """A document number is the same, but the issuing states are different."""


@_feature("document")
def document_look_alike() -> None:
    """Document numbers are the same if signs that look alike are (O and 0, I or L and 1)."""


@_feature("document")
def document_one_slip() -> None:
    """Document numbers differ in one sign that was changed, added, left out or swapped with its neighbour."""


@_feature("document", "contradiction")
def document_other() -> None:
    """Kind and issuing state are the same, the numbers are different; documents like this are renewed."""


@_feature("document", "contradiction")
def document_other_bearer() -> None:
    """Kind and issuing state are the same, the numbers are different; a number like this is kept for life."""


@_feature("phone")
def phone_same() -> None:
    """A telephone number is the same, with or without the prefix of its state."""


@_feature("phone")
def phone_same_tail() -> None:
    """The last eight digits of a telephone number are the same."""


@_feature("plate")
def plate_same() -> None:
    """A number plate is the same, whatever script its letters and digits are in."""


@_feature("plate")
def plate_one_sign() -> None:
    """Number plates differ in one sign that was changed, added, left out or swapped with its neighbour."""


@_feature("birth_place")
def birth_place_same() -> None:
    """The place of birth is the same; a rare one says more than a common one."""


@_feature("birth_place")
def birth_place_words() -> None:
    """The places of birth have words in common; a rare word says more than a common one."""


@_feature("birth_place", "contradiction")
def birth_place_none() -> None:
    """The places of birth have no word in common."""


@_feature("address")
def address_same() -> None:
    """An address is the same."""


@_feature("address")
def address_words() -> None:
    """Addresses have words in common; a rare word says more than a common one."""


@_feature("address", "contradiction")
def address_none() -> None:
    """The addresses have no word in common."""


@_feature("sex")
def sex_same() -> None:
    """The sex is the same."""


@_feature("sex", "contradiction")
def sex_other() -> None:
    """The sex is different."""


def rare() -> None:
    """Before anything is compared: an entry that comes up in a search is seldom the person."""


def weak_alias() -> None:
    """The source itself calls this alias weak."""


RARE = -8_500
"""How seldom a candidate is the person, before anything is compared: thousandths of a nat, the line ``rare``."""
WEAK = -1_500
"""What a name is worth less that its source calls weak, set by hand: thousandths of a nat, the line ``weak_alias``."""


def explanations() -> dict[str, str]:
    """Every feature of this file with its sentence."""
    others = {feature.__name__: (feature.__doc__ or "").strip() for feature in (rare, weak_alias)}
    return {feature.name: feature.sentence for feature in FEATURES} | others
