"""What an officer may read: one record with its next lawful steps, the desk of today, the state of the link.

Plain JSON values, so that pages and ``--json`` show the same. Reading a record about a person is logged with its
purpose; nothing here changes a procedure.
"""

from collections.abc import Mapping
from typing import Any

from comity.app import alarms, door, earlier_judgements, explain, officers, purposes
from comity.app.lists import code_lists
from comity.app.node import Node
from comity.domain.command import Actor, Command
from comity.kit import clock
from comity.kit.ids import RecordId
from comity.procedures.catalogue import procedure_named
from comity.procedures.general import GENERAL
from comity.procedures.judgement import fresh, words_of
from comity.procedures.step import Field, Procedure, Step
from comity.procedures.who import taken_before
from comity.storage import access, journal, log, outbox, records

View = dict[str, Any]


def record(node: Node, actor: Actor, record_id: str, *, purpose: str, purpose_code: str = "") -> View:
    """Everything this officer may know about one record. Raises door.NotFoundError and purposes.PurposeError."""
    state = access.access_record(actor, record_id)
    if state is None:
        raise door.NotFoundError(record=record_id)
    reason = log_read(node, actor, state, what="record", code=purpose_code, text=purpose)
    procedure = procedure_named(state["procedure"])
    history, reads = _history(node, record_id), access.reads_of(record_id)
    return {
        "record": state,
        "clock": clock_view(state),
        "clocks": clock_views(state),
        "steps": steps(node, actor, state, procedure),
        "history": history,
        "messages": outbox.of_record(record_id),
        "people": people(state, history, reads),
        "ended": state["state"] in procedure.ends,
        "witness": witness(node, state.get("partner", "")),
        "reads": reads,
        "earlier": earlier_judgements.of_record(node, actor, state),
        "purpose": reason.text,
        "purpose_code": reason.code,
    }


def log_read(node: Node, actor: Actor, state: Mapping[str, Any], *, what: str, code: str, text: str) -> purposes.Reason:
    """Write down that a record is read, before anything of it is given out; what is not about people is not written.

    An attempt to read it for a purpose that is not allowed is written down too. Raises purposes.PurposeError.
    """
    if not procedure_named(state["procedure"]).about_people:
        return purposes.Reason(purposes.own_purpose(state), text or purposes.own_words(state))
    line = {"officer": actor.id, "record": state["id"], "at": clock.format_time(clock.now()),
            "alarm": alarms.of_record(node, actor, state)}  # fmt: skip
    try:
        reason = purposes.reason_for(actor, state, code=code, text=text)
    except purposes.PurposeError as error:
        if error.data["reason"] == "other":
            access.log_read(**line, what=f"{what} refused", purpose=text, purpose_code=code)
        raise
    access.log_read(**line, what=what, purpose=reason.text, purpose_code=reason.code)
    return reason


def steps(node: Node, actor: Actor, state: Mapping[str, Any], procedure: Procedure) -> list[View]:
    """The steps people may take next, each with who may take it and, for this officer, why not."""
    rows = [row for row in procedure.steps_from(state["state"], side=state["side"]) if row.roles]
    return [step_view(node, actor, state, row) for row in rows if concerns(actor, row, state)]


ENDING = {"rt.lift": "hold", "pa.end_use": "uses"}
"""Steps that end something, and the member of the state that says whether there is anything to end."""


def concerns(actor: Actor, row: Step, state: Mapping[str, Any]) -> bool:
    """Whether a step is worth showing to this officer; those every record has are shown to who may take them."""
    if row.command not in GENERAL:
        return True
    return bool(actor.roles & set(row.roles)) and bool(state.get(ENDING.get(row.command, "id")))


def step_view(node: Node, actor: Actor, state: Mapping[str, Any], row: Step) -> View:
    """One step as it stands for this officer now, with what it would send."""
    command = Command(name=row.command, actor=actor, record=state["id"])
    decision, stops = door.preview(node, command, whoever=True)
    kinds = {stop.kind for stop in stops}
    return {
        "command": row.command,
        "target": row.target,
        "roles": [str(role) for role in row.roles],
        "different_from": list(row.different_from),
        "mine": "access" not in kinds,
        "open": not stops,
        "stops": [{"kind": stop.kind, "code": stop.code, "data": dict(stop.data)} for stop in stops],
        "gates": explain.failed_gates(node, decision) if decision else [],
        "warnings": list(decision.warnings) if decision else [],
        "sends": row.sends,
        "form": [field_view(node, field) for field in row.form],
        "facts": explain.facts_stated_at(node, row.command, state),
    }


