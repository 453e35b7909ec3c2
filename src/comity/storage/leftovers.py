"""What rows said before they were changed or removed: taken out of the files the database keeps beside its own."""

from django.db import connection


def clear() -> bool:
    """Move SQLite's write-ahead file into the database file and cut it to nothing; whether nothing is left in it.

    Until then the pages of removed rows can still be read there. A reader of an earlier moment holds it up: nobody is
    made to wait for that, so call it again later. The database file itself overwrites what is freed (``secure_delete``).
    PostgreSQL: nothing to do and nothing a client could do. Its write-ahead files are needed whole for recovery and
    standbys, and the server reuses or removes them after its own checkpoints.
    """
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (busy, _, _) = cursor.fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")
    return not busy
