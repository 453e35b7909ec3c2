"""The law does what the tables say, and a damage to it is noticed: a sample here, all of them by ``make mutate``."""

from itertools import product

import pytest

from comity.law import PolicySet
from comity.law.engine import Engine, context_of
from comity.law.fact import UNKNOWN
from comity.law.formula import formula_of
from tests.law.judge import TableError, expected_row, idle_patterns, read_matrices, read_tables, tables_in
from tests.law.world import LAW
from tools.mutate_law import run

SHARED = PolicySet.shared()
VALUES = {name: rule.values for name, rule in SHARED.facts.items()}
IDS = [policy.id for policy in SHARED.policies]
TABLES = read_tables(VALUES)
EVERY = 40
"""One mutant in so many is tried here."""


def smallest_command(policy):
    """The command judged by this policy whose context holds the fewest facts."""
    return min((name for name, row in SHARED.matrix.items() if policy in row), key=lambda name: len(SHARED.reads(name)))


@pytest.mark.parametrize("policy", SHARED.policies, ids=lambda policy: policy.id)
def test_the_policy_does_what_its_table_says(policy):
    table = TABLES.get(policy.id)
    assert table is not None, "write its table: tests/law/tables/policies"
    assert (policy.kind, set(policy.roles)) == (table.kind, set(table.decided_by))
    assert (str(policy.validity.first), str(policy.validity.last or "")) == table.valid
    assert table.objection(policy.body, policy.reads, VALUES) == ""


@pytest.mark.parametrize("policy", SHARED.policies, ids=lambda policy: policy.id)
def test_the_engine_says_what_the_formula_says_on_every_combination(policy):
    action = smallest_command(policy.id)
    engine, formula = Engine((policy,), LAW.ground), formula_of(policy.body)
    others = dict.fromkeys(SHARED.reads(action), UNKNOWN)
    seen = set()
    for words in product(*((*VALUES[fact], UNKNOWN) for fact in policy.reads)):
        chosen = dict(zip(policy.reads, words, strict=True))
        answer = engine.ask(action, context_of({**others, **chosen}))
        assert answer.errors == ()
        assert answer.said_allow is formula(chosen), chosen
        seen.add(answer.said_allow)
    assert seen == {True, False}


def test_no_table_is_left_over():
    assert sorted(set(TABLES) - set(IDS)) == []


@pytest.mark.parametrize("prefix", sorted({command.partition(".")[0] for command in SHARED.matrix}))
def test_the_matrix_is_the_expected_one(prefix):
    assert prefix in read_matrices(), "write its matrix: tests/law/tables/matrix"
    commands = [command for command in SHARED.matrix if command.startswith(f"{prefix}.")]
    for command in commands:
        assert frozenset(SHARED.matrix[command]) == expected_row(command, IDS), command
    assert idle_patterns(prefix, commands, IDS) == []


def test_no_matrix_is_left_over():
    assert sorted(set(read_matrices()) - {command.partition(".")[0] for command in SHARED.matrix}) == []


@pytest.mark.parametrize("start", [0, 17])
def test_a_sample_of_damages_is_noticed(start):
    found = run(choose=lambda number: number % EVERY == start)
    assert found["mutants"] > 20
    assert [row["what"] for row in found["survivors"] if row["told"]] == []


SOUND = '["X"]\nkind = "hard"\nallows = [{ conduct_listed = "yes" }]\nstops = [{ conduct_listed = "!yes" }]\n'


def test_a_sound_table_is_read():
    assert tables_in(SOUND, VALUES)["X"].combinations == ((("yes",), True), (("no",), False), ((UNKNOWN,), False))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"!yes"', '"no"'),
        ('"!yes"', '["no", "yes", "unknown"]'),
        ('"yes" }]\n', '"!no" }]\n'),
        ('"yes" }]\n', '"maybe" }]\n'),
        ("conduct_listed", "conduct_heard"),
        ("{ conduct_listed", "{}, { conduct_listed"),
        ('kind = "hard"\n', ""),
        ('kind = "hard"\n', 'kind = "hard"\nwhy = "x"\n'),
    ],
    ids=["unknown left open", "both", "unknown passes", "no such word", "no such fact", "empty row", "no kind", "more"],
)
def test_a_table_that_is_not_sound_is_refused(old, new):
    assert old in SOUND
    with pytest.raises(TableError):
        tables_in(SOUND.replace(old, new, 1), VALUES)