def field_view(node: Node, field: Field) -> View:
    """A field of a form with its choices."""
    choices = field.choices or tuple(code_lists(node).get(field.codes, ())) if field.codes else field.choices
    return {
        "name": field.name,
        "kind": field.kind,
        "required": field.required,
        "choices": list(choices),
        "codes": field.codes,
        "limit": field.limit,
        "fields": [field_view(node, item) for item in field.fields],
        "of": list(field.of),
    }


def would_send(node: Node, actor: Actor, record_id: str, command: str, form: Mapping[str, Any]) -> View | None:
    """Exactly what the partner would receive if this step were taken with this form, without taking it.

    It shows what the record holds, so it is written down as a reading. Raises as ``check``, and purposes.PurposeError.
    """
    state = access.access_record(actor, record_id)
    if state is None:
        raise door.NotFoundError(record=record_id)
    log_read(node, actor, state, what="message", code="", text="")
    message: View | None = check(node, actor, record_id, command, form)["sends"]
    return message


def check(node: Node, actor: Actor, record_id: str, command: str, form: Mapping[str, Any]) -> View:
    """A filled-in step before it is taken: ``sends`` is what the partner would receive, ``stops`` and ``gates`` what
    would stop it. Raises FormError, and NotFoundError for a record this officer may not see.
    """
    if access.access_record(actor, record_id) is None:
        raise door.NotFoundError(record=record_id)
    command_now = Command(name=command, actor=actor, record=RecordId(record_id), form=form)
    decision, stops, message = door.rehearse(node, command_now)
    return {
        "sends": {"type": message["type"], "body": message["body"]} if message else None,
        "stops": [{"kind": stop.kind, "code": stop.code, "data": dict(stop.data)} for stop in stops],
        "gates": explain.failed_gates(node, decision) if decision else [],
        "warnings": list(decision.warnings) if decision else [],
    }


def entry(
    node: Node, actor: Actor, seq: int, *, purpose: str = "", reasons: Mapping[str, purposes.Reason] | None = None
) -> View:
    """One entry with its decision, if the officer may see its record; ``verdicts`` holds every policy that was asked.

    Reading an entry about people is logged; ``reasons`` holds those already given by record. Raises
    door.NotFoundError and purposes.PurposeError.
    """
    stored = journal.read_one(seq, records_key=node.records_key)
    state = access.access_record(actor, stored.entry.record) if stored else None
    if stored is None or state is None:
        raise door.NotFoundError(entry=seq)
    given = (reasons or {}).get(state["id"], purposes.Reason("", purpose))
    log_read(node, actor, state, what="entry", code=given.code, text=given.text)
    payload = stored.payload or {}
    decision = payload.get("decision")
    return {
        **_entry_view(node, stored),
        "record": stored.entry.record,
        "procedure": stored.entry.procedure,
        "actor_name": officers.name_of(stored.entry.actor),
        "decision": decision,
        "decision_hash": stored.entry.decision_hash,
        "form": payload.get("form"),
        "verdicts": explain.verdicts(node, stored.entry.command, decision) if decision else [],
    }


def today(node: Node, actor: Actor) -> View:
    """The officer's desk: what waits for a step of theirs, what is late, and how the link stands."""
    mine: list[View] = []
    others: list[View] = []
    for state in access.access_records(actor, limit=TODAY_ROWS):
        procedure = procedure_named(state["procedure"])
        if not procedure.about_people:
            continue
        item = brief(node, actor, state)
        if item["mine"]:
            mine.append(item)
        elif state["state"] not in procedure.ends:
            others.append(item)
    mine.sort(key=lambda item: (item["clock"] or {}).get("due_at") or "9999")
    return {"mine": mine, "others": others, "link": link_state(node), "office": node.office}


