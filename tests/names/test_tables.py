"""Tables of names: each is told of, in sources.json and on its page, and what it says of itself is true."""

import hashlib
import json
from pathlib import Path

import comity.names
from tools.names.origins import ORIGINS
from tools.names.sources import held
from tools.names.tables_page import PAGE, section

TABLES = Path(comity.names.__file__).parent / "tables"
TOLD = json.loads((TABLES / "sources.json").read_text("utf-8"))


def test_every_learned_table_is_told_of():
    made = {path.name for path in TABLES.glob("*.npz")} | {"han.tsv.gz", "surnames.tsv.gz"}
    assert made == set(TOLD["tables"])


def test_digests_are_those_of_the_tables():
    for name, told in TOLD["tables"].items():
        assert hashlib.sha256((TABLES / name).read_bytes()).hexdigest() == told["sha256"], name


def test_every_origin_has_a_licence_and_an_owner():
    for key, told in TOLD["origins"].items():
        assert told == ORIGINS[key].described()
        assert told["licence"]
        assert told["attribution"]
        assert told["kind"] == "own" or len(told["sha256"]) == 64


def test_the_page_tells_what_the_tables_tell():
    assert section() in PAGE.read_text("utf-8")


def test_one_spelling_in_ten_is_kept_back():
    kept = sum(
        held(f"{first}{second}{third}") for first in "abcdefghij" for second in "aeiou" for third in "klmnoprstuvwxyz"
    )
    assert 50 < kept < 100
