"""SYS-01, SYS-02: the same policies on both nodes, and a whole history on this one."""

from comity.law.fact import Fact
from comity.law.producers.common import is_incoming, text_of, unknown, yes_no
from comity.law.settings import Settings
from comity.law.situation import Situation


def policy_set_matches(situation: Situation, settings: Settings) -> Fact:
    """Are the set that judges now, the set the agreement names and the set in the partner's message one?"""
    loaded = settings.policy_hash
    agreed = text_of(situation.agreement or {}, "policy_hash")
    if not loaded or not agreed:
        return unknown("agreement")
    hashes = {loaded, agreed, text_of(situation.node, "shared_policy_hash") or loaded}
    if is_incoming(situation) and situation.message is None:
        return unknown("message")
    if situation.message is not None:
        hashes.add(text_of(situation.message, "policy_hash"))
    return yes_no(len(hashes) == 1, loaded=loaded, agreed=agreed)


def history_whole(situation: Situation, settings: Settings) -> Fact:
    """Does the node know its history to be whole?"""
    whole = situation.node.get("history_whole")
    return yes_no(whole) if isinstance(whole, bool) else unknown("high-water mark")


PRODUCERS = {"policy_set_matches": policy_set_matches, "history_whole": history_whole}
