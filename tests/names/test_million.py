"""The points of a pair are the sum of its lines, the same from either side, and no floor changes what reaches it."""

from tests.names.million import rounds


def test_every_pair_is_explained() -> None:
    tried, broken = 0, []
    for found in rounds(seed=1, pairs=20_000):
        tried += found.pairs
        broken += found.broken
    assert tried == 20_000
    assert broken == []
