"""Rows that many procedures share: a message is taken again after a return, and a side road leads back."""

from comity.domain.roles import Role
from comity.procedures.request_steps import answer_steps, consult_steps, first_or_again, freeze_steps
from comity.procedures.step import BACK, SAME, Step

RECEIVE = Step(command="xx.receive", source=(), target="received", side="requested", receives="x.ask", mentions=True)


def test_what_comes_again_is_taken_like_the_first_time() -> None:
    first, again = first_or_again(RECEIVE)
    assert first == RECEIVE
    assert (again.source, again.target, again.receives, again.mentions) == (("returned",), "received", "x.ask", True)


def test_a_freeze_is_the_reviewer_s_alone_and_is_told_to_nobody() -> None:
    rows = freeze_steps("xx", ("received", "screened"))
    assert [(row.command, row.source, row.target) for row in rows] == [
        ("xx.freeze", ("received", "screened"), "frozen"),
        ("xx.unfreeze", ("frozen",), BACK),
    ]
    assert all(row.roles == (Role.RIGHTS_REVIEWER,) and row.side == "requested" and not row.sends for row in rows)


def test_who_consults_sends_what_the_other_hears_and_the_other_way_round() -> None:
    asks, hears, goes_on = consult_steps(
        "xx", ("received",), roles=(Role.CONTACT_POINT,), sends="x.ask", receives="x.said"
    )
    heard, beside, answers = answer_steps(
        "xx", ("sent",), beside=("withdrawing",), roles=(Role.CONTACT_POINT,), receives="x.ask", sends="x.said"
    )
    assert asks.sends == heard.receives == beside.receives
    assert answers.sends == hears.receives
    assert (asks.target, heard.target, beside.target, answers.target) == ("consulting", "consulting", SAME, "received")
    assert (goes_on.source, goes_on.target) == (("consulting", "consulted"), BACK)
    assert all(row.side == "requested" for row in (asks, hears, goes_on))
    assert all(row.side == "requesting" for row in (heard, beside, answers))
