"""A token is heard as its likeliest spellings, looked for without the short cuts of the compiled loops."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.names import ear, kernel
from comity.names.voice import Voice, load_voice, spell

VOICES = ["latn", "hani", "arab", "thai", "kana", "hang_native"]


def offered(best: list[tuple[str, int]], letters: str, log: int, kept: int) -> list[tuple[str, int]]:
    known = dict(best)
    if len(letters) > kernel.LENGTH or known.get(letters, kernel.NOTHING) >= log:
        return best
    others = [one for one in best if one[0] != letters]
    at = next((at for at, (_, worth) in enumerate(others) if worth < log), len(others))
    return [*others[:at], (letters, log), *others[at:]][:kept]


def spelled(chunk: int) -> str:
    return (spelled(chunk // 27) if chunk >= 27 else "") + (chr(96 + chunk % 27) if chunk else "")


def read(voice: Voice, symbols: str, kept: int) -> list[tuple[str, int]]:
    """The best spellings at each place, from those at the places before."""
    token = voice.read(symbols)
    starts, chunks, logs = voice.likeliest
    best: list[list[tuple[str, int]]] = [[("", 0)], *([] for _ in token.symbols)]
    for place, grams in enumerate(token.grams.tolist()):
        for length, gram in enumerate(grams, start=1):
            for letters, log in best[place] if gram >= 0 else []:
                for arc in range(starts[gram], min(starts[gram + 1], starts[gram] + kept)):
                    more = spelled(int(chunks[arc]))
                    best[place + length] = offered(best[place + length], letters + more, log + int(logs[arc]), kept)
        if max(grams) < 0:
            for letters, log in best[place]:
                best[place + 1] = offered(best[place + 1], letters, log + kernel.NOISE, kept)
    return [(letters, log - token.margin) for letters, log in best[-1]]


@st.composite
def tokens(draw: st.DrawFn) -> tuple[Voice, str]:
    voice = load_voice(draw(st.sampled_from(VOICES)))
    return voice, draw(st.text(st.sampled_from([*voice.ids, "☃"]), max_size=14))


@settings(max_examples=300, deadline=None)
@given(tokens(), st.sampled_from([1, 2, 3]))
def test_spellings_are_the_likeliest_ones(token: tuple[Voice, str], kept: int) -> None:
    voice, symbols = token
    assert voice.spellings(symbols, kept) == voice.readings(voice.read(symbols), kept) == read(voice, symbols, kept)


@settings(max_examples=300, deadline=None)
@given(tokens())
def test_the_best_ratio_of_the_spellings_is_that_of_the_kernel(token: tuple[Voice, str]) -> None:
    voice, symbols = token
    ready = voice.read(symbols)
    *_, own = ear.hear(voice.ear, ready.symbols, np.array([0, len(ready.symbols)]), 3)
    ratios = [voice.ratio(ready, spell(letters)) for letters, _ in voice.readings(ready, 3) if letters]
    assert own[0] == max(ratios, default=0)


@pytest.mark.parametrize("name", VOICES)
def test_many_tokens_are_heard_as_one_by_one(name: str) -> None:
    voice = load_voice(name)
    signs = list(voice.ids)
    every = [voice.read("".join(signs[at % 7 : at : 5])[:size]).symbols for at, size in enumerate(range(40))]
    starts = np.cumsum([0, *map(len, every)])
    together = ear.hear(voice.ear, np.concatenate(every), starts, 3)
    for at, symbols in enumerate(every):
        alone = ear.hear(voice.ear, symbols, np.array([0, len(symbols)]), 3)
        for one, all_of_them in zip(alone, together, strict=True):
            assert one[0].tolist() == all_of_them[at].tolist()


def test_the_longest_spellings_are_packed_and_sorted_as_letters_are() -> None:
    words = ["", "a", "ab", "b" * 11, "b" * 12, "b" * 12 + "a", "b" * 13, "z" * 48]
    chunks = [[int(sum((ord(sign) - 96) * 27**at for at, sign in enumerate(reversed(word))))] for word in words[:3]]
    assert [one.tolist()[0] >> 25 for one in map(ear.spelled_of, map(np.array, chunks))] == [0, 1, 2]
    packed = []
    for word in words:
        row = np.zeros(ear.WIDTH, np.uint64)
        for at, sign in enumerate(word):
            row[:] = ear._longer.py_func(row, at, np.uint32(1 << 25 | (ord(sign) - 96)))
        assert "".join(chr(96 + code) for code in ear.unpacked(row, len(word)).tolist()) == word
        packed.append(row.tolist())
    assert packed == sorted(packed)
