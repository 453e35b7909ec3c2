"""The kinds of act two offices may agree on, by the prefix of their commands. A treaty and an agreement name them."""

from typing import Final

ACTS: Final = {
    "ir": "information_request",
    "oi": "own_initiative",
    "ml": "legal_assistance",
    "ex": "surrender",
    "nr": "nationality_review",
    "ev": "evidence",
    "ft": "footage",
    "cm": "complaint",
    "jt": "joint_team",
    "mt": "meeting",
    "ct": "commitment",
    "av": "adviser",
    "cr": "criminal_record",
    "wj": "watch_judgement",
    "ds": "data_subject",
    "uc": "consent",
    "rc": "correction",
    "rt": "retention",
    "bn": "breach_notice",
    "pa": "processing",
    "sm": "sampling",
    "rm": "removal_check",
}

LOCAL: Final = frozenset(
    {
        "nationality_review",
        "watch_judgement",
        "retention",
        "processing",
        "sampling",
        "removal_check",
        "data_subject",
    }
)
"""Acts an office does by itself: no agreement needs to name them."""

EXCHANGED: Final = tuple(act for act in ACTS.values() if act not in LOCAL)
"""Acts that cross a link: an agreement names those the two offices may do with each other."""


def act_of(prefix: str) -> str:
    """The act of a prefix; "" for administration."""
    return ACTS.get(prefix, "")
