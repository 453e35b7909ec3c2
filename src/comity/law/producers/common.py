"""What all producers share: their type, and small readings of the situation that keep "missing" apart from "no"."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from comity.domain.acts import ACTS
from comity.kit.clock import TimeFormatError, parse_time
from comity.law.fact import UNKNOWN, Fact
from comity.law.pack_model import Authority, Conduct
from comity.law.settings import Settings
from comity.law.situation import Situation

Producer: TypeAlias = Callable[[Situation, Settings], Fact]
OWN_REQUEST_SIDES = ("requesting", "sending")


def unknown(reason: str) -> Fact:
    """An input is missing; ``reason`` names it for the officer."""
    return Fact(UNKNOWN, "computed", inputs={"missing": reason})


def silent() -> Fact:
    """Nothing to raise: a producer that only raises leaves the word to the person who may state it."""
    return Fact(UNKNOWN, "none")


def found(value: str, **inputs: Any) -> Fact:
    """A computed word with what it was worked out from."""
    return Fact(value, "computed", inputs=inputs)


def yes_no(is_true: bool, **inputs: Any) -> Fact:
    """The word yes or no with what it was worked out from."""
    return found("yes" if is_true else "no", **inputs)


def text_of(holder: Mapping[str, Any], key: str) -> str:
    """The text under a key; "" when it is missing or no text."""
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def date_of(holder: Mapping[str, Any], key: str) -> date | None:
    """The whole day under a key; None when it is missing or no day."""
    try:
        return date.fromisoformat(text_of(holder, key))
    except ValueError:
        return None


def act_of(situation: Situation) -> str:
    """The kind of act the procedure is: "" for administration."""
    return ACTS.get(situation.procedure, "")


def is_incoming(situation: Situation) -> bool:
    """Is this a command that only a partner's message can bring?"""
    return situation.verb == "receive" or situation.verb.startswith("note_")


def conduct_of(situation: Situation) -> Conduct | None:
    """The conduct on the pack's list; None when the code is missing or not listed."""
    if "conduct" not in situation.kept:
        situation.kept["conduct"] = situation.pack.conducts.get(conduct_code(situation))
    found_there: Conduct | None = situation.kept["conduct"]
    return found_there


def conduct_code(situation: Situation) -> str:
    """The conduct code of the request, or of the case being opened."""
    holder = situation.form if situation.action == "case.open" else situation.request
    return text_of(holder, "conduct")


def partner_authority(situation: Situation) -> Authority | None:
    """The partner's entry in the directory, by its authority id, else by its office code."""
    if "authority" not in situation.kept:
        holder = situation.partner or {}
        entries = (situation.pack.authority_of(text_of(holder, key)) for key in ("authority", "office"))
        situation.kept["authority"] = next((entry for entry in entries if entry), None)
    entry: Authority | None = situation.kept["authority"]
    return entry


def partner_state(situation: Situation) -> str:
    """The partner's state code; "" when it cannot be told."""
    entry = partner_authority(situation)
    country = text_of(situation.partner or {}, "country")
    return entry.state if entry else country


def moment_of(text: str) -> datetime | None:
    """A time of the wire, or the start of a day given as YYYY-MM-DD; None for anything else."""
    try:
        return parse_time(text) if "T" in text else parse_time(f"{text}T00:00:00.000Z")
    except TimeFormatError:
        return None


def days_of(text: str) -> tuple[date, date] | None:
    """The first and last day a date can mean (YYYY, YYYY-MM or YYYY-MM-DD); None for anything else."""
    parts = text.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if [len(part) for part in parts] != [4, 2, 2][: len(parts)]:
        return None
    numbers = [int(part) for part in parts]
    try:
        first = date(numbers[0], numbers[1] if len(numbers) > 1 else 1, numbers[2] if len(numbers) > 2 else 1)
        return first, _last_day(numbers, first)
    except ValueError:
        return None


def _last_day(numbers: list[int], first: date) -> date:
    if len(numbers) == 3:
        return first
    if len(numbers) == 1:
        return date(first.year, 12, 31)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
