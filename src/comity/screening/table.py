"""CSV rows one at a time with their line, every unreadable one reported instead of raised."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from comity.screening.record import SourceFault

END_OF_FILE_MARK = "\x1a"
"""CP/M's end of file: the published lists still end in a row that holds nothing else."""
_UNREAD = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with its first line; with a ``fault`` the fields are only what could be read, and not to be believed."""

    line: int
    fields: list[str]
    fault: SourceFault | None = None


def read_table(path: Path, *, columns: int | None, encoding: str = "utf-8", delimiter: str = ",") -> Iterator[TableRow]:
    """Yield every row in order, the unreadable ones with their fault.

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
                yield TableRow(line, [], SourceFault(path.name, line, "unreadable_csv", str(error)))
                continue
            except UnicodeDecodeError:
                detail = f"not {encoding}; the rest of the file was not read"
                yield TableRow(line, [], SourceFault(path.name, line, "encoding", detail))
                return
            if ended_at:
                detail = f"the file ended in line {ended_at}"
                yield TableRow(line, fields, SourceFault(path.name, line, "after_end_of_file", detail))
                continue
            if fields == [END_OF_FILE_MARK]:
                ended_at = line
                continue
            columns = columns or len(fields)
            fault = _fault(path, line, fields, columns=columns, encoding=encoding)
            yield TableRow(line, fields, fault)


def _fault(path: Path, line: int, fields: list[str], *, columns: int, encoding: str) -> SourceFault | None:
    if len(fields) != columns:
        return SourceFault(path.name, line, "wrong_column_count", f"{len(fields)} columns instead of {columns}")
    if "\x00" not in (whole := "".join(fields)) and (whole.isascii() or not _UNREAD.search(whole)):
        return None
    for number, field in enumerate(fields, start=1):
        if _UNREAD.search(field):
            return SourceFault(path.name, line, "encoding", f"column {number} is not {encoding}")
        if "\x00" in field:
            return SourceFault(path.name, line, "nul_character", f"column {number}")
    return None
