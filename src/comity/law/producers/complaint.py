"""CMP-01 and WIT-01 on a complaint: who handles it, what would show its author, what rests on it alone, what it holds."""

from collections.abc import Mapping
from typing import Any, Final

from comity.law.fact import Fact
from comity.law.producers.common import found, silent, text_of, unknown, yes_no
from comity.law.producers.reply import GATE_ID
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows, words
from comity.law.text import comparable, weight

OPEN_DISPUTE: Final = "disputes"
SHORTEST_NAME: Final = 3
"""A part of a name shorter than this is in too many other words to show anybody."""


def handler_apart(situation: Situation, settings: Settings) -> Fact:
    """Is everybody who handles it somebody it is not about, and who did not act on the disputed record?"""
    barred, triage = words(situation.record.get("barred")), mapping(situation.record.get("triage"))
    if barred is None or not triage:
        return unknown("triage")
    handlers = {situation.actor, text_of(situation.record, "investigator"), text_of(situation.form, "investigator")}
    found_out = sorted(name for name in handlers - {""} if f"barred:{name}" in barred)
    return yes_no(not found_out, barred=len(barred), people=found_out)


def author_hidden(situation: Situation, settings: Settings) -> Fact:
    """Only raises: the author's name, contact or own sentences in what others would read."""
    author, shown = situation.record.get("author"), _shown(situation)
    if not isinstance(author, Mapping):
        return unknown("author")
    if not weight(shown):
        return unknown("summary")
    telling = [part for part in _telling(author) if part in comparable(shown)]
    copied = _copied(text_of(situation.request, "summary"), shown)
    return found("no", parts=len(telling), copied=copied) if telling or copied else silent()


def summary_neutral(situation: Situation, settings: Settings) -> Fact:
    """Does what would leave hold no word on protection and no gate's id?"""
    shown = _shown(situation)
    if not weight(shown):
        return unknown("summary")
    seen = settings.words["protection"].found_in([shown])
    ids = sorted(set(GATE_ID.findall(shown)))
    return yes_no(not seen and not ids, words=seen, gate_ids=ids)


def author_consent(situation: Situation, settings: Settings) -> Fact:
    """The author's own word on sharing, as it stands now; an author nobody can reach never gave one by others."""
    said = mapping(situation.record.get("consent")).get("may_share")
    return yes_no(said) if isinstance(said, bool) else unknown("consent")


def recipient_complained_of(situation: Situation, settings: Settings) -> Fact:
    """Does somebody it is about belong to the office it would go to?"""
    triage, partner = mapping(situation.record.get("triage")), text_of(situation.record, "partner")
    named = rows(triage.get("complained_of"))
    office = text_of(situation.form, "partner") or partner
    if named is None or not office:
        return unknown("whom it is about and to whom it would go")
    if not named:
        return yes_no(False) if triage.get("nobody_named") is True else unknown("whom it is about")
    theirs = [row for row in named if text_of(row, "office") == office]
    return yes_no(bool(theirs), office=office, named=len(named))


def reprisal_risk(situation: Situation, settings: Settings) -> Fact:
    """Only raises: what the check found, and the author's own fear."""
    check = mapping(situation.record.get("reprisal"))
    threat = text_of(check, "threat")
    if not threat:
        return unknown("reprisal check")
    if threat != "none":
        return found(f"threat_{threat}" if threat == "possible" else "threat_real")
    afraid = situation.request.get("fears_reprisal") is True or situation.request.get("danger_now") is True
    return found("threat_possible", afraid=True) if afraid else silent()


def coercion_sought(situation: Situation, settings: Settings) -> Fact:
    """Does the referral ask for a measure against somebody?"""
    measure = text_of(situation.form, "measure")
    return yes_no(measure != "none", measure=measure) if measure else unknown("measure")


def corroborated(situation: Situation, settings: Settings) -> Fact:
    """Only raises: nothing beside the complaint is named."""
    if "corroboration" not in situation.form:
        return unknown("corroboration")
    return silent() if weight(situation.form["corroboration"]) >= settings.reasons_weight else found("no")


def release_disputed(situation: Situation, settings: Settings) -> Fact:
    """Does an open complaint on data dispute this record?"""
    return _dispute(situation, "complaint")


def data_restricted(situation: Situation, settings: Settings) -> Fact:
    """Has the person concerned disputed what this record holds, and is it restricted until that is settled?"""
    return _dispute(situation, "data_subject")


def _dispute(situation: Situation, procedure: str) -> Fact:
    disputes = rows(situation.node.get(OPEN_DISPUTE))
    if disputes is None:
        return unknown("open disputes")
    named = sorted(text_of(row, "record") for row in disputes if row.get("procedure") == procedure)
    return found("disputed", records=named) if named else found("none")


def _shown(situation: Situation) -> str:
    """What others than those who handle it would read."""
    proposal = mapping(situation.record.get("proposal"))
    texts = [text_of(situation.form, key) for key in ("shown", "shared_summary")]
    if situation.verb == "share":
        texts.append(text_of(proposal, "shared_summary"))
    return "\n".join(text for text in texts if text)


def _telling(author: Mapping[str, Any]) -> list[str]:
    """What would show who the author is: the parts of the name, and each piece of the contact."""
    pieces = f"{text_of(author, 'author_name')} {text_of(author, 'author_contact')}".split()
    return [part for part in (comparable(piece).strip(".,;:()") for piece in pieces) if weight(part) >= SHORTEST_NAME]


def _copied(source: str, shown: str) -> bool:
    """Is a whole sentence of the author's in what is shown? Its wording alone can tell who wrote it."""
    plain = comparable(shown)
    sentences = (comparable(part).strip() for part in source.replace("。", ".").replace("។", ".").split("."))
    return any(weight(part) >= 20 and part in plain for part in sentences)


PRODUCERS = {
    "summary_neutral": summary_neutral,
    "handler_apart": handler_apart,
    "author_hidden": author_hidden,
    "author_consent": author_consent,
    "recipient_complained_of": recipient_complained_of,
    "reprisal_risk": reprisal_risk,
    "coercion_sought": coercion_sought,
    "corroborated": corroborated,
    "release_disputed": release_disputed,
    "data_restricted": data_restricted,
}
