"""The catalogue of abuse is played whole, and refusal is not the trivial answer."""

import re
from pathlib import Path

from tests.abuse.requests import CASES

FOLDER = Path(__file__).parent
NUMBERED = re.compile(r"^def test_(\d\d)_", re.MULTILINE)
CONTROL = re.compile(r"^def test_control_(\w+)\(", re.MULTILINE)
WHOLE = set(range(1, 31))
LAWFUL = 20


def texts() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("test_*.py")))


def test_each_of_the_thirty_cases_is_played() -> None:
    played = {case.number for case in CASES} | {int(number) for number in NUMBERED.findall(texts())}
    assert sorted(WHOLE - played) == []


def test_at_least_twenty_lawful_acts_go_through() -> None:
    found = CONTROL.findall(texts())
    assert len(set(found)) == len(found)
    assert len(found) >= LAWFUL, found
