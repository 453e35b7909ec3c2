"""Rules of all procedures together: what the clock may do alone, and that everything written has its time limit."""

import pytest

from comity.domain.keeping import KEEPING
from comity.law.order import PREFIXES
from comity.law.pack import load_pack
from comity.procedures.catalogue import OWN, PROCEDURES
from comity.procedures.general import GENERAL
from comity.procedures.joint_team_form import CASE_PROCEDURES
from comity.procedures.limits import limits_of
from comity.procedures.retention import REVIEWERS
from comity.procedures.step import BACK, SAME

CLOCK_MAY = {
    "escalate": "makes lateness visible",
    "rt.expire": "deletes at the end of storage",
    "rt.seal": "takes words out of a row",
    "rt.sweep": "deletes old attempts",
    "rc.withhold": "hides what its giver took back",
    "ft.delete_unused": "deletes a copy nobody used",
    "ft.erase_unused": "deletes a copy nobody used",
    "sm.draw": "watches the office itself",
    "sm.look": "watches the office itself",
    "cm.lapse": "closes a complaint its author let rest after the decision",
    "nr.lapse": "silence of the other state counts as not known, which stops a cancellation",
    "nr.make_final": "ends the time to appeal against a person's decision; the effect needs another person",
    "ml.end_safe_conduct": "ends a time a treaty sets after the witness was told free to go",
    "ex.release_at_limit": "frees",
    "ex.release_uncollected": "frees",
    "ex.tell_uncollected": "says that the person is free",
    "ex.lapse": "returns a request that was not made whole",
    "ex.end_time_to_answer": "ends a time the court set; the court decides",
    "ex.become_final": "ends the time to appeal against a court's decision; the surrender needs people",
    "ir.watch": "asks a newer list what the officer's search asked; what it brings waits for a person's judgement",
    "cr.watch": "asks a newer list what the officer's search asked; what it brings waits for a person's judgement",
    "jt.expire": "ends",
    "av.expire": "ends",
}
"""Everything a clock does by itself, with the reason why nothing adverse to a person rests on a machine alone (DP-09)."""


def clock_steps():
    return [(procedure, row) for procedure in PROCEDURES for row in procedure.steps if row.clock]


def test_the_clock_alone_does_nothing_adverse():
    taken = {row.command for _, row in clock_steps() if row.command.partition(".")[2] != "escalate"}
    assert taken == set(CLOCK_MAY) - {"escalate"}, "say in CLOCK_MAY why a machine alone may do it"


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda row: row.name)
def test_no_step_of_the_clock_gives_out_refuses_or_decides(procedure):
    adverse = ("refuse", "approve", "grant", "decide", "cancel", "surrender", "arrest", "detain", "judge", "confirm",
               "freeze", "certify", "send")  # fmt: skip
    for row in procedure.steps:
        if row.clock:
            assert not row.command.partition(".")[2].startswith(adverse), row.command


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda row: row.name)
@pytest.mark.parametrize("side", ["requesting", "requested", "local"])
def test_every_record_of_every_procedure_has_a_limit_in_every_state(procedure, side):
    days = load_pack().retention_days
    for state in procedure.states():
        if state in (SAME, BACK, "erased"):
            continue
        made = limits_of({"state": state, "side": side}, procedure, days, at="2026-11-22T10:00:00.000Z")
        assert made["review_at"] or made["delete_at"], state
        assert bool(made["hidden_at"]) == procedure.about_people, state


@pytest.mark.parametrize("procedure", OWN, ids=lambda row: row.name)
def test_somebody_who_sees_it_can_review_and_erase_it(procedure):
    """What nobody may review would stand for ever, or be hidden from everybody."""
    if procedure.about_people:
        readers = {*procedure.readers, *procedure.invited, *getattr(procedure, "readers_requested", ())}
        assert readers & set(REVIEWERS), procedure.name


def test_every_procedure_has_the_steps_of_any_record():
    for procedure in PROCEDURES:
        commands = {row.command for row in procedure.steps}
        wanted = GENERAL if procedure.about_people else {name for name in GENERAL if name.startswith("rt.")}
        assert wanted <= commands, procedure.name


def test_the_pack_names_every_kind_of_limit_with_its_source():
    rows = load_pack().retention
    assert set(rows) == set(KEEPING)
    assert all(row.source for row in rows.values())


def test_the_law_knows_how_the_steps_of_every_case_of_a_team_begin():
    assert {row.name: row.prefix for row in PROCEDURES if row.name in CASE_PROCEDURES} == dict(PREFIXES)
