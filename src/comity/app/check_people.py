"""Check the people behind a record: different hands where the procedure demands them, and a purpose for everybody named."""

from collections.abc import Mapping
from typing import Any

from comity.domain.entry import DONE
from comity.procedures.catalogue import procedure_named
from comity.procedures.step import ProcedureError
from comity.storage.chains import Chain
from comity.storage.findings import Findings

PARTIES = ("partner", "clock")
"""Roles of entries that no person of this office took."""


def check_hands(findings: Findings, chain: Chain) -> None:
    """Requester, approver and reviewer are different people at every done step that demands it (I7)."""
    took: dict[str, set[str]] = {}
    for link in chain.links:
        entry = link.entry
        if entry.outcome != DONE:
            continue
        try:
            procedure = procedure_named(entry.procedure)
            step, writing = procedure.row_from(entry.command, entry.source), entry.command in procedure.writers
        except ProcedureError:
            step, writing = None, False
        for earlier in step.different_from if step else ():
            findings.looked("I7")
            if entry.actor in took.get(earlier, ()) and entry.actor_role not in PARTIES:
                text = f"{entry.command} was taken by who took {earlier}"
                findings.fault("I7", table="Entry", key=entry.seq, column="data", text=text)
        took[entry.command] = {entry.actor, *(took.get(entry.command, ()) if writing else ())}


def check_purposes(findings: Findings, state: Mapping[str, Any] | None) -> None:
    """Every record about people has a purpose, every person a role, every subject and register a day of review (I8)."""
    if state is None or state.get("erased"):
        return
    wanting: list[str] = []
    match state["procedure"]:
        case "information_request" | "own_initiative" | "legal_assistance" | "criminal_record" | "consent":
            request = state.get("request") or {}
            if request and not request.get("purpose_code"):
                wanting.append("purpose")
            wanting += ["role of a person" for person in request.get("persons", []) if not person.get("role")]
        case "case":
            wanting += [] if state.get("purpose_code") else ["purpose"]
            for subject in state.get("subjects", {}).values():
                wanting += [name for name in ("role", "review_on") if not subject.get(name)]
        case "register":
            wanting += [name for name in ("purpose", "review_on") if not state.get(name)]
        case _:
            return
    findings.looked("I8")
    for name in wanting:
        findings.fault("I8", table="Record", key=state["id"], column="body", text=f"without {name}")
