"""Two real nodes on this machine: folders, databases, processes, and a line between them that can be broken."""

import base64
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from comity.app.setup import NewNode, write_folder
from comity.demo.proxy import LineFaults, LineProxy
from comity.protocol.keys import KEY_NAMES, NodeKeys
from comity.transport.keyfiles import read_keys
from tests.office import NAMES, PASSPHRASE, STATES
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
MODULES = {
    "worker": "comity.worker.process",
    "link": "comity.peerapi.process",
    "office": "comity.cli.office_process",
}
PATIENCE = 120.0


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMITY_", "DJANGO_"))}
    return {**kept, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}", "PYTHONUTF8": "1", **(extra or {})}


class RunnerError(AssertionError):
    """The process beside a node could not do what the test asked."""


@dataclass
class Live:
    """One node: its folder, the process beside it, and its three processes while it runs."""

    office: str
    partner: str
    home: Path
    front: LineProxy
    link_port: int
    runner: "subprocess.Popen[str] | None" = None
    process: "subprocess.Popen[bytes] | None" = None
    extra: dict[str, str] = field(default_factory=dict)

    # -- beside the node

    def ask(self, name: str, **arguments: Any) -> dict[str, Any]:
        if self.runner is None or self.runner.poll() is not None:
            self.runner = subprocess.Popen(
                [sys.executable, "-m", "tests.nodes.runner", str(self.home)], stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, text=True, env=environment(self.extra), cwd=ROOT,
            )  # fmt: skip
            if name not in ("found", "open"):
                self.ask("open")
        assert self.runner.stdin is not None
        assert self.runner.stdout is not None
        self.runner.stdin.write(json.dumps({"do": name, **arguments}) + "\n")
        self.runner.stdin.flush()
        line = self.runner.stdout.readline()
        if not line:
            raise RunnerError(f"{name}: the process ended with {self.runner.wait()}")
        answer: dict[str, Any] = json.loads(line)
        if not answer.pop("ok"):
            raise RunnerError(f"{self.office} {name}: {answer['error']}")
        return answer

    def done(self, name: str, **arguments: Any) -> dict[str, Any]:
        """The same for a step that must be done."""
        answer = self.ask(name, **arguments)
        assert answer["done"], (name, answer["stops"])
        return answer

    def act(self, who: str, command: str, record: str | None = None, **form: Any) -> dict[str, Any]:
        return self.done("act", who=who, command=command, record=record, form=form)

    def state(self, record: str) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("state", record=record)["state"] or {}
        return found

    def link(self) -> dict[str, Any]:
        return self.ask("link", partner=self.partner)

    def wait(self, what: Callable[[], Any], *, seconds: float = PATIENCE) -> Any:
        """Until it holds; fails with what the node has said."""
        until = time.monotonic() + seconds
        while not (found := what()):
            if time.monotonic() > until:
                raise AssertionError(f"{self.office} did not come to it: {self.link()}\n{self.said()[-3000:]}")
            time.sleep(0.05)
        return found

    def file(self, name: str) -> str:
        """A file of the node's folder, which its worker may not have written yet: "" until then."""
        path = self.home / name
        return path.read_text() if path.exists() else ""

    def wait_for_state(self, record: str, state: str) -> dict[str, Any]:
        self.wait(lambda: self.state(record).get("state") == state)
        return self.state(record)

    def stop_runner(self) -> None:
        runner, self.runner = self.runner, None
        if runner is not None:
            assert runner.stdin is not None
            runner.stdin.close()
            runner.wait(PATIENCE)

    # -- the node itself

    @property
    def log(self) -> Path:
        return self.home.parent / f"{self.office}.log"

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def start(self, **extra: str) -> "Live":
        """``comity node run``, until every process has said that it is ready."""
        before = len(self.said())
        unlock = self.home.parent / f"{self.office}.unlock"
        unlock.touch(mode=0o600)
        unlock.write_text(PASSPHRASE + "\n")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "comity", "node", "run", "--home", str(self.home), "--unlock-file", str(unlock)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                env=environment({**self.extra, **extra}), cwd=ROOT,
            )  # fmt: skip
        self.wait(lambda: all(f"{name} ready" in self.said()[before:] for name in MODULES))
        return self

    def stop(self) -> int:
        """As an operator does; every process must end by itself."""
        process, self.process = self.process, None
        if process is None:
            return 0
        process.terminate()
        try:
            return process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise

    def pids(self, name: str) -> list[int]:
        """Every process of one part of this node: the server and, where it forks, its workers."""
        wanted, found = MODULES[name], []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (folder / "cmdline").read_bytes().split(b"\0")
                home = f"COMITY_HOME={self.home}".encode()
                if wanted.encode() in words and home in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
        return found

    def kill(self, name: str) -> list[int]:
        """kill -9 for every process of one part."""
        found = self.pids(name)
        for pid in found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return found

    def keys(self) -> NodeKeys:
        return read_keys(self.home / "keys", PASSPHRASE, names=KEY_NAMES)

    def close(self) -> None:
        self.stop_runner()
        self.stop()


