"""The table of footage: who takes what from where, what crosses, and what the partner can never see."""

import pytest

from comity.domain.roles import Role
from comity.procedures.catalogue import procedure_named
from comity.procedures.footage_form import MODES
from comity.procedures.step import SAME

FOOTAGE = procedure_named("footage")
STEPS = [row for row in FOOTAGE.steps if row.command.startswith("ft.")]


def test_only_the_controller_touches_recordings() -> None:
    for command in ("ft.preserve", "ft.check", "ft.extract", "ft.erase", "ft.delete_here", "ft.refuse_here"):
        assert all(row.roles == (Role.FOOTAGE_CONTROLLER,) for row in FOOTAGE.rows(command)), command


@pytest.mark.parametrize("command, others", [
    ("ft.certify", ("ft.draft", "ft.amend")),
    ("ft.send", ("ft.draft", "ft.amend")),
    ("ft.check", ("ft.draft", "ft.amend")),
    ("ft.review", ("ft.extract", "ft.draft", "ft.amend")),
    ("ft.approve_release", ("ft.extract", "ft.review", "ft.draft", "ft.amend")),
    ("ft.release", ("ft.review", "ft.approve_release")),
    ("ft.release_here", ("ft.review", "ft.approve_release")),
    ("ft.delete", ("ft.draft", "ft.amend")),
])  # fmt: skip
def test_the_hands_are_different_people(command: str, others: tuple[str, ...]) -> None:
    assert all(set(others) <= set(row.different_from) for row in FOOTAGE.rows(command))


def test_no_clip_is_shown_that_was_not_kept_checked_masked_and_approved() -> None:
    """Every way to a clip that somebody may see goes through all of them."""
    needed = {"ft.preserve", "ft.check", "ft.extract", "ft.review", "ft.approve_release"}
    queue, seen = [("", frozenset[str]())], set()
    while queue:
        state, done = queue.pop()
        for row in STEPS:
            if row.clock or (state not in row.source and not (row.makes_record and not state)):
                continue
            now = done | ({row.command} & needed)
            target = state if row.target == SAME else row.target
            if row.command in ("ft.release", "ft.release_here"):
                assert needed <= now, row.command
            if target != "back" and (target, now) not in seen:
                seen.add((target, now))
                queue.append((target, now))


def test_what_is_kept_screened_or_looked_at_never_crosses() -> None:
    sent = {row.command: row.sends for row in STEPS if row.sends}
    quiet = {"ft.preserve", "ft.screen", "ft.check", "ft.extract", "ft.review", "ft.approve_release", "ft.view",
             "ft.freeze", "ft.unfreeze", "ft.state_facts", "ft.decide", "ft.erase", "ft.erase_unused"}  # fmt: skip
    assert not quiet & set(sent)
    assert {kind.partition(".")[0] for kind in sent.values()} == {"footage"}


def test_the_outside_state_is_the_same_from_receipt_to_answer() -> None:
    assert FOOTAGE.mirror is not None
    asked = [{"type": "footage.request", "round": 1}, {"type": "footage.received", "round": 1}]
    assert FOOTAGE.mirror(asked) == "received"
    assert FOOTAGE.mirror([*asked, {"type": "footage.consult", "round": 1}]) == "received"
    assert FOOTAGE.mirror([*asked, {"type": "footage.clip", "round": 1}]) == "answered"
    assert FOOTAGE.mirror([*asked, {"type": "footage.clip", "round": 1}, {"type": "footage.deleted", "round": 1}]) == (
        "deleted"
    )
    assert FOOTAGE.mirror([*asked, {"type": "footage.request", "round": 2}]) == "sent"


def test_copies_are_deleted_by_the_clock_wherever_they_can_lie() -> None:
    """Each state in which a copy may lie has the step its clock takes."""
    for state in ("answered", "reported"):
        assert FOOTAGE.row_from("ft.delete_unused", state)
    for state in ("extracted", "reviewed", "release_approved", "refused", "returned", "withdrawn", "released", "reported",
                  "closed", "shown", "used"):  # fmt: skip
        assert FOOTAGE.row_from("ft.erase_unused", state), state
    assert {clock.name: clock.then for clock in FOOTAGE.clocks if clock.then} == {
        "unused": "ft.delete_unused",
        "own_copy": "ft.erase_unused",
    }


def test_what_can_never_be_had_can_still_be_named_and_stopped() -> None:
    assert set(MODES) == {"recording", "live", "face_search", "following"}


def test_the_readers_are_few() -> None:
    assert Role.FOOTAGE_CONTROLLER in FOOTAGE.readers
    assert not {Role.REQUESTING_OFFICER, Role.EVIDENCE_CUSTODIAN, Role.ADMINISTRATOR} & set(FOOTAGE.readers)
    assert FOOTAGE.readers_requested == (Role.ASYLUM_AUTHORITY,)
