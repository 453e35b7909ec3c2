"""Digests of many texts are those of hashlib."""

from hashlib import blake2b

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.names.digest import SIZE, digests

TEXT = st.text(st.characters(exclude_characters="\n"), max_size=300)


def whole(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest(), "little")


@settings(deadline=None)
@given(st.lists(TEXT, max_size=5))
def test_digests_are_those_of_hashlib(texts: list[str]) -> None:
    assert digests(texts).tolist() == list(map(whole, texts))


def test_texts_that_fill_blocks() -> None:
    texts = ["a" * length for length in (0, 1, 127, 128, 129, 255, 256, 257, 1_000)]
    assert np.array_equal(digests(texts), np.array(list(map(whole, texts)), np.uint64))
