"""What a done step does besides its rows and its message, in the same transaction."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from comity.app import correction, erasing
from comity.app.node import Node
from comity.domain.command import Command
from comity.domain.entry import Entry

Effect = Callable[[Node, Entry, Mapping[str, Any]], None]

Following = Callable[[Node, Entry, Mapping[str, Any]], list[Command]]

_EFFECTS: Final[Mapping[str, Effect]] = {**erasing.EFFECTS}
_FOLLOWS: Final[Mapping[str, Following]] = {**correction.FOLLOWS}


def is_of_the_node(command: str) -> bool:
    """Whether an entry's words stand under the key of the node: what says that something was erased outlives its key."""
    return command in erasing.EFFECTS


def after(node: Node, entry: Entry, payload: Mapping[str, Any]) -> None:
    """Do what the command of a done entry brings about; most bring about nothing more."""
    effect = _EFFECTS.get(entry.command)
    if effect:
        effect(node, entry, payload)


def following(node: Node, entry: Entry, payload: Mapping[str, Any]) -> list[Command]:
    """The commands the clock takes at once because of a done entry, in other records of this node; mostly none."""
    follow = _FOLLOWS.get(entry.command)
    return follow(node, entry, payload) if follow else []
