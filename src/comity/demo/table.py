"""Read one table of a TOML file strictly: each value of its kind, nothing unknown, every fault with its place."""

from collections.abc import Mapping
from typing import Any, NoReturn

from comity.kit.errors import ComityError

TEXT_LIMIT = 4000
LIST_LIMIT = 100


class PeopleError(ComityError):
    """The file of people cannot be used. ``path`` is the place in it, ``reason`` what is wrong, in plain words."""

    code = "demo.people"


class Table:
    """A table and the place where it stands; ``end`` refuses what nobody asked for."""

    def __init__(self, values: Any, path: str) -> None:
        self.path = path
        if not isinstance(values, Mapping):
            self.refuse("", "must be a table")
        self._values: Mapping[str, Any] = values
        self._read: set[str] = set()

    def refuse(self, name: str, reason: str) -> NoReturn:
        """Say where and what is wrong."""
        path = ".".join(part for part in (self.path, name) if part)
        raise PeopleError(path=path or "the file", reason=reason)

    def has(self, name: str) -> bool:
        """Whether the key stands in the table."""
        return name in self._values

    def end(self) -> None:
        """Nothing else may stand here: a misspelt key would change the story without a word."""
        unknown = sorted(set(self._values) - self._read)
        if unknown:
            self.refuse(unknown[0], "is not a key of this table")

    def text(self, name: str, default: str | None = None) -> str:
        """A text that says something; the default where the key is absent."""
        value = self._take(name, default)
        if not isinstance(value, str) or len(value) > TEXT_LIMIT:
            self.refuse(name, f"must be a text of at most {TEXT_LIMIT} letters")
        if not value.strip() and default is None:
            self.refuse(name, "must not be empty")
        if any(ord(letter) < 32 and letter not in "\n\t" for letter in value):
            self.refuse(name, "must not hold control characters")
        return value.strip()

    def line(self, name: str, default: str | None = None) -> str:
        """A text on one line."""
        value = self.text(name, default)
        if "\n" in value or "\t" in value:
            self.refuse(name, "must be one line")
        return value

    def texts(self, name: str, default: list[str] | None = None) -> list[str]:
        """A list of texts."""
        value = self._take(name, default)
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.refuse(name, "must be a list of texts")
        if len(value) > LIST_LIMIT or (not value and default is None):
            self.refuse(name, f"must have between 1 and {LIST_LIMIT} texts")
        return [item.strip() for item in value]

    def number(self, name: str, default: int | None = None, *, low: int = 0, high: int = 100_000) -> int:
        """A whole number."""
        value = self._take(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.refuse(name, f"must be a whole number from {low} to {high}")
        return value

    def truth(self, name: str, default: bool | None = None) -> bool:
        """True or false."""
        value = self._take(name, default)
        if not isinstance(value, bool):
            self.refuse(name, "must be true or false")
        return value

    def table(self, name: str, *, optional: bool = False) -> "Table":
        """A table inside this one."""
        return Table(self._take(name, {} if optional else None), ".".join(part for part in (self.path, name) if part))

    def tables(self, name: str, *, optional: bool = False) -> "list[Table]":
        """A list of tables."""
        value = self._take(name, [] if optional else None)
        if not isinstance(value, list) or len(value) > LIST_LIMIT:
            self.refuse(name, f"must be a list of at most {LIST_LIMIT} tables")
        return [
            Table(item, ".".join(part for part in (self.path, f"{name}[{n}]") if part)) for n, item in enumerate(value)
        ]

    def words(self) -> dict[str, str]:
        """The whole table as texts under their names."""
        return {name: self.text(name) for name in self._values}

    def _take(self, name: str, default: Any) -> Any:
        self._read.add(name)
        value = self._values.get(name, default)
        if value is None:
            self.refuse(name, "is missing")
        return value
