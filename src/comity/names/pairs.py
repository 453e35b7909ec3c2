"""Pairs of names from file to file: ``id, a, b`` in, ``id, score`` out, tab-separated, one heading line each."""

import os
from collections.abc import Callable, Iterator
from math import exp
from pathlib import Path
from typing import TextIO

from comity.kit.errors import ComityError
from comity.names.compare import points_of
from comity.names.score import SURE

COLUMNS = ("id", "a", "b")
LONGEST_LINE = 65_536
"""Characters of a line at most."""
STEP = 1_000


class PairsError(ComityError):
    """A file of pairs that cannot be scored; nothing was written."""


def probability(points: int) -> float:
    """The score between 0 and 1 that log odds of ``points`` thousandths of a nat stand for."""
    return 1 / (1 + exp(-max(-SURE, min(SURE, points)) / 1_000))


def score_pairs(pairs: Path, out: Path, progress: Callable[[int, int], None]) -> int:
    """Score every pair of a file; how many. One threshold on the score serves all scripts.

    Raises PairsError naming the line that cannot be read; the file ``out`` is then as it was before.
    """
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    count = 0
    try:
        with (
            pairs.open(encoding="utf-8-sig", newline="") as read,
            beside.open("w", encoding="utf-8", newline="\n") as written,
        ):
            written.write("id\tscore\n")
            for name, a, b in _rows(read, pairs.name):
                written.write(f"{name}\t{probability(points_of(a, b)):.9f}\n")
                count += 1
                if count % STEP == 0:
                    progress(count, 0)
            written.flush()
            os.fsync(written.fileno())
        beside.replace(out)
    except UnicodeDecodeError as error:
        raise PairsError("names.pairs_not_utf8", file=pairs.name) from error
    except OSError as error:
        raise PairsError("names.pairs_unreadable", file=pairs.name, reason=error.strerror or "") from error
    finally:
        beside.unlink(missing_ok=True)
    return count


def _rows(stream: TextIO, file: str) -> Iterator[tuple[str, str, str]]:
    """Rows of a file, whose heading may name further columns in any order."""
    heading = _cells(stream.readline(LONGEST_LINE))
    missing = [column for column in COLUMNS if column not in heading]
    if missing:
        raise PairsError("names.pairs_columns", file=file, missing=", ".join(missing))
    places = [heading.index(column) for column in COLUMNS]
    number = 1
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if not line.strip("\r\n"):
            continue
        cells = _cells(line)
        if len(cells) != len(heading) or len(line) == LONGEST_LINE:
            raise PairsError("names.pairs_row", file=file, line=number, columns=len(heading), found=len(cells))
        name, a, b = (cells[place] for place in places)
        yield name, a, b


def _cells(line: str) -> list[str]:
    return line.rstrip("\r\n").split("\t")
