"""Foreign officers on this soil, and coercion without a judge, by the doors that a first refusal leaves open."""

from typing import Any

import pytest

from tests.abuse import assistances as a
from tests.abuse import exhibits as e
from tests.abuse import footages as t
from tests.abuse import plays
from tests.abuse import releases as i
from tests.abuse.stage import Done, Mark, Stage
from tests.app.assistance import result
from tests.law.assistance import ASKING, CHECKED
from tests.law.evidence_world import TAKING
from tests.law.footage_world import CAMERAS, DESK
from tests.nodes.pair import RunnerError

VISITOR = {"name": "Brun Ott", "authority": "Velmara police", "part": "acts"}
GUEST = {**VISITOR, "part": "attends"}
VISIT: dict[str, Any] = {"place": "Court of Seven Weirs", "from_on": "2026-01-01", "until": "2030-01-01",
                         "reasons": "He knows the accounts and puts no question."}  # fmt: skip
INTERVIEW: dict[str, Any] = {
    "assistance": ["statement"],
    "items": ["testimony"],
    "questions": ["Who called the savers?"],
}
SEARCH: dict[str, Any] = {"assistance": ["search"], "items": ["house_search"], "place": "Mill Lane 40, Seven Weirs",
                          "own_order": "Search warrant W-77 of the Quillmoor District Court."}  # fmt: skip
FREE = {**CHECKED, "coercion_needed": "no"}


def undone(stage: Stage, found: Done, record: str, before: Mark, *gates: str) -> None:
    plays.stopped(found, frozenset(gates))
    stage.settle()
    assert stage.xa.state(record)["mirror"] == stage.xb.state(record)["mirror"]
    assert [word for word in ("TER-", "EVI-", "COE-", "judge") if word in stage.xb.told(before)] == []
    plays.no_police_record(stage, record)


def visited(stage: Stage, *people: dict[str, str]) -> str:
    """XA asks for an interview at which its own people would be."""
    record = a.sent(stage, stage.new_name("Tan"), **INTERVIEW, officers_present=list(people),
                    procedure_reason="They know the case.")  # fmt: skip
    stage.xb.must("central", "ml.check_form", record)
    return record


def interview(stage: Stage) -> str:
    """The same without any of them, up to its execution."""
    record = a.sent(stage, stage.new_name("Tan"), **INTERVIEW)
    stage.xb.must("central", "ml.check_form", record)
    stage.xb.must("prosecutor", "ml.screen", record, facts=FREE)
    stage.xb.must("central", "ml.accept", record)
    return record


@pytest.mark.parametrize("part", ["acts", "puts_questions", "attends"])
def test_21_named_in_the_request_without_authorisation(stage: Stage, part: str) -> None:
    before = stage.xb.mark()
    record = visited(stage, {**VISITOR, "part": part})
    undone(stage, stage.xb.do("prosecutor", "ml.screen", record, facts=FREE), record, before, "TER-01")
    said = {**FREE, "foreign_officers": "none", "territory_authorised": "yes"}  # whatever is stated of them
    assert "TER-01" in stage.xb.do("prosecutor", "ml.screen", record, facts=said).gates


@pytest.mark.parametrize("who", ["desk", "prosecutor", "supervisor", "head"])
def test_21_authorised_by_somebody_who_may_not(stage: Stage, who: str) -> None:
    record = visited(stage, GUEST)
    try:
        found = stage.xb.do(who, "ml.authorise_presence", record, officers_present=[GUEST], **VISIT)
    except RunnerError as error:  # it is not even there for the others
        assert "NotFound" in str(error)
    else:
        assert (found.done, "role_missing" in found.other) == (False, True)
    assert "authorisation" not in stage.xb.state(record)


@pytest.mark.parametrize("there", [[VISITOR], [{**GUEST, "name": "Lea Vant"}], [GUEST, {**GUEST, "name": "Lea Vant"}]],
                         ids=["he does more", "somebody else", "one more"])  # fmt: skip
def test_21_the_authorisation_covers_less(stage: Stage, there: list[dict[str, str]]) -> None:
    before = stage.xb.mark()
    record = visited(stage, *there)
    stage.xb.must("central", "ml.authorise_presence", record, officers_present=[GUEST], **VISIT)
    undone(stage, stage.xb.do("prosecutor", "ml.screen", record, facts=FREE), record, before, "TER-01")


