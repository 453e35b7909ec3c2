"""The numbers and word lists of a policy set, read once: producers take them beside the situation."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from comity.law.errors import FactError
from comity.law.situation import SERIES_KEYS
from comity.law.text import WordList, all_words, read_words

LISTS: Final = ("political", "expression", "trait", "victim", "protection", "loyalty", "judgment", "fiscal", "quota",
                "surveillance", "coercion")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Threshold:
    """From ``raised`` on a count is warned about, from ``locked`` on it stops."""

    raised: int
    locked: int


@dataclass(frozen=True)
class Settings:
    """Parameters and indicator words of one policy set."""

    link_weight: int
    purpose_weight: int
    reasons_weight: int
    same_link_persons: int
    adult_years: int
    grave_years: int
    middle_years: int
    near_below_years: int
    fresh_days: int
    series: Mapping[str, Threshold]
    words: Mapping[str, WordList]
    limits: Mapping[str, Mapping[str, int]]
    """Caps and days of one topic each: ``limits["nationality"]["batch_size"]``."""
    any_word: WordList
    """All lists in one: where it finds nothing, none of them does."""
    policy_hash: str = ""
    """The hash of the shared set these belong to: what judges now."""


def read_settings(files: Mapping[str, str]) -> Settings:
    """Read ``parameters.toml`` and ``indicators.toml``; raise FactError where a value is missing or no number."""
    try:
        numbers = tomllib.loads(files["parameters.toml"])
        lists = tomllib.loads(files["indicators.toml"])
        series = {key: Threshold(**numbers["series"][key]) for key in SERIES_KEYS}
        words = {name: read_words(lists[name]) for name in LISTS}
    except (KeyError, TypeError, ValueError) as error:
        raise FactError(reason="parameters or indicators malformed", detail=str(error)[:120]) from error
    text, penalty = numbers["text"], numbers["penalty"]
    settings = Settings(
        link_weight=text["link_weight"],
        purpose_weight=text["purpose_weight"],
        reasons_weight=text["reasons_weight"],
        same_link_persons=text["same_link_persons"],
        adult_years=numbers["age"]["adult_years"],
        grave_years=penalty["grave_years"],
        middle_years=penalty["middle_years"],
        near_below_years=penalty["near_below_years"],
        fresh_days=numbers["freshness"]["days"],
        series=series,
        words=words,
        limits=numbers["limits"],
        any_word=all_words([lists[name] for name in LISTS]),
    )
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    plain: list[Any] = [value for value in vars(settings).values() if not isinstance(value, Mapping | str | WordList)]
    bounds = [bound for entry in settings.series.values() for bound in (entry.raised, entry.locked)]
    caps = [cap for topic in settings.limits.values() for cap in topic.values()]
    if not all(type(number) is int and number > 0 for number in (*plain, *bounds, *caps)):
        raise FactError(reason="every parameter is a whole number above zero")
    if any(entry.raised > entry.locked for entry in settings.series.values()):
        raise FactError(reason="a series warns before it locks")
