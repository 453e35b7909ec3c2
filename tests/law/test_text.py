"""Looking for words in three scripts, however they are hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.law.text import comparable, weight
from tests.law.world import LAW

WORDS = LAW.shared.settings.words


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("political", "He incited others against the regime."),
        ("political", "SUBVERSIVE letters"),
        ("political", "ｓｕｂｖｅｒｓｉｏｎ"),
        ("political", "sub\u200bversion"),
        ("political", "sub\u00adversion"),
        ("political", "state\u00a0 power"),
        ("political", "súbversion"),
        ("political", "涉嫌煽动颠覆国家政权"),
        ("political", "颠 覆"),
        ("political", "颠\u200b覆"),
        ("political", "颠·覆"),
        ("political", "顛覆"),
        ("political", "គាត់ជាអ្នកប្រឆាំង"),
        ("political", "ន\u200bយោបាយ"),
        ("expression", "posted on a wall"),
        ("expression", "参加抗议活动"),
        ("expression", "ចូលរួមបាតុកម្ម"),
        ("trait", "all members of the community of the valley"),
        ("trait", "少数民族"),
        ("victim", "his passport was taken"),
        ("victim", "护照被没收，被迫工作"),
        ("protection", "asylum-seeker"),
        ("protection", "申请庇护"),
    ],
)
def test_a_word_is_found(name, text):
    assert WORDS[name].found_in([text])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("political", "The couple paid by card."),
        ("political", "He was regimental cook."),
        ("expression", "The articles of association were forged."),
        ("trait", "He won the horse-racing bet."),
        ("protection", "The informative letter was safe in the house."),
        ("political", "电信诈骗"),
        ("political", "ការឆបោកតាមទូរស័ព្ទ"),
    ],
)
def test_part_of_another_word_is_not(name, text):
    assert WORDS[name].found_in([text]) == []


@given(text=st.text(max_size=60))
def test_more_text_never_hides_a_word(text):
    assert WORDS["political"].found_in([f"{text} 颠覆", f"subversion {text}"])


@given(text=st.text(max_size=60))
def test_comparing_twice_changes_nothing(text):
    once = comparable(text)
    assert comparable(once) == once or comparable(comparable(once)) == comparable(once)


def test_weight_counts_what_is_said_in_any_script():
    assert weight("... --- ...") == 0
    assert weight("账户收款") == 12
    assert weight("account") == 7
    assert weight(None) == 0
