"""The law of one node: two policy sets, one question each time. Both must allow."""

from collections.abc import Mapping

from comity.law.binding import bind, bound_facts
from comity.law.decision import Decision
from comity.law.engine import Engine, context_of
from comity.law.errors import PolicyError
from comity.law.fact import NOT_ASKED, UNKNOWN, Fact
from comity.law.gather import gather_facts
from comity.law.policyset import Policy, PolicySet
from comity.law.situation import Situation


class Law:
    """Gathers facts and decides. Built once per pair of policy sets; holds no state of any case."""

    def __init__(self, shared: PolicySet, local: PolicySet | None = None) -> None:
        if shared.kind != "shared" or (local is not None and local.kind != "local"):
            raise PolicyError(reason="the first set is the shared one, the second the local one")
        self.shared, self.local = shared, local
        self._shared = Engine(shared.text, shared)
        self._warnings = Engine(shared.warning_text, shared)
        self._local = Engine(local.text, shared) if local else None
        self._policies = {policy.id: policy for policy in shared.policies}
        if local:
            twice = sorted(set(self._policies) & {policy.id for policy in local.policies})
            if twice:
                raise PolicyError(reason="a local policy may not take a shared id", ids=twice)
            self._policies.update({policy.id: policy for policy in local.policies})
        self.matrix = {action: self._judging(action) for action in shared.matrix}
        self._warned = {name for name, found in self.matrix.items() if any(p.kind == "warning" for p in found)}
        self.policy_hashes = {"shared": shared.hash, "local": local.hash if local else ""}
        self._blank = dict.fromkeys(shared.facts, UNKNOWN)
        self._check_wiring()

    def policy(self, policy_id: str) -> Policy:
        """One policy of either set by id; PolicyError when there is none."""
        try:
            return self._policies[policy_id]
        except KeyError:
            raise PolicyError(reason="no such policy", policy=policy_id) from None

    def reads(self, action: str) -> frozenset[str]:
        """The facts that the policies judging this command read."""
        return frozenset(fact for policy in self.matrix.get(action, ()) for fact in policy.reads)

    def gather(self, situation: Situation) -> dict[str, Fact]:
        """Every fact of the table: worked out or stated where the command's policies read it, else not asked."""
        return gather_facts(self, situation, self.reads(situation.action))

    def decide(self, action: str, facts: Mapping[str, Fact]) -> Decision:
        """Judge the facts on a command. Anything unforeseen - unknown command, missing fact, word off its list,
        engine error - stops the act and stands in ``errors``.
        """
        errors = list(self._misfits(action, facts))
        context = context_of({name: fact.value for name, fact in facts.items()})
        answers = [engine.ask(action, context) for engine in (self._shared, self._local) if engine]
        errors += [error for answer in answers for error in answer.errors]
        warned = self._warnings.ask(action, context).failed if action in self._warned else ()
        failed = tuple(sorted(name for answer in answers for name in answer.failed))
        allowed = all(answer.said_allow for answer in answers) and not errors and not failed
        return Decision(action, allowed, failed, warned, tuple(errors), dict(facts), self.policy_hashes)

    def judge(self, situation: Situation) -> Decision:
        """Gather, then decide."""
        return self.decide(situation.action, self.gather(situation))

    def binding(self, policy_id: str, facts: Mapping[str, Fact]) -> str:
        """The hash a written decision on this policy must carry (``facts_hash``) to count for these facts."""
        return bind(self.policy(policy_id), facts)

    def bound(self, policy_id: str, situation: Situation) -> str:
        """The binding of a decision taken now on this policy, whatever command the situation is about."""
        policy = self.policy(policy_id)
        return bind(policy, gather_facts(self, situation, bound_facts(policy)))

    def policies(self) -> tuple[Policy, ...]:
        """Every policy of both sets, warnings included."""
        return tuple(self._policies.values())

    def _judging(self, action: str) -> tuple[Policy, ...]:
        shared = [self._policies[name] for name in self.shared.matrix[action]]
        groups = {f"gate:{policy.id}" for policy in shared} | {action}
        local = self.local.policies if self.local else ()
        return (*shared, *(policy for policy in local if groups & set(policy.scope)))

    def _misfits(self, action: str, facts: Mapping[str, Fact]) -> list[str]:
        if action not in self.matrix:
            return [f"unknown action: {action[:60]}"]
        rules = self.shared.facts
        found = [f"missing fact: {name}" for name in rules if name not in facts]
        for name, fact in facts.items():
            if name not in rules:
                found.append(f"foreign fact: {name[:60]}")
            elif fact.value != UNKNOWN and fact.value not in rules[name].values:
                found.append(f"word not on the list: {name}")
        return found

    def _check_wiring(self) -> None:
        """With every fact unknown each command must be stopped by exactly the policies the matrix gives it.

        This proves at start that the schema was passed, the action groups are known to the engine and no policy
        is skipped; a node whose engine is wired wrongly does not start.
        """
        literals = [(policy, pair) for policy in self._policies.values() for pair in policy.literals]
        for policy, (name, word) in literals:
            rule = self.shared.facts.get(name)
            if rule is None or word not in rule.values:
                raise PolicyError(policy=policy.id, reason="reads a word that is on no list", fact=name, word=word)
        blank = dict.fromkeys(self._blank, NOT_ASKED)
        for action, policies in self.matrix.items():
            decision = self.decide(action, blank)
            expected = {policy.id for policy in policies}
            if {*decision.failed, *decision.warnings} != expected or decision.errors or decision.allowed:
                raise PolicyError(reason="the engine does not apply the matrix", action=action)
