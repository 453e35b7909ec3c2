"""Words and flags that raise a review. A machine may ask a person to look; it may never say that all is well."""

from comity.law.fact import Fact
from comity.law.producers.common import (
    Producer,
    found,
    silent,
    text_of,
    unknown,
)
from comity.law.settings import Settings
from comity.law.situation import Situation, words
from comity.law.text import joined, weight

OFFER_TEXTS = ("summary", "purpose")
REQUEST_TEXTS = ("summary", "purpose", "urgency_reason", "held_reason", "use", "other_channels")
ASSISTANCE_TEXTS = ("reciprocity", "holder", "place", "enclosed", "own_order", "procedure_wanted", "procedure_reason",
                    "rights_notice", "allowances", "necessity", "deadline_reason", "confidential_reason", "caveats",
                    "costs")  # fmt: skip
FOOTAGE_TEXTS = ("incident", "sought", "why_not_otherwise")
LISTED_TEXTS = ("questions",)
"""Texts of legal assistance, read wherever a request holds them."""
OTHER_ROLES = ("suspect", "convicted", "witness", "contact", "other")
STATEMENT_TEXTS = ("value", "source")


def request_texts(situation: Situation) -> list[str] | None:
    """Every free text of the request; None when one of them is missing (empty is not missing)."""
    persons, objects = situation.persons, situation.objects
    if persons is None or objects is None or not weight(text_of(situation.request, "summary")):
        return None
    keys = REQUEST_TEXTS if situation.procedure == "ir" else _texts_of(situation)
    texts = [situation.request.get(key) for key in keys] + [row.get("link") for row in (*persons, *objects)]
    texts += [text for key in LISTED_TEXTS for text in situation.request.get(key) or ()]
    texts += [row.get("why") for row in situation.request.get("cameras") or ()]
    if situation.verb == "answer_clarification":
        texts.append(situation.form.get("answer"))
    return words(texts)


def _texts_of(situation: Situation) -> tuple[str, ...]:
    """Other procedures ask less; a text of theirs that is there is read like one of a request for information."""
    more = (*REQUEST_TEXTS, *ASSISTANCE_TEXTS, *FOOTAGE_TEXTS)
    return (*OFFER_TEXTS, *(key for key in more if key not in OFFER_TEXTS and key in situation.request))


def statement_texts(situation: Situation) -> list[str] | None:
    """The values and sources of what would be released; empty without a release, None when one is missing."""
    if situation.release is None:
        return []
    statements = situation.statements
    if statements is None:
        return None
    return words([row.get(key) for row in statements for key in STATEMENT_TEXTS])


def _all_texts(situation: Situation) -> str | None:
    """Every text of request and release, joined for the lists of words; None when one is missing."""
    if "texts" not in situation.kept:
        asked, given = request_texts(situation), statement_texts(situation)
        situation.kept["texts"] = None if asked is None or given is None else joined(asked + given)
    texts: str | None = situation.kept["texts"]
    return texts


def _seen(situation: Situation, settings: Settings, name: str, texts: str) -> list[str]:
    """The words of one list in the texts. Most texts hold a word of no list, so all lists are tried at once first."""
    if "any_word" not in situation.kept:
        situation.kept["any_word"] = settings.any_word.occurs_in(texts)
    return settings.words[name].found_in_joined(texts) if situation.kept["any_word"] else []


def _raised_by(name: str) -> Producer:
    def produce(situation: Situation, settings: Settings) -> Fact:
        texts, flags = _all_texts(situation), words(situation.request.get("flags"))
        if texts is None or flags is None:
            return unknown("summary, persons, objects or flags")
        listed = settings.words[name]
        seen = _seen(situation, settings, name, texts)
        raised = sorted(listed.flags & set(flags))
        about = {"words": seen, "flags": raised, "about": situation.request_hash}
        return found("found" if seen or raised else "none", **about)

    produce.__doc__ = f"Does a word or a flag of the request or the release point to: {name}?"
    return produce


def victim_indicators(situation: Situation, settings: Settings) -> Fact:
    """Only raises: a word such as a taken passport, or a person in the role of victim, makes signs present."""
    texts, persons = _all_texts(situation), situation.persons
    if texts is None or persons is None:
        return unknown("summary, persons or objects")
    seen = _seen(situation, settings, "victim", texts)
    victims = sum(1 for row in persons if row.get("role") not in OTHER_ROLES)
    if seen or victims:
        return found("present", words=seen, victims=victims)
    return silent()


PRODUCERS = {
    "political_indicators": _raised_by("political"),
    "expression_indicators": _raised_by("expression"),
    "trait_indicators": _raised_by("trait"),
    "victim_indicators": victim_indicators,
}
