"""What a check looked at and what it found: a rule, a table, a row, a column, in plain words. Bounded."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field

KEPT = 1000
"""So many faults are listed; the counts are always complete."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. ``column`` may be ``a or b`` where the bytes cannot tell which was edited."""

    rule: str
    table: str
    key: str
    column: str
    text: str


@dataclass(slots=True)
class Findings:
    """Collects while the checks run."""

    done: dict[str, int] = field(default_factory=dict)
    faulty: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def looked(self, rule: str, number: int = 1) -> None:
        """So many more things were looked at under a rule."""
        self.done[rule] = self.done.get(rule, 0) + number

    def fault(self, rule: str, *, table: str, key: object, column: str, text: str) -> None:
        """Note one fault."""
        self.faulty[rule] = self.faulty.get(rule, 0) + 1
        if len(self.faults) < KEPT:
            self.faults.append(Fault(rule, table, str(key)[:200], column, text[:400]))

    def report(self, titles: Mapping[str, str], *, absent: Mapping[str, str]) -> list[dict[str, object]]:
        """One row a rule; a rule in ``absent`` guards a part the product does not have yet."""
        return [
            {
                "id": rule,
                "title": title,
                "applies": rule not in absent,
                "remark": absent.get(rule, ""),
                "done": self.done.get(rule, 0),
                "faults": self.faulty.get(rule, 0),
            }
            for rule, title in titles.items()
        ]

    def listed(self) -> list[dict[str, str]]:
        """The faults as plain JSON."""
        return [asdict(fault) for fault in self.faults]

    @property
    def count(self) -> int:
        """How many faults there are in all."""
        return sum(self.faulty.values())
