"""The regression keeps its signs, and the figures are what their words say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.names.fit import Term, best_f1, fit, found_at


def test_weights_are_found_again_and_wrong_signs_are_not_taken():
    draw = np.random.default_rng(5)
    rows = np.column_stack([np.ones(4_000), draw.normal(size=(4_000, 3))])
    truth = np.array([0.5, 2.0, -1.0, 1.0])
    match = (draw.random(4_000) < 1 / (1 + np.exp(-rows @ truth))).astype(np.float64)
    terms = [Term("prior", firmness=1e-3), Term("a", 1), Term("b", -1), Term("c", -1, least=-0.25, prior=-0.5)]
    found = fit(rows, match, np.ones(4_000), terms)
    assert found[:3] == pytest.approx(truth[:3], abs=0.35)
    assert found[3] == pytest.approx(-0.25)


def test_what_is_found_at_a_rate_of_false_alarms():
    points = np.array([5.0, 4.0, 3.0, 2.0, 1.0, 0.0])
    match = np.array([True, True, False, True, False, False])
    assert found_at(points, match, 0.0) == pytest.approx(2 / 3)
    assert found_at(points, match, 0.34) == pytest.approx(1.0)
    assert found_at(points, match, 1 / 6) == pytest.approx(2 / 3)


def test_points_that_are_all_alike_find_no_more_than_chance():
    points, match = np.zeros(100), np.arange(100) < 50
    assert found_at(points, match) == pytest.approx(0.01)
    assert best_f1(points, match) == pytest.approx((2 / 3, 0.0))


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=2, max_size=60))
def test_the_best_f1_is_that_of_its_threshold(rows):
    points, match = np.array([float(point) for point, _ in rows]), np.array([label for _, label in rows])
    if not match.any():
        return
    best, bar = best_f1(points, match)
    by_bar = [2 * ((points >= at) & match).sum() / ((points >= at).sum() + match.sum()) for at in range(10)]
    assert best == pytest.approx(max(by_bar))
    assert best == pytest.approx(by_bar[int(bar)])
