"""Two invented offices with keys from fixed seeds, for every test that needs somebody to talk."""

import hashlib
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from comity.kit.canonical import canonical_bytes
from comity.protocol.certificates import new_tls_key
from comity.protocol.envelope import Envelope, Header, content_hash, link_of, seal_message
from comity.protocol.identity import Authority, Identity, own_identity
from comity.protocol.keys import NodeKeys
from comity.protocol.sealing import CLASSIC, HYBRID, SealingKey

MADE_AT = "2026-11-22T09:30:00.000Z"
HOSTS = ("localhost", "127.0.0.1")
SALT = bytes(range(32))


@dataclass(frozen=True)
class Office:
    keys: NodeKeys
    identity: Identity

    @property
    def code(self) -> str:
        return self.identity.office


def seed(*parts: str, size: int = 32) -> bytes:
    """Bytes anyone can make again: SHAKE-256 of the words, joined by '/'."""
    return hashlib.shake_256("/".join(parts).encode()).digest(size)


def fixed_keys(code: str, suite: str = HYBRID) -> NodeKeys:
    return NodeKeys(
        log_key=Ed25519PrivateKey.from_private_bytes(seed("comity", code, "log")),
        signing_key=Ed25519PrivateKey.from_private_bytes(seed("comity", code, "signing")),
        sealing_key=SealingKey(suite, seed("comity", code, "sealing", size=96 if suite == HYBRID else 32)),
        tls_key=new_tls_key(code, HOSTS),
        records_key=seed("comity", code, "records"),
    )


@cache
def office(code: str, suite: str = HYBRID) -> Office:
    keys = fixed_keys(code, suite)
    names = {"en": f"Contact point {code}", "km": "អង្គភាពសម្របសម្រួល", "zh-Hans": "协调办公室"}
    authority = Authority(id="interior", parent="", level="national", names=names, acts=("request", "answer"))
    province = Authority(id="interior.north", parent="interior", level="province", names=names, acts=("request",))
    identity = own_identity(
        keys,
        office=code,
        state=code[:2].upper(),
        authority="interior",
        names=names,
        link_url="https://localhost:8443",
        directory=(authority, province),
        made_at=MADE_AT,
    )
    return Office(keys, identity)


def xa() -> Office:
    return office("xa-coord")


def xb() -> Office:
    return office("xb-desk", CLASSIC)


def xc() -> Office:
    return office("xc-other")


def header_for(
    sender: Office,
    receiver: Office,
    body: bytes,
    *,
    seq: int = 1,
    prev: str = "",
    lane: str = "normal",
    number: int = 1,
    salt: bytes = SALT,
) -> Header:
    return Header(
        id=f"{sender.code}/message/01939c1e-0000-7000-8000-{number:012d}",
        link=link_of(sender.code, receiver.code),
        lane=lane,
        seq=seq,
        prev=prev,
        sender=sender.code,
        receiver=receiver.code,
        type_class="request",
        policy_hash="ab" * 32,
        checkpoint=f"{sender.identity.origin}\n1\nqqqq\n\n— signature line\n",
        content_hash=content_hash(salt, body),
        sealed_hash="",
        made_at=MADE_AT,
    )


def message(sender: Office, receiver: Office, body: object, **header: object) -> Envelope:
    data = canonical_bytes(body)
    made = header_for(sender, receiver, data, **header)  # type: ignore[arg-type]  # the callers' keywords are header_for's
    return seal_message(made, body=data, salt=SALT, receiver=receiver.identity, signing=sender.keys.signing)
