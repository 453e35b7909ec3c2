"""Forms take what is declared, bounded and clean; everything else is named with its path and reason."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from comity.procedures.catalogue import PROCEDURES
from comity.procedures.form import check_form
from comity.procedures.request_form import PERSON, REQUEST
from comity.procedures.step import Field

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
names = st.sampled_from([field.name for field in REQUEST]) | st.text(max_size=8)


@given(st.dictionaries(names, json_values, max_size=10))
def test_no_input_crashes_and_all_declared_fields_come_back(data: dict[str, Any]) -> None:
    clean, faults = check_form(REQUEST, data, {})
    assert set(clean) <= {field.name for field in REQUEST}
    faulty = {str(path).partition(".")[0] for path, _ in faults}
    assert {field.name for field in REQUEST} <= set(clean) | faulty


@given(st.dictionaries(names, json_values, max_size=10))
def test_a_clean_form_is_clean_again(data: dict[str, Any]) -> None:
    clean, faults = check_form(REQUEST, data, {})
    if not faults:
        assert check_form(REQUEST, clean, {}) == (clean, [])


def faults_of(field: Field, value: Any, **lists: Any) -> list[Any]:
    return check_form([field], {field.name: value}, lists)[1]


def test_each_fault_has_its_reason() -> None:
    assert faults_of(Field(name="a", required=True), "  ") == [("a", "required")]
    assert faults_of(Field(name="a", limit=3), "abcd") == [("a", "too_long")]
    assert faults_of(Field(name="a"), 7) == [("a", "not_text")]
    assert faults_of(Field(name="a"), "x\x00y") == [("a", "control_character")]
    assert faults_of(Field(name="a", kind="choice", codes="items"), "b", items=("c",)) == [("a", "not_listed")]
    assert faults_of(Field(name="a", kind="choices", choices=("c",)), ["c", "d"]) == [("a", "not_listed")]
    assert faults_of(Field(name="a", kind="date"), "2026-02-30") == [("a", "not_a_date")]
    assert faults_of(Field(name="a", kind="whole_number"), "-1") == [("a", "not_a_number")]
    assert faults_of(Field(name="a", kind="yes_no"), "perhaps") == [("a", "not_yes_no")]
    assert faults_of(Field(name="a", kind="list"), [str(i) for i in range(101)]) == [("a", "too_many")]
    assert check_form([], {"extra": "1"}, {})[1] == [("extra", "unknown_field")]


def test_a_fault_inside_a_list_names_its_place() -> None:
    people = Field(name="persons", kind="list", fields=PERSON)
    found = faults_of(people, [{"names": ["Sokha"], "role": "suspect"}, {"names": [], "role": ""}])
    assert found == [("persons.1.names", "required"), ("persons.1.role", "required")]


def test_names_keep_their_bytes() -> None:
    name = "ចេន វ៉េ\u200b"
    clean, _ = check_form(PERSON, {"names": [name], "role": "suspect"}, {})
    assert clean["names"] == [name]


def test_every_declared_choice_is_lower_case_words_or_a_code() -> None:
    for procedure in PROCEDURES:
        for row in procedure.steps:
            for field in row.form:
                assert all(choice and choice == choice.strip() for choice in field.choices), (row.command, field.name)


def test_an_end_date_names_its_day() -> None:
    assert faults_of(Field(name="a", kind="date", whole=True), "2027-06") == [("a", "not_a_date")]
    assert faults_of(Field(name="a", kind="date", whole=True), "2027-06-01") == []
