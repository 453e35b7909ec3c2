"""The lawful request, from the case to the report of its use: every step by another officer, at the pages."""

from datetime import timedelta
from typing import Any, Final

from comity.demo.attack import Ambush
from comity.demo.office import Office
from comity.demo.people import People
from comity.demo.program import DemoError, Program, wait_until
from comity.demo.report import Report, match_of
from comity.demo.teller import Step, Teller
from comity.demo.visitor import Taken, Visitor
from comity.kit import clock

CROSSING_SECONDS: Final = 120.0
PURPOSE: Final = "To answer the partner's request."
STOPS: Final = {
    "same_person": "another person must take this step; it is never the one who asked",
    "role_missing": "this role may not take this step",
}
_FOR_IT: Final = ("birth_same_day", "document_same", "document_same_number")
"""Evidence without which a careful officer does not confirm a name."""

View = dict[str, Any]


class Lawful:
    """Plays the request between two running nodes; ``record`` is its id on both."""

    def __init__(self, xa: Office, xb: Office, people: People, tell: Teller, report: Report, line: Ambush) -> None:
        self.xa, self.xb, self.people = xa, xb, people
        self.tell, self.report, self.line = tell, report, line
        self.record = self.case = ""

    @property
    def _alive(self) -> list[Program]:
        return [self.xa.program, self.xb.program]

    def ask(self) -> None:
        """The requesting office: case, draft, a second person's certificate, and the desk that sends."""
        xa, asked = self.xa, self.people.request
        with Visitor(xa, "requester") as officer:
            self.case = open_case(xa, officer, asked.title, asked.form, self.tell)
            with self.tell.step(xa.code, "ir.draft", xa.who("requester"), "drafts a request to Corvane") as step:
                self.record = _done(officer.take("ir.draft", partner=self.xb.code, case=self.case, **asked.form), step)
                person = asked.form["persons"][0]
                step.note.append(f"about {', '.join(person['names'])}, born {person['birth_date'] or 'unknown'}: "
                                 f"{', '.join(asked.form['items'])}")  # fmt: skip
        self._certify_own()
        with Visitor(xa, "supervisor") as officer, self.tell.step(
            xa.code, "ir.certify", xa.who("supervisor"), "reads it, states the facts, and certifies it"
        ) as step:  # fmt: skip
            taken = officer.take("ir.certify", self.record, facts=facts(self.people.facts["certify"]))
            _done(taken, step)
            step.law.append("every gate of the shared policies is open")
        self._send()

    def _certify_own(self) -> None:
        """She holds both roles, and still may not certify what she asked herself."""
        username, xa = self.xa.officer("requester").username, self.xa
        with self.tell.step(
            xa.code,
            "ir.certify",
            xa.who("requester"),
            "is a supervisor too, and tries to certify this request of their own",
        ) as step:
            code, answer = xa.program.try_order(username, "request", "certify", self.record)
            if code == 0:
                raise DemoError("an officer certified a request of their own")
            step.stopped = True
            step.law += [f"stopped: {STOPS.get(row['code'], row['code'])}" for row in answer.get("stops", [])]

    def _send(self) -> None:
        xa, xb = self.xa, self.xb
        self.line.armed = True
        with Visitor(xa, "desk") as officer, self.tell.step(
            xa.code, "ir.send", xa.who("desk"), "sees exactly what Corvane will read, and sends it"
        ) as step:  # fmt: skip
            _done(officer.take("ir.send", self.record), step)
            step.line.append(f"request.information, signed by {xa.code}, sealed to {xb.code}")
        with Visitor(xb, "desk") as officer, self.tell.step(
            xb.code, "ir.receive", xb.who("desk"), "finds it on the desk; the clock runs on both nodes"
        ) as step:  # fmt: skip
            page = wait_until(lambda: officer.sees(self.record, PURPOSE), seconds=CROSSING_SECONDS,
                              what="the request at the requested office", alive=self._alive)  # fmt: skip
            summary = self.people.request.form["summary"]
            if not any(summary in line for line in page.lines):
                raise DemoError("the request does not read at the requested office as it was written")
            step.line += [f"altered on the way: {row.told}" for row in self.line.tried]

    def answer(self) -> None:
        """The requested office: the asylum authority, screen, search, a second person, a third, and release."""
        self._screen()
        candidates = self._search()
        confirmed = self._judge(candidates)
        if confirmed:
            self._release(confirmed)
        else:
            self._answer_no_data()
        self._read(confirmed)

    def _screen(self) -> None:
        xb, found = self.xb, facts(self.people.facts["screen"])
        with Visitor(xb, "desk") as officer:
            with self.tell.step(xb.code, "ir.screen", xb.who("desk"), "screens it by Corvane's own facts") as step:
                taken = officer.take("ir.screen", self.record, facts=found)
                if not taken.done:
                    self.tell.stopped(step, taken.policies)
            if taken.done:
                return
            if taken.policies != ("REF-01",):
                raise DemoError(f"the lawful request was stopped at the screening by {', '.join(taken.policies)}")
            with Visitor(xb, "asylum") as authority, self.tell.step(
                xb.code, "ir.state_facts", xb.who("asylum"), "says whether the person is under protection"
            ) as step:  # fmt: skip
                _done(authority.take("ir.state_facts", self.record, facts=facts(self.people.facts["asylum"])), step)
                step.line.append(f"nothing: {self.xa.code} sees 'received' and never learns that this was asked")
            with self.tell.step(xb.code, "ir.screen", xb.who("desk"), "screens it again") as step:
                _done(officer.take("ir.screen", self.record, facts=found), step)
                step.law.append("every gate is open")

    def _search(self) -> list[View]:
        xb = self.xb
        with Visitor(xb, "desk") as officer, self.tell.step(
            xb.code, "ir.search", xb.who("desk"), "searches the register; a machine proposes, nobody is matched"
        ) as step:  # fmt: skip
            _done(officer.take("ir.search", self.record), step)
            candidates: list[View] = self._shown(xb, "desk")["record"]["candidates"]
            step.note += [f"{row['score']:>4} of 1000  {', '.join(row['names'])}  ({', '.join(row['reasons'])})"
                          for row in candidates[:5]] or ["nobody"]  # fmt: skip
        return candidates

    def _judge(self, candidates: list[View]) -> View | None:
        """The first whom birth date or document speaks for is confirmed; everybody else proposed is not the person."""
        xb = self.xb
        confirmed = next((row for row in candidates if set(_FOR_IT) & set(row["reasons"])), None)
        with Visitor(xb, "supervisor") as officer:
            for row in candidates if confirmed is None else [confirmed]:
                result = "positive" if row is confirmed else "negative"
                does = "confirms" if row is confirmed else "finds another person in"
                with self.tell.step(xb.code, "ir.judge", xb.who("supervisor"), f"{does} {row['names'][0]}") as step:
                    reasons = f"Judged by hand: {', '.join(row['reasons']).replace('_', ' ')}."
                    _done(officer.take("ir.judge", self.record, pick={"candidate": row["id"]}, result=result,
                                       reasons=reasons), step)  # fmt: skip
        return confirmed

    def _release(self, confirmed: View) -> None:
        xb, people = self.xb, self.people
        until = (clock.now() + timedelta(days=people.valid_days)).date().isoformat()
        with Visitor(xb, "desk") as officer, self.tell.step(
            xb.code, "ir.prepare_release", xb.who("desk"), "prepares the answer: what was asked for and no more"
        ) as step:  # fmt: skip
            _done(officer.take("ir.prepare_release", self.record, handling=list(people.handling),
                               conditions=list(people.conditions), expires_on=until), step)  # fmt: skip
            step.law.append(f"handling {', '.join(people.handling)}; {', '.join(people.conditions)}; until {until}")
        with Visitor(xb, "approver") as officer, self.tell.step(
            xb.code, "ir.approve_release", xb.who("approver"), "approves it as the third person"
        ) as step:  # fmt: skip
            _done(officer.take("ir.approve_release", self.record, facts=facts(people.facts["release"])), step)
        with Visitor(xb, "supervisor") as officer, self.tell.step(
            xb.code, "ir.release", xb.who("supervisor"), "releases it"
        ) as step:  # fmt: skip
            _done(officer.take("ir.release", self.record), step)
            step.line.append(f"reply.final, signed by {xb.code}, sealed to {self.xa.code}")

    def _answer_no_data(self) -> None:
        xb = self.xb
        with Visitor(xb, "approver") as officer, self.tell.step(
            xb.code, "ir.answer_no_data", xb.who("approver"), "answers that nothing is held"
        ) as step:  # fmt: skip
            _done(officer.take("ir.answer_no_data", self.record), step)
            step.line.append("reply.final without data")

    def _read(self, confirmed: View | None) -> None:
        """The requester reads the answer and says what it was used for."""
        xa = self.xa
        with Visitor(xa, "requester") as officer:
            with self.tell.step(xa.code, "ir.note_answer", xa.who("requester"), "reads the answer") as step:
                answer = wait_until(lambda: self._shown(xa, "requester")["record"].get("answer"),
                                    seconds=CROSSING_SECONDS, what="the answer", alive=self._alive)  # fmt: skip
                rows = answer["statements"]
                page = officer.sees(self.record, "To read the answer.")
                shown = page is not None and all(any(row["value"] in line for line in page.lines) for row in rows)
                self.report.answered = shown
                step.note += [f"{row['property']}: {row['value']}" for row in rows] or ["no data"]
            if confirmed and rows:
                found = [row["value"] for row in rows if row["property"] == "name"]
                asked = self.people.request.form["persons"][0]["names"][0]
                self.report.match = match_of(asked, found, int(confirmed["score"]))
            with self.tell.step(xa.code, "ir.report_use", xa.who("requester"), "reports the use and closes it") as step:
                used = "stated_case" if rows else "not_used"
                _done(officer.take("ir.report_use", self.record, used_for_case=self.case, use=used,
                                   result="The holder of the account is known."), step)  # fmt: skip
                step.line.append("use.report")

    def _shown(self, office: Office, part: str) -> View:
        """The request as the node's own command shows it to an officer."""
        return office.program.order(office.officer(part).username, "request", "show", self.record,
                                    "--purpose", PURPOSE)  # fmt: skip


def open_case(office: Office, officer: Visitor, title: str, form: View, tell: Teller) -> str:
    """Conduct and purpose come before anything about a person."""
    with tell.step(office.code, "case.open", office.who("requester"), f"opens a case: {title}") as step:
        taken = officer.take("case.open", title=title, conduct=form["conduct"], purpose_code=form["purpose_code"],
                             summary=form["summary"])  # fmt: skip
        return _done(taken, step)


def facts(stated: Any) -> View:
    """What an officer states, under the names of the page's fields."""
    return {name: {"value": value} for name, value in stated.items()}


def _done(taken: Taken, step: Step) -> str:
    """The record of a step that must have gone through."""
    if not taken.done:
        raise DemoError(f"{step.step} at {step.node} was stopped by {', '.join(taken.policies) or taken.page.lines}")
    return taken.record
