"""Gates: decisions per second with facts gathered, beside raw cedarpy on the same policies, facts and schema.

``python -m bench.gates``. One decision of ``ir.screen`` asks every gate of that step at once; the raw figure is the
engine alone on the context already made, so the ratio is what gathering facts and explaining costs.
"""

import json
import time
from collections.abc import Callable
from typing import Any

import cedarpy

from bench._machine import show
from comity.law import Law, PolicySet
from tests.law import world

SECONDS = 3.0


def rate(work: Callable[[], Any]) -> float:
    """Calls per second of ``work`` over SECONDS, after a warm-up."""
    for _ in range(20):
        work()
    count, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < SECONDS:
        work()
        count += 1
    return count / (time.perf_counter() - begin)


def main() -> None:
    """Measure and print."""
    shared = PolicySet.shared()
    law = Law(shared)
    situation = world.screen()
    facts = law.gather(situation)
    decision = law.decide(situation.action, facts)
    if not decision.allowed:
        raise SystemExit(f"the lawful base case was stopped: {decision.failed}")
    gates = len(law.matrix[situation.action])
    context = json.dumps({name: fact.value for name, fact in facts.items()})
    policies = cedarpy.PolicySet.from_str(shared.text)
    entities = cedarpy.Entities.from_json_str("[]", shared.schema)
    request = {
        "principal": {"type": "Actor", "id": "actor"},
        "action": {"type": "Action", "id": situation.action},
        "resource": {"type": "Record", "id": "record"},
        "context": context,
    }
    raw = rate(lambda: cedarpy.is_authorized(request, policies, entities, shared.schema))
    decided = rate(lambda: law.decide(situation.action, facts))
    judged = rate(lambda: law.judge(situation))
    figures = {
        "raw cedarpy decisions": raw,
        "decisions on ready facts, warnings too": decided,
        "decisions with facts gathered": judged,
        "gates with facts gathered": judged * gates,
    }
    show("gates", figures, peer="raw cedarpy decisions", note=f"{gates} policies judge {situation.action}, one core")


if __name__ == "__main__":
    main()
