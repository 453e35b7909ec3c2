"""Voices: known spellings are likelier than others, unknown signs do no harm, tables are the ones that are described."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import comity.names
from comity.names.normal import normalise
from comity.names.script import main_script
from comity.names.sound import AVERAGED, heard, signs_of
from comity.names.voice import load_voice, spell

TABLES = Path(comity.names.__file__).parent / "tables"
VOICES = sorted(path.stem for path in TABLES.glob("*.npz"))

READINGS = [
    ("សុខា", "sokha", "sophal"), ("ចន្ទ្រា", "chantrea", "channary"), ("ស្រី", "srey", "sokun"), ("វណ្ណា", "vanna", "vuthy"),
    ("ពិសិដ្ឋ", "piseth", "pheakdey"), ("រដ្ឋា", "ratha", "ratana"),
    ("สมชาย", "somchai", "somsak"), ("จันทร์", "chan", "kanya"), ("สุภาพร", "supaporn", "somporn"), ("วิชัย", "wichai", "wirat"),
    ("ວຽງຈັນ", "viangchan", "savannakhet"), ("ສົມພອນ", "somphon", "bounmy"), ("ရန်ကုန်", "yangon", "mandalay"),
    ("राम", "ram", "ravi"), ("शर्मा", "sharma", "verma"), ("দাস", "das", "roy"), ("রহমান", "rahman", "karim"),
    ("குமார்", "kumar", "murugan"), ("రాజు", "raju", "rama"), ("ಕುಮಾರ", "kumara", "gowda"), ("രാജൻ", "rajan", "thomas"),
    ("પટેલ", "patel", "mehta"), ("ਸਿੰਘ", "singh", "gill"), ("පෙරේරා", "perera", "silva"), ("ରାମ", "rama", "gopal"),
    ("Γιώργος", "giorgos", "nikos"), ("Παπαδόπουλος", "papadopoulos", "georgiou"), ("Արամ", "aram", "artak"),
    ("გიორგი", "giorgi", "davit"), ("አበበ", "abebe", "kebede"), ("Иванов", "ivanov", "petrov"), ("محمد", "mohammed", "mahmoud"),
    ("タナカ", "tanaka", "nakata"), ("משה", "moshe", "miriam"), ("김", "kim", "lee"),
]  # fmt: skip


def ratio(native: str, letters: str) -> int:
    plain = normalise(native)
    script = main_script(plain)
    found = [load_voice(v).ratio(heard(v, signs), spell(letters)) - cost for v, signs, cost in signs_of(script, plain)]
    return sum(found) // len(found) if script in AVERAGED else max(found)


@pytest.mark.parametrize(("native", "letters", "other"), READINGS)
def test_a_known_spelling_is_likelier_than_another_name(native, letters, other):
    assert ratio(native, letters) > 1_000
    assert ratio(native, letters) > ratio(native, other) + 2_000


@pytest.mark.parametrize("name", VOICES)
def test_a_table_is_sorted_and_within_bounds(name):
    with np.load(TABLES / f"{name}.npz", allow_pickle=False) as table:
        assert len(table["starts"]) == len(table["grams"]) + 1
        assert table["starts"][-1] == len(table["chunks"]) == len(table["logs"])
        assert (np.diff(table["symbols"].astype(np.int64)) > 0).all()
        assert table["chunks"].max() < 27**5
        assert (TABLES / f"{name}.npz").stat().st_size < 650_000


@pytest.mark.parametrize("name", VOICES)
@given(signs=st.text(max_size=60), letters=st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=60))
def test_unknown_signs_do_no_harm(name, signs, letters):
    voice = load_voice(name)
    token = voice.read(signs)
    assert isinstance(voice.ratio(token, spell(letters)), int)
    assert len(voice.readings(token, 3)) <= 3