@dataclass
class Pair:
    """XA asks, XB is asked."""

    xa: Live
    xb: Live

    def start(self) -> "Pair":
        self.xa.start()
        self.xb.start()
        return self

    def settle(self) -> None:
        """Until nothing waits and each has witnessed all of the other's log."""
        sides = ((self.xa, self.xb), (self.xb, self.xa))
        for near, _far in sides:
            near.wait(partial(_is_empty, near))
        for near, far in sides:
            near.wait(partial(_is_witnessed, near, far))

    def close(self) -> None:
        for node in (self.xa, self.xb):
            node.close()


def _is_empty(near: Live) -> bool:
    return bool(near.link()["waiting"] == 0)


def _is_witnessed(near: Live, far: Live) -> bool:
    return bool(near.link()["cosigned"] == near.link()["size"] == far.link()["witnessed"])


@contextlib.contextmanager
def fronts() -> Iterator[dict[str, tuple[LineProxy, int]]]:
    """A line to each node, whole unless a test breaks it. Partners only know the line's address."""
    with contextlib.ExitStack() as stack:
        made = {}
        for office in ("xa-coord", "xb-coord"):
            port = free_port()
            made[office] = (stack.enter_context(LineProxy(("127.0.0.1", port))), port)
        yield made


def make_pair(folder: Path, lines: dict[str, tuple[LineProxy, int]], databases: Mapping[str, str], *,
              witnessing: str = "deferred") -> Pair:  # fmt: skip
    """Found two nodes, let two people on each side pin the other, and bring a signed agreement into force."""
    nodes = {}
    for office, partner in (("xa-coord", "xb-coord"), ("xb-coord", "xa-coord")):
        front, port = lines[office]
        home = folder / office
        new = NewNode(office=office, state=STATES[office], authority=office.replace("coord", "coordination"),
                      names=NAMES[office], database=databases[office], office_port=free_port(), link_port=port,
                      link_url=f"https://127.0.0.1:{front.port}", training=True)  # fmt: skip
        write_folder(home, new, passphrase=PASSPHRASE, quick_keys=True)
        nodes[office] = Live(office, partner, home, front, port)
        nodes[office].ask("found")
    pair = Pair(nodes["xa-coord"], nodes["xb-coord"])
    for near, far in ((pair.xa, pair.xb), (pair.xb, pair.xa)):
        theirs = far.ask("identity")
        near.done("pin", file=theirs["file"], fingerprint=theirs["fingerprint"])
    content = pair.xa.ask("draft_agreement", partner="xb-coord", witnessing=witnessing)["content"]
    signatures = {node.office: node.ask("sign_agreement", content=content)["signature"] for node in (pair.xa, pair.xb)}
    from comity.protocol.agreement import write_agreement

    document = write_agreement(content, {name: base64.b64decode(text) for name, text in signatures.items()}).decode()
    for node in (pair.xa, pair.xb):
        node.done("adopt", document=document)
        node.stop_runner()
    return pair


def copy_pair(template: Pair, folder: Path, databases: Mapping[str, str]) -> Pair:
    """The same two nodes again, as they stood when they had just been paired."""
    copies = {}
    for node in (template.xa, template.xb):
        home = folder / node.office
        shutil.copytree(node.home, home)
        text = (home / "node.toml").read_text()
        lines = [f'database = "{databases[node.office]}"' if line.startswith("database") else
                 f"office_port = {free_port()}" if line.startswith("office_port") else line
                 for line in text.splitlines()]  # fmt: skip
        (home / "node.toml").write_text("\n".join(lines) + "\n")
        node.front.faults = LineFaults()
        node.front._target = ("127.0.0.1", node.link_port)
        copies[node.office] = Live(node.office, node.partner, home, node.front, node.link_port)
    return Pair(copies["xa-coord"], copies["xb-coord"])
