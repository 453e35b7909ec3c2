"""Written decisions: the right roles, different people, not the requester, in time, on exactly these facts."""

from collections.abc import Mapping
from itertools import product
from typing import Any, Final

from comity.law.fact import UNKNOWN, Fact
from comity.law.policyset import Policy
from comity.law.producers.common import moment_of, text_of
from comity.law.situation import Situation, mapping, rows

CHAIN: Final = ("draft", "amend", "certify", "send", "screen", "search", "judge", "prepare_release", "approve_release",
                "release", "ask_order", "order")  # fmt: skip
"""The steps of the desk, and orders. Who took one of them is no independent reviewer of the same record."""

INDEPENDENT: Final = ("RR", "PR", "JU", "DP", "CA")


def decision_outcome(policy: Policy, situation: Situation, binding: str) -> Fact:
    """How the policy was decided: granted, denied, void (decisions exist but none counts), or unknown (none)."""
    written = mapping(situation.record.get("decisions")).get(policy.id)
    if written is None:
        return Fact(UNKNOWN, "none")
    given = rows(written) or []
    counting = [row for row in given if _counts(policy, situation, row, binding)]
    if any(row.get("outcome") == "denied" for row in counting):
        return _fact("denied", [row for row in counting if row.get("outcome") == "denied"], binding)
    chosen = _assignment(policy, [row for row in counting if row.get("outcome") == "granted"])
    if chosen:
        return _fact("granted", chosen, binding)
    return Fact("void" if given else UNKNOWN, "decision", inputs={"binding": binding, "written": len(given)})


def _counts(policy: Policy, situation: Situation, row: Mapping[str, Any], binding: str) -> bool:
    author, role = text_of(row, "author"), text_of(row, "role")
    if not author or role not in policy.roles or text_of(row, "facts_hash") != binding:
        return False
    expires = text_of(row, "expires_at")
    ends = moment_of(expires) if expires else None
    if expires and (ends is None or ends < situation.at):
        return False
    barred = set(situation.requesters()) | {situation.actor_of("certify")}
    if role in INDEPENDENT:
        barred |= {situation.actor_of(step) for step in CHAIN}
        barred |= {situation.actor} if situation.verb in CHAIN else set()
    return author not in barred


def _assignment(policy: Policy, granted: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """One row for each role of the policy, each by a different person; empty when that cannot be had."""
    by_role = [[row for row in granted if row.get("role") == role] for role in policy.roles]
    for chosen in product(*by_role):
        if len({text_of(row, "author") for row in chosen}) == len(policy.roles):
            return list(chosen)
    return []


def _fact(word: str, chosen: list[Mapping[str, Any]], binding: str) -> Fact:
    return Fact(
        word,
        "decision",
        author="+".join(text_of(row, "author") for row in chosen),
        role="+".join(text_of(row, "role") for row in chosen),
        at=max(text_of(row, "at") for row in chosen),
        inputs={"binding": binding},
    )
