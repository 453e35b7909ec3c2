"""FSH-01, POL-02: what only a series shows, over records, officers, authorities and earlier labels."""

from comity.law.fact import Fact
from comity.law.producers.common import found, unknown
from comity.law.settings import Settings
from comity.law.situation import Situation, rows, words

POLITICAL = ("POL-01", "POL-02", "DIS-01", "GRP-01", "EXP-01", "REF-01")
HARMLESS = ("stopped", "returned")
DESK_SPOKE = "PUR-01.link"
"""A stop in which this gate failed too was a page pressed before anything was stated: it labels nobody."""


def query_rate(situation: Situation, settings: Settings) -> Fact:
    """The worst of the six counts against its thresholds; a count that is missing leaves the rate unknown."""
    counts = situation.series
    if counts is None or any(type(counts.get(key)) is not int for key in settings.series):
        return unknown("series counts")
    over = {key: counts[key] for key, limit in settings.series.items() if counts[key] >= limit.raised}
    locked = sorted(key for key in over if counts[key] >= settings.series[key].locked)
    return found("locked" if locked else "raised" if over else "normal", over=over, locked=locked)


def prior_label(situation: Situation, settings: Settings) -> Fact:
    """Does an earlier refusal, withdrawal, deletion or notice exist on the person or the facts, and was it political?"""
    history = rows(situation.history)
    if history is None:
        return unknown("history")
    labels = {_label(str(row.get("label", "")), words(row.get("gates")) or []) for row in history} - {""}
    word = "political" if "political" in labels else "other" if labels else "none"
    return found(word, rows=len(history))


def _label(label: str, gates: list[str]) -> str:
    rights = any(gate.partition(".")[0] in POLITICAL for gate in gates)
    if label == "political" or (rights and (label != "stopped" or DESK_SPOKE not in gates)):
        return "political"
    return "" if label in HARMLESS else "other"


PRODUCERS = {"query_rate": query_rate, "prior_label": prior_label}
