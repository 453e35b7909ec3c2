"""Naming a record tells nobody anything of it: what an officer may not see, and what is not a partner's, stays unread."""

from typing import Any

import pytest

from comity.app import door, officers, reading, situation
from comity.domain.command import Command, Outcome
from comity.domain.roles import Role
from comity.kit import clock
from comity.law.situation import Situation
from comity.storage import access, records
from tests.app.assistance import state_of
from tests.app.test_consent import CONSENT, OFFICERS, answered, released, wish
from tests.office import PASSWORD, REQUESTER_FACTS, Office

NOBODYS = "xa-coord/request/01a20000-0000-7000-8000-0000000000ff"


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[Situation]:
    """What the gates were shown, command by command."""
    seen: list[Situation] = []
    whole = situation.gather

    def gather(*args: Any, **named: Any) -> Situation:
        seen.append(whole(*args, **named))
        return seen[-1]

    monkeypatch.setattr(situation, "gather", gather)
    return seen


def another(office: Office) -> str:
    """A second requesting officer, who has no part in the first one's requests."""
    made = officers.appoint(office.node, office.staff["admin"], username="other", name="Other", language="en",
                            roles=[str(Role.REQUESTING_OFFICER)], password=PASSWORD)  # fmt: skip
    assert made.done, made.stops
    office.staff["other"] = officers.actor(made.record)
    case = office.do("other", "case.open", title="Another", conduct="telecom_fraud", summary="",
                     purpose_code="criminal_investigation")  # fmt: skip
    assert case.done, case.stops
    return str(case.record)


def form_of(given_in: str, case: str) -> dict[str, Any]:
    return {**wish(given_in), "partner": "xb-coord", "case": case, "reason": "Their own case."}


def facts_of(outcome: Outcome) -> dict[str, Any]:
    assert outcome.decision is not None
    return {name: row["value"] for name, row in outcome.decision["facts"].items()}


def test_the_gates_say_the_same_of_a_hidden_record_and_of_none(xa: Office) -> None:
    record = answered(xa)
    case = another(xa)
    hidden, absent = (xa.do("other", "uc.draft", **form_of(name, case)) for name in (record, NOBODYS))
    assert not hidden.done
    assert facts_of(hidden) == facts_of(absent)
    assert hidden.stops == absent.stops
    assert any(stop.code == "no_such_record" for stop in hidden.stops)
    own = xa.do("officer", "uc.draft", **form_of(record, state_of(record)["case"]))
    assert own.done, own.stops


def test_a_look_ahead_says_the_same_too(xa: Office) -> None:
    record = answered(xa)
    case = another(xa)
    mine = xa.do("officer", "uc.draft", **form_of(record, state_of(record)["case"]))
    assert mine.done, mine.stops
    actor = xa.staff["other"]
    seen = [
        situation.gather(
            xa.node, Command(name="uc.draft", actor=actor, form=form_of(name, case)), before=records.load(""),
            form=form_of(name, case), side="requesting", at=clock.now(),
        ).linked
        for name in (record, NOBODYS)
    ]  # fmt: skip
    assert seen == [{}, {}]


def test_a_text_that_reads_like_a_record_is_a_text(xa: Office, looked: list[Situation]) -> None:
    record = answered(xa)
    form = {**form_of(record, state_of(record)["case"]), "purpose": record, "recipient": record}
    xa.do("officer", "uc.draft", **form)
    assert set(looked[-1].linked) == {"given_in"}


def test_a_partner_names_only_what_is_between_the_two_offices(xb: Office, looked: list[Situation]) -> None:
    given = released(xb)
    own = xb.do("officer", "case.open", title="Our own", conduct="telecom_fraud", summary="",
                purpose_code="criminal_investigation")  # fmt: skip
    assert own.done, own.stops
    xb.hear("uc.receive", "consent.ask", CONSENT, request=wish(str(own.record)), officers=OFFICERS)
    assert looked[-1].linked == {}
    xb.hear("uc.receive", "consent.ask", CONSENT, request=wish(given), officers=OFFICERS)
    assert looked[-1].linked["given_in"]["id"] == given


def test_what_a_record_names_since_it_was_drafted_is_read_for_every_officer(
    xa: Office, looked: list[Situation]
) -> None:
    record = answered(xa)
    made = xa.do("officer", "uc.draft", **form_of(record, state_of(record)["case"]))
    assert made.done, made.stops
    xa.do("supervisor", "uc.certify", str(made.record))
    assert looked[-1].linked["given_in"]["id"] == record


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("ir.amend", {}),  # a form that cannot be taken
        ("ir.amend", {"basis": "no-such-treaty"}),
        ("ir.note_received", {}),  # a step that no person takes
        ("ir.escalate", {"clock": "answer"}),
        ("case.close", {"reasons": "By the door of another procedure."}),
    ],
)
def test_no_command_tells_a_hidden_record_from_none(xa: Office, name: str, form: dict[str, Any]) -> None:
    record = answered(xa)
    another(xa)
    for wanted in (record, NOBODYS):
        with pytest.raises(door.NotFoundError):
            xa.do("other", name, wanted, **form)
    with pytest.raises(door.NotFoundError):
        xa.do("other", name, xa.staff["head"].id, **form)


def test_a_form_that_cannot_be_taken_says_so_to_who_sees_the_record(xa: Office) -> None:
    with pytest.raises(door.FormError):
        xa.do("officer", "ir.amend", xa.request(), basis="no-such-treaty")


def test_who_looks_at_what_would_be_sent_is_written_down(xa: Office) -> None:
    record = xa.request()
    certified = xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS)
    assert certified.done, certified.stops
    assert reading.would_send(xa.node, xa.staff["desk"], record, "ir.send", {}) is not None
    (line,) = access.reads_of(record)
    assert (line["officer"], line["what"]) == (xa.staff["desk"].id, "message")
