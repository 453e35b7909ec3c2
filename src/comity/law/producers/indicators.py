"""Words and flags that raise a review. A machine may ask a person to look; it may never say that all is well."""

from comity.law.fact import Fact
from comity.law.producers.common import (
    Producer,
    found,
    objects_of,
    persons_of,
    statements_of,
    text_of,
    unknown,
)
from comity.law.settings import Settings
from comity.law.situation import Situation, words
from comity.law.text import weight

REQUEST_TEXTS = ("summary", "purpose", "urgency_reason", "held_reason", "use", "other_channels")
STATEMENT_TEXTS = ("value", "source")


def request_texts(situation: Situation) -> list[str] | None:
    """Every free text of the request; None when its summary, persons or objects are missing."""
    persons, objects = persons_of(situation), objects_of(situation)
    if persons is None or objects is None or not weight(text_of(situation.request, "summary")):
        return None
    links = [text_of(row, "link") for row in (*persons, *objects)]
    answers = [text_of(situation.form, "answer")]
    return [text_of(situation.request, key) for key in REQUEST_TEXTS] + links + answers


def statement_texts(situation: Situation) -> list[str]:
    """The values and sources of the statements to be released; empty when there are none."""
    return [text_of(row, key) for row in statements_of(situation) or [] for key in STATEMENT_TEXTS]


def _raised_by(name: str) -> Producer:
    def produce(situation: Situation, settings: Settings) -> Fact:
        texts, flags = request_texts(situation), words(situation.request.get("flags"))
        if texts is None or flags is None:
            return unknown("summary, persons, objects or flags")
        listed = settings.words[name]
        seen = listed.found_in([*texts, *statement_texts(situation)])
        raised = sorted(listed.flags & set(flags))
        about = {"words": seen, "flags": raised, "about": situation.request_hash}
        return found("found" if seen or raised else "none", **about)

    produce.__doc__ = f"Does a word or a flag of the request or the release point to: {name}?"
    return produce


def victim_indicators(situation: Situation, settings: Settings) -> Fact:
    """Only raises: a word such as a taken passport, or a person in the role of victim, makes signs present."""
    texts, persons = request_texts(situation), persons_of(situation)
    if texts is None or persons is None:
        return unknown("summary, persons or objects")
    seen = settings.words["victim"].found_in([*texts, *statement_texts(situation)])
    victims = sum(1 for row in persons if row.get("role") == "victim")
    if seen or victims:
        return found("present", words=seen, victims=victims)
    return unknown("a person's statement")


PRODUCERS = {
    "political_indicators": _raised_by("political"),
    "expression_indicators": _raised_by("expression"),
    "trait_indicators": _raised_by("trait"),
    "victim_indicators": victim_indicators,
}
