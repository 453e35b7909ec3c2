"""Lines for one pair name the values that gave them."""

import numpy as np

from comity.screening.beside import fact_lines
from comity.screening.facts import pack
from comity.screening.points import bulk_points
from comity.screening.sets import Values
from comity.screening.weights import default_weights


def test_lines_point_to_their_values_and_sum_to_the_points() -> None:
    left = Values(
        births=["someday", "1988-03-14"], states=["TH", "KH"], papers=["passport:KH:", "passport:KH:N1234567"]
    )
    right = Values(births=["1970", "1988-03-14"], states=["KH"], papers=["passport:KH:N1234567"], sex="male")
    a, b = pack([left]), pack([right])
    lines = fact_lines(a, 0, b, 0, weights=default_weights())
    assert [(line.feature, line.left, line.right) for line in lines] == [
        ("birth_same_day", 1, 1),
        ("nationality_same", 1, 0),
        ("document_same", 1, 0),
    ]
    total = bulk_points(a, b, np.zeros((1, 2), np.int32), default_weights())
    assert [sum(line.points for line in lines)] == total.tolist()
    assert all(line.sentence.endswith(".") for line in lines)
