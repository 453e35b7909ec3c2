"""Complaints that would reach whom they are about, a consulate told before the detained person was asked; and lawful ones."""

from typing import Any

import pytest

from tests.abuse import complaints as m
from tests.abuse import plays
from tests.abuse import surrenders as x
from tests.abuse.stage import Done, Mark, Side, Stage
from tests.app import complaints as c
from tests.app.reviews import facts
from tests.nodes.pair import RunnerError

THEIRS = {"office": "xb-coord"}


def stayed(stage: Stage, found: Done, record: str, *gates: str) -> None:
    """It did not happen, it is written down with its gates, and the partner has no word of it."""
    plays.stopped(found, frozenset(gates))
    stage.settle()
    assert record not in stage.xa.told()
    assert stage.xb.state(record) == {}


def absent(side: Side, who: str, record: str) -> None:
    """The record is not there for this officer, by any door; that he tried is written down."""
    assert side.ask("see", who=who, command="curiosity", record=record)["view"] is None
    with pytest.raises(RunnerError, match="NotFound"):
        side.do(who, "cm.check_reprisal", record, threat="none", measures="None needed.")
    tried = [row for row in side.ask("entries", record=record)["entries"] if row[1] == "stopped"]
    assert tried[-1][2] == side.ask("officer", who=who)["id"]


def test_27_forwarded_to_the_home_force_of_the_officer(stage: Stage) -> None:
    _, record = m.assigned(stage.xa, m.about(stage.xa, "Nine", **THEIRS))
    m.proposed(stage.xa, record)
    stayed(stage, m.share(stage.xa, record), record, "CMP-01.recipient", "CMP-01.share")
    stayed(stage, m.share(stage.xa, record), record, "CMP-01.recipient", "CMP-01.share")  # tried again


def test_27_the_prosecutor_s_decision_does_not_replace_the_author_s_consent(stage: Stage) -> None:
    _, record = m.assigned(stage.xa, m.about(stage.xa, "Nine", **THEIRS))
    m.proposed(stage.xa, record)
    m.prosecutor_allows(stage.xa, record)
    stayed(stage, m.share(stage.xa, record), record, "CMP-01.recipient")


def test_27_across_the_border_without_consent_though_about_one_of_ours(stage: Stage) -> None:
    _, record = m.assigned(stage.xa, m.about(stage.xa, "officer"))
    m.proposed(stage.xa, record)
    stayed(stage, m.share(stage.xa, record), record, "CMP-01.share")


def test_27_consent_taken_back_before_it_left(stage: Stage) -> None:
    code, record = m.assigned(stage.xa, m.about(stage.xa, "Nine", **THEIRS))
    m.consent(stage.xa, code, given=True)
    m.proposed(stage.xa, record)
    m.consent(stage.xa, code, given=False)
    stayed(stage, m.share(stage.xa, record), record, "CMP-01.recipient", "CMP-01.share")


def test_27_consent_given_by_the_ombud_for_an_author_nobody_asked(stage: Stage) -> None:
    """By an insider: the author can be reached by the code alone, and a withdrawn complaint goes nowhere."""
    code, record = m.assigned(stage.xa, m.about(stage.xa, "Nine", **THEIRS))
    m.proposed(stage.xa, record)
    assert stage.xa.ask("author", code=code, command="cm.withdraw", form={"reasons": "I want peace."})["done"]
    found = m.share(stage.xa, record)
    assert (found.done, found.other) == (False, frozenset({"not_next"}))


