"""Names and types from outside are cleaned and read, never trusted; a mention is exact or it is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.domain.attachment import FILE_LIMIT, NAME_LIMIT, clean_name, is_hash, is_ref, media_type_of, refs_in

REF = {"name": "a.mp4", "media_type": "video/mp4", "size": 3, "sha256": "ab" * 32}


@pytest.mark.parametrize("given_name, shown", [
    ("photo.jpg", "photo.jpg"),
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\x\\clip.mp4", "clip.mp4"),
    ("seal\u202egpj.exe", "sealgpj.exe"),
    ("a\x00b\n.txt", "ab.txt"),
    (".hidden", "hidden"),
    ("what?*<>|.pdf", "what_____.pdf"),
    ("证据 ភស្តុតាង.png", "证据 ភស្តុតាង.png"),
    ("", "file"),
    ("...", "file"),
    ("/", "file"),
])  # fmt: skip
def test_a_name_is_safe_to_show_and_to_offer(given_name: str, shown: str) -> None:
    assert clean_name(given_name) == shown


def test_a_long_name_keeps_its_ending() -> None:
    cleaned = clean_name("x" * 500 + ".mp4")
    assert (len(cleaned), cleaned[-4:]) == (NAME_LIMIT, ".mp4")


@given(st.text(max_size=300))
def test_a_cleaned_name_is_clean(name: str) -> None:
    cleaned = clean_name(name)
    assert clean_name(cleaned) == cleaned
    assert cleaned and len(cleaned) <= NAME_LIMIT
    assert not set(cleaned) & set('/\\<>:"|?*\0\n\r\u202e')


@pytest.mark.parametrize("data, kind", [
    (b"%PDF-1.7", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\0\0\0\x18ftypmp42", "video/mp4"),
    (b"<html><script>", "text/plain"),
    ("ភស្តុតាង".encode(), "text/plain"),
    (("é" * 3000).encode()[:4097], "text/plain"),
    (b"\x00\x01\x02", "application/octet-stream"),
    (b"MZ\x90\x00", "application/octet-stream"),
    (b"", "application/octet-stream"),
])  # fmt: skip
def test_the_first_bytes_say_what_it_looks_like(data: bytes, kind: str) -> None:
    assert media_type_of(data) == kind


@pytest.mark.parametrize("changes", [
    {"name": "../a"}, {"name": ""}, {"name": 1}, {"media_type": "text/html; x"}, {"size": 0}, {"size": True},
    {"size": FILE_LIMIT + 1}, {"size": "3"}, {"sha256": "AB" * 32}, {"sha256": "ab"}, {"key": "x"},
])  # fmt: skip
def test_a_mention_is_exact(changes: dict[str, object]) -> None:
    assert is_ref(REF)
    assert not is_ref({**REF, **changes})


def test_every_mention_is_found_wherever_it_stands() -> None:
    body = {"a": [{"clip": [REF]}, {"clip": []}], "b": {"c": REF}, "d": "text", "e": None}
    assert list(refs_in(body)) == [REF, REF]
    assert is_hash(REF["sha256"]) and not is_hash(None)
