"""What the door said, for people and as JSON: done, or stopped with every reason and who may open it."""

from collections.abc import Mapping
from typing import Any

from comity.cli.command import DONE, STOPPED, Answer
from comity.cli.desk import Desk
from comity.cli.display import Text, lines, pairs, together
from comity.cli.words import say
from comity.domain.command import Outcome, Stop

UNREVIEWED = ("machine", "second reader")
"""Review states of a translated legal sentence that are said beside it."""


def outcome_answer(desk: Desk, outcome: Outcome, *, done: str = "") -> Answer:
    """The answer to one command; exit code 1 when it was stopped."""
    gates = gates_of(desk, outcome.decision)
    stops = [stop_view(stop, desk.language) for stop in outcome.stops]
    data = {
        "ok": outcome.done,
        "done": outcome.done,
        "entry": outcome.seq,
        "record": outcome.record,
        "state": outcome.state,
        "stops": stops,
        "gates": gates,
        "warnings": list(outcome.warnings),
        "sent": list(outcome.sent),
    }
    if outcome.done:
        return Answer(data, together(lines(done) if done else None, _done_text(outcome)), DONE)
    return Answer(data, _stopped_text(desk, outcome, stops=stops, gates=gates), STOPPED)


def stop_view(stop: Stop, language: str) -> dict[str, Any]:
    """One reason with its sentence; a gate's own sentences stand with the gates."""
    code = "gate" if stop.kind == "gate" else f"{stop.kind}.{stop.code}"
    data = {**stop.data, "policy": stop.code}
    return {
        "kind": stop.kind,
        "code": stop.code,
        "data": dict(stop.data),
        "sentence": say("stops", code, language, data),
    }


def gates_of(desk: Desk, decision: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Each failed gate: its question, the facts that stand wrong or unknown, who may state them."""
    if not decision or decision["allowed"]:
        return []
    from comity.app.explain import failed_gates
    from comity.law.decision import decision_from_json

    law = desk.node.law
    return failed_gates(desk.node, decision_from_json(decision, law.shared.facts))


def gate_lines(gates: list[dict[str, Any]], language: str) -> list[str]:
    """The failed gates as text: the question, then each fact with who may state it and which word would open."""
    found = []
    for gate in gates:
        found.append(f"{gate['policy']}  {in_language(gate['asks'], language)}")
        for fact in gate["facts"]:
            who = ", ".join(fact["authors"]) or "nobody: the node works it out"
            claimed = f" (said by somebody without authority: {fact['claimed']})" if fact["claimed"] else ""
            found.append(f"    {fact['name']} is {fact['value']}{claimed}; opens with: {' or '.join(fact['opens'])}")
            found.append(f"      may state it: {who}" + (f"; on {', '.join(fact['on'])}" if fact["on"] else ""))
        if gate["stop"]:
            found.append(f"    {in_language(gate['stop'], language)}")
    status = gates[0]["review"].get(language) if gates else None
    if status in UNREVIEWED:
        found.append(f"[{language}: {status} translation; the English sentence is the source]")
    return found


def in_language(text: Any, language: str) -> str:
    """A text that may come in several languages."""
    if isinstance(text, Mapping):
        return str(text.get(language) or text.get("en") or "")
    return str(text)


def _done_text(outcome: Outcome) -> Text:
    rows: list[tuple[str, object]] = [
        ("record", outcome.record),
        ("state", outcome.state),
        ("entry", outcome.seq),
    ]
    if outcome.sent:
        rows.append(("queued for the partner", outcome.sent))
    if outcome.warnings:
        rows.append(("warnings", outcome.warnings))
    return pairs("Done.", rows)


def _stopped_text(desk: Desk, outcome: Outcome, *, stops: list[dict[str, Any]], gates: list[dict[str, Any]]) -> Text:
    reasons = [f"  - {row['sentence']}" for row in stops]
    kept = f"Nothing was changed. Entry {outcome.seq} keeps that it was asked for and why it was stopped."
    return together(
        lines("Stopped.", *reasons),
        lines(*gate_lines(gates, desk.language)) if gates else None,
        pairs(kept, [("record", outcome.record), ("state", outcome.state or "(none)")]),
    )
