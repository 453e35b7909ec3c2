"""What a score rests on: the version of the tables that made it, and the scripts of the names that were compared."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from comity.names import KEY_VERSION
from comity.names.script import NO_SCRIPT, main_script

SCORE_VERSION: Final = "scores-1"
"""Raised whenever some pair may get another score: a feature, an amount or a threshold was changed."""


def tables_version() -> str:
    """The name under which scores of today are kept and counted: scores of two versions are never put together."""
    return f"{SCORE_VERSION}/{KEY_VERSION}"


def script_pair(evidence: Iterable[Mapping[str, Any]]) -> str:
    """The scripts of the parts that were paired, asked first: ``Latn-Hani``; "" where no names were paired."""
    lines = [row for row in evidence if row["a"] and row["b"] and row["feature"] not in NOT_NAMES]
    asked = main_script("".join(str(row["a"]) for row in lines))
    held = main_script("".join(str(row["b"]) for row in lines))
    return f"{asked}-{held}" if NO_SCRIPT not in (asked, held) else ""


NOT_NAMES: Final = frozenset({
    "birth_date_agrees", "birth_date_compatible", "birth_date_turned", "birth_date_near", "birth_date_contradicts",
    "nationality_agrees", "nationality_differs", "same_document", "weak_alias", "name_alone",
})  # fmt: skip
"""Lines of evidence that are not about two parts of names."""