def brief(node: Node, actor: Actor, state: Mapping[str, Any]) -> View:
    """One line of a list: where a record stands and which steps wait for this officer."""
    procedure = procedure_named(state["procedure"])
    rows = [row for row in procedure.steps_from(state["state"], side=state["side"]) if row.roles]
    due = ("rt.review",) if review_is_due(state) else ()
    mine = [
        row.command
        for row in rows
        if actor.roles & set(row.roles)
        and not taken_before(row, officer=actor.id, state=state)
        and (row.command in due if row.command in GENERAL else row.target != state["state"] or row.lands)
    ]
    request = state.get("request") or {}
    return {
        "id": state["id"],
        "procedure": state["procedure"],
        "state": state["state"],
        "side": state["side"],
        "partner": state.get("partner", ""),
        "title": state.get("title") or request.get("conduct", ""),
        "urgent": bool(request.get("urgent")),
        "mine": [name for name in mine if name.partition(".")[2] not in QUIET],
        "fresh": len(fresh(state)),
        "clock": clock_view(state),
        "changed_at": state["changed_at"],
    }


TODAY_ROWS = 400
"""The newest records the desk of today looks through."""


def review_is_due(state: Mapping[str, Any]) -> bool:
    """Whether the day of review has passed and the record waits, hidden, for a person."""
    return "" < str((state.get("limits") or {}).get("review_at", "")) < clock.format_time(clock.now())


QUIET = ("amend", "withdraw", "state_facts", "decide", "freeze", "add_subject", "change_role", "add_statement",
         "retract_statement",
         "close", "ask_clarification", "consult", "return_incomplete", "offer_conversion")  # fmt: skip
"""Steps that are always possible and so make nothing wait; nor does one that leads where the record already is."""


def clock_view(state: Mapping[str, Any]) -> View | None:
    """The clock of a record that runs out first, with the seconds left (negative when late) and whether it stands."""
    views = clock_views(state)
    return next((view for view in views if not view["paused"]), views[0] if views else None)


def clock_views(state: Mapping[str, Any]) -> list[View]:
    """Every clock of a record, the one that runs out first before the others."""
    found = []
    for name, row in (state.get("clocks") or {}).items():
        left = clock.parse_time(row["due_at"]) - clock.now()
        paused = bool(row["pauses"]) and not row["pauses"][-1]["end"]
        late = bool(row.get("ran_out_at")) or (not paused and left.total_seconds() < 0)
        view = {"name": name, "left_seconds": int(left.total_seconds()), "paused": paused, "overdue": late}
        found.append({**row, **view})
    return sorted(found, key=lambda view: str(view["due_at"]))


def link_state(node: Node) -> list[View]:
    """Each partner: last contact, what waits, and how far our log has been witnessed."""
    rows = []
    for partner in records.of_procedure("partner", state="confirmed"):
        rows.append({"partner": partner["office"], "names": partner["names"], **witness(node, partner["office"])})
    return rows


def witness(node: Node, office: str) -> View:
    """How far a partner has cosigned this node's log."""
    size, cosigned = log.size(), log.cosigned_size(office) if office else 0
    return {"size": size, "cosigned": cosigned, "unwitnessed": max(0, size - cosigned),
            "waiting": outbox.count_waiting(office) if office else 0,
            "last_contact_at": outbox.last_contact(office) if office else ""}  # fmt: skip


def people(state: Mapping[str, Any], history: list[View], reads: list[View]) -> dict[str, str]:
    """Names for the officer ids that stand in a record."""
    ids = {*state.get("actors", {}).values(), *(row["actor"] for row in history)}
    ids |= {one["author"] for row in words_of(state) for one in (row, *row.get("earlier", []))}
    ids |= {row["officer"] for row in reads}
    ids |= {fact["author"] for fact in (state.get("stated") or {}).values()}
    return {name: officers.name_of(name) for name in sorted(ids) if name}


def _history(node: Node, record_id: str) -> list[View]:
    return [_entry_view(node, stored) for stored in journal.read(records_key=node.records_key, record=record_id)]


def _entry_view(node: Node, stored: journal.StoredEntry) -> View:
    item, payload = stored.entry, stored.payload or {}
    decision = payload.get("decision") or {}
    return {
        "seq": item.seq,
        "at": item.at,
        "command": item.command,
        "actor": item.actor,
        "role": item.actor_role,
        "outcome": item.outcome,
        "from": item.source,
        "to": item.target,
        "stops": payload.get("stops", []),
        "failed": list(decision.get("failed", [])),
        "warnings": list(decision.get("warnings", [])),
        "reasons": (payload.get("form") or {}).get("reasons", ""),
        "erased": stored.payload_bytes is None,
    }
