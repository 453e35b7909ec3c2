"""What voices are given to read: letters in the order of speech, and every script of the product has a reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.names.abugida import ethiopic, spoken
from comity.names.normal import normalise, tokens, visible
from comity.names.script import main_script, script_of
from comity.names.sound import phones, signs_of
from comity.names.voice import load_voice

EXAMPLES = {
    "Arab": "محمد", "Armn": "Արամ", "Beng": "রহিম", "Cyrl": "Иван", "Deva": "राम", "Ethi": "አበበ", "Geor": "გიორგი", "Grek": "Γιώργος",
    "Gujr": "રમેશ", "Guru": "ਸਿੰਘ", "Hang": "김민수", "Hani": "陈伟", "Hebr": "משה", "Hira": "さくら", "Kana": "タロウ", "Khmr": "សុខា",
    "Knda": "ರಮೇಶ", "Laoo": "ສົມພອນ", "Mlym": "രാജൻ", "Mymr": "အောင်", "Orya": "ରମେଶ", "Sinh": "කුමාර", "Taml": "குமார்",
    "Telu": "రమేష్", "Thai": "สมชาย",
}  # fmt: skip


@pytest.mark.parametrize(("script", "name"), EXAMPLES.items())
def test_every_script_has_a_voice(script, name):
    plain = normalise(name)
    assert main_script(plain) == script
    found = signs_of(script, plain, unspaced=True)
    assert found
    for voice, signs, cost in found:
        assert signs
        assert cost >= 0
        assert load_voice(voice).read(signs).margin < 0


@pytest.mark.parametrize(
    ("script", "name", "signs"),
    [
        ("Deva", "राम", "रामə"),
        ("Deva", "अमर", "əमəरə"),
        ("Deva", "इंद्र", "िंदरə"),
        ("Beng", "আলম", "ালəমə"),
        ("Taml", "குமார்", "குமார"),
        ("Sinh", "කුමාර", "කුමාරə"),
        ("Thai", "แก้ว", "กแว"),
        ("Thai", "น้ำ", "นำ"),
        ("Laoo", "ແກ້ວ", "ກແວ"),
        ("Laoo", "ນ້ຳ", "ນຳ"),
        ("Mymr", "အောင်း", "အောင်"),
        ("Khmr", "សុខា", "សុខា"),
    ],
)
def test_letters_stand_in_the_order_of_speech(script, name, signs):
    assert spoken(script, normalise(name)) == signs


def test_ethiopic_letters_are_a_consonant_and_a_vowel():
    assert ethiopic("አበባ") == "አəበəበa"
    assert ethiopic("ሐና") == ethiopic("ሀና")
    assert ethiopic("ሠላም") == ethiopic("ሰላም")


@pytest.mark.parametrize("script", ["Khmr", "Thai"])
def test_letters_and_sounds_are_two_voices(script):
    (letters, _, _), (heard, sounds, _) = signs_of(script, normalise(EXAMPLES[script]))
    assert (letters, heard) == (script.lower(), f"{script.lower()}_heard")
    assert sounds == phones(letters, spoken(script, normalise(EXAMPLES[script])))


@pytest.mark.parametrize(("written", "heard"), [("จันทร์", "จัน"), ("สิทธิ์", "สิท"), ("ศักดิ์", "สัก")])
def test_silent_letters_are_not_heard(written, heard):
    assert phones("thai", spoken("Thai", normalise(written))) == phones("thai", spoken("Thai", normalise(heard)))


@pytest.mark.parametrize(
    ("char", "script"),
    [("ଅ", "Orya"), ("ަ", "Thaa"), ("Ა", "Geor"), ("ⴀ", "Geor"), ("ﬓ", "Armn"), ("\ufb2a", "Hebr"), ("ⶀ", "Ethi"), ("ꬁ", "Ethi"), ("ꩡ", "Mymr")],
)  # fmt: skip
def test_scripts_beyond_their_first_block(char, script):
    assert script_of(char) == script


@given(st.text(max_size=30))
def test_anything_can_be_read(text):
    for token in tokens(visible(text)):
        plain = normalise(token)
        for voice, signs, _ in signs_of(main_script(plain), plain):
            load_voice(voice).read(signs)
