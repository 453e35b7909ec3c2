"""Fact producers: each works out one fact from the situation, purely, and says what it looked at.

A producer that lacks an input leaves the fact unknown. It never turns a missing input into a harmless word.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from comity.law.producers import (
    adviser,
    assistance,
    assurances,
    authority,
    basis,
    complaint,
    conduct,
    consent,
    correction,
    criminal_record,
    crossing,
    evidence,
    footage,
    governance,
    indicators,
    items,
    joint_team,
    nationality,
    node,
    people,
    persons,
    processing,
    publication,
    purpose,
    quality,
    release,
    removal,
    reply,
    retention,
    series,
    signing,
    subject,
    surrender,
    surrender_court,
    talk,
    territory,
)
from comity.law.producers.common import Producer

_ROOMS: Final = (
    adviser,
    assistance,
    assurances,
    authority,
    basis,
    complaint,
    conduct,
    correction,
    consent,
    criminal_record,
    crossing,
    evidence,
    footage,
    governance,
    indicators,
    items,
    joint_team,
    nationality,
    node,
    people,
    persons,
    processing,
    publication,
    purpose,
    quality,
    release,
    removal,
    reply,
    retention,
    series,
    signing,
    subject,
    surrender,
    surrender_court,
    talk,
    territory,
)

PRODUCERS: Final[Mapping[str, Producer]] = MappingProxyType(
    {name: producer for room in _ROOMS for name, producer in room.PRODUCERS.items()}
)
"""Every producer by the name the table of facts uses."""
