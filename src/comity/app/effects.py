"""What a done step does besides its rows and its message, in the same transaction."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from comity.app import erasing
from comity.app.node import Node
from comity.domain.entry import Entry

Effect = Callable[[Node, Entry, Mapping[str, Any]], None]

_EFFECTS: Final[Mapping[str, Effect]] = {**erasing.EFFECTS}


def after(node: Node, entry: Entry, payload: Mapping[str, Any]) -> None:
    """Do what the command of a done entry brings about; most bring about nothing more."""
    effect = _EFFECTS.get(entry.command)
    if effect:
        effect(node, entry, payload)
