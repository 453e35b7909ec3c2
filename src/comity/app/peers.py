"""The partners as the link needs them: by certificate or office, with the agreement in force and nobody else."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from comity.app.agreements import agreement_with
from comity.kit import clock
from comity.protocol.certificates import certificate_der
from comity.protocol.identity import Identity, open_identity
from comity.storage import records
from comity.tlog.note import VerifierKey, parse_verifier_key

BEFORE_EFFECT = "before_effect"


@dataclass(frozen=True, slots=True)
class Peer:
    """A confirmed partner. ``agreement`` is the record of the agreement in force now, or None."""

    identity: Identity
    agreement: Mapping[str, Any] | None

    @property
    def office(self) -> str:
        """The partner's office code."""
        return self.identity.office

    @property
    def log_key(self) -> VerifierKey:
        """The key of the partner's log."""
        return parse_verifier_key(self.identity.log_key)

    @property
    def policy_hash(self) -> str:
        """The shared policy set both agreed on, "" without an agreement."""
        return str(self.agreement["policy_hash"]) if self.agreement else ""

    @property
    def witnesses_first(self) -> bool:
        """Whether a message may leave only after the partner has witnessed the log it stands in."""
        return bool(self.agreement and self.agreement["content"]["witnessing"] == BEFORE_EFFECT)


def all_peers() -> list[Peer]:
    """Every confirmed partner, by office code."""
    identities = [read_identity(str(row["identity"])) for row in records.of_procedure("partner", state="confirmed")]
    return [Peer(identity, in_force(identity.office)) for identity in sorted(identities, key=lambda row: row.office)]


def by_certificate(certificate: bytes) -> Peer | None:
    """The partner whose pinned certificate has exactly these bytes (DER); None for everybody else."""
    for row in records.of_procedure("partner", state="confirmed"):
        identity = read_identity(str(row["identity"]))
        if hmac.compare_digest(certificate_der(identity.tls_certificate), certificate):
            return Peer(identity, in_force(identity.office))
    return None


def by_office(office: str) -> Peer | None:
    """The partner with this office code."""
    return next((peer for peer in all_peers() if peer.office == office), None)


def in_force(office: str) -> Mapping[str, Any] | None:
    """The agreement with an office that runs now."""
    agreement = agreement_with(office)
    now = clock.format_time(clock.now())
    if agreement is None or not str(agreement["effective_from"]) <= now <= str(agreement["expires_on"]):
        return None
    return agreement


@lru_cache(maxsize=64)
def read_identity(text: str) -> Identity:
    """A signed identity file, verified once a process."""
    return open_identity(text.encode())
