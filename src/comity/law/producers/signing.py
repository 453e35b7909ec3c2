"""GOV-01: one person, one signature, one case; and another person than the one who wrote it."""

from collections.abc import Mapping
from typing import Final

from comity.law.fact import Fact
from comity.law.producers.common import found, text_of, unknown, yes_no
from comity.law.settings import Settings
from comity.law.situation import Situation, rows

BEFORE: Final[Mapping[str, tuple[str, ...]]] = {
    "jt.agree": ("screen", "assess"),
    "jt.evaluate": ("settle_data",),
    "mt.send": ("draft", "amend"),
    "mt.send_minutes": ("write_minutes",),
    "ct.send": ("draft", "amend"),
    "av.send": ("draft", "amend"),
    "wj.act": ("draft",),
}
"""Who took one of these steps before may not take the command: approving one's own is no approval."""


def signers_apart(situation: Situation, settings: Settings) -> Fact:
    """Is the one who signs nobody who wrote or prepared what is signed?"""
    earlier = situation.takers_of(*BEFORE.get(situation.action, ()))
    if not earlier:
        return unknown("who took an earlier step")
    return yes_no(situation.actor not in earlier, earlier=sorted(earlier))


def signing_pace(situation: Situation, settings: Settings) -> Fact:
    """How many such signatures this person gave in the last minutes: nobody reads a case in a few seconds."""
    signed = situation.node.get("signed")
    if type(signed) is not int:
        return unknown("own signatures")
    caps = settings.limits["signing"]
    word = "batch" if signed >= caps["locked"] else "raised" if signed >= caps["raised"] else "single"
    return found(word, signed=signed, minutes=caps["minutes"])


def watch_judged(situation: Situation, settings: Settings) -> Fact:
    """Did two people other than the one who ran the search find that it is the same candidate?"""
    given = rows(situation.record.get("judgements"))
    if given is None or not situation.actor_of("draft"):
        return unknown("judgements")
    positive: dict[str, set[str]] = {}
    for row in given:
        if row.get("result") == "positive":
            positive.setdefault(text_of(row, "candidate"), set()).add(text_of(row, "author"))
    apart = max((people - {"", situation.actor_of("draft")} for people in positive.values()), key=len, default=set())
    return found("two_people" if len(apart) > 1 else "one_person" if apart else "machine", people=sorted(apart))


PRODUCERS = {"signers_apart": signers_apart, "signing_pace": signing_pace, "watch_judged": watch_judged}
