"""Faults on the link: each kind has a name, is counted per partner and day, and the first ones keep their evidence."""

import logging
from typing import Final

from comity.kit import clock
from comity.storage import faults

KINDS: Final = {
    "foreign": "signed by, or addressed to, another node",
    "bad_signature": "the header is not signed by the partner's key",
    "sealed_hash": "the sealed bytes are not those that were signed over",
    "cannot_open": "the sealed bytes do not open with this node's key",
    "content_hash": "the content is not the one the header commits to",
    "replay_altered": "other bytes under a sequence number or id that was used",
    "gap": "a message before this one is missing",
    "prev_mismatch": "the header does not follow the last one of its lane",
    "not_well_formed": "the content is not a message of its type",
    "wrong_files": "the files that came along are not exactly those the message names",
    "unknown_type": "no step takes a message of this type",
    "wrong_record": "the record is not the partner's, or not one this message can speak of",
    "wrong_round": "the message speaks of another round of its record",
    "stopped": "correctly signed, and not lawful or not the next step",
    "checkpoint_bad": "a checkpoint is not signed by the partner's log",
    "checkpoint_behind": "the partner's newest checkpoint is older than one this node has witnessed",
    "checkpoint_fork": "two checkpoints of the partner's log contradict each other",
    "not_witnessed": "the message left before this node had witnessed the log it stands in",
    "no_agreement": "no agreement is in force with the partner",
    "clock_skew": "the partner's clock and this one differ by more than 120 seconds",
    "receipt_bad": "a receipt that is not the partner's, or for something else",
    "expects_unknown": "the partner asks for a message that was never written",
    "failed": "this node failed on the message and takes it again later",
    "not_permitted": "the signer found no verdict on record for an outgoing message",
}
EVIDENCE_A_DAY: Final = 20
ENTRIES_A_DAY: Final = 100
"""After so many stopped messages of a partner in a day, further ones are counted and receipted, not entered."""

SKEW_SECONDS: Final = 120
_LOG = logging.getLogger("comity.link")


def record(peer: str, kind: str, note: str = "") -> int:
    """Count one fault of a partner; keep its evidence while today's are few. Returns today's count."""
    at = clock.format_time(clock.now())
    today = faults.count(peer, kind, at=at)
    if note and today <= EVIDENCE_A_DAY:
        faults.keep_note(peer, kind, at=at, text=note)
    level = logging.WARNING if today <= EVIDENCE_A_DAY else logging.DEBUG
    _LOG.log(level, "%s, %s today: %s (%s)", peer, today, KINDS[kind], kind)
    return today


def too_many_entries(peer: str) -> bool:
    """Whether this partner's stopped messages are no longer entered today."""
    return faults.count_today(peer, "stopped", at=clock.format_time(clock.now())) >= ENTRIES_A_DAY
