"""Draft the agreement between two nodes from what both already hold: the pack, the policies, the directories."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comity.app.node import Node, names_of
from comity.app.pairing import own_identity, pinned
from comity.domain.acts import EXCHANGED
from comity.domain.controllers import controllers
from comity.kit.clock import format_time
from comity.kit.errors import ComityError
from comity.kit.ids import new_uuid
from comity.protocol.identity import Identity
from comity.storage import journal, records


@dataclass(frozen=True, slots=True)
class _Adopted:
    """What is remembered of an agreement record as long as it stands at ``head``: ``place`` is the entry's number."""

    head: str
    parties: tuple[str, ...]
    place: int | None


_read: dict[str, _Adopted] = {}


class AgreementDraftError(ComityError):
    """No agreement can be drafted: the other office is not a confirmed partner."""

    code = "agreements.no_partner"


def draft(node: Node, office: str, *, valid_from: datetime, valid_to: datetime,
          witnessing: str = "deferred") -> dict[str, Any]:  # fmt: skip
    """The terms of an agreement with a confirmed partner, ready to be signed by both."""
    partner = pinned(office)
    if partner is None:
        raise AgreementDraftError(office=office)
    own, pack = own_identity(node.home), node.pack
    parties = sorted([node.office, office])
    return {
        "v": 1,
        "id": f"{parties[0]}~{parties[1]}/{new_uuid()}",
        "parties": parties,
        "pack": {"name": pack.name, "hash": pack.hash},
        "shared_policy_hash": node.law.shared.hash,
        "acts": list(EXCHANGED),
        "languages": list(pack.languages),
        "handling": list(pack.handling),
        "purposes": list(pack.purposes),
        "items": list(pack.items),
        "retention": dict(pack.retention_days),
        "controllers": controllers({node.office: names_of(node), office: partner.names}),
        "clocks": {name: {"amount": row.amount, "unit": row.unit} for name, row in pack.clocks.items()},
        "calendars": {
            code: {
                "zone": row.zone,
                "rest_days": list(row.rest_days),
                "holidays": [day.isoformat() for day in row.holidays],
            }
            for code, row in pack.states.items()
        },
        "directory": _directory(own) + _directory(partner),
        "witnessing": witnessing,
        "training": node.file.training,
        "valid_from": format_time(valid_from),
        "valid_to": format_time(valid_to),
    }


def _directory(identity: Identity) -> list[dict[str, Any]]:
    return [{**row.content(), "office": identity.office} for row in identity.directory]


def agreement_with(office: str) -> dict[str, Any] | None:
    """The agreement in force with a partner, or None. One that was ended is not followed by the one before it.

    The newest is the one the journal says was adopted last: a clock that was set back makes none older.
    """
    found = {row.place: record for record, row in _known().items() if row.place is not None and office in row.parties}
    newest = records.load(found[max(found)]).state if found else None
    return newest if newest and newest["state"] == "in_force" else None


def keeps_another_down(record: str, in_force: Iterable[str]) -> bool:
    """Whether one of these agreements, between the same offices, was adopted before this one and so stands under it.

    Were this one erased, nothing would say any more that it had taken the other's place.
    """
    known = _known()
    own = known.get(record)
    if own is None or own.place is None:
        return False
    others = [known[name] for name in in_force if name in known and name != record]
    return any(row.place is not None and row.place < own.place and row.parties == own.parties for row in others)


def _known() -> dict[str, _Adopted]:
    """Every agreement of this node that was not erased; only what changed since is read again."""
    found = {}
    for record, head in records.heads_of("agreement"):
        kept = _read.get(record)
        if kept is None or kept.head != head:
            state = records.load(record).state or {}
            kept = _Adopted(head, tuple(sorted(state.get("parties", ()))), journal.last(record, "agreement.adopt"))
            _read[record] = kept
        found[record] = kept
    return found
