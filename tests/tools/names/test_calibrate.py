"""Pairs to learn from: labels that hold, and words that were held out."""

import random

from tools.names.calibrate import held, held_words, relatives, strangers

WORDS = [
    ("anna", "анна"),
    ("petrov", "петров"),
    ("ivanov", "иванов"),
    ("marija", "мария"),
    ("sergej", "сергей"),
    ("volkov", "волков"),
]


def test_every_tenth_word_is_held_out():
    some = [f"word{number}" for number in range(5_000)]
    assert 400 < sum(held(word) for word in some) < 600


def test_held_words_are_held_and_stand_beside_their_own_spelling():
    named = [(latin.title(), native.title()) for latin, native in WORDS] * 2
    found = held_words(named)
    assert found == [(latin, native) for latin, native in WORDS if held(latin)]
    assert held_words([("Anna Maria", "Анна")]) == []


def test_strangers_share_no_label_with_their_own_name():
    pairs = list(strangers(WORDS, 60, random.Random(3)))
    spelled = dict(WORDS)
    assert {label for *_, label in pairs} == {True, False}
    for latin, native, label in pairs:
        whole = sorted(spelled[word] for word in latin.split())
        if label and len(latin.split()) == len(native.split()):
            assert whole == sorted(native.split())


def test_relatives_differ_in_one_place():
    for latin, native, label in relatives(WORDS, 80, random.Random(4)):
        words = {dict(WORDS)[word] for word in latin.split()}
        if label:
            assert words <= set(native.split())
        else:
            assert len(words - set(native.split())) <= 1
