"""Rules every procedure file keeps: nothing twice, nothing out of reach, nothing sent that nobody can receive."""

from collections import Counter

import pytest

from comity.procedures.catalogue import PROCEDURES, all_commands, command_for_message, procedure_of
from comity.procedures.messages import compose
from comity.procedures.step import BACK, SAME, Procedure, ProcedureError

BY_NAME = {row.name: row for row in PROCEDURES}


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda row: row.name)
def test_no_command_leaves_a_state_in_two_ways(procedure: Procedure) -> None:
    pairs = Counter(
        (row.command, source, row.side) for row in procedure.steps for source in row.source or ("(nothing)",)
    )
    assert [pair for pair, count in pairs.items() if count > 1] == []


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda row: row.name)
@pytest.mark.parametrize("side", ["requesting", "requested", "local"])
def test_every_state_of_a_side_can_be_reached(procedure: Procedure, side: str) -> None:
    rows = [row for row in procedure.steps if row.side in (side, "both")]
    named = {state for row in rows if row.side == side for state in row.source}
    reached = {row.target for row in rows if row.makes_record}
    grown = True
    while grown:
        steps = [row for row in rows if reached & set(row.source)]
        fresh = {row.target for row in steps if row.target not in (SAME, BACK)} - reached
        if any(row.lands for row in steps):
            fresh |= {"hit_confirmed", "notice_sent", "wanted"} - reached
        reached, grown = reached | fresh, bool(fresh)
    assert named <= reached


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda row: row.name)
def test_a_step_is_taken_by_a_person_a_partner_or_the_clock_and_only_one_of_them(procedure: Procedure) -> None:
    for row in procedure.steps:
        by_person = bool(row.roles) or row.public
        assert [by_person, bool(row.receives), row.clock].count(True) == 1, row.command


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda row: row.name)
def test_only_an_end_has_no_step_out(procedure: Procedure) -> None:
    for state in procedure.states():
        if state not in procedure.ends:
            assert any(state in row.source for row in procedure.steps), state


@pytest.mark.parametrize("name", ["information_request", "criminal_record", "footage", "legal_assistance", "surrender"])
def test_whoever_takes_a_request_back_leaves_a_trace_of_it(name: str) -> None:
    """POL-02 asks about earlier withdrawals at both offices, also of one that came too late."""
    rows = [row for row in BY_NAME[name].steps if row.command.endswith((".withdraw", ".note_withdrawal"))]
    assert {row.side for row in rows} == {"requesting", "requested"}
    assert [(row.command, row.source) for row in rows if (row.mentions, row.labels) != (True, "withdrawn")] == []


def test_only_a_complaint_has_a_public_door() -> None:
    public = {row.command for procedure in PROCEDURES for row in procedure.steps if row.public}
    assert public == {"cm.hand_in", "cm.add_words", "cm.set_consent", "cm.withdraw", "cm.ask_review"}


def test_everything_that_is_sent_has_a_receiver_on_the_other_side() -> None:
    other = {"requesting": "requested", "requested": "requesting"}
    for procedure in PROCEDURES:
        for row in procedure.steps:
            if row.sends:
                assert command_for_message(row.sends, side=other[row.side]) is not None, row.command


def test_every_receiver_has_a_sender() -> None:
    sent = {row.sends for procedure in PROCEDURES for row in procedure.steps}
    received = {row.receives for procedure in PROCEDURES for row in procedure.steps}
    assert received <= sent


def test_a_decision_to_disclose_always_needs_another_person() -> None:
    request = BY_NAME["information_request"]
    for command, earlier in (
        ("ir.certify", "ir.draft"),
        ("ir.send", "ir.draft"),
        ("ir.judge", "ir.search"),
        ("ir.approve_release", "ir.prepare_release"),
        ("ir.release", "ir.approve_release"),
    ):
        assert all(earlier in row.different_from for row in request.rows(command)), command


def test_no_way_to_released_avoids_a_confirmed_hit_and_an_approval() -> None:
    """Search every path: data leaves only after search, judgement, approval; or it is an answer without data."""
    request = BY_NAME["information_request"]
    rows = [row for row in request.steps if row.side in ("requested", "both") and not row.clock]
    needed = {"ir.screen", "ir.search", "ir.judge", "ir.approve_release", "ir.release"}
    seen: set[tuple[str, frozenset[str]]] = set()
    queue: list[tuple[str, str, frozenset[str]]] = [("", "", frozenset())]
    while queue:
        state, left, done = queue.pop()
        for row in rows:
            if state not in row.source and not (row.makes_record and not state):
                continue
            target = left if row.target == BACK else state if row.target == SAME else row.target
            targets = [target, "hit_confirmed"] if row.lands else [target]
            now = done | ({row.command} & (needed | {"ir.answer_no_data"}))
            for reached in targets:
                if reached == "released" and row.target == "released":
                    assert needed <= now or "ir.answer_no_data" in now
                kept = state if reached in request.side_states and reached != state else left
                if (reached, now) not in seen:
                    seen.add((reached, now))
                    queue.append((reached, kept, now))
    assert any("ir.release" in done for _, done in seen)


def test_an_undeclared_command_is_refused() -> None:
    with pytest.raises(ProcedureError):
        procedure_of("ir.delete_everything")
    with pytest.raises(ProcedureError):
        compose("reply.everything", {"id": "x"}, {}, at="", derived={})


def test_no_case_type_exists_for_what_must_never_be_one() -> None:
    words = ("political", "opinion", "faith", "religion", "ethnic", "press", "protest", "face")
    assert not [name for name in (*all_commands(), *BY_NAME) if any(word in name for word in words)]
