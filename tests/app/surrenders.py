"""A surrender driven through the door: the staff it needs beside the ordinary one, and the steps in their order."""

import copy
from datetime import datetime, timedelta
from typing import Any

from comity.app import officers, overdue
from comity.app.door import submit
from comity.domain.command import CLOCK, Command, Outcome
from comity.domain.roles import Role
from comity.kit import clock
from comity.kit.clock import format_time
from comity.kit.ids import RecordId
from comity.procedures.message_form import shape_faults
from comity.procedures.messages import well_formed
from comity.storage import outbox, records
from tests.law import surrender_world as w
from tests.office import PASSWORD, Office

START = datetime.fromisoformat("2026-11-23T03:00:00+00:00")
RECORD = "xa-coord/surrender/01a50000-0000-7000-8000-00000000000{}"
OFFICERS = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}
STAFF = {
    "nationality": Role.NATIONALITY_AUTHORITY,
    "register": Role.CIVIL_REGISTER,
    "doctors": Role.MEDICAL_BOARD,
    "minister": Role.EXECUTIVE,
    "joint": Role.JOINT_REVIEW,
    "judge2": Role.JUDGE,
}
REASONS = w.REASONS
AUTHORITIES = (
    ("asylum", {"protection_status": "none"}),
    ("nationality", {"own_national": "no", "nationality_loss": "none"}),
    ("register", {"proven_age": "adult"}),
    ("doctors", {"fitness": "fit"}),
    ("prosecutor", {"own_case": "none"}),
)
COURT = w.COURT_FACTS
ASSURANCE = {name: w.ASSURANCE[name] for name in ("assures", "text", "organ", "issuer", "signed_on", "valid_until",
                                                  "monitoring")}  # fmt: skip
ACCEPTED = {"ruling": "accepted", "specific": True, "competent": True, "binding": True, "monitored": True,
            "kept_before": True, "person_knows": True, "reasons": REASONS}  # fmt: skip

SECRET = {"refugee", "applicant", "stateless", "protection_status", "own_national", "nationality_loss", "proven_age",
          "fitness", "torture_risk", "frozen", "REF-01", "NAT-01", "TOR-01", "POL-02"}  # fmt: skip
"""Words that say what the partner never learns."""


def hire(office: Office) -> None:
    """Appoint those whom only surrender needs."""
    for username, role in STAFF.items():
        if username in office.staff:
            continue
        made = officers.appoint(office.node, office.staff["admin"], username=username, name=username.title(),
                                roles=[str(role)], language="en", password=PASSWORD)  # fmt: skip
        assert made.done, made.stops
        office.staff[username] = officers.actor(made.record)


def must(outcome: Outcome) -> Outcome:
    """Done, or the test says why not."""
    assert outcome.done, (outcome.stops, [stop.code for stop in outcome.stops])
    return outcome


def stopped_by(outcome: Outcome) -> set[str]:
    """Every reason a command was stopped for."""
    assert not outcome.done
    return {stop.code for stop in outcome.stops}


def state(record: str) -> dict[str, Any]:
    """The record as it stands."""
    found = records.load(record).state
    assert found is not None
    return found


def told(office: Office, record: str) -> list[str]:
    """The types of everything that was sent about it, each in exactly the shape the partner takes."""
    rows = outbox.of_record(record)
    for row in rows:
        content = outbox.open_body(row["id"], records_key=office.node.records_key)
        assert content is not None
        body = content.get("body", content)
        assert well_formed(row["kind"], body), row["kind"]
        assert shape_faults(row["kind"], body) == [], row["kind"]
        assert not SECRET & words_in(body), row["kind"]
    return [str(row["kind"]) for row in rows]


def words_in(value: Any) -> set[str]:
    """Every name and every text in what was sent."""
    if isinstance(value, dict):
        return {*value, *(word for part in value.values() for word in words_in(part))}
    if isinstance(value, list):
        return {word for part in value for word in words_in(part)}
    return {str(value)}


def facts(words: dict[str, str]) -> dict[str, Any]:
    """Facts as a form takes them."""
    return {name: {"value": word} for name, word in words.items()}


def now(**ago: int) -> str:
    """This moment, or so long ago, as the wire writes it."""
    return format_time(clock.now() - timedelta(**ago))


def request(**changes: Any) -> dict[str, Any]:
    """The courier's case as it reads on the link."""
    return {**copy.deepcopy(w.REQUEST), **changes}


def received(office: Office, *, number: int = 1, round_: int = 1, **changes: Any) -> str:
    """The partner's notice or request comes in."""
    hire(office)
    record = RECORD.format(number)
    must(office.hear("ex.receive", "surrender.request", record, request=request(**changes), officers=OFFICERS,
                     round=round_))  # fmt: skip
    return record


def state_own(office: Office, record: str, *, rows: Any = AUTHORITIES) -> None:
    """Each of our own authorities says what it alone may say."""
    for who, words in rows:
        must(office.do(who, "ex.state_facts", record, facts=facts(words)))


