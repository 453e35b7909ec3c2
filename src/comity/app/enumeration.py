"""Is somebody counting through document or phone numbers? Judged over everything the partner asked in thirty days.

Requests keep only blinded traces, so that nobody can read whom they were about. Whether the number before or after this
one was asked about can still be told: its trace would be the same as one made from that number now.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

REACH = 12
"""How far a run is followed to each side of a number."""
NUMBERED = re.compile(r"(.*?)(\d{1,18})([a-z]*)")
"""A token up to its last run of digits, the digits, and letters that may stand behind them."""

Known = Callable[[Collection[str]], set[str]]
"""Which of these readable tokens were asked about before."""


def longest_run(tokens: Collection[str], known: Known) -> int:
    """How many numbers follow each other, those of this request and those asked about before counted together."""
    here = {token for token in tokens if _parts(token)}
    near = {name for token in here for name in _neighbours(token)}
    seen = here | known(near - here) if near else here
    return max((_run(token, seen) for token in here), default=0)


def identifiers(request: Mapping[str, Any], of_person: Callable[[Mapping[str, Any]], list[str]],
                of_object: Callable[[Mapping[str, Any]], list[str]]) -> list[str]:  # fmt: skip
    """The readable tokens of every document and numbered thing of a request."""
    found = [token for person in request.get("persons", []) for token in of_person(person)]
    found += [token for item in request.get("objects", []) for token in of_object(item)]
    return [token for token in found if not token.startswith("name:")]


def _parts(token: str) -> tuple[str, str, str] | None:
    found = NUMBERED.fullmatch(token)
    return (found[1], found[2], found[3]) if found else None


def _shifted(token: str, by: int) -> str:
    """The token whose number is that much higher, written as wide; "" where there is none."""
    parts = _parts(token)
    if parts is None or int(parts[1]) + by < 0:
        return ""
    return f"{parts[0]}{int(parts[1]) + by:0{len(parts[1])}d}{parts[2]}"


def _neighbours(token: str) -> set[str]:
    return {_shifted(token, by) for by in range(-REACH, REACH + 1) if by} - {""}


def _run(token: str, seen: Collection[str]) -> int:
    length = 1
    for step in (-1, 1):
        by = step
        while abs(by) <= REACH and _shifted(token, by) in seen:
            length, by = length + 1, by + step
    return length
