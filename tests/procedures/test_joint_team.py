"""Teams, meetings, promises, advisers and screenings as tables: who takes which step, and what the partner is told."""

import itertools

import pytest

from comity.domain.roles import Role
from comity.procedures import adviser, commitment, joint_team, meeting, watch_judgement
from comity.procedures.commitment import commitment_state
from comity.procedures.joint_team_changes import lifted_state
from comity.procedures.joint_team_form import COUNTED, ENTRUSTED, PROPOSAL, TERMS
from comity.procedures.joint_team_mirror import team_state
from comity.procedures.step import BACK, SAME

TEAM = joint_team.PROCEDURE
SHARED = (TEAM, meeting.PROCEDURE, commitment.PROCEDURE, adviser.PROCEDURE)
INSIDE = ("certify", "assess", "screen", "freeze", "unfreeze", "resume", "add_case", "order", "state_facts", "decide")
COMPELLING = {"arrest", "search", "seizure", "interview", "detain", "deport"}


def said(prefix, *kinds, turn=1):
    """Messages in their order; ``from`` alternates with a star for the other office, a reply names an earlier kind."""
    rows = []
    for number, kind in enumerate(kinds):
        word, _, reply = kind.partition(">")
        rows.append({"type": f"{prefix}.{word.strip('*')}", "id": f"m{number}", "reply_to": reply, "round": turn,
                     "from": "xb" if word.endswith("*") else "xa"})  # fmt: skip
    return rows


@pytest.mark.parametrize("verb", INSIDE)
def test_checks_cases_and_orders_tell_the_partner_nothing(verb):
    assert TEAM.rows(f"jt.{verb}")
    assert {row.sends for row in TEAM.rows(f"jt.{verb}")} == {""}


def test_only_the_head_or_the_central_authority_binds_the_office():
    binding = {row.command: set(row.roles) for row in TEAM.steps if row.command in ("jt.send", "jt.agree", "jt.ask_extension",
                                                                                    "jt.agree_extension")}  # fmt: skip
    assert set(map(frozenset, binding.values())) == {frozenset({Role.HEAD_OF_OFFICE, Role.CENTRAL_AUTHORITY})}


def test_a_rights_reviewer_and_the_joint_body_can_always_stop_a_team():
    for state in ("agreed", "active", "extended", "suspended"):
        for side in ("requesting", "requested"):
            row = TEAM.row_from("jt.suspend", state, side=side)
            assert row is not None
            assert {Role.RIGHTS_REVIEWER, Role.JOINT_REVIEW} <= set(row.roles)


def test_an_order_is_given_by_a_leader_and_names_one_case():
    for row in TEAM.rows("jt.order"):
        assert row.roles == (Role.TEAM_LEADER,)
        named = [item for item in row.form if item.kind == "record"]
        assert [(item.name, item.required) for item in named] == [("member", True)]
        assert not [item for item in row.form if item.kind in ("list", "whole_number", "choices")]


def test_no_form_of_a_team_has_room_for_a_number_of_people_or_a_list_of_them():
    for row in TEAM.steps:
        numbers = [item.name for item in row.form if item.kind == "whole_number"]
        assert numbers == [], row.command
        assert not {"persons", "objects", "names"} & {item.name for item in row.form}, row.command
    assert not {"persons", "objects"} & {item.name for item in (*PROPOSAL, *TERMS)}


def test_what_may_be_counted_in_public_counts_no_protection_and_no_trait():
    words = ("asylum", "refuge", "state", "faith", "origin", "ethnic", "opinion", "union", "press", "minor")
    assert [name for name in COUNTED if any(word in name for word in words)] == []


def test_a_guest_is_entrusted_with_nothing_that_compels():
    assert not COMPELLING & set(ENTRUSTED)


@pytest.mark.parametrize("procedure", SHARED, ids=lambda row: row.name)
def test_whatever_one_office_may_still_do_the_other_can_still_hear(procedure):
    """For every state of the one who sends there is a state of the other from which the message is taken."""
    for row in procedure.steps:
        if row.sends:
            other = {"requesting": "requested", "requested": "requesting"}[row.side]
            takes = [item for item in procedure.steps if item.receives == row.sends and item.side == other]
            assert takes, row.command


@pytest.mark.parametrize("procedure", SHARED, ids=lambda row: row.name)
def test_the_clear_part_of_a_type_tells_nothing_of_anybody(procedure):
    assert {row.type.partition(".")[0] for row in procedure.messages} <= {"team", "meeting", "commitment", "adviser"}


