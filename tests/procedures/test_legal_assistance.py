"""Legal assistance as a table: who takes which step, what the partner is told, and what it must never see."""

import itertools

import pytest

from comity.domain.roles import Role
from comity.procedures.legal_assistance import CARRYING, OPEN, PROCEDURE
from comity.procedures.legal_assistance_messages import MESSAGES, mirror

INSIDE = ("check_form", "screen", "freeze", "unfreeze", "resume", "seek_order", "grant_order", "deny_order", "execute",
          "record_travel_consent", "withdraw_travel_consent", "authorise_presence", "withdraw_presence", "hold_hearing",
          "prepare_release", "approve_release", "extend_information", "state_facts", "decide")  # fmt: skip


def rows(verb):
    return PROCEDURE.rows(f"ml.{verb}")


def said(*kinds, turn=1):
    return [{"type": f"assistance.{kind}", "id": f"m{number}", "reply_to": "", "round": turn}
            for number, kind in enumerate(kinds)]  # fmt: skip


@pytest.mark.parametrize("verb", INSIDE)
def test_checks_court_and_reviews_tell_the_partner_nothing(verb):
    assert rows(verb)
    assert {row.sends for row in rows(verb)} == {""}


def test_only_the_central_authority_speaks_for_the_state():
    speaking = {
        row.command for row in PROCEDURE.steps if row.sends and row.roles and row.roles != (Role.CENTRAL_AUTHORITY,)
    }
    assert speaking == {"ml.answer_clarification", "ml.preserve", "ml.lift_preservation", "ml.tell_free",
                        "ml.return_person", "ml.withdraw", "ml.report_use"}  # fmt: skip


def test_only_a_judge_orders_and_never_the_one_who_asked_for_it():
    for verb in ("grant_order", "deny_order"):
        assert all(row.roles == (Role.JUDGE,) and "ml.seek_order" in row.different_from for row in rows(verb))


def test_nothing_is_refused_or_postponed_but_from_a_consultation():
    for verb in ("refuse", "postpone"):
        assert {state for row in rows(verb) for state in row.source} == {"consulting", "consulted"}


def test_the_requested_state_hears_that_nothing_is_needed_wherever_it_stands():
    waiting = {state for row in rows("note_withdrawal") if row.target == "withdrawn" for state in row.source}
    assert waiting == set(OPEN) >= set(CARRYING)


def test_a_person_who_is_away_must_come_back_before_anything_else():
    out = {row.command for row in PROCEDURE.steps if "person_away" in row.source and row.target not in ("same",)}
    assert {name for name in out if name.startswith("ml.")} == {"ml.note_person_returned"}


def test_a_hold_leads_to_no_disclosure():
    out = {row.target for row in PROCEDURE.steps if "preserved" in row.source and row.side == "requested"}
    assert out == {"closed", "withdrawn", "same"}  # the hold itself, or facts about it


def test_what_prepares_approves_and_releases_are_different_people():
    assert "ml.prepare_release" in rows("approve_release")[0].different_from
    assert {"ml.prepare_release", "ml.approve_release"} <= set(rows("release")[0].different_from)


@pytest.mark.parametrize(("kinds", "state"), [
    ((), ""),
    (("request",), "sent"),
    (("request", "received"), "received"),
    (("request", "received", "clarify"), "clarifying"),
    (("request", "received", "clarify", "clarified"), "received"),
    (("request", "received", "clarify", "clarified", "clarify"), "clarifying"),
    (("request", "received", "conditions"), "conditions_offered"),
    (("request", "received", "conditions", "conditions_declined"), "received"),
    (("request", "received", "conditions", "conditions_accepted"), "accepted"),
    (("request", "received", "consult", "consulted", "postponed"), "postponed"),
    (("request", "received", "postponed", "resumed", "accepted"), "accepted"),
    (("request", "received", "accepted", "result"), "answered"),
    (("request", "received", "accepted", "result", "outcome"), "closed"),
    (("request", "received", "no_longer_needed"), "received"),
    (("request", "received", "no_longer_needed", "withdrawn"), "withdrawn"),
    (("request", "received", "preserved"), "preserved"),
    (("request", "received", "preserved", "preservation_ended"), "closed"),
    (("request", "returned"), "returned"),
    (("request", "received", "consult", "refused"), "refused"),
])  # fmt: skip
def test_both_offices_say_the_same_whatever_the_order(kinds, state):
    messages = said(*kinds)
    assert mirror(messages) == state
    assert {mirror(list(order)) for order in itertools.islice(itertools.permutations(messages), 60)} == {state}


def test_a_returned_request_begins_a_round_anew():
    assert mirror(said("request", "returned") + said("request", "received", turn=2)) == "received"


def test_a_type_tells_the_transport_nothing_but_its_class():
    assert {message.type.partition(".")[0] for message in MESSAGES} == {"assistance"}
    assert [message.type for message in MESSAGES if message.life] == ["assistance.request"]
