"""One office of the demonstration: its people, its folder, its program, and its addresses."""

import secrets
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from comity.demo.people import Officer, Side
from comity.demo.program import Program, Secrets

HOST: Final = "127.0.0.1"
WORDS: Final = ("amber", "birch", "canal", "delta", "ember", "ferry", "grove", "harbour", "island", "juniper", "kettle",
                "lantern", "meadow", "north", "orchard", "pebble", "quay", "river", "saddle", "timber", "umber",
                "valley", "willow", "yarrow")  # fmt: skip
ROLE_WORDS: Final = {
    "requester": "requesting officer",
    "supervisor": "certifying supervisor",
    "desk": "contact point",
    "approver": "second contact point",
    "asylum": "asylum authority",
    "custodian": "evidence custodian",
    "head": "head of office",
    "central": "central authority",
    "admin": "administrator",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One node. ``link_url`` is where the partner reaches it, ``entrance`` where its own program listens for partners."""

    code: str
    state: str
    authority: str
    country: str
    side: Side
    program: Program
    passwords: dict[str, str]
    office_port: int
    link_port: int
    link_url: str

    @property
    def home(self) -> Path:
        """The node's folder."""
        return self.program.home

    @property
    def url(self) -> str:
        """Where officers open their pages."""
        return f"http://{HOST}:{self.office_port}"

    @property
    def entrance(self) -> str:
        """Where the node itself listens for partners."""
        return f"https://{HOST}:{self.link_port}"

    def officer(self, part: str) -> Officer:
        """Who plays a part here."""
        return self.side.officers[part]

    def who(self, part: str) -> str:
        """A name with the role, as the story tells it."""
        return f"{self.officer(part).spoken}, {ROLE_WORDS[part]},"


def make_offices(folder: Path, requesting: Side, requested: Side, *, line_port: int) -> tuple[Office, Office]:
    """Both offices with fresh secrets and free ports; nothing is started. The requested one is reached over the line."""
    ports = free_ports(4)
    xa = _office(folder, requesting, code="xa-coord", state="XA", country="Velmara", ports=ports[:2], reached=ports[1])
    xb = _office(folder, requested, code="xb-coord", state="XB", country="Corvane", ports=ports[2:], reached=line_port)
    return xa, xb


def _office(folder: Path, side: Side, *, code: str, state: str, country: str, ports: list[int], reached: int) -> Office:
    hidden = Secrets(folder / "secrets" / code)
    hidden.write(hidden.unlock, new_password(words=6))
    passwords = {officer.username: new_password() for officer in side.officers.values()}
    for username, password in passwords.items():
        hidden.write(hidden.password(username), password)
    return Office(
        code=code,
        state=state,
        authority=f"{code.removesuffix('-coord')}-coordination",
        country=country,
        side=side,
        program=Program(home=folder / code, secrets=hidden, log=folder / f"{code}.log"),
        passwords=passwords,
        office_port=ports[0],
        link_port=ports[1],
        link_url=f"https://{HOST}:{reached}",
    )


def new_password(words: int = 3) -> str:
    """Words and a number, made up for this run."""
    return "-".join([*(secrets.choice(WORDS) for _ in range(words)), str(secrets.randbelow(9000) + 1000)])


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on now."""
    taken = [socket.create_server((HOST, 0)) for _ in range(count)]
    try:
        return [int(server.getsockname()[1]) for server in taken]
    finally:
        for server in taken:
            server.close()
