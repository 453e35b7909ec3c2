"""What must not succeed: the same officer's unlawful request, and bad messages on the line."""

from typing import Any

from comity.demo.attack import Ambush, Intruder, Tried, read_line
from comity.demo.lawful import facts, open_case
from comity.demo.office import Office
from comity.demo.people import Asked, People
from comity.demo.program import DemoError, wait_until
from comity.demo.report import Report
from comity.demo.teller import Teller
from comity.demo.visitor import Taken, Visitor
from comity.protocol.envelope import read_header

View = dict[str, Any]
TAKEN_AS = ("returned",)
"""The state in which a node keeps nothing of a message but that it was turned away."""


def ask_unlawfully(xa: Office, xb: Office, people: People, tell: Teller, report: Report) -> None:
    """An ordinary crime as a pretext. The form is filled in well; the gates read what it says."""
    asked = people.unlawful
    with Visitor(xa, "requester") as officer:
        case = open_case(xa, officer, asked.title, asked.form, tell)
        with tell.step(xa.code, "ir.draft", xa.who("requester"), "drafts a second request") as step:
            record = _record(officer.take("ir.draft", partner=xb.code, case=case, **asked.form))
            step.note.append(asked.form["summary"])
    with Visitor(xa, "supervisor") as officer:
        tries = (
            ("certify", "in haste, ticking everything harmless"),
            ("unlawful", "reading it and stating what it says"),
        )
        for stated, how in tries:
            with tell.step(xa.code, "ir.certify", xa.who("supervisor"), f"tries to certify it, {how}") as step:
                taken = officer.take("ir.certify", record, facts=facts(people.facts[stated]))
                if not taken.done:
                    tell.stopped(step, taken.policies)
    shown = xa.program.order(
        xa.officer("supervisor").username, "request", "show", record, "--purpose", "To see it stopped."
    )
    stopped = [row for row in shown["history"] if row["outcome"] == "stopped"]
    report.refused = {
        "gates": sorted({policy for row in stopped for policy in row["failed"]}),
        "disclosed": len(shown["messages"]),
    }
    tell.say(
        f"{'':>20}The node keeps {len(stopped)} stopped entries about it. Messages that left: {len(shown['messages'])}."
    )


def _record(taken: Taken) -> str:
    if not taken.done:
        raise DemoError(f"the draft of the unlawful request was not taken: {taken.page.lines}")
    return taken.record


class Attack:
    """Everything that was tried on the line, and what the requested node's own commands say came of it."""

    def __init__(self, xa: Office, xb: Office, line: Ambush, tell: Teller) -> None:
        self.xa, self.xb, self.line, self.tell = xa, xb, line, tell
        self.before = self._records()
        self.tried: list[Tried] = []

    def run(self, hostile: tuple[Asked, ...], lawful: str) -> View:
        """Replay, foreign messages, and unlawful requests correctly signed. ``lawful`` is the one true request."""
        caught = self.line.caught
        if caught is None:
            raise DemoError("no request went over the line")
        policy_hash = read_header(caught.header_bytes).policy_hash
        passphrase = self.xa.program.secrets.unlock.read_text(encoding="utf-8").strip()
        intruder = Intruder(read_line(self.xa.home, passphrase, peer_home=self.xb.home, url=self.xb.entrance))
        try:
            entries = self._entries()
            with self.tell.step(
                self.xb.code, "tampered", "Somebody on the line", "sends altered, repeated and foreign messages"
            ) as step:
                outside = [intruder.replay(caught), *intruder.foreign(policy_hash)]
                step.line += [row.told for row in [*self.line.tried, *outside]]
                new = self._entries() - entries
                step.law.append(f"the node made {new} entries of the last {len(outside)}")
            with self.tell.step(
                self.xb.code, "hostile", "Somebody with all keys of xa-coord", "signs unlawful requests correctly"
            ) as step:
                inside = [intruder.unlawful(row.title, row.form, policy_hash) for row in hostile]
                stopped = self._turned_away(len(hostile))
                step.law += [
                    f"{row.title}: turned away by {', '.join(policies)}"
                    for row, policies in zip(hostile, stopped, strict=True)
                ]
                step.note.append(
                    "Of each the node keeps the sealed original and why it was turned away, and makes no record of anybody."
                )
        finally:
            intruder.close()
        self.tried = [*self.line.tried, *outside, *inside]
        known = {*self.before, lawful}
        accepted = [row for row, state in self._records().items() if row not in known and state not in TAKEN_AS]
        return {"sent": len(self.tried), "accepted": len(accepted) + max(0, new)}

    def _turned_away(self, wanted: int) -> list[list[str]]:
        """The policies that stopped each hostile message, in the order sent, from the node's own record."""
        rows = wait_until(lambda: self._away(wanted), seconds=20, what="the node's word on the hostile messages",
                          alive=[self.xb.program])  # fmt: skip
        shown = [self._order("request", "show", row, "--purpose", "To see what was turned away.") for row in rows]
        return [sorted({policy for entry in one["history"] for policy in entry["failed"]}) for one in shown]

    def _away(self, wanted: int) -> list[str] | None:
        """The ids sort by the time they were made."""
        rows = sorted(row for row, state in self._records().items() if state in TAKEN_AS and row not in self.before)
        return rows if len(rows) >= wanted else None

    def _records(self) -> dict[str, str]:
        """Every request the requested node has, with its state."""
        rows = self._order("request", "list", "--limit", "200")["records"]
        return {row["id"]: row["state"] for row in rows}

    def _entries(self) -> int:
        return int(self.xb.program.tell("node", "status")["log"]["entries"])

    def _order(self, *command: str) -> View:
        return self.xb.program.order(self.xb.officer("desk").username, *command)
