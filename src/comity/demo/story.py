"""The whole story, act by act, and what is left of it afterwards."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from comity.demo import logs, setup
from comity.demo.attack import Ambush, read_line
from comity.demo.lawful import Lawful
from comity.demo.office import ROLE_WORDS, Office, free_ports, make_offices
from comity.demo.people import People
from comity.demo.report import Report
from comity.demo.teller import Teller
from comity.demo.unlawful import Attack, ask_unlawfully


@dataclass(slots=True)
class Stage:
    """Where the story plays: a folder, two offices, and the line between them."""

    folder: Path
    people: People
    tell: Teller
    report: Report
    xa: Office
    xb: Office
    line_port: int

    @classmethod
    def build(cls, folder: Path, people: People, tell: Teller) -> "Stage":
        """An empty stage in an empty folder."""
        (line_port,) = free_ports(1)
        xa, xb = make_offices(folder, people.requesting, people.requested, line_port=line_port)
        return cls(folder, people, tell, Report(), xa, xb, line_port)

    def stop(self) -> None:
        """End every process that was started."""
        setup.both(lambda office: office.program.stop(), self.xa, self.xb)

    def forget(self) -> None:
        """Remove the folder with everything in it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def line(self) -> Iterator[Ambush]:
        """The line between the two, on which somebody will stand."""
        there = read_line(self.xb.home, _passphrase(self.xb), peer_home=self.xa.home, url=self.xa.entrance)
        back = read_line(self.xa.home, _passphrase(self.xa), peer_home=self.xb.home, url=self.xb.entrance)
        ambush = Ambush(self.xb.entrance, shown=there.keys.tls, used=back.keys.tls, port=self.line_port)
        with ambush:
            yield ambush


def _passphrase(office: Office) -> str:
    return office.program.secrets.unlock.read_text(encoding="utf-8").strip()


def prepare(stage: Stage) -> None:
    """Act one: two nodes from nothing."""
    xa, xb, tell = stage.xa, stage.xb, stage.tell
    tell.act("Two offices", "Velmara (XA) and Corvane (XB) are invented, and so is everybody in this story.")
    marks = setup.both(lambda office: setup.make_node(office, tell), xa, xb)
    setup.pair(xa, xb, dict(zip((xa.code, xb.code), marks, strict=True)), tell)

    def open_doors(office: Office) -> None:
        if office is xb:
            setup.load_register(xb, stage.people.register, tell)
        setup.start(office, tell)

    setup.both(open_doors, xa, xb)
    gates = xa.program.plain("law", "gates")["policies"]
    tell.questions.update({row["id"]: row["asks"]["en"] for row in gates})


def play(stage: Stage, line: Ambush) -> None:
    """Acts two to five. Fills the report; raises DemoError where the story cannot go on."""
    xa, xb, people, tell, report = stage.xa, stage.xb, stage.people, stage.tell, stage.report
    attack = Attack(xa, xb, line, tell)
    lawful = Lawful(xa, xb, people, tell, report, line)
    tell.act("A lawful request", people.request.title)
    lawful.ask()
    lawful.answer()
    tell.act("A request no law allows", people.unlawful.title)
    ask_unlawfully(xa, xb, people, tell, report)
    tell.act("On the line", "Altered, repeated, foreign and unlawful messages against the requested node.")
    logs.wait_for_quiet(xa, xb)
    report.tampered = attack.run(people.hostile, lawful.record)
    tell.say(f"{'':>20}{report.tampered['sent']} sent, {report.tampered['accepted']} accepted.")
    tell.act("Two logs", "Each office's log, held against what the other has seen of it.")
    logs.wait_for_quiet(xa, xb)
    report.logs = logs.compare(xa, xb, tell)


def conclude(stage: Stage) -> None:
    """What came of it, in a few lines."""
    report, tell = stage.report, stage.tell
    tell.act("What came of it")
    if report.match:
        match = report.match
        tell.say(f"  Asked {match['asked']} ({match['scripts'][0]}), found {match['found']} ({match['scripts'][1]}), "
                 f"{match['score']} of 1000, confirmed by a person.")  # fmt: skip
    if report.refused["gates"]:
        tell.say(f"  The unlawful request: {len(report.refused['gates'])} policies stopped it, "
                 f"{report.refused['disclosed']} messages left.")  # fmt: skip
    for node, row in report.logs.items():
        tell.say(f"  {node}: {row['entries']} entries, {'verified' if row['verified'] else 'NOT VERIFIED'}, "
                 f"checkpoint {row['checkpoint']}")  # fmt: skip
    for text in report.missing():
        tell.say(f"  {text}", style="red")
    tell.say(f"  {tell.seconds:.0f} seconds.")


def show_signs(stage: Stage) -> None:
    """Both addresses and every sign-in, made up for this run."""
    stage.tell.act("Look around", "These passwords were made up for this run and open nothing else.")
    for office in (stage.xa, stage.xb):
        stage.tell.say("", f"{office.side.names['en']}  {office.url}", style="bold")
        rows = [
            (row.username, office.passwords[row.username], row.spoken, f"{ROLE_WORDS[part]} ({', '.join(row.roles)})")
            for part, row in office.side.officers.items()
        ]
        stage.tell.grid(("user name", "password", "name", "role"), rows)
