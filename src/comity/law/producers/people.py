"""GOV-01: different people at the steps that matter."""

from comity.law.fact import Fact
from comity.law.producers.common import OWN_REQUEST_SIDES, text_of, unknown, yes_no
from comity.law.settings import Settings
from comity.law.situation import Situation, rows

WITHOUT_SEARCH = ("ml",)


def people_apart(situation: Situation, settings: Settings) -> Fact:
    """Are those who ask, review and approve different people at this step?"""
    writers = {*situation.takers_of("draft", "amend")}
    match (situation.verb, situation.side in OWN_REQUEST_SIDES):
        case ("certify", _):
            return _apart(writers, {situation.actor})
        case ("send" | "approve_release" | "release", True):
            return _sending(situation, writers)
        case ("approve_release" | "release", False):
            return _releasing(situation)
        case ("grant", False) if situation.procedure == "uc":
            return _apart(set(situation.requesters()), {situation.actor_of("screen")} - {""}, {situation.actor})
        case ("answer_no_data", _):
            return _apart({situation.actor_of("search")} - {""}, {situation.actor})
    return unknown("a step with two people")


def _sending(situation: Situation, writers: set[str]) -> Fact:
    approver = situation.actor_of("approve_release") if situation.verb == "release" else situation.actor
    certifier = {situation.actor_of("certify")} - {""}
    if situation.verb == "release" and situation.actor in writers:
        return yes_no(False, writers=sorted(writers))
    return _apart(writers, certifier, {approver} - {""})


def _releasing(situation: Situation) -> Fact:
    """Searcher, judge and approver are three people; the one who releases is not the one who searched or approved.

    Where nothing is searched for (legal assistance), who prepared, who approves and who releases are three.
    """
    searcher = {situation.actor_of("search")} - {""}
    judges = {text_of(row, "author") for row in rows(situation.record.get("judgements")) or []} - {""}
    approving = situation.verb == "approve_release"
    approver = {situation.actor if approving else situation.actor_of("approve_release")} - {""}
    if situation.procedure in WITHOUT_SEARCH:
        preparer = {situation.actor_of("prepare_release")} - {""}
        return _apart(preparer, approver, *(() if approving else ({situation.actor},)))
    return _apart(searcher, judges, approver)


def _apart(*groups: set[str]) -> Fact:
    """Every group has somebody, and nobody stands in two of them."""
    if not all(groups):
        return unknown("who took an earlier step")
    everyone = [name for group in groups for name in group]
    return yes_no(len(everyone) == len(set(everyone)), people=[sorted(group) for group in groups])


PRODUCERS = {"people_apart": people_apart}
