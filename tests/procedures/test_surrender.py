"""The table of surrender: what must come before a person is given away, who frees, and what the partner never sees."""

import pytest

from comity.domain.roles import Role
from comity.procedures import removal_check
from comity.procedures.step import BACK, SAME
from comity.procedures.surrender import PROCEDURE
from comity.procedures.surrender_messages import MESSAGES, MIRROR
from comity.procedures.surrender_requested import CUSTODY, HELD, OPEN

REQUESTED = [row for row in PROCEDURE.steps if row.side in ("requested", "both")]
LANDED = {
    "ex.receive": ("form_check", "wanted", "arrested"),
    "ex.recall_consent": ("court", "form_check", "arrested", "lapsed"),
}
"""States that a step with content of its own may lead to."""


def next_states(row, state, left):
    if row.lands:
        return LANDED[row.command]
    return (left if row.target == BACK else state if row.target == SAME else row.target,)


def roads_to(goal):
    """Every set of commands by which a state can be reached at the requested office."""
    queue: list[tuple[str, str, frozenset[str]]] = [("", "", frozenset())]
    seen, found = set(), []
    while queue:
        state, left, done = queue.pop()
        for row in REQUESTED:
            if state not in row.source and not (row.makes_record and not state):
                continue
            now = done | {row.command}
            for reached in next_states(row, state, left):
                if reached == goal and row.target == goal:
                    found.append(now)
                kept = state if reached in PROCEDURE.side_states and reached != state else left
                now_kept = now & MARKS
                if (reached, kept, now_kept) not in seen:
                    seen.add((reached, kept, now_kept))
                    queue.append((reached, kept, now_kept))
    return found


MARKS = {"ex.screen", "ex.find_extraditable", "ex.become_final", "ex.uphold", "ex.record_consent", "ex.grant",
         "ex.set_handover", "ex.lend"}  # fmt: skip


@pytest.mark.parametrize(("goal", "last"), [("surrendered", "ex.set_handover"), ("lent", "ex.grant")])
def test_nobody_is_given_away_but_by_court_or_consent_and_the_executive(goal, last):
    found = roads_to(goal)
    assert found
    for road in found:
        assert {"ex.grant", last} <= road
        by_court = {"ex.screen", "ex.find_extraditable"} <= road and road & {"ex.become_final", "ex.uphold"}
        assert by_court or "ex.record_consent" in road


def test_no_state_is_called_by_what_must_not_exist():
    names = {*PROCEDURE.states(), *removal_check.PROCEDURE.states()}
    assert not [name for name in names if "deport" in name or "expel" in name]


def test_judge_executive_and_desk_are_different_people():
    assert {row.roles for row in PROCEDURE.rows("ex.find_extraditable")} == {(Role.JUDGE,)}
    assert {row.roles for row in PROCEDURE.rows("ex.grant")} == {(Role.EXECUTIVE,)}
    assert "ex.find_extraditable" in PROCEDURE.rows("ex.grant")[0].different_from
    assert "ex.grant" in PROCEDURE.rows("ex.hand_over")[0].different_from
    for command in ("ex.uphold", "ex.overturn"):
        assert PROCEDURE.rows(command)[0].different_from == ("ex.find_extraditable",)
    for command in ("ex.certify", "ex.send"):
        assert all(set(row.different_from) >= {"ex.draft", "ex.amend"} for row in PROCEDURE.rows(command))


@pytest.mark.parametrize("state", ["arrested", *HELD])
def test_whoever_is_held_can_be_freed_by_a_judge_and_by_the_clock(state):
    for command in ("ex.set_free", "ex.release_at_limit"):
        row = PROCEDURE.row_from(command, state)
        assert row is not None
        assert set(row.stops) == set(CUSTODY)


def test_the_clocks_of_liberty_never_stand_still_and_free_by_themselves():
    for name in CUSTODY:
        assert PROCEDURE.clock(name).pausable is False
    frees = {name for name in CUSTODY if PROCEDURE.clock(name).then == "ex.release_at_limit"}
    assert frees == {"hearing", "detention", "review"}
    assert not [row.command for row in PROCEDURE.steps if set(row.pauses) & set(CUSTODY)]


def test_a_clock_of_one_side_takes_no_step_of_the_other():
    """Both sides know states of the same name: a clock that acts must only run where its step belongs."""
    acting = {clock.name: clock.then for clock in PROCEDURE.clocks if clock.then}
    for row in PROCEDURE.steps:
        if row.side == "requesting":
            assert not set(row.starts) & set(acting), row.command


def test_every_open_state_has_a_way_out_that_frees():
    for state in OPEN:
        outs = {row.command for row in REQUESTED if state in row.source and row.target not in (SAME, BACK)}
        assert outs & {"ex.refuse", "ex.note_withdrawal", "ex.return_incomplete"}, state


def test_the_partner_sees_one_state_from_receipt_to_answer():
    quiet = ("surrender.received", "surrender.arrested", "surrender.consult", "surrender.consult_answer",
             "surrender.assurances_asked", "surrender.assurances", "surrender.consent")  # fmt: skip
    rows = [{"type": "surrender.request", "round": 1}]
    assert MIRROR(rows) == "sent"
    for kind in quiet:
        rows.append({"type": kind, "round": 1})
        assert MIRROR(rows) == "handled"
    for kind, state in (("surrender.granted", "granted"), ("surrender.handover", "handover_set"),
                        ("surrender.surrendered", "surrendered"), ("surrender.closed", "closed")):  # fmt: skip
        rows.append({"type": kind, "round": 1})
        assert MIRROR(rows) == state
    assert MIRROR([*rows, {"type": "surrender.request", "round": 2}]) == "sent"


def test_reviews_courts_releases_and_statuses_send_nothing():
    silent = {"ex.freeze", "ex.unfreeze", "ex.screen", "ex.set_free", "ex.release_at_limit", "ex.detain",
              "ex.review_detention", "ex.confirm_arrest", "ex.serve_rights", "ex.tell_consulate", "ex.serve_copy",
              "ex.record_answer", "ex.find_extraditable", "ex.find_not_extraditable", "ex.appeal", "ex.uphold",
              "ex.overturn", "ex.become_final", "ex.judge_assurance", "ex.recall_consent", "ex.open_own_case",
              "ex.state_facts", "ex.decide"}  # fmt: skip
    assert {row.command for row in PROCEDURE.steps if row.sends} & silent == set()


def test_no_message_has_a_place_for_a_status_or_a_reason():
    forbidden = {"reasons", "facts", "stated", "decisions", "protection_status", "own_national", "nationality_loss",
                 "proven_age", "fitness", "finding", "hearings", "own_case", "detention"}  # fmt: skip
    for message in MESSAGES:
        members = {item.name for item in message.fields} | set(message.parts)
        assert not members & forbidden, message.type
        assert message.type.startswith("surrender.")


def test_nothing_of_a_removal_check_crosses_and_the_planner_clears_nothing():
    table = removal_check.PROCEDURE
    assert [row.command for row in table.steps if row.sends or row.receives] == []
    assert set(table.rows("rm.clear")[0].different_from) == {"rm.draft", "rm.amend"}
    assert table.rows("rm.carry_out")[0].different_from == ("rm.clear",)
    assert table.rows("rm.carry_out")[0].source == ("cleared",)
