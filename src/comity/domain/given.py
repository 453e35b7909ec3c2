"""A statement that was given to another office, known again by its fingerprint wherever it turns up."""

from collections.abc import Iterable, Mapping
from typing import Any

from comity.kit.canonical import hash_of


def statement_hash(statement: Mapping[str, Any]) -> str:
    """The fingerprint of what a statement says of whom: property and value, nothing of its marks or its source."""
    value = " ".join(str(statement.get("value", "")).split()).casefold()
    return hash_of({"v": 1, "property": str(statement.get("property", "")), "value": value})


def covers_of(statements: Iterable[Mapping[str, Any]]) -> list[str]:
    """The fingerprints of several statements, sorted, each once."""
    return sorted({statement_hash(row) for row in statements})
