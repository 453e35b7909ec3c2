"""What stands beside a name adds and takes as described, and never leaves 0 to 1000."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.screening.dates import read_source_date
from comity.screening.evidence import explanations, judge_birth_date, judge_document, judge_nationality, part
from comity.screening.record import RecordDocument, new_record


@given(st.integers(0, 1000), st.sampled_from(sorted(explanations())))
def test_a_total_stays_between_nothing_and_everything(score: int, feature: str) -> None:
    assert 0 <= score + part(feature, a="", b="", score=score).millis <= 1000


@pytest.mark.parametrize(
    ("asked", "known", "feature"),
    [
        ("1988-03-14", ["14 Mar 1988"], "birth_date_agrees"),
        ("1988-03-14", ["01 Jan 1950", "14 Mar 1988"], "birth_date_agrees"),
        ("1988-03", ["14 Mar 1988"], "birth_date_compatible"),
        ("1988", ["circa 1989"], "birth_date_compatible"),
        ("1988-03-14", ["1980 to 1990"], "birth_date_compatible"),
        ("1988-03-04", ["03 Apr 1988"], "birth_date_turned"),
        ("1988-03-14", ["15 Mar 1988"], "birth_date_near"),
        ("1988", ["1989"], "birth_date_near"),
        ("1988-03-14", ["1990"], "birth_date_contradicts"),
        ("1988-03-14", ["01 Jan 1950"], "birth_date_contradicts"),
        ("1988-03-14", [], ""),
        ("1988-03-14", ["30 Feb 1970"], ""),
        ("someday", ["14 Mar 1988"], ""),
    ],
)
def test_birth_dates(asked: str, known: list[str], feature: str) -> None:
    assert judge_birth_date(asked, [read_source_date(text) for text in known])[0] == feature


def test_nationalities_contradict_only_between_codes() -> None:
    record = new_record(row="1", kind="person", source_line="x:1")
    assert judge_nationality(("XA",), record) == ("", "")
    record["citizenships"] = ["XA"]
    assert judge_nationality(("xa", "XB"), record) == ("nationality_agrees", "XA")
    assert judge_nationality(("XB",), record) == ("nationality_differs", "XA")
    record["citizenships"] = ["Former Coast"]
    assert judge_nationality(("XB",), record) == ("", "")


def test_a_short_number_is_no_document() -> None:
    documents = [RecordDocument(kind="passport", number="E5", state="")]
    assert judge_document([("E5", "E5")], documents, keys=["E5"]) == ("", "")
