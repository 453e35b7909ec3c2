"""The committed vectors, twice: as a stranger reads them from the pages of docs/protocol, and as we do."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from comity.protocol.agreement import agreement_hash, open_agreement
from comity.protocol.batch import read_reply, read_request, write_reply, write_request
from comity.protocol.envelope import Envelope, open_envelope
from comity.protocol.identity import Identity, fingerprint, open_identity
from comity.protocol.receipt import SignedReceipt, make_receipt, match_receipt, open_receipt, sign_receipt
from comity.protocol.sealing import SealingKey
from comity.protocol.wrapping import unwrap_secret

FOLDER = Path(__file__).parents[1] / "vectors" / "protocol"


def vectors(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


IDENTITIES = {one["office"]: one for one in vectors("identity")}
ENVELOPES = vectors("envelope")


def rfc8785(value: object) -> bytes:
    """Enough of RFC 8785 for our vectors: no floats, and all keys within the basic plane."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def identity_of(office: str) -> Identity:
    return open_identity(IDENTITIES[office]["file"].encode())


def signing_of(office: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(IDENTITIES[office]["signing_secret"]))


def public_of(office: str) -> Ed25519PublicKey:
    content = json.loads(IDENTITIES[office]["file"])["identity"]
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(content["signing_key"]))


@pytest.mark.parametrize("one", IDENTITIES.values(), ids=lambda one: one["office"])
def test_a_stranger_reads_the_identity(one: dict[str, str]) -> None:
    file = json.loads(one["file"])
    content = rfc8785(file["identity"])
    public_of(one["office"]).verify(base64.b64decode(file["signature"]), b"comity/identity/v1\n" + content)
    assert signing_of(one["office"]).sign(b"comity/identity/v1\n" + content) == base64.b64decode(file["signature"])
    digest = hashlib.sha256(b"comity/fingerprint/v1\n" + content).digest()[:20]
    number, letters = int.from_bytes(digest), "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    aloud = "".join(letters[number >> shift & 31] for shift in range(155, -1, -5))
    assert one["fingerprint"].replace("-", "") == aloud
    log = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(one["log_secret"])).public_key().public_bytes_raw()
    name, key_id, key = file["identity"]["log_key"].split("+", 2)
    assert base64.b64decode(key) == b"\1" + log and name == one["office"] + "/record"
    assert hashlib.sha256(name.encode() + b"\n\1" + log).digest()[:4].hex() == key_id


@pytest.mark.parametrize("one", IDENTITIES.values(), ids=lambda one: one["office"])
def test_we_read_the_identity(one: dict[str, str]) -> None:
    identity = open_identity(one["file"].encode())
    assert fingerprint(identity) == one["fingerprint"]
    secret = bytes.fromhex(one["sealing_secret"])
    assert SealingKey(identity.sealing_suite, secret).public_bytes() == identity.sealing_key


def opened_by_a_stranger(one: dict[str, str]) -> bytes:
    secret = bytes.fromhex(IDENTITIES[one["to"]]["sealing_secret"])
    info = b"comity/seal/v1\n" + json.loads(one["header"])["id"].encode()
    sealed = base64.b64decode(one["sealed"])
    if len(secret) == 32:
        classic = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
        return classic.decrypt(sealed, X25519PrivateKey.from_private_bytes(secret), info=info)
    key = MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(secret[:64]), X25519PrivateKey.from_private_bytes(secret[64:])
    )
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305).decrypt(sealed, key, info=info)


@pytest.mark.parametrize("one", ENVELOPES, ids=lambda one: one["from"] + "-" + one["header_hash"][:6])
def test_a_stranger_reads_the_envelope(one: dict[str, str]) -> None:
    header = json.loads(one["header"])
    public_of(one["from"]).verify(bytes.fromhex(one["signature"]), b"comity/envelope/v1\n" + one["header"].encode())
    assert hashlib.sha256(one["header"].encode()).hexdigest() == one["header_hash"]
    assert hashlib.sha256(base64.b64decode(one["sealed"])).hexdigest() == header["sealed_hash"]
    padded = opened_by_a_stranger(one)
    assert len(padded) in {1024, 4096}
    plaintext = padded.rstrip(b"\0")[:-1]
    assert plaintext + b"\x80" + bytes(len(padded) - len(plaintext) - 1) == padded
    content = json.loads(plaintext)
    assert rfc8785(content) == plaintext
    salt, body = base64.b64decode(content["salt"]), rfc8785(content["body"])
    assert (salt.hex(), body.decode()) == (one["salt"], one["body"])
    assert hashlib.sha256(b"comity/content/v1\n" + salt + body).hexdigest() == header["content_hash"]


