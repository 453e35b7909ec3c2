"""One setting chooses the store: ``sqlite`` (a file in the node's folder) or a ``postgres://`` address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

SQLITE_SET_UP = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;"
    "PRAGMA temp_store=MEMORY;"
)


def database(address: str, home: Path) -> dict[str, Any]:
    """Django's description of the database at ``address``.

    SQLite runs in WAL with IMMEDIATE transactions and synchronous=FULL: an entry that was acknowledged is on disk.
    """
    if address == "sqlite" or address.startswith("sqlite:"):
        name = address.removeprefix("sqlite").removeprefix("://") or str(home / "comity.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": SQLITE_SET_UP},
            "TEST": {"NAME": str(home / "test.sqlite3")},
        }
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "comity",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "OPTIONS": {"options": "-c synchronous_commit=on"},
        "CONN_MAX_AGE": 300,
    }