@pytest.mark.parametrize("text, gate", [
    ("Sela Marsh complains that letters were read.", "CMP-01.summary"),
    ("The author can be reached under 0005550101.", "CMP-01.summary"),
    ("He read my letters aloud to the others there.", "CMP-01.summary"),
    ("An asylum seeker complains that letters were read.", "REF-02.summary"),
], ids=["by name", "by contact", "in her own words", "as a refugee"])  # fmt: skip
def test_27_a_summary_that_shows_who_complained(stage: Stage, text: str, gate: str) -> None:
    code, record = m.assigned(stage.xa, m.about(stage.xa, "officer"),
                              words={"author_name": "Sela Marsh", "author_contact": "0005550101"})  # fmt: skip
    m.consent(stage.xa, code, given=True)
    stayed(stage, m.propose(stage.xa, record, text), record, gate)


def test_27_the_summary_is_changed_after_it_was_looked_at(stage: Stage) -> None:
    code, record = m.assigned(stage.xa, m.about(stage.xa, "officer"), words={"author_name": "Sela Marsh"})
    m.consent(stage.xa, code, given=True)
    m.proposed(stage.xa, record)
    stage.xa.must("ombud", "cm.propose_share", record, partner="xb-coord", shared_summary="Letters were read in May.",
                  facts={})  # fmt: skip
    stayed(stage, m.share(stage.xa, record), record, "CMP-01.summary")


def test_27_an_author_in_fear(stage: Stage) -> None:
    """Consent is not enough where a reprisal threatens: the prosecutor decides on protection first."""
    code, record = m.assigned(stage.xa, m.about(stage.xa, "officer"), words={"fears_reprisal": True})
    m.consent(stage.xa, code, given=True)
    m.proposed(stage.xa, record)
    stayed(stage, m.share(stage.xa, record), record, "WIT-01.complaint")


@pytest.mark.parametrize("who", ["reviewer", "ombud2"])
def test_27_read_by_the_officer_it_is_about(stage: Stage, who: str) -> None:
    """Whatever role he holds, from the triage on it is not there for him."""
    _, record = m.triaged(stage.xa, m.about(stage.xa, who))
    absent(stage.xa, who, record)


@pytest.mark.parametrize("who", ["officer", "supervisor", "desk", "head", "admin", "prosecutor", "judge", "privacy"])
def test_27_read_by_anybody_else_of_the_force(stage: Stage, who: str) -> None:
    _, record = m.triaged(stage.xa, m.about(stage.xa, "officer"))
    absent(stage.xa, who, record)


def test_27_given_to_the_one_it_is_about(stage: Stage) -> None:
    _, record = m.triaged(stage.xa, m.about(stage.xa, "ombud2"))
    stage.xa.must("ombud", "cm.check_reprisal", record, threat="none", measures="None needed at all.")
    own = stage.xa.do("ombud", "cm.assign", record, investigator=stage.xa.ask("officer", who="ombud2")["id"])
    stayed(stage, own, record, "CMP-01.handler")


def test_27_the_officer_is_shown_who_complained(stage: Stage) -> None:
    _, record = m.assigned(stage.xa, m.about(stage.xa, "officer"), words={"author_name": "Sela Marsh"})
    shown = stage.xa.do("ombud2", "cm.hear_officer", record, officer="One", officer_answer="",
                        shown="Sela Marsh says you read her letters.",
                        facts=facts({"author_hidden": "yes"}))  # fmt: skip
    stayed(stage, shown, record, "CMP-01.summary")


def test_27_by_the_other_door_in_a_message_about_another_matter(stage: Stage) -> None:
    """The complaint's author named in the answer to a consultation: words about a person take the gates of a release."""
    name = stage.new_name("Sela")
    m.assigned(stage.xa, m.about(stage.xa, "Nine", **THEIRS), words={"author_name": name})
    case = plays_case(stage)
    stage.xb.must("desk", "ir.consult", case, ground=plays.GROUND)
    stage.settle()
    found = stage.xa.do("desk", "ir.answer_consultation", case, answer=f"{name} has complained about your officer.")
    assert not found.done
    assert {gate for gate in found.gates if gate.startswith("CHN-01")}
    assert name not in stage.xa.told()


