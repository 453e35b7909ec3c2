"""The reference names every field, fault, error and weight that exists."""

import re
from pathlib import Path

from comity.screening import evidence
from comity.screening.mapped_csv import FIELDS
from comity.screening.record import RegisterRecord

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "ref" / "registers.md").read_text(encoding="utf-8")
ROOM = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "comity" / "screening").glob("*.py"))


def test_every_field_of_a_record_and_a_mapping_is_described() -> None:
    assert [name for name in (*RegisterRecord.__annotations__, *FIELDS) if f"`{name}`" not in PAGE] == []


def test_every_fault_and_error_is_described() -> None:
    reasons = re.findall(r'(?:SourceFault\([^"]*?|_BadCellError\()"([a-z_]+)"', ROOM)
    codes = re.findall(r'"(screening\.[a-z_]+)"', ROOM)
    assert len(set(reasons)) >= 12
    assert [name for name in {*reasons, *codes} - {"screening.register"} if f"`{name}`" not in PAGE] == []


def test_every_weight_is_the_one_in_the_code() -> None:
    for name in evidence.explanations():
        (row,) = re.findall(rf"\| `{name}`.*\| (.+) \|", PAGE)
        if name == "same_document":
            assert str(evidence.DOCUMENT_SCORE) in row
        else:
            assert int(row) == evidence.part(name, a="", b="", score=500).millis
