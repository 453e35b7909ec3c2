"""C2SP signed-note: a text that ends in a newline, an empty line, and one line per signature.

Signature lines of unknown keys are kept and ignored; a line of a known key that does not verify spoils the note.
Two kinds of Ed25519 keys: ``ED25519`` signs the text, ``COSIGNATURE`` signs a time and the text (checkpoint.py).
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from comity.tlog.errors import NoteError

ED25519 = 1
COSIGNATURE = 4
ALGORITHMS = frozenset({ED25519, COSIGNATURE})

LIMIT_BYTES = 128 * 1024
LIMIT_SIGNATURES = 64
KEY_BYTES = 32
KEY_ID_BYTES = 4
SIGNATURE_BYTES = 64
TIMESTAMP_BYTES = 8
_DASH = "\N{EM DASH} "
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]{1,255}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_KEY_ID = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature as it stands in a note; ``signature`` is what follows the four bytes of the key id."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.signature).decode()}"


@dataclass(frozen=True, slots=True)
class Note:
    """A text (with its final newline) and its signature lines, known or not, in their order."""

    text: str
    signatures: tuple[SignatureLine, ...]

    def to_bytes(self) -> bytes:
        """The exact bytes that ``parse_note`` reads."""
        return (self.text + "\n" + "".join(f"{line}\n" for line in self.signatures)).encode()

    def with_signature(self, line: SignatureLine) -> "Note":
        """The same note with one more line; the very same line is not repeated."""
        return self if line in self.signatures else replace(self, signatures=(*self.signatures, line))

    def keeping(self, keys: Sequence["VerifierKey"]) -> "Note":
        """The same note with only the lines of these keys, for readers who can judge no others."""
        wanted = {(key.name, key.key_id) for key in keys}
        return replace(self, signatures=tuple(one for one in self.signatures if (one.name, one.key_id) in wanted))


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name it signs under and the kind of signature it makes."""

    name: str
    algorithm: int
    public_key: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if self.algorithm not in ALGORITHMS or len(self.public_key) != KEY_BYTES:
            raise NoteError("tlog.key", name=self.name, algorithm=self.algorithm)

    @property
    def key_id(self) -> bytes:
        """SHA-256(name || newline || algorithm || public key), the first four bytes."""
        material = self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public_key
        return hashlib.sha256(material).digest()[:KEY_ID_BYTES]

    def __str__(self) -> str:
        material = base64.b64encode(bytes([self.algorithm]) + self.public_key).decode()
        return f"{self.name}+{self.key_id.hex()}+{material}"