def plays_case(stage: Stage) -> str:
    """An ordinary request of XA that XB has received."""
    from tests.abuse.requests import HARMLESS
    from tests.office import fraud_request

    person = {**fraud_request()["persons"][0], "names": [stage.new_name("Chan")]}
    record = plays.draft(stage.xa, fraud_request(persons=[person]))
    stage.xa.must("supervisor", "ir.certify", record, facts=HARMLESS)
    stage.xa.must("desk", "ir.send", record)
    stage.settle()
    return record


def test_27_by_the_partner_with_more_than_a_summary(stage: Stage) -> None:
    """What XB forges with the author's name in it is not taken in at all."""
    name = stage.new_name("Sela")
    record = "xb-coord/complaint/01a20000-0000-7000-8000-0000000000c7"
    body = {"summary": c.SUMMARY, "category": "misconduct", "language": "en", "author_name": name}
    stage.xb.ask("plant", kind="complaint.notice", record=record, body=body)
    stage.settle()
    assert stage.xa.holding(name) == []
    assert stage.xa.state(record) == {}
    del body["author_name"]
    stage.xb.ask("plant", kind="complaint.notice", record=record, body=body)
    stage.settle()
    assert stage.xa.state(record)["procedure"] == "complaint"


def test_27_no_arrest_rests_on_it_alone(stage: Stage) -> None:
    _, record = m.triaged(stage.xa, m.about(stage.xa, "officer"), category="crime_report")
    form: dict[str, Any] = {"measure": "arrest", "reasons": "The author describes a theft.", "facts": {}}
    stayed(stage, stage.xa.do("ombud", "cm.refer", record, corroboration="", **form), record, "CMP-01.sole")


# the consulate


def held(stage: Stage, given: str, status: str = "none") -> str:
    """Somebody is held at XB on XA's notice; the asylum authority may have news of him since."""
    record = x.held(stage, stage.new_name(given))
    if status != "none":
        stage.xb.must("asylum", "ex.state_facts", record, facts=x.facts({"protection_status": status}), reasons="")
    return record


def rights(stage: Stage, record: str, wish: str, counsel: str = "") -> None:
    form = {"told_at": x.moment(stage), "language": "Khmer", "told": ["reasons", "lawyer", "consulate", "court"],
            "counsel": counsel, "interpreter": "", "consular_wish": wish, "signed": True}  # fmt: skip
    stage.xb.must("prosecutor", "ex.serve_rights", record, **form)


def untold(stage: Stage, found: Done, record: str, before: Mark, *gates: str) -> None:
    plays.stopped(found, frozenset(gates))
    assert "consulate_told" not in stage.xb.state(record)
    stage.settle()
    assert stage.xa.state(record)["mirror"] == stage.xb.state(record)["mirror"]
    new = stage.xb.told(before)
    assert [word for word in ("asylum", "refugee", "REF-", "CON-", "protection") if word in new] == []


@pytest.mark.parametrize("who", ["desk", "prosecutor"])
def test_26_the_consulate_is_told_before_the_asylum_seeker_was_asked(stage: Stage, who: str) -> None:
    before = stage.xb.mark()
    record = held(stage, "Amra", "applicant")
    untold(stage, stage.xb.do(who, "ex.tell_consulate", record), record, before, "CON-01.consulate", "REF-02.consulate")


def test_26_nor_before_anybody_else_was_asked(stage: Stage) -> None:
    before = stage.xb.mark()
    record = held(stage, "Amra")
    untold(stage, stage.xb.do("desk", "ex.tell_consulate", record), record, before, "CON-01.consulate")


def test_26_nor_against_the_wish(stage: Stage) -> None:
    before = stage.xb.mark()
    record = held(stage, "Amra", "applicant")
    rights(stage, record, "declined", "Ros Chanthy")
    untold(
        stage, stage.xb.do("desk", "ex.tell_consulate", record), record, before, "CON-01.consulate", "REF-02.consulate"
    )


