"""Two names in, a score and its reasons out. The reasons sum to the score exactly; the order of the two does not matter.

The score is a baseline (``method`` says which): romanisation and edit similarity, no learned tables. What it cannot
know, it does not claim: a short name gives little evidence, so a person judges every candidate.
"""

from dataclasses import dataclass
from itertools import combinations, pairwise

from comity.names.features import best_feature, explanations, other_order
from comity.names.prepare import Name, Part, Prepared, joined, prepare

METHOD = "baseline-1"

EXACT_PARTS = 6
"""Up to so many parts a side the best pairing is found exactly; above it, strongest pair first."""
OMITTED_WEIGHT, FULL_WEIGHT = 2, 5
"""A part that only one name has weighs 2/5 of a part that both names have and that differs: leaving out is not denying."""

_SENTENCES = explanations()


@dataclass(frozen=True, slots=True)
class PartEvidence:
    """Which part of the first name met which part of the second, by which feature, for how many thousandths."""

    a: str
    b: str
    feature: str
    millis: int
    explanation: str

    def as_json(self) -> dict[str, str | int]:
        """The evidence as plain JSON without floats."""
        return {
            "a": self.a,
            "b": self.b,
            "feature": self.feature,
            "millis": self.millis,
            "explanation": self.explanation,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two names are: ``score_millis`` 0 to 1000 is the sum of ``millis`` over ``evidence``."""

    score_millis: int
    evidence: tuple[PartEvidence, ...]
    scripts: tuple[str, str]
    method: str = METHOD

    @property
    def score(self) -> float:
        """The score between 0 and 1."""
        return self.score_millis / 1000


@dataclass(frozen=True, slots=True)
class _Pairing:
    score: int
    pairs: tuple[tuple[int, int, int, str], ...]
    left: tuple[Part, ...]
    right: tuple[Part, ...]


def compare(a: str | Name, b: str | Name) -> Comparison:
    """Compare two names in any scripts. Symmetric, bounded, never raises; an empty name scores 0."""
    return compare_prepared(prepare(a), prepare(b))


def compare_prepared(a: Prepared, b: Prepared) -> Comparison:
    """The same for names that have been read already."""
    scripts = (a.script, b.script)
    if not a.parts or not b.parts:
        return Comparison(score_millis=0, evidence=(), scripts=scripts)
    swapped = a.sort_key > b.sort_key
    first, second = (b, a) if swapped else (a, b)
    best = _pair(first.parts, second.parts)
    for left, right in _other_shapes(first.parts, second.parts):
        found = _pair(left, right)
        if found.score > best.score:
            best = found
    evidence = tuple(_evidence(best, swapped=swapped))
    return Comparison(score_millis=sum(part.millis for part in evidence), evidence=evidence, scripts=scripts)


def _other_shapes(a: tuple[Part, ...], b: tuple[Part, ...]) -> list[tuple[tuple[Part, ...], tuple[Part, ...]]]:
    """The longer name with neighbours joined until both have as many parts; nothing when they have already."""
    if len(a) == len(b) or max(len(a), len(b)) > EXACT_PARTS:
        return []
    if len(a) > len(b):
        return [(shape, b) for shape in _joinings(a, len(b))]
    return [(a, shape) for shape in _joinings(b, len(a))]


def _joinings(parts: tuple[Part, ...], count: int) -> list[tuple[Part, ...]]:
    """Every way to read neighbouring parts as one so that ``count`` parts remain (at most 10 ways)."""
    result = []
    for cuts in combinations(range(1, len(parts)), count - 1):
        edges = (0, *cuts, len(parts))
        result.append(tuple(joined(parts[start:end]) for start, end in pairwise(edges)))
    return result


def _length(part: Part) -> int:
    return max(len(part.latin), len(part.native), 1)


def _pair(left: tuple[Part, ...], right: tuple[Part, ...]) -> _Pairing:
    """Pair the parts so that the most agreement is found, and weigh it against what stays alone."""
    table = [[best_feature(a, b) for b in right] for a in left]
    gains = [
        [points * (_length(a) + _length(b)) for (points, _), b in zip(row, right, strict=True)]
        for row, a in zip(table, left, strict=True)
    ]
    exact = max(len(left), len(right)) <= EXACT_PARTS
    chosen = _best_pairs(gains) if exact else _strongest_first(gains)
    pairs = tuple((i, j, *table[i][j]) for i, j in chosen)
    weight = _weight(pairs, left=left, right=right)
    points = sum(gains[i][j] for i, j in chosen) * FULL_WEIGHT
    order = other_order(left[0], right[0]) if _reordered(chosen) else 0
    return _Pairing(score=max(0, points // weight + order), pairs=pairs, left=left, right=right)


def _best_pairs(gains: list[list[int]]) -> list[tuple[int, int]]:
    """The pairing with the highest sum of gains (each part used once), by trying rows against sets of used columns."""
    states: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {0: (0, ())}
    for i, row in enumerate(gains):
        grown = dict(states)
        for used, (total, pairs) in states.items():
            for j, gain in enumerate(row):
                if gain <= 0 or used >> j & 1:
                    continue
                key, value = used | 1 << j, total + gain
                if key not in grown or grown[key][0] < value:
                    grown[key] = (value, (*pairs, (i, j)))
        states = grown
    return list(max(states.values(), key=lambda state: state[0])[1])


def _strongest_first(gains: list[list[int]]) -> list[tuple[int, int]]:
    ranked = sorted(((-gain, i, j) for i, row in enumerate(gains) for j, gain in enumerate(row) if gain > 0))
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for _, i, j in ranked:
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def _weight(pairs: tuple[tuple[int, int, int, str], ...], *, left: tuple[Part, ...], right: tuple[Part, ...]) -> int:
    """What full agreement would weigh: paired and contradicting letters in full, omitted ones at 2/5."""
    total_left, total_right = sum(map(_length, left)), sum(map(_length, right))
    paired_left = sum(_length(left[i]) for i, _, _, _ in pairs)
    paired_right = sum(_length(right[j]) for _, j, _, _ in pairs)
    alone = total_left - paired_left, total_right - paired_right
    return FULL_WEIGHT * (paired_left + paired_right + 2 * min(alone)) + OMITTED_WEIGHT * (max(alone) - min(alone))


def _reordered(chosen: list[tuple[int, int]]) -> bool:
    columns = [j for _, j in sorted(chosen)]
    return columns != sorted(columns)


def _evidence(found: _Pairing, *, swapped: bool) -> list[PartEvidence]:
    """One line a pair and one a part left alone; thousandths are shared out so that they sum to the score."""
    weight = _weight(found.pairs, left=found.left, right=found.right)
    shares = [
        divmod(points * (_length(found.left[i]) + _length(found.right[j])) * FULL_WEIGHT, weight)
        for i, j, points, _ in found.pairs
    ]
    millis = [share for share, _ in shares]
    order = found.score - sum(share * weight + rest for share, rest in shares) // weight
    missing = found.score - order - sum(millis)
    for index in sorted(range(len(shares)), key=lambda index: -shares[index][1])[:missing]:
        millis[index] += 1
    lines = [
        _line(found.left[i].text, found.right[j].text, feature, amount, swapped=swapped)
        for (i, j, _, feature), amount in zip(found.pairs, millis, strict=True)
    ]
    used_left, used_right = {pair[0] for pair in found.pairs}, {pair[1] for pair in found.pairs}
    for i, part in enumerate(found.left):
        if i not in used_left:
            lines.append(_line(part.text, "", "no_counterpart", 0, swapped=swapped))
    for j, part in enumerate(found.right):
        if j not in used_right:
            lines.append(_line("", part.text, "no_counterpart", 0, swapped=swapped))
    if order:
        lines.append(_line("", "", "other_order", order, swapped=swapped))
    return lines


def _line(left: str, right: str, feature: str, millis: int, *, swapped: bool) -> PartEvidence:
    a, b = (right, left) if swapped else (left, right)
    return PartEvidence(a=a, b=b, feature=feature, millis=millis, explanation=_SENTENCES[feature])
