"""Make a node: its folder, keys, database, identity. Run once by the operator."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from comity.kit import clock
from comity.kit.errors import ComityError
from comity.kit.ids import check_office
from comity.law.pack import load_pack
from comity.protocol.identity import Authority, own_identity, sign_identity
from comity.protocol.keys import new_keys
from comity.transport.keyfiles import write_keys


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
    pack: str = "default"
    training: bool = False


def write_folder(home: Path, new: NewNode, *, passphrase: str, quick_keys: bool = False) -> None:
    """Write the node's folder: configuration, wrapped keys, signed identity. Nothing is left when it fails.

    ``quick_keys`` wraps keys with a cheaper Argon2id setting, for training nodes only.
    """
    office = check_office(new.office)
    if (home / "node.toml").exists():
        raise SetUpError("setup.exists", home=str(home))
    pack = load_pack(new.pack)
    if new.state not in pack.state_codes:
        raise SetUpError("setup.state", state=new.state, known=list(pack.state_codes))
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    hosts = sorted({new.host, "localhost", "127.0.0.1"})
    keys = new_keys(office, hosts)
    write_keys(home / "keys", keys, passphrase, quick=quick_keys and new.training)
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
    write_private(home / "identity.json", sign_identity(identity, keys.signing))
    write_private(home / "session.secret", secrets.token_urlsafe(48).encode())
    write_private(home / "node.toml", node_toml(new).encode())


def write_private(path: Path, data: bytes) -> None:
    """Write a file only its owner can read, durably and all at once."""
    temporary = path.with_suffix(path.suffix + ".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


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
