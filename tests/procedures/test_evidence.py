"""The table of exhibits: every hand leaves a line, nothing doubtful is destroyed, and no witness is named to a partner."""

from comity.domain.roles import Role
from comity.procedures.catalogue import procedure_named
from comity.procedures.step import SAME, Field

EVIDENCE = procedure_named("evidence")
STEPS = [row for row in EVIDENCE.steps if row.command.startswith("ev.")]
UNLINED = {"ev.state_facts", "ev.decide", "ev.escalate", "ev.turn_away", "ev.note_too_late", "ev.note_call_back"}


def test_every_step_that_moves_an_exhibit_leaves_a_line() -> None:
    for row in STEPS:
        if row.command in UNLINED:
            continue
        assert row.reduce is not None, row.command
        assert row.reduce.__qualname__.startswith("with_event"), row.command


def test_only_the_custodian_keeps_measures_and_accepts() -> None:
    for command in ("ev.seal", "ev.store", "ev.check_out", "ev.check_in", "ev.copy", "ev.accept", "ev.prepare_release",
                    "ev.destroy", "ev.return_to_owner"):  # fmt: skip
        assert all(row.roles == (Role.EVIDENCE_CUSTODIAN,) for row in EVIDENCE.rows(command)), command


def test_nothing_doubtful_can_be_destroyed_or_given_back() -> None:
    ways = {row.command for row in STEPS if "quarantined" in row.source}
    assert ways == {"ev.keep_as_lead", "ev.tell_partner", "ev.note_mismatch", "ev.note_too_late", "ev.note_call_back",
                    "ev.state_facts", "ev.escalate"}  # fmt: skip


def test_destroying_takes_an_order_and_two_people() -> None:
    [order], [destroy], [confirm] = (EVIDENCE.rows(f"ev.{name}") for name in ("order_destruction", "destroy",
                                                                              "confirm_destroyed"))  # fmt: skip
    assert set(order.roles) == {Role.JUDGE, Role.PROSECUTOR}
    assert destroy.source == ("destruction_ordered",) and confirm.source == ("destroying",)
    assert {"ev.destroy", "ev.order_destruction"} <= set(confirm.different_from)
    assert [row.command for row in STEPS if row.target == "destroyed"] == ["ev.confirm_destroyed"]


def test_a_transfer_is_done_when_the_receiver_has_signed() -> None:
    into = {row.command for row in STEPS if row.target == "transferred"}
    assert into == {"ev.note_accepted"}
    assert {row.target for row in STEPS if row.command == "ev.release"} == {"in_transfer"}


def test_no_message_has_room_for_a_witness_or_a_holder() -> None:
    def names(fields: tuple[Field, ...]) -> set[str]:
        return {name for item in fields for name in ({item.name} | names(item.fields))}

    told: set[str] = set()
    for message in EVIDENCE.messages:
        told |= names(message.fields)
        for part in message.parts.values():
            told |= names(part)
    assert not told & {"witness", "first_responder", "holder", "found_place", "lies_at", "taken_by", "custody"}


def test_a_file_that_goes_to_the_partner_is_one_of_the_acquisition_only() -> None:
    transfer = next(row for row in EVIDENCE.messages if row.type == "evidence.transfer")
    assert [item.name for part in transfer.parts.values() for item in part if item.kind == "files"] == ["files"]


def test_every_waiting_state_has_a_way_out() -> None:
    for state in ("in_transfer", "calling_back", "offered", "quarantined", "checked_out", "destroying"):
        assert any(state in row.source and row.target not in (SAME, state) for row in STEPS), state
