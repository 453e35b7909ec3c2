"""A walk through one side of a procedure: real rows, real access, the real policies, any officer, any facts.

The walker is an insider with patience. It takes steps in any order, states whatever facts it likes, tries again with
others, and knows what would open a gate. The verdict is worked out by the pure formulas, so that millions of steps are
possible; one in so many is asked of Cedar too and must be the same. What an effect may never do is judged by the claims
and by the decision tables, which nobody made from the policies.
"""

import random
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from comity.law import Law
from comity.law.fact import UNKNOWN, Fact
from comity.law.formula import Formula, formula_of
from comity.law.missing import ways_of
from tests.law.judge import Row, read_rows
from tests.model.graph import DECIDING, PEOPLE, SHARED, Place, Side

CLAIMS: Mapping[str, Mapping[str, Any]] = tomllib.loads(Path(__file__).with_name("claims.toml").read_text(encoding="utf-8"))  # fmt: skip
FACTS = SHARED.facts
NAMES = tuple(FACTS)
GATE = {policy.id: policy.gate for policy in SHARED.policies}
NOWHERE = Place("", "", ())
FAR = 1000
ASKED_TOO = 997
"""One verdict in so many is asked of the engine as well."""


class BrokenError(AssertionError):
    """Something happened that must never happen."""


@cache
def law() -> Law:
    """The packaged law, wired once."""
    return Law(SHARED)


@cache
def gates_of(command: str) -> tuple[tuple[str, Formula, tuple[tuple[tuple[str, str], ...], ...]], ...]:
    """Each policy that can stop a command: its id, its formula, and the ways through it."""
    policies = [policy for policy in SHARED.policies if policy.id in SHARED.matrix[command] and policy.id in DECIDING]
    return tuple((policy.id, formula_of(policy.body), tuple(ways_of(policy.body))) for policy in policies)


@cache
def stops_of(policy: str) -> tuple[Row, ...]:
    """The rows of the decision table of a policy under which it must stop."""
    return read_rows({name: rule.values for name, rule in FACTS.items()})[policy]


@cache
def distances(side: Side, goal: str) -> dict[str, int]:
    """How many steps each state is from where an effect is taken: half of the walk goes where it matters."""
    near = {state: 0 for step in side.steps if step.command == goal for state in step.source}
    for length in range(1, len(side.steps)):
        for step in side.steps:
            if near.get(step.target) == length - 1:
                for state in step.source:
                    near.setdefault(state, length)
    return near


@dataclass
class Walker:
    """One record at one office, from nothing to wherever chance leads. ``taken`` counts the steps by command."""

    side: Side
    chance: random.Random
    place: Place = NOWHERE
    words: dict[str, str] = field(default_factory=lambda: dict.fromkeys(NAMES, UNKNOWN))
    seen_people: set[str] = field(default_factory=set)
    taken: Counter[str] = field(default_factory=Counter)
    tried: int = 0
    stopped: int = 0
    goal: str = ""

    def __post_init__(self) -> None:
        self.goal = self._some_effect()

    def step(self) -> None:
        """Try one step with facts chosen for it. Raises BrokenError when an effect comes about that must not."""
        moves = self.moves()
        if not moves:
            self.begin_again()
            return
        if self.chance.random() < 0.5:
            near = distances(self.side, self.goal)
            ready = [move for move in moves if move.step.command == self.goal]
            moves = ready or moves
            least = min(near.get(move.place.state, FAR) for move in moves)
            moves = [move for move in moves if near.get(move.place.state, FAR) == least]
        move = self.chance.choice(moves)
        self.tried += 1
        self._choose_facts(move.step.command)
        shut = [policy for policy, holds, _ in gates_of(move.step.command) if not holds(self.words)]
        if self.tried % ASKED_TOO == 0:
            self._ask_engine(move.step.command, shut)
        if shut:
            self.stopped += 1
            return
        self.seen_people |= {move.actor} & set(PEOPLE)
        self._check_effect(move.step.command)
        self.taken[move.step.command] += 1
        self.place = move.place

    def moves(self) -> list[Any]:
        """What access and the table allow from here."""
        return list(self.side.moves(self.place, PEOPLE))

    def begin_again(self) -> None:
        """A new record, about somebody of whom nothing is known."""
        self.place, self.words, self.seen_people = NOWHERE, dict.fromkeys(NAMES, UNKNOWN), set()
        self.goal = self._some_effect()

    def _some_effect(self) -> str:
        goals = sorted({step.command for step in self.side.steps if step.command in CLAIMS})
        return self.chance.choice(goals) if goals else ""

    def _choose_facts(self, command: str) -> None:
        """Mostly what opens the gates, then a few facts at random, so that the walk gets far and stays at the edge."""
        if self.chance.random() < 0.9:
            for _ in range(3):
                shut = [ways for _, holds, ways in gates_of(command) if not holds(self.words)]
                for ways in shut:
                    self.words.update(self.chance.choice(ways))
        reads = SHARED.reads(command)
        for _ in range(self.chance.choice((0, 0, 0, 1, 2, 4))):
            name = self.chance.choice(reads)
            self.words[name] = self.chance.choice((*FACTS[name].values, UNKNOWN))

    def _check_effect(self, command: str) -> None:
        """No gate of the claim is missing or, by its table, shut; enough people have acted."""
        claim = CLAIMS.get(command)
        if claim is None:
            return
        row = [policy for policy in SHARED.matrix[command] if policy in DECIDING]
        missing = set(claim["gates"]) - {GATE[policy] for policy in row}
        shut = [policy for policy in row if _fits(stops_of(policy), self.words)]
        if missing or shut or len(self.seen_people) < claim["people"]:
            raise BrokenError(f"{command}: not asked {sorted(missing)}, shut {shut}, people {len(self.seen_people)}")

    def _ask_engine(self, command: str, shut: list[str]) -> None:
        decision = law().decide(command, {name: Fact(word) for name, word in self.words.items()})
        if sorted(decision.failed) != sorted(shut) or decision.allowed is bool(shut):
            raise BrokenError(f"{command}: the engine says {decision.failed}, the formulas {shut}")


def walk(side: Side, *, steps: int, seed: int, tell: Callable[[int], None] = lambda done: None) -> Walker:
    """So many tries on one side."""
    walker = Walker(replace(side, renames=False), random.Random(seed))
    for number in range(steps):
        walker.step()
        if number % 60 == 59 and walker.chance.random() < 0.3:
            walker.begin_again()
        if number % 10_000 == 0:
            tell(number)
    return walker


def _fits(rows: tuple[Row, ...], words: Mapping[str, str]) -> bool:
    return any(all(words[fact] in cell for fact, cell in row.items()) for row in rows)
