"""Scores are counted under the version of the tables that made them, so a change of scores is a change of version."""

from hashlib import sha256

from comity.kit.canonical import canonical_bytes
from comity.names import compare
from comity.screening import evidence
from comity.screening.provenance import NOT_NAMES, SCORE_VERSION, script_pair

PAIRS = (
    ("CHEN, Wei Ming", "陈伟明"), ("Sok Sophea", "សុខ សុភា"), ("Müller, Jürgen", "Jurgen Mueller"),
    ("Aleksandr Petrov", "Александр Петров"), ("Nguyen Van An", "An Nguyen"), ("Zhang San", "Zhang Shan"),
    ("Maria da Silva", "Maria Silva Santos"), ("محمد علي", "Mohammed Ali"),
)  # fmt: skip
KNOWN = {"scores-1": "cbb490d09a2b239935e29586074aa86a6302c7ae3dc3cb67bdb30aa6a6d74788"}
"""Version to what it makes of the pairs. A failure here asks for a new version, not for a new hash under the old one."""


def made() -> str:
    lines = [[line.as_json() for line in compare(a, b).evidence] for a, b in PAIRS]
    amounts = {name: function() for name, function in evidence._FEATURES.items()}
    plain = [[{key: row[key] for key in ("a", "b", "feature", "millis")} for row in rows] for rows in lines]
    return sha256(canonical_bytes({"lines": plain, "amounts": amounts})).hexdigest()


def test_scores_change_only_with_their_version():
    assert made() == KNOWN[SCORE_VERSION]


def test_the_scripts_are_those_of_the_paired_parts_asked_first():
    assert script_pair([line.as_json() for line in compare("CHEN, Wei Ming", "陈伟明").evidence]) == "Latn-Hani"
    assert script_pair([line.as_json() for line in compare("陈伟明", "CHEN, Wei Ming").evidence]) == "Hani-Latn"
    assert script_pair([]) == ""
    document = evidence.part("same_document", a="E1", b="passport E1", score=0).as_json()
    assert script_pair([document]) == "", "a document is no name in a script"


def test_every_line_beside_the_name_is_known_as_such():
    assert set(evidence.explanations()) == NOT_NAMES
