"""The content of a partner's message: which step of which record it asks for, or the name of what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.app.enclosing import disclose
from comity.app.peers import Peer
from comity.kit.ids import IdFormatError, RecordId, parse_wire_id
from comity.procedures.catalogue import command_for_message, message_of, procedure_of
from comity.procedures.message_form import shape_faults
from comity.procedures.messages import well_formed
from comity.procedures.step import Step
from comity.protocol.envelope import Header
from comity.storage import records

SIDES = ("requesting", "requested")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message of a known type whose body has exactly the shape of its type, with the files it names by their hash."""

    type: str
    record: RecordId
    round: int
    body: Mapping[str, Any]
    files: Mapping[str, bytes]


def read_letter(header: Header, content: Mapping[str, Any]) -> Letter | str:
    """The opened content ``{"type", "id", "body"}``, with ``files`` where it names some, as a letter or a fault."""
    message_type, body = content.get("type"), content.get("body")
    if not isinstance(message_type, str) or not isinstance(body, dict) or content.get("id") != header.id:
        return "not_well_formed"
    if set(content) - {"files"} != {"type", "id", "body"} or header.type_class != class_of(message_type):
        return "not_well_formed"
    if not any(command_for_message(message_type, side=side) for side in SIDES):
        return "unknown_type"
    if not well_formed(message_type, body) or shape_faults(message_type, body):
        return "not_well_formed"
    try:
        parse_wire_id(body["record"])
    except IdFormatError:
        return "wrong_record"
    files = disclose(content)
    if files is None:
        return "wrong_files"
    return Letter(message_type, RecordId(body["record"]), body["round"], body, files)


def class_of(message_type: str) -> str:
    """What the clear header says of the type: its first word."""
    return message_type.partition(".")[0]


def wish_of(letter: Letter, peer: Peer) -> Step | str:
    """The step the letter asks for, or a kind of fault. Reads the record; call with the log head locked."""
    state = records.load(letter.record).state
    if state is None:
        return _new(letter, peer)
    if state.get("partner") != peer.office:
        return "wrong_record"
    step = command_for_message(letter.type, side=str(state["side"]))
    if step is None or procedure_of(step.command).name != state["procedure"]:
        return "wrong_record"
    return step if letter.round == _round(letter, state) else "wrong_round"


def turned_away_by(step: Step) -> str:
    """The command that sends a partner's message back with the neutral ground where the gates stop this step, or ""."""
    procedure = procedure_of(step.command)
    name = f"{procedure.prefix}.turn_away"
    return name if any(row.receives == step.receives for row in procedure.rows(name)) else ""


def _new(letter: Letter, peer: Peer) -> Step | str:
    """A record this node does not have: only its maker may bring it, under an id of its own, in its first round."""
    step = command_for_message(letter.type, side="requested")
    named = parse_wire_id(letter.record)
    if step is None or not step.makes_record or named.office != peer.office:
        return "wrong_record"
    if named.kind != procedure_of(step.command).record_kind:
        return "wrong_record"
    return step if letter.round == 1 else "wrong_round"


def _round(letter: Letter, state: Mapping[str, Any]) -> int:
    """A returned request that is sent again begins the next round; everything else belongs to the present one."""
    present = int(state.get("round", 1))
    return present + 1 if message_of(letter.type).life else present
