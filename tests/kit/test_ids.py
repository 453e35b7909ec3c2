"""Identifiers: sorted by time, one written form, strict to read."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.kit.ids import IdFormatError, check_office, new_record_id, new_uuid, parse_wire_id


def test_a_new_id_reads_back() -> None:
    made = new_record_id("xa-coord", "request")
    read = parse_wire_id(made)
    assert str(read) == made
    assert (read.office, read.kind) == ("xa-coord", "request")
    assert uuid.UUID(read.uuid).version == 7


def test_ids_made_later_sort_later() -> None:
    made = [new_uuid() for _ in range(1000)]
    assert made == sorted(made)
    assert len(set(made)) == 1000


@given(st.text(max_size=80))
def test_any_text_is_read_exactly_or_refused(text: str) -> None:
    try:
        read = parse_wire_id(text)
    except IdFormatError:
        return
    assert str(read) == text


@pytest.mark.parametrize("text", ["", "a", "XA", "-a", "a b", "a/b", "é", "a" * 40])
def test_an_office_code_is_plain(text: str) -> None:
    with pytest.raises(IdFormatError):
        check_office(text)
