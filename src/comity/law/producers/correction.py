"""COR-01: one corrects one's own, hides what was recalled, and leaves no recipient untold."""

from collections.abc import Mapping
from typing import Any

from comity.law.fact import Fact
from comity.law.producers.common import found, text_of, unknown, yes_no
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows, words
from comity.law.text import comparable


def correction_own(situation: Situation, settings: Settings) -> Fact:
    """Does it touch only what its sender itself gave, between these two offices?"""
    request, given = situation.request, situation.linked.get("given_in")
    numbers = words(request.get("numbers"))
    if not request or numbers is None:
        return unknown("notice")
    if given is None or text_of(given, "id") != text_of(request, "given_in"):
        return found("no", reason="no such record")
    if text_of(given, "partner") != text_of(situation.record, "partner"):
        return found("no", reason="another office's")
    giving = situation.side == "requesting"
    holder = mapping(
        given.get("release") if giving and given.get("released_at") else None if giving else given.get("answer")
    )
    stated = rows(holder.get("statements")) or []
    giver = text_of(situation.node, "office") if giving else text_of(situation.record, "partner")
    fit = bool(numbers) and all(_fits(number, stated) for number in numbers)
    recall = request.get("nature") == "recall"
    own = fit and (recall or all(_is_own(stated[int(number) - 1], giver) for number in numbers))
    return found("yes" if own else "no", numbers=numbers, giver=giver)


def correction_whole(situation: Situation, settings: Settings) -> Fact:
    """A correction names the information that brings what is right, between the same offices; a recall names none."""
    request = situation.request
    if "nature" not in request or "replaced_by" not in request:
        return unknown("notice")
    named, other = text_of(request, "replaced_by"), mapping(situation.linked.get("replaced_by"))
    if request["nature"] == "recall":
        return yes_no(not named)
    same = text_of(other, "id") == named and text_of(other, "partner") == text_of(situation.record, "partner")
    went = bool(other.get("released_at")) if situation.side == "requesting" else bool(other.get("answer"))
    return yes_no(same and went and other.get("procedure") == "own_initiative", replaced_by=named)


def recall_hidden(situation: Situation, settings: Settings) -> Fact:
    """Is every statement the notice names hidden in the record it arrived in, or that record erased?"""
    given, covers = situation.linked.get("given_in"), words(situation.record.get("covers"))
    if given is None or covers is None:
        return unknown("what was given")
    erased = text_of(given, "state") == "erased"
    if text_of(situation.form, "outcome") == "erased" and not erased:
        return found("no", reason="not erased yet")
    hidden = {text_of(row, "hash") for row in rows(given.get("withheld")) or []}
    return yes_no(erased or (bool(covers) and set(covers) <= hidden), erased=erased)


def recipients_told(situation: Situation, settings: Settings) -> Fact:
    """Has everybody been told who has it: by other releases of ours, and by what was passed on?"""
    untold, onward = words(situation.node.get("untold")), words(situation.node.get("onward"))
    if untold is None or onward is None:
        return unknown("own records")
    told = {comparable(name) for name in words(situation.form.get("told")) or ()}
    missing = [name for name in onward if comparable(name) not in told] if situation.verb == "confirm" else []
    return yes_no(not untold and not missing, untold=[*untold, *missing])


def copies_kept(situation: Situation, settings: Settings) -> Fact:
    """Does a case of our own still hold the same statement? It may have another source; a person looks."""
    kept = words(situation.node.get("kept"))
    return unknown("own cases") if kept is None else found("found" if kept else "none", cases=kept)


def _fits(number: str, stated: list[Mapping[str, Any]]) -> bool:
    return number.isascii() and number.isdigit() and 0 < int(number) <= len(stated)


def _is_own(row: Mapping[str, Any], giver: str) -> bool:
    """What somebody else had given to the sender is corrected by that one; the sender may always recall what it sent."""
    return text_of(row, "originator") in ("", giver)


PRODUCERS = {
    "correction_own": correction_own,
    "correction_whole": correction_whole,
    "recall_hidden": recall_hidden,
    "recipients_told": recipients_told,
    "copies_kept": copies_kept,
}
