"""Draft the agreement between two nodes from what both already hold: the pack, the policies, the directories."""

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
