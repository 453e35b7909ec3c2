"""Damage the law in every way we know, one damage at a time, and see whether the judge notices.

``python -m tools.mutate_law`` (``make mutate``) changes each policy and the matrix in memory, never a file. The judge is
`tests/law/judge.py`: decision tables and matrices that people wrote. A damage that changes nothing at all (the formula is
the same function) is counted as equal and left out. Exit code 1 when a damage survives.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any

from comity.law.fact import UNKNOWN
from comity.law.formula import formula_of, literal_of
from comity.law.policyset import Policy, PolicySet
from comity.law.validity import read_validity
from tests.law.judge import Table, expected_row, read_tables

Body = Mapping[str, Any]
SHOWN = 60
"""Survivors printed in the table; JSON holds all of them."""


@dataclass(frozen=True)
class Mutant:
    """One damage: ``kind`` for the table, ``what`` for a person, and either a changed policy or a changed row."""

    kind: str
    what: str
    policy: Policy | None = None
    command: str = ""
    row: tuple[str, ...] = ()
    lost: str = ""


class Judge:
    """Holds the tables beside a set of policies and says what it objects to."""

    def __init__(self, shared: PolicySet) -> None:
        self.shared = shared
        self.values = {name: rule.values for name, rule in shared.facts.items()}
        self.tables: Mapping[str, Table] = read_tables(self.values)
        self._ids = [policy.id for policy in shared.policies]

    def objection(self, mutant: Mutant) -> str:
        """What the judge says of a damage; "" when it does not notice."""
        if mutant.lost:
            return "a table without its policy" if mutant.lost in self.tables else ""
        if mutant.policy is None:
            return self.of_row(mutant.command, mutant.row)
        return self.of_policy(mutant.policy)

    def of_policy(self, policy: Policy) -> str:
        """How a policy differs from its table."""
        table = self.tables.get(policy.id)
        if table is None:
            return ""
        valid = (str(policy.validity.first), str(policy.validity.last or ""))
        if (policy.kind, sorted(policy.roles), valid) != (table.kind, sorted(table.decided_by), table.valid):
            return "kind, roles or validity are others"
        if not policy.body:
            return "asks nothing"
        return table.objection(policy.body, policy.reads, self.values)

    def of_row(self, command: str, row: tuple[str, ...]) -> str:
        """How a row of the matrix differs from what is expected of it."""
        expected = expected_row(command, self._ids)
        if expected is None or frozenset(row) == expected:
            return ""
        return f"{command}: too few {sorted(expected - set(row))}, too many {sorted(set(row) - expected)}"

    def is_equal(self, mutant: Mutant) -> bool:
        """Is the damaged formula the same function as the sound one?"""
        if mutant.policy is None or not mutant.policy.body:
            return False
        sound = next(policy for policy in self.shared.policies if policy.id == mutant.policy.id)
        if replace(mutant.policy, literals=sound.literals) != sound or mutant.policy.validity != sound.validity:
            return False
        facts = tuple(dict.fromkeys((*sound.reads, *mutant.policy.reads)))
        one, other = formula_of(sound.body), formula_of(mutant.policy.body)
        rows = product(*((*self.values[fact], UNKNOWN) for fact in facts))
        return all(one(words) is other(words) for words in (dict(zip(facts, row, strict=True)) for row in rows))

    def is_told(self, mutant: Mutant) -> bool:
        """Has anybody written down what the damaged policy or command must do?"""
        if mutant.policy is None and not mutant.lost:
            return expected_row(mutant.command, self._ids) is not None
        return (mutant.lost or (mutant.policy.id if mutant.policy else "")) in self.tables


def mutants(shared: PolicySet, only: str = "") -> Iterator[Mutant]:
    """Every damage to every policy and every row of the matrix."""
    for policy in shared.policies:
        if policy.id.startswith(only):
            yield Mutant("policy removed", policy.id, lost=policy.id)
            yield from _of_policy(policy, shared)
    for command, row in shared.matrix.items():
        for policy_id in row:
            if command.startswith(only) or policy_id.startswith(only):
                left = tuple(name for name in row if name != policy_id)
                yield Mutant("taken from a command", f"{policy_id} from {command}", command=command, row=left)
        if command.startswith(only):
            yield Mutant("command judged by nothing", command, command=command)


def _of_policy(policy: Policy, shared: PolicySet) -> Iterator[Mutant]:
    values = {name: (*rule.values, UNKNOWN) for name, rule in shared.facts.items()}
    yield _mutant("asks nothing", policy, {}, "unless true")
    for kind, what, body in _bodies(policy.body, values, policy.literals):
        yield _mutant(kind, policy, body, what)
    for kind in {"hard", "decision", "warning"} - {policy.kind}:
        yield Mutant("other kind", f"{policy.id} as {kind}", replace(policy, kind=kind))
    for role in policy.roles:
        others = tuple(name for name in policy.roles if name != role)
        yield Mutant("role dropped", f"{policy.id} without {role}", replace(policy, roles=others))
        yield Mutant("other role", f"{policy.id}: RO for {role}", replace(policy, roles=(*others, "RO")))
    for first, last in (("2026-01-01", "2026-06-30"), ("2027-01-01", "")):
        shorter = read_validity(policy.id, first, last)
        yield Mutant("shorter validity", f"{policy.id} {shorter.words}", replace(policy, validity=shorter))


def _mutant(kind: str, policy: Policy, body: Body, what: str) -> Mutant:
    literals = tuple(_literals(body)) if body else ()
    return Mutant(kind, f"{policy.id}: {what}", replace(policy, body=body, literals=literals))


def _bodies(
    body: Body, values: Mapping[str, tuple[str, ...]], literals: tuple[tuple[str, str], ...]
) -> Iterator[tuple[str, str, Body]]:
    """Every damage of one formula: the node itself, then each side with the other kept."""
    operator, sides = next(iter(body.items()))
    if operator == "==":
        yield from _of_literal(body, values, literals)
        return
    left, right = sides["left"], sides["right"]
    dropped = "conjunct dropped" if operator == "&&" else "way dropped"
    yield dropped, f"only {_text(left)}", left
    yield dropped, f"only {_text(right)}", right
    other = "||" if operator == "&&" else "&&"
    yield f"{other} for {operator}", f"{_text(left)} {other} {_text(right)}", {other: sides}
    for kind, what, inner in _bodies(left, values, literals):
        yield kind, what, {operator: {"left": inner, "right": right}}
    for kind, what, inner in _bodies(right, values, literals):
        yield kind, what, {operator: {"left": left, "right": inner}}


def _of_literal(
    body: Body, values: Mapping[str, tuple[str, ...]], literals: tuple[tuple[str, str], ...]
) -> Iterator[tuple[str, str, Body]]:
    fact, word = literal_of(body)
    for other in values[fact]:
        if other != word:
            yield "word added", f"{fact}: {word} or {other}", _either(body, _literal(fact, other))
            yield "word changed", f"{fact}: {other} for {word}", _literal(fact, other)
    for name, said in dict.fromkeys(literals):
        if name != fact:
            yield "other literal accepted", f"{fact} or {name} is {said}", _either(body, _literal(name, said))


def _literal(fact: str, word: str) -> Body:
    return {"==": {"left": {".": {"left": {"Var": "context"}, "attr": fact}}, "right": {"Value": word}}}


def _either(left: Body, right: Body) -> Body:
    return {"||": {"left": left, "right": right}}


def _literals(body: Body) -> Iterator[tuple[str, str]]:
    operator, sides = next(iter(body.items()))
    if operator == "==":
        yield literal_of(body)
    else:
        yield from (*_literals(sides["left"]), *_literals(sides["right"]))


def _text(body: Body) -> str:
    operator, sides = next(iter(body.items()))
    if operator == "==":
        return " is ".join(literal_of(body))
    return f"({_text(sides['left'])} {operator} {_text(sides['right'])})"


@cache
def packaged_judge() -> Judge:
    """The judge of the packaged set, read once."""
    return Judge(PolicySet.shared())


def run(only: str = "", choose: Callable[[int], bool] = lambda number: True) -> dict[str, Any]:
    """Judge the mutants; ``choose`` picks by number. Returns counts and the survivors."""
    judge = packaged_judge()
    sound = [policy.id for policy in judge.shared.policies if judge.of_policy(policy)]
    sound += [command for command, row in judge.shared.matrix.items() if judge.of_row(command, row)]
    made: Counter[str] = Counter()
    equal: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    survivors = []
    for number, mutant in enumerate(mutants(judge.shared, only)):
        if not choose(number):
            continue
        if judge.is_equal(mutant):
            equal[mutant.kind] += 1
            continue
        made[mutant.kind] += 1
        if judge.objection(mutant):
            noticed[mutant.kind] += 1
        else:
            survivors.append({"kind": mutant.kind, "what": mutant.what, "told": judge.is_told(mutant)})
    total = sum(made.values())
    kinds = {kind: {"made": made[kind], "noticed": noticed[kind], "equal": equal[kind]} for kind in {**made, **equal}}
    score = round(100 * sum(noticed.values()) / total, 2) if total else 0.0
    return {"mutants": total, "noticed": sum(noticed.values()), "equal": sum(equal.values()), "score": score,
            "kinds": kinds, "survivors": survivors, "sound_law_objected_to": sound}  # fmt: skip


def main() -> int:
    """Run all and print a table, or JSON."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", default="", help="policies and commands whose name begins so")
    options.add_argument("--json", action="store_true", help="JSON instead of a table")
    chosen = options.parse_args()
    found = run(chosen.only)
    if chosen.json:
        print(json.dumps(found, indent=1))
    else:
        print(f"{'damage':28} {'made':>6} {'noticed':>8} {'equal':>6}")
        for kind, row in sorted(found["kinds"].items()):
            print(f"{kind:28} {row['made']:6} {row['noticed']:8} {row['equal']:6}")
        print(f"{'all':28} {found['mutants']:6} {found['noticed']:8} {found['equal']:6}   score {found['score']} %")
        for name in found["sound_law_objected_to"]:
            print(f"the judge objects to the law as it is: {name}")
        for row in found["survivors"][:SHOWN]:
            print(f"SURVIVED {row['kind']}: {row['what']}{'' if row['told'] else ' (no table)'}")
        if len(found["survivors"]) > SHOWN:
            print(f"and {len(found['survivors']) - SHOWN} more: --json names them all")
    return 0 if found["mutants"] and not found["survivors"] and not found["sound_law_objected_to"] else 1


if __name__ == "__main__":
    sys.exit(main())
