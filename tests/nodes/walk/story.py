"""The request from case to use report, walked by seven officers of two offices through nothing but their pages."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.nodes.walk.desk import Desk, Pairs, Way
from tests.nodes.walk.people import HELD, JUDGED, LINK, PURPOSE, RESULT, SUMMARY, USE, Asked
from tests.office import REQUESTER_FACTS

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

ITEMS = ["identity", "birth", "address"]
RELEASE_FACTS = {"coercion_origin": "no", "coercion_risk": "no", "witness_exposed": "no", "privileged": "no"}
INTERNAL = ("screened", "searched", "hit_confirmed", "release_approved")
"""States the requested office keeps to itself."""


@dataclass
class Walk:
    """One walk; what earlier officers saw is kept for the later ones to compare."""

    desk: Desk
    urls: dict[str, str]
    person: Asked
    case: str = ""
    record: str = ""
    shown: Pairs = field(default_factory=set)
    answer: list[str] = field(default_factory=list)

    @property
    def way(self) -> Way:
        return self.desk.way

    def at(self, office: str, username: str) -> "AbstractContextManager[Desk]":
        return self.desk.sitting(office, self.urls[office], username)

    def whole(self) -> None:
        self.draft()
        self.certify()
        self.send()
        self.screen()
        self.state_protection()
        self.search()
        self.judge()
        self.keep_quiet()
        self.prepare()
        self.approve()
        self.release()
        self.read_and_report()
        self.closed_there()

    # -- the requesting office

    def draft(self) -> None:
        language = self.way.language
        with self.at("xa-coord", "bopha") as officer:
            nav = officer.page.locator("nav.nav")
            officer.follow(officer.say("nav.cases"), within=nav)
            officer.look("list", "cases")
            officer.follow(officer.say("cases.new"))
            officer.look("new", "cases")
            officer.fill({"title": f"{self.person.asked} {self.way.told}", "conduct": "telecom_fraud",
                          "summary": SUMMARY[language], "purpose_code": "criminal_investigation"})  # fmt: skip
            officer.take("case.open")
            self.case = officer.record
            officer.follow(officer.say("nav.requests"), within=nav)
            officer.look("list", "requests")
            officer.follow(officer.say("requests.new"))
            officer.look("new", "requests")
            self._write_request(officer)
            officer.take("ir.draft")
            self.record = officer.record
            assert officer.stands_at("draft")
            officer.sees(self.person.asked, LINK[language], SUMMARY[language])

    def _write_request(self, officer: Desk) -> None:
        language, person = self.way.language, self.person
        officer.fill({
            "case": self.case,
            "basis": "vc-2019-5",
            "conduct": "telecom_fraud",
            "summary": SUMMARY[language],
            "persons.0.names": person.asked,
            "persons.0.birth_date": person.born,
            "persons.0.nationalities": "XB",
            "persons.0.role": "suspect",
            "persons.0.link": LINK[language],
        })  # fmt: skip
        self._one_person_more(officer)
        officer.fill({
            "items": ITEMS,
            "purpose_code": "criminal_investigation",
            "purpose": PURPOSE[language],
            "held_reason": HELD[language],
            "use": USE[language],
            "handling": ["H0"],
            "retention_days": "365",
            "languages": [language],
        })  # fmt: skip

    def _one_person_more(self, officer: Desk) -> None:
        """A second person is begun and given up again: with scripts in the page, without them by the server."""
        people = officer.page.locator('[data-rows="persons"] > fieldset')
        group = officer.page.locator('fieldset[id="persons"]')
        more = group.get_by_role("button", name=officer.say("step.add", what=officer.say("field.persons")), exact=True)
        if self.way.scripts:
            officer.hand.press(more)
        else:
            officer.go(more)
        assert people.count() == 2
        officer.fill({"persons.1.names": "Somebody Else"})
        officer.look("new", "two persons")
        officer.press(officer.say("step.remove"), within=people.nth(1))
        assert people.count() == 1
        assert officer.page.locator('[name="persons.0.link"]').input_value() == LINK[self.way.language]

    def certify(self) -> None:
        with self.at("xa-coord", "quill") as officer:
            officer.find(self.record)
            officer.begin("ir.certify")
            officer.sees(self.person.asked)
            officer.state(REQUESTER_FACTS)
            officer.take()
            assert officer.stands_at("certified")

    def send(self) -> None:
        with self.at("xa-coord", "yutong") as officer:
            officer.find(self.record)
            officer.begin("ir.send")
            officer.check()
            officer.sees(self.person.asked, SUMMARY[self.way.language])
            self.shown = officer.pairs(".letter")
            assert self.shown
            officer.take()
            officer.until(lambda: officer.stands_at("received"))

    # -- the requested office

    def screen(self) -> None:
        with self.at("xb-coord", "jiahe") as officer:
            officer.find(self.record)
            assert officer.stands_at("received")
            arrived = officer.pairs("#main section[aria-labelledby=persons]", "#main section[aria-labelledby=objects]",
                                    "#main section[aria-labelledby=matter]")  # fmt: skip
            assert arrived
            assert arrived <= self.shown, arrived - self.shown
            assert self.shown - arrived == {pair for pair in self.shown if pair[0] in self._signers(officer)}, (
                self.shown - arrived
            )
            officer.begin("ir.screen")
            officer.state(REQUESTER_FACTS)
            officer.stopped()
            officer.sees(officer.say("role.AS"))

    def _signers(self, officer: Desk) -> set[str]:
        return {officer.say(f"field.{name}") for name in ("requester", "certifier", "sender")}

    def state_protection(self) -> None:
        with self.at("xb-coord", "xiaolan") as officer:
            officer.find(self.record)
            officer.begin("ir.state_facts")
            asked = officer.page.locator(".facts-panel > .fact")
            assert asked.count() == 1, "what the other steps wait for stands first"
            officer.state({"protection_status": "none"})
            officer.take()

    def search(self) -> None:
        with self.at("xb-coord", "jiahe") as officer:
            officer.find(self.record)
            officer.begin("ir.screen")
            officer.state(REQUESTER_FACTS)
            officer.take()
            assert officer.stands_at("screened")
            officer.begin("ir.search")
            officer.take()
            assert officer.stands_at("searched")
            officer.sees(self.person.held)

    def judge(self) -> None:
        with self.at("xb-coord", "tarn") as officer:
            officer.find(self.record)
            officer.begin("ir.judge")
            panel = officer.page.locator(".judge").filter(has=officer.page.locator("h3", has_text=self.person.held))
            assert panel.count() == 1
            officer.sees(self.person.asked, self.person.held)
            officer.unfold(panel.locator("summary", has_text=officer.say("step.judge_choose")))
            number = panel.locator("[name=candidate]").input_value()
            form = f'form:has([name=candidate][value="{number}"])'
            officer.fill({"result": "positive", "reasons": JUDGED[self.way.language]}, within=form)
            officer.press(officer.say("step.judge_choose"), within=panel)
            officer.taken("ir.judge")
            assert officer.stands_at("hit_confirmed")

    def keep_quiet(self) -> None:
        """While the other office is three states further, this one sees what it saw."""
        with self.at("xa-coord", "bopha") as officer:
            officer.find(self.record)
            assert officer.stands_at("received")
            said = officer.text()
            for state in INTERNAL:
                assert officer.say(f"state.{state}") not in said, state

    def prepare(self) -> None:
        with self.at("xb-coord", "jiahe") as officer:
            officer.find(self.record)
            officer.begin("ir.prepare_release")
            ticks = officer.page.locator('input[name$=".include"]')
            assert 0 < officer.page.locator('input[name$=".include"]:checked').count() <= ticks.count()
            officer.fill({"expires_on": "2027-06-01"})
            officer.take()

    def approve(self) -> None:
        with self.at("xb-coord", "sovann") as officer:
            officer.find(self.record)
            officer.begin("ir.approve_release")
            officer.sees(self.person.held)
            officer.state(RELEASE_FACTS)
            officer.take()
            assert officer.stands_at("release_approved")

    def release(self) -> None:
        with self.at("xb-coord", "tarn") as officer:
            officer.find(self.record)
            officer.begin("ir.release")
            officer.check()
            officer.sees(self.person.held, self.person.home)
            self.answer = officer.rows(".letter table.statements")
            assert self.answer
            officer.take()
            assert officer.stands_at("released")

    # -- back at the requesting office

    def read_and_report(self) -> None:
        with self.at("xa-coord", "bopha") as officer:
            officer.find(self.record)
            officer.until(lambda: officer.stands_at("answered"))
            officer.look_at_record()
            assert officer.rows("section[aria-labelledby=answer] table.statements") == self.answer
            officer.sees(self.person.asked, self.person.held, self.person.home)
            officer.begin("ir.report_use")
            assert officer.page.locator("[name=used_for_case]").input_value() == self.case
            officer.fill({"use": "stated_case", "result": RESULT[self.way.language]})
            officer.check()
            officer.take()
            assert officer.stands_at("closed")

    def closed_there(self) -> None:
        with self.at("xb-coord", "jiahe") as officer:
            officer.follow(officer.say("nav.requests"), within=officer.page.locator("nav.nav"))
            officer.find(self.record)
            officer.until(lambda: officer.stands_at("closed"))
            officer.sees(RESULT[self.way.language])