def verifier_key(name: str, key: Ed25519PrivateKey | Ed25519PublicKey, algorithm: int = ED25519) -> VerifierKey:
    """The verifier key of a key pair (or public key) under a name."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return VerifierKey(name, algorithm, public.public_bytes_raw())


def parse_verifier_key(text: str) -> VerifierKey:
    """Read ``name+id+base64``; the id must be the one the rest gives. Raise NoteError otherwise."""
    parts = text.split("+", 2) if len(text) <= 512 else []
    if len(parts) != 3 or not _KEY_ID.fullmatch(parts[1]):
        raise NoteError("tlog.key", text=text[:80])
    material = _decode(parts[2])
    if len(material) != 1 + KEY_BYTES:
        raise NoteError("tlog.key", text=text[:80])
    key = VerifierKey(parts[0], material[0], material[1:])
    if key.key_id.hex() != parts[1]:
        raise NoteError("tlog.key", reason="key_id", text=text[:80])
    return key


def check_name(name: str) -> str:
    """A key name holds no space, no plus, no control character and is not empty."""
    if not _NAME.fullmatch(name):
        raise NoteError("tlog.key_name", name=name[:80])
    return name


def parse_note(data: bytes, *, limit: int = LIMIT_BYTES) -> Note:
    """Read a note of at most ``limit`` bytes and 64 signatures. Nothing is verified yet. Raise NoteError."""
    if len(data) > limit:
        raise NoteError(reason="too_large", bytes=len(data))
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise NoteError(reason="not_utf8") from error
    if _CONTROL.search(whole):
        raise NoteError(reason="control_character")
    head, separator, tail = whole.rpartition("\n\n")
    if not separator or not tail.endswith("\n"):
        raise NoteError(reason="no_signatures")
    lines = tail[:-1].split("\n")
    if len(lines) > LIMIT_SIGNATURES:
        raise NoteError(reason="too_many_signatures", lines=len(lines))
    return Note(head + "\n", tuple(parse_signature(line) for line in lines))


def parse_signature(line: str) -> SignatureLine:
    """Read one signature line (without its newline). Raise NoteError."""
    name, separator, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not separator:
        raise NoteError(reason="signature_line", line=line[:80])
    blob = _decode(encoded)
    if len(blob) <= KEY_ID_BYTES:
        raise NoteError(reason="signature_length", line=line[:80])
    return SignatureLine(check_name(name), blob[:KEY_ID_BYTES], blob[KEY_ID_BYTES:])


def sign_note(text: str, name: str, key: Ed25519PrivateKey) -> SignatureLine:
    """Sign a text under a name with a plain Ed25519 signature."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise NoteError(reason="text")
    return SignatureLine(check_name(name), verifier_key(name, key).key_id, key.sign(text.encode()))


def signed_note(text: str, name: str, key: Ed25519PrivateKey) -> bytes:
    """The bytes of a note with one plain Ed25519 signature."""
    return Note(text, (sign_note(text, name, key),)).to_bytes()


def verify_note(note: Note, keys: Sequence[VerifierKey]) -> tuple[VerifierKey, ...]:
    """Which of the keys signed this note. Raise NoteError if none did, or if a line of one of them is wrong."""
    known = {(key.name, key.key_id): key for key in keys}
    signers: list[VerifierKey] = []
    for line in note.signatures:
        key = known.get((line.name, line.key_id))
        if key is None:
            continue
        _verify_line(note.text, line, key)
        if key not in signers:
            signers.append(key)
    if not signers:
        raise NoteError(reason="not_signed", keys=[key.name for key in keys])
    return tuple(signers)


def cosigned_message(timestamp: int, text: str) -> bytes:
    """The bytes a cosignature/v1 signs: a header line, a time line in POSIX seconds, the note's whole text."""
    return f"cosignature/v1\ntime {timestamp}\n{text}".encode()


def timestamp_of(line: SignatureLine) -> int:
    """The POSIX seconds a cosignature line claims. Raise NoteError if it is not of that shape."""
    if len(line.signature) != TIMESTAMP_BYTES + SIGNATURE_BYTES:
        raise NoteError(reason="signature_length", name=line.name)
    timestamp = int.from_bytes(line.signature[:TIMESTAMP_BYTES], "big")
    if timestamp > 2**63 - 1:
        raise NoteError(reason="timestamp", name=line.name)
    return timestamp


def _verify_line(text: str, line: SignatureLine, key: VerifierKey) -> None:
    if key.algorithm == COSIGNATURE:
        message, signature = cosigned_message(timestamp_of(line), text), line.signature[TIMESTAMP_BYTES:]
    else:
        message, signature = text.encode(), line.signature
    try:
        Ed25519PublicKey.from_public_bytes(key.public_key).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise NoteError(reason="wrong_signature", name=line.name) from error


def _decode(text: str) -> bytes:
    """Base 64 (RFC 4648 section 4) with its one canonical spelling only."""
    try:
        data = binascii.a2b_base64(text.encode("ascii"), strict_mode=True)
    except (ValueError, UnicodeEncodeError) as error:
        raise NoteError(reason="base64") from error
    if base64.b64encode(data).decode() != text:
        raise NoteError(reason="base64")
    return data