@pytest.mark.parametrize("one", ENVELOPES, ids=lambda one: one["from"] + "-" + one["header_hash"][:6])
def test_we_read_the_envelope_and_sign_the_same(one: dict[str, str]) -> None:
    envelope = envelope_of(one)
    sealing = SealingKey(identity_of(one["to"]).sealing_suite, bytes.fromhex(IDENTITIES[one["to"]]["sealing_secret"]))
    opened = open_envelope(envelope, sender=identity_of(one["from"]), office=one["to"], sealing=sealing)
    assert opened.body_bytes.decode() == one["body"] and opened.header.content_hash == one["content_hash"]
    assert rfc8785(opened.header.content()).decode() == one["header"]
    assert signing_of(one["from"]).sign(b"comity/envelope/v1\n" + envelope.header_bytes) == envelope.signature


def test_the_chain_of_a_lane() -> None:
    first, second = (json.loads(one["header"]) for one in ENVELOPES[:2])
    assert (first["seq"], first["prev"], second["seq"]) == (1, "", 2)
    assert second["prev"] == ENVELOPES[0]["header_hash"]


def envelope_of(one: dict[str, str]) -> Envelope:
    return Envelope(one["header"].encode(), bytes.fromhex(one["signature"]), base64.b64decode(one["sealed"]))


@pytest.mark.parametrize("one", ENVELOPES, ids=lambda one: one["from"] + "-" + one["header_hash"][:6])
def test_the_receipt(one: dict[str, str]) -> None:
    data, signature = one["receipt"].encode(), bytes.fromhex(one["receipt_signature"])
    public_of(one["to"]).verify(signature, b"comity/receipt/v1\n" + data)
    content = json.loads(data)
    assert rfc8785(content) == data
    assert (content["header_hash"], content["content_hash"]) == (one["header_hash"], one["content_hash"])
    receipt = open_receipt(SignedReceipt(data, signature), signer=identity_of(one["to"]))
    match_receipt(receipt, envelope_of(one))
    made = make_receipt(envelope_of(one), received_at=receipt.received_at, checkpoint=receipt.checkpoint)
    assert sign_receipt(made, signing_of(one["to"])) == SignedReceipt(data, signature)


def test_the_batch() -> None:
    batch = vectors("batch")
    request, reply = batch["request"].encode(), batch["reply"].encode()
    assert write_request(read_request(request)) == request
    assert write_reply(read_reply(reply)) == reply
    assert read_request(request).messages == tuple(envelope_of(one) for one in ENVELOPES[:2])
    assert rfc8785(json.loads(request)) == request and rfc8785(json.loads(reply)) == reply


def test_the_agreement() -> None:
    vector = vectors("agreement")
    file = json.loads(vector["file"])
    content = rfc8785(file["agreement"])
    for office, signature in file["signatures"].items():
        public_of(office).verify(base64.b64decode(signature), b"comity/agreement/v1\n" + content)
    assert hashlib.sha256(content).hexdigest() == vector["hash"] == agreement_hash(file["agreement"])
    identities = {office: identity_of(office) for office in IDENTITIES}
    assert open_agreement(vector["file"].encode(), identities).is_signed_by_both


def test_the_key_file() -> None:
    vector = vectors("key_file")
    assert unwrap_secret(vector["file"].encode(), vector["passphrase"], purpose="records").hex() == vector["secret"]
    first, _, rest = vector["file"].encode().partition(b"\n")
    fields = json.loads(rest)
    sealed = base64.b64decode(fields.pop("sealed"))
    key = Argon2id(
        salt=base64.b64decode(fields["salt"]),
        length=32,
        iterations=fields["passes"],
        lanes=fields["lanes"],
        memory_cost=fields["memory_kib"],
    ).derive(vector["passphrase"].encode())
    bound = first + b"\n" + rfc8785(fields)
    assert ChaCha20Poly1305(key).decrypt(base64.b64decode(fields["nonce"]), sealed, bound).hex() == vector["secret"]
