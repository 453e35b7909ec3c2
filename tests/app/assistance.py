"""Legal assistance through the door: an ordinary request for bank records, walked as far as a test needs."""

from typing import Any

from comity.app import node
from comity.domain.command import Outcome
from comity.procedures.message_form import shape_faults
from comity.procedures.messages import well_formed
from comity.storage import outbox, records
from tests.law.assistance import ASKING, CHECKED, HOLD, RELEASING, REQUEST, VIDEO, WITNESS
from tests.office import Office

RECORD = "xa-coord/assistance/01a30000-0000-7000-8000-000000000001"
OFFICERS = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}
RECEIVED = "2026-11-22T10:00:00.000Z"
KINDS: dict[str, dict[str, Any]] = {"hold": HOLD, "video": VIDEO, "witness": WITNESS, "bank": {}}


def state_of(record: str) -> dict[str, Any]:
    state = records.load(record).state
    assert state is not None
    return state


def done(outcome: Outcome) -> Outcome:
    """It was taken, and whatever it put on the link has exactly the shape its type has where it arrives."""
    assert outcome.done, outcome.stops
    for message in outcome.sent:
        opened = outbox.open_body(message, records_key=node.current().records_key)
        assert opened is not None
        assert well_formed(opened["type"], opened["body"]), opened
        assert shape_faults(opened["type"], opened["body"]) == [], opened
    return outcome


def gates(outcome: Outcome) -> set[str]:
    """The gates a stopped command met; a command that was done met none."""
    assert not outcome.done
    return {stop.code for stop in outcome.stops if stop.kind == "gate"}


def codes(outcome: Outcome) -> set[str]:
    """Everything that stopped a command: gates, and who or where it was."""
    assert not outcome.done
    return {stop.code for stop in outcome.stops}


def drafted(xa: Office, **changes: Any) -> str:
    case = done(xa.do("officer", "case.open", title="The account of 3 May", conduct="telecom_fraud",
                      purpose_code="criminal_investigation", summary=""))  # fmt: skip
    form = {**REQUEST, "partner": "xb-coord", "case": case.record, **changes}
    return str(done(xa.do("officer", "ml.draft", **form)).record)


def sent(xa: Office, **changes: Any) -> str:
    record = drafted(xa, **changes)
    done(xa.do("prosecutor", "ml.certify", record, facts=ASKING))
    done(xa.do("central", "ml.send", record))
    return record


def asked(xa: Office, **changes: Any) -> str:
    record = sent(xa, **changes)
    done(xa.hear("ml.note_received", "assistance.received", record, received_at=RECEIVED))
    return record


def received(xb: Office, kind: str = "bank", record: str = RECORD, **changes: Any) -> str:
    request = {**REQUEST, **KINDS[kind], **changes}
    done(xb.hear("ml.receive", "assistance.request", record, request=request, officers=OFFICERS))
    return record


def screened(xb: Office, kind: str = "bank", record: str = RECORD, **changes: Any) -> str:
    received(xb, kind, record, **changes)
    done(xb.do("central", "ml.check_form", record))
    facts = CHECKED if kind == "bank" else {**CHECKED, "coercion_needed": "no"}
    done(xb.do("prosecutor", "ml.screen", record, facts=facts))
    return record


def accepted(xb: Office, kind: str = "bank", record: str = RECORD, **changes: Any) -> str:
    screened(xb, kind, record, **changes)
    done(xb.do("central", "ml.accept", record))
    return record


def ordered(xb: Office, **changes: Any) -> str:
    record = accepted(xb, **changes)
    done(xb.do("prosecutor", "ml.seek_order", record, act="The records of the account, March to June.",
               reasons="The savers paid into this account and nowhere else."))  # fmt: skip
    done(xb.do("judge", "ml.grant_order", record, order_number="CJ 118/2026", until="2030-01-31",
               act="The records of the account, March to June.", reasons="The link to the crime is shown."))  # fmt: skip
    return record


def executing(xb: Office, kind: str = "bank", **changes: Any) -> str:
    record = ordered(xb, **changes) if kind == "bank" else accepted(xb, kind, **changes)
    done(xb.do("prosecutor", "ml.execute", record))
    return record


def result(**changes: Any) -> dict[str, Any]:
    row = {"person": 0, "property": "bankRecord", "value": "Forty deposits on 3 May 2026, one withdrawal in cash.",
           "source": "Bank of the Seven Weirs", "kind": "fact", "source_grade": "A", "information_grade": "1",
           "as_of": "2026-11-01", "originator": "xb-coord", "handling": ["H0"], "record_status": "",
           "item": "bank_records", "lang": ""}  # fmt: skip
    return {"statements": [row], "handling": ["H0"], "conditions": ["this_case_only"], "expires_on": "2030-06-01",
            "report": "The bank handed the records to the judge.", "law_applied": "own_law", **changes}  # fmt: skip


def approved(xb: Office, **changes: Any) -> str:
    record = executing(xb)
    done(xb.do("desk", "ml.prepare_release", record, **result(**changes)))
    done(xb.do("prosecutor", "ml.approve_release", record, facts=RELEASING))
    return record


def body_of(office: Office, outcome: Outcome) -> dict[str, Any]:
    """What was put on the link by a step."""
    opened = outbox.open_body(outcome.sent[0], records_key=office.node.records_key)
    assert opened is not None
    body: dict[str, Any] = opened["body"]
    return body
