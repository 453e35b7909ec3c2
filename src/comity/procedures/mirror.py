"""What both nodes say a request has come to, from the link's signed messages alone.

The answer depends on the *set* of messages, not on the order they arrived in, so a node that has seen the same
messages always says the same. After SENT the requested node orders events: the requesting node's withdrawal or
answer only asks; the requested node's message settles it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from comity.procedures.step import Mirror

SETTLED = (
    ("request.withdrawn", "withdrawn"),
    ("request.refused", "refused"),
    ("request.returned", "returned"),
    ("reply.final", "answered"),
)

LIFE = "request.information"


def newest_round(messages: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The messages of the newest round: what a returned request had come to does not count once it was sent again."""
    newest = max((int(message.get("round", 1)) for message in messages), default=1)
    return [message for message in messages if int(message.get("round", 1)) == newest]


def ranked(life: str, settling: Sequence[tuple[str, str]], *, begun: str = "sent") -> Mirror:
    """A mirror for most procedures: the state of the first listed message type exchanged in the newest round.

    ``life`` is the type that begins a round; ``begun`` is the state while nothing listed has crossed.
    """

    def state_of(messages: Sequence[Mapping[str, Any]]) -> str:
        types = {str(message["type"]) for message in newest_round(messages)}
        if life not in types:
            return ""
        return next((state for kind, state in settling if kind in types), begun)

    return state_of


def mirror_state(messages: Sequence[Mapping[str, Any]]) -> str:
    """The shared state of one request: sent, received, clarifying, answered, refused, returned, converted,
    withdrawn, closed, or "" before anything was sent.

    Each message is ``{"type", "id", "reply_to", "round"}``; a returned request that is sent again begins a new
    ``round``, and only the newest round counts.
    """
    current = newest_round(messages)
    types = {str(message["type"]) for message in current}
    if LIFE not in types:
        return ""
    if "reply.final" in types and "use.report" in types:
        return "closed"
    for kind, state in SETTLED:
        if kind in types:
            return state
    if "convert.accept" in types:
        return "converted"
    return _open_state(current, types)


def _open_state(current: Sequence[Mapping[str, Any]], types: set[str]) -> str:
    asked = {str(message["id"]) for message in current if message["type"] == "clarify.ask"}
    answered = {str(message.get("reply_to", "")) for message in current if message["type"] == "clarify.answer"}
    if asked - answered:
        return "clarifying"
    return "received" if "request.received" in types else "sent"
