"""How good the proposals were: what people made of them, counted by band of score, register, scripts and tables.

It is for reading. Nothing in the rooms of names and screening reads a judgement: a weight changes by a new version
of the tables that somebody made and measured, never by what people clicked.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final

Outcome = Mapping[str, Any]
"""``register``, ``score`` in thousandths, ``scripts``, ``version`` and ``result`` of one pair."""
RESULTS: Final = ("positive", "negative", "unsure", "waiting")
BAND: Final = 50
_Z: Final = Decimal("1.959964")
"""Of a thousand such intervals 950 hold the true share."""


def report(outcomes: Iterable[Outcome], *, version: str = "", register: str = "", scripts: str = "") -> dict[str, Any]:
    """Plain JSON without floats: ``total``, ``bands``, ``registers``, ``scripts`` of one version, and all ``versions``.

    ``register`` and ``scripts`` narrow everything; the version narrows all but ``versions``, since scores of two
    versions of the tables do not mean the same.
    """
    kept = [row for row in outcomes if register in ("", row["register"]) and scripts in ("", row["scripts"])]
    same = [row for row in kept if row["version"] == version]
    return {
        "version": version,
        "register": register,
        "script_pair": scripts,
        "total": _row("", same),
        "bands": _cut(same, band_of),
        "registers": _cut(same, lambda row: str(row["register"])),
        "scripts": _cut(same, lambda row: str(row["scripts"])),
        "versions": _cut(kept, lambda row: str(row["version"])),
    }


def band_of(row: Outcome) -> str:
    """The band of a score: ``0700`` for 700 to 749; the last one, from 950 on, holds 1000 too."""
    return f"{min(max(int(row['score']), 0), 1000 - BAND) // BAND * BAND:04}"


def band_name(band: str) -> str:
    """A band as people read it: ``700–749``."""
    start = int(band)
    return f"{start}–{1000 if start == 1000 - BAND else start + BAND - 1}"


def interval(hits: int, of: int) -> tuple[int, int]:
    """The 95 % interval of Wilson around ``hits / of`` in whole thousandths, rounded outwards; 0 to 1000 for nothing."""
    if of == 0:
        return 0, 1000
    k, n, square = Decimal(hits), Decimal(of), _Z * _Z
    middle = (k + square / 2) / (n + square)
    half = _Z / (n + square) * (k * (n - k) / n + square / 4).sqrt()
    low = ((middle - half) * 1000).to_integral_value(ROUND_FLOOR)
    high = ((middle + half) * 1000).to_integral_value(ROUND_CEILING)
    return max(0, int(low)), min(1000, int(high))


def _cut(rows: Iterable[Outcome], name_of: Callable[[Outcome], str]) -> list[dict[str, Any]]:
    """One line for every name, in the order of names."""
    by_name: dict[str, list[Outcome]] = {}
    for row in rows:
        by_name.setdefault(name_of(row), []).append(row)
    return [_row(name, by_name[name]) for name in sorted(by_name)]


def _row(name: str, rows: Iterable[Outcome]) -> dict[str, Any]:
    """Counts of one line; ``precision``, ``low`` and ``high`` are thousandths of what was decided, precision -1 for none."""
    results = [row["result"] for row in rows]
    counts = {result: results.count(result) for result in RESULTS}
    decided = counts["positive"] + counts["negative"]
    low, high = interval(counts["positive"], decided)
    precision = (2000 * counts["positive"] + decided) // (2 * decided) if decided else -1
    return {"name": name, **counts, "decided": decided, "precision": precision, "low": low, "high": high}
