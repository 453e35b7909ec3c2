"""Signed notes against the published vectors; strict reading; unknown signature lines are kept and ignored."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from comity.tlog.errors import NoteError
from comity.tlog.note import (
    COSIGNATURE,
    ED25519,
    LIMIT_BYTES,
    LIMIT_SIGNATURES,
    Note,
    SignatureLine,
    VerifierKey,
    parse_note,
    parse_signature,
    parse_verifier_key,
    sign_note,
    signed_note,
    timestamp_of,
    verifier_key,
    verify_note,
)
from tests.tlog.vectors import read_vectors

VECTORS = read_vectors("note.json")
KEYS = {name: parse_verifier_key(text) for name, text in VECTORS["keys"].items()}
PETER = Ed25519PrivateKey.from_private_bytes(base64.b64decode(VECTORS["peter_seed"]))
SIGNED = (VECTORS["text"] + "\n" + VECTORS["peter_line"] + "\n").encode()
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.mark.parametrize("text", VECTORS["keys"].values())
def test_published_verifier_keys_are_read_and_written_alike(text):
    assert str(parse_verifier_key(text)) == text


def test_the_published_key_makes_the_published_note():
    assert verifier_key("PeterNeumann", PETER) == KEYS["peter"]
    assert signed_note(VECTORS["text"], "PeterNeumann", PETER) == SIGNED


def test_published_notes_are_verified():
    spec = parse_note(VECTORS["spec_note"].encode())
    assert verify_note(spec, [KEYS["spec"]]) == (KEYS["spec"],)
    both = parse_note(SIGNED + (VECTORS["enoch_line"] + "\n").encode())
    assert verify_note(both, [KEYS["peter"], KEYS["enoch"]]) == (KEYS["peter"], KEYS["enoch"])


def test_lines_of_unknown_keys_are_kept_and_ignored():
    note = parse_note((VECTORS["text"] + "\n" + VECTORS["enoch_line"] + "\n" + VECTORS["peter_line"] + "\n").encode())
    assert verify_note(note, [KEYS["peter"]]) == (KEYS["peter"],)
    assert [line.name for line in note.signatures] == ["EnochRoot", "PeterNeumann"]
    assert parse_note(note.to_bytes()) == note
    assert note.keeping([KEYS["peter"]]).to_bytes() == SIGNED


def test_a_note_without_a_known_signer_is_refused():
    with pytest.raises(NoteError, match="not_signed"):
        verify_note(parse_note(SIGNED), [KEYS["enoch"]])
    with pytest.raises(NoteError, match="not_signed"):
        verify_note(parse_note(SIGNED), [])


def test_a_wrong_line_of_a_known_key_spoils_the_note():
    peter = parse_signature(VECTORS["peter_line"])
    wrong = SignatureLine("PeterNeumann", peter.key_id, bytes(64))
    with pytest.raises(NoteError, match="wrong_signature"):
        verify_note(Note(VECTORS["text"], (peter, wrong)), [KEYS["peter"]])


@given(st.data())
def test_no_changed_bit_of_a_signed_note_is_accepted(data):
    bit = data.draw(st.integers(0, len(SIGNED) * 8 - 1))
    changed = bytearray(SIGNED)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NoteError):
        verify_note(parse_note(bytes(changed)), [KEYS["peter"]])


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=80).map(
    lambda text: text + "\n"
)


@given(texts, st.lists(st.binary(min_size=5, max_size=80), min_size=1, max_size=4))
def test_what_is_written_is_read_back(text, blobs):
    lines = tuple(SignatureLine(f"key{at}/ឆ្នាំ", blob[:4], blob[4:]) for at, blob in enumerate(blobs))
    note = Note(text, lines)
    assert parse_note(note.to_bytes()) == note


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        note = parse_note(data)
    except NoteError:
        return
    assert note.to_bytes() == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        SIGNED[:-1],
        SIGNED + b"\n",
        SIGNED + b"more\n",
        SIGNED.replace(b"think", b"think\r"),
        SIGNED.replace(b"then", b"\xff"),
        SIGNED.replace("— ".encode(), b"- "),
        b"text\n\nPeterNeumann AAAAAAAA\n",
        "text\n\n— PeterNeumann\n".encode(),
        SIGNED.replace(b"PeterNeumann ", b"Peter+Neumann "),
        SIGNED.replace(b"PeterNeumann ", b" "),
        SIGNED.replace(b"PeterNeumann ", "Peter\u00a0Neumann ".encode()),
        SIGNED.replace(b"nAM=", b"nAN="),
        SIGNED.replace(b"nAM=", b"nAM"),
        SIGNED.replace(b"x08go", b"x08 go"),
        "text\n\n— name AAAAAA==\n".encode(),
    ],
)
def test_malformed_notes_are_refused(data):
    assert data != SIGNED
    with pytest.raises(NoteError):
        parse_note(data)


def test_input_is_bounded():
    line = VECTORS["enoch_line"] + "\n"
    with pytest.raises(NoteError, match="too_many"):
        parse_note(("text\n\n" + line * (LIMIT_SIGNATURES + 1)).encode())
    assert len(parse_note(("text\n\n" + line * 16).encode()).signatures) == 16
    with pytest.raises(NoteError, match="too_large"):
        parse_note(b"x" * LIMIT_BYTES + SIGNED)
    with pytest.raises(NoteError, match="too_large"):
        parse_note(SIGNED, limit=len(SIGNED) - 1)


@given(st.data())
def test_no_changed_character_of_a_verifier_key_is_accepted(data):
    text = VECTORS["keys"]["peter"]
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(codec="ascii").filter(lambda one: one != text[place]))
    with pytest.raises(NoteError):
        parse_verifier_key(text[:place] + letter + text[place + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3+",
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "x" * 600,
    ],
)
def test_malformed_verifier_keys_are_refused(text):
    with pytest.raises(NoteError):
        parse_verifier_key(text)


def test_the_same_key_has_another_id_under_another_name_or_kind():
    ids = {verifier_key(name, OTHER, kind).key_id for name in ("a", "b") for kind in (ED25519, COSIGNATURE)}
    assert len(ids) == 4
    with pytest.raises(NoteError):
        VerifierKey("a", 2, bytes(32))
    with pytest.raises(NoteError):
        VerifierKey("a", ED25519, bytes(31))


def test_only_texts_that_can_be_read_back_are_signed():
    for text in ("no newline", "tab\t\n"):
        with pytest.raises(NoteError):
            sign_note(text, "name", OTHER)
    for name in ("", "two words", "plus+", "line\nbreak", "x" * 256):
        with pytest.raises(NoteError):
            sign_note("text\n", name, OTHER)


def test_a_line_is_added_once():
    note = parse_note(SIGNED)
    line = sign_note(note.text, "other", OTHER)
    assert note.with_signature(line).with_signature(line).signatures == (*note.signatures, line)


def test_the_published_cosignature_says_its_time():
    assert timestamp_of(parse_signature(VECTORS["cosignature_line"])) == VECTORS["cosignature_time"]
    with pytest.raises(NoteError):
        timestamp_of(parse_signature(VECTORS["peter_line"]))
    assert timestamp_of(SignatureLine("name", bytes(4), bytes(72))) == 0
    for signature in (b"\xff" * 72, bytes(71), bytes(73)):
        with pytest.raises(NoteError):
            timestamp_of(SignatureLine("name", bytes(4), signature))
