"""A decision as anyone can replay it with stock Cedar tools: request, policies, schema, and what must come out."""

from typing import Any

from comity.law.decision import Decision
from comity.law.engine import ACTOR, RECORD
from comity.law.errors import ExportError
from comity.law.policyset import PolicySet


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
    rest = local.text.partition(";\n")[2] if local else ""  # one permit is enough for both sets together
    return {
        "v": 1,
        "request": {
            "principal": ACTOR,
            "action": {"type": "Action", "id": decision.action},
            "resource": RECORD,
            "context": {name: fact.value for name, fact in decision.facts.items()},
        },
        "policies": base.text + rest,
        "schema": base.schema_text,
        "expect": "allow" if decision.allowed else "deny",
        "failed": list(decision.failed),
        "errors": bool(decision.errors),
    }
