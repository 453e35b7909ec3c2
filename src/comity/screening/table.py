"""CSV rows one at a time with their line, every unreadable one reported instead of raised."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from comity.screening.record import SourceFault

END_OF_FILE_MARK = "\x1a"
"""CP/M's end of file: the published lists still end in a row that holds nothing else."""
_UNREAD = re.compile("[\ud800-\udfff]")


def read_table(
    path: Path, *, columns: int | None, encoding: str = "utf-8", delimiter: str = ","
) -> Iterator[tuple[int, list[str]] | SourceFault]:
    """Yield ``(first line, fields)`` or a fault for each row.

    ``columns`` is the number every row must have; None takes the number of the first row (a header). A row is at most
    128 KiB a field (the csv module's limit), so an unclosed quote cannot swallow a whole file.
    """
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as lines:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        ended_at = 0
        while True:
            line = reader.line_num + 1
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield SourceFault(path.name, line, "unreadable_csv", str(error))
                continue
            except UnicodeDecodeError:
                yield SourceFault(path.name, line, "encoding", f"not {encoding}; the rest of the file was not read")
                return
            if ended_at:
                yield SourceFault(path.name, line, "after_end_of_file", f"the file ended in line {ended_at}")
                continue
            if fields == [END_OF_FILE_MARK]:
                ended_at = line
                continue
            columns = columns or len(fields)
            yield _checked(path, line, fields, columns=columns, encoding=encoding)


def _checked(
    path: Path, line: int, fields: list[str], *, columns: int, encoding: str
) -> tuple[int, list[str]] | SourceFault:
    if len(fields) != columns:
        return SourceFault(path.name, line, "wrong_column_count", f"{len(fields)} columns instead of {columns}")
    if "\x00" not in (whole := "".join(fields)) and (whole.isascii() or not _UNREAD.search(whole)):
        return line, fields
    for number, field in enumerate(fields, start=1):
        if _UNREAD.search(field):
            return SourceFault(path.name, line, "encoding", f"column {number} is not {encoding}")
        if "\x00" in field:
            return SourceFault(path.name, line, "nul_character", f"column {number}")
    return line, fields
