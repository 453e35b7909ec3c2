"""Facts out of running text: each recognised once, and nothing lost."""

import string

from hypothesis import given
from hypothesis import strategies as st

from comity.screening.record import RegisterRecord, new_record
from comity.screening.remarks import SOURCE_LIMIT, read_remark


def read(remark: str) -> RegisterRecord:
    record = new_record(row="1", kind="person", source_line="sdn.csv:1")
    read_remark(record, remark)
    return record


def test_the_common_facts() -> None:
    found = read(
        "DOB 14 Mar 1988; alt. DOB 1989; POB Linhai Quay, XB; alt. POB Upper Ford; nationality XB; citizen XA; Gender Male;"
        " Passport E55012345 (XB) issued 01 Feb 2015 expires 31 Jan 2025; alt. Passport RL 3367620 (XA);"
        " National ID No. 440-118-227 (XB); a.k.a. 'LITTLE LANTERN'; Phone Number 000 555 0117; Head of nothing."
    )
    assert [date["from"] for date in found["birth_dates"]] == ["1988-03-14", "1989-01-01"]
    assert found["birth_places"] == ["Linhai Quay, XB", "Upper Ford"]
    assert (found["nationalities"], found["citizenships"], found["sex"]) == (["XB"], ["XA"], "male")
    assert found["documents"] == [
        {"kind": "passport", "number": "E55012345", "state": "XB"},
        {"kind": "passport", "number": "RL 3367620", "state": "XA"},
        {"kind": "national_id", "number": "440-118-227", "state": "XB"},
    ]
    assert found["names"] == [{"text": "LITTLE LANTERN", "kind": "weak", "lang": ""}]
    assert found["phones"] == ["000 555 0117"]
    assert found["notes"][-1] == "Head of nothing"
    assert "Passport E55012345 (XB) issued 01 Feb 2015 expires 31 Jan 2025" in found["notes"]
    assert found["truncated"] is False


def test_a_state_with_a_comma_and_a_number_with_brackets() -> None:
    found = read("Passport C234897(0) (XB); Passport A1 (Former Coast, Republic of the).")
    assert found["documents"] == [
        {"kind": "passport", "number": "C234897(0)", "state": "XB"},
        {"kind": "passport", "number": "A1", "state": "Former Coast, Republic of the"},
    ]


def test_a_date_inside_a_longer_remark_is_found_and_the_remark_kept() -> None:
    found = read("(Data from a passport issued under an alias: Alt. DOB: 10 October 1969; more).")
    assert found["birth_dates"][0]["from"] == "1969-10-10"
    assert found["notes"][0].startswith("(Data from a passport")


def test_a_date_that_does_not_exist_keeps_its_text() -> None:
    assert read("DOB 30 Feb 1970.")["birth_dates"] == [
        {"text": "30 Feb 1970", "from": "", "to": "", "precision": "unknown"}
    ]


def test_empty_remarks() -> None:
    for empty in ("", "-0- ", " "):
        assert read(empty) == new_record(row="1", kind="person", source_line="sdn.csv:1")


def test_a_remark_cut_at_the_limit_says_so_and_its_last_fact_is_not_believed() -> None:
    start, end = "DOB 09 Sep 1979; ", "; a.k.a. 'CUT OFF IN THE MID"
    remark = start + "x" * (SOURCE_LIMIT - len(start) - len(end)) + end
    found = read(remark)
    assert found["truncated"] is True
    assert found["birth_dates"][0]["from"] == "1979-09-09"
    assert found["notes"][-1] == "a.k.a. 'CUT OFF IN THE MID [truncated at source]"
    assert found["names"] == []
    assert read(remark[:-1])["truncated"] is False


def test_a_document_number_cut_in_the_middle_is_no_document() -> None:
    remark = ("a" * (SOURCE_LIMIT - 15) + "; Passport E5501")[-SOURCE_LIMIT:]
    assert len(remark) == SOURCE_LIMIT
    assert read(remark)["documents"] == []


FACTS = st.one_of(
    st.sampled_from(
        [
            "DOB 1965",
            "alt. DOB circa 1966",
            "POB Port Anse, XA",
            "nationality XA",
            "citizen XB",
            "Gender Female",
            "Passport X1 (XA)",
            "a.k.a. 'THE FERRYMAN'",
            "Linked To: SOMEBODY",
        ]
    ),
    st.text(string.ascii_letters + string.digits + " .,'()#:-", min_size=1, max_size=40).map(lambda text: "N" + text),
)


@given(st.lists(FACTS, max_size=12))
def test_every_fact_lands_somewhere(facts: list[str]) -> None:
    found = read("; ".join(facts) + ".")
    landed = sum(
        len(found[field])
        for field in (
            "names",
            "birth_dates",
            "birth_places",
            "nationalities",
            "citizenships",
            "documents",
            "phones",
            "notes",
        )
    )
    assert landed + bool(found["sex"]) * facts.count("Gender Female") >= sum(1 for fact in facts if fact.strip())


@given(st.text(max_size=1200))
def test_any_text_is_read_without_an_error(remark: str) -> None:
    found = read(remark)
    assert found["truncated"] == (len(remark.rstrip("\r\n")) >= SOURCE_LIMIT and remark.strip() not in {"", "-0-"})
