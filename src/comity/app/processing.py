"""What the office can say of its own processing, all of it worked out from the records and none of it typed.

The register of processing and of recipients (LED art. 24), the transfers with their basis and reason (arts 35-38), and the
public notice in force (art. 13).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from comity.app.node import Node
from comity.kit import clock
from comity.procedures.catalogue import OWN
from comity.procedures.limits import roles_in
from comity.procedures.step import Procedure
from comity.storage import journal, records, summary

View = dict[str, Any]
CHUNK = 200


def notice() -> Mapping[str, Any] | None:
    """The public notice in force, the one published last; None where none was published yet."""
    rows = [row for row in records.of_procedure("processing", state="in_force") if row["kind"] == "notice"]
    return max(rows, key=lambda row: journal.last(str(row["id"]), "pa.publish_notice") or 0, default=None)


def register(node: Node) -> View:
    """Every kind of processing this office does: for which purposes, about whom, for how long, given to whom."""
    days = node.pack.retention_days
    return {
        "office": node.office,
        "made_at": clock.format_time(clock.now()),
        "activities": [_activity(node, row) for row in OWN if row.about_people],
        "registers": [
            {name: row[name] for name in ("name", "purpose", "owner", "lawful_origin", "review_on")}
            for row in records.of_procedure("register")
        ],
        "limits": [
            {"code": code, "days": days[code], "source": row.source} for code, row in node.pack.retention.items()
        ],
        "processors": [
            {name: row[name] for name in ("processor", "service_kind")}
            for row in records.of_procedure("processing", state="in_use")
        ],
        "assessments": [
            {name: row[name] for name in ("activities", "residual_risk", "review_on")}
            for row in records.of_procedure("processing", state="in_force")
            if row["kind"] == "assessment"
        ],
    }


def _activity(node: Node, procedure: Procedure) -> View:
    """One procedure as the records show it."""
    purposes: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    bases: Counter[str] = Counter()
    count = 0
    for state in summary.states(procedure.name):
        request = state.get("request") or {}
        purposes[str(request.get("purpose_code") or state.get("purpose_code") or "")] += 1
        bases[str(request.get("basis") or "")] += 1
        roles.update(roles_in(state))
        count += 1
    return {
        "procedure": procedure.name,
        "records": count,
        "purposes": sorted(set(purposes) - {""}),
        "bases": sorted(set(bases) - {""}),
        "roles": sorted(roles),
        "seen_by": [str(role) for role in procedure.readers],
        "recipients": summary.recipients(procedure.name),
    }


def transfers(node: Node) -> Iterator[View]:
    """Everything that was given to a partner about people: to whom, when, on which basis, why it was needed.

    What was erased since is still named, without its reason.
    """
    about = {row.name for row in OWN if row.about_people}
    for stored in journal.read(records_key=node.records_key):
        entry = stored.entry
        sent = (stored.payload or {}).get("sent")
        gone = stored.payload is None and summary.was_sent(entry.seq)
        if entry.procedure in about and (sent or gone):
            yield {**_transfer(stored, sent or {}), "entry": entry.seq, "record": entry.record, "at": entry.at,
                   "recipient": summary.peer_of(entry.seq), "message": summary.kind_of(entry.seq),
                   "officer": entry.actor, "erased": bool(gone)}  # fmt: skip


def _transfer(stored: journal.StoredEntry, sent: Mapping[str, Any]) -> View:
    """Basis, purpose and necessity as the decision that let it leave stood on them."""
    decision = (stored.payload or {}).get("decision") or {}
    facts = decision.get("facts") or {}
    state = records.load(stored.entry.record).state or {}
    request = state.get("request") or {}
    said = facts.get("items_needed") or facts.get("basis_in_force") or {}
    return {
        "safeguards": "agreement" if facts.get("policy_set_matches", {}).get("value") == "yes" else "",
        "basis": str(request.get("basis") or ""),
        "purpose_code": str(request.get("purpose_code") or ""),
        "necessity": str(request.get("purpose") or ""),
        "needed": str(said.get("value") or ""),
        "holds_data": bool((sent.get("body") or {}).get("statements") or (sent.get("body") or {}).get("request")
                           or (sent.get("body") or {}).get("release")),
    }  # fmt: skip
