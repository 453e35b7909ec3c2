"""The matrix fits the procedures: no command goes unjudged, and what must be judged is."""

from comity.procedures.catalogue import PROCEDURES
from tests.law.world import LAW

COMMANDS = {step.command for procedure in PROCEDURES for step in procedure.steps}
RELEASES = ("ir.approve_release", "ir.release", "oi.approve_release", "oi.release")


def gates_of(action):
    return {policy.gate for policy in LAW.matrix[action] if policy.kind != "warning"}


def test_every_declared_command_is_judged_and_no_other():
    assert set(LAW.matrix) == COMMANDS


FREEING = list(dict.fromkeys(step.command for p in PROCEDURES for step in p.steps if step.frees))
"""They only end a person's custody: freedom waits neither for this node nor for its partner, and nothing leaves."""


def test_no_command_but_those_that_free_somebody_passes_without_a_whole_history():
    assert sorted(FREEING) == ["ex.release_at_limit", "ex.release_uncollected", "ex.set_free"]
    assert sorted(action for action in LAW.matrix if "SYS-02" not in gates_of(action)) == sorted(FREEING)
    assert all(step.frees for p in PROCEDURES for step in p.steps if step.command in FREEING)
    sending = {step.command for p in PROCEDURES for step in p.steps if step.sends or step.receives}
    assert sending.isdisjoint(FREEING)


def test_everything_that_crosses_the_link_needs_the_agreed_policies():
    crossing = {step.command for p in PROCEDURES for step in p.steps if step.sends or step.receives}
    turned_away = {name for name in crossing if name.endswith(".turn_away")}  # the way out when the policies differ
    assert {action for action in crossing - turned_away if "SYS-01" not in gates_of(action)} == set()


APPLYING = {
    "BAS-01", "AUT-01", "OFF-01", "SER-01", "POL-01", "POL-02", "DIS-01", "GRP-01", "EXP-01", "REF-01", "REF-02",
    "TOR-02", "DTH-02", "CHD-01", "VIC-01", "WIT-01", "PUR-01", "MIN-01", "FSH-01", "QLT-01", "CRR-01", "USE-01",
    "EVI-02", "GOV-01", "SYS-01", "SYS-02", "CMP-01",
}  # fmt: skip
"""What the catalogue says of a release of information, whatever the procedure."""


def test_a_release_passes_every_gate_that_applies_to_it():
    only_answers = {"HIT-01", "COE-01"}  # nothing is searched or asked for in own-initiative information
    for action in RELEASES:
        wanted = APPLYING | (set() if action.startswith("oi.") else only_answers)
        assert wanted - gates_of(action) == set()


def test_both_nodes_ask_the_same_of_a_request():
    desk = {"GOV-01", "REF-02", "URG-01", "AUT-01", "SYS-01"}
    assert gates_of("ir.certify") - desk == gates_of("ir.screen") - desk == gates_of("ir.send") - desk


def test_what_a_partner_tells_us_is_judged_by_authority():
    incoming = {step.command for p in PROCEDURES for step in p.steps if step.receives}
    incoming -= {name for name in incoming if name.endswith(".turn_away")}
    assert {action for action in incoming if "AUT-01" not in gates_of(action)} == set()
