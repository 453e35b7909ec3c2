"""What a row no longer says is not left lying in the pages of the database file."""

import sqlite3
from pathlib import Path

from comity.settings.database import SQLITE_SET_UP

WORD = b"Chen Weiming of Lantern Street"


def test_a_word_that_was_overwritten_or_deleted_is_gone_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "comity.sqlite3"
    base = sqlite3.connect(file)
    base.executescript(f"{SQLITE_SET_UP} CREATE TABLE said (id INTEGER PRIMARY KEY, words TEXT);")
    base.executemany("INSERT INTO said (words) VALUES (?)", [(f"{WORD.decode()} {number}",) for number in range(400)])
    base.commit()
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert WORD in file.read_bytes()
    base.execute("UPDATE said SET words = '' WHERE id % 2")
    base.execute("DELETE FROM said")
    base.commit()
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert [path.name for path in tmp_path.iterdir() if WORD in path.read_bytes()] == []
    base.close()
