"""The table of a review: who takes which step, what must come before the effect, and that nothing of it crosses."""

import pytest

from comity.domain.roles import Role
from comity.procedures.nationality_review import PROCEDURE
from comity.procedures.step import SAME

NEEDED = {"nr.screen", "nr.serve_notice", "nr.hear", "nr.weigh", "nr.cancel"}


def test_nothing_of_it_crosses_the_link():
    assert [row.command for row in PROCEDURE.steps if row.sends or row.receives] == []
    assert (PROCEDURE.messages, PROCEDURE.mirror) == ((), None)
    assert {row.side for row in PROCEDURE.steps} == {"local"}


def test_only_those_who_decide_on_it_read_it():
    assert set(PROCEDURE.readers) == {
        Role.NATIONALITY_AUTHORITY,
        Role.JUDGE,
        Role.RIGHTS_REVIEWER,
        Role.DATA_PROTECTION,
    }
    assert PROCEDURE.invited == (Role.ASYLUM_AUTHORITY,)


def roads(state="", done=frozenset(), seen=None):
    """Every set of commands by which the effect can be reached."""
    seen = set() if seen is None else seen
    if (state, done) in seen:
        return
    seen.add((state, done))
    if state == "effective":
        yield done
        return
    for row in PROCEDURE.steps:
        starts = row.makes_record and state == ""
        if (starts or state in row.source) and row.target != SAME:
            kept = frozenset() if row.command in ("nr.draft", "nr.amend") else done
            yield from roads(row.target, kept | {row.command}, seen)


def test_every_road_to_the_effect_passes_triage_notice_hearing_weighing_decision_and_appeal():
    found = list(roads())
    assert found
    for road in found:
        assert road >= NEEDED, road
        assert road & {"nr.make_final", "nr.uphold"}
        assert road & {"nr.take_confirmation", "nr.lapse"}


@pytest.mark.parametrize("command", ["nr.screen", "nr.hear", "nr.take_confirmation", "nr.cancel"])
def test_who_opened_the_file_takes_no_step_that_judges_it(command):
    for row in PROCEDURE.rows(command):
        assert {"nr.draft", "nr.amend"} <= set(row.different_from)


def test_every_state_has_a_way_out():
    for state in PROCEDURE.states():
        if state not in PROCEDURE.ends:
            out = {row.command for row in PROCEDURE.steps_from(state, side="local") if row.target not in (SAME, state)}
            assert out & {"nr.keep", "nr.withdraw", "nr.restore"}, state


def test_the_clocks_of_the_person_never_stand_still():
    assert {clock.name: clock.pausable for clock in PROCEDURE.clocks} == {
        "response": False,
        "confirmation": True,
        "appeal": False,
    }
    assert PROCEDURE.clock("appeal").then == "nr.make_final"
    assert PROCEDURE.clock("confirmation").then == "nr.lapse"