@pytest.mark.parametrize(("kinds", "state"), [
    (("proposal",), "proposed"), (("proposal", "received*", "consult*", "consult_answer"), "proposed"),
    (("proposal", "refused*"), "refused"), (("proposal", "returned*"), "returned"),
    (("proposal", "withdraw", "withdrawn*"), "withdrawn"), (("proposal", "withdraw", "agreed*", "too_late*"), "agreed"),
    (("proposal", "agreed*", "started"), "agreed"), (("proposal", "agreed*", "started", "started*"), "active"),
    (("proposal", "agreed*", "extension", "extended*"), "extended"),
    (("proposal", "agreed*", "suspended", "suspended*"), "suspended"),
    (("proposal", "agreed*", "suspended", "lifted>m2"), "agreed"),
    (("proposal", "agreed*", "suspended", "suspended*", "lifted>m2"), "suspended"),
    (("proposal", "agreed*", "suspended", "ended*"), "ended"), (("proposal", "agreed*", "ended", "settled"), "ended"),
    (("proposal", "agreed*", "ended", "settled", "settled*"), "data_settled"),
    (("proposal", "agreed*", "ended", "settled", "evaluation"), "evaluated"),
], ids=str)  # fmt: skip
def test_both_nodes_say_the_same_of_a_team_in_whatever_order_messages_came(kinds, state):
    messages = said("team", *kinds)
    orders = itertools.permutations(messages) if len(messages) < 6 else [messages, messages[::-1]]
    assert {team_state(order) for order in orders} == {state}


def test_a_new_round_begins_anew():
    assert team_state([*said("team", "proposal", "returned*"), *said("team", "proposal", turn=2)]) == "proposed"
    assert team_state([]) == ""


@pytest.mark.parametrize(("kinds", "state"), [
    (("proposed",), "proposed"), (("proposed", "accepted*"), "open"), (("proposed", "accepted*", "moved"), "open"),
    (("proposed", "accepted*", "kept"), "kept"), (("proposed", "accepted*", "kept", "reopened*>m2"), "open"),
    (("proposed", "accepted*", "kept", "reopened*>m2", "kept"), "kept"),
    (("proposed", "accepted*", "kept", "confirmed*"), "closed"), (("proposed", "accepted*", "dropped"), "dropped"),
    (("proposed", "withdrawn", "accepted*"), "withdrawn"), (("proposed", "declined*"), "declined"),
], ids=str)  # fmt: skip
def test_both_nodes_say_the_same_of_a_promise(kinds, state):
    assert {commitment_state(order) for order in itertools.permutations(said("commitment", *kinds))} == {state}


def test_a_suspended_team_returns_to_where_it_was_and_only_when_every_suspension_is_lifted():
    open_row, lifted = {"lifted_at": ""}, {"lifted_at": "2026-11-23"}
    assert lifted_state({"left": "extended", "suspensions": [lifted]}) == "extended"
    assert lifted_state({"left": "agreed", "suspensions": [lifted, lifted]}) == "agreed"
    assert lifted_state({"left": "active", "suspensions": [lifted, open_row]}) == "suspended"


def test_judgements_lead_where_two_people_lead():
    def reached(*results):
        return watch_judgement.judged_state(
            {"judgements": [{"result": result, "candidate": "c1"} for result in results]}
        )

    assert reached("positive") == "judged"
    assert reached("positive", "positive") == "confirmed"
    assert reached("negative", "negative") == "no_hit"
    assert reached("positive", "negative") == reached("unsure", "unsure") == reached("unsure", "positive") == "disputed"
    assert reached("unsure", "unsure", "positive") == reached("positive", "negative", "unsure") == "no_hit"
    assert reached("positive", "unsure", "positive") == "confirmed"


def test_no_machine_and_no_clock_does_anything_to_anybody():
    assert not [row.command for row in watch_judgement.PROCEDURE.steps if row.clock or row.receives]
    for row in (*TEAM.steps, *adviser.PROCEDURE.steps):
        if row.clock:
            assert row.target in (SAME, "ended"), row.command


WAITS_FOR_THE_PARTNER = {
    ("joint_team", "requesting", "withdrawing"),  # the partner says whether it came in time
    ("joint_team", "requested", "returned"),  # these wait for a proposal that may come again
    ("meeting", "requested", "returned"),
    ("commitment", "requested", "returned"),
    ("adviser", "requested", "returned"),
    ("meeting", "requested", "minutes_returned"),  # the host writes again or sets aside
}


def test_every_state_has_a_way_out_that_the_office_can_take_alone():
    stuck = set()
    for procedure in SHARED:
        for side in ("requesting", "requested"):
            rows = [row for row in procedure.steps if row.side in (side, "both")]
            for state in {row.target for row in rows} - {SAME, BACK, "erased", *procedure.ends}:
                own = [row for row in rows if state in row.source and (row.roles or row.clock)]
                if not any(row.target not in (SAME, state) or row.lands for row in own):
                    stuck.add((procedure.name, side, state))
    assert stuck == WAITS_FOR_THE_PARTNER
