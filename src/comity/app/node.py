"""This node at run time: its file, its unlocked records key, its law. One object, opened once a process."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from comity.kit.errors import ComityError
from comity.law.decide import Law, built_law
from comity.law.pack import load_pack
from comity.law.pack_model import Pack
from comity.law.policyset import PolicySet
from comity.procedures.projection import Tokens
from comity.screening.tokens import tokens_of_object, tokens_of_person
from comity.settings.node import NodeFile, read_node_file
from comity.storage.records import Projector
from comity.transport.keyfiles import read_keys


class NodeClosedError(ComityError):
    """The node's folder has not been set up, or this process has not unlocked it."""

    code = "app.node_closed"


@dataclass(frozen=True)
class Node:
    """An opened node. ``records_key`` encrypts payloads at rest; signing keys are not held here."""

    home: Path
    file: NodeFile
    records_key: bytes

    @property
    def office(self) -> str:
        """The code of this office."""
        return self.file.office

    @property
    def origin(self) -> str:
        """The name of this node's log."""
        return f"{self.file.office}/record"

    @cached_property
    def pack(self) -> Pack:
        """The instrument pack: treaties, conduct, clocks, code lists."""
        return load_pack(self.file.pack)

    @cached_property
    def law(self) -> Law:
        """The shared policy set, and this node's own additions when it has any."""
        local = self.home / "law"
        files = {path.name: path.read_text(encoding="utf-8") for path in sorted(local.glob("*.cedar"))}
        return built_law(PolicySet.shared(), PolicySet.from_files("local", files) if files else None)

    @cached_property
    def projector(self) -> Projector:
        """How entries become rows here: tokens are blinded under a key only this node has."""
        key = hmac.digest(self.records_key, b"comity/blind/v1", sha256)

        def blind(text: str) -> str:
            return hmac.new(key, text.encode(), sha256).hexdigest()

        return Projector(Tokens(tokens_of_person, tokens_of_object), blind)

    @property
    def registers_folder(self) -> Path:
        """Where the Parquet files of the registers lie."""
        return self.home / "registers"


_opened: dict[str, Node] = {}


def open_node(home: Path, passphrase: str) -> Node:
    """Unlock the records key of the node in ``home`` and make it this process's node."""
    if not (home / "node.toml").exists():
        raise NodeClosedError(reason="no_node", home=str(home))
    keys = read_keys(home / "keys", passphrase, names=("records",))
    return use_node(Node(home, read_node_file(home), keys["records"]))


def use_node(node: Node) -> Node:
    """Make an opened node this process's node."""
    _opened["node"] = node
    return node


def current() -> Node:
    """This process's node; NodeClosedError before it was opened."""
    if "node" not in _opened:
        raise NodeClosedError(reason="locked")
    return _opened["node"]


def names_of(node: Node) -> Mapping[str, Any]:
    """The office's names by language."""
    return node.file.names or {"en": node.office}
