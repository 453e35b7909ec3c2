"""Words get numbers once, in the order they are first seen."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.names.scan import Scanned, Scanner
from comity.names.vocabulary import Vocabulary


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.text("abcdé ", max_size=12), max_size=20), max_size=5))
def test_numbers_are_those_a_dictionary_would_give(batches: list[list[str]]) -> None:
    numbers: dict[str, int] = {}
    vocabulary = Vocabulary()
    for texts in batches:
        scanned = Scanner().scan(texts)
        words = [scanned.word(at) for at in range(len(scanned.hashes))]
        expected = [numbers.setdefault(word, len(numbers)) for word in words]
        assert vocabulary.ids(scanned).tolist() == expected
    assert vocabulary.texts(0, vocabulary.count) == list(numbers)


def test_tables_grow_and_keep_what_they_hold() -> None:
    vocabulary, scanner = Vocabulary(), Scanner()
    texts = [f"w{number} common" for number in range(30_000)]
    first = vocabulary.ids(scanner.scan(texts[:10]))
    everything = vocabulary.ids(scanner.scan(texts))
    assert everything[:20].tolist() == first.tolist()
    assert vocabulary.count == 30_001
    assert vocabulary.texts(30_000, 30_001) == ["w29999"]


def test_two_words_of_one_hash_stay_two_words() -> None:
    def scanned(*words: bytes) -> Scanned:
        letters = np.frombuffer(b"".join(words), np.uint8)
        edges = np.cumsum([0, *map(len, words)])
        hashes = np.full(len(words), 7, np.uint64)
        return Scanned(np.arange(len(words) + 1), letters, edges, hashes, np.zeros(len(words), np.uint8))

    vocabulary = Vocabulary()
    assert vocabulary.ids(scanned(b"anna", b"maria", b"anna")).tolist() == [0, 1, 0]
    assert vocabulary.ids(scanned(b"maria", b"mario")).tolist() == [1, 2]
