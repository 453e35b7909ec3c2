"""Who may take a step: an officer who sees the record and holds a role the step names, the partner, or the clock."""

from comity.domain.command import Actor, Command, Stop
from comity.domain.roles import ActorKind
from comity.procedures.step import Step
from comity.procedures.who import stops_officer
from comity.storage.access import access_record
from comity.storage.records import LoadedRecord


def stops(command: Command, step: Step, before: LoadedRecord) -> list[Stop]:
    """Why this actor may not even ask; empty when it may."""
    match command.actor.kind:
        case ActorKind.OFFICER:
            return _officer_stops(command, step, before)
        case ActorKind.PARTNER:
            return _partner_stops(command, step, before)
        case ActorKind.CLOCK:
            return [] if step.clock else [Stop("access", "not_for_the_clock")]
        case ActorKind.OPERATOR:
            first = step.makes_record and command.name == "officer.appoint"
            return [] if first else [Stop("access", "not_for_the_operator")]
        case ActorKind.VISITOR:
            return [] if step.public else [Stop("access", "not_for_a_visitor")]


def _officer_stops(command: Command, step: Step, before: LoadedRecord) -> list[Stop]:
    state = before.state or {}
    found = [
        Stop("access", code, data)
        for code, data in stops_officer(step, officer=command.actor.id, roles=command.actor.roles, state=state)
    ]
    if is_hidden(command, before):
        found.append(Stop("access", "not_visible"))
    sided = step.roles and step.side in ("requesting", "requested")
    if before.state is not None and sided and step.side != before.state.get("side"):
        found.append(Stop("access", "not_this_side"))
    return found


def is_hidden(command: Command, before: LoadedRecord) -> bool:
    """Whether it is an officer's command on a record that this officer may not know of."""
    if command.actor.kind != ActorKind.OFFICER or before.state is None:
        return False
    return access_record(command.actor, before.state["id"]) is None


def _partner_stops(command: Command, step: Step, before: LoadedRecord) -> list[Stop]:
    message = command.message or {}
    if not step.receives or message.get("type") != step.receives:
        return [Stop("access", "not_for_the_partner")]
    if before.state is not None and before.state.get("partner") != command.actor.id:
        return [Stop("access", "not_this_partner")]
    if before.state is not None and step.side not in ("both", before.state.get("side")):
        return [Stop("access", "not_this_side")]
    return []


def role_used(actor: Actor, step: Step) -> str:
    """The role an act is taken under: the first one of the step the actor holds, or the kind of actor."""
    if actor.kind != ActorKind.OFFICER:
        return str(actor.kind)
    held = [str(role) for role in step.roles if role in actor.roles]
    return held[0] if held else "none"
