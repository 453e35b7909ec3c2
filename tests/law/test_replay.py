"""The stock engine, another implementation's build in another language's runtime, agrees with every exported decision."""

import json
import random

import pytest

from comity.law import Law, PolicySet, export_decision
from comity.law.errors import ExportError
from comity.law.fact import UNKNOWN, Fact
from tests.law.local import LOCAL
from tests.law.world import BASES, LAW
from tests.stock_cedar import replay_tool, run

LOCKED = Law(PolicySet.shared(), PolicySet.from_files("local", LOCAL))


@pytest.fixture(scope="module", name="replay_tool")
def _replay_tool():
    return replay_tool()


def random_decisions(law, count):
    """Decisions on random commands: half from a base with a few facts changed, half from facts drawn at will."""
    draw = random.Random(20261122)
    names = list(law.shared.facts)
    actions = list(law.matrix)
    bases = [(name, law.gather(make())) for name, make in BASES.items()]
    for number in range(count):
        action, base = draw.choice(bases)
        facts = {name: fact if fact.is_known else Fact(UNKNOWN) for name, fact in base.items()}
        changed = draw.sample(names, draw.choice((0, 1, 2, 5)) if number % 2 else len(names))
        for name in changed:
            facts[name] = Fact(draw.choice((*law.shared.facts[name].values, UNKNOWN)))
        yield law.decide(draw.choice((action, draw.choice(actions))), facts)


def test_the_stock_engine_agrees_on_hundreds_of_decisions(replay_tool):
    exports = [export_decision(decision) for decision in random_decisions(LAW, 400)]
    assert {export["expect"] for export in exports} == {"allow", "deny"}
    code, rows, last = run(replay_tool, exports)
    assert [row for row in rows if not row["agrees"]] == []
    assert (code, last["replayed"], last["agreed"]) == (0, 400, 400)


def test_it_agrees_when_a_local_set_adds_gates(replay_tool):
    local = LOCKED.local
    exports = [export_decision(decision, local=local) for decision in random_decisions(LOCKED, 100)]
    assert any("LOC-01" in export["failed"] for export in exports)
    code, rows, last = run(replay_tool, exports)
    assert [row for row in rows if not row["agrees"]] == []
    assert (code, last["agreed"]) == (0, 100)


def test_it_agrees_that_an_unknown_command_or_a_missing_fact_stops(replay_tool):
    facts = {name: Fact(rule.values[0]) for name, rule in LAW.shared.facts.items()}
    short = {name: fact for name, fact in facts.items() if name != "conduct_listed"}
    exports = [export_decision(LAW.decide("ir.nothing", facts)), export_decision(LAW.decide("ir.release", short))]
    code, rows, _ = run(replay_tool, exports)
    assert (code, [row["verdict"] for row in rows]) == (0, ["deny", "deny"])


@pytest.mark.parametrize("tamper", ["expect", "failed", "context", "policies"])
def test_it_notices_a_decision_that_was_changed(replay_tool, tamper):
    export = export_decision(LAW.judge(BASES["ir.screen"]()))
    if tamper == "expect":
        export["expect"] = "deny"
    elif tamper == "failed":
        export["failed"] = ["POL-01.hard"]
    elif tamper == "context":
        export["request"]["context"]["political_nature"] = "predominant"
    else:
        export["policies"] = export["policies"].replace('political_nature) == "none"', 'political_nature) == "mixed"')
    code, rows, _ = run(replay_tool, [export])
    assert (code, rows[0]["agrees"]) == (1, False)


def test_a_decision_of_other_policies_is_not_exported():
    decision = LOCKED.judge(BASES["ir.screen"]())
    with pytest.raises(ExportError):
        export_decision(decision)


def test_an_export_names_nobody():
    text = json.dumps(export_decision(LAW.judge(BASES["ir.approve_release"]()))["request"])
    assert not [word for word in ("sp-x", "sp-y", "cs-x", "Dara", "E55012345") if word in text]
