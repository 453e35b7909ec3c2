"""The laws this node has decided under: the present one, and every earlier one, kept by hash.

A change of the policies reaches records that are already open only where it is stricter: such a record is judged by
the law it began under as well as by the present one, and both must allow. A step that only frees somebody is judged by the
present law alone: an earlier one holds nobody longer.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from comity.app.node import Node
from comity.domain.command import Stop
from comity.kit.errors import ComityError
from comity.law.decide import Law, built_law
from comity.law.decision import Decision
from comity.law.policyset import PolicySet
from comity.law.situation import Situation
from comity.procedures.catalogue import procedure_of
from comity.storage import policies


class NotKeptError(ComityError):
    """This node does not keep the policy set of this hash, so nothing can be judged under it."""

    code = "laws.not_kept"


def law_of(hashes: Mapping[str, str]) -> Law:
    """The law with these hashes (``shared``, ``local``), built from the sets this node keeps. Raises NotKeptError."""
    return _law(hashes.get("shared", ""), hashes.get("local", ""))


def judge_as_begun(node: Node, state: Mapping[str, Any] | None, seen: Situation) -> Decision | None:
    """What the law says that the record began under; None where that is the present law, the record is new, or somebody
    is only set free.
    """
    began = dict((state or {}).get("law") or {})
    present = {name: digest for name, digest in node.law.policy_hashes.items() if digest}
    if not began or began == present or _frees(seen.action):
        return None
    law = law_of(began)
    return law.judge(seen) if seen.action in law.matrix else None


def stops_as_begun(decision: Decision | None, present: Decision) -> list[Stop]:
    """What only the earlier law stops."""
    if decision is None or decision.allowed:
        return []
    failed = decision.failed or ("evaluation",)
    return [Stop("step", "earlier_law", {"policy": name}) for name in failed if name not in present.failed]


def _frees(command: str) -> bool:
    return all(step.frees for step in procedure_of(command).rows(command))


@lru_cache(maxsize=8)
def _law(shared: str, local: str) -> Law:
    return built_law(_kept(shared), _kept(local) if local else None)


def _kept(wanted: str) -> PolicySet:
    for digest, kind, files in policies.kept():
        if digest == wanted:
            return PolicySet.from_files(kind, files)
    raise NotKeptError(hash=wanted[:80])