def test_26_a_wish_of_an_asylum_seeker_without_counsel_is_not_enough(stage: Stage) -> None:
    before = stage.xb.mark()
    record = held(stage, "Amra", "refugee")
    rights(stage, record, "asked")
    untold(stage, stage.xb.do("desk", "ex.tell_consulate", record), record, before, "REF-02.consulate")


def test_26_a_wish_taken_back(stage: Stage) -> None:
    before = stage.xb.mark()
    record = held(stage, "Amra", "applicant")
    rights(stage, record, "asked", "Ros Chanthy")
    rights(stage, record, "declined", "Ros Chanthy")
    untold(
        stage, stage.xb.do("desk", "ex.tell_consulate", record), record, before, "CON-01.consulate", "REF-02.consulate"
    )


def test_26_by_an_insider_who_says_that_he_asked(stage: Stage) -> None:
    """Only what was served on the person counts, not a fact somebody states."""
    before = stage.xb.mark()
    record = held(stage, "Amra", "applicant")
    stage.xb.do("desk", "ex.state_facts", record, facts=x.facts({"consular_wish": "asked_with_counsel"}), reasons="")
    untold(
        stage, stage.xb.do("desk", "ex.tell_consulate", record), record, before, "CON-01.consulate", "REF-02.consulate"
    )


def test_26_by_the_partner_which_cannot_ask_for_it(stage: Stage) -> None:
    """XA has no step that tells its own consulate at XB."""
    record = held(stage, "Amra", "applicant")
    found = stage.xa.do("desk", "ex.tell_consulate", record)
    assert not found.done
    assert "not_this_side" in found.other


def test_control_a_held_person_asks_and_the_consulate_is_told(stage: Stage) -> None:
    record = held(stage, "Amra")
    rights(stage, record, "asked", "Ros Chanthy")
    stage.xb.must("desk", "ex.tell_consulate", record)
    assert stage.xb.state(record)["consulate_told"]["by"] == stage.xb.ask("officer", who="desk")["id"]


def test_control_a_nameless_author_gets_a_decision(stage: Stage) -> None:
    code, record = m.assigned(stage.xa, m.about(stage.xa, "officer"))
    stage.xa.must("ombud2", "cm.hear_officer", record, officer="One", shown=c.SUMMARY, officer_answer="I was not there.",
                  facts=facts({"author_hidden": "yes"}))  # fmt: skip
    stage.xa.must("ombud2", "cm.investigate", record, findings="Two others saw it as the author says.")
    stage.xa.must("ombud", "cm.conclude", record, finding="upheld", reasons="Two others agree with what is said.",
                  reasons_to_author="You were right; the officer was told so.", measures="A warning.")  # fmt: skip
    told = stage.xa.ask("answered", code=code)["told"]
    assert (told["state"], told["finding"]) == ("decided", "upheld")
    assert stage.xa.state(record)["author"] == {"author_name": "", "author_contact": ""}
    stage.days(61)
    assert stage.xa.state(record)["state"] == "closed"
    assert record not in stage.xa.told()


def test_control_a_complaint_goes_to_the_partner_by_its_author_s_wish(stage: Stage) -> None:
    """In a summary that hides the author; there the ombud alone reads it."""
    stage.xb.ask("hire", staff=m.STAFF)
    code, record = m.assigned(stage.xa, m.about(stage.xa, "Nine", **THEIRS), words={"author_name": "Sela Marsh"})
    m.consent(stage.xa, code, given=True)
    m.proposed(stage.xa, record)
    assert m.share(stage.xa, record).done
    stage.settle()
    assert stage.xb.state(record)["state"] == "notice_received"
    assert stage.xb.ask("see", who="desk", command="work", record=record)["view"] is None
    assert "Marsh" not in str(stage.xb.state(record)) + stage.xa.told()
    stage.xb.must("ombud", "cm.close_notice", record, reasons="The officer was told how to carry out a check.")
