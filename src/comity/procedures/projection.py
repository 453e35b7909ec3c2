"""From a folded state to the rows it is looked up by. Pure, so that every column can be rebuilt and compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from comity.domain.entry import Entry
from comity.kit.canonical import canonical_bytes
from comity.procedures import judgement
from comity.procedures.catalogue import procedure_named, procedure_of

Row = dict[str, Any]
MARKING = ("invited", "barred", "disputes")
"""Members of a state that hold its marks, each a list of texts."""
Blind = Callable[[str], str]
"""Turns a readable token into an HMAC under the node's key."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """How people and things are turned into tokens: given by the room that knows names."""

    of_person: Callable[[Mapping[str, Any]], list[str]]
    of_object: Callable[[Mapping[str, Any]], list[str]]


def record_row(state: Mapping[str, Any], *, entries: int, head: str) -> Row:
    """The columns of one record."""
    return {
        "id": state["id"],
        "procedure": state["procedure"],
        "state": state["state"],
        "side": state["side"],
        "partner": state.get("partner", ""),
        "case": state.get("case", ""),
        "requester": writer_of(state),
        "mirror": state.get("mirror", ""),
        "marks": "".join(f"\n{mark}\n" for mark in marks_of(state)),
        "due_at": next_due(state),
        **{name: (state.get("limits") or {}).get(name, "") for name in ("review_at", "delete_at", "hidden_at")},
        "made_at": state["made_at"],
        "changed_at": state["changed_at"],
        "entries": entries,
        "head": head,
        "body": canonical_bytes(dict(state)).decode(),
    }


def marks_of(state: Mapping[str, Any]) -> list[str]:
    """Whom a record is opened to, whom it is kept from, what it disputes, and the blinded receipt and judged entries it is found by.

    Only steps of this node put them there; what people write into a record never becomes one.
    """
    named = [str(mark) for name in MARKING for mark in state.get(name) or ()]
    return [*named, *([f"receipt:{state['receipt']}"] if state.get("receipt") else []), *judgement.marks(state)]


def statement_rows(state: Mapping[str, Any]) -> list[Row]:
    """The statements about the subjects of a case."""
    names = ("property", "value", "lang", "source", "kind", "source_grade", "information_grade", "author", "at",
             "retracted_at")  # fmt: skip
    return [
        {"record": state["id"], "statement": row["id"], "subject": number, **{name: row[name] for name in names}}
        for number, subject in state.get("subjects", {}).items()
        for row in subject["statements"]
    ]


def attachment_rows(rows: list[Row], entry: Entry, payload: Mapping[str, Any] | None) -> list[Row]:
    """The files of a record after one more entry: those it brings, without those it deletes."""
    derived = (payload or {}).get("derived") or {}
    gone = set(derived.get("deleted_files") or ())
    names = ("address", "sha256", "name", "media_type", "size")
    fresh = [
        {"record": entry.record, "seq": entry.seq, **{name: row[name] for name in names}}
        for row in (derived.get("files") or {}).values()
    ]
    return [*(row for row in rows if row["sha256"] not in gone), *fresh]


def decision_row(entry: Entry, payload: Mapping[str, Any] | None) -> Row | None:
    """The gates' answer that stands in an entry, without any fact."""
    if not entry.decision_hash:
        return None
    decision = (payload or {}).get("decision") or {}
    return {
        "seq": entry.seq,
        "record": entry.record,
        "action": entry.command,
        "allowed": entry.outcome == "done" if payload is None else bool(decision.get("allowed")),
        "failed": " ".join(decision.get("failed", [])),
        "facts_hash": entry.facts_hash,
        "decision_hash": entry.decision_hash,
        "shared_policy": entry.policy_hashes.get("shared", ""),
        "local_policy": entry.policy_hashes.get("local", ""),
    }


def mention_rows(
    entry: Entry, payload: Mapping[str, Any] | None, state: Mapping[str, Any] | None, *, tokens: Tokens, blind: Blind
) -> list[Row]:
    """Blinded traces of the people and things an entry asks about, done or stopped."""
    if payload is None or not any(step.mentions for step in procedure_of(entry.command).rows(entry.command)):
        return []
    request = (state or {}).get("request") or _asked(payload)
    base = {
        "seq": entry.seq,
        "record": entry.record,
        "command": entry.command,
        "outcome": entry.outcome,
        "actor": requester_of(state) or entry.actor,
        "partner": (state or {}).get("partner") or (payload.get("message") or {}).get("from", ""),
        "case": (state or {}).get("case", ""),
        "failed": " ".join((payload.get("decision") or {}).get("failed", [])),
        "at": entry.at,
    }
    rows = []
    for person in request.get("persons", []):
        rows += [{**base, "kind": "person", "token": blind(token)} for token in tokens.of_person(person)]
    for item in request.get("objects", []):
        rows += [{**base, "kind": "object", "token": blind(token)} for token in tokens.of_object(item)]
    return rows


def next_due(state: Mapping[str, Any]) -> str:
    """When the first of the running clocks runs out: "" when none runs, or each has run out and said so."""
    running = [
        row["due_at"]
        for row in state.get("clocks", {}).values()
        if not row.get("ran_out_at") and not (row["pauses"] and not row["pauses"][-1]["end"])
    ]
    return min(running, default="")


def writer_of(state: Mapping[str, Any]) -> str:
    """The officer of this node who wrote it: "" when a partner did."""
    actors = state.get("actors", {})
    written = (actors.get(name) for name in procedure_named(state["procedure"]).writers)
    return str(next((actor for actor in written if actor), ""))


def requester_of(state: Mapping[str, Any] | None) -> str:
    """Who wants to know: our officer who wrote it, or the partner's requester as the message names them."""
    if not state or not state.get("procedure"):
        return ""
    partner = state.get("partner_actors") or {}
    return writer_of(state) or str(partner.get("requester") or "")


def _asked(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    body = (payload.get("message") or {}).get("body") or {}
    request: Mapping[str, Any] = body.get("request") or body.get("about") or payload.get("form") or {}
    return request
