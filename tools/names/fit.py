"""A logistic regression whose weights keep their sign, and the figures by which matching is judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Labels = np.ndarray[Any, np.dtype[np.bool_]]
ROUNDS, SWEEPS = 80, 400


@dataclass(frozen=True, slots=True)
class Term:
    """One weight: its name, its sign (1, -1 or 0 for either), the least it is, what it is without data, and how firmly."""

    name: str
    sign: int = 0
    least: float = 0.0
    """The weight nearest to zero that is allowed, with its sign."""
    prior: float = 0.0
    firmness: float = 0.3


def _step(curve: Array, slope: Array, here: Array, terms: Sequence[Term]) -> Array:
    """The step that lowers the quadratic most without leaving what is allowed, coordinate by coordinate."""
    step = np.zeros(len(here))
    slope = slope.copy()
    for _ in range(SWEEPS):
        largest = 0.0
        for at, term in enumerate(terms):
            change = -slope[at] / curve[at, at]
            if term.sign * (here[at] + step[at] + change - term.least) < 0:
                change = term.least - here[at] - step[at]
            if change:
                step[at] += change
                slope += curve[at] * change
                largest = max(largest, abs(change))
        if largest < 1e-7:
            break
    return step


def fit(rows: Array, match: Array, counts: Array, terms: Sequence[Term]) -> Array:
    """The weights for ``rows`` [n, terms]; ``counts`` says how much each row counts."""
    prior = np.array([term.prior for term in terms])
    firm = np.array([term.firmness for term in terms])

    def loss(weights: Array) -> float:
        points = rows @ weights
        return float(
            (counts * (np.logaddexp(0, points) - match * points)).sum() + 0.5 * (firm * (weights - prior) ** 2).sum()
        )

    weights = prior.copy()  # priors are allowed values
    before = loss(weights)
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -40, 40)))
        slope = rows.T @ (counts * (chance - match)) + firm * (weights - prior)
        curve = (rows * (counts * np.maximum(chance * (1 - chance), 1e-6))[:, None]).T @ rows + np.diag(firm + 1e-9)
        step, size = _step(curve, slope, weights, terms), 1.0
        while size > 1e-5 and (after := loss(weights + size * step)) >= before:
            size /= 2
        if size <= 1e-5:
            break
        weights = weights + size * step
        if before - after < 1e-7 * abs(before):
            break
        before = after
    return weights


def found_at(points: Array, match: Labels, rate: float = 0.01) -> float:
    """The share of matches found where ``rate`` of the others are taken for matches, interpolated along the ROC."""
    hits, others = np.sort(points[match]), np.sort(points[~match])
    bars = np.unique(points)[::-1]
    true = 1 - np.searchsorted(hits, bars, "left") / len(hits)
    false = 1 - np.searchsorted(others, bars, "left") / len(others)
    return float(np.interp(rate, [0, *false, 1], [0, *true, 1]))


def best_f1(points: Array, match: Labels) -> tuple[float, float]:
    """The best F1 over all thresholds, and its threshold."""
    order = np.argsort(-points, kind="stable")
    ranked = points[order]
    last = np.append(ranked[1:] != ranked[:-1], True)
    scores = np.where(last, 2 * np.cumsum(match[order]) / (np.arange(1, len(points) + 1) + match.sum()), 0)
    best = int(scores.argmax())
    return float(scores[best]), float(ranked[best])
