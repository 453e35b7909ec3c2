"""One value, one row of bytes; what has no exact form is refused."""

import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from comity.kit.canonical import CanonicalError, canonical_bytes, hash_of, read_json

exact = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(alphabet=st.characters(exclude_categories=["Cs"])), inner, max_size=4),
)  # fmt: skip


@given(exact)
def test_reading_gives_back_what_was_written(value: Any) -> None:
    assert read_json(canonical_bytes(value)) == value
    assert json.loads(canonical_bytes(value)) == value


@given(st.dictionaries(st.text(alphabet="abcé陈😀ខ", max_size=4), st.integers(0, 9), max_size=6))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert canonical_bytes(dict(reversed(value.items()))) == canonical_bytes(value)
    assert hash_of(value) == hash_of(dict(sorted(value.items())))


def test_names_are_never_normalised() -> None:
    composed, decomposed = "é", "e\u0301"
    assert canonical_bytes(composed) != canonical_bytes(decomposed)
    assert canonical_bytes({"name": "ចេន"}) == '{"name":"ចេន"}'.encode()


@pytest.mark.parametrize("value", [1.0, {"a": [0.5]}, float("nan"), {1: "a"}, "\ud800", {"a": object()}, 2**60])
def test_what_has_no_exact_form_is_refused(value: Any) -> None:
    with pytest.raises(CanonicalError):
        canonical_bytes(value)


@pytest.mark.parametrize("data", [b"{", b'{"a":1,"a":2}', b"[1.5]", b"[NaN]", b"\xff", b"[" * 100_000])
def test_bytes_that_are_not_exact_json_are_refused(data: bytes) -> None:
    with pytest.raises(CanonicalError):
        read_json(data)


def test_reading_is_bounded() -> None:
    with pytest.raises(CanonicalError) as refused:
        read_json(b'"aaaa"', limit=3)
    assert refused.value.data["reason"] == "too_large"


@given(exact)
def test_the_short_way_writes_what_the_reference_writes(value: Any) -> None:
    assert canonical_bytes(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", ["\x00\x1f\x7f\u2028\u2029\\\"/\b\f\n\r\t", {"😀": 1, "\ue000": 2, "a": 3}, [(1, (2,))], -(2**53) + 1])  # fmt: skip
def test_what_two_writers_could_disagree_on(value: Any) -> None:
    assert canonical_bytes(value) == rfc8785.dumps(value)
    assert canonical_bytes({"a": [value]}) == rfc8785.dumps({"a": [value]})


class _Text(str):
    __slots__ = ()


def test_values_of_derived_types_go_the_long_way() -> None:
    assert canonical_bytes({_Text("b"): _Text("x"), "a": [_Text("y")]}) == b'{"a":["y"],"b":"x"}'
    with pytest.raises(CanonicalError):
        canonical_bytes({_Text("b"): 0.5})
