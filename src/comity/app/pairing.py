"""Partners and agreements: read the signed files two people checked, and say what does not fit."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from comity.app.node import Node
from comity.domain.command import Stop
from comity.domain.controllers import is_complete
from comity.protocol.agreement import SignedAgreement, open_agreement
from comity.protocol.errors import ProtocolError
from comity.protocol.identity import Identity, fingerprint, open_identity, same_fingerprint
from comity.storage import records

State = Mapping[str, Any]
Form = Mapping[str, Any]


def own_identity(home: Path) -> Identity:
    """This node's own signed identity file."""
    return open_identity((home / "identity.json").read_bytes())


def identity_of(partner: State) -> Identity:
    """The pinned identity of a partner's record."""
    return open_identity(str(partner["identity"]).encode())


def pinned(office: str) -> Identity | None:
    """The identity two people confirmed for this office, or None."""
    for row in records.of_procedure("partner", state="confirmed"):
        if row["office"] == office:
            return identity_of(row)
    return None


def pinned_all() -> dict[str, Identity]:
    """Every confirmed partner by office code."""
    return {row["office"]: identity_of(row) for row in records.of_procedure("partner", state="confirmed")}


def partner_stops(node: Node, name: str, state: State, form: Form) -> list[Stop]:
    """A partner is pinned only when each of two people read the same fingerprint over another channel."""
    text = form.get("identity") or state.get("identity") or ""
    try:
        identity = open_identity(str(text).encode())
    except ProtocolError as error:
        return [Stop("step", "identity_unreadable", {"reason": error.code})]
    if identity.office == node.office:
        return [Stop("step", "own_identity")]
    if not same_fingerprint(fingerprint(identity), form["fingerprint"]):
        return [Stop("step", "fingerprint_differs")]
    if name == "partner.confirm" and pinned(identity.office) is not None:
        return [Stop("step", "already_a_partner", {"office": identity.office})]
    return []


def read_partner(node: Node, command: Any, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """What a partner's record keeps of its identity file."""
    identity = open_identity(str(form["identity"]).encode())
    return {
        "identity": form["identity"],
        "office": identity.office,
        "country": identity.state,
        "authority": identity.authority,
        "names": dict(identity.names),
        "fingerprint": fingerprint(identity),
        "link_url": identity.link_url,
    }


def agreement_stops(node: Node, name: str, form: Form) -> list[Stop]:
    """An agreement must be between us and a pinned partner, on our policies and pack; adopting needs both hands."""
    try:
        signed = _open(node, str(form["document"]))
    except ProtocolError as error:
        return [Stop("step", "agreement_unreadable", {"reason": error.code})]
    content, found = signed.content, []
    if node.office not in signed.parties:
        found.append(Stop("step", "not_our_agreement"))
    if content["shared_policy_hash"] != node.law.shared.hash:
        found.append(Stop("step", "other_policies"))
    if content["pack"]["hash"] != node.pack.hash:
        found.append(Stop("step", "other_pack"))
    if not content["training"] and node.file.training:
        found.append(Stop("step", "training_node"))
    if not is_complete(content.get("controllers"), signed.parties):
        found.append(Stop("step", "no_controllers"))
    if name == "agreement.sign" and node.office not in signed.signed_by:
        found.append(Stop("step", "not_signed_by_us"))
    if name == "agreement.adopt" and not signed.is_signed_by_both:
        found.append(Stop("step", "not_signed_by_both"))
    return found


def read_agreement(node: Node, command: Any, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """What an agreement's record keeps of the document."""
    signed = _open(node, str(form["document"]))
    content = dict(signed.content)
    return {
        "document": form["document"],
        "content": content,
        "content_hash": signed.content_hash,
        "signed_by": sorted(signed.signed_by),
        "parties": list(content["parties"]),
        "partner": next(office for office in content["parties"] if office != node.office),
        "effective_from": content["valid_from"],
        "expires_on": content["valid_to"],
        "policy_hash": content["shared_policy_hash"],
        "acts": list(content["acts"]),
        "training": content["training"],
    }


def _open(node: Node, document: str) -> SignedAgreement:
    identities = pinned_all()
    own = own_identity(node.home)
    return open_agreement(document.encode(), {**identities, own.office: own})
