"""Servers a test run starts for itself and throws away, and the one way to leave a test out."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import pytest

from tests.ports import free_port
from tools.system import find_chromium, find_postgres, in_ci

CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""How Chromium starts as root, in a container, without calling anybody."""

SOCKET_PATH_LIMIT = 90
"""A unix socket's path may hold some 107 bytes; PostgreSQL adds its own name to the folder's."""


def leave_out(reason: str) -> NoReturn:
    """Skip the test on a machine that lacks a server or a browser; where CI judges, fail instead."""
    if in_ci():
        pytest.fail(f"CI may leave nothing out: {reason}")
    pytest.skip(reason)


def chromium() -> str:
    """The browser's path for Playwright's ``executable_path``, or the test is left out."""
    found = find_chromium()
    if found is None:
        leave_out("no Chromium here")
    return str(found)


@dataclass(frozen=True, slots=True)
class PostgresCluster:
    """A running PostgreSQL of our own: UTF-8, C.UTF-8, nothing synced to disk, gone after the run.

    Locally (``folder`` holds the socket) the superuser ``postgres`` enters without a password; over loopback it needs
    ``password``.
    """

    folder: Path
    port: int
    password: str

    @property
    def url(self) -> str:
        """What COMITY_DATABASE takes, over the unix socket."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        """The same for another database of this cluster."""
        return f"postgres://postgres@:{self.port}/{database}?host={quote(str(self.folder))}"

    def loopback_url_of(self, database: str) -> str:
        """The same over TCP on the loopback address."""
        return f"postgres://postgres:{self.password}@127.0.0.1:{self.port}/{database}"


@contextmanager
def postgres_cluster() -> Iterator[PostgresCluster]:
    """Start a throw-away PostgreSQL and stop it, with everything in it, at the end.

    The server refuses to run as root, so root starts it as the system user ``postgres``.
    """
    programs = find_postgres()
    if programs is None or (os.geteuid() == 0 and not _has_postgres_user()):
        leave_out("no PostgreSQL server here")
    folder = _new_folder()
    cluster = PostgresCluster(folder, free_port(), secrets.token_hex(16))
    data = folder / "data"
    try:
        _make_cluster(programs, cluster)
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(cluster.port),
            "unix_socket_directories": str(folder),
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": "400",
        }
        flags = " ".join(f"-c {name}={value}" for name, value in options.items())
        _run(
            programs / "pg_ctl", "start", "-w", "-s", "-D", data, "-l", folder / "log", "-o", flags, log=folder / "log"
        )
        yield cluster
    finally:
        if (data / "postmaster.pid").exists():
            _run(programs / "pg_ctl", "stop", "-s", "-D", data, "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)


def _make_cluster(programs: Path, cluster: PostgresCluster) -> None:
    password_file = cluster.folder / "password"
    password_file.write_text(cluster.password)
    if os.geteuid() == 0:
        for path in (cluster.folder, password_file):
            shutil.chown(path, user="postgres")
    form = ("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")
    doors = ("--username", "postgres", "--auth-local", "trust", "--auth-host", "scram-sha-256")
    _run(programs / "initdb", "-D", cluster.folder / "data", *form, *doors, "--pwfile", password_file)


def _run(program: Path, *arguments: str | Path, log: Path | None = None) -> None:
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    # Output goes to a file: the server inherits it, and a pipe would never close.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [*as_user, program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            check=False,
        )
        output.seek(0)
        said = output.read().decode(errors="replace")
    if done.returncode != 0:
        told = log.read_text(errors="replace") if log and log.exists() else ""
        raise RuntimeError(f"{program.name} failed:\n{said}\n{told}")


def _new_folder() -> Path:
    # The server's user must be able to walk to its folder, and the socket's path is short by law of the kernel.
    for parent in (Path(tempfile.gettempdir()), Path("/tmp")):
        open_to_all = all(step.stat().st_mode & 0o001 for step in (parent, *parent.parents))
        if len(str(parent)) < SOCKET_PATH_LIMIT - 20 and (open_to_all or os.geteuid() != 0):
            return Path(tempfile.mkdtemp(prefix="comity-pg-", dir=parent))
    raise RuntimeError("no folder for temporary files can be entered by the server's user")


def _has_postgres_user() -> bool:
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return False
    return shutil.which("runuser") is not None
