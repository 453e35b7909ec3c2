"""What a line of evidence can say. The docstring of each feature is the sentence an officer reads.

The loops know a feature by its place in ``FEATURES`` and a measured amount by its place in ``AMOUNTS``; the learned weights
(``tables/weights.json``) give each amount its worth.
"""

from collections.abc import Callable


def same_spelling() -> None:
    """Both parts are written with the same characters, or the same but for accents."""


def similar_spelling() -> None:
    """The parts are written in one script and differ in a few characters."""


def one_name() -> None:
    """The parts are known as two spellings of one name."""


def short_form() -> None:
    """One part is known as a short form of the other."""


def same_reading() -> None:
    """The parts are written in different scripts and read the same."""


def similar_reading() -> None:
    """The parts are written in different scripts and can be read alike."""


def initial() -> None:
    """One part is only the first letter of the other."""


def acronym() -> None:
    """One part is made of the first letters of the other's words."""


def contradiction() -> None:
    """These parts stand against each other: they do not read alike."""


def left_out() -> None:
    """This part has no counterpart in the other name."""


def enough() -> None:
    """The parts agree on more than a name alone can prove: relatives share most of theirs."""


def other_order() -> None:
    """The matching parts stand in another order."""


def father_and_son() -> None:
    """The father of one is the son of the other."""


def single_part() -> None:
    """One name is a single part: many people bear it."""


def nothing_distinctive() -> None:
    """Nothing that tells people apart agrees, only initials, titles or common words at most."""


def same_number() -> None:
    """The numbers in both names are the same."""


def other_number() -> None:
    """The numbers in the names differ: two units of one kind."""


def number_left_out() -> None:
    """Only one of the names has a number."""


def same_form() -> None:
    """The legal form is the same."""


def other_form() -> None:
    """The legal forms differ."""


def form_left_out() -> None:
    """Only one of the names has a legal form."""


def prior() -> None:
    """The score begins here: what agrees raises it, what differs or is missing lowers it."""


def no_name() -> None:
    """One of the names has no letters: nothing can be said."""


_ALL: tuple[Callable[[], None], ...] = (
    same_spelling, similar_spelling, one_name, short_form, same_reading, similar_reading, initial, acronym, contradiction, left_out, enough, other_order,
    father_and_son, single_part, nothing_distinctive, same_number, other_number, number_left_out, same_form, other_form,
    form_left_out, prior, no_name,
)  # fmt: skip
FEATURES: tuple[str, ...] = tuple(feature.__name__ for feature in _ALL)

AMOUNTS: tuple[str, ...] = (
    "prior", "other_script", "agreement", "acronym", "same_number", "heard_weakly", "heard_against", "read_weakly",
    "spelt_little", "spelt_much", "spelt_share", "short_apart", "known_apart", "other_sex", "joined", "initial",
    "order", "father_and_son", "light_left_out", "contradiction", "contradiction_more", "contradiction_share",
    "contradiction_initial", "contradiction_generic", "left_out", "left_out_more", "left_out_said", "left_out_share",
    "left_out_generic", "left_out_distinctive", "unheard", "unheard_more", "unheard_share", "single_part",
    "single_heard", "nothing_distinctive", "other_number", "number_left_out", "other_form", "form_left_out",
)  # fmt: skip
"""What is measured, in thousandths of its own unit."""


def explanations() -> dict[str, str]:
    """Every feature with its sentence: what pages show and translators translate."""
    return {feature.__name__: (feature.__doc__ or "").strip() for feature in _ALL}
