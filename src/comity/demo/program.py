"""The node's own program, started as an operator starts it; every answer is read as JSON.

One ``comity batch`` for each node takes all its commands, because starting a program costs a second on a small machine.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

import comity
from comity.kit.errors import ComityError

COMMAND_SECONDS: Final = 120.0
STOP_SECONDS: Final = 15.0
_SOURCE: Final = Path(comity.__file__).parent.parent
T = TypeVar("T")


class DemoError(ComityError):
    """The story cannot go on; ``sentence`` says at what and why."""

    code = "demo.failed"

    def __init__(self, sentence: str, **data: object) -> None:
        super().__init__(None, sentence=sentence, **data)

    def __str__(self) -> str:
        return str(self.data["sentence"])


@dataclass(frozen=True, slots=True)
class Secrets:
    """The files with passphrase and passwords of one node; the demonstration made them up itself."""

    folder: Path

    @property
    def unlock(self) -> Path:
        """The file with the passphrase of the node's keys."""
        return self.folder / "unlock"

    def password(self, username: str) -> Path:
        """The file with an officer's password."""
        return self.folder / f"{username}.password"

    def write(self, path: Path, text: str) -> None:
        """Write one secret, readable by the owner alone."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")


@dataclass(slots=True)
class Program:
    """The program of one node: its commands, and the node itself while it runs. What both say goes to ``log``."""

    home: Path
    secrets: Secrets
    log: Path
    node: subprocess.Popen[bytes] | None = None
    desk: subprocess.Popen[bytes] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def make(self, *command: str) -> dict[str, Any]:
        """The command that makes the node: a process of its own, because there is no node yet."""
        given = [*command, "--home", str(self.home), "--unlock-file", str(self.secrets.unlock), "--json"]
        return _judged(command, self.home.name, *ask(given, cwd=self.home.parent))

    def plain(self, *command: str) -> dict[str, Any]:
        """A command that needs no node."""
        return _judged(command, self.home.name, *self._ask(list(command)))

    def tell(self, *command: str) -> dict[str, Any]:
        """A command that needs the node's folder only."""
        return _judged(command, self.home.name, *self._ask([*command, "--home", str(self.home)]))

    def open(self, *command: str) -> dict[str, Any]:
        """A command that needs the node's keys."""
        return self.tell(*command, "--unlock-file", str(self.secrets.unlock))

    def order(self, username: str, *command: str) -> dict[str, Any]:
        """A command of an officer."""
        return self.open(*command, "--as", username, "--password-file", str(self.secrets.password(username)))

    def try_order(self, username: str, *command: str) -> tuple[int, dict[str, Any]]:
        """A command of an officer that may be stopped: its exit code and its answer."""
        hidden = self.secrets
        return self._ask([*command, "--home", str(self.home), "--unlock-file", str(hidden.unlock),
                          "--as", username, "--password-file", str(hidden.password(username))])  # fmt: skip

    def _ask(self, command: Sequence[str]) -> tuple[int, dict[str, Any]]:
        with self._lock:
            desk = self._open_desk()
            assert desk.stdin is not None  # noqa: S101 - Popen was given pipes
            assert desk.stdout is not None  # noqa: S101 - the same
            watchdog = threading.Timer(COMMAND_SECONDS, desk.kill)
            watchdog.start()
            try:
                desk.stdin.write(json.dumps(list(command)).encode() + b"\n")
                desk.stdin.flush()
                answer = json.loads(desk.stdout.readline())
            except (OSError, ValueError) as error:
                raise DemoError(f"{_named(command)} at {self.home.name} gave no answer; see {self.log}") from error
            finally:
                watchdog.cancel()
        return int(answer["code"]), dict(answer["answer"])

    def _open_desk(self) -> "subprocess.Popen[bytes]":
        if self.desk is None or self.desk.poll() is not None:
            with self.log.open("ab") as log:
                self.desk = subprocess.Popen(
                    _command(["batch"]), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                    env=_environment(), cwd=self.home.parent, start_new_session=True,
                )  # fmt: skip
        return self.desk

    def start(self) -> None:
        """Run the node."""
        command = ["node", "run", "--home", str(self.home), "--unlock-file", str(self.secrets.unlock)]
        with self.log.open("ab") as log:
            self.node = subprocess.Popen(
                _command(command), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                env=_environment(), cwd=self.home.parent, start_new_session=True,
            )  # fmt: skip

    def check_alive(self) -> None:
        """Raise DemoError when the node has ended by itself."""
        if self.node is not None and self.node.poll() is not None:
            raise DemoError(f"the node {self.home.name} has ended with code {self.node.returncode}; see {self.log}")

    def stop(self) -> bool:
        """End the node as an operator would; returns whether it ended in time by itself."""
        node, self.node = self.node, None
        desk, self.desk = self.desk, None
        if desk is not None and desk.stdin is not None:
            desk.stdin.close()
        ended = [_ended(process) for process in (node, desk) if process is not None]
        return all(ended)


def _ended(process: "subprocess.Popen[bytes]") -> bool:
    """Ask a process to end and wait; what does not is ended with all it started (it has a session of its own)."""
    if process.stdin is None and process.poll() is None:
        process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return True


def ask(command: Sequence[str], *, cwd: Path) -> tuple[int, dict[str, Any]]:
    """Run one command in a process of its own: its exit code, and the JSON object it printed. Raises DemoError."""
    try:
        done = subprocess.run(
            _command(command), stdin=subprocess.DEVNULL, capture_output=True, env=_environment(), cwd=cwd,
            timeout=COMMAND_SECONDS, check=False, start_new_session=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise DemoError(f"{_named(command)} did not end within {COMMAND_SECONDS:.0f} seconds") from error
    try:
        return done.returncode, dict(json.loads(done.stdout.decode()))
    except ValueError as error:
        said = done.stderr.decode(errors="replace").strip().splitlines()[-3:]
        raise DemoError(f"{_named(command)} gave no answer: {' / '.join(said)[:400]}") from error


def _judged(command: Sequence[str], node: str, code: int, answer: dict[str, Any]) -> dict[str, Any]:
    if code != 0:
        error = answer.get("error") or {}
        said = error.get("sentence") or [row.get("sentence") or row["code"] for row in answer.get("stops", [])]
        raise DemoError(f"{_named(command)} at {node} did not go: {said or answer}", answer=answer)
    return answer


def _named(command: Sequence[str]) -> str:
    return "comity " + " ".join(command[:2])


def _command(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "comity", *arguments]


def _environment() -> Mapping[str, str]:
    """As it is here, without any node's settings, and with this very program on the path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMITY_", "DJANGO_"))}
    path = [str(_SOURCE), *filter(None, [kept.get("PYTHONPATH", "")])]
    return {**kept, "PYTHONPATH": os.pathsep.join(path), "PYTHONUTF8": "1", "COMITY_LANGUAGE": "en"}


def wait_until(seen: Callable[[], T | None], *, seconds: float, what: str, alive: Sequence[Program] = ()) -> T:
    """Ask again and again until the answer is true; DemoError says what did not come."""
    until = time.monotonic() + seconds
    while True:
        found = seen()
        if found:
            return found
        for program in alive:
            program.check_alive()
        if time.monotonic() > until:
            raise DemoError(f"{what} did not come within {seconds:.0f} seconds")
        time.sleep(0.1)
