"""The gates and policies as pages, the command line and the reference read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from comity.law.pack_model import Names
from comity.law.policyset import Policy, PolicySet
from comity.law.sentences import sentences


@dataclass(frozen=True)
class PolicyView:
    """One policy with what officers read. ``actions``: the commands it judges; ``review``: status per language;
    ``valid_to`` "" is open.
    """

    id: str
    gate: str
    kind: str
    roles: tuple[str, ...]
    reads: tuple[str, ...]
    actions: tuple[str, ...]
    source: str
    mark: str
    remedies: tuple[Names, ...]
    asks: Names
    stop: Names
    review: Mapping[str, str]
    valid_from: str
    valid_to: str

    @property
    def valid(self) -> str:
        """The days on which it judges, both included: ``2026-01-01 – 2027-12-31``, or open ``2026-01-01 –``."""
        return f"{self.valid_from} – {self.valid_to}".rstrip()


@dataclass(frozen=True)
class GateView:
    """One gate of the catalogue with its policies; a gate id may own several."""

    id: str
    policies: tuple[PolicyView, ...]


@dataclass(frozen=True)
class Catalogue:
    """Every gate of the shared set, in the order of the files."""

    gates: tuple[GateView, ...]
    hash: str

    @property
    def policies(self) -> tuple[PolicyView, ...]:
        """Every policy, gate by gate."""
        return tuple(policy for gate in self.gates for policy in gate.policies)

    def policy(self, policy_id: str) -> PolicyView | None:
        """One policy by id; None for one that only a local set knows."""
        return next((policy for policy in self.policies if policy.id == policy_id), None)


@cache
def catalogue() -> Catalogue:
    """The catalogue of the packaged shared set."""
    shared = PolicySet.shared()
    views = [_view(policy, shared) for policy in shared.policies]
    ids = sorted({view.gate for view in views})
    gates = tuple(GateView(gate, tuple(view for view in views if view.gate == gate)) for gate in ids)
    return Catalogue(gates, shared.hash)


def _view(policy: Policy, shared: PolicySet) -> PolicyView:
    said = sentences()
    return PolicyView(
        id=policy.id,
        gate=policy.gate,
        kind=policy.kind,
        roles=policy.roles,
        reads=policy.reads,
        actions=tuple(action for action, policies in shared.matrix.items() if policy.id in policies),
        source=policy.source,
        mark=policy.mark,
        remedies=tuple(said.remedies[code] for code in policy.remedy),
        asks={"en": policy.question, **said.asks[policy.id]},
        stop=said.stop[policy.id],
        review=said.review,
        valid_from=str(policy.validity.first),
        valid_to=str(policy.validity.last or ""),
    )