def noticed(office: Office, *, number: int = 1, **changes: Any) -> str:
    """A wanted notice, with what must be known before anybody may be held."""
    record = received(office, number=number, **{**w.NOTICE, **changes})
    desk = {name: word for name, word in w.DESK_FACTS.items() if name != "translation_faithful"}
    must(office.do("desk", "ex.state_facts", record, facts=facts(desk)))
    state_own(office, record)
    must(office.do("desk2", "ex.decide", record, policy="URG-01", outcome="granted", reasons=REASONS))
    return record


def arrest(office: Office, record: str) -> Outcome:
    """Police and prosecutor hold the person now."""
    return office.do("prosecutor", "ex.arrest", record, arrested_at=now(), place="Airport", order="O-7",
                     reasons=REASONS)  # fmt: skip


def rights(office: Office, record: str, **changes: Any) -> Outcome:
    """The person is told."""
    form = {"told_at": now(), "language": "Khmer", "told": ["reasons", "lawyer", "consulate", "court"],
            "counsel": "Ros Chanthy", "interpreter": "", "consular_wish": "declined", "signed": True}  # fmt: skip
    return must(office.do("prosecutor", "ex.serve_rights", record, **{**form, **changes}))


def arrested(office: Office, **changes: Any) -> str:
    """Held on the notice, told of the rights, seen by the judge."""
    record = noticed(office, **changes)
    must(arrest(office, record))
    rights(office, record)
    must(office.do("judge", "ex.confirm_arrest", record, counsel="Ros Chanthy", reasons=REASONS))
    return record


def in_court(office: Office, *, record: str = "", **changes: Any) -> str:
    """The papers are complete, the copy is served, the person has answered."""
    record = record or received(office, **changes)
    state_own(office, record)
    must(office.do("desk", "ex.screen", record, facts=facts(w.DESK_FACTS)))
    must(office.do("judge", "ex.serve_copy", record, served_at=now(), language="Khmer", counsel="Ros Chanthy"))
    answer = "I carried them, I did not know what was in them."
    must(office.do("judge", "ex.record_answer", record, answer=answer, waives_time=True))
    return record


def decide(office: Office, who: str, record: str, policy: str) -> None:
    """A written decision."""
    must(office.do(who, "ex.decide", record, policy=policy, outcome="granted", reasons=REASONS))


def find(office: Office, record: str, **changes: str) -> Outcome:
    """The judge states, decides on the risk, and finds."""
    must(office.do("judge", "ex.state_facts", record, facts=facts({**COURT, **changes})))
    must(office.do("judge", "ex.decide", record, policy="TOR-01.court", outcome="granted", reasons=REASONS))
    return office.do("judge", "ex.find_extraditable", record, offences=["drug_trafficking"], reasons=REASONS)


def final(office: Office, **changes: Any) -> str:
    """Found lawful, and nobody appealed."""
    record = in_court(office, **changes)
    must(find(office, record))
    assert later(office, days=9) == 0
    assert later(office, days=11) >= 1
    assert state(record)["state"] == "final"
    return record


def assured(office: Office, record: str, **changes: Any) -> None:
    """The partner gives the assurance asked for, and the court accepts it point by point."""
    must(office.do("central", "ex.ask_assurances", record, asked=["death"]))
    round_ = state(record)["round"]
    must(office.hear("ex.note_assurances", "surrender.assurances", record, assurances=[{**ASSURANCE, **changes}],
                     round=round_))  # fmt: skip
    must(office.do("judge", "ex.judge_assurance", record, number=0, **ACCEPTED))
    decide(office, "judge", record, "ASR-01.court")


def grant(office: Office, record: str, **changes: Any) -> Outcome:
    """The executive grants."""
    form = {"offences": ["drug_trafficking"], "conditions": [], "reasons": REASONS, **changes}
    return office.do("minister", "ex.grant", record, **form)


def hand_over(office: Office, record: str) -> Outcome:
    """The person is given into the partner's hands."""
    return office.do("central", "ex.hand_over", record, medical_record="MR-1", received_by="Escort Lan",
                     property=[{"what": "Telephone", "quantity": "1"}])  # fmt: skip


def to_hand_over(office: Office, **changes: Any) -> str:
    """Granted, with a day set."""
    record = final(office, **changes)
    assured(office, record)
    must(grant(office, record))
    must(office.do("central", "ex.set_handover", record, handover_at=now(days=-5), place="Bridge post"))
    return record


def surrendered(office: Office) -> str:
    """In the partner's hands."""
    record = to_hand_over(office)
    must(hand_over(office, record))
    return record


def later(office: Office, **after: int) -> int:
    """What the clock does by itself so long after now; it looks again until nothing is left."""
    taken = 0
    with clock.frozen(clock.now() + timedelta(**after)):
        while done := overdue.run_out(office.node):
            taken += done
    return taken


def by_clock(office: Office, name: str, record: str, **form: Any) -> Outcome:
    """A step as the clock would take it, whether or not its time has come."""
    return submit(office.node, Command(name=name, actor=CLOCK, record=RecordId(record), form=form))


def arrested_with_papers(office: Office) -> str:
    """Held on the notice, and the full request has come."""
    record = arrested(office)
    must(office.hear("ex.receive", "surrender.request", record, request=request(), officers=OFFICERS, round=2))
    return record
