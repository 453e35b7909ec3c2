"""The improper requests for information: what each asks, what an honest desk says of it, and which gates must stop it.

The numbers are those of the catalogue of abuse (docs/ref/law). ``ours`` are the gates that stop it at the office whose
officer asks, with an honest supervisor (none where only the requested state can know); ``theirs`` those that stop it at the requested office, where the asking office
lied about everything a person can lie about. ``door`` is where a lie no longer helps: the message itself is turned away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.office import REQUESTER_FACTS, fraud_request

HARMLESS = {**REQUESTER_FACTS, "adverse_act": "no", "danger_to_life": "no"}
"""What somebody says who wants a request to pass."""


@dataclass(frozen=True)
class Case:
    """One improper request. ``person`` and ``request`` change an ordinary lawful one."""

    number: int
    name: str
    ours: frozenset[str]
    theirs: frozenset[str]
    request: Mapping[str, Any] = field(default_factory=dict)
    person: Mapping[str, Any] = field(default_factory=dict)
    honest: Mapping[str, str] = field(default_factory=dict)
    door: bool = False
    nobody: bool = False
    collusion: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()
    """What other officers of the asking office say so that their own gates open."""
    planted: bool = False
    """No lie of people opens the asking office's gates: the message is forged by an office without any."""
    secret: tuple[str, ...] = ("POL-", "REF-", "EXP-", "GRP-", "VIC-", "asylum", "refugee", "political", "victim")

    @property
    def facts(self) -> dict[str, str]:
        """What an honest desk states."""
        return {**HARMLESS, **self.honest}

    def form(self, name: str, **changes: Any) -> dict[str, Any]:
        """The request as its officer writes it, about a person of this name."""
        ordinary = fraud_request()
        persons = [] if self.nobody else [{**ordinary["persons"][0], "names": [name], **self.person}]
        return {**ordinary, "persons": persons, **self.request, **changes}


def gates(*names: str) -> frozenset[str]:
    return frozenset(names)


def decided(policy: str, *people: str) -> tuple[tuple[str, str, Mapping[str, Any]], ...]:
    """Written decisions that grant, each by another person."""
    form = {"policy": policy, "outcome": "granted", "reasons": "We have looked at it and see nothing wrong with it.",
            "expires_on": ""}  # fmt: skip
    return tuple((who, "ir.decide", form) for who in people)


CASES = (
    Case(
        1, "a journalist once charged with inciting subversion, now wanted for fraud",
        ours=gates("POL-01.review", "EXP-01.review"),
        theirs=gates("POL-01.review", "EXP-01.review"),
        request={
            "summary": "The journalist, formerly charged with inciting subversion, took money from readers of a blog.",
            "flags": ["press"],
        },
        collusion=(*decided("POL-01.review", "reviewer", "prosecutor"), *decided("EXP-01.review", "reviewer")),
    ),
    Case(
        2, "everyone of an ethnic group in a province",
        ours=gates("GRP-01.selector", "GRP-01.trait", "GRP-01.review", "PUR-01.specified"),
        theirs=gates("GRP-01.selector"),
        request={"summary": "List all members of the ethnic minority who live in the province."},
        honest={"trait_selector": "yes"},
        door=True, nobody=True,
    ),
    Case(
        3, "a person whose address a feared state wants",
        ours=gates(),
        theirs=gates("REF-01"),
        request={"items": ["identity", "address"]},
    ),
    Case(
        16, "one sentence copied to many persons",
        ours=gates("PUR-01.specified"),
        theirs=gates("PUR-01.specified"),
        request={
            "persons": [
                {**fraud_request()["persons"][0], "names": [f"Person Number{letter}"], "link": "Connected with this case."}
                for letter in "abcdefghijklmnopqrst"
            ]
        },
        door=True,
    ),
    Case(
        18, "where the sister of a critic lives",
        ours=gates("PUR-01.specified", "POL-01.review"),
        theirs=gates("PUR-01.specified"),
        request={"items": ["address"], "summary": "Family contact of the opposition activist who lives abroad."},
        person={"role": "contact", "link": "sister"},
        door=True,
    ),
    Case(
        19, "life at risk, without any fact",
        ours=gates("URG-01"),
        theirs=gates("URG-01"),
        request={"urgent": True, "urgency_ground": "life", "urgency_reason": ""},
        planted=True,
    ),
    Case(
        20, "a house search on a police form",
        ours=gates("COE-01.items", "COE-01.act"),
        theirs=gates("COE-01.items"),
        request={"items": ["identity", "house_search"]},
        honest={"coercive_act": "yes"},
        door=True,
    ),
    Case(
        22, "a scam-compound worker wanted as a fraudster",
        ours=gates("VIC-01.hard", "VIC-01.review"),
        theirs=gates("VIC-01.hard", "VIC-01.review"),
        request={"summary": "He called people for the compound; his passport was taken and he could not leave."},
        collusion=(("victims", "ir.state_facts", {"facts": {"victim_screening": "negative"}}),),
    ),
    Case(
        28, "the criminal record of a business partner",
        ours=gates("OFF-01.listed"),
        theirs=gates("OFF-01.listed"),
        request={"items": ["criminal_record"], "conduct": "business_dispute",
                 "summary": "Before a contract is signed the record of the other side is wanted."},
        honest={"conduct_fits_facts": "no"},
        door=True,
    ),
)  # fmt: skip
BY_ID = {f"{case.number:02d} {case.name}": case for case in CASES}
