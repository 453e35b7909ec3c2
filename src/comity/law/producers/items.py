"""What is asked for and what would go out: coercive, special, or telling where somebody is."""

from comity.law.fact import Fact
from comity.law.pack_model import Item
from comity.law.producers.common import (
    OWN_REQUEST_SIDES,
    found,
    silent,
    text_of,
    unknown,
    yes_no,
)
from comity.law.settings import Settings
from comity.law.situation import Situation, words


def items_of(situation: Situation) -> list[Item] | None:
    """The items asked for; None when the list is missing, empty, or names an item the pack does not hold."""
    codes = words(situation.request.get("items"))
    if not codes or any(code not in situation.pack.items for code in codes):
        return None
    return [situation.pack.items[code] for code in codes]


def released_items(situation: Situation) -> list[Item] | None:
    """The items the release answers; empty without a release, None when a statement names no listed item."""
    if situation.release is None:
        return []
    statements = situation.statements
    if statements is None:
        return None
    codes = [text_of(row, "item") for row in statements]
    if any(code not in situation.pack.items for code in codes):
        return None
    return [situation.pack.items[code] for code in codes]


def items_coercive(situation: Situation, settings: Settings) -> Fact:
    """Is an item on the list that police may not give without a court's order?"""
    items = items_of(situation)
    if items is None:
        return unknown("items")
    coercive = sorted(item.code for item in items if item.coercive)
    return yes_no(bool(coercive), items=coercive)


def coercive_act(situation: Situation, settings: Settings) -> Fact:
    """Only raises: a coercive item makes the act coercive; that none is listed says nothing about the act."""
    fact = items_coercive(situation, settings)
    return silent() if fact.value == "no" else fact


def special_data(situation: Situation, settings: Settings) -> Fact:
    """Is an item asked for, or a statement to be released, biometric or otherwise special?"""
    asked, given = items_of(situation), released_items(situation)
    if asked is None or given is None:
        return unknown("items")
    special = sorted({item.code for item in (*asked, *given) if item.special})
    return yes_no(bool(special), items=special)


def whereabouts_at_stake(situation: Situation, settings: Settings) -> Fact:
    """Would it come out where a person is: by an item we are asked for, a statement we give, an address we write?"""
    persons, objects = situation.persons, situation.objects
    if persons is None or objects is None:
        return unknown("persons and objects")
    if situation.side == "requesting":
        written = [row for row in objects if row.get("kind") == "address"]
        return yes_no(bool(written) and bool(persons), addresses=len(written))
    asked, given = items_of(situation), released_items(situation)
    if asked is None or given is None or situation.side not in ("requested", *OWN_REQUEST_SIDES):
        return unknown("items")
    telling = sorted({item.code for item in (*asked, *given) if item.whereabouts})
    return found("yes" if telling else "no", items=telling)


PRODUCERS = {
    "items_coercive": items_coercive,
    "coercive_act": coercive_act,
    "special_data": special_data,
    "whereabouts_at_stake": whereabouts_at_stake,
}
