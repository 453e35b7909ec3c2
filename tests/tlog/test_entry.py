"""Salted commitments: every byte of entry, payload and salt counts, and the two domains never meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.tlog.entry import entry_hash, leaf_data, payload_hash
from comity.tlog.errors import TlogError
from tests.tlog.naive import sha256
from tests.tlog.vectors import read_vectors

ENTRIES = read_vectors("record.json")["entries"]
salts = st.binary(min_size=32, max_size=32)


@pytest.mark.parametrize("case", ENTRIES)
def test_committed_commitments(case):
    entry = case["entry"].encode()
    assert entry_hash(entry) == case["entry_hash"]
    assert leaf_data(entry, bytes.fromhex(case["leaf_salt"])).hex() == case["leaf_data"]
    if case["payload"] is not None:
        salted = payload_hash(case["payload"].encode(), bytes.fromhex(case["payload_salt"]))
        assert f'"payload_hash":"{salted}"' in case["entry"]


@given(st.binary(max_size=60), salts)
def test_the_bytes_are_domain_salt_content(content, salt):
    assert payload_hash(content, salt) == sha256(b"comity/payload/v1\n" + salt + content).hex()
    assert leaf_data(content, salt) == sha256(b"comity/leaf/v1\n" + salt + content)
    assert leaf_data(content, salt).hex() != payload_hash(content, salt)


@given(st.binary(max_size=60), salts, salts)
def test_another_salt_is_another_commitment(content, salt, other):
    assert (leaf_data(content, salt) == leaf_data(content, other)) == (salt == other)
    assert (payload_hash(content, salt) == payload_hash(content, other)) == (salt == other)


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_a_salt_of_another_length_is_refused(salt):
    with pytest.raises(TlogError):
        leaf_data(b"entry", salt)
    with pytest.raises(TlogError):
        payload_hash(b"payload", salt)
