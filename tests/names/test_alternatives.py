"""Several names in one field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.names.alternatives import MOST, alternatives


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hassan Ghul (Hasan Gul; Hassan Gul)", ("Hassan Ghul", "Hasan Gul", "Hassan Gul")),
        ("Ali Saleh aka Abu Omar", ("Ali Saleh", "Abu Omar")),
        ("Ali Saleh a.k.a. Abu Omar", ("Ali Saleh", "Abu Omar")),
        ("Omar Said, also known as Abu Ali", ("Omar Said", "Abu Ali")),
        ("Mortaza Safari; Morteza Saferi", ("Mortaza Safari", "Morteza Saferi")),
        ("Ali Saleh, son of Omar Saleh", ("Ali Saleh",)),
        ("Ali Saleh, born 3 May 1970", ("Ali Saleh",)),
        ("Anna Kovacs/Anna Kowalska", ("Anna Kovacs", "Anna Kowalska")),
        ("Anna Kovacs", ("Anna Kovacs",)),
        ("王伟（王偉）", ("王伟", "王偉")),
        ("Anna (M) Kovacs", ("Anna", "Kovacs")),
        ("", ("",)),
        ("()", ("()",)),
    ],
)
def test_a_field_of_a_person_is_read_as_its_names(text, names):
    assert alternatives(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Acme (Holdings) Ltd", ("Acme (Holdings) Ltd",)),
        ("Acme Ltd; Acme Trading", ("Acme Ltd", "Acme Trading")),
        ("Harakat ul-Mujahidin / HUM", ("Harakat ul-Mujahidin / HUM",)),
    ],
)
def test_brackets_are_part_of_the_name_of_an_organisation(text, names):
    assert alternatives(text, "organisation") == names


@given(st.text(max_size=80))
def test_there_is_always_a_name_and_never_too_many(text):
    for bearer in ("person", "organisation"):
        found = alternatives(text, bearer)
        assert 1 <= len(found) <= MOST
        assert len(set(found)) == len(found)
