"""RET-01: has the time of a record come, may it stand longer, may it be erased, and does a case rest on nothing refused?"""

from datetime import timedelta
from typing import Final

from comity.law.fact import Fact
from comity.law.producers.common import date_of, found, moment_of, text_of, unknown, yes_no
from comity.law.settings import Settings
from comity.law.situation import Situation, mapping, words
from comity.law.text import weight

LIMIT_GROUND: Final = "limit_reached"
OTHER_GROUNDS: Final = ("unlawful", "inaccurate", "person_request", "court_order", "recall", "never_needed")


def storage_end(situation: Situation, settings: Settings) -> Fact:
    """What has come of the record's own limits: the end of showing, the day of review, the end of storage."""
    limits = mapping(situation.record.get("limits"))
    if not limits:
        return unknown("limits")
    delete, review = moment_of(text_of(limits, "delete_at")), moment_of(text_of(limits, "review_at"))
    hidden = moment_of(text_of(limits, "hidden_at"))
    if delete is not None and situation.at > delete:
        return found("delete_due", delete_at=text_of(limits, "delete_at"))
    if review is not None and situation.at > review:
        return found("review_due", review_at=text_of(limits, "review_at"))
    if text_of(limits, "settled") and hidden is not None and situation.at > hidden:
        return found("shown_over", settled=text_of(limits, "settled"))
    return found("not_reached")


def review_within_limit(situation: Situation, settings: Settings) -> Fact:
    """A later day, no further than the shortest limit of the roles in it, nor than the provider allows its use."""
    kept = mapping(situation.node.get("retention"))
    longest, wanted = kept.get("longest_review"), date_of(situation.form, "review_on")
    if wanted is None or not isinstance(longest, int):
        return unknown("review_on")
    if text_of(mapping(situation.record.get("limits")), "settled"):
        return yes_no(False, settled=text_of(mapping(situation.record.get("limits")), "settled"))
    today, last_use = situation.day, date_of(kept, "last_use")
    fits = today < wanted <= today + timedelta(days=longest)
    return yes_no(fits and (last_use is None or wanted <= last_use), longest_days=longest, last_use=str(last_use or ""))


def reviewer_apart(situation: Situation, settings: Settings) -> Fact:
    """Is the reviewer nobody who wrote the record, here or at the partner's?"""
    writers = words(mapping(situation.node.get("retention")).get("writers"))
    return unknown("writers") if writers is None else yes_no(situation.actor not in writers)


def erasure_ground_holds(situation: Situation, settings: Settings) -> Fact:
    """The limit as worked out; any other ground of the list with reasons worth the name."""
    ground = text_of(situation.form, "ground")
    if ground == LIMIT_GROUND:
        end = storage_end(situation, settings)
        return (
            unknown("limits") if not end.is_known else yes_no(end.value in ("review_due", "delete_due"), ground=ground)
        )
    reasoned = weight(text_of(situation.form, "reasons")) >= settings.reasons_weight
    return yes_no(ground in OTHER_GROUNDS and reasoned, ground=ground)


def legal_hold(situation: Situation, settings: Settings) -> Fact:
    """Needed as proof until a day that has not passed, or named by an open complaint or claim of a person."""
    claims = mapping(situation.node.get("retention")).get("claims")
    if not isinstance(claims, int):
        return unknown("claims")
    until = date_of(mapping(situation.record.get("hold")), "until")
    is_held = until is not None and until >= situation.day
    own = situation.form.get("ground") == "person_request"
    return found("held" if is_held or (claims and not own) else "none", until=str(until or ""), claims=claims)


def exchange_ended(situation: Situation, settings: Settings) -> Fact:
    """Does the record rest in an end of its procedure, and do people no longer act under it?"""
    ended = mapping(situation.node.get("retention")).get("ended")
    return yes_no(ended) if isinstance(ended, bool) else unknown("ended")


def rests_on_refused(situation: Situation, settings: Settings) -> Fact:
    """Does the form name a request that was refused, withdrawn or stopped?"""
    named = words(situation.node.get("refused_named"))
    return unknown("named requests") if named is None else found("yes" if named else "no", named=named)


PRODUCERS = {
    "storage_end": storage_end,
    "review_within_limit": review_within_limit,
    "reviewer_apart": reviewer_apart,
    "erasure_ground_holds": erasure_ground_holds,
    "legal_hold": legal_hold,
    "exchange_ended": exchange_ended,
    "rests_on_refused": rests_on_refused,
}