@pytest.mark.parametrize("how", ["withdrawn", "over"])
def test_21_the_authorisation_does_not_stand_any_more(stage: Stage, how: str) -> None:
    """Accepted with it; what counts is the day on which it is carried out."""
    record = visited(stage, GUEST)
    until = stage.xb.ask("moment", days=3)["at"][:10] if how == "over" else VISIT["until"]
    stage.xb.must("central", "ml.authorise_presence", record, officers_present=[GUEST], **{**VISIT, "until": until})
    stage.xb.must("prosecutor", "ml.screen", record, facts=FREE)
    stage.xb.must("central", "ml.accept", record)
    before = stage.xb.mark()
    if how == "over":
        stage.days(5)
    else:
        stage.xb.must("central", "ml.withdraw_presence", record, reasons="He was seen speaking to the family alone.")
    undone(stage, stage.xb.do("prosecutor", "ml.execute", record), record, before, "TER-01")


def test_21_not_in_the_request_but_there_on_the_day(stage: Stage) -> None:
    before = stage.xb.mark()
    record = a.sent(stage, stage.new_name("Tan"), assistance=["video_hearing"], items=["testimony"],
                    questions=["Who called?"], rights_notice="He may be silent and have counsel.")  # fmt: skip
    stage.xb.must("central", "ml.check_form", record)
    stage.xb.must("prosecutor", "ml.screen", record, facts=FREE)
    stage.xb.must("central", "ml.accept", record)
    stage.xb.must("prosecutor", "ml.execute", record)
    hearing = {"person": 0, "held_on": "2026-01-20", "led_by": "Judge Oum", "language": "km", "interpreter": "",
               "counsel": "Advocate Lim", "rights_told": True, "officers_present": [VISITOR], "facts": {}}  # fmt: skip
    undone(stage, stage.xb.do("judge", "ml.hold_hearing", record, **hearing), record, before, "TER-01")


def test_21_by_the_other_door_beside_footage(stage: Stage) -> None:
    """They look at the cameras here themselves, and the holder hands them the clip."""
    before = stage.xb.mark()
    record = t.sent(stage)
    assert t.keep(stage.xb, record, CAMERAS).done
    stage.xb.must("desk", "ft.screen", record, facts=DESK)
    words = {"private_zone": "no", "foreign_officers": "acting", "direct_disclosure": "yes"}
    stage.xb.must("controller", "ft.check", record, facts=words)
    t.cut(stage, record)
    assert t.approve(stage, record).done
    undone(stage, stage.xb.do("supervisor", "ft.release", record), record, before, "TER-01")


def test_21_by_the_other_door_beside_an_exhibit(stage: Stage) -> None:
    before = stage.xb.mark()
    record = e.prepared(stage.xb, e.stored(stage.xb, e.image(stage.new_name("Tan"))))
    stage.xb.must("custodian", "ev.state_facts", record, facts={"foreign_officers": "acting"}, reasons="They took it.")
    found = e.approve(stage.xb, record, **TAKING)
    plays.stopped(found, frozenset({"TER-01"}))
    stage.settle()
    assert "TER-" not in stage.xb.told(before)


def offered_conversion(stage: Stage, name: str) -> str:
    police = i.asked(stage, name)
    stage.xb.must("desk", "ir.offer_conversion", police)
    stage.settle()
    return police


def test_20_converted_without_the_other_office_s_word(stage: Stage) -> None:
    """Offered but not accepted; declined; or another matter altogether: nothing is converted."""
    name = stage.new_name("Sok")
    police = offered_conversion(stage, name)
    record = a.drafted(stage, name, **SEARCH, converts=police)
    plays.stopped(stage.xa.do("prosecutor", "ml.certify", record, facts=ASKING), frozenset({"COE-01.converted"}))
    stage.xa.must("desk", "ir.decline_conversion", police)
    stage.settle()
    plays.stopped(stage.xa.do("prosecutor", "ml.certify", record, facts=ASKING), frozenset({"COE-01.converted"}))
    forged = a.plant(stage, "xa-coord/assistance/01a20000-0000-7000-8000-000000002001", name, **SEARCH, converts=police)
    found = stage.xb.do("central", "ml.check_form", forged)
    plays.stopped(found, frozenset({"COE-01.converted"}))


