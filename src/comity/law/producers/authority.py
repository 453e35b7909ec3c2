"""AUT-01: who is on the other side, may it do this, and is it really that authority?"""

from comity.law.fact import Fact
from comity.law.producers.common import act_of, is_incoming, partner_authority, text_of, unknown, yes_no
from comity.law.settings import Settings
from comity.law.situation import Situation


def authority_listed(situation: Situation, settings: Settings) -> Fact:
    """Does the partner stand in the directory, as an authority of the state it says it is of?"""
    if situation.partner is None:
        return unknown("partner")
    entry, country = partner_authority(situation), text_of(situation.partner, "country")
    named = text_of(situation.partner, "authority") or text_of(situation.partner, "office")
    return yes_no(entry is not None and country == entry.state, authority=named)


def mandate_covers(situation: Situation, settings: Settings) -> Fact:
    """Does the authority's mandate cover this act today?"""
    entry, act = partner_authority(situation), act_of(situation)
    if entry is None or not act:
        return unknown("partner in the directory")
    day = situation.day
    runs = entry.since <= day and (entry.until is None or day <= entry.until)
    return yes_no(runs and act in entry.acts, authority=entry.id, act=act)


def channel_authentic(situation: Situation, settings: Settings) -> Fact:
    """Incoming: is the message signed by this partner and addressed to us? Outgoing: is the partner paired?"""
    office = text_of(situation.partner or {}, "office")
    if not office:
        return unknown("partner")
    if not is_incoming(situation):
        return yes_no(True, partner=office)
    if situation.message is None:
        return unknown("message")
    sender, addressee = text_of(situation.message, "sender"), text_of(situation.message, "addressee")
    ours = addressee != "" and addressee == text_of(situation.node, "office")
    genuine = situation.message.get("authenticated") is True and sender == office and ours
    return yes_no(genuine, partner=office, sender=sender)


PRODUCERS = {
    "authority_listed": authority_listed,
    "mandate_covers": mandate_covers,
    "channel_authentic": channel_authentic,
}
