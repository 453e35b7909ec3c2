"""What a step puts on the link: exactly what its procedure declares. Pages show it before it is sent.

Every body names the record, the round and the sender's time; free text crosses only where a form says so.
"""

from collections.abc import Mapping
from typing import Any

from comity.procedures.catalogue import message_of
from comity.procedures.step import Body

State = Mapping[str, Any]
FRAME = ("record", "round", "at")
"""Members every body has."""
LIMIT_ROUND = 1000


def compose(message_type: str, state: State, form: Mapping[str, Any], *, at: str, derived: Mapping[str, Any]) -> Body:
    """The body of a message of this type about a record in this state. Raises ProcedureError on an unknown type."""
    body = {"record": state["id"], "round": int(state.get("round", 1)), "at": at}
    return {**body, **message_of(message_type).make(state, form, derived)}


def well_formed(message_type: str, body: Any) -> bool:
    """Whether a received body has exactly the members of its type and a frame the fold can read."""
    if not isinstance(body, Mapping):
        return False
    declared = message_of(message_type)
    members = {*FRAME, *(item.name for item in declared.fields), *declared.parts}
    if set(body) != members or not all(isinstance(body[name], str) for name in ("record", "at")):
        return False
    return isinstance(body["round"], int) and not isinstance(body["round"], bool) and 0 < body["round"] < LIMIT_ROUND


def lane_of(state: State) -> str:
    """Urgent requests and all that answers them travel in the urgent lane."""
    return "urgent" if (state.get("request") or {}).get("urgent") else "normal"
