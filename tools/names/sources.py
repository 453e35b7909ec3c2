"""Read the files that ``tools.names.fetch`` brings together: names in two writings, as (latin, native) rows.

A sources folder holds ``pairs/`` (native, latin, kind), ``raw/`` (the same with counts), ``han/`` (character, reading, weight)
and ``given/`` (files that no package holds). Everything is UTF-8, tab-separated, with one header line.
"""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

HELD_OF = 10
"""One Latin spelling in so many is never learned from, so that there is something to measure with."""
_GIVEN = {"wikidata": "xs_train_wikidata_cc0.tsv.gz", "full": "xs_train_fullnames_ko_he_cc0.tsv.gz"}


def held(letters: str) -> bool:
    """Whether a spelling is kept back from learning: a rule about the spelling alone, the same for every source."""
    return zlib.crc32(("h" + letters).encode()) % HELD_OF == 0


def lines(path: Path) -> Iterator[list[str]]:
    """The cells of every line after the header; gzip is undone."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in text.decode("utf-8").split("\n")[1:]:
        if line:
            yield line.split("\t")


class Sources:
    """A folder of source files, and which of them were read, with their digests' subjects."""

    def __init__(self, folder: Path) -> None:
        """The folder that ``tools.names.fetch`` filled."""
        self.folder = folder
        self.read: set[str] = set()

    def path(self, name: str) -> Path:
        """A file below the folder, noted as read."""
        self.read.add(name)
        return self.folder / name

    def pairs(self, name: str, kinds: frozenset[str] | None = None) -> Iterator[tuple[str, str]]:
        """(latin, native) of ``pairs/<name>.tsv``, of some kinds or of all."""
        for native, latin, kind, *_ in lines(self.path(f"pairs/{name}.tsv")):
            if kinds is None or kind in kinds:
                yield latin, native

    def given(self, file: str, language: str) -> Iterator[tuple[str, str]]:
        """(latin, native) of one language of ``wikidata`` or ``full``."""
        for lang, latin, native, *_ in lines(self.path(f"given/{_GIVEN[file]}")):
            if lang in {language, f"wd_{language}"} or (language, lang) in {("ko", "wd_korean"), ("he", "wd_hebrew")}:
                yield latin, native
