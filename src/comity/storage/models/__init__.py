"""All tables of a node, split by noun. Each says its kind: record (folded), operational, or access log."""

from comity.storage.models.access import AccessLog, ReadHead, SignInFailure
from comity.storage.models.attachment import Attachment, StagedAttachment
from comity.storage.models.entry import Entry, EntryPayload, ScopeKey
from comity.storage.models.link import Fault, FaultNote, Inbox, LaneHead, Outbox, PeerHead
from comity.storage.models.log import Checkpoint, Cosignature, LogHead, LogNode, WitnessedCheckpoint
from comity.storage.models.officer import Officer
from comity.storage.models.policy import PolicyFiles
from comity.storage.models.record import DecisionRow, Mention, Record, StatementRow
from comity.storage.models.worker import Lease

__all__ = [
    "AccessLog",
    "Attachment",
    "Checkpoint",
    "Cosignature",
    "DecisionRow",
    "Entry",
    "EntryPayload",
    "Fault",
    "FaultNote",
    "Inbox",
    "LaneHead",
    "Lease",
    "LogHead",
    "LogNode",
    "Mention",
    "Officer",
    "Outbox",
    "PeerHead",
    "PolicyFiles",
    "ReadHead",
    "Record",
    "ScopeKey",
    "SignInFailure",
    "StagedAttachment",
    "StatementRow",
    "WitnessedCheckpoint",
]
