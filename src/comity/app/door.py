"""The one door. Every command passes: access -> gates -> step -> one transaction.

Inside the transaction the log head is locked first, facts are read, the gates decide, and either outcome is written:
a done step with its rows, leaf and outgoing message, or a stopped one with every failed gate. A stop never raises
out of the transaction. Nothing is signed, sealed or sent here; that follows the commit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from comity.app import access, clocks, derive, effects, laws, limits, outgoing, situation
from comity.app.attachments import attached, named, new_files, size_stops
from comity.app.attachments import stops as file_stops
from comity.app.lists import code_lists
from comity.app.node import Node
from comity.domain.command import Command, Outcome, Stop
from comity.domain.entry import DONE, STOPPED, Entry
from comity.kit import clock
from comity.kit.crash import crash_point
from comity.kit.errors import ComityError
from comity.kit.ids import RecordId, new_record_id
from comity.law.decision import Decision
from comity.law.situation import Situation
from comity.procedures.catalogue import procedure_named, procedure_of
from comity.procedures.form import check_form
from comity.procedures.step import BACK, SAME, Procedure, Step
from comity.storage import journal, log, policies, records
from comity.storage.records import LoadedRecord

AfterWrite = Callable[[Outcome], None]


class FormError(ComityError):
    """What was filled in cannot be taken; nothing was written. ``faults`` lists ``(path, reason)``."""

    code = "door.form"


class NotFoundError(ComityError):
    """No such record, or none this officer may see; the answer is the same."""

    code = "door.not_found"


@dataclass(slots=True)
class _Case:
    """One command on its way through the door."""

    node: Node
    command: Command
    procedure: Procedure
    step: Step
    form: dict[str, Any]
    before: LoadedRecord
    record: RecordId
    at: datetime
    size: int
    next: bool
    finished: bool = True
    decision: Decision | None = None
    begun: Decision | None = None
    """What the law says that the record began under, where that is an earlier one."""
    situation: Situation | None = None
    stops: list[Stop] = field(default_factory=list)

    @property
    def state_name(self) -> str:
        return str(self.before.state["state"]) if self.before.state else ""


def submit(node: Node, command: Command, *, also: AfterWrite | None = None) -> Outcome:
    """Take one command through the door and say what came of it.

    ``also`` writes in the same transaction (the inbox row of a partner's message). Raises FormError or
    NotFoundError before anything is written; ProcedureError for a command nobody declares. A record hidden from this
    officer raises NotFoundError too, after the attempt was written down as stopped.
    """
    with transaction.atomic(durable=True):
        outcome = submit_within(node, command, size=log.lock(), also=also)
    crash_point("after_transaction")
    if any(stop.code == "not_visible" for stop in outcome.stops):
        raise NotFoundError(record=command.record)  # the attempt stands in the record; its maker learns nothing
    return outcome


def submit_within(node: Node, command: Command, *, size: int, also: AfterWrite | None = None) -> Outcome:
    """The same inside a transaction that already holds the log head at ``size``."""
    case = _open(node, command, size)
    case.stops += access.stops(case.command, case.step, case.before)
    if not case.stops:
        _judge(case)
        case.stops += _step_stops(case)
    outcome = _write_stop(case) if case.stops else _write_done(case)
    if also:
        also(outcome)
    return outcome


def preview(node: Node, command: Command, *, whoever: bool = False) -> tuple[Decision | None, tuple[Stop, ...]]:
    """What the door would say now, without writing anything: pages show it before the officer decides.

    A form that is not filled in yet is no fault here; what its content would be stopped for is then not asked.
    ``whoever`` asks the gates also where this actor may not take the step, so that those who must open a gate see
    it from a step that is not theirs; ask it only for a record the actor may see.
    """
    case = _open(node, command, log.size(), unfinished=True)
    stops = [*access.stops(case.command, case.step, case.before)]
    if not stops or whoever:
        _judge(case)
        stops += case.stops
        stops += _step_stops(case) if case.finished or not case.next else []
    return case.decision, tuple(stops)


def rehearse(node: Node, command: Command) -> tuple[Decision | None, tuple[Stop, ...], dict[str, Any] | None]:
    """What the door would say to this filled-in command, and the message it would send; nothing is written.

    The message is made by the same lines as the real one; only its id and time will be new. It is None where the
    step sends nothing or is not next. Raises FormError and NotFoundError as ``submit`` does.
    """
    case = _open(node, command, log.size())
    case.stops += access.stops(case.command, case.step, case.before)
    if case.stops:
        return None, tuple(case.stops), None
    _judge(case)
    case.stops += _step_stops(case)
    message = _made(case)[1] if case.next and case.step.sends else None
    return case.decision, (*case.stops, *size_stops(message)), message


def _open(node: Node, command: Command, size: int, *, unfinished: bool = False) -> _Case:
    before = records.load(command.record) if command.record else LoadedRecord(None, "", 0)
    procedure, row = _declared(command.name, before)
    step = row or procedure.rows(command.name)[0]
    if before.state is None and command.record and command.message is None:
        raise NotFoundError(record=command.record)
    if command.record is None and not any(item.makes_record for item in procedure.rows(command.name)):
        raise NotFoundError(record="")
    form, faults = check_form(step.form, command.form, code_lists(node))
    form, absent = named(node, command, step.form, form)
    faults += absent
    if faults and not (unfinished and all(reason == "required" for _, reason in faults)):
        if access.is_hidden(command, before):
            raise NotFoundError(record=command.record)  # what is wrong with a form is said of no hidden record
        raise FormError(command=command.name, faults=faults)
    record = command.record or new_record_id(node.office, procedure.record_kind)
    case = _Case(node, command, procedure, step, form, before, record, clock.now(), size, row is not None)
    case.finished = not faults
    return case


def _declared(command: str, before: LoadedRecord) -> tuple[Procedure, Step | None]:
    """The procedure a command is taken in, and its row from here; a record takes the steps of its own procedure only."""
    procedure = procedure_of(command)
    if before.state is None:
        return procedure, procedure.row_from(command, "")
    own = procedure_named(str(before.state["procedure"]))
    if not own.rows(command):
        return procedure, None
    return own, own.row_from(command, str(before.state["state"]), side=str(before.state["side"]))


def _judge(case: _Case) -> None:
    """Ask every gate of this step; keep the decision whatever it is."""
    seen = situation.gather(case.node, case.command, before=case.before, form=case.form, side=_side(case), at=case.at)
    decision = case.node.law.judge(seen)
    case.decision, case.situation = decision, seen
    case.begun = laws.judge_as_begun(case.node, case.before.state, seen)
    case.stops += laws.stops_as_begun(case.begun, decision)
    if not decision.allowed:
        failed = decision.failed or ("evaluation",)
        case.stops += [Stop("gate", policy) for policy in failed]


def _side(case: _Case) -> str:
    return str(case.before.state["side"]) if case.before.state else case.step.side


def _step_stops(case: _Case) -> list[Stop]:
    """Is it the next step, and is it another person's turn?"""
    if not case.next:
        return [Stop("step", "not_next", {"state": case.state_name})]
    absent = file_stops(case.node, case.command, case.form)
    return absent or derive.stops(case.node, case.command, case.before, case.form)


def _write_stop(case: _Case) -> Outcome:
    payload = {"form": case.form, "stops": [{"kind": row.kind, "code": row.code} for row in case.stops]}
    if case.command.message is not None:
        payload["message"] = _message_payload(case.command)
    entry = _write(case, payload, outcome=STOPPED, target=case.state_name)
    return _outcome(case, entry, done=False, state=case.state_name)


def _write_done(case: _Case) -> Outcome:
    payload, message, after = _made(case)
    case.stops += size_stops(message)
    if case.stops:
        return _write_stop(case)
    derived = payload["derived"]
    moved = clocks.changes(case.node, case.procedure, case.step, after=after, payload=payload, at=case.at)
    if moved:
        derived["clocks"] = moved
    target = _target(case, after)
    kept = limits.changes(case.node, case.procedure, {**after, "state": target}, at=case.at)
    if kept:
        derived["limits"] = kept
    entry = _write(case, payload, outcome=DONE, target=target)
    effects.after(case.node, entry, payload)
    attached(derived.get("files", {}))
    sent: tuple[str, ...] = ()
    if message is not None:
        scope = _scope(case, after)
        outgoing.queue(case.node, message, entry=entry, scope=scope, after=after)
        sent = (message["id"],)
    for more, command in enumerate(effects.following(case.node, entry, payload), start=1):
        submit_within(case.node, command, size=case.size + more)
    return _outcome(case, entry, done=True, state=entry.target, sent=sent)


def _made(case: _Case) -> tuple[dict[str, Any], dict[str, Any] | None, dict[str, Any]]:
    """The payload of a done step, the message it sends, and the state it leads to."""
    derived = derive.derived(case.node, case.command, case.before, form=case.form, situation=case.situation)
    files = new_files(case.node, case.command, case.form)
    if files:
        derived["files"] = files
    if case.step.sends:
        derived["message_id"] = outgoing.new_message_id(case.node)
    payload: dict[str, Any] = {"form": case.form, "derived": derived}
    if case.command.message is not None:
        payload["message"] = _message_payload(case.command)
    after = _try_out(case, payload)
    message = outgoing.compose(case.node, case.step, after, form=case.form, derived=derived, at=case.at)
    if message is not None:
        payload["sent"] = message
    return payload, message, after


def _try_out(case: _Case, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The state as it will be, so that what is sent is made from it."""
    draft = _entry(case, outcome=DONE, target=case.step.target, payload_hash="")
    state = records.folded(case.before, draft, payload)
    return state


def _target(case: _Case, after: Mapping[str, Any]) -> str:
    if case.step.lands:
        return case.step.lands(after)
    if case.step.target == SAME:
        return case.state_name
    if case.step.target == BACK:
        return str((case.before.state or {}).get("left", "")) or "received"
    return case.step.target


def _write(case: _Case, payload: dict[str, Any], *, outcome: str, target: str) -> Entry:
    if case.decision is not None:
        payload["decision"] = case.decision.to_json()
        if case.begun is not None:
            payload["begun"] = case.begun.to_json()
        policies.keep(case.node.law, at=clock.format_time(case.at))
    data, salt, payload_hash = journal.salted_payload(payload)
    entry = _entry(case, outcome=outcome, target=target, payload_hash=payload_hash)
    scope = _scope(case, payload.get("form", {}))
    key = case.node.records_key
    entry_hash = journal.append(entry, payload=data, salt=salt, scope=scope, records_key=key)
    records.write(entry, payload, entry_hash=entry_hash, before=case.before, projector=case.node.projector)
    return entry


def _entry(case: _Case, *, outcome: str, target: str, payload_hash: str) -> Entry:
    decision = case.decision
    return Entry(
        seq=case.size,
        at=clock.format_time(case.at),
        actor=case.command.actor.id,
        actor_role=access.role_used(case.command.actor, case.step),
        command=case.command.name,
        procedure=case.procedure.name,
        record=case.record,
        step=case.step.command.partition(".")[2],
        source=case.state_name,
        target=target,
        outcome=outcome,
        prev=case.before.head,
        facts_hash=decision.facts_hash if decision else "",
        decision_hash=decision.hash if decision else "",
        policy_hashes=dict(decision.policy_hashes) if decision else {},
        payload_hash=payload_hash,
    )


def _scope(case: _Case, source: Mapping[str, Any]) -> str:
    """The case whose key encrypts this: the record's case, or the record itself."""
    if case.procedure.scope == "node" or effects.is_of_the_node(case.command.name):
        return "node"
    state = case.before.state or {}
    return str(state.get("case") or source.get("case") or case.record)


def _message_payload(command: Command) -> dict[str, Any]:
    message = command.message or {}
    return {name: message[name] for name in ("type", "id", "from", "body")}


def _outcome(case: _Case, entry: Entry, *, done: bool, state: str, sent: tuple[str, ...] = ()) -> Outcome:
    decision = case.decision
    return Outcome(
        done=done,
        seq=entry.seq,
        record=case.record,
        state=state,
        stops=tuple(case.stops),
        decision=decision.to_json() if decision else None,
        warnings=decision.warnings if decision else (),
        sent=sent,
    )
