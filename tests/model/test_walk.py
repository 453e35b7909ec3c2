"""Walks by chance: some thousand steps here, millions by ``make model``."""

import random
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.model.graph import SHARED, sides
from tests.model.walk import CLAIMS, BrokenError, Walker, gates_of, stops_of, walk

SIDES = sides()
TOLD = sorted({policy for command in CLAIMS for policy in SHARED.matrix[command]})


@pytest.mark.parametrize("side", SIDES, ids=lambda side: f"{side.procedure.prefix}, {side.name}")
def test_a_walk_breaks_nothing(side):
    walker = walk(side, steps=1500, seed=20261122)
    assert walker.tried > 700
    assert walker.taken


def test_walks_reach_effects_and_are_stopped_on_the_way():
    walker = walk(side_with("ft.release"), steps=6000, seed=7)
    assert walker.taken["ft.release"] > 0
    assert walker.stopped > 1000


def test_the_walker_notices_a_gate_that_does_not_stop(monkeypatch):
    """The formula of one gate is broken open: the first effect past it is noticed by its table."""
    command = "oi.release"
    broken = [(policy, (lambda words: True) if policy == "TOR-02" else holds, ways)
              for policy, holds, ways in gates_of(command)]  # fmt: skip
    real = gates_of
    monkeypatch.setattr("tests.model.walk.gates_of", lambda name: broken if name == command else real(name))
    with pytest.raises(BrokenError, match=r"shut \['TOR-02'\]"):
        walk(side_with(command), steps=20_000, seed=3)


def test_the_walker_notices_that_one_person_did_it_all(monkeypatch):
    monkeypatch.setattr("tests.model.graph.stops_officer", lambda *_, **__: [])
    with pytest.raises(BrokenError, match=r"people [12]"):
        walk(side_with("oi.release"), steps=20_000, seed=3)


def side_with(command):
    """The side on which a command is taken."""
    return next(side for side in SIDES if any(step.command == command for step in side.steps))


class Insider(RuleBasedStateMachine):
    """Hypothesis chooses the record, the seeds of each try, and when to begin again; it shrinks what it finds."""

    walker: Walker

    @initialize(side=st.sampled_from(SIDES))
    def take_a_record(self, side):
        self.walker = Walker(replace(side, renames=False), random.Random(0))

    @rule(seed=st.integers(0, 2**32))
    def try_a_step(self, seed):
        self.walker.chance.seed(seed)
        self.walker.step()

    @precondition(lambda self: self.walker.place.state)
    @rule()
    def begin_again(self):
        self.walker.begin_again()


TestInsider = Insider.TestCase
TestInsider.settings = settings(max_examples=60, stateful_step_count=60, deadline=None)


def test_every_gate_of_a_claim_has_its_table():
    assert [policy for policy in TOLD if not stops_of(policy)] == []
