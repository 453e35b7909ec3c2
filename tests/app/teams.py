"""A joint team at either office, brought through the door as far as a test needs it."""

from datetime import date, timedelta
from typing import Any

from comity.kit import clock
from comity.kit.ids import RecordId
from comity.storage import records
from tests.law.team_world import TEAM_FACTS, TERMS
from tests.office import REQUESTER_FACTS, Office

PARTNER_TEAM = "{office}/team/01a20000-0000-7000-8000-000000000007"
OFFICERS = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}
REASONS = "Read, weighed against what it does to people, and written down."


def today() -> date:
    """A day that is today in both states for most of it: the one of the eastern office."""
    return (clock.now() + timedelta(hours=8)).date()


def terms(**changes: Any) -> dict[str, Any]:
    """The lawful terms, beginning today."""
    kept = {name: value for name, value in TERMS.items() if name not in ("persons", "objects", "items", "urgent")}
    return {**kept, "starts_on": today().isoformat(), "ends_on": (today() + timedelta(days=180)).isoformat(), **changes}


def assessment(office: Office, *activities: str) -> str:
    """An impact assessment of joint teams that is in force."""
    made = office.do("privacy", "pa.assess", activities=list(activities or ("joint_team",)), residual_risk="low",
                     description="Two offices work on one matter.", risks="People are taken together who are not.",
                     measures="One case at a time, nothing counted below five.",
                     review_on=(today() + timedelta(days=365)).isoformat())  # fmt: skip
    assert made.done, made.stops
    approved = office.do("head", "pa.approve_assessment", made.record, reasons=REASONS)
    assert approved.done, approved.stops
    return str(made.record)


def cleared(office: Office, record: str) -> None:
    """Both reviewers decide on the terms."""
    for who in ("privacy", "reviewer"):
        done = office.do(who, "jt.decide", record, policy="JIT-01.rights", outcome="granted", reasons=REASONS)
        assert done.done, done.stops


def drafted(xa: Office, **changes: Any) -> str:
    """Terms written by the leader."""
    made = xa.do("leader", "jt.draft", partner="xb-coord", case="", **terms(**changes))
    assert made.done, made.stops
    return str(made.record)


def proposed(xa: Office, **changes: Any) -> str:
    """Terms that four people passed and the head signed."""
    record = drafted(xa, **changes)
    certified = xa.do("supervisor", "jt.certify", record, facts=dict(TEAM_FACTS), reasons="")
    assert certified.done, certified.stops
    cleared(xa, record)
    assessed = xa.do("reviewer", "jt.assess", record, dpia=assessment(xa), facts={}, reasons=REASONS)
    assert assessed.done, assessed.stops
    sent = xa.do("head", "jt.send", record, facts={})
    assert sent.done, sent.stops
    heard = xa.hear("jt.note_received", "team.received", record, received_at=clock.format_time(clock.now()))
    assert heard.done, heard.stops
    return record


def active(xa: Office, **changes: Any) -> str:
    """A team both signed and this office began."""
    record = proposed(xa, **changes)
    agreed = xa.hear(
        "jt.note_agreed", "team.agreed", record, effective_from=today().isoformat(), signer="xb-coord/officer/9"
    )
    assert agreed.done, agreed.stops
    started = xa.do("leader", "jt.start", record, facts={})
    assert started.done, started.stops
    return record


def case_of(xa: Office, **changes: Any) -> str:
    """A request about one person that the supervisor has looked at, also for signs of a victim."""
    case = xa.request(**changes)
    done = xa.do("supervisor", "ir.certify", case, facts=REQUESTER_FACTS)
    assert done.done, done.stops
    return case


def received(xb: Office, **changes: Any) -> str:
    """The partner's proposal arrived."""
    record = PARTNER_TEAM.format(office="xa-coord")
    heard = xb.hear("jt.receive", "team.proposal", record, request=terms(**changes), officers=OFFICERS)
    assert heard.done, heard.stops
    return record


def state(record: str) -> dict[str, Any]:
    """The folded state."""
    found = records.load(RecordId(record)).state
    assert found is not None
    return found


def codes(outcome: Any) -> list[str]:
    """What stopped a command."""
    return sorted(stop.code for stop in outcome.stops)
