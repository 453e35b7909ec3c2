"""DSR-01 and what guards an answer to the person concerned: who asks, what is left out and why, who else is in it."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from comity.law.fact import Fact
from comity.law.producers.common import days_of, found, silent, text_of, unknown, yes_no
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, rows, words
from comity.law.text import comparable, weight

LIMITS: Final = ("investigation", "public_security", "rights_of_others", "protection_of_a_witness")
SHORTEST_NAME: Final = 3
SETTLING: Final = ("rectified", "erased", "restricted")


def identity_proven(situation: Situation, settings: Settings) -> Fact:
    """Only raises: without anything seen nobody is known to be the one."""
    seen = mapping(situation.record.get("identification"))
    if situation.verb == "identify":
        seen = mapping(situation.form)
    return silent() if text_of(seen, "seen") and weight(text_of(seen, "reference")) else unknown("identification")


def package_whole(situation: Situation, settings: Settings) -> Fact:
    """Is every record that was found given, or held back for a listed reason with a day to look at it again?"""
    listed, package = rows(situation.record.get("found")), mapping(situation.record.get("package"))
    given, held = rows(package.get("given")), rows(package.get("held_back"))
    if listed is None or given is None or held is None:
        return unknown("search and package")
    all_found = {text_of(row, "found_record") for row in listed}
    covered = {text_of(row, "found_record") for row in (*given, *held)}
    bad = [n for n, row in enumerate(held) if not _is_reasoned(situation, settings, row)]
    return yes_no(covered == all_found and not bad, left_out=sorted(all_found - covered),
                  foreign=sorted(covered - all_found), unreasoned=bad)  # fmt: skip


def answer_uniform(situation: Situation, settings: Settings) -> Fact:
    """Where nothing is given, is the answer bare, so that nobody can tell nothing found from nothing told?"""
    package = mapping(situation.record.get("package"))
    given = rows(package.get("given"))
    if given is None:
        return unknown("package")
    return yes_no(bool(given) or not weight(text_of(package, "letter")), given=len(given))


def others_hidden(situation: Situation, settings: Settings) -> Fact:
    """Only raises: somebody else's name in it, above all a victim's, a witness's or a complainant's."""
    given = rows(mapping(situation.record.get("package")).get("given"))
    if given is None or situation.related is None:
        return unknown("package and related records")
    texts = [comparable(text_of(row, "told_as")) for row in given]
    texts.append(comparable(text_of(mapping(situation.record.get("package")), "letter")))
    own = {part for row in rows(situation.request.get("persons")) or [] for part in _parts(words(row.get("names")))}
    named = sorted({part for part in _others(situation) if part not in own and any(part in text for text in texts)})
    ticked = [n for n, row in enumerate(given) if row.get("others_in_it") is True]
    return found("no", named=len(named), ticked=ticked) if named or ticked else silent()


def partner_data(situation: Situation, settings: Settings) -> Fact:
    """None; or with the partner's consent, which a person must confirm; present where no consent is even named."""
    given = rows(mapping(situation.record.get("package")).get("given"))
    if given is None or situation.related is None:
        return unknown("package and related records")
    theirs = {str(row.get("id", "")) for row in situation.related if _holds_partner_data(row)}
    rows_of_theirs = [row for row in given if text_of(row, "found_record") in theirs]
    if not rows_of_theirs:
        return found("none")
    bare = sorted(text_of(row, "found_record") for row in rows_of_theirs if not weight(text_of(row, "partner_consent")))
    return found("present", records=bare) if bare else silent()


def dispute_told(situation: Situation, settings: Settings) -> Fact:
    """Is every office that got or gave this information named as told, with the record it was told in?"""
    told, settled = rows(situation.form.get("recipients")), text_of(situation.form, "dispute_result")
    listed = rows(situation.record.get("found"))
    if not settled or told is None or listed is None:
        return unknown("settlement and search")
    if settled not in SETTLING:
        return yes_no(bool(weight(text_of(situation.form, "remedies"))), settled=settled)
    owed = {text_of(row, "partner") for row in listed if text_of(row, "partner") and row.get("exchanged") is True}
    named = {text_of(row, "office") for row in told if weight(text_of(row, "by_record"))}
    return yes_no(owed <= named, owed=sorted(owed - named))


def _is_reasoned(situation: Situation, settings: Settings, row: Mapping[str, Any]) -> bool:
    day, today = days_of(text_of(row, "review_on")), situation.day
    last = today + timedelta(days=settings.limits["subject"]["limit_days"])
    reasoned = row.get("limit") in LIMITS and weight(text_of(row, "why")) >= settings.reasons_weight
    return reasoned and day is not None and today <= day[0] <= last


def _others(situation: Situation) -> Iterator[str]:
    """The parts of the names of everybody else in the records that speak of the person, and of who complained."""
    for row in situation.related or ():
        for person in rows(mapping(row.get("request")).get("persons")) or []:
            yield from _parts(words(person.get("names")))
        author = text_of(mapping(row.get("author")), "author_name")
        yield from _parts([author] if author else None)


def _parts(names: list[str] | None) -> Iterator[str]:
    """The parts of names that are long enough to tell somebody; an eastern name counts whole."""
    for name in names or []:
        for part in comparable(name).split():
            if weight(part) >= SHORTEST_NAME:
                yield part.strip(".,;:()")


def _holds_partner_data(row: Mapping[str, Any]) -> bool:
    return bool(row.get("partner")) and (row.get("side") in ("requested", "receiving") or bool(row.get("answer")))


PRODUCERS = {
    "identity_proven": identity_proven,
    "package_whole": package_whole,
    "answer_uniform": answer_uniform,
    "others_hidden": others_hidden,
    "partner_data": partner_data,
    "dispute_told": dispute_told,
}
