"""The law of one node: the shared policy set and its own one, one question each time. Both must allow."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from comity.kit.clock import format_time, parse_time
from comity.law.binding import bind, bound_facts
from comity.law.decision import Decision
from comity.law.engine import Answer, Engine, Ground, check_fit, context_of, pieces_of
from comity.law.errors import PolicyError
from comity.law.fact import NOT_ASKED, UNKNOWN, Fact
from comity.law.gather import gather_facts, plan_of
from comity.law.policyset import Policy, PolicySet
from comity.law.situation import Situation
from comity.law.validity import Gap, Validity, gaps, turns


@dataclass(frozen=True, slots=True)
class Bench:
    """What judges one command on some days: its policies, and the engine that holds them.

    ``warnings``: the ids among the policies that only warn.
    """

    policies: tuple[Policy, ...]
    whole: Engine
    warnings: frozenset[str]


class Law:
    """Gathers facts and decides. Built once per pair of policy sets; holds no state of any case."""

    def __init__(self, shared: PolicySet, local: PolicySet | None = None) -> None:
        if shared.kind != "shared" or (local is not None and local.kind != "local"):
            raise PolicyError(reason="the first set is the shared one, the second the local one")
        self.shared, self.local = shared, local
        self._policies = {policy.id: policy for policy in shared.policies}
        own = local.policies if local else ()
        twice = sorted(set(self._policies) & {policy.id for policy in own})
        if twice:
            raise PolicyError(reason="a local policy may not take a shared id", ids=twice)
        self._policies.update({policy.id: policy for policy in own})
        self._check_words()
        self.ground = Ground(shared.schema_with(own))
        self.matrix = {action: self._judging(action) for action in shared.matrix}
        used = {policy.id: policy for row in (*self.matrix.values(), own) for policy in row}
        check_fit(used.values(), shared.schema_with(own, kinds_only=True))
        self._reads = {action: shared.reads(action, own) for action in shared.matrix}
        pieces = {rule.name: pieces_of(rule.name, (*rule.values, UNKNOWN)) for rule in shared.facts.values()}
        self._pieces = {action: [(name, pieces[name]) for name in names] for action, names in self._reads.items()}
        self._plans = {action: plan_of(shared.facts, names) for action, names in self._reads.items()}
        self._turns = turns(policy.validity for policy in self._policies.values())
        self._engines: dict[tuple[str, ...], Engine] = {}
        self._benches: dict[tuple[str, int], Bench] = {}
        self.policy_hashes = {"shared": shared.hash, "local": local.hash if local else ""}
        self._check_wiring()

    def policy(self, policy_id: str) -> Policy:
        """One policy of either set by id; PolicyError when there is none."""
        try:
            return self._policies[policy_id]
        except KeyError:
            raise PolicyError(reason="no such policy", policy=policy_id) from None

    def reads(self, action: str) -> frozenset[str]:
        """The facts that the policies judging this command read, on whatever day."""
        return frozenset(self._reads.get(action, ()))

    def judging(self, action: str, at: datetime | None = None) -> tuple[Policy, ...]:
        """The policies that judge a command at a moment; without one all of them."""
        return self._bench(action, self._span(at)).policies if action in self.matrix else ()

    def gather(self, situation: Situation) -> dict[str, Fact]:
        """Every fact of the table: worked out or stated where the command's policies read it, else not asked."""
        plan = self._plans.get(situation.action)
        return gather_facts(self, situation, plan or plan_of(self.shared.facts, ()))

    def decide(self, action: str, facts: Mapping[str, Fact], *, at: datetime | None = None) -> Decision:
        """Judge the facts on a command by the policies valid at a moment; without one by all, which can only be
        stricter. Anything unforeseen - unknown command, missing fact, word off its list, no policy left, engine
        error - stops the act and stands in ``errors``.
        """
        return self._verdict(action, dict(facts), at, self._misfits(action, facts))

    def judge(self, situation: Situation) -> Decision:
        """Gather, then decide by the policies valid at the moment of the situation."""
        facts = self.gather(situation)  # complete by its making; the words of the asked ones are looked up below
        errors = [] if situation.action in self.matrix else self._misfits(situation.action, facts)
        return self._verdict(situation.action, facts, situation.at, errors)

    def _verdict(self, action: str, facts: dict[str, Fact], at: datetime | None, errors: list[str]) -> Decision:
        """Ask the engine. A word that is on no list has no piece of the context: it stops the act here at the latest."""
        moment = format_time(at) if at else ""
        if action not in self.matrix:
            return Decision(action, False, (), (), tuple(errors), facts, self.policy_hashes, moment)
        bench = self._bench(action, self._span(at))
        try:
            context = "{" + ",".join([pieces[facts[name].value] for name, pieces in self._pieces[action]]) + "}"
        except KeyError:
            context = context_of({name: facts[name].value for name in self._reads[action] if name in facts})
            errors = errors or self._misfits(action, facts)
        answer, warned = self._ask(bench, action, context)
        errors += answer.errors
        if len(bench.warnings) == len(bench.policies):
            errors.append("no policy is valid at this moment")
        allowed = answer.said_allow and not errors and not answer.failed
        return Decision(action, allowed, answer.failed, warned, tuple(errors), facts, self.policy_hashes, moment)

    def again(self, decision: Decision) -> Decision:
        """Judge the facts of a decision once more, at its own moment."""
        return self.decide(decision.action, decision.facts, at=parse_time(decision.at) if decision.at else None)

    def binding(self, policy_id: str, facts: Mapping[str, Fact]) -> str:
        """The hash a written decision on this policy must carry (``facts_hash``) to count for these facts."""
        return bind(self.policy(policy_id), facts)

    def bound(self, policy_id: str, situation: Situation) -> str:
        """The binding of a decision taken now on this policy, whatever command the situation is about."""
        policy = self.policy(policy_id)
        return bind(policy, gather_facts(self, situation, plan_of(self.shared.facts, bound_facts(policy))))

    def policies(self) -> tuple[Policy, ...]:
        """Every policy of both sets, warnings included."""
        return tuple(self._policies.values())

    def gaps(self, first: date, last: date) -> tuple[Gap, ...]:
        """Where, between two days, a command would have no valid policy of a hard gate the matrix gives it."""
        hard: dict[tuple[str, str], list[Validity]] = {}
        for action, policies in self.matrix.items():
            for policy in policies:
                if policy.kind == "hard":
                    hard.setdefault((action, policy.gate), []).append(policy.validity)
        return gaps(hard, first, last)

    def _ask(self, bench: Bench, action: str, context: str) -> tuple[Answer, tuple[str, ...]]:
        """Gates and warnings in one question. Where only warnings stand against the act the gates are asked alone:
        what passes, passes because the engine said Allow.
        """
        answer = bench.whole.ask(action, context)
        warned = tuple(name for name in answer.failed if name in bench.warnings)
        if not warned:
            return answer, ()
        failed = tuple(name for name in answer.failed if name not in bench.warnings)
        if failed or answer.errors:
            return Answer(False, failed, answer.errors), warned
        gates = tuple(policy for policy in bench.policies if policy.kind != "warning")
        return self._engine(gates).ask(action, context), warned

    def _judging(self, action: str) -> tuple[Policy, ...]:
        shared = [self._policies[name] for name in self.shared.matrix[action]]
        groups = {f"gate:{policy.id}" for policy in shared} | {action}
        local = self.local.policies if self.local else ()
        return (*shared, *(policy for policy in local if groups & set(policy.scope)))

    def _span(self, at: datetime | None) -> int:
        """Which stretch of days with the same valid policies a moment falls into; -1 asks all of them."""
        return -1 if at is None else bisect_right(self._turns, at.astimezone(UTC).date())

    def _bench(self, action: str, span: int) -> Bench:
        found = self._benches.get((action, span))
        if found is None:
            day = None if span < 0 else self._turns[span - 1] if span else date.min
            policies = tuple(row for row in self.matrix[action] if day is None or row.validity.holds(day))
            warnings = frozenset(row.id for row in policies if row.kind == "warning")
            found = Bench(policies, self._engine(policies), warnings)
            self._benches[action, span] = found
        return found

    def _engine(self, policies: tuple[Policy, ...]) -> Engine:
        key = tuple(sorted(policy.id for policy in policies))
        if key not in self._engines:
            self._engines[key] = Engine(policies, self.ground)
        return self._engines[key]

    def _misfits(self, action: str, facts: Mapping[str, Fact]) -> list[str]:
        if action not in self.matrix:
            return [f"unknown action: {action[:60]}"]
        rules = self.shared.facts
        found = []
        if facts.keys() != rules.keys():
            found += [f"missing fact: {name}" for name in rules if name not in facts]
            found += [f"foreign fact: {name[:60]}" for name in facts if name not in rules]
        for name, fact in facts.items():
            if fact is NOT_ASKED or fact.value == UNKNOWN or name not in rules:
                continue
            if fact.value not in rules[name].values:
                found.append(f"word not on the list: {name}")
        return found

    def _check_words(self) -> None:
        for policy in self._policies.values():
            for name, word in policy.literals:
                rule = self.shared.facts.get(name)
                if rule is None or word not in rule.values:
                    raise PolicyError(policy=policy.id, reason="reads a word that is on no list", fact=name, word=word)

    def _check_wiring(self) -> None:
        """With every fact unknown each command must be stopped by exactly the policies the matrix gives it, on
        every stretch of days.

        This proves at start that the schema was passed, the action groups are known to the engine and no policy
        is skipped; a node whose engine is wired wrongly does not start.
        """
        blank = dict.fromkeys(self.shared.facts, NOT_ASKED)
        moments = [None, *(datetime(day.year, day.month, day.day, tzinfo=UTC) for day in self._turns)]
        for action in self.matrix:
            for at in {self.judging(action, moment): moment for moment in moments}.values():
                decision = self.decide(action, blank, at=at)
                expected = {policy.id for policy in self.judging(action, at)}
                left = [error for error in decision.errors if not error.startswith("no policy is valid")]
                if {*decision.failed, *decision.warnings} != expected or left or decision.allowed:
                    raise PolicyError(reason="the engine does not apply the matrix", action=action)


def built_law(shared: PolicySet, local: PolicySet | None = None) -> Law:
    """The law of these sets, built and proved once a process: it holds no state of any case."""
    key = (shared.hash, local.hash if local else "")
    if key not in _BUILT:
        _BUILT[key] = Law(shared, local)
    return _BUILT[key]


_BUILT: dict[tuple[str, str], Law] = {}
