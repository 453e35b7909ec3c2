"""A partner's messages: taken once, in order, through the door; whatever else comes is named and changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from comity.kit import clock
from comity.kit.canonical import read_json
from comity.protocol.batch import Reply, write_request
from comity.protocol.errors import ProtocolError
from comity.protocol.keys import KEY_NAMES
from comity.protocol.receipt import match_receipt, open_receipt

if TYPE_CHECKING:
    from tests.nodes.far import Far
    from tests.office import Office

OFFICERS = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}


@pytest.fixture
def far(xb: "Office") -> Iterator["Far"]:
    """XA's side of the link, in the test's hands; the node under test is XB."""
    from tests.nodes.near import far_of

    with far_of(xb) as made:
        yield made


def request_body(**changes: Any) -> dict[str, Any]:
    from comity.procedures.request_messages import SENT
    from tests.office import fraud_request

    form = fraud_request(**changes)
    return {"request": {item.name: form[item.name] for item in SENT}, "officers": OFFICERS}


def new_request(far: "Far", **changes: Any) -> Any:
    from tests.nodes.far import new_id

    record = changes.pop("record", None) or new_id(far.office, "request")
    return record, far.next("request.information", record, **request_body(**changes))


def state_of(record: str) -> dict[str, Any] | None:
    from comity.storage import records

    return records.load(record).state


def fault_counts() -> dict[str, int]:
    from comity.storage import faults

    return {row["kind"]: row["count"] for row in faults.listed()}


def entries() -> int:
    from comity.storage import log

    return log.size()


def test_a_request_is_received_receipted_and_answered(far: "Far", xb: "Office") -> None:
    record, message = new_request(far)
    reply = far.post(message)
    assert not reply.faults and not reply.expect and len(reply.receipts) == 1
    receipt = open_receipt(reply.receipts[0], signer=far.near)
    match_receipt(receipt, message)
    state = state_of(record)
    assert state is not None and state["state"] == "received" and state["partner"] == "xa-coord"
    assert receipt.received_at == state["received_at"]
    assert int(receipt.checkpoint.split("\n")[1]) == entries()
    from comity.storage import outbox

    waiting = outbox.waiting("xa-coord", "normal", records_key=xb.node.records_key, limit=10)
    assert [row.kind for row in waiting] == ["request.received"]
    assert fault_counts() == {}


def test_the_same_message_gets_the_same_receipt_and_changes_nothing(far: "Far") -> None:
    _, message = new_request(far)
    first = far.post(message)
    size = entries()
    again = far.post(message)
    twice = far.post(message, message)
    assert first.receipts == again.receipts == twice.receipts
    assert entries() == size and fault_counts() == {}


def test_a_receipt_that_was_never_signed_is_signed_from_the_inbox(far: "Far", monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.app import link

    record, message = new_request(far)
    with monkeypatch.context() as broken:
        broken.setattr(link, "sign_receipt", lambda *_: (_ for _ in ()).throw(OSError("the power goes")))
        with pytest.raises(OSError):
            far.post(message)
    size = entries()
    state = state_of(record)
    assert state is not None and state["state"] == "received"
    far.near_knows = far.nodes.size  # the checkpoint was taken before the power went
    reply = far.post(message)
    receipt = open_receipt(reply.receipts[0], signer=far.near)
    assert receipt.received_at == state["received_at"] and entries() == size


def test_a_gap_is_answered_with_what_is_expected(far: "Far") -> None:
    first, second, third = (new_request(far)[1] for _ in range(3))
    reply = far.post(second, third)
    assert reply.expect == {"normal": 1} and not reply.receipts and entries_of(far) == 0
    reply = far.post(third, first)
    assert reply.expect == {"normal": 2} and len(reply.receipts) == 1
    reply = far.post(second, third)
    assert not reply.expect and len(reply.receipts) == 2
    assert fault_counts() == {"gap": 3}


def entries_of(far: "Far") -> int:
    from comity.storage import inbox

    return inbox.count(far.office)


def test_lanes_do_not_wait_for_each_other(far: "Far") -> None:
    from tests.nodes.far import new_id

    urgent = {"urgent": True, "urgency_ground": "life", "urgency_reason": "A child is missing."}
    lost = new_request(far)[1]
    assert lost
    late = new_request(far)[1]
    record = new_id(far.office, "request")
    quick = far.next("request.information", record, lane="urgent", **request_body(**urgent))
    reply = far.post(late, quick)
    assert reply.expect == {"normal": 1} and len(reply.receipts) == 1
    state = state_of(record)
    assert state is not None and state["state"] == "received"


def test_an_unlawful_request_is_stopped_entered_and_turned_away(far: "Far", xb: "Office") -> None:
    from comity.storage import journal, outbox

    record, message = new_request(far, basis="vc-2011-3")
    reply = far.post(message)
    assert len(reply.receipts) == 1 and not reply.faults
    state = state_of(record)
    assert state is not None and state["state"] == "returned" and "request" not in state
    rows = list(journal.read(records_key=xb.node.records_key, record=record))
    assert [(row.entry.command, row.entry.outcome) for row in rows] == [
        ("ir.receive", "stopped"),
        ("ir.turn_away", "done"),
    ]
    waiting = outbox.waiting("xa-coord", "normal", records_key=xb.node.records_key, limit=10)
    assert [row.kind for row in waiting] == ["request.returned"]
    assert b"BAS-01" not in waiting[0].body and b"outside_scope" in waiting[0].body
    said = read_json(waiting[0].body)["body"]
    assert {name: said[name] for name in said if name not in ("record", "round", "at")} == {
        "missing": [], "ground": "outside_scope"
    }  # fmt: skip


def test_a_message_that_is_not_the_next_step_is_entered_and_changes_nothing(far: "Far") -> None:
    record, message = new_request(far)
    far.post(message)
    before = state_of(record)
    size = entries()
    late = far.next("use.report", record, used_for_case="", use="stated_case", result="x")
    reply = far.post(late)
    assert len(reply.receipts) == 1 and entries() == size + 1
    assert state_of(record) == before and fault_counts() == {"stopped": 1}


def test_after_many_stopped_messages_a_day_only_the_count_grows(far: "Far", monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.app import faults

    monkeypatch.setattr(faults, "ENTRIES_A_DAY", 2)
    record, message = new_request(far)
    far.post(message)
    size = entries()
    for _ in range(4):
        late = far.next("use.report", record, used_for_case="", use="stated_case", result="x")
        assert len(far.post(late).receipts) == 1
    assert entries() == size + 2 and fault_counts() == {"stopped": 4}
    reply = far.post(far.next("request.withdraw", record))
    state = state_of(record)
    assert len(reply.receipts) == 1 and state is not None and state["state"] == "withdrawn"


MALFORMED: dict[str, tuple[str, dict[str, Any]]] = {
    "no body": ("not_well_formed", {"content": {"type": "request.information"}}),
    "an unknown type": ("unknown_type", {"kind": "request.everything"}),
    "another id inside": (
        "not_well_formed",
        {"content": {"type": "request.information", "id": "xa-coord/message/x", "body": {}}},
    ),
    "persons is text": ("not_well_formed", {"body": {"persons": "all of them"}}),
    "an unknown member": ("not_well_formed", {"body": {"religion": "any"}}),
    "a number too long": ("not_well_formed", {"body": {"retention_days": 10**12}}),
    "names nobody can hold": ("not_well_formed", {"body": {"summary": "x" * 5000}}),
    "not a time": ("not_well_formed", {"at": "yesterday"}),
    "the record is ours": ("wrong_record", {"record": "xb-coord/request/0193aaaa-0000-7000-8000-000000000001"}),
    "the record is an officer": ("wrong_record", {"record": "xa-coord/officer/0193aaaa-0000-7000-8000-000000000001"}),
    "no id at all": ("wrong_record", {"record": "x"}),
    "round nine": ("wrong_round", {"round_": 9}),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_signed_message_out_of_form_is_receipted_counted_and_nothing_else(far: "Far", name: str) -> None:
    from tests.nodes.far import new_id

    kind, changes = MALFORMED[name]
    changes = dict(changes)
    record = str(changes.pop("record", "") or new_id(far.office, "request"))
    body = request_body()
    body["request"] = {**body["request"], **changes.pop("body", {})}
    if changes.get("content"):
        body = {}
    message_type = str(changes.pop("kind", "request.information"))
    size = entries()
    reply = far.post(far.next(message_type, record, **{**body, **changes}))
    assert len(reply.receipts) == 1 and not reply.faults
    assert entries() == size and state_of(record) is None
    assert fault_counts() == {kind: 1}
    _, good = new_request(far)
    assert len(far.post(good).receipts) == 1  # the lane goes on


def test_a_message_about_a_record_shared_with_another_partner_is_refused(far: "Far", xb: "Office") -> None:
    mine = xb.do("officer", "case.open", title="Ours", conduct="telecom_fraud", purpose_code="criminal_investigation")
    assert mine.done
    size = entries()
    far.post(far.next("request.withdraw", mine.record))
    assert entries() == size and fault_counts() == {"wrong_record": 1}


def test_bytes_altered_on_the_way_are_not_taken_and_the_true_ones_are(far: "Far") -> None:
    _, message = new_request(far)
    flipped = bytes([message.sealed[0] ^ 1]) + message.sealed[1:]
    reply = far.post(replace(message, sealed=flipped))
    assert [fault.code for fault in reply.faults] == ["link.sealed_hash"] and not reply.receipts
    reply = far.post(replace(message, signature=bytes(64)))
    assert [fault.code for fault in reply.faults] == ["link.bad_signature"] and not reply.receipts
    assert entries_of(far) == 0
    assert len(far.post(message).receipts) == 1
    assert fault_counts() == {"sealed_hash": 1, "bad_signature": 1}


def test_what_another_office_signed_or_was_meant_for_is_foreign(far: "Far", xb: "Office") -> None:
    from tests.nodes.near import stranger_of

    stranger = stranger_of(far)
    stranger.grow()
    foreign = stranger.message("request.information", "xc-other/request/0193aaaa-0000-7000-8000-000000000001")
    far.grow()
    reply = far.post(foreign)
    assert [fault.code for fault in reply.faults] == ["link.foreign"]
    elsewhere = replace(far, near=stranger.identity).message("request.information", "x")
    assert [fault.code for fault in far.post(elsewhere).faults] == ["link.foreign"]
    assert fault_counts() == {"foreign": 2} and entries_of(far) == 0


def test_other_bytes_under_a_used_number_are_an_altered_replay(far: "Far") -> None:
    from comity.storage import faults

    record, message = new_request(far)
    far.post(message)
    far.heads["normal"] = (0, "")
    other = far.message("request.withdraw", record)
    size = entries()
    reply = far.post(other)
    assert [fault.code for fault in reply.faults] == ["link.replay_altered"] and not reply.receipts
    assert entries() == size and fault_counts() == {"replay_altered": 1}
    note = faults.notes(far.office)[0]["text"]
    assert message.header_bytes.decode() in note and other.header_bytes.decode() in note


def test_a_used_message_id_and_a_broken_chain_are_refused(far: "Far") -> None:
    record, message = new_request(far)
    far.post(message)
    from comity.protocol.envelope import read_header

    used = read_header(message.header_bytes).id
    reply = far.post(far.message("request.withdraw", record, header={"id": used}))
    assert [fault.code for fault in reply.faults] == ["link.replay_altered"]
    reply = far.post(far.message("request.withdraw", record, header={"prev": "ab" * 32}))
    assert [fault.code for fault in reply.faults] == ["link.prev_mismatch"]
    assert fault_counts() == {"replay_altered": 1, "prev_mismatch": 1}


def test_a_lie_about_the_content_is_named(far: "Far") -> None:
    from dataclasses import replace as changed

    from comity.kit.canonical import canonical_bytes, sha256_hex
    from comity.protocol import envelope as wire
    from comity.protocol.sealing import seal_to
    from tests.nodes.far import SALT

    far.grow()
    honest = far.message("request.withdraw", "x")
    header = wire.read_header(honest.header_bytes)
    plain = wire._pad(wire._plaintext(SALT, canonical_bytes({"other": "words"})))
    info = wire._SEAL + header.id.encode()
    sealed = seal_to(far.near.sealing_key, plain, suite=far.near.sealing_suite, info=info)
    lying = canonical_bytes(changed(header, sealed_hash=sha256_hex(sealed)).content())
    reply = far.post(wire.Envelope(lying, far.keys.signing.sign(wire._CONTEXT + lying), sealed))
    assert [fault.code for fault in reply.faults] == ["link.content_hash"]
    assert entries_of(far) == 0 and fault_counts() == {"content_hash": 1}


def test_only_the_pinned_certificate_is_heard(far: "Far") -> None:
    from comity.app import link
    from comity.protocol.certificates import certificate_der
    from tests.nodes.near import stranger_of

    body = write_request(far.request())
    for certificate in (b"", certificate_der(stranger_of(far).identity.tls_certificate)):
        with pytest.raises(link.UnknownPeerError):
            link.receive_batch(certificate, body)


def test_a_body_that_is_no_batch_is_a_fault_of_the_partner(far: "Far") -> None:
    for body in (b"", b"{}", b"[1]", b"\xff" * 100):
        with pytest.raises(ProtocolError):
            far.post_bytes(body)
    assert fault_counts() == {"not_well_formed": 4}


def test_without_an_agreement_in_force_nothing_is_taken(far: "Far", monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.app import peers

    _, message = new_request(far)
    with monkeypatch.context() as expired:
        expired.setattr(peers, "in_force", lambda office: None)
        reply = far.post(message)
    assert [fault.code for fault in reply.faults] == ["link.no_agreement"] and not reply.receipts
    assert reply.cosignature and fault_counts() == {"no_agreement": 1}
    assert len(far.post(message).receipts) == 1


def test_a_failure_of_ours_takes_nothing_and_holds_nobody_else_up(far: "Far", monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.app import lane

    first, second = new_request(far), new_request(far)
    with monkeypatch.context() as broken:
        broken.setattr(lane, "submit_within", lambda *_a, **_k: 1 // 0)
        reply = far.post(first[1])
    assert [fault.code for fault in reply.faults] == ["link.failed"] and state_of(first[0]) is None
    assert len(far.post(first[1], second[1]).receipts) == 2


def test_a_clock_far_ahead_is_flagged_and_not_used(far: "Far") -> None:
    from datetime import timedelta

    far.grow()
    record, _ = "xa-coord/request/0193aaaa-0000-7000-8000-00000000abcd", None
    ahead = clock.format_time(clock.now() + timedelta(minutes=10))
    message = far.message("request.information", record, header={"made_at": ahead}, **request_body())
    reply = far.post(message)
    assert len(reply.receipts) == 1 and fault_counts() == {"clock_skew": 1}


# -------------------------------------------------------------------------------------------------- witnessing


def test_the_partners_checkpoint_is_cosigned_only_if_it_extends_the_last(far: "Far") -> None:
    from comity.storage import log
    from comity.tlog.checkpoint import add_signature, verify_cosignature, witness_key
    from comity.tlog.note import parse_verifier_key

    far.grow(5)
    reply = far.post()
    key = witness_key(far.near.office, parse_verifier_key(far.near.log_key).public_key)
    verify_cosignature(add_signature(far.checkpoint().encode(), reply.cosignature), key)
    assert reply.seen == far.checkpoint()
    far.grow(3)
    assert far.post().cosignature
    assert log.witnessed(far.office) is not None
    assert log.witnessed(far.office)[0] == 8  # type: ignore[index]


FORKS: dict[str, Any] = {
    "other root, same size": lambda far: {"checkpoint": far.forked(5)},
    "other root, larger": lambda far: {"checkpoint": far.forked(9)},
    "other root, smaller": lambda far: {"checkpoint": far.forked(2), "old_size": 0, "consistency": ()},
}


@pytest.mark.parametrize("name", FORKS)
def test_a_fork_is_a_fault_with_both_notes_kept_and_takes_no_message(far: "Far", name: str) -> None:
    from comity.storage import faults

    far.grow(2)
    far.post()
    far.grow(3)
    far.post()
    honest = far.checkpoint(2 if "smaller" in name else 5)
    record, message = new_request(far)
    changes = FORKS[name](far)
    reply: Reply = far.post(message, **changes)
    assert not reply.receipts and not reply.cosignature and state_of(record) is None
    assert [fault.code for fault in reply.faults] == ["link.checkpoint_fork"]
    text = faults.notes(far.office)[-1]["text"]
    assert changes["checkpoint"] in text and honest in text
    assert len(far.post(message).receipts) == 1  # the true log is heard again


def test_an_older_checkpoint_takes_no_message_and_a_wrong_start_is_told(far: "Far") -> None:
    far.grow(3)
    far.post()
    far.grow(3)
    far.post()
    record, message = new_request(far)
    reply = far.post(message, checkpoint=far.checkpoint(3), old_size=0, consistency=())
    assert [fault.code for fault in reply.faults] == ["link.checkpoint_behind"] and reply.seen == far.checkpoint(6)
    assert fault_counts() == {}  # a newer one may have overtaken it on another connection
    for _ in range(2):
        far.post(message, checkpoint=far.checkpoint(3), old_size=0, consistency=())
    assert fault_counts() == {"checkpoint_behind": 1}
    reply = far.post(message, old_size=2)
    assert [fault.code for fault in reply.faults] == ["link.unproven"] and state_of(record) is None
    reply = far.post(message, checkpoint="")
    assert [fault.code for fault in reply.faults] == ["link.not_witnessed"]
    reply = far.post(message, checkpoint="not a note")
    assert [fault.code for fault in reply.faults] == ["link.checkpoint_bad"]
    assert len(far.post(message).receipts) == 1


def test_a_header_may_not_stand_in_a_log_nobody_has_seen(far: "Far") -> None:
    far.grow(4)
    far.post()
    far.grow()
    ahead = far.message("request.withdraw", "x", header={"checkpoint": far.forked(99)})
    forked = far.message("request.withdraw", "x", header={"checkpoint": far.forked(4)})
    assert [fault.code for fault in far.post(ahead).faults] == ["link.not_witnessed"]
    assert [fault.code for fault in far.post(forked).faults] == ["link.checkpoint_fork"]


def test_where_the_agreement_says_so_a_message_counts_only_after_witnessing(far: "Far",
                                                                            monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from comity.app.peers import Peer

    monkeypatch.setattr(Peer, "witnesses_first", property(lambda self: True))
    _, message = new_request(far)
    assert [fault.code for fault in far.post(message).faults] == ["link.not_witnessed"]
    assert len(far.post(message).receipts) == 1  # the first post brought the checkpoint


# ------------------------------------------------------------------------------------------------------- doubt


def test_in_doubt_nothing_is_taken_or_signed_but_the_partner_is_told_what_it_may_need(far: "Far") -> None:
    from comity.storage import boot

    far.post()
    boot.doubt("high_water_missing", at=clock.format_time(clock.now()))
    record, message = new_request(far)
    reply = far.post(message)
    assert [fault.code for fault in reply.faults] == ["link.closed"]
    assert not reply.receipts and not reply.checkpoint and not reply.cosignature and reply.seen
    boot.trust_again()
    far.near_knows = far.nodes.size - 1 if not far.near_knows else far.near_knows
    assert len(far.post(message).receipts) == 1 and state_of(record) is not None


def test_keys_the_test_process_does_not_hold_close_the_link(far: "Far", monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.app import link

    monkeypatch.setattr(link, "_held", {})
    with pytest.raises(link.LinkClosedError):
        far.post()
    assert set(link.KEYS) <= set(KEY_NAMES)


def test_a_message_about_an_exchange_with_a_third_office_is_refused(far: "Far") -> None:
    """Signed, in order, the right step: of a record that is between this office and another."""
    from comity.storage import models

    record, message = new_request(far)
    far.post(message)
    row = models.Record.objects.get(id=record)
    assert '"partner":"xa-coord"' in row.body
    row.body = row.body.replace('"partner":"xa-coord"', '"partner":"xc-coord"')
    row.save()
    size = entries()
    assert len(far.post(far.next("request.withdraw", record)).receipts) == 1
    assert entries() == size and fault_counts() == {"wrong_record": 1}
    assert (state_of(record) or {})["state"] == "received"
