"""Makes the vectors of the link from fixed seeds.

    python -m tests.protocol.make_vectors [NAME ...]      writes tests/vectors/protocol/NAME.json, or all of them

Sealing, certificates and key files are random by nature: what was made once is kept there, and the test opens it. All
else is made again by the test, byte for byte. The vectors change only with the protocol's version.
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any

from comity.kit.canonical import canonical_bytes
from comity.protocol.agreement import agreement_hash, sign_agreement, write_agreement
from comity.protocol.batch import Fault, Reply, Request, write_reply, write_request
from comity.protocol.envelope import Envelope, content_hash
from comity.protocol.identity import fingerprint, sign_identity
from comity.protocol.receipt import SignedReceipt, make_receipt, sign_receipt
from comity.protocol.sealing import CLASSIC, HYBRID
from comity.protocol.wrapping import Cost, wrap_secret
from tests.protocol.offices import SALT, Office, message, office, seed
from tests.protocol.test_agreement import CONTENT

FOLDER = Path(__file__).parents[1] / "vectors" / "protocol"
BODY = {"kind": "request", "names": ["ឈឿន សុខ", "张伟"], "count": 3}
CHECKPOINT = "xb-desk/record\n1\nqqqq\n\n— signature line\n"


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def identity_vector(one: Office) -> dict[str, Any]:
    data = sign_identity(one.identity, one.keys.signing)
    return {
        "office": one.code,
        "signing_secret": one.keys.signing.private_bytes_raw().hex(),
        "log_secret": one.keys.log.private_bytes_raw().hex(),
        "sealing_secret": one.keys.sealing.secret.hex(),
        "file": data.decode(),
        "fingerprint": fingerprint(one.identity),
    }


def envelope_vector(sender: Office, receiver: Office, body: Any, **header: Any) -> dict[str, Any]:
    data = canonical_bytes(body)
    envelope = message(sender, receiver, body, **header)
    receipt = sign_receipt(
        make_receipt(envelope, received_at="2026-11-22T09:31:00.000Z", checkpoint=CHECKPOINT, cosignature=""),
        receiver.keys.signing,
    )
    return {
        "from": sender.code,
        "to": receiver.code,
        "body": data.decode(),
        "salt": SALT.hex(),
        "content_hash": content_hash(SALT, data),
        "header": envelope.header_bytes.decode(),
        "header_hash": envelope.header_hash,
        "signature": envelope.signature.hex(),
        "sealed": b64(envelope.sealed),
        "receipt": receipt.receipt_bytes.decode(),
        "receipt_signature": receipt.signature.hex(),
    }


def batch_vector(envelopes: list[dict[str, Any]]) -> dict[str, Any]:
    messages = tuple(
        Envelope(one["header"].encode(), bytes.fromhex(one["signature"]), base64.b64decode(one["sealed"]))
        for one in envelopes
    )
    receipts = tuple(
        SignedReceipt(one["receipt"].encode(), bytes.fromhex(one["receipt_signature"])) for one in envelopes
    )
    proof = (seed("proof", "1"), seed("proof", "2"))
    request = Request(messages, old_size=3, checkpoint="note\n", consistency=proof, known_size=9)
    faults = (Fault(json.loads(envelopes[0]["header"])["id"], "protocol.bad_signature"),)
    reply = Reply(receipts, {"normal": 3}, faults, CHECKPOINT, proof, "— xb-desk/record AAAA", "note\n")
    return {"request": write_request(request).decode(), "reply": write_reply(reply).decode()}


def make() -> dict[str, Any]:
    xa, xb = office("xa-coord", HYBRID), office("xb-desk", CLASSIC)
    first = envelope_vector(xa, xb, BODY)
    second = envelope_vector(xa, xb, {}, number=2, seq=2, prev=first["header_hash"])
    answer = envelope_vector(xb, xa, {"kind": "answer", "text": "x" * 900}, lane="urgent")
    signatures = {one.code: sign_agreement(CONTENT, office=one.code, signing=one.keys.signing) for one in (xa, xb)}
    key_file = wrap_secret(seed("key file"), "ជំរាប 你好", purpose="records", cost=Cost(64, 1, 1))
    return {
        "identity": [identity_vector(xa), identity_vector(xb)],
        "envelope": [first, second, answer],
        "agreement": {"file": write_agreement(CONTENT, signatures).decode(), "hash": agreement_hash(CONTENT)},
        "key_file": {"file": key_file.decode(), "passphrase": "ជំរាប 你好", "secret": seed("key file").hex()},
    }


def write(name: str, vector: Any) -> None:
    text = json.dumps(vector, ensure_ascii=False, indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    wanted = set(sys.argv[1:])
    for name, vector in make().items():
        if not wanted or name in wanted:
            write(name, vector)
    if not wanted or "batch" in wanted:  # made of the envelopes that are kept, so that it can be made anew alone
        kept = json.loads((FOLDER / "envelope.json").read_text(encoding="utf-8"))
        write("batch", batch_vector(kept[:2]))
