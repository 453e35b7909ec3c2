"""CHN-01: does information about a person leave by a step that is no release: minutes, promise, report, answer?

The machine reads every text that would leave and compares it with the names, documents and birth dates of this node's
own cases and records. It only raises. A name of ours stops hard, and nobody clears it; what merely has the form of an
identifier is for two reviewers.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from comity.law.crossing import Hit, dates_in, find, forms, texts_of
from comity.law.fact import Fact
from comity.law.producers.common import found, text_of, unknown
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows
from comity.law.text import comparable

UNSENT: Final = frozenset({"facts", "partner", "clock", "member", "meeting", "dpia"})
"""Members of a form that stay here: what people state of the law, and records named for the gates."""

CODES: Final = frozenset({"basis", "conduct", "further_crimes", "purpose_code", "flags"})
"""Members whose words come from closed lists; their own gates and forms see to that."""

INNER: Final = frozenset({"decide", "state_facts", "certify", "screen", "assess"})
"""Steps whose form stays in this office as a whole."""

REASONS_LEAVE: Final = frozenset({"ask_extension", "move", "drop", "reopen"})
"""Steps whose reasons the partner reads; elsewhere they stay here."""

SENT: Final[Mapping[str, tuple[str, ...]]] = {
    "send": ("request",),
    "send_minutes": ("minutes",),
    "share": ("proposal",),
}
"""Verb to the parts of the record that leave with it; every other step sends what stands in its form."""

STATED_ALREADY: Final = ("ir", "oi", "ml", "ft", "ex", "cr", "uc")
"""Procedures whose request named people to the partner under its own gates: to speak of these is no other door."""


def crossing_known(situation: Situation, settings: Settings) -> Fact:
    """Does a text that leaves name somebody or something of our own cases and records?"""
    texts, known = leaving(situation), rows(situation.node.get("known"))
    if texts is None or known is None:
        return unknown("what leaves, or the own records")
    own = _own(situation)
    hits = [hit for hit in find(texts, known) if not _is_own(hit, own)]
    return found("found" if hits else "none", said=[{"kind": hit.kind, "text": hit.text} for hit in hits])


def crossing_form(situation: Situation, settings: Settings) -> Fact:
    """Does a text that leaves hold what has the form of an identifier, whoever it belongs to?"""
    texts = leaving(situation)
    if texts is None:
        return unknown("what leaves")
    kinds = forms(texts)
    return found("found" if kinds else "none", kinds=kinds, texts=texts if kinds else [])


def leaving(situation: Situation) -> list[str] | None:
    """Every text this command would send; None where a part that leaves is missing."""
    parts: list[Any] = [_written(situation)]
    for name in _sent(situation):
        part = situation.request if name == "request" else situation.record.get(name)
        if not isinstance(part, Mapping) or not part:
            return None
        parts.append(part)
    return list(texts_of(parts, CODES))


def _sent(situation: Situation) -> tuple[str, ...]:
    """The parts of the record that leave with this step; for a decision, those that leave with the next one."""
    if situation.verb == "decide":
        return ("minutes",) if situation.record.get("state") == "minutes_drafted" else ("request",)
    return SENT.get(situation.verb, ())


def _written(situation: Situation) -> dict[str, Any]:
    """What this step's form tells anybody but the reviewers of this office."""
    if situation.verb in INNER:
        return {}
    kept = UNSENT if situation.verb in REASONS_LEAVE else UNSENT | {"reasons"}
    return {name: value for name, value in situation.form.items() if name not in kept}


def _own(situation: Situation) -> tuple[list[str], list[Mapping[str, Any]]]:
    """Who stands in the request itself, and when he or she was born."""
    if situation.procedure not in STATED_ALREADY:
        return [], []
    people = rows(situation.request.get("persons")) or []
    texts = list(texts_of([people, situation.request.get("objects") or []]))
    return texts, people


def _is_own(hit: Hit, own: tuple[Sequence[str], Sequence[Mapping[str, Any]]]) -> bool:
    texts, people = own
    if hit.kind == "date":
        return hit.text in dates_in([text_of(person, "birth_date") for person in people])
    if hit.kind == "number":
        return any(comparable(hit.text) == comparable(text) for text in texts)
    return bool(find(texts, [{"names": [hit.text]}]))


def said_by(situation: Situation) -> list[str]:
    """Every text of the record and of this step, whether it leaves now, left before or came in."""
    kept = [mapping(situation.record.get(name)) for name in ("minutes", "term")]
    ordered = {name: word for name, word in situation.order.items() if name not in UNSENT}
    return list(texts_of([situation.request, *kept, ordered or _written(situation)]))


PRODUCERS = {"crossing_known": crossing_known, "crossing_form": crossing_form}
