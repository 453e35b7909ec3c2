"""Nodes made and driven from outside, as an operator would: one process a command, in folders of their own."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PASSPHRASE = "a long sentence nobody guesses"
PASSWORD = "correct horse battery staple"
NAMES = {
    "xa-coord": ("XA", "xa-coordination", "Velmara Coordination", "ការិយាល័យវែលម៉ារ៉ា", "韦尔马拉协调处"),
    "xb-coord": ("XB", "xb-coordination", "Corvane Liaison", "មជ្ឈមណ្ឌលខរវ៉ាន", "科尔万联络处"),
}
STAFF = {"head": "HO", "officer": "RO", "supervisor": "CS", "desk": "SP", "desk2": "SP", "custodian": "EC"}


@dataclass
class Shell:
    """One node's folder, with the secrets its commands read from files."""

    folder: Path
    office: str
    database: str = "sqlite"
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.folder / self.office

    def variables(self, **more: str) -> dict[str, str]:
        """The environment of a command: nothing of ours but where the node and its secrets are."""
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("COMITY_")},
            "COMITY_HOME": str(self.home),
            "COMITY_UNLOCK_FILE": str(self.folder / "unlock"),
            "COMITY_PASSWORD_FILE": str(self.folder / "password"),
            "COMITY_LANGUAGE": "en",
            "PYTHONIOENCODING": "utf-8",
            **self.environment,
            **more,
        }

    def run(self, *arguments: str, who: str = "", ok: int | None = 0, **more: str) -> subprocess.CompletedProcess[str]:
        """Run one command on this node. ``ok`` is the exit code that is expected; None takes any."""
        done = subprocess.run(
            [sys.executable, "-m", "comity", *arguments],
            env=self.variables(**({"COMITY_AS": who} if who else {}), **more),
            cwd=self.folder,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=300,
            check=False,
        )
        assert ok is None or done.returncode == ok, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return done

    def json(self, *arguments: str, who: str = "", ok: int | None = 0) -> Any:
        """The same with --json: exactly one object on standard output."""
        done = self.run(*arguments, "--json", who=who, ok=ok)
        lines = done.stdout.splitlines()
        assert len(lines) == 1, done.stdout + done.stderr
        return json.loads(lines[0])

    def init(self, *more: str, ok: int | None = 0) -> Any:
        """Make the node."""
        state, authority, english, khmer, chinese = NAMES[self.office]
        return self.json(
            "node", "init", "--office", self.office, "--state", state, "--authority", authority, "--name-en", english,
            "--name-km", khmer, "--name-zh", chinese, "--training", "--database", self.database, *more, ok=ok,
        )  # fmt: skip

    def hire(self) -> None:
        """Appoint a small staff by one file."""
        roll = self.folder / "officers.toml"
        roll.write_text("".join(
            f'[[officers]]\nusername = "{username}"\nname = "{username.title()}"\nroles = ["{role}"]\n'
            'password_file = "password"\n'
            for username, role in STAFF.items()
        ))  # fmt: skip
        self.json("officer", "appoint-all", str(roll), who="admin")


class Talk:
    """Many commands on one node in one process (``comity batch``): for set-ups, where starting each costs too much."""

    def __init__(self, shell: Shell) -> None:
        self.shell, self.folder, self.office = shell, shell.folder, shell.office
        self._process = subprocess.Popen(
            [sys.executable, "-m", "comity", "batch"],
            env=shell.variables(),
            cwd=shell.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Talk":
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(timeout=120) == 0

    def json(self, *arguments: str, who: str = "", ok: int | None = 0) -> Any:
        """As ``Shell.json``."""
        assert self._process.stdin is not None and self._process.stdout is not None
        words = [*arguments, *(["--as", who] if who else [])]
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        answered = json.loads(self._process.stdout.readline())
        assert ok is None or answered["code"] == ok, f"{arguments}\n{answered}"
        return answered["answer"]


def make_shell(folder: Path, office: str, *, database: str = "sqlite") -> Shell:
    """A shell for a node that is not made yet, with its secrets beside the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, secret in (("unlock", PASSPHRASE), ("password", PASSWORD)):
        path = folder / name
        path.touch(mode=0o600)
        path.write_text(secret + "\n")
    return Shell(folder, office, database)


def pair(first: Shell | Talk, second: Shell | Talk) -> None:
    """Pin each at the other, two people each, and bring one agreement into force at both."""
    for own, other in ((first, second), (second, first)):
        out = other.folder / f"{other.office}.identity.json"
        if not out.exists():
            other.json("pair", "identity", "--out", str(out))
        mark = other.json("pair", "identity")["fingerprint"]
        proposed = own.json("pair", "propose", str(out), "--fingerprint", mark, who="desk")
        own.json("pair", "confirm", proposed["record"], "--fingerprint", mark.lower(), who="head")
    draft, one, both = (first.folder / name for name in ("draft.json", "one.json", "both.json"))
    first.json("agreement", "draft", "--with", second.office, "--out", str(draft))
    proposed = first.json("agreement", "propose", str(draft), who="head")
    first.json("agreement", "sign", proposed["record"], "--out", str(one), who="head")
    proposed = second.json("agreement", "propose", str(one), who="head")
    second.json("agreement", "sign", proposed["record"], "--out", str(both), who="head")
    for shell in (first, second):
        shell.json("agreement", "adopt", str(both), who="head")


def copy_of(shell: Shell, folder: Path) -> Shell:
    """The same SQLite node in another folder, so that a test may change it."""
    shutil.copytree(shell.folder, folder)
    return Shell(folder, shell.office, shell.database)
