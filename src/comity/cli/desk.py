"""What one command works with: the node's folder, the passphrase, the officer who acts. Each is read when asked for."""

import os
import stat
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from comity.cli.words import language_of_the_terminal
from comity.kit.errors import ComityError

if TYPE_CHECKING:
    from comity.app.node import Node
    from comity.domain.command import Actor

HOME = "comity-node"
CREDENTIAL = "comity-unlock"
SECRET_LIMIT = 4096


class DeskError(ComityError):
    """The command was not told enough, or what it was told cannot be used."""

    code = "cli.desk"


@dataclass
class Desk:
    """The common options of a command, and what they open."""

    home: Path
    unlock_file: Path | None = None
    username: str = ""
    password_file: Path | None = None

    def start(self) -> None:
        """Point Django at the node's folder. Raises DeskError when there is no node."""
        if not (self.home / "node.toml").exists():
            raise DeskError("cli.no_node", home=str(self.home))
        start_django(self.home)

    @cached_property
    def passphrase(self) -> str:
        """The passphrase of the node's keys: unlock file, systemd credential, or a question on the terminal."""
        return read_passphrase(self.unlock_file)

    @cached_property
    def node(self) -> "Node":
        """The node, opened: its records can be read."""
        from comity.app.node import open_node

        return open_node(self.home, self.passphrase)

    @cached_property
    def actor(self) -> "Actor":
        """The officer who acts, signed in. Raises DeskError when nobody is named."""
        if not self.username:
            raise DeskError("cli.nobody")
        _ = self.node
        from comity.app.officers import sign_in

        return sign_in(self.username, read_password(self.password_file, self.username))

    @property
    def language(self) -> str:
        """The officer's language once signed in, else the terminal's."""
        actor: Actor | None = self.__dict__.get("actor")
        return actor.language if actor else language_of_the_terminal()


def start_django(home: Path) -> None:
    """Load the settings of the node in ``home``. One process works with one node."""
    os.environ["COMITY_HOME"] = str(home.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.settings")
    import django
    from django.conf import settings

    django.setup()
    if home.resolve() != settings.HOME:
        raise DeskError("cli.other_node", home=str(home), loaded=str(settings.HOME))


def read_passphrase(unlock_file: Path | None) -> str:
    """The passphrase of the node's keys, never from the command line itself."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if unlock_file is None and folder and (Path(folder) / CREDENTIAL).is_file():
        return _first_line((Path(folder) / CREDENTIAL).read_bytes(), CREDENTIAL)
    if unlock_file is not None:
        return read_secret_file(unlock_file)
    return _ask("Passphrase of the node's keys: ", "cli.no_passphrase")


def read_password(password_file: Path | None, username: str) -> str:
    """An officer's password, from a file or a question on the terminal."""
    if password_file is not None:
        return read_secret_file(password_file)
    return _ask(f"Password of {username}: ", "cli.no_password", username=username)


def read_secret_file(path: Path) -> str:
    """The first line of a file that only its owner can read. Raises DeskError."""
    try:
        mode = path.stat().st_mode
        data = path.read_bytes()[: SECRET_LIMIT + 1]
    except OSError as error:
        raise DeskError("cli.secret_file", file=str(path)) from error
    if stat.S_IMODE(mode) & 0o077:
        raise DeskError("cli.secret_exposed", file=str(path))
    return _first_line(data, str(path))


def _first_line(data: bytes, name: str) -> str:
    try:
        line = data.decode().split("\n", 1)[0].rstrip("\r")
    except UnicodeDecodeError as error:
        raise DeskError("cli.secret_file", file=name) from error
    if not line or len(data) > SECRET_LIMIT:
        raise DeskError("cli.secret_file", file=name)
    return line


def _ask(question: str, code: str, **data: object) -> str:
    if not sys.stdin.isatty():
        raise DeskError(code, **data)
    from getpass import getpass

    answer = getpass(question)
    if not answer:
        raise DeskError(code, **data)
    return answer
