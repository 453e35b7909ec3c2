"""A decision as anyone can replay it with stock Cedar tools: request, policies, schema, and what must come out."""

from typing import Any

from comity.kit.clock import parse_time
from comity.law.decision import Decision
from comity.law.engine import ACTOR, RECORD
from comity.law.errors import ExportError
from comity.law.policyset import PERMIT, PolicySet


def export_decision(
    decision: Decision, *, shared: PolicySet | None = None, local: PolicySet | None = None
) -> dict[str, Any]:
    """The decision as plain JSON: {"request", "policies" (Cedar text), "schema" (Cedar text), "expect", "failed"}.

    No person, record or author is in it: the context holds words of closed lists only. The sets must be those the
    decision was made under (default: the packaged one), else ExportError.
    """
    base = shared or PolicySet.shared()
    hashes = {"shared": base.hash, "local": local.hash if local else ""}
    if hashes != dict(decision.policy_hashes):
        raise ExportError(reason="other policy sets", hashes=hashes)
    own = local.policies if local else ()
    reads = base.reads(decision.action, own) if decision.action in base.matrix else ()
    return {
        "v": 1,
        "request": {
            "principal": ACTOR,
            "action": {"type": "Action", "id": decision.action},
            "resource": RECORD,
            "context": {name: fact.value for name, fact in decision.facts.items() if name in reads},
        },
        "policies": _policies(base, local, decision.at),
        "schema": base.schema_with(own) if own else base.schema_text,
        "expect": "allow" if decision.allowed else "deny",
        "failed": list(decision.failed),
        "errors": bool(decision.errors),
    }


def _policies(base: PolicySet, local: PolicySet | None, at: str) -> str:
    """Every policy of both sets that judges any command at this moment, with one permit, as Cedar text."""
    day = parse_time(at).date() if at else None
    used = {name for row in base.matrix.values() for name in row}
    judging = [policy for policy in base.policies if policy.id in used and policy.kind != "warning"]
    judging += local.policies if local else ()
    return "\n".join((PERMIT, *(row.text for row in judging if day is None or row.validity.holds(day))))
