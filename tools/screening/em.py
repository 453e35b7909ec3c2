"""Chances of features without truth: expectation and maximisation over pairs of which a few are one person (Fellegi, Sunter)."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ROUNDS = 60


def estimate(seen: NDArray[np.int8], u: Floats, *, share: float, features: int) -> tuple[Floats, float]:
    """How often each feature is seen where two records are one person, and the share of such pairs.

    ``seen`` holds the feature of each field of each pair (-1: missing), ``u`` how often each is seen by chance. Fields are
    taken to be independent; ``share`` is where the search begins. What is missing says nothing.
    """
    patterns, inverse = np.unique(seen, axis=0, return_inverse=True)
    counts = np.bincount(inverse.ravel()).astype(np.float64)
    m = _start(patterns, features)
    for _ in range(ROUNDS):
        same = np.log(share) + _sum(patterns, np.log(np.maximum(m, 1e-9)))
        other = np.log1p(-share) + _sum(patterns, np.log(np.maximum(u, 1e-9)))
        belief = 1 / (1 + np.exp(np.clip(other - same, -700, 700)))
        share = float((belief * counts).sum() / counts.sum())
        m = _shares(patterns, belief * counts, features)
    return m, share


def shares(seen: NDArray[np.int8], features: int) -> Floats:
    """How often each feature is seen among the pairs in which its field says something."""
    patterns, inverse = np.unique(seen, axis=0, return_inverse=True)
    return _shares(patterns, np.bincount(inverse.ravel()).astype(np.float64), features)


def _start(patterns: NDArray[np.int8], features: int) -> Floats:
    found = np.full(features, 0.02)
    for field in range(patterns.shape[1]):
        known = sorted({int(feature) for feature in patterns[:, field] if feature >= 0})
        if known:
            found[known[0]] = 0.7
    return found


def _sum(patterns: NDArray[np.int8], logs: Floats) -> Floats:
    padded = np.append(logs, 0.0)
    total: Floats = padded[patterns].sum(axis=1)
    return total


def _shares(patterns: NDArray[np.int8], weight: Floats, features: int) -> Floats:
    found = np.zeros(features)
    for field in range(patterns.shape[1]):
        column = patterns[:, field]
        known = column >= 0
        total = weight[known].sum()
        if total > 0:
            found += np.bincount(column[known], weights=weight[known], minlength=features) / total
    return found
