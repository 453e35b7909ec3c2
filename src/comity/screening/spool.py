"""A scratch table on disk for what an import must remember, so that memory does not grow with the source."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path


class Spool:
    """Ids already seen, and rows of side files (aliases, addresses) waiting for their main row.

    Lives in the import's temporary folder and goes with it; nothing in it needs to survive a crash.
    """

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=OFF")
        self._base.execute("PRAGMA synchronous=OFF")
        self._base.execute(
            "CREATE TABLE seen (kind TEXT, id TEXT, count INTEGER, PRIMARY KEY (kind, id)) WITHOUT ROWID"
        )
        self._base.execute("CREATE TABLE side (kind TEXT, id TEXT, line INTEGER, data TEXT)")
        self._base.execute("BEGIN")

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def count(self, kind: str, row_id: str) -> int:
        """Note one more sighting of an id and say how many there were before."""
        before = self.seen(kind, row_id)
        self._base.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", (kind, row_id, before + 1))
        return before

    def seen(self, kind: str, row_id: str) -> int:
        """How often an id was counted."""
        found = self._base.execute("SELECT count FROM seen WHERE kind = ? AND id = ?", (kind, row_id)).fetchone()
        return int(found[0]) if found else 0

    def keep(self, kind: str, row_id: str, line: int, fields: list[str]) -> None:
        """Put a side row away under the id of its main row."""
        self._base.execute("INSERT INTO side VALUES (?, ?, ?, ?)", (kind, row_id, line, json.dumps(fields)))

    def index(self) -> None:
        """Call once all side rows are kept and before the first `kept`."""
        self._base.execute("CREATE INDEX side_of ON side (kind, id, line)")

    def kept(self, kind: str, row_id: str) -> list[list[str]]:
        """The side rows of one id in the order of their file."""
        rows = self._base.execute("SELECT data FROM side WHERE kind = ? AND id = ? ORDER BY line", (kind, row_id))
        return [json.loads(data) for (data,) in rows]

    def orphans(self, kind: str, main: str) -> Iterator[tuple[int, str]]:
        """Line and id of every side row whose id was never counted under ``main``, in the order of the file."""
        rows = self._base.execute(
            "SELECT line, id FROM side WHERE kind = ? AND NOT EXISTS"
            " (SELECT 1 FROM seen WHERE seen.kind = ? AND seen.id = side.id) ORDER BY line",
            (kind, main),
        )
        yield from rows
