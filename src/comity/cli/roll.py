"""A list of officers as a file, so that an office is staffed by one command: TOML with a table for each person."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from comity.cli.desk import DeskError, read_password

LIMIT: Final = 500
LANGUAGES: Final = ("en", "km", "zh-Hans")
_KEYS: Final = frozenset(("username", "name", "language", "roles", "password_file"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of the list; the password is read from its own file."""

    username: str
    name: str
    language: str
    roles: list[str]
    password: str


def read_roll(path: Path, text: str) -> list[Entry]:
    """``[[officers]]`` with username, name, roles, password_file (beside the list, or absolute) and language (en).

    Raises DeskError for the first thing that is wrong, before anybody is appointed.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, str(error)) from error
    rows = found.get("officers")
    if set(found) != {"officers"} or not isinstance(rows, list) or not 0 < len(rows) <= LIMIT:
        raise _wrong(path, f"it must hold between 1 and {LIMIT} tables [[officers]] and nothing else")
    entries = [_entry(path, number, row) for number, row in enumerate(rows, start=1)]
    names = [entry.username for entry in entries]
    if len(set(names)) != len(names):
        raise _wrong(path, "a user name stands twice")
    return entries


def _entry(path: Path, number: int, row: Any) -> Entry:
    where = f"[[officers]] number {number}"
    if not isinstance(row, dict) or not set(row) <= _KEYS:
        raise _wrong(path, f"{where}: only {', '.join(sorted(_KEYS))} may stand here")
    texts = {name: row.get(name, "") for name in ("username", "name", "password_file")}
    if not all(isinstance(value, str) and value.strip() for value in texts.values()):
        raise _wrong(path, f"{where}: username, name and password_file must be given")
    roles = row.get("roles", [])
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise _wrong(path, f"{where}: roles must be a list of role codes")
    if row.get("language", "en") not in LANGUAGES:
        raise _wrong(path, f"{where}: language must be one of {', '.join(LANGUAGES)}")
    password = read_password(path.parent / texts["password_file"], texts["username"])
    return Entry(texts["username"], texts["name"], row.get("language", "en"), roles, password)


def _wrong(path: Path, reason: str) -> DeskError:
    return DeskError("cli.input_file", file=str(path), reason=reason)
