"""REF-02: nothing we tell the partner may reveal protection or whereabouts, by its words or by its ground."""

import re
from typing import Final

from comity.law.fact import Fact
from comity.law.producers.common import found, text_of, unknown, yes_no
from comity.law.producers.indicators import request_texts, statement_texts
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows

GATE_ID: Final = re.compile(
    r"\b(?:BAS|AUT|COE|OFF|SER|POL|DIS|GRP|EXP|REF|CHD|VIC|TOR|DTH|WIT|HIT|QLT|CRR|USE|EVI|GOV|PUR|MIN|FSH|URG)-0[1-9]"
)
WRITING: Final = ("certify", "send", "answer_clarification")
RELEASING: Final = ("approve_release", "release")
FORM_TEXTS: Final = ("answer", "question", "text", "result", "terms", "acceptance", "report", "note", "place")

EXHIBIT_TEXTS: Final = ("title", "what_it_is", "order_id", "device", "method", "tool", "acquired_place", "held_place",
                        "medium", "summary", "purpose", "link")  # fmt: skip


def reply_neutral(situation: Situation, settings: Settings) -> Fact:
    """Is the ground a neutral one, and do the texts that go out hold no word on protection and no gate's id?"""
    ground = text_of(situation.form, "ground")
    if ground and not getattr(situation.pack.grounds.get(ground), "neutral", False):
        return yes_no(False, ground=ground)
    if situation.verb in ("refuse", "consult", "postpone") and not ground:
        return unknown("ground")
    texts = _outgoing(situation)
    if texts is None:
        return unknown("what goes out")
    seen = settings.words["protection"].found_in(texts)
    ids = sorted({match for text in texts for match in GATE_ID.findall(text)})
    return found("no" if seen or ids else "yes", words=seen, gate_ids=ids)


def _outgoing(situation: Situation) -> list[str] | None:
    """The texts this command would put before the partner's eyes; None when they are missing."""
    texts = [text_of(situation.form, key) for key in FORM_TEXTS]
    if situation.verb in WRITING or situation.side == "sending":
        written = request_texts(situation)
        if written is None:
            return None
        texts += written
    if situation.verb in RELEASING:
        given = statement_texts(situation)
        if situation.release is None or given is None:
            return None
        texts += [*given, text_of(situation.release, "report"), *_beside_an_exhibit(situation)]
    return texts


def _beside_an_exhibit(situation: Situation) -> list[str]:
    """What the partner reads of an exhibit: its title, what it is, how and where it was acquired, what the matter is."""
    if situation.procedure != "ev":
        return []
    record = situation.record
    parts = (record, mapping(record.get("exhibit")), mapping(record.get("acquired")), situation.request)
    things = rows(situation.request.get("objects")) or []
    return [text_of(part, key) for part in (*parts, *things) for key in EXHIBIT_TEXTS]


PRODUCERS = {"reply_neutral": reply_neutral}
