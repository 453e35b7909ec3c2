"""C2SP tlog-checkpoint and tlog-cosignature v1 (Ed25519): a log says how long it is, a witness says since when.

A checkpoint has exactly three lines here. Extension lines are allowed by the specification but not recommended (no
monitor can audit them), so they are refused.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from comity.tlog.errors import CheckpointError, NoteError
from comity.tlog.note import (
    COSIGNATURE,
    ED25519,
    Note,
    SignatureLine,
    VerifierKey,
    check_name,
    cosigned_message,
    parse_note,
    parse_signature,
    signed_note,
    timestamp_of,
    verifier_key,
    verify_note,
)
from comity.tlog.tree import HASH_BYTES, MAX_SIZE

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_LATEST = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of one log: its name, how many entries, the root over them. ``origin`` is ``<office>/record``."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        try:
            check_name(self.origin)
        except NoteError as error:
            raise CheckpointError(reason="origin") from error
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_BYTES:
            raise CheckpointError(reason="size_or_root", size=self.size)

    def to_text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Read exactly the form ``to_text`` writes. Raise CheckpointError on anything else."""
    lines = text.split("\n")
    if len(lines) != 4:
        raise CheckpointError(reason="lines", lines=len(lines))
    if not _SIZE.fullmatch(lines[1]):
        raise CheckpointError(reason="size")
    try:
        root = binascii.a2b_base64(lines[2].encode("ascii"), strict_mode=True)
    except (ValueError, UnicodeEncodeError) as error:
        raise CheckpointError(reason="root") from error
    checkpoint = Checkpoint(lines[0], int(lines[1]), root)
    if checkpoint.to_text() != text:
        raise CheckpointError(reason="root")
    return checkpoint


def sign_checkpoint(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> bytes:
    """The note of a checkpoint, signed by the log under its origin.

    A log never signs two checkpoints that are inconsistent: the caller has made sure before it asks.
    """
    return signed_note(checkpoint.to_text(), checkpoint.origin, key)


def open_checkpoint(note: bytes, vkey: VerifierKey) -> Checkpoint:
    """Verify the log's signature, then read. The key's name must be the origin. Raise NoteError, CheckpointError."""
    if vkey.algorithm != ED25519:
        raise CheckpointError(reason="key_algorithm", algorithm=vkey.algorithm)
    parsed = parse_note(note)
    verify_note(parsed, [vkey])
    checkpoint = parse_checkpoint(parsed.text)
    if checkpoint.origin != vkey.name:
        raise CheckpointError(reason="origin", origin=checkpoint.origin, expected=vkey.name)
    return checkpoint


def witness_key(office: str, public_key: bytes) -> VerifierKey:
    """The cosigner key of an office: a public key of 32 bytes under the name ``<office>/witness``."""
    return VerifierKey(f"{office}/witness", COSIGNATURE, public_key)


def cosign(note: bytes, key: Ed25519PrivateKey, name: str, at: datetime) -> SignatureLine:
    """A witness's line for a checkpoint it has opened and found consistent with the last one it saw.

    It says: as of ``at`` (cut to seconds), this is the largest tree of this log that the witness has observed.
    """
    parsed = parse_note(note)
    parse_checkpoint(parsed.text)
    timestamp = _posix_seconds(at)
    signature = key.sign(cosigned_message(timestamp, parsed.text))
    key_id = verifier_key(name, key, COSIGNATURE).key_id
    return SignatureLine(name, key_id, timestamp.to_bytes(8, "big") + signature)


def add_signature(note: bytes, line: SignatureLine | str) -> bytes:
    """The bytes of the note with one more signature line."""
    one = parse_signature(line) if isinstance(line, str) else line
    return parse_note(note).with_signature(one).to_bytes()


def verify_cosignature(note: bytes, vkey: VerifierKey) -> datetime:
    """When this witness cosigned this checkpoint (the latest, if more than once). Raise NoteError if it did not."""
    if vkey.algorithm != COSIGNATURE:
        raise NoteError(reason="key_algorithm", algorithm=vkey.algorithm)
    parsed = parse_note(note)
    parse_checkpoint(parsed.text)
    verify_note(parsed, [vkey])
    latest = max(timestamp_of(line) for line in _lines_of(parsed, vkey))
    if latest > _LATEST:
        raise NoteError(reason="timestamp", name=vkey.name)
    return datetime.fromtimestamp(latest, UTC)


def _lines_of(note: Note, vkey: VerifierKey) -> list[SignatureLine]:
    return [line for line in note.signatures if (line.name, line.key_id) == (vkey.name, vkey.key_id)]


def _posix_seconds(at: datetime) -> int:
    if at.tzinfo is None or at.timestamp() < 0:
        raise NoteError(reason="timestamp")
    return int(at.timestamp())
