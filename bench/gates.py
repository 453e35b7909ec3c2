"""Gates: decisions per second with facts gathered, beside raw cedarpy on the same policies and the same context.

``python -m bench.gates``. One decision of a command asks every gate of that step at once. The peer is the engine alone:
one call with exactly the policies that judge the command (warnings too), the composed schema, and the context already
made, the same one. Every decision is taken on a situation of its own, with names, numbers and texts nobody has seen
before, so that nothing kept from an earlier one helps. Two figures for comparison: raw cedarpy when it is given the whole
set, as a node without prepared commands would, and the release, the command with the most gates.
"""

import gc
import json
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import cedarpy

from bench._machine import show
from comity.law import Law, PolicySet, Situation
from tests.law import world

SECONDS = 3.0
BATCH = 20
PERSON = world.REQUEST["persons"][0]
numbers = count(1)


def strange(make: Callable[..., Situation]) -> Situation:
    """The lawful base case about another person, with other words and another number."""
    number = next(numbers)
    person = {**PERSON, "names": [f"Tan Dara {number}"], "link": f"He opened account {number} that took the payments."}
    person["documents"] = [{**PERSON["documents"][0], "number": f"E{number:09d}"}]
    return make(
        summary=f"In matter {number} forty savers were called by a false bank and paid into accounts he opened.",
        purpose=f"Identify the holder of the number behind the false bank in matter {number}.",
        held_reason=f"The number is registered there, file {number}.",
        persons=[person],
    )


def rate(work: Callable[[Any], Any], supply: Callable[[], Any] = lambda: None) -> float:
    """Calls per second of this core's own time, over SECONDS, after a warm-up. What ``supply`` makes is not counted."""
    for _ in range(20):
        work(supply())
    done, spent = 0, 0.0
    while spent < SECONDS:
        ready = [supply() for _ in range(BATCH)]
        gc.disable()
        begin = time.process_time()
        for item in ready:
            work(item)
        spent += time.process_time() - begin
        gc.enable()
        done += BATCH
    return done / spent


def raw(law: Law, situation: Situation, text: str) -> Callable[[Any], Any]:
    """One cedarpy call on a situation's own context, with policies given as text."""
    facts = law.gather(situation)
    context = {name: facts[name].value for name in law.shared.reads(situation.action)}
    policies, schema = cedarpy.PolicySet.from_str(text), law.ground.schema
    entities = cedarpy.Entities.from_json_str("[]", schema)
    request = {
        "principal": {"type": "Actor", "id": "actor"},
        "action": {"type": "Action", "id": situation.action},
        "resource": {"type": "Record", "id": "record"},
        "context": json.dumps(context),
    }
    if not cedarpy.is_authorized(request, policies, entities, schema).allowed:
        raise SystemExit("the lawful base case was stopped")
    return lambda _: cedarpy.is_authorized(request, policies, entities, schema)


def same_policies(law: Law, action: str) -> str:
    """The policies of one command as Cedar text, with the permit."""
    return "\n".join(("permit (principal, action, resource);", *(policy.text for policy in law.matrix[action])))


def figures_of(law: Law, make: Callable[..., Situation]) -> Iterator[tuple[str, float]]:
    """The raw figure and ours for one command."""
    situation = make()
    action, facts = situation.action, law.gather(situation)
    if not law.judge(situation).allowed:
        raise SystemExit(f"the lawful base case was stopped: {law.judge(situation).failed}")
    yield f"raw cedarpy, {action}", rate(raw(law, situation, same_policies(law, action)))
    yield f"{action}, facts ready", rate(lambda _: law.decide(action, facts, at=situation.at))
    yield f"{action}, facts gathered", rate(law.judge, lambda: strange(make))


def main() -> None:
    """Measure and print."""
    law = Law(PolicySet.shared())
    for make in (world.screen, world.approve):
        situation = make()
        figures = dict(figures_of(law, make))
        peer = next(iter(figures))
        gates = len(law.matrix[situation.action])
        figures["raw cedarpy, the whole set"] = rate(raw(law, situation, law.shared.text))
        figures["gates, facts gathered"] = figures[f"{situation.action}, facts gathered"] * gates
        note = f"{gates} of {len(law.policies())} policies judge {situation.action}, one core"
        show(f"gates: {situation.action}", figures, peer=peer, note=note)


if __name__ == "__main__":
    main()
