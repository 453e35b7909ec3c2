"""Try the gates of a step on facts given by hand: what each says, on which source, and which facts are missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comity.law.catalogue import PolicyView, catalogue
from comity.law.decide import Law
from comity.law.decision import Decision
from comity.law.errors import FactError
from comity.law.fact import UNKNOWN, Fact
from comity.law.missing import MissingPolicy, missing


@dataclass(frozen=True)
class Verdict:
    """One policy of a step: ``said`` is open, shut or warned; ``lacking`` what stands against it, None when open."""

    policy: PolicyView
    said: str
    lacking: MissingPolicy | None


def read_words(law: Law, given: Any) -> dict[str, str]:
    """Facts as words, from ``{"fact": "word"}`` or ``{"fact": {"value": "word"}}``, alone or under "facts".

    Raises FactError naming every fact and word that is on no list.
    """
    rows = given.get("facts", given) if isinstance(given, Mapping) else None
    if not isinstance(rows, Mapping):
        raise FactError(reason="shape")
    words = {str(name): row.get("value") if isinstance(row, Mapping) else row for name, row in rows.items()}
    rules = law.shared.facts
    foreign = sorted(name for name in words if name not in rules)
    if foreign:
        raise FactError(reason="no_fact", facts=foreign)
    wrong = {name: word for name, word in words.items() if word != UNKNOWN and word not in rules[name].values}
    if wrong:
        name = min(wrong)
        raise FactError(reason="no_word", fact=name, word=str(wrong[name])[:60], words=[*rules[name].values, UNKNOWN])
    return {name: str(word) for name, word in words.items()}


def try_step(law: Law, command: str, words: Mapping[str, str], *, at: datetime) -> tuple[Decision, tuple[Verdict, ...]]:
    """Judge the words on a command at a moment; facts nobody gave are unknown. Every policy is answered, open ones too."""
    facts = {name: Fact(words.get(name, UNKNOWN), "none") for name in law.shared.facts}
    decision = law.decide(command, facts, at=at)
    rows = [*missing(decision, shared=law.shared), *missing(decision, shared=law.shared, warnings=True)]
    lacking = {row.policy: row for row in rows}
    verdicts = []
    for policy in law.judging(command, at):
        view = catalogue().policy(policy.id)
        if view is not None:
            said = "shut" if policy.id in decision.failed else "warned" if policy.id in decision.warnings else "open"
            verdicts.append(Verdict(view, said, lacking.get(policy.id)))
    return decision, tuple(verdicts)
