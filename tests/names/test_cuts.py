"""Best common cuts that are given up early say what the plain loops say, wherever that is enough."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.names import cuts
from comity.names.chorus import Chorus, ratio

VOICES = ("latn", "cyrl", "hani", "khmr")
CHORUS = Chorus()
for voice in VOICES:
    CHORUS.place(voice)
SIDES = cuts.new_sides()


def numbers(most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0 if most > 26 else 1, most), min_size=1, max_size=12)


def slots(place: int, signs: list[int], letters: list[int], key: int) -> tuple[int, int]:
    token, ready = cuts.slot_of(SIDES.token_keys, key, 0, 0, 0)
    if not ready:
        cuts.token(CHORUS.arrays, SIDES, place, token, np.array(signs, np.uint16), len(signs))
    spelling, ready = cuts.slot_of(SIDES.spelling_keys, key, 0, 0, 0)
    if not ready:
        cuts.spelling(CHORUS.arrays, SIDES, place, spelling, np.array(letters, np.int32))
    return token, spelling


@pytest.mark.parametrize("place", range(len(VOICES)))
@settings(max_examples=150, deadline=None)
@given(numbers(30), numbers(26), st.integers(-40_000, 20_000))
def test_a_ratio_that_is_enough_is_exact(place: int, signs: list[int], letters: list[int], least: int) -> None:
    truth = ratio(CHORUS.arrays, place, np.array(signs, np.uint16), np.array(letters, np.int32))
    token, spelling = slots(place, signs, letters, 0)
    found = cuts.ratio(CHORUS.arrays, SIDES, place, token, len(signs), spelling, len(letters), least)
    assert found == truth if truth >= least else found < least
    assert cuts.most(SIDES, token, spelling) >= truth


def test_a_slot_is_kept_for_its_key_alone() -> None:
    last = len(SIDES.token_keys) - 1
    assert slots(0, [1, 2], [1, 2], 0) == (last, last)
    token, spelling = slots(0, [1, 2, 3], [3, 2, 1], 7)
    kept = SIDES.token_ends[token].copy(), SIDES.spelling_ends[spelling].copy()
    assert slots(0, [9, 9, 9], [9, 9, 9], 7) == (token, spelling)
    assert (SIDES.token_ends[token] == kept[0]).all()
    assert (SIDES.spelling_ends[spelling] == kept[1]).all()
