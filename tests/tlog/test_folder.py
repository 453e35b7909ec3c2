"""The lines of an export folder: canonical, complete, and nothing that a verifier would refuse."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from comity.kit.canonical import canonical_bytes
from comity.kit.errors import ComityError
from comity.tlog.errors import FolderError
from comity.tlog.folder import (
    ListedFile,
    entry_line,
    identity_bytes,
    inbox_line,
    manifest_text,
    origin_of,
    receipt_line,
    sign_manifest,
)
from comity.tlog.note import parse_note, verifier_key, verify_note
from tests.tlog.make_vectors import record_vectors
from tests.tlog.vectors import read_vectors

KEY = Ed25519PrivateKey.from_private_bytes(bytes([9]) * 32)
LISTED = ListedFile("identity.json", 3, "ab" * 32)


def test_the_committed_vectors_are_what_is_made_today():
    assert read_vectors("record.json") == record_vectors()


@pytest.mark.parametrize(
    "line",
    [
        inbox_line("xa-coord/message/1", "ab" * 32),
        receipt_line("xb-coord", b"receipt", bytes(64)),
        entry_line(0, entry=b"{}", leaf_salt=bytes(32), payload=None, payload_salt=None),
        identity_bytes("xa-coord", verifier_key("xa-coord/record", KEY), bytes(32)),
    ],
)
def test_lines_are_canonical(line):
    assert line == canonical_bytes(json.loads(line)) + b"\n"


def test_payload_and_salt_go_together():
    for payload, salt in ((b"x", None), (None, bytes(32))):
        with pytest.raises(FolderError):
            entry_line(0, entry=b"{}", leaf_salt=bytes(32), payload=payload, payload_salt=salt)


def test_an_identity_names_its_own_log():
    with pytest.raises(FolderError):
        identity_bytes("xa-coord", verifier_key("xb-coord/record", KEY), bytes(32))
    with pytest.raises(FolderError):
        identity_bytes("xa-coord", verifier_key("xa-coord/record", KEY), bytes(31))
    with pytest.raises(ComityError):
        origin_of("../etc")


def test_the_manifest_lists_each_file_once_and_is_signed_by_the_office():
    other = ListedFile("tile/0/000.p/3", 96, "cd" * 32)
    text = manifest_text("xa-coord", [other, LISTED])
    assert text == f"xa-coord/export\n2\n{'ab' * 32} 3 identity.json\n{'cd' * 32} 96 tile/0/000.p/3\n"
    note = parse_note(sign_manifest("xa-coord", [LISTED, other], KEY))
    assert note.text == text
    assert verify_note(note, [verifier_key("xa-coord/export", KEY)])
    for files in ([LISTED, LISTED], [ListedFile("manifest", 0, "ab" * 32)]):
        with pytest.raises(FolderError):
            manifest_text("xa-coord", files)


def test_the_manifest_lists_real_sizes_and_hashes_only():
    for size, digest in ((-1, "ab" * 32), (1, "AB" * 32), (1, "ab")):
        with pytest.raises(FolderError):
            ListedFile("identity.json", size, digest)


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../x", "a/../b", "a//b", "a b", ".hidden", "a\nb", "a/"])
def test_the_manifest_lists_plain_paths_only(path):
    with pytest.raises(FolderError):
        ListedFile(path, 0, "ab" * 32)
