"""Everything these procedures send has exactly the shape the other office takes, and holds nothing else."""

from datetime import timedelta
from typing import Any

from comity.app.check import check
from comity.procedures.message_form import shape_faults
from comity.procedures.messages import well_formed
from comity.storage import outbox
from tests.app import teams
from tests.app.teams import REASONS, cleared, state, today
from tests.app.test_adviser import attachment, hosted
from tests.app.test_joint_team import add, published
from tests.app.test_meeting import MEETING, OFFICERS, PROMISE, PROMISED, agreed, promised
from tests.law.team_world import GUESTS, INVITATION, MINUTES, TEAM_FACTS, figure
from tests.office import Office

NEVER = (
    "actor",
    "reasons",
    "stated",
    "decisions",
    "dpia",
    "cases",
    "orders",
    "assessment",
    "JIT-01",
    "CHN-01",
    "persons",
)
"""No word of these is a member of any message but those that are meant to hold reasons or an adviser's cases."""
MEANT = {"team.extension": {"reasons"}, "commitment.moved": {"reasons"}, "commitment.dropped": {"reasons"},
         "commitment.reopened": {"reasons"}, "adviser.proposed": {"cases"}, "adviser.agreed": {"cases"}}  # fmt: skip


def members(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for item in value.values() for name in members(item)}
    if isinstance(value, list):
        return {name for item in value for name in members(item)}
    return set()


def letters(office: Office, *records: str) -> set[str]:
    """Every type these records sent, each looked at."""
    types = set()
    for record in records:
        for row in outbox.of_record(record):
            opened = outbox.open_body(row["id"], records_key=office.node.records_key)
            assert opened is not None
            body = opened["body"]
            assert well_formed(row["kind"], body), row["kind"]
            assert shape_faults(row["kind"], body) == [], row["kind"]
            assert members(body) & set(NEVER) <= MEANT.get(row["kind"], set()), row["kind"]
            types.add(row["kind"])
    return types


def whole(office: Office) -> None:
    """Folding all entries again gives the same rows. (What these tests let the partner say came by no inbox.)"""
    assert [fault for fault in check(office.node)["faults"] if fault["table"] != "Inbox"] == []


def test_a_proposing_office(xa: Office) -> None:
    consulted = teams.proposed(xa)
    assert xa.hear("jt.note_consultation", "team.consult", consulted, ground="outside_scope").done
    assert xa.do("desk", "jt.answer_consultation", consulted, answer="It would help the savers of both states.").done
    assert xa.do("leader", "jt.withdraw", consulted, reasons=REASONS).done
    team = teams.active(xa)
    assert add(xa, team, xa.request()).done
    later = (today() + timedelta(days=300)).isoformat()
    assert xa.do("head", "jt.ask_extension", team, ends_on=later, reasons="The accounts must still be read.").done
    assert xa.hear("jt.note_extension_declined", "team.extension_declined", team).done
    assert xa.hear("jt.note_extension", "team.extension", team, ends_on=later, reasons="Once more.").done
    assert xa.do("central", "jt.agree_extension", team, reasons=REASONS).done
    assert xa.do("board", "jt.suspend", team, reasons=REASONS).done
    assert xa.do("board", "jt.lift", team, reasons=REASONS).done
    assert xa.do("head", "jt.end", team, reasons=REASONS).done
    rows = [
        {"member": row["record"], "disposal": "delete", "keep_until": "", "reasons": ""} for row in state(team)["cases"]
    ]
    assert xa.do("privacy", "jt.settle_data", team, reasons=REASONS, settled=rows).done
    assert xa.do("head", "jt.evaluate", team, **published(figure(40))).done
    sent = letters(xa, team, consulted)
    assert sent == {"team.proposal", "team.consult_answer", "team.withdraw", "team.started", "team.extension",
                    "team.extended", "team.suspended", "team.lifted", "team.ended", "team.settled", "team.evaluation"}  # fmt: skip
    whole(xa)


def test_an_office_that_was_asked(xb: Office) -> None:
    team = teams.received(xb)
    assert xb.do("desk", "jt.consult", team, ground="outside_scope").done
    assert xb.do("desk", "jt.resume", team).done
    assert xb.do("desk", "jt.screen", team, facts=dict(TEAM_FACTS)).done
    cleared(xb, team)
    assert xb.do("reviewer", "jt.assess", team, dpia=teams.assessment(xb), facts={}, reasons=REASONS).done
    signed = xb.do("central", "jt.agree", team, effective_from=today().isoformat())
    assert signed.done, signed.stops
    assert xb.hear("jt.note_withdrawal", "team.withdraw", team).done
    assert letters(xb, team) == {"team.received", "team.consult", "team.agreed", "team.too_late"}
    assert state(team)["mirror"] == "agreed"
    whole(xb)


def test_a_secretariat(xa: Office) -> None:
    meeting, promise, dropped, kept = agreed(xa), promised(xa), promised(xa), promised(xa)
    assert xa.do("officer", "ct.move", promise, due_on="2027-03-01", reasons="The printer waits.").done
    assert xa.do("desk", "ct.drop", dropped, reasons="The forms were given up.").done
    assert xa.do("officer", "ct.keep", kept, result="They were sent.").done
    called_off = xa.do("officer", "mt.draft", partner="xb-coord", **INVITATION).record
    assert xa.do("desk", "mt.send", called_off).done
    assert xa.do("officer", "mt.withdraw", called_off, reasons=REASONS).done
    adviser = xa.do("desk", "av.draft", partner="xb-coord", **attachment(xa.request())).record
    assert xa.do("head", "av.send", adviser).done
    assert xa.do("head", "av.withdraw", adviser, reasons=REASONS).done
    assert letters(xa, meeting, promise, dropped, kept, called_off, adviser) == {
        "meeting.invitation", "meeting.minutes", "meeting.withdrawn", "commitment.proposed", "commitment.moved",
        "commitment.dropped", "commitment.kept", "adviser.proposed", "adviser.withdrawn"}  # fmt: skip
    whole(xa)


def test_a_guest(xb: Office) -> None:
    request = {**INVITATION, "agenda": ["Time limits of answers"]}
    assert xb.hear("mt.receive", "meeting.invitation", MEETING, request=request, officers=OFFICERS).done
    assert xb.do("desk", "mt.accept", MEETING, participants=GUESTS).done
    assert xb.hear("mt.note_minutes", "meeting.minutes", MEETING, minutes=MINUTES).done
    assert xb.do("head", "mt.return_minutes", MEETING, objections="The second point was not agreed.").done
    assert xb.hear("mt.note_minutes", "meeting.minutes", MEETING, minutes=MINUTES).done
    assert xb.do("head", "mt.agree_minutes", MEETING).done
    assert xb.hear("ct.receive", "commitment.proposed", PROMISE, request=PROMISED, officers=OFFICERS).done
    assert xb.do("desk", "ct.accept", PROMISE).done
    adviser = hosted(xb, xb.request(partner="xa-coord"))
    assert xb.do("reviewer", "av.suspend", adviser, reasons=REASONS).done
    assert xb.do("reviewer", "av.lift", adviser, reasons=REASONS).done
    assert xb.do("head", "av.end", adviser, reasons=REASONS).done
    assert letters(xb, MEETING, PROMISE, adviser) == {
        "meeting.accepted", "meeting.minutes_returned", "meeting.minutes_agreed", "commitment.accepted",
        "adviser.agreed", "adviser.suspended", "adviser.lifted", "adviser.ended"}  # fmt: skip
    whole(xb)
