"""An ordinary lawful request flows without a judge; a hard one needs one."""

import pytest

from comity.law.decision import decision_from_json
from tests.law import world
from tests.law.world import BASES, LAW


@pytest.mark.parametrize("name", BASES)
def test_the_ordinary_case_is_allowed_at_every_step(name):
    decision = LAW.judge(BASES[name]())
    assert (decision.allowed, decision.failed, decision.errors) == (True, (), ())


@pytest.mark.parametrize("name", BASES)
def test_the_ordinary_case_needs_no_decision_of_anybody(name):
    decision = LAW.judge(BASES[name]())
    assert {f.value for fact, f in decision.asked.items() if fact.startswith("decided_")} <= {"unknown"}


@pytest.mark.parametrize("name", BASES)
def test_a_decision_reads_back_as_it_was_written(name):
    decision = LAW.judge(BASES[name]())
    again = decision_from_json(decision.to_json(), LAW.shared.facts)
    assert again.hash == decision.hash
    assert again.facts == decision.facts


def test_a_desk_that_states_nothing_is_stopped_by_every_question_it_left_open():
    silent = world.screen()
    silent.form.pop("facts")
    assert set(LAW.judge(silent).failed) == {
        "COE-01.act",
        "OFF-01.facts",
        "POL-01.hard",
        "POL-01.review",
        "DIS-01.hard",
        "DIS-01.review",
        "GRP-01.trait",
        "EXP-01.hard",
        "EXP-01.separate",
        "PUR-01.link",
        "MIN-01.items",
        "VIC-01.hard",
        "VIC-01.review",
    }
