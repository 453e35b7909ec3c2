"""What a score rests on: the versions of the learned tables that made it, and the scripts of the names that were compared."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from comity.names.features import FEATURES
from comity.names.script import NO_SCRIPT, main_script
from comity.screening.features import RARE, WEAK
from comity.screening.name_worth import version as names_version
from comity.screening.versions import KEY_VERSION

NAMES: Final = frozenset(FEATURES)
"""Lines of evidence that are about parts of names."""


def tables_version() -> str:
    """The name under which scores of today are kept and counted: scores of two versions are never put together.

    The weights of names, those of other facts, the two amounts set by hand, and the keys that bring rows to a comparison.
    """
    from comity.screening.weights import version  # compiled: loads where scores are kept or counted

    return f"{names_version()}/{version()}/{-RARE}-{-WEAK}/{KEY_VERSION}"


def script_pair(evidence: Iterable[Mapping[str, Any]]) -> str:
    """The scripts of the parts that were paired, asked first: ``Latn-Hani``; "" where no names were paired."""
    lines = [row for row in evidence if row["a"] and row["b"] and row["feature"] in NAMES]
    asked = main_script("".join(str(row["a"]) for row in lines))
    held = main_script("".join(str(row["b"]) for row in lines))
    return f"{asked}-{held}" if NO_SCRIPT not in (asked, held) else ""
