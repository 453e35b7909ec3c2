"""What voices are given to read, word by word and many at once, is the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.names import han, kernel
from comity.names.dictation import Dictation, chinese, dictated
from comity.names.sound import signs_of
from comity.names.voice import load_voice

ALPHABETS = {
    "Arab": "المحدعبرنةأيىه\u064b",
    "Cyrl": "иванщёь",
    "Deva": "रामकृष्ण\u093cअई",
    "Ethi": "አማርኛሐኀሠ",
    "Grek": "Σωκράτηςΐ",
    "Hang": "김정은현숙",
    "Hebr": "משהכהןָג׳",
    "Hira": "おがわやま",
    "Kana": "ケラーオガワ",
    "Khmr": "ហ៊ុនសែនសុខា",
    "Laoo": "ຄຳຜຸຍແກ່",
    "Mymr": "အောင်ဆန်းစု",
    "Sinh": "රාජපක්ෂ",
    "Thai": "สมชายเกษมแก้ว",
    "Tibt": "བསྟནའཛིན",
}


def given_to(found: list[Dictation], words: int) -> list[list[tuple[str, tuple[int, ...], int]]]:
    told: list[list[tuple[str, tuple[int, ...], int]]] = [[] for _ in range(words)]
    for voice, (symbols, starts), rows, costs in found:
        for at, (row, cost) in enumerate(zip(rows.tolist(), costs.tolist(), strict=True)):
            token = tuple(symbols[starts[at] : starts[at + 1]].tolist()[: kernel.LENGTH])
            if token:
                told[row].append((voice.name, token, cost))
    return [sorted(row) for row in told]


def wanted(script: str, word: str, *, unspaced: bool) -> list[tuple[str, tuple[int, ...], int]]:
    found = [
        (voice, tuple(load_voice(voice).read(signs).symbols.tolist()), cost)
        for voice, signs, cost in signs_of(script, word, unspaced=unspaced)
        if signs
    ]
    return sorted(found)


@pytest.mark.parametrize("script", ALPHABETS)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_a_script_is_given_to_its_voices(script: str, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.text(alphabet=ALPHABETS[script], min_size=1, max_size=12), min_size=1, max_size=4))
    found = given_to(list(dictated(script, words)), len(words))
    assert found == [wanted(script, word, unspaced=False) for word in words]


@settings(deadline=None)
@given(st.lists(st.text(alphabet="陳伟明欧阳修单于万俟乐普京x", min_size=1, max_size=14), min_size=1), st.booleans())
def test_chinese_words_are_given_to_every_system(words: list[str], unspaced: bool) -> None:
    found = given_to(list(chinese(list(map(han.plain, words)), np.full(len(words), unspaced))), len(words))
    assert found == [wanted("Hani", word, unspaced=unspaced) for word in words]
