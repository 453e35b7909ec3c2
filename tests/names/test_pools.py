"""Rows keep what is written into them while their pool grows."""

import numpy as np

from comity.names.pools import Pool


def test_rows_stay_while_more_come_and_are_blank_when_they_are_new() -> None:
    pool = Pool(np.int32, 2)
    for at in range(300):
        pool.more(1)[:] = at
    pool.more(50)[:] = 7
    pool.less(50)
    assert pool.more(3).tolist() == [[0, 0]] * 3
    assert pool.rows.tolist() == [[at, at] for at in range(300)] + [[0, 0]] * 3
