"""Bounded and exhaustive: every place of every procedure, by few people who hold every role or by many, with any gate shut.

A set of facts is seen by which policies stay shut under it. Shutting more never opens a way, so trying each policy
alone covers every choice of facts.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from comity.procedures.catalogue import OWN
from tests.model.graph import ANYBODY, DECIDING, PEOPLE, SHARED, Side, sides

CLAIMS = tomllib.loads(Path(__file__).with_name("claims.toml").read_text(encoding="utf-8"))
EXITS = tomllib.loads(Path(__file__).with_name("exits.toml").read_text(encoding="utf-8"))
GATE = {policy.id: policy.gate for policy in SHARED.policies}
SIDES = sides()
NAMES = [f"{side.procedure.prefix}, {side.name}" for side in SIDES]


def side_of(command):
    """The side on which a command is taken."""
    return next(side for side in SIDES if any(step.command == command for step in side.steps))


@cache
def reach(side, people=ANYBODY, shut=frozenset()):
    """Every place with these people and these policies shut."""
    return side.reach(people, shut)


def taken(side, people, command, shut=frozenset()):
    """Can these people bring a command about?"""
    places = reach(side, people, shut)
    return any(move.step.command == command for place in places for move in side.moves(place, people, shut))


@pytest.mark.parametrize("command", CLAIMS)
def test_the_effect_itself_asks_every_gate_the_catalogue_names(command):
    asked = {GATE[policy] for policy in SHARED.matrix[command] if policy in DECIDING}
    assert sorted(set(CLAIMS[command]["gates"]) - asked) == []


@pytest.mark.parametrize("command", CLAIMS)
def test_no_way_leads_past_a_gate_that_stays_shut(command):
    """Any policy of the effect alone, failed or unknown, keeps every path from it, whatever else is open."""
    side = side_of(command)
    assert taken(side, ANYBODY, command)
    for policy in SHARED.matrix[command]:
        if policy in DECIDING:
            assert not taken(side, ANYBODY, command, frozenset([policy])), policy


@pytest.mark.parametrize("side", SIDES, ids=NAMES)
def test_nothing_else_brings_an_effect_about(side):
    """No other step of this side reaches the state of an effect or sends its message."""
    prefix = f"{side.procedure.prefix}."
    claimed = {name: row for name, row in CLAIMS.items() if name.startswith(prefix) and side_of(name) is side}
    states = {state: {n for n, row in claimed.items() if state in row.get("states", ())}
              for row in claimed.values() for state in row.get("states", ())}  # fmt: skip
    messages = {kind: {n for n, row in claimed.items() if kind in row.get("messages", ())}
                for row in claimed.values() for kind in row.get("messages", ())}  # fmt: skip
    for place in reach(side):
        for move in side.moves(place, ANYBODY):
            if (
                move.place.state in states
                and place.state != move.place.state
                and place.state not in side.procedure.side_states
            ):
                assert move.step.command in states[move.place.state], (place, move)
            if move.step.sends in messages:
                assert move.step.command in messages[move.step.sends], (place, move)


@pytest.mark.parametrize("command", CLAIMS)
def test_too_few_people_cannot_bring_an_effect_about(command):
    side, least = side_of(command), CLAIMS[command]["people"]
    for count in range(1, least):
        assert not taken(side, PEOPLE[:count], command), f"{count} can"
    assert taken(side, PEOPLE[:least], command), "more people are needed than the claim says"


@pytest.mark.parametrize("command", CLAIMS)
def test_the_moment_of_effect_asks_again_what_was_asked_before(command):
    """A hard gate of an earlier step of this office is asked at the effect too, or the claim says why not."""
    side, row = side_of(command), set(SHARED.matrix[command])
    hard = {policy.id for policy in SHARED.policies if policy.kind == "hard"}
    before = {policy for step in side.steps if leads_to(side, step, command) for policy in SHARED.matrix[step.command]}
    forgotten = {GATE[policy] for policy in (before & hard) - row} - {GATE[policy] for policy in row}
    reasons = CLAIMS[command].get("later", {})
    assert sorted(set(reasons) - forgotten) == [], "a reason without need"
    assert CLAIMS[command].get("gives_nothing") or sorted(forgotten - set(reasons)) == []


def leads_to(side, step, command):
    """Is this step on the way to an effect, taken by an officer of this office for the same record?"""
    if not step.roles or step.command == command:
        return False
    source = {state for row in side.steps if row.command == command for state in row.source}
    moves = [(row.source or ("",), target) for row in side.steps for target in (row.target,)]
    ahead = set(source)
    while fresh := {s for froms, to in moves if to in ahead for s in froms} - ahead:
        ahead |= fresh
    return step.target in ahead and not set(step.source) & {"erased"}


@pytest.mark.parametrize("side", SIDES, ids=NAMES)
def test_every_place_has_a_way_out(side):
    assert stuck(side, frozenset()) == []


@pytest.mark.parametrize("side", SIDES, ids=NAMES)
def test_whatever_gate_stays_shut_every_place_has_a_way_out(side):
    """A record that a gate stops for good can still be withdrawn, refused, returned, closed or set free."""
    judged = {policy for step in side.steps for policy in SHARED.matrix[step.command]} & DECIDING
    excused = set(EXITS["remedied_by_words"]) | set(EXITS["remedied_by_repair"])
    excused |= set(EXITS.get(side.procedure.prefix, {}).get("excused", {}))
    wrong = {}
    for policy in sorted(judged):
        if policy not in excused and GATE[policy] not in excused and (states := stuck(side, frozenset([policy]))):
            wrong[policy] = states
    assert wrong == {}


def stuck(side: Side, shut):
    """The states reached with every gate open from which no end can be reached while these policies are shut."""
    ends = set(side.procedure.ends) - {"erased"} | set(EXITS["rests"].get(side.name, []))
    places = reach(side)
    before: dict[Any, set[Any]] = {}
    for place in places:
        for move in side.moves(place, ANYBODY, shut):
            before.setdefault(move.place, set()).add(place)
    safe = {place for place in places if place.state in ends or place.state == ""}
    waiting = list(safe)
    while waiting:
        for place in before.get(waiting.pop(), ()):
            if place not in safe:
                safe.add(place)
                waiting.append(place)
    return sorted({place.state for place in places if place not in safe})


def test_every_exchange_has_its_claims_or_says_that_it_has_none():
    told = {command.partition(".")[0] for command in CLAIMS} | set(EXITS["without_effect"])
    assert sorted({procedure.prefix for procedure in OWN} - told) == []
    assert sorted(told - {procedure.prefix for procedure in OWN}) == []
