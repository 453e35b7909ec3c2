"""No Chinese surname is out of reach: each spelling of it says more than the surname of a stranger does."""

import gzip
import json
import re
import unicodedata
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from comity.names.matcher import Matcher
from comity.names.parts import prepare

STRANGERS = (
    "Fang",
    "Guo",
    "Mou",
    "Lin",
    "Hsieh",
    "Tran",
    "Kwok",
    "Pu",
    "Bao",
    "Deng",
    "Yuan",
    "Jiang",
    "Sim",
    "Abe",
    "Ek",
)
MEASURED = (
    Path(__file__).resolve().parents[3] / "shared" / "data" / "match" / "chinese_surname_romanisations_509.json.gz"
)
REGIONS = ("mainland", "taiwan", "hongkong", "macao", "singapore", "malaysia", "vietnam", "korea")
OUT_OF_REACH = {("胡", "o")}
"""What the table lists and the voices do not hear. Nothing may be added."""


def first_letter(spelling: str) -> str:
    return unicodedata.normalize("NFD", spelling)[0].lower()


def below_a_stranger(spellings: dict[str, set[str]]) -> set[tuple[str, str]]:
    """The pairs (surname, spelling) that say no more than a surname with another first letter, given names being equal."""
    pairs = [(surname, one) for surname, several in sorted(spellings.items()) for one in sorted(several)]
    strangers = {
        surname: next(name for name in STRANGERS if first_letter(name) not in set(map(first_letter, several)))
        for surname, several in spellings.items()
    }
    matcher = Matcher()
    native = matcher.pack([prepare(f"{surname}伟明", "person") for surname, _ in pairs])
    own = matcher.pack([prepare(f"{spelling.title()} Weiming", "person") for _, spelling in pairs])
    others = matcher.pack([prepare(f"{strangers[surname]} Weiming", "person") for surname, _ in pairs])
    rows = np.arange(len(pairs), dtype=np.int32)
    heard, strange = matcher.points(native, rows, own, rows), matcher.points(native, rows, others, rows)
    return {pair for pair, one, other in zip(pairs, heard, strange, strict=True) if one <= other}


def listed(*systems: str) -> dict[str, set[str]]:
    """Surname -> its spellings in our own table."""
    packed = (files("comity.names") / "tables" / "surnames.tsv.gz").read_bytes()
    found: dict[str, set[str]] = defaultdict(set)
    for line in gzip.decompress(packed).decode("utf-8").splitlines()[1:]:
        surname, system, reading, _ = line.split("\t")
        if system in systems:
            found[surname].add(reading)
    return found


def test_every_reading_and_spelling_of_a_surname_is_nearer_than_a_stranger():
    spellings = listed("mandarin", "spelling")
    assert len(spellings) > 500
    assert below_a_stranger(spellings) <= OUT_OF_REACH


@pytest.mark.parametrize(
    "surname, read", [("曾", "Zeng"), ("单", "Shan"), ("解", "Xie"), ("区", "Ou"), ("查", "Zha"), ("仇", "Qiu"), ("任", "Ren"),
                      ("华", "Hua"), ("朴", "Piao"), ("尉迟", "Yuchi"), ("万俟", "Moqi"), ("盖", "Ge"), ("乐", "Yue"), ("翟", "Zhai")],
)  # fmt: skip
def test_a_surname_is_read_as_a_surname(surname, read):
    assert below_a_stranger({surname: {read}}) == set()


def test_a_stranger_would_be_noticed():
    assert below_a_stranger({"陈": {"Zuckermann"}}) == {("陈", "Zuckermann")}


def test_the_spellings_of_eight_regions_are_nearer_than_a_stranger():
    if not MEASURED.is_file():
        pytest.skip("the measured table is not beside this checkout (../shared/data/match)")
    spellings: dict[str, set[str]] = {}
    for row in json.loads(gzip.decompress(MEASURED.read_bytes())):
        written = re.findall(r"[^\W\d_][^\W\d_'-]*", " ".join(row.get(region) or "" for region in REGIONS))
        spellings[row["zh_sim"].partition("[")[0]] = {one for one in written if first_letter(one).isascii()}
    count = sum(map(len, spellings.values()))
    lost = below_a_stranger(spellings)
    print(f"{len(lost)} of {count} spellings of {len(spellings)} surnames: {sorted(lost)}")
    assert count > 2_500
    assert len(lost) <= 45
