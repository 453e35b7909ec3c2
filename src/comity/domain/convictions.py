"""What a judgment is worth to somebody abroad, on a given day: final and unspent, spent, or nothing to be told."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

OUTCOMES: Final = ("convicted", "acquitted", "discontinued", "expunged")


def status_of(conviction: Mapping[str, Any], today: date) -> str:
    """``final_unspent``, ``spent``, or ``not_final``: an acquittal, a closed or erased case, or a judgment that can
    still be appealed tells of nobody that he or she committed a crime (ICCPR art. 14(2)).
    """
    judged, final, spent = (_day(conviction.get(name)) for name in ("judged_on", "final_on", "spent_on"))
    if conviction.get("outcome") != "convicted" or judged is None or final is None:
        return "not_final"
    if final > today or final < judged:
        return "not_final"
    if conviction.get("spent_on") and (spent is None or spent <= today):
        return "spent"
    return "final_unspent"


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == len("2026-01-01") else None
    except ValueError:
        return None
