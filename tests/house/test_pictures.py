"""Pictures stay small, are what a tool made, and each is shown on a page."""

import re
import struct
import zlib

import pytest

from tests.house.tree import ROOT, kept_files, name_of
from tools.palette import SIGNATURE, indexed_png

FOLDER = ROOT / "docs" / "pictures"
PICTURES = sorted(path for path in kept_files() if path.is_relative_to(FOLDER) and path.suffix == ".png")
BYTES_EACH, BYTES_TOGETHER = 250_000, 2_000_000
WIDTHS = {1280, 780}
"""A page at a desk, and 390 CSS pixels of a telephone at two device pixels each."""


def size_of(png):
    """Width, height, bits and colour type of a PNG."""
    assert png.startswith(SIGNATURE)
    return struct.unpack(">IIBB", png[16:26])


def test_there_are_pictures():
    assert len(PICTURES) > 8


@pytest.mark.parametrize("path", PICTURES, ids=name_of)
def test_a_picture_is_small_and_as_wide_as_a_page(path):
    width, _, bits, colour_type = size_of(path.read_bytes())
    assert path.stat().st_size < BYTES_EACH
    assert width in WIDTHS
    assert (bits, colour_type) == (8, 3)


def test_all_pictures_together_are_small():
    assert sum(path.stat().st_size for path in PICTURES) < BYTES_TOGETHER


def test_each_picture_is_shown_somewhere_with_words_for_those_who_cannot_see_it():
    pages = [path for path in kept_files() if path.suffix == ".md"]
    shown = [found for page in pages for found in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text("utf-8"))]
    assert all(len(words) > 20 for words, _ in shown)
    named = {target.rpartition("/")[2] for _, target in shown}
    assert {path.name for path in PICTURES} - named == set()


def test_what_is_written_is_the_picture():
    rows = bytes([0, 1, 2, 2, 1, 0])
    png = indexed_png(3, 2, colours=[[255, 0, 0], [0, 255, 0], [0, 0, 255]], rows=rows)
    assert size_of(png) == (3, 2, 8, 3)
    start = png.index(b"IDAT")
    (length,) = struct.unpack(">I", png[start - 4 : start])
    lines = zlib.decompress(png[start + 4 : start + 4 + length])
    assert lines == b"\0" + rows[:3] + b"\0" + rows[3:]
    assert png[start + 4 + length :][:4] == struct.pack(">I", zlib.crc32(png[start : start + 4 + length]))


@pytest.mark.parametrize(
    ("rows", "colours"), [(b"\0" * 5, [[0, 0, 0]]), (b"\0" * 6, []), (b"\0" * 6, [[0, 0, 0]] * 257)]
)
def test_what_is_no_picture_is_not_written(rows, colours):
    with pytest.raises(ValueError, match="no picture"):
        indexed_png(3, 2, colours=colours, rows=rows)
