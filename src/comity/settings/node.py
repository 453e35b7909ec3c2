"""The node's own file, ``node.toml``: who this office is and where it listens. No secret but the session key's path."""

import secrets
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFile:
    """What an operator writes once at ``comity node init``."""

    office: str = "unset"
    state: str = ""
    authority: str = ""
    names: dict[str, str] = field(default_factory=dict)
    database: str = "sqlite"
    hosts: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    office_port: int = 8000
    link_port: int = 8443
    link_url: str = ""
    pack: str = "velmara-corvane"
    training: bool = False
    https_office: bool = False
    session_secret: str = ""


def read_node_file(home: Path) -> NodeFile:
    """Read ``home/node.toml``; without one, settings still load so that ``comity node init`` can run."""
    path = home / "node.toml"
    if not path.exists():
        return NodeFile(session_secret=secrets.token_urlsafe(48))
    values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    secret = home / "session.secret"
    values["hosts"] = tuple(values.get("hosts", ()))
    values["session_secret"] = secret.read_text().strip() if secret.exists() else secrets.token_urlsafe(48)
    return NodeFile(**values)
