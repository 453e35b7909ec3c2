"""The form every gate must have, checked on the parsed policy, never on its text.

A gate is ``forbid (principal, action in Action::"gate:ID", resource) unless { BODY };`` and BODY is built from
``&&``, ``||`` and ``context.FACT == "word"`` only, where no word is "unknown". Such a formula is monotone: taking
knowledge away can make it false but never true. So an unknown fact can stop an act and can never let one pass.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from comity.domain.roles import Role
from comity.law.errors import PolicyError
from comity.law.fact import UNKNOWN
from comity.law.validity import read_validity

ANNOTATIONS: Final = ("id", "gate", "kind", "source", "mark", "role", "remedy", "question", "valid_from",
                      "valid_to")  # fmt: skip
KINDS: Final = ("hard", "decision", "warning")
MARKS: Final = ("V", "S", "G")
REMEDIES: Final = ("a", "b", "c", "d", "e")
ROLES: Final = tuple(str(role) for role in Role)
_ANY: Final = {"op": "All"}

Literal: TypeAlias = tuple[str, str]
"""A fact and the word it must be."""


def check_gate(policy: Mapping[str, Any], *, local: bool) -> tuple[Literal, ...]:
    """Check one parsed policy against the form; return the literals of its body in order. Raises PolicyError."""
    notes = policy.get("annotations", {})
    name = str(notes.get("id", ""))
    _check_annotations(name, notes)
    if policy.get("effect") != "forbid":
        raise PolicyError(policy=name, reason="only forbid is allowed")
    if policy.get("principal") != _ANY or policy.get("resource") != _ANY:
        raise PolicyError(policy=name, reason="principal and resource must be open")
    _check_action(name, policy.get("action", {}), local=local)
    conditions = policy.get("conditions", [])
    if len(conditions) != 1 or conditions[0].get("kind") != "unless":
        raise PolicyError(policy=name, reason="exactly one unless is required, and no when")
    found = tuple(_literals(name, conditions[0].get("body")))
    _check_kind(name, str(notes["kind"]), found)
    return found


def is_permit(policy: Mapping[str, Any]) -> bool:
    """True for the one open permit of the shared set."""
    scope = [policy.get(part) for part in ("principal", "action", "resource")]
    plain = policy.get("effect") == "permit" and scope == [_ANY] * 3 and not policy.get("conditions")
    return plain and policy.get("annotations") == {"id": "PERMIT"}


def decision_fact(policy_id: str) -> str:
    """The name of the fact that says how a decision gate was decided: ``decided_POL_01_review``."""
    return "decided_" + policy_id.replace("-", "_").replace(".", "_")


def _check_annotations(name: str, notes: Mapping[str, str]) -> None:
    missing = [key for key in ANNOTATIONS if key not in notes]
    if missing or not name:
        raise PolicyError(policy=name, reason="annotations missing", missing=missing or ["id"])
    extra = sorted(set(notes) - set(ANNOTATIONS))
    if extra:
        raise PolicyError(policy=name, reason="unknown annotations", extra=extra)
    if notes["kind"] not in KINDS or notes["mark"] not in MARKS:
        raise PolicyError(policy=name, reason="kind or mark is not on its list")
    if name.partition(".")[0] != notes["gate"]:
        raise PolicyError(policy=name, reason="the policy id must begin with its gate")
    if not set(notes["remedy"].split(",")) <= set(REMEDIES):
        raise PolicyError(policy=name, reason="remedy is not on its list")
    if not notes["question"].strip().endswith("?") or not notes["source"].strip():
        raise PolicyError(policy=name, reason="a question ending in ? and a source are required")
    roles = notes["role"].split("+") if notes["role"] else []
    if not set(roles) <= set(ROLES) or len(set(roles)) != len(roles):
        raise PolicyError(policy=name, reason="role is not on its list")
    if bool(roles) != (notes["kind"] == "decision"):
        raise PolicyError(policy=name, reason="a decision gate names its roles, no other gate does")
    read_validity(name, notes["valid_from"], notes["valid_to"])


def _check_action(name: str, scope: Mapping[str, Any], *, local: bool) -> None:
    entity = scope.get("entity")
    if not local and scope != {"op": "in", "entity": {"type": "Action", "id": f"gate:{name}"}}:
        raise PolicyError(policy=name, reason="the action must be in the group of the policy's own id")
    listed = scope.get("entities") or ([entity] if entity else [])
    if scope.get("op") not in ("in", "==") or not listed:
        raise PolicyError(policy=name, reason="a local gate must name its actions or a shared group")


def _check_kind(name: str, kind: str, found: tuple[Literal, ...]) -> None:
    decided = {fact for fact, _ in found if fact.startswith("decided_")}
    own = {decision_fact(name)} if kind == "decision" else set()
    if decided != own:
        raise PolicyError(policy=name, reason="a decision gate reads its own decision, no other gate reads any")


def _literals(name: str, node: Any) -> list[Literal]:
    """The literals of a positive formula; anything else in it raises PolicyError."""
    if not isinstance(node, Mapping) or len(node) != 1:
        raise PolicyError(policy=name, reason="not a positive formula")
    operator, sides = next(iter(node.items()))
    if operator in ("&&", "||"):
        return _literals(name, sides.get("left")) + _literals(name, sides.get("right"))
    if operator != "==":
        raise PolicyError(policy=name, reason="operator not allowed", operator=operator)
    left, right = sides.get("left", {}), sides.get("right", {})
    access = left.get(".", {}) if isinstance(left, Mapping) and set(left) == {"."} else {}
    if access.get("left") != {"Var": "context"} or set(right) != {"Value"} or not isinstance(right["Value"], str):
        raise PolicyError(policy=name, reason='only context.FACT == "word" is allowed')
    if right["Value"] in (UNKNOWN, ""):
        raise PolicyError(policy=name, reason="no gate may accept unknown", fact=str(access.get("attr")))
    return [(str(access["attr"]), right["Value"])]