def converted(stage: Stage) -> str:
    """A search that began on a police form and goes on between the central authorities."""
    name = stage.new_name("Sok")
    police = offered_conversion(stage, name)
    stage.xa.must("desk", "ir.accept_conversion", police)
    stage.settle()
    record = a.sent(stage, name, **SEARCH, converts=police)
    stage.xb.must("central", "ml.check_form", record)
    assert a.screen(stage, record).done
    stage.xb.must("central", "ml.accept", record)
    stage.settle()
    return record


def test_20_converted_and_searched_without_a_judge(stage: Stage) -> None:
    before = stage.xb.mark()
    record = converted(stage)
    undone(stage, stage.xb.do("prosecutor", "ml.execute", record), record, before, "EVI-02.order")
    said = stage.xb.do("prosecutor", "ml.execute", record, facts={"coercion_needed": "no", "court_order": "granted"})
    assert "EVI-02.order" in said.gates


def test_20_ordered_by_the_prosecutor_himself(stage: Stage) -> None:
    record = converted(stage)
    stage.xb.must(
        "prosecutor", "ml.seek_order", record, act="The house in Mill Lane.", reasons="The calls came from it."
    )
    order = {
        "order_number": "1",
        "until": "2030-01-01",
        "act": "The house in Mill Lane.",
        "reasons": "I order it myself.",
    }
    found = stage.xb.do("prosecutor", "ml.grant_order", record, **order)
    assert (found.done, found.other >= {"role_missing", "same_person"}) == (False, True)
    stage.xb.must("judge", "ml.deny_order", record, reasons="The link to the house is not shown.")
    assert not stage.xb.do("prosecutor", "ml.execute", record).done
    assert stage.xb.state(record)["state"] == "order_denied"


def test_20_the_order_has_run_out(stage: Stage) -> None:
    record = converted(stage)
    until = stage.xb.ask("moment", days=3)["at"][:10]
    stage.xb.must(
        "prosecutor", "ml.seek_order", record, act="The house in Mill Lane.", reasons="The calls came from it."
    )
    stage.xb.must("judge", "ml.grant_order", record, order_number="CJ 9", until=until, act="The house in Mill Lane.",
                  reasons="The link is shown.")  # fmt: skip
    before = stage.xb.mark()
    stage.days(5)
    undone(stage, stage.xb.do("prosecutor", "ml.execute", record), record, before, "EVI-02.order")


def test_control_a_converted_search_is_ordered_and_carried_out(stage: Stage) -> None:
    record = converted(stage)
    stage.xb.must(
        "prosecutor", "ml.seek_order", record, act="The house in Mill Lane.", reasons="The calls came from it."
    )
    stage.xb.must("judge", "ml.grant_order", record, order_number="CJ 9", until="2030-01-31",
                  act="The house in Mill Lane.", reasons="The link is shown.")  # fmt: skip
    stage.xb.must("prosecutor", "ml.execute", record)
    row = {**result()["statements"][0], "property": "seizedObject", "item": "house_search",
           "value": "Eleven telephones from the second floor.", "source": "Record of the search"}  # fmt: skip
    a.prepare(stage, record, statements=[row])
    assert a.approve(stage, record).done
    assert a.release(stage, record).done
    assert stage.xa.state(record)["answer"]["statements"][0]["value"].startswith("Eleven telephones")
    assert stage.xa.state(record)["mirror"] == stage.xb.state(record)["mirror"] == "answered"


def test_control_a_guest_attends_by_written_authorisation(stage: Stage) -> None:
    """The central authority writes who may be there, where and how long, before the law is checked."""
    record = visited(stage, GUEST)
    stage.xb.must("central", "ml.authorise_presence", record, officers_present=[GUEST], **VISIT)
    stage.xb.must("prosecutor", "ml.screen", record, facts=FREE)
    stage.xb.must("central", "ml.accept", record)
    stage.xb.must("prosecutor", "ml.execute", record)
    stage.xb.must("central", "ml.answer_no_data", record, report="He was heard by our officers.", law_applied="own_law")
    stage.settle()
    assert stage.xa.state(record)["mirror"] == stage.xb.state(record)["mirror"] == "answered"
