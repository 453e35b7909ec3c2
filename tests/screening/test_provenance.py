"""Scores are counted under the versions of the tables that made them, so a change of scores is a change of version."""

from hashlib import sha256

import pytest

from comity.kit.canonical import canonical_bytes
from comity.names import compare
from comity.screening import features, provenance
from comity.screening.provenance import NAMES, script_pair, tables_version
from comity.screening.weights import shipped

PAIRS = (
    ("CHEN, Wei Ming", "陈伟明"), ("Sok Sophea", "សុខ សុភា"), ("Müller, Jürgen", "Jurgen Mueller"),
    ("Aleksandr Petrov", "Александр Петров"), ("Nguyen Van An", "An Nguyen"), ("Zhang San", "Zhang Shan"),
    ("Maria da Silva", "Maria Silva Santos"), ("محمد علي", "Mohammed Ali"),
)  # fmt: skip
KNOWN = {"weights-1x1750/fields-1/8500-1500/keys-2": "983e79f4770774ca992aa782bb92d98bd5a0f44bbf2a00ffbc4be6d6f69f65bc"}
"""Version to what it makes of the pairs. A failure here asks for a new version, not for a new hash under the old one."""


def made() -> str:
    lines = [[line.as_json() for line in compare(a, b).evidence] for a, b in PAIRS]
    plain = [[{key: row[key] for key in ("a", "b", "feature", "points")} for row in rows] for rows in lines]
    return sha256(canonical_bytes({"lines": plain, "facts": shipped()["features"]})).hexdigest()


def test_scores_change_only_with_their_version() -> None:
    assert made() == KNOWN[tables_version()]


@pytest.mark.parametrize("amount", ["RARE", "WEAK"])
def test_an_amount_set_by_hand_is_part_of_the_version(amount: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables_version()
    monkeypatch.setattr(provenance, amount, getattr(features, amount) - 1)
    assert tables_version() != before


def test_the_scripts_are_those_of_the_paired_parts_asked_first() -> None:
    assert script_pair([line.as_json() for line in compare("CHEN, Wei Ming", "陈伟明").evidence]) == "Latn-Hani"
    assert script_pair([line.as_json() for line in compare("陈伟明", "CHEN, Wei Ming").evidence]) == "Hani-Latn"
    assert script_pair([]) == ""
    document = {"feature": "document_same", "a": "E1", "b": "passport E1"}
    assert script_pair([document]) == "", "a document is no name in a script"


def test_a_line_beside_the_name_is_never_taken_for_one() -> None:
    assert not set(features.explanations()) & NAMES
