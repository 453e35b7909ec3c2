"""The reference names every field, fault, error and weight that exists."""

import re
from pathlib import Path

from comity.screening import features
from comity.screening.lookup import LEAST, MAX_ROWS
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


def test_every_line_beside_the_name_stands_with_its_fact() -> None:
    for feature in features.FEATURES:
        (row,) = re.findall(rf"^\| {feature.field} \| (`.+) \|$", PAGE, re.M)
        adds, _, takes = row.partition(" | ")
        assert f"`{feature.name}`" in (takes if feature.bearing == "contradiction" else adds), feature.name


def test_every_amount_set_by_hand_is_the_one_in_the_code() -> None:
    assert re.findall(r"`(\w+)`[^`]*?(-\d+) points", PAGE) == [
        ("weak_alias", str(features.WEAK)), ("rare", str(features.RARE)),
    ]  # fmt: skip
    assert f"from {LEAST} of 1000 on" in PAGE
    assert f"The {MAX_ROWS} rows" in PAGE
