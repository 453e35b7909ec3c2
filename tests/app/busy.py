"""A node with something in every table: officers, a case, requests sent, answered, stopped, waiting; a partner that saw it."""

from dataclasses import dataclass
from typing import Any

from comity.app import reading
from comity.app.delivery import Courier
from comity.procedures.request_messages import SENT
from comity.transport.errors import LinkUnreachableError
from tests.nodes.far import Far, new_id
from tests.nodes.near import keys_of
from tests.office import REQUESTER_FACTS, Office, fraud_request

OFFICERS = {"requester": "xb-coord/officer/1", "certifier": "xb-coord/officer/2", "sender": "xb-coord/officer/3"}


@dataclass
class Line:
    """The line to the far office; it can be down."""

    far: Far
    down: bool = False

    def post(self, body: bytes) -> bytes:
        if self.down:
            raise LinkUnreachableError(reason="line")
        return self.far.answer(body)


def make_busy(office: Office, far: Far) -> dict[str, Any]:
    """Let the office work for a while; returns the records that matter."""
    line = Line(far)
    clock = [0.0]
    courier = Courier(office.node, keys_of(office), far.office, lambda _peer: line.post, clock_seconds=lambda: clock[0])

    def deliver() -> None:
        for _ in range(20):
            if not courier.work():
                clock[0] += 5.0
        far.near_knows = far.near_knows if line.down else far.nodes.size

    case = _case(office)
    answered = _send(office, case, "Weiming")
    deliver()
    at = far.received[-1].header.made_at
    heard = far.post(far.next("request.received", answered, received_at=at))
    assert heard.receipts and not heard.faults, heard
    _received(far)
    deliver()
    stopped = _draft(office, case, "Sokha")
    assert not office.do("supervisor", "ir.certify", stopped).done
    erased = _erased(office, case)
    exhibit = _exhibit(office, case)
    reading.record(office.node, office.staff["desk"], answered, purpose="To see whether the answer came.")
    line.down = True
    sealed = _send(office, case, "Dara")
    deliver()
    queued = _send(office, case, "Bopha")
    return {"case": case, "answered": answered, "stopped": stopped, "sealed": sealed, "queued": queued,
            "erased": erased, "exhibit": exhibit}  # fmt: skip


def _exhibit(office: Office, case: str) -> str:
    """One exhibit with its file, in the store."""
    made = office.do("officer", "ev.draft", case=case, title="Telephone", kind="device", what_it_is="A telephone.",
                     found_place="Lantern Street 4", conduct="telecom_fraud", summary="Calls from a false bank.",
                     purpose_code="prosecution", purpose="Proof of who called.")  # fmt: skip
    image = office.file("officer", b"an image of the telephone", "image.bin")
    steps = (
        ("officer", "ev.collect", {"order_kind": "found", "acquired_when": "2026-11-02 09:30", "method": "Image.",
                                   "acquired_place": "Laboratory", "first_responder": "Ada Brenn",
                                   "witness": "Tom Oker", "files": [image]}),
        ("custodian", "ev.seal", {"seal_number": "S-1", "files": [office.file("custodian", b"photo of the seal")]}),
        ("custodian", "ev.store", {"lies_at": "Vault 1"}),
    )  # fmt: skip
    for who, step, form in steps:
        outcome = office.do(who, step, made.record, **form)
        assert outcome.done, outcome.stops
    return made.record


def _case(office: Office) -> str:
    case = office.do("officer", "case.open", title="Bank calls in Quillmoor", conduct="telecom_fraud",
                     purpose_code="criminal_investigation", summary="")  # fmt: skip
    record = case.record
    for role in ("suspect", "victim"):
        added = office.do("officer", "case.add_subject", record, kind="person", role=role, link="Named in the file.",
                          review_on="2027-11-01")  # fmt: skip
        assert added.done, added.stops
    for number, name in (("1", "陈伟明"), ("1", "Chen Weiming"), ("2", "ចាន់ សុខា")):
        said = office.do("officer", "case.add_statement", record, subject=number, property="name", value=name, lang="",
                         source="case file", kind="fact", source_grade="B", information_grade="2")  # fmt: skip
        assert said.done, said.stops
    office.do("officer", "case.retract_statement", record, statement="1.2", reasons="Misread.")
    refused = office.do("head", "case.add_subject", record, kind="person", role="witness", link="Seen.",
                        review_on="2027-11-01")  # fmt: skip
    assert not refused.done
    return record


def _erased(office: Office, case: str) -> str:
    """A request that was withdrawn and should never have been written."""
    record = _draft(office, case, "Rithy")
    for who, command, form in (
        ("officer", "ir.withdraw", {"reasons": "The wrong man: the account is another's."}),
        ("privacy", "rt.erase", {"ground": "unlawful", "reasons": "He has nothing to do with the matter at all."}),
    ):
        done = office.do(who, command, record, **form)
        assert done.done, done.stops
    return record


def _draft(office: Office, case: str, name: str) -> str:
    person = {**fraud_request()["persons"][0], "names": [f"Chen {name}"]}
    draft = office.do("officer", "ir.draft", **fraud_request(case=case, persons=[person]))
    assert draft.done, draft.stops
    return draft.record


def _send(office: Office, case: str, name: str) -> str:
    record = _draft(office, case, name)
    for who, command, form in (
        ("supervisor", "ir.certify", {"facts": REQUESTER_FACTS}),
        ("desk", "ir.send", {}),
    ):
        done = office.do(who, command, record, **form)
        assert done.done, done.stops
    return record


def _received(far: Far) -> str:
    """The partner asks something too, so that something has arrived."""
    form = fraud_request(persons=[{**fraud_request()["persons"][0], "names": ["Petra Vale"]}])
    record = new_id(far.office, "request")
    body: dict[str, Any] = {"request": {item.name: form[item.name] for item in SENT}, "officers": OFFICERS}
    reply = far.post(far.next("request.information", record, **body))
    assert reply.receipts and not reply.faults, reply
    return record
