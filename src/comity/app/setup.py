"""Make a node: its folder, keys, database, identity. Run once by the operator."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from comity.kit import clock
from comity.kit.canonical import canonical_bytes
from comity.kit.errors import ComityError
from comity.kit.ids import check_office
from comity.law.pack import load_pack
from comity.protocol.identity import Authority, own_identity, sign_identity
from comity.protocol.keys import new_keys
from comity.protocol.wrapping import STANDARD_COST, Cost
from comity.tlog.tree import EMPTY_ROOT
from comity.transport.files import write_all_durably
from comity.transport.keyfiles import write_keys

QUICK_COST = Cost(memory_kib=1024, passes=1, lanes=1)
"""For training nodes whose unlock file lies beside the keys anyway."""


HIGH_WATER = "high-water"
FIRST_MARK = canonical_bytes({"v": 1, "size": 0, "root": EMPTY_ROOT.hex()}) + b"\n"
"""A new node has signed nothing yet. It says so at its foundation, so that a missing file always means something."""


class SetUpError(ComityError):
    """The node cannot be made here."""

    code = "setup.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNode:
    """What an operator decides about a node."""

    office: str
    state: str
    authority: str
    names: Mapping[str, str]
    database: str = "sqlite"
    host: str = "127.0.0.1"
    office_port: int = 8000
    link_port: int = 8443
    link_url: str = ""
    pack: str = "velmara-corvane"
    training: bool = False


def write_folder(home: Path, new: NewNode, *, passphrase: str, quick_keys: bool = False) -> None:
    """Write the node's folder: configuration, wrapped keys, signed identity. Nothing is left when it fails.

    ``quick_keys`` wraps keys with a cheaper Argon2id setting, for training nodes only.
    """
    office = check_office(new.office)
    if (home / "node.toml").exists():
        raise SetUpError("setup.exists", home=str(home))
    pack = load_pack(new.pack)
    if new.state not in pack.states:
        raise SetUpError("setup.state", state=new.state, known=list(pack.states))
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    hosts = sorted({new.host, "localhost", "127.0.0.1"})
    keys = new_keys(office, hosts)
    cost = QUICK_COST if quick_keys and new.training else STANDARD_COST
    write_keys(home / "keys", keys, passphrase, cost=cost)
    identity = own_identity(
        keys,
        office=office,
        state=new.state,
        authority=new.authority,
        names=new.names,
        link_url=new.link_url or f"https://{new.host}:{new.link_port}",
        directory=[
            Authority(id=row.id, parent=row.parent, level=row.level, names=row.names, acts=tuple(row.acts))
            for row in pack.directory
            if row.state == new.state
        ],
        made_at=clock.format_time(clock.now()),
    )
    files = {
        "identity.json": sign_identity(identity, keys.signing),
        "session.secret": secrets.token_urlsafe(48).encode(),
        "node.toml": node_toml(new).encode(),
        HIGH_WATER: FIRST_MARK,
    }
    write_all_durably(home, files)


def node_toml(new: NewNode) -> str:
    """The configuration file, as an operator would write it."""
    lines = [
        f"office = {_text(new.office)}",
        f"state = {_text(new.state)}",
        f"authority = {_text(new.authority)}",
        f"database = {_text(new.database)}",
        f"host = {_text(new.host)}",
        f"office_port = {new.office_port}",
        f"link_port = {new.link_port}",
        f"link_url = {_text(new.link_url)}",
        f"pack = {_text(new.pack)}",
        f"training = {str(new.training).lower()}",
        "",
        "[names]",
        *(f"{_text(language)} = {_text(name)}" for language, name in new.names.items()),
    ]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    if any(ord(char) < 32 for char in value):
        raise SetUpError("setup.text", text=value[:40])
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
