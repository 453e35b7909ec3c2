"""Any table through a mapping file; every bad cell and every bad mapping says where."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.screening import MappedCsvReader, MappingError, SourceFault, read_mapping
from comity.screening.record import RegisterRecord
from comity.screening.spool import Spool

MAPPING = """
[register]
delimiter = ";"
date_format = "%d.%m.%Y"
[columns]
row = "no"
birth_dates = "born"
sex = "sex"
phones = "phones"
[constants]
kind = "person"
nationalities = ["XB"]
source_grade = "A"
[values.sex]
"1" = "male"
"2" = "female"
[[names]]
column = "name"
[[names]]
column = "other"
kind = "alias"
lang = "km"
[[documents]]
column = "card"
kind = "national_id"
state = "XB"
"""
HEADER = "no;name;other;born;sex;phones;card\n"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[RegisterRecord | SourceFault]]:
    def run(text: str | bytes, mapping: str = MAPPING, header: str = HEADER) -> list[RegisterRecord | SourceFault]:
        table, toml = tmp_path / "table.csv", tmp_path / "table.toml"
        table.write_bytes(header.encode() + (text if isinstance(text, bytes) else text.encode()))
        toml.write_text(mapping, encoding="utf-8")
        spool = Spool(tmp_path / "spool.sqlite")
        try:
            return list(MappedCsvReader(table, toml).read(spool, {}))
        finally:
            spool.close()
            (tmp_path / "spool.sqlite").unlink()

    return run


def test_columns_constants_values_and_lists(read) -> None:
    (record,) = read("7;陈伟明;ក|ខ;14.03.1988;1;0001|0002;C1\n")
    assert record["row"] == "7"
    assert record["names"] == [
        {"text": "陈伟明", "kind": "primary", "lang": ""},
        {"text": "ក", "kind": "alias", "lang": "km"},
        {"text": "ខ", "kind": "alias", "lang": "km"},
    ]
    assert record["birth_dates"] == [
        {"text": "14.03.1988", "from": "1988-03-14", "to": "1988-03-14", "precision": "day"}
    ]
    assert (record["sex"], record["nationalities"], record["source_grade"]) == ("male", ["XB"], "A")
    assert record["phones"] == ["0001", "0002"]
    assert record["documents"] == [{"kind": "national_id", "number": "C1", "state": "XB"}]
    assert record["source_line"] == "table.csv:2"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"7;A;;;1;;C1;more\n", "wrong_column_count"),
        (b";A;;;1;;C1\n", "row_id"),
        (b"7;;;;1;;C1\n", "empty_name"),
        (b"7;A;;31.02.1988;1;;C1\n", "bad_date"),
        (b"7;A;;;9;;C1\n", "unknown_value"),
        (b"7;\xff;;;1;;C1\n", "encoding"),
        (b"6;A;;;1;;C1\n", "duplicate_row"),
    ],
)
def test_a_bad_row_says_where_and_why(read, row: bytes, reason: str) -> None:
    good, bad, after = read(b"6;A;;;1;;\n" + row + b"8;B;;1990;2;;\n")
    assert (good["row"], after["row"]) == ("6", "8")
    assert (bad.file, bad.line, bad.reason, bad.bad) == ("table.csv", 3, reason, True)


def test_a_file_that_ends_inside_a_quote_is_bad(read) -> None:
    assert [row.reason for row in read('7;"A;;;1;;C1\n8;B;;;1;;\n')] == ["unreadable_csv"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('row = "no"', 'row = "number"', "missing_column"),
        ('row = "no"', "", "missing"),
        ("[constants]", '[constants]\ncolour = "red"', "unknown"),
        ("[register]", "[registry]", "unknown"),
        ('kind = "alias"', 'kind = "nickname"', "column_or_kind"),
        ('delimiter = ";"', 'delimiter = ";;"', "delimiter"),
        ('delimiter = ";"', 'encoding = "no-such"', "encoding"),
        ('source_grade = "A"', 'source_grade = "Z"', "unknown_value"),
        ('nationalities = ["XB"]', 'nationalities = "XB"', "not_a_list"),
        ("[register]", "[register", "unreadable"),
    ],
)
def test_a_mapping_that_names_what_does_not_exist_is_refused(read, old: str, new: str, reason: str) -> None:
    with pytest.raises(MappingError) as caught:
        read("7;A;;;1;;C1\n", MAPPING.replace(old, new, 1))
    assert caught.value.data["reason"] == reason


def test_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("no;name\n1;陈伟明\n".encode("gb18030"))
    (tmp_path / "t.toml").write_text(
        '[register]\nencoding="gb18030"\ndelimiter=";"\n[columns]\nrow="no"\n[[names]]\ncolumn="name"\n',
        encoding="utf-8",
    )
    spool = Spool(tmp_path / "spool")
    (record,) = MappedCsvReader(tmp_path / "t.csv", tmp_path / "t.toml").read(spool, {})
    assert not isinstance(record, SourceFault)
    assert record["names"][0]["text"] == "陈伟明"


def test_the_shipped_sample_is_readable(demo_data: Path, tmp_path: Path) -> None:
    assert read_mapping(demo_data / "civil_register.toml").constants["kind"] == "person"
    spool = Spool(tmp_path / "spool")
    rows = list(MappedCsvReader(demo_data / "civil_register.csv", demo_data / "civil_register.toml").read(spool, {}))
    assert len(rows) == 80
    assert not [row for row in rows if isinstance(row, SourceFault)]


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_faults(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "t.csv").write_bytes(b"no;name\n" + data)
    (folder / "t.toml").write_text(
        '[register]\ndelimiter=";"\n[columns]\nrow="no"\n[[names]]\ncolumn="name"\n', encoding="utf-8"
    )
    spool = Spool(folder / "spool")
    for row in MappedCsvReader(folder / "t.csv", folder / "t.toml").read(spool, {}):
        assert row.line >= 2 if isinstance(row, SourceFault) else row["names"]
    spool.close()
