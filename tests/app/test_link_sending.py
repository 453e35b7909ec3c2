"""Sending: signed only what the record allows, stored before it is sent, sent until the receipt is here, never doubled."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from comity.protocol.batch import Fault, Reply, read_reply, read_request, write_reply
from comity.protocol.envelope import read_header
from comity.protocol.receipt import SignedReceipt
from comity.transport.errors import LinkUnreachableError

if TYPE_CHECKING:
    from comity.app.delivery import Courier
    from tests.nodes.far import Far
    from tests.office import Office


@dataclass
class Line:
    """The line between the courier and the far office: breaks, lies and remembers."""

    far: "Far"
    posted: list[bytes] = field(default_factory=list)
    now: float = 0.0
    spoil: Callable[[bytes], bytes] | None = None
    down: bool = False

    def post(self, body: bytes) -> bytes:
        self.posted.append(body)
        if self.down:
            raise LinkUnreachableError(reason="line")
        answer = self.far.answer(body)
        return self.spoil(answer) if self.spoil else answer

    def messages(self) -> list[Any]:
        return [envelope for body in self.posted for envelope in read_request(body).messages]


@pytest.fixture
def line(xa: "Office") -> Iterator[Line]:
    from tests.nodes.near import far_of

    with far_of(xa) as far:
        yield Line(far)


@pytest.fixture
def courier(xa: "Office", line: Line) -> "Courier":
    from comity.app.delivery import Courier
    from tests.nodes.near import keys_of

    return Courier(xa.node, keys_of(xa), "xb-coord", lambda _peer: line.post, clock_seconds=lambda: line.now)


def work(courier: "Courier", line: Line, *, seconds: float = 120.0) -> None:
    """Let the courier work as long as time passes."""
    until = line.now + seconds
    for _ in itertools.count():
        if not courier.work():
            line.now += 0.5
        if line.now >= until:
            return


_SUMMARY = itertools.count(1)


def send_request(xa: "Office", **changes: Any) -> str:
    """One lawful request, drafted, certified and sent: it waits in the outbox."""
    from tests.office import REQUESTER_FACTS, fraud_request

    person = {**fraud_request()["persons"][0], "names": [f"Person {next(_SUMMARY)} Weiming"]}
    record = xa.request(persons=[person], **changes)
    certified = xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS)
    assert certified.done, certified.stops
    if changes.get("urgent"):
        decided = xa.do("desk2", "ir.decide", record, policy="URG-01", outcome="granted",
                        reasons="A child is missing since this morning and every hour counts.")  # fmt: skip
        assert decided.done, decided.stops
    sent = xa.do("desk", "ir.send", record)
    assert sent.done, sent.stops
    return record


def waiting(lane: str = "normal") -> list[Any]:
    from comity.storage import models

    return list(models.Outbox.objects.filter(lane=lane).order_by("seq"))


def fault_counts() -> dict[str, int]:
    from comity.storage import faults

    return {row["kind"]: row["count"] for row in faults.listed()}


def test_what_waits_is_sealed_stored_sent_and_receipted(xa: "Office", courier: "Courier", line: Line) -> None:
    from comity.storage import log, outbox

    record = send_request(xa)
    work(courier, line, seconds=1)
    (row,) = waiting()
    assert row.state == outbox.DELIVERED and bytes(row.receipt)
    (opened,) = line.far.received
    assert opened.body["type"] == "request.information" and opened.body["body"]["record"] == record
    assert opened.header.policy_hash == xa.node.law.shared.hash
    assert int(opened.header.checkpoint.split("\n")[1]) > row.entry
    assert log.cosigned_size("xb-coord") == log.size() and log.witnessed("xb-coord") is not None
    assert fault_counts() == {}


def test_messages_follow_each_other_in_one_chain(xa: "Office", courier: "Courier", line: Line) -> None:
    for _ in range(3):
        send_request(xa)
    work(courier, line, seconds=1)
    send_request(xa)
    work(courier, line, seconds=3)
    headers = [read_header(envelope.header_bytes) for envelope in line.messages()]
    hashes = [envelope.header_hash for envelope in line.messages()]
    assert [row.seq for row in headers] == [1, 2, 3, 4]
    assert [row.prev for row in headers] == ["", *hashes[:3]]


def test_exactly_the_stored_bytes_are_sent_again_for_ever(xa: "Office", courier: "Courier", line: Line) -> None:
    work(courier, line, seconds=1)
    send_request(xa)
    line.down, before = True, len(line.posted)
    work(courier, line, seconds=400)
    tries = len(line.posted) - before
    assert tries > 70  # at most 5 seconds between two tries
    assert len({(e.header_bytes, e.signature, e.sealed) for e in line.messages()}) == 1
    (row,) = waiting()
    assert row.state == "sealed" and row.attempts == tries and row.last_fault == "link.unreachable"
    line.down = False
    work(courier, line, seconds=6)
    (row,) = waiting()
    assert row.state == "done" and not row.last_fault and len(line.far.received) == 1


def test_a_lost_answer_brings_the_same_message_and_one_delivery(xa: "Office", courier: "Courier", line: Line) -> None:
    work(courier, line, seconds=1)
    send_request(xa)
    answers = iter([True])

    def lose(answer: bytes) -> bytes:
        if next(answers, False):
            raise LinkUnreachableError(reason="line")
        return answer

    line.spoil = lose
    work(courier, line, seconds=5)
    assert len(line.far.received) == 1 and waiting()[0].state == "done"
    assert len(line.messages()) == 2 and line.messages()[0] == line.messages()[1]


def test_it_goes_back_to_what_the_partner_expects(xa: "Office", courier: "Courier", line: Line) -> None:
    for _ in range(3):
        send_request(xa)
    work(courier, line, seconds=1)
    assert line.far.taken == {"normal": 3}
    line.far.taken["normal"] = 1  # the partner lost two messages that it had receipted
    send_request(xa)
    work(courier, line, seconds=10)
    assert line.far.taken == {"normal": 4} and [row.state for row in waiting()] == ["done"] * 4
    seqs = [read_header(envelope.header_bytes).seq for envelope in line.messages()]
    assert seqs == [1, 2, 3, 4, 2, 3, 4]
    send_request(xa)
    work(courier, line, seconds=5)
    assert line.far.taken == {"normal": 5} and len(line.messages()) == 8


def test_urgent_messages_go_first_and_a_stuck_lane_holds_up_no_other(xa: "Office", courier: "Courier",
                                                                     line: Line) -> None:  # fmt: skip
    urgent = {"urgent": True, "urgency_ground": "life", "urgency_reason": "A child is missing since this morning; every hour counts.",
              "danger_to_life": True}  # fmt: skip
    send_request(xa)
    record = send_request(xa, **urgent)
    honest = line.far.answer

    def refuse_urgent(body: bytes, **changes: Any) -> bytes:
        request = read_request(body)
        if any(read_header(envelope.header_bytes).lane == "urgent" for envelope in request.messages):
            return write_reply(Reply(faults=(Fault("", "link.failed"),)))
        return honest(body, **changes)

    line.far.answer = refuse_urgent  # type: ignore[method-assign]
    work(courier, line, seconds=3)
    assert read_header(line.messages()[0].header_bytes).lane == "urgent"
    assert [row.state for row in waiting()] == ["done"]
    assert waiting("urgent")[0].last_fault == "link.failed"
    line.far.answer = honest  # type: ignore[method-assign]
    work(courier, line, seconds=10)
    assert waiting("urgent")[0].state == "done" and line.far.received[-1].body["body"]["record"] == record


# --------------------------------------------------------------------------------------- the signer looks again


def tamper_body(row: Any, xa: "Office") -> None:
    """Somebody with the database and the records key puts other words into the outbox."""
    from comity.kit.canonical import canonical_bytes
    from comity.protocol.envelope import content_hash
    from comity.storage import cipher, outbox

    body = outbox.open_body(row.id, records_key=xa.node.records_key)
    assert body is not None
    body["body"]["request"]["items"] = ["whereabouts"]
    data = canonical_bytes(body)
    row.nonce, row.body = cipher.seal_bytes(cipher.scope_key(xa.node.records_key, row.scope), data,
                                            context=f"outbox:{row.id}")  # fmt: skip
    row.content_hash = content_hash(bytes(row.salt), data)
    row.save()


def tamper_decision(row: Any, xa: "Office") -> None:
    from comity.storage import models

    models.DecisionRow.objects.filter(seq=row.entry).update(allowed=False)


def point_elsewhere(row: Any, xa: "Office") -> None:
    row.entry = 0
    row.save()


def edit_entry(row: Any, xa: "Office") -> None:
    from comity.storage import models

    entry = models.Entry.objects.get(seq=row.entry)
    entry.data = bytes(entry.data).replace(b"ir.send", b"ir.Send")
    entry.save()


def erase_payload(row: Any, xa: "Office") -> None:
    from comity.storage import journal

    journal.erase(row.entry, at="2026-11-22T09:30:00.000Z")


TAMPERINGS = {
    "signer.not_what_was_decided": tamper_body,
    "signer.decision_altered": tamper_decision,
    "signer.no_entry": point_elsewhere,
    "signer.entry_altered": edit_entry,
    "signer.payload_erased": erase_payload,
}


@pytest.mark.parametrize("code", TAMPERINGS)
def test_nothing_is_signed_that_the_record_does_not_allow(xa: "Office", courier: "Courier", line: Line,
                                                          code: str) -> None:  # fmt: skip
    send_request(xa)
    TAMPERINGS[code](waiting()[0], xa)
    with_damage = code == "signer.entry_altered"
    if with_damage:
        from comity.app.checkpoints import TreeDamagedError

        with pytest.raises(TreeDamagedError):
            work(courier, line, seconds=3)
    else:
        work(courier, line, seconds=3)
    (row,) = waiting()
    assert row.state == "queued" and not row.header and line.messages() == []
    assert row.last_fault == code
    assert fault_counts()["not_permitted"] >= 1


def test_without_an_agreement_or_under_other_policies_it_waits(xa: "Office", courier: "Courier", line: Line,
                                                               monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from comity.app import peers

    send_request(xa)
    with monkeypatch.context() as expired:
        expired.setattr(peers, "in_force", lambda office: None)
        work(courier, line, seconds=3)
        assert waiting()[0].last_fault == "signer.no_agreement"
    found = peers.in_force("xb-coord")
    assert found is not None
    with monkeypatch.context() as other:
        other.setattr(peers, "in_force", lambda office: {**found, "policy_hash": "ab" * 32})
        work(courier, line, seconds=6)
        assert waiting()[0].last_fault == "signer.other_policies"
    assert line.messages() == []
    work(courier, line, seconds=6)
    assert waiting()[0].state == "done"


# ------------------------------------------------------------------------------------------ what answers may be


def spoiled_receipt(reply: Reply, far: "Far") -> Reply:
    good = reply.receipts[0]
    return _with(reply, receipts=(SignedReceipt(good.receipt_bytes, bytes(64)),))


def receipt_for_another(reply: Reply, far: "Far") -> Reply:
    from comity.protocol.receipt import read_receipt, sign_receipt

    receipt = read_receipt(reply.receipts[0].receipt_bytes)
    other = _with(receipt, content_hash="ab" * 32)
    return _with(reply, receipts=(sign_receipt(other, far.keys.signing),))


def forked_answer(reply: Reply, far: "Far") -> Reply:
    return _with(reply, checkpoint=far.forked(far.nodes.size + 5))


def forked_receipt(reply: Reply, far: "Far") -> Reply:
    from comity.protocol.receipt import read_receipt, sign_receipt

    receipt = read_receipt(reply.receipts[0].receipt_bytes)
    other = _with(receipt, checkpoint=far.forked(far.nodes.size))
    return _with(reply, receipts=(sign_receipt(other, far.keys.signing),))


def _with(value: Any, **changes: Any) -> Any:
    from dataclasses import replace

    return replace(value, **changes)


ANSWERS = {
    "receipt_bad": spoiled_receipt,
    "receipt_bad ": receipt_for_another,
    "checkpoint_fork": forked_answer,
    "checkpoint_fork ": forked_receipt,
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_that_does_not_hold_counts_for_nothing(xa: "Office", courier: "Courier", line: Line,
                                                         kind: str) -> None:  # fmt: skip
    line.far.grow(3)
    work(courier, line, seconds=3)
    send_request(xa)
    line.spoil = lambda answer: write_reply(ANSWERS[kind](read_reply(answer), line.far) if read_reply(answer).receipts
                                            else read_reply(answer))  # fmt: skip
    work(courier, line, seconds=3)
    assert waiting()[0].state == "sealed" and fault_counts()[kind.strip()] >= 1
    line.spoil = None
    work(courier, line, seconds=20)
    assert waiting()[0].state == "done" and len(line.far.received) == 1


def test_noise_in_place_of_an_answer_is_waited_out(xa: "Office", courier: "Courier", line: Line) -> None:
    send_request(xa)
    line.spoil = lambda answer: b"{}"
    work(courier, line, seconds=10)
    assert waiting()[0].last_fault == "protocol.malformed"
    line.spoil = None
    work(courier, line, seconds=120)
    assert waiting()[0].state == "done"


def test_a_partner_that_has_seen_more_of_our_log_than_there_is_stops_us(xa: "Office", courier: "Courier",
                                                                        line: Line) -> None:  # fmt: skip
    from comity.app.checkpoints import HistoryDoubtError, sign_checkpoint
    from comity.storage import boot
    from comity.tlog.checkpoint import Checkpoint
    from comity.tlog.checkpoint import sign_checkpoint as sign
    from tests.nodes.near import keys_of

    own = keys_of(xa)
    later = sign(Checkpoint(xa.node.origin, 5000, b"\x11" * 32), own.log).decode()
    line.spoil = lambda answer: write_reply(_with(read_reply(answer), seen=later))
    send_request(xa)
    work(courier, line, seconds=3)
    assert not boot.history_is_whole()
    with pytest.raises(HistoryDoubtError):
        sign_checkpoint(xa.node, own)
    posted = len(line.posted)
    work(courier, line, seconds=30)
    assert all(not read_request(body).checkpoint for body in line.posted[posted:])
    line.spoil = None
    work(courier, line, seconds=30)
    assert boot.history_is_whole()


def test_asking_for_what_was_never_written_is_a_fault_and_stops_nothing(xa: "Office", courier: "Courier",
                                                                        line: Line) -> None:  # fmt: skip
    from comity.storage import boot

    line.spoil = lambda answer: write_reply(_with(read_reply(answer), expect={"normal": 40, "bulk": 2}))
    send_request(xa)
    work(courier, line, seconds=2)
    assert boot.history_is_whole() and fault_counts()["expects_unknown"] >= 2
    assert waiting()[0].state == "done"


# ---------------------------------------------------------------------------------------------- before effect


def test_before_effect_the_partner_witnesses_first(xa: "Office", courier: "Courier", line: Line,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from comity.app.peers import Peer

    monkeypatch.setattr(Peer, "witnesses_first", property(lambda self: True))
    send_request(xa)
    work(courier, line, seconds=2)
    first, second = (read_request(body) for body in line.posted[1:3])  # the introduction came before
    assert not first.messages and len(second.messages) == 1
    header = read_header(second.messages[0].header_bytes)
    assert int(header.checkpoint.split("\n")[1]) <= int(first.checkpoint.split("\n")[1])
    assert waiting()[0].state == "done"


def test_before_effect_nothing_leaves_without_a_cosignature(xa: "Office", courier: "Courier", line: Line,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from comity.app.peers import Peer

    monkeypatch.setattr(Peer, "witnesses_first", property(lambda self: True))
    line.spoil = lambda answer: write_reply(_with(read_reply(answer), cosignature=""))
    send_request(xa)
    work(courier, line, seconds=10)
    assert line.messages() == [] and waiting()[0].last_fault == "link.not_witnessed"


def test_a_new_checkpoint_is_shown_although_nothing_waits(xa: "Office", courier: "Courier", line: Line) -> None:
    from comity.storage import log

    work(courier, line, seconds=3)
    assert log.cosigned_size("xb-coord") == log.size() and len(line.posted) == 2
    assert not read_request(line.posted[0]).checkpoint  # first the partner says what it knows, then it is shown more
    work(courier, line, seconds=130)
    assert len(line.posted) in (4, 5)  # once a minute anyway
    opened = xa.do(
        "officer", "case.open", title="A case", conduct="telecom_fraud", purpose_code="criminal_investigation"
    )
    assert opened.done
    work(courier, line, seconds=3)
    assert log.cosigned_size("xb-coord") == log.size()
