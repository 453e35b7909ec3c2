"""Own-initiative information, sent and received, under the release gates."""

from typing import Any

import pytest

from comity.storage import outbox, records
from tests.app.test_request import OFFICERS, RELEASE_FACTS
from tests.office import REQUESTER_FACTS, Office, fraud_request

OFFER = "xa-coord/offer/01a20000-0000-7000-8000-000000000009"
STATEMENT = {
    "person": 0, "property": "name", "value": "ចេន វ៉េ", "lang": "km", "source": "interview of 3 May",
    "kind": "fact", "source_grade": "B", "information_grade": "2", "as_of": "2026-11-01", "originator": "xa-coord",
    "handling": ["H1"], "record_status": "", "item": "identity",
}  # fmt: skip


def offer_form(case: str, **changes: Any) -> dict[str, Any]:
    wanted = ("partner", "conduct", "summary", "purpose_code", "purpose", "danger_to_life", "persons")
    request = fraud_request()
    form = {name: request[name] for name in wanted}
    form.update(case=case, basis="vc-2019-7", statements=[STATEMENT], handling=["H1"], conditions=["this_case_only"],
                expires_on="2027-06-01")  # fmt: skip
    return {**form, **changes}


def drafted(xa: Office, **changes: Any) -> str:
    case = xa.do("officer", "case.open", title="Bank calls", conduct="telecom_fraud",
                 purpose_code="criminal_investigation", summary="")  # fmt: skip
    draft = xa.do("officer", "oi.draft", **offer_form(case.record, **changes))
    assert draft.done, draft.stops
    return draft.record


def test_an_offer_passes_four_hands_and_leaves(xa: Office) -> None:
    record = drafted(xa)
    facts = {**REQUESTER_FACTS, **RELEASE_FACTS, "lawful_origin": "yes"}
    certified = xa.do("supervisor", "oi.certify", record, facts=facts)
    assert certified.done, certified.stops
    approved = xa.do("desk", "oi.approve_release", record, facts=facts)
    assert approved.done, approved.stops
    released = xa.do("desk2", "oi.release", record)
    assert released.done, released.stops
    body = outbox.open_body(released.sent[0], records_key=xa.node.records_key)
    assert body is not None
    assert body["body"]["release"]["statements"][0]["value"] == "ចេន វ៉េ"
    closed = xa.hear("oi.note_closed", "supply.closed", record)
    assert closed.done, closed.stops
    assert closed.state == "closed"


def test_an_ungraded_or_unasked_release_is_stopped(xa: Office) -> None:
    record = drafted(xa, persons=[])
    stopped = xa.do("supervisor", "oi.certify", record, facts={**REQUESTER_FACTS, **RELEASE_FACTS})
    assert not stopped.done
    assert outbox.of_record(record) == []


@pytest.mark.parametrize("fact, word, gate", [
    ("coercion_origin", "yes", "TOR-02"), ("witness_exposed", "yes", "WIT-01"), ("political_nature", "pure", "POL-01.hard"),
])  # fmt: skip
def test_one_wrong_fact_stops_the_offer(xa: Office, fact: str, word: str, gate: str) -> None:
    record = drafted(xa)
    facts = {**REQUESTER_FACTS, **RELEASE_FACTS}
    first = xa.do("supervisor", "oi.certify", record, facts={**facts, fact: word})
    stopped = first if not first.done else xa.do("desk", "oi.approve_release", record, facts={**facts, fact: word})
    assert not stopped.done
    assert any(stop.code.startswith(gate.partition(".")[0]) for stop in stopped.stops), stopped.stops


def received_body(**changes: Any) -> dict[str, Any]:
    """What the partner's offer brings."""
    form = offer_form("")
    about = {**{name: form[name] for name in ("basis", "conduct", "summary", "purpose_code", "purpose",
                                              "danger_to_life", "persons")},
             "items": ["identity"], "objects": [], "urgent": False, "flags": [], **changes}  # fmt: skip
    release = {"statements": [STATEMENT], "handling": ["H1"], "conditions": [], "expires_on": "2027-06-01",
               "no_data": False, "released_at": "2026-11-22T10:00:00.000Z"}  # fmt: skip
    return {"about": about, "release": release, "officers": OFFICERS}


def test_the_partner_receives_and_closes(xb: Office) -> None:
    heard = xb.hear("oi.receive", "supply.spontaneous", OFFER, **received_body())
    assert heard.done, heard.stops
    state = records.load(OFFER).state
    assert state is not None
    assert state["answer"]["statements"][0]["handling"] == ["H1"]
    closed = xb.do("desk", "oi.close", OFFER, result="Used in the case.")
    assert closed.done, closed.stops
    assert outbox.of_record(OFFER)[-1]["kind"] == "supply.closed"


def test_an_unlawful_offer_is_turned_away_each_time_it_comes(xb: Office) -> None:
    """The second time too its sender is answered, with the same neutral ground as the first time."""
    body = received_body(conduct="party_membership")
    for turn in (1, 2):
        stopped = xb.hear("oi.receive", "supply.spontaneous", OFFER, **body)
        assert not stopped.done
        turned = xb.hear("oi.turn_away", "supply.spontaneous", OFFER, **body)
        assert turned.done, turned.stops
        assert turned.state == "returned"
        assert [row["kind"] for row in outbox.of_record(OFFER)] == ["supply.returned"] * turn
