"""Look one person up in this office's own registers: by officers who may, for a purpose that is logged."""

from typing import Any

from comity.app import alarms
from comity.app.node import Node
from comity.app.registers import PER_REGISTER, register_path
from comity.domain.command import Actor
from comity.domain.purposes import OWN_WORK
from comity.domain.roles import Role
from comity.kit import clock
from comity.kit.errors import ComityError
from comity.storage import access, records

MAY_LOOK_UP = frozenset({Role.CONTACT_POINT, Role.EVIDENCE_CUSTODIAN, Role.DATA_PROTECTION})
"""Those who hold the registers and who search them for requests."""


class LookUpError(ComityError):
    """This officer may not look people up outside a request, or there is no register of that name."""

    code = "registers.no_look_up"


def look_up(
    node: Node, actor: Actor, *, name: str, birth_date: str, registers: tuple[str, ...], purpose: str
) -> list[dict[str, Any]]:
    """Candidates of every named register (all without names), best first. Logged before anything is read.

    Raises LookUpError for an officer who may not, and for a register that is not there: nobody was looked for in it.
    """
    from comity.screening.lookup import SubjectQuery, search_register

    if not actor.roles & MAY_LOOK_UP:
        raise LookUpError(roles=sorted(str(role) for role in MAY_LOOK_UP))
    held = records.of_procedure("register")
    if unknown := sorted(set(registers) - {str(row["name"]) for row in held}):
        raise LookUpError("registers.no_register", names=unknown)
    rows = [row for row in held if not registers or row["name"] in registers]
    subject = SubjectQuery(names=(name,), birth_date=birth_date)
    alarm = alarms.of_names(node, actor, [name])
    at, found = clock.format_time(clock.now()), []
    for row in sorted(rows, key=lambda item: str(item["name"])):
        access.log_read(officer=actor.id, record=row["id"], what="look-up", purpose=purpose, at=at, alarm=alarm,
                        purpose_code=OWN_WORK)  # fmt: skip
        path = register_path(node, row)
        for candidate in search_register(path, [subject], limit=PER_REGISTER):
            found.append({**candidate.as_json(), "register": row["name"]})
    return sorted(found, key=lambda item: -int(str(item["points"])))
