"""Gather what the gates may know about a command: the node's own records, never the requester's word alone."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import Any, overload

from comity.app import enumeration, node_facts
from comity.app.agreements import agreement_with
from comity.app.node import Node
from comity.domain.command import Actor, Command
from comity.domain.roles import ActorKind
from comity.kit.clock import format_time
from comity.kit.ids import IdFormatError, RecordId, parse_wire_id
from comity.law.situation import Situation
from comity.procedures.catalogue import procedure_named, procedure_of
from comity.procedures.projection import requester_of
from comity.storage import boot, records, series
from comity.storage.access import access_record
from comity.storage.records import LoadedRecord

State = dict[str, Any]
SERIES_DAYS = 30
WRITING = ("draft", "amend")
SENDING = {"requesting": "sending", "requested": "receiving"}


def gather(node: Node, command: Command, *, before: LoadedRecord, form: Mapping[str, Any], side: str,
           at: datetime) -> Situation:  # fmt: skip
    """Everything the fact producers read, for one command at one moment."""
    state = _state_with_step(before.state, command, form, side)
    partner_office = str(state.get("partner", ""))
    return Situation(
        action=command.name,
        side=SENDING.get(side, side) if command.name.startswith("oi.") else side,
        at=at,
        actor=command.actor.id,
        actor_roles=tuple(sorted(str(role) for role in command.actor.roles)),
        form=_as_told(node, form),
        record=state,
        pack=node.pack,
        agreement=agreement_with(partner_office),
        partner=partner_named(partner_office),
        message=_message(command),
        series=_series(node, state, command, at),
        history=_history(node, state),
        node={
            "history_whole": boot.history_is_whole(),
            "shared_policy_hash": node.law.shared.hash,
            "office": node.office,
            "state": node.file.state,
            **node_facts.of(node, command, before.state or {}, form, at),
        },
        registers={"lawful_origin": _origin(state)},
        linked=_linked(command, state, form),
        related=_Related(node, state),
    )


def _as_told(node: Node, form: Mapping[str, Any]) -> dict[str, Any]:
    """The form as the gates judge it: facts as plain words, and a ground as the partner would be told it."""
    seen = dict(form)
    if form.get("facts"):
        seen["facts"] = spoken(form)
    if form.get("ground"):
        seen["ground"] = told_as(node, form["ground"])
    return seen


def told_as(node: Node, ground: str) -> str:
    """The neutral code a ground is told as (REF-02): itself when neutral. The real one stays sealed here."""
    row = node.pack.grounds.get(ground)
    return ground if row is None or row.neutral else row.told_as


def spoken(form: Mapping[str, Any]) -> dict[str, str]:
    """The words a form states about facts, without the reasons beside them."""
    return {name: str(row["value"]) for name, row in form["facts"].items()}


def _origin(state: Mapping[str, Any]) -> str:
    """Whether every register that was searched was itself lawfully obtained, by its own record."""
    searched = set(state.get("searched_registers", ()))
    rows = [row for row in records.of_procedure("register") if row["name"] in searched]
    return "yes" if rows and all(row["lawful_origin"] for row in rows) else "unknown"


def partner_named(office: str) -> State | None:
    """The confirmed partner with this office code, or None."""
    rows = [row for row in records.of_procedure("partner", state="confirmed") if row.get("office") == office]
    return {**rows[0], "state": rows[0]["country"]} if rows else None


def _state_with_step(state: State | None, command: Command, form: Mapping[str, Any], side: str) -> State:
    """The record as the gates must see it: for a step that brings the request itself, with that request."""
    seen = dict(state or {"id": "", "state": "", "side": side, "actors": {}, "stated": {}, "decisions": {}})
    verb = command.name.partition(".")[2]
    if command.message is not None:
        body = command.message["body"]
        seen["partner"] = seen.get("partner") or command.message["from"]
        if "request" in body or "about" in body:
            seen["request"] = dict(body.get("request") or body.get("about"))
            seen["partner_actors"] = dict(body.get("officers", {}))
    elif verb in WRITING:
        seen["partner"] = form.get("partner", seen.get("partner", ""))
        seen["case"] = form.get("case", seen.get("case", ""))
        seen["request"] = {name: value for name, value in form.items() if name not in ("partner", "case")}
    if "statements" in form:
        seen["release"] = {name: form[name] for name in ("statements", "handling", "conditions", "expires_on")}
    return seen


def _message(command: Command) -> Mapping[str, Any] | None:
    if command.message is None:
        return None
    header = command.message["header"]
    return {"authenticated": True, "sender": command.message["from"], "policy_hash": header["policy_hash"],
            "addressee": header["to"]}  # fmt: skip


def tokens_of(node: Node, state: Mapping[str, Any]) -> list[str]:
    """The blinded tokens of everybody and everything a request asks about."""
    request = state.get("request") or {}
    make = node.projector
    found = [token for person in request.get("persons", []) for token in make.tokens.of_person(person)]
    found += [token for item in request.get("objects", []) for token in make.tokens.of_object(item)]
    return [make.blind(token) for token in dict.fromkeys(found)]


def _series(node: Node, state: State, command: Command, at: datetime) -> Mapping[str, int]:
    since = format_time(at - timedelta(days=SERIES_DAYS))
    counts = series.count(
        tokens=tokens_of(node, state),
        actor=requester_of(state) or command.actor.id,
        partner=str(state.get("partner", "")),
        case=str(state.get("case", "")),
        since=since,
        without=str(state.get("id", "")),
    )
    return {**counts, "sequential_documents": _sequence(node, state, since)}


def _sequence(node: Node, state: State, since: str) -> int:
    make, partner = node.projector, str(state.get("partner", ""))

    def known(tokens: Collection[str]) -> set[str]:
        blind = {make.blind(token): token for token in tokens}
        return {blind[token] for token in series.asked_about(blind, partner=partner, since=since)}

    found = enumeration.identifiers(state.get("request") or {}, make.tokens.of_person, make.tokens.of_object)
    return enumeration.longest_run(found, known)


def _linked(command: Command, state: State, form: Mapping[str, Any]) -> dict[str, State]:
    """The records that the record itself names, and those the command names, by the name of the field.

    What is named now is read only where the one who names it may see it; otherwise the gates learn as much of it as of
    a record that is not there.
    """
    fields = _record_fields(command.name) | _record_fields(str(state.get("procedure", "")))
    brought = form if command.message is None else command.message["body"].get("request") or {}
    now = {name: brought[name] for name in fields & set(brought) if _is_record_id(brought[name])}
    asked = state.get("request") or {}
    kept = {name: asked[name] for name in fields & set(asked) if _is_record_id(asked[name])}
    kept = {**kept, **(state.get("links") or {})}
    found = {name: records.load(RecordId(str(value))).state for name, value in kept.items() if name not in now}
    found |= {name: _named_by(command.actor, str(value)) for name, value in now.items()}
    return {name: row for name, row in found.items() if row is not None}


def _named_by(actor: Actor, record: str) -> State | None:
    """A record as whoever names it may know it: an officer what he or she may see, a partner what it has a part in."""
    match actor.kind:
        case ActorKind.OFFICER:
            return access_record(actor, record)
        case ActorKind.PARTNER:
            state = records.load(RecordId(record)).state
            return state if state is not None and state.get("partner") == actor.id else None
        case _:
            return records.load(RecordId(record)).state


@cache
def _record_fields(name: str) -> frozenset[str]:
    """The fields by which the steps of a procedure, given by its name or by a command, name other records."""
    if not name:
        return frozenset()
    procedure = procedure_of(name) if "." in name else procedure_named(name)
    return frozenset(item.name for step in procedure.steps for item in step.form if item.kind == "record")


def _is_record_id(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(parse_wire_id(value))
    except IdFormatError:
        return False


class _Related(Sequence[State]):
    """This node's other records that mention the same people or things, newest first; loaded when first looked at."""

    def __init__(self, node: Node, state: State) -> None:
        self._node, self._state = node, state

    @cached_property
    def _rows(self) -> tuple[State, ...]:
        named = series.related(tokens=tokens_of(self._node, self._state), without=str(self._state.get("id", "")))
        return tuple(row for row in (records.load(RecordId(name)).state for name in named) if row is not None)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> State: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[State]: ...
    def __getitem__(self, index: int | slice) -> State | Sequence[State]:
        return self._rows[index]


def _history(node: Node, state: State) -> Any:
    return series.earlier(tokens=tokens_of(node, state), without=str(state.get("id", "")))
