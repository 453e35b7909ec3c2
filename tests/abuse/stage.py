"""The stage: two nodes in two processes, each with its own database, keys and officers, and a line without waiting.

Every play goes through the real doors. ``settle`` carries what waits, as sealed and signed bytes, until both are quiet.
"""

import base64
import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comity.app.setup import NewNode, write_folder
from comity.protocol.certificates import certificate_der
from comity.protocol.identity import open_identity
from tests.nodes.pair import ROOT, RunnerError, environment
from tests.office import NAMES, PASSPHRASE, STATES

OFFICES = ("xa-coord", "xb-coord")
_NUMBERS = itertools.count(1)


Mark = frozenset[str]
"""What had left a node at some moment."""


@dataclass(frozen=True)
class Done:
    """What the door answered: ``gates`` are the policies that stopped it, ``other`` every other stop, ``seq`` its entry."""

    done: bool
    record: str
    state: str
    gates: frozenset[str]
    other: frozenset[str]
    seq: int
    side: "Side" = field(repr=False, compare=False)

    def __bool__(self) -> bool:
        return self.done

    @property
    def entry(self) -> dict[str, Any]:
        """What the record of this office keeps of it, with its payload."""
        return self.side.ask("entry", record=self.record, seq=self.seq)


@dataclass
class Side:
    """One office on the stage."""

    office: str
    home: Path
    process: "subprocess.Popen[str]"
    certificate: str = ""
    partner: "Side | None" = field(default=None, repr=False)
    faults: list[str] = field(default_factory=list)
    """What the entrance answered to posted batches besides receipts."""

    def ask(self, name: str, **arguments: Any) -> dict[str, Any]:
        answer = self._say({"do": name, **arguments})
        while "post" in answer:  # a batch for the partner: hand it over and hand back what the entrance said
            assert self.partner is not None
            taken = self.partner.ask("take", body=answer["post"], certificate=self.certificate)
            self.partner.faults += map(str, json.loads(base64.b64decode(taken["answer"]))["faults"])
            answer = self._say({"answer": taken["answer"]})
        if not answer.pop("ok"):
            raise RunnerError(f"{self.office} {name}: {answer['error']}")
        return answer

    def _say(self, line: dict[str, Any]) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline()
        if not said:
            raise RunnerError(f"{self.office}: the process ended with {self.process.wait()}")
        answer: dict[str, Any] = json.loads(said)
        return answer

    def do(self, who: str, command: str, record: str | None = None, **form: Any) -> Done:
        """A member of staff asks the door for a step."""
        answer = self.ask("act", who=who, command=command, record=record, form=form)
        stops = [stop.split(":", 1) for stop in answer["stops"]]
        return Done(
            answer["done"],
            answer["record"],
            answer["state"],
            frozenset(code for kind, code in stops if kind == "gate"),
            frozenset(code for kind, code in stops if kind != "gate"),
            answer["seq"],
            self,
        )

    def must(self, who: str, command: str, record: str | None = None, **form: Any) -> Done:
        """The same for a step that has to go through."""
        found = self.do(who, command, record, **form)
        assert found.done, (command, sorted(found.gates), sorted(found.other))
        return found

    def state(self, record: str) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("state", record=record)["state"] or {}
        return found

    def holding(self, text: str) -> list[list[str]]:
        """The records in which a text stands, as ``[procedure, state, side, id]``."""
        rows: list[list[str]] = self.ask("holding", text=text)["records"]
        return rows

    def mark(self) -> Mark:
        """What has left this node for the partner until now; ``told`` takes it."""
        return frozenset(self._told())

    def told(self, since: Mark = frozenset()) -> str:
        """All that left this node for the partner, ever or since a mark, as one text."""
        return json.dumps([said for name, said in self._told().items() if name not in since], ensure_ascii=False)

    def _told(self) -> dict[str, Any]:
        messages: dict[str, Any] = self.ask("told")["messages"]
        return {**messages, **{f"fault {number}": fault for number, fault in enumerate(self.faults)}}


@dataclass
class Stage:
    """XA asks, XB is asked; either may do either."""

    xa: Side
    xb: Side

    def settle(self) -> None:
        """Until nothing moves between the two."""
        while self.xa.ask("carry")["moved"] + self.xb.ask("carry")["moved"]:
            pass

    def days(self, number: float) -> None:
        """Let time pass on both nodes, and let the clocks act."""
        for side in (self.xa, self.xb):
            side.ask("now", days=number)
        for side in (self.xa, self.xb):
            side.ask("run_out")
        self.settle()

    @staticmethod
    def new_name(name: str) -> str:
        """A person no other play knows: series are judged over persons."""
        number = next(_NUMBERS)
        letters = "bdfgklmnprstvz"
        first, second = divmod(number, len(letters) ** 2)
        syllables = [letters[second // len(letters)] + "o", letters[second % len(letters)] + "a", "riel"]
        return f"{name} {''.join(syllables).title()}{'ly' * first}"


@contextmanager
def open_stage(folder: Path) -> Iterator[Stage]:
    """Found two nodes, let two people on each side pin the other, and bring a signed agreement into force."""
    sides = [_open(folder, office) for office in OFFICES]
    try:
        _pair(*sides)
        yield Stage(*sides)
    finally:
        for side in sides:
            assert side.process.stdin is not None
            side.process.stdin.close()
        for side in sides:
            side.process.wait(20)


def _open(folder: Path, office: str) -> Side:
    home = folder / office
    new = NewNode(office=office, state=STATES[office], authority=office.replace("coord", "coordination"),
                  names=NAMES[office], training=True, link_url="https://127.0.0.1:9")  # fmt: skip
    write_folder(home, new, passphrase=PASSPHRASE, quick_keys=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.abuse.stage_process", str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, env=environment(), cwd=ROOT,
    )  # fmt: skip
    side = Side(office, home, process)
    side.ask("found")
    identity = open_identity((home / "identity.json").read_bytes())
    side.certificate = base64.b64encode(certificate_der(identity.tls_certificate)).decode()
    return side


def _pair(xa: Side, xb: Side) -> None:
    from comity.protocol.agreement import write_agreement

    xa.partner, xb.partner = xb, xa
    for near, far in ((xa, xb), (xb, xa)):
        theirs = far.ask("identity")
        pinned = near.ask("pin", file=theirs["file"], fingerprint=theirs["fingerprint"])
        assert pinned["done"], pinned
    content = xa.ask("draft_agreement", partner=xb.office)["content"]
    signatures = {side.office: side.ask("sign_agreement", content=content)["signature"] for side in (xa, xb)}
    document = write_agreement(content, {name: base64.b64decode(text) for name, text in signatures.items()}).decode()
    for side in (xa, xb):
        adopted = side.ask("adopt", document=document)
        assert adopted["done"], adopted
    for near, far in ((xa, xb), (xb, xa)):
        near.ask("ready", partner=far.office)
