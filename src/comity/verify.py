"""Verify an exported record with nothing but this file, Python 3.11 and the ``cryptography`` package.

    python verify.py FOLDER [--against FOLDER] [--json]

It needs no server, no database and no other part of the product, and shares no code with the part that wrote the
folder. It only reads. Exit code 0: no fault found; 1: faults; 2: the folder cannot be judged at all.
The bytes it checks are described in docs/protocol/log.md, each check in docs/ref/verify.md.
Nobody may write to the folder while this runs.
"""

import argparse
import base64
import binascii
import hashlib
import json
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAX_ENTRY_LINE = 32 * 1024 * 1024
MAX_LINE = 512 * 1024
MAX_LINES = 5_000_000
MAX_NOTE = 128 * 1024
MAX_MANIFEST = 256 * 1024 * 1024
MAX_SIGNATURES = 64
MAX_BLOB = 64 * 1024 * 1024
BLOB_CONTEXT = b"comity/blob/v1"
MAX_FILES = 2_000_000
MAX_DEPTH = 16
KEPT_FAULTS = 100
TILE_WIDTH = 256
HASH = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

CHECKS = {
    "V1": "The folder holds plain files only, none unexpected",
    "V2": "Identities are well formed (own and partners')",
    "V3": "The manifest is signed and every file is as listed",
    "V4": "The checkpoint is signed by the log; cosignatures are right",
    "V5": "Entries are canonical, numbered without gap, chained by record",
    "V6": "The entries hash to the root in the checkpoint",
    "V7": "Tiles hold the hashes of these entries",
    "V8": "Payloads that are present match their entries",
    "V9": "Decisions and facts match their hashes and the outcome",
    "V10": "Partners' checkpoints are signed and never contradict each other",
    "V11": "Receipts are signed by the partner and carry its checkpoint",
    "V12": "Each office's log agrees with every checkpoint the other has seen",
    "V13": "The inbox is well formed and knows every message receipted",
    "V14": "Files that payloads name are there, open, and have the hash they are named by",
}

_OFFICE = re.compile(r"[a-z][a-z0-9-]{1,30}")
_HEX = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_KEY_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]{1,255}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_TILE = re.compile(r"tile/(0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII)
_PEER_FILE = re.compile(r"peers/([a-z][a-z0-9-]{1,30})/(identity\.json|checkpoints\.jsonl)", re.ASCII)
_BLOB = re.compile(r"blobs/([0-9a-f]{2})/\1[0-9a-f]{62}", re.ASCII)
_LISTED = re.compile(r"([0-9a-f]{64}) (0|[1-9][0-9]{0,17}) (\S{1,1000})")
_ENTRY_LINE = re.compile(
    rb'\{"entry":"([A-Za-z0-9+/=]+)","leaf_salt":"([A-Za-z0-9+/=]{44})","payload":(?:null|"([A-Za-z0-9+/=]*)"),'
    rb'"payload_salt":(?:null|"([A-Za-z0-9+/=]{44})"),"seq":(0|[1-9][0-9]{0,18})\}\n'
)
_TOP = frozenset({
    "identity.json", "checkpoint", "manifest", "entries.jsonl", "receipts.jsonl", "inbox.jsonl",
})  # fmt: skip
_ENTRY_TEXTS = (
    "at", "actor", "actor_role", "command", "procedure", "record", "step", "from", "to", "outcome",
    "prev", "facts_hash", "decision_hash", "payload_hash",
)  # fmt: skip
_ENTRY_HASHES = ("prev", "facts_hash", "decision_hash", "payload_hash")


# ------------------------------------------------------------------------------------------------ the report


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: which check found it, where, in which entry of the log (if one), in plain words."""

    check: str
    where: str
    text: str
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of check: how many things were looked at and how many were at fault."""

    id: str
    title: str
    done: int
    faults: int


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found. ``faults`` holds the first hundred; ``fault_count`` counts them all."""

    folder: str
    readable: bool
    office: str
    origin: str
    log_key: str
    log_key_sha256: str
    signing_key_sha256: str
    size: int
    root: str
    first_at: str
    last_at: str
    done: int
    stopped: int
    payloads: int
    erased: int
    cosignatures: tuple[str, ...]
    partners: tuple[str, ...]
    checks: tuple[Check, ...]
    faults: tuple[Fault, ...]
    fault_count: int
    remarks: tuple[str, ...]
    against: "Report | None" = None

    @property
    def ok(self) -> bool:
        """Readable, no fault here and none in the folder it was compared with."""
        return self.readable and not self.fault_count and (self.against is None or self.against.ok)

    @property
    def exit_code(self) -> int:
        """0 no fault, 1 faults, 2 cannot be judged."""
        if not self.readable or (self.against is not None and not self.against.readable):
            return 2
        return 0 if self.ok else 1


class UnreadableError(Exception):
    """The folder cannot be judged at all: something without which nothing can be checked is missing or hostile."""


class _BadError(Exception):
    """A piece of data is not what it must be; the text says how."""


@dataclass(slots=True)
class _Findings:
    """Collects what is found while the checks run."""

    done: dict[str, int] = field(default_factory=dict)
    faulty: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def count(self, check: str, number: int = 1) -> None:
        self.done[check] = self.done.get(check, 0) + number

    def fault(self, check: str, where: str, text: str, entry: int | None = None) -> None:
        self.faulty[check] = self.faulty.get(check, 0) + 1
        if len(self.faults) < KEPT_FAULTS:
            self.faults.append(Fault(check, _plain(where), _plain(text, 300), entry))

    def remark(self, text: str) -> None:
        if len(self.remarks) < KEPT_FAULTS and text not in self.remarks:
            self.remarks.append(_plain(text, 300))

    def checks(self) -> tuple[Check, ...]:
        return tuple(
            Check(name, title, self.done.get(name, 0), self.faulty.get(name, 0))
            for name, title in CHECKS.items()
            if name in self.done or name in self.faulty
        )


def _plain(text: str, limit: int = 160) -> str:
    """Text from the folder, safe to print: no control or direction characters, bounded."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in text[: limit + 1])
    return shown if len(shown) <= limit else shown[:limit] + "..."


# --------------------------------------------------------------------------------------- reading the folder


class _Folder:
    """Plain files under one folder. No name that stands in the data is ever opened; links are refused."""

    def __init__(self, path: str) -> None:
        self.root = Path(path).absolute()
        self.paths: dict[str, int] = {}

    def scan(self) -> None:
        """Learn every file and its length; raise UnreadableError at a link, a device, or too many files."""
        if not self.root.is_dir():
            raise UnreadableError("there is no such folder")
        self._scan(self.root, "", 0)

    def _scan(self, folder: Path, prefix: str, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise UnreadableError("folders are nested too deeply")
        with os.scandir(folder) as found:
            for one in found:
                name = prefix + one.name
                if one.is_dir(follow_symlinks=False):
                    self._scan(Path(one.path), name + "/", depth + 1)
                    continue
                if not one.is_file(follow_symlinks=False):
                    raise UnreadableError(f"{_plain(name)} is a link or no plain file; links are refused")
                if len(self.paths) >= MAX_FILES:
                    raise UnreadableError("too many files")
                self.paths[name] = one.stat(follow_symlinks=False).st_size

    def has(self, name: str) -> bool:
        return name in self.paths

    def open(self, name: str) -> int:
        """A file descriptor of a scanned plain file."""
        if name not in self.paths:
            raise UnreadableError(f"{_plain(name)} is missing")
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(self.root / name, flags)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise UnreadableError(f"{_plain(name)} is no plain file; links are refused")
        return handle

    def read(self, name: str, limit: int) -> bytes:
        """A whole small file; raise _BadError if it is larger than ``limit``."""
        with os.fdopen(self.open(name), "rb") as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            _bad(f"longer than {limit} bytes")
        return data

    def lines(self, name: str, limit: int) -> Iterator[tuple[int, bytes]]:
        """Numbered lines with their newline, each of at most ``limit`` bytes; raise _BadError at a longer one."""
        with os.fdopen(self.open(name), "rb", buffering=1 << 20) as file:
            number = 0
            while line := file.readline(limit + 1):
                number += 1
                if len(line) > limit:
                    _bad(f"line {number} is longer than {limit} bytes")
                yield number, line

    def digest(self, name: str) -> str:
        """SHA-256 of a file in hexadecimal, in bounded memory."""
        with os.fdopen(self.open(name), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


# ------------------------------------------------------------------------------------------ bytes and JSON


def _bad(text: str) -> NoReturn:
    raise _BadError(text)


def _b64(text: str | bytes, length: int | None = None) -> bytes:
    """Base 64 with its one canonical spelling only, of ``length`` bytes if given."""
    raw = text.encode("ascii", "replace") if isinstance(text, str) else text
    try:
        data = binascii.a2b_base64(raw, strict_mode=True)
    except ValueError:
        data = None
    if data is None or binascii.b2a_base64(data, newline=False) != raw:
        _bad("not canonical base 64")
    if length is not None and len(data) != length:
        _bad(f"{len(data)} bytes where {length} are expected")
    return data


def _no_float(text: str) -> NoReturn:
    raise ValueError(text[:40])


def _whole(text: str) -> int:
    number = int(text) if len(text) <= 17 else 1 << 60
    if abs(number) > 2**53 - 1:
        raise ValueError(text[:40])
    return number


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a name stands twice")
    return value


_FAST = json.JSONDecoder(parse_float=_no_float, parse_int=_whole, parse_constant=_no_float)
_STRICT = json.JSONDecoder(parse_float=_no_float, parse_int=_whole, parse_constant=_no_float, object_pairs_hook=_unique)
_WRITER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_WRITER_AS_GIVEN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _parse(data: bytes, decoder: json.JSONDecoder = _STRICT) -> dict[str, Any]:
    """A JSON object without floats and huge numbers."""
    try:
        value = decoder.decode(data.decode())
    except (ValueError, RecursionError) as error:
        raise _BadError("not JSON of the allowed kind (whole numbers, names once)") from error
    if not isinstance(value, dict):
        _bad("not a JSON object")
    return value


def _canonical(value: Any) -> bytes:
    """RFC 8785 for values without floats: compact, names sorted by UTF-16 code units."""
    try:
        text = _WRITER.encode(value)
        if not text.isascii() and max(text) >= "\ue000":  # only then do code points sort unlike UTF-16
            text = _WRITER_AS_GIVEN.encode(_sorted(value))
        return text.encode()
    except (ValueError, RecursionError) as error:
        raise _BadError("no canonical form") from error


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value, key=lambda one: one.encode("utf-16-be"))}
    return [_sorted(item) for item in value] if isinstance(value, list) else value


def _object(line: bytes, fields: Mapping[str, type]) -> dict[str, Any]:
    """A canonical JSON line with exactly these fields."""
    if not line.endswith(b"\n"):
        _bad("the line is cut off (no newline at its end)")
    value = _parse(line[:-1])
    if set(value) != set(fields) or any(type(value[name]) is not kind for name, kind in fields.items()):
        _bad(f"the fields are not exactly {', '.join(sorted(fields))}, each of its type")
    if _canonical(value) != line[:-1]:
        _bad("not in canonical form")
    return value


def _time(text: str) -> str:
    if not _TIME.fullmatch(text):
        _bad("a time is not RFC 3339 in UTC with three decimals")
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise _BadError("a time names a day or hour that does not exist") from error
    return text


def _signed_by(public_key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


# ------------------------------------------------------------------------------- identities, notes, checkpoints


@dataclass(frozen=True, slots=True)
class _Identity:
    office: str
    origin: str
    log_key_text: str
    log_key: bytes
    signing_key: bytes


@dataclass(frozen=True, slots=True)
class _Signature:
    name: str
    key_id: bytes
    blob: bytes


@dataclass(frozen=True, slots=True)
class _Checkpoint:
    size: int
    root: bytes
    cosignatures: tuple[str, ...] = ()


def _key_id(name: str, algorithm: int, public_key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + bytes([algorithm]) + public_key).digest()[:4]


def _read_identity(data: bytes) -> _Identity:
    fields = {"v": int, "office": str, "origin": str, "log_key": str, "signing_key": str}
    value = _object(data, fields)
    office, origin = value["office"], value["origin"]
    if value["v"] != 1 or not _OFFICE.fullmatch(office) or origin != f"{office}/record":
        _bad("version, office code or origin is not of the known form")
    parts = value["log_key"].split("+", 2)
    if len(parts) != 3 or parts[0] != origin:
        _bad("the log key is not a verifier key named by the origin")
    material = _b64(parts[2], 33)
    if material[0] != 1 or parts[1] != _key_id(origin, 1, material[1:]).hex():
        _bad("the log key is not an Ed25519 verifier key with its own key id")
    return _Identity(office, origin, value["log_key"], material[1:], _b64(value["signing_key"], 32))


def _read_note(data: bytes, limit: int = MAX_NOTE) -> tuple[str, list[_Signature]]:
    if len(data) > limit:
        _bad("the note is too long")
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise _BadError("the note is not UTF-8") from error
    text, blank, tail = whole.rpartition("\n\n")
    if _CONTROL.search(whole) or not blank or not tail.endswith("\n"):
        _bad("not a signed note")
    lines = tail[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        _bad("too many signature lines")
    return text + "\n", [_read_signature(line) for line in lines]


def _read_signature(line: str) -> _Signature:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "\N{EM DASH}" or not _KEY_NAME.fullmatch(parts[1]):
        _bad("a signature line is malformed")
    blob = _b64(parts[2])
    if len(blob) < 5:
        _bad("a signature line is malformed")
    return _Signature(parts[1], blob[:4], blob[4:])


def _read_checkpoint(text: str, origin: str) -> _Checkpoint:
    lines = text.split("\n")
    if len(lines) != 4 or not _SIZE.fullmatch(lines[1]):
        _bad("not a checkpoint of three lines")
    if lines[0] != origin:
        _bad(f"a checkpoint of {lines[0][:80]}, not of {origin}")
    size = int(lines[1])
    if size > 2**63 - 1:
        _bad("a size beyond all bounds")
    return _Checkpoint(size, _b64(lines[2], HASH))


def _open_checkpoint(data: bytes, log: _Identity, known: Mapping[str, _Identity] | None) -> _Checkpoint:
    """A checkpoint signed by its log. With ``known`` offices, every further line must be a right cosignature."""
    text, signatures = _read_note(data)
    by_log, cosigned = 0, []
    for one in signatures:
        if one.name == log.origin and one.key_id == _key_id(log.origin, 1, log.log_key):
            if not _signed_by(log.log_key, one.blob, text.encode()):
                _bad("the log's signature is wrong")
            by_log += 1
        elif known is not None:
            cosigned.append(_cosignature(one, text, known))
    if not by_log:
        _bad("not signed by the log's key")
    checkpoint = _read_checkpoint(text, log.origin)
    if len(set(cosigned)) + 1 != len(signatures) and known is not None:
        _bad("a signature line stands twice")
    return _Checkpoint(checkpoint.size, checkpoint.root, tuple(cosigned))


def _cosignature(line: _Signature, text: str, known: Mapping[str, _Identity]) -> str:
    """Tlog-cosignature v1 by a key of an office in this folder, under a name ``<office>/...``; says who and when."""
    office = known.get(line.name.partition("/")[0])
    for key in (office.log_key, office.signing_key) if office else ():
        if line.key_id == _key_id(line.name, 4, key):
            timestamp = int.from_bytes(line.blob[:8], "big")
            message = f"cosignature/v1\ntime {timestamp}\n{text}".encode()
            if len(line.blob) != 72 or timestamp > 253402300799 or not _signed_by(key, line.blob[8:], message):
                _bad(f"the cosignature of {line.name} is wrong")
            return f"{line.name} {datetime.fromtimestamp(timestamp, UTC):%Y-%m-%dT%H:%M:%SZ}"
    return _bad(f"a signature line of {line.name[:80]}, whose key is not in this folder")


# -------------------------------------------------------------------------------------------------- the tree


class _Tree:
    """RFC 6962 hashing of leaves as they come, in memory that grows with the logarithm of their number."""

    def __init__(self, on_tile_hash: Callable[[int, bytes], None]) -> None:
        self.size = 0
        self._parts: list[bytes] = []  # hashes of perfect subtrees, the largest first; one for each 1 bit of size
        self._on_tile_hash = on_tile_hash

    def add(self, leaf: bytes) -> None:
        """``leaf`` is the leaf hash."""
        digest, level, rest = leaf, 0, self.size
        self._on_tile_hash(0, digest)
        while rest & 1:
            digest = hashlib.sha256(b"\x01" + self._parts.pop() + digest).digest()
            level, rest = level + 1, rest >> 1
            if level % 8 == 0:
                self._on_tile_hash(level // 8, digest)
        self._parts.append(digest)
        self.size += 1

    def root(self) -> bytes:
        if not self._parts:
            return EMPTY_ROOT
        digest = self._parts[-1]
        for part in self._parts[-2::-1]:
            digest = hashlib.sha256(b"\x01" + part + digest).digest()
        return digest


class _Tiles:
    """Compares the folder's tiles with the hashes that come out of the tree."""

    def __init__(self, folder: _Folder, found: _Findings) -> None:
        self._folder, self._found = folder, found
        self._rows: list[bytearray] = []
        self._numbers: list[int] = []
        self._partial: dict[str, list[tuple[int, str]]] = {}
        self._left: set[str] = set()
        self._index()

    def _index(self) -> None:
        for path in self._folder.paths:
            if not path.startswith("tile/"):
                continue
            match = _TILE.fullmatch(path)
            if match is None:
                self._found.fault("V7", path, "not the path of a tile")
                continue
            self._left.add(path)
            if match[3]:
                self._partial.setdefault(path.partition(".p/")[0], []).append((int(match[3]), path))

    def take(self, level: int, digest: bytes) -> None:
        """The next hash of a tile level."""
        if level == len(self._rows):
            self._rows.append(bytearray())
            self._numbers.append(0)
        row = self._rows[level]
        row += digest
        if len(row) == TILE_WIDTH * HASH:
            self._close(level)

    def finish(self) -> None:
        """The partial tiles at the right edge; then no tile may be left over."""
        for level, row in enumerate(self._rows):
            if row:
                self._close(level)
        for path in sorted(self._left)[:KEPT_FAULTS]:
            self._found.fault("V7", path, "a tile beyond the tree of the entries, or of a wrong width")

    def _close(self, level: int) -> None:
        row, number = bytes(self._rows[level]), self._numbers[level]
        self._rows[level].clear()
        self._numbers[level] += 1
        width = len(row) // HASH
        base = _tile_base(level, number)
        whole = base if width == TILE_WIDTH else f"{base}.p/{width}"
        if whole not in self._left:
            self._found.fault("V7", whole, "this tile is missing")
        for path, part in [(whole, width), *((path, part) for part, path in self._partial.pop(base, []))]:
            if path in self._left and part <= width:
                self._left.discard(path)
                self._compare(path, row[: part * HASH], level, number)

    def _compare(self, path: str, expected: bytes, level: int, number: int) -> None:
        self._found.count("V7")
        if self._folder.paths[path] != len(expected):
            self._found.fault("V7", path, f"{self._folder.paths[path]} bytes where {len(expected)} are expected")
            return
        data = self._folder.read(path, len(expected))
        if data == expected:
            return
        places = [at for at in range(0, len(expected), HASH) if data[at : at + HASH] != expected[at : at + HASH]]
        first = number * TILE_WIDTH + places[0] // HASH
        self._found.fault(
            "V7",
            path,
            f"{len(places)} hash(es) are not those of the entries",
            first << (8 * level) if level < 8 else None,
        )


def _tile_base(level: int, number: int) -> str:
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03d}")
    return f"tile/{level}/{'/'.join(groups)}"


# ------------------------------------------------------------------------------------------------- one folder


@dataclass(slots=True)
class _Seen:
    """A checkpoint of some log that somebody holds: for comparison with the log itself."""

    root: bytes
    where: str


class _Examination:
    """All checks on one folder, in order: claims first (small files), then the entries in one pass."""

    def __init__(self, path: str) -> None:
        self.folder = _Folder(path)
        self.found = _Findings()
        self.me: _Identity | None = None
        self.peers: dict[str, _Identity] = {}
        self.checkpoint = _Checkpoint(0, b"")
        self.seen: dict[str, dict[int, _Seen]] = {}
        self.last_size: dict[str, int] = {}
        self.expected: dict[int, list[_Seen]] = {}
        self.receipted: list[tuple[int, str, bytes]] = []
        self.inbox: set[bytes] | None = None
        self.first_at = self.last_at = ""
        self.outcomes = {"done": 0, "stopped": 0}
        self.payloads = self.erased = self.backward = 0
        self.heads: dict[bytes, bytes] = {}
        self.held: dict[tuple[str, str], tuple[int, dict[str, Any]]] = {}

    # -- claims

    def read_claims(self) -> None:
        """Identities, manifest, checkpoint, partners' checkpoints, receipts. Raise UnreadableError."""
        self.folder.scan()
        try:
            me = self.me = _read_identity(self.folder.read("identity.json", MAX_LINE))
        except _BadError as error:
            raise UnreadableError(f"identity.json: {error}") from error
        self.found.count("V2")
        for name in ("checkpoint", "entries.jsonl"):
            if not self.folder.has(name):
                raise UnreadableError(f"{name} is missing")
        self._check_names()
        self._check_peer_identities(me)
        self._check_manifest(me)
        self._check_checkpoint(me)
        for office, peer in sorted(self.peers.items()):
            self._check_witnessed(f"peers/{office}/checkpoints.jsonl", peer)
        self._check_receipts()
        self._read_inbox()

    def _check_names(self) -> None:
        listed = self.folder.has("manifest")
        self.found.count("V1", len(self.folder.paths))
        for path in self.folder.paths:
            if path in _TOP or path.startswith("tile/") or _PEER_FILE.fullmatch(path) or _BLOB.fullmatch(path):
                continue
            if path.startswith("peers/"):
                self.found.fault("V1", path, "nobody expects this file here")
            elif not listed:
                self.found.remark(f"{path} is not part of the record and was not checked")

    def _check_peer_identities(self, me: _Identity) -> None:
        offices = {match[1] for path in self.folder.paths if (match := _PEER_FILE.fullmatch(path))}
        for office in sorted(offices):
            where = f"peers/{office}/identity.json"
            self.found.count("V2")
            try:
                if not self.folder.has(where):
                    _bad("missing")
                peer = _read_identity(self.folder.read(where, MAX_LINE))
                if peer.office != office or office == me.office:
                    _bad("the identity of another office than the folder's name says")
                self.peers[office] = peer
            except _BadError as error:
                self.found.fault("V2", where, str(error))

    def _check_manifest(self, me: _Identity) -> None:
        if not self.folder.has("manifest"):
            self.found.remark(
                "There is no manifest: the partner's arrival times, the number and order of partners' checkpoints and "
                "of receipts, and this office's signing key are protected by no signature in this folder"
            )
            return
        try:
            listed = self._read_manifest(me)
        except _BadError as error:
            self.found.fault("V3", "manifest", str(error))
            return
        for path in sorted(set(self.folder.paths) - set(listed) - {"manifest"}):
            self.found.fault("V3", path, "this file is not in the manifest")
        for path, (digest, size) in listed.items():
            self.found.count("V3")
            if path not in self.folder.paths:
                self.found.fault("V3", path, "the manifest lists this file, but it is missing")
            elif self.folder.paths[path] != size or self.folder.digest(path) != digest:
                self.found.fault("V3", path, "this file is not the one the manifest lists")

    def _read_manifest(self, me: _Identity) -> dict[str, tuple[str, int]]:
        text, signatures = _read_note(self.folder.read("manifest", MAX_MANIFEST), MAX_MANIFEST)
        name = f"{me.office}/export"
        if len(signatures) != 1 or (signatures[0].name, signatures[0].key_id) != (
            name,
            _key_id(name, 1, me.signing_key),
        ):
            _bad("not signed (once) by this office's signing key")
        if not _signed_by(me.signing_key, signatures[0].blob, text.encode()):
            _bad("the signature is wrong")
        lines = text.split("\n")
        matches = [_LISTED.fullmatch(line) for line in lines[2:-1]]
        listed = {match[3]: (match[1], int(match[2])) for match in matches if match}
        if lines[0] != name or lines[1] != str(len(matches)) or len(listed) != len(matches):
            _bad("the text is not a manifest")
        return listed

    def _check_checkpoint(self, me: _Identity) -> None:
        self.found.count("V4")
        try:
            data = self.folder.read("checkpoint", MAX_NOTE)
            self.checkpoint = _open_checkpoint(data, me, {**self.peers, me.office: me})
        except _BadError as error:
            self.found.fault("V4", "checkpoint", str(error))

    def _check_witnessed(self, name: str, peer: _Identity) -> None:
        if not self.folder.has(name) or self.me is None:
            return
        known = {**self.peers, self.me.office: self.me}
        size, at, notes = 0, "", ""
        for number, line in self._lines(name, "V10"):
            where = f"{name} line {number}"
            self.found.count("V10")
            try:
                value = _object(line, {"note": str, "received_at": str})
                checkpoint = _open_checkpoint(value["note"].encode(), peer, known)
                if _time(value["received_at"]) < at:
                    self.found.remark(f"{where}: received earlier than the line before")
                if checkpoint.size < size:
                    _bad(f"the log shrank from {size} to {checkpoint.size} entries")
                if value["note"] == notes:
                    _bad("the same note as the line before")
                size, at, notes = checkpoint.size, value["received_at"], value["note"]
                self._remember(peer.office, checkpoint, where)
            except (_BadError, UnicodeEncodeError) as error:
                self.found.fault("V10", where, str(error))
        self.last_size[peer.office] = size

    def _remember(self, office: str, checkpoint: _Checkpoint, where: str) -> None:
        """Keep a partner's checkpoint; two roots for one size prove two histories."""
        if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
            _bad("the root of an empty log is wrong")
        held = self.seen.setdefault(office, {}).setdefault(checkpoint.size, _Seen(checkpoint.root, where))
        if held.root != checkpoint.root:
            _bad(f"another root for {checkpoint.size} entries than in {held.where}: two signed histories of {office}")

    def _check_receipts(self) -> None:
        if not self.folder.has("receipts.jsonl"):
            return
        before = b""
        for number, line in self._lines("receipts.jsonl", "V11"):
            where = f"receipts.jsonl line {number}"
            self.found.count("V11")
            try:
                if line == before:
                    _bad("the same receipt as the line before")
                before = line
                self._check_receipt(line, number, where)
            except (_BadError, UnicodeEncodeError) as error:
                self.found.fault("V11", where, str(error))

    def _check_receipt(self, line: bytes, number: int, where: str) -> None:
        value = _object(line, {"peer": str, "receipt": str, "signature": str})
        peer = self.peers.get(value["peer"])
        if peer is None:
            _bad("a receipt of an office whose identity is not in this folder")
        receipt = _b64(value["receipt"])
        if not _signed_by(peer.signing_key, _b64(value["signature"], 64), b"comity/receipt/v1\n" + receipt):
            _bad(f"not signed by {peer.office}")
        content = _parse(receipt)
        for name in ("from", "to", "checkpoint", "message", "content_hash"):
            if not isinstance(content.get(name), str):
                _bad(f"the receipt has no {name}")
        if _canonical(content) != receipt:
            _bad("the receipt is not in canonical form")
        if content["from"] != peer.office or self.me is None or content["to"] != self.me.office:
            _bad("the receipt is from or to another office")
        if content["checkpoint"]:
            self._remember(peer.office, _open_checkpoint(content["checkpoint"].encode(), peer, None), where)
        else:
            self.found.remark(f"{where}: the receipt carries no checkpoint (the partner had signed none yet)")
        self.receipted.append((number, peer.office, _pair(content["message"], content["content_hash"])))

    def _read_inbox(self) -> None:
        """What this office says it has received; meets the partner's receipts only with ``against``."""
        if not self.folder.has("inbox.jsonl"):
            return
        self.inbox = set()
        for number, line in self._lines("inbox.jsonl", "V13"):
            self.found.count("V13")
            try:
                value = _object(line, {"message": str, "content_hash": str})
                if (pair := _pair(value["message"], value["content_hash"])) in self.inbox:
                    _bad("the same message stands twice")
                self.inbox.add(pair)
            except _BadError as error:
                self.found.fault("V13", f"inbox.jsonl line {number}", str(error))

    def _lines(self, name: str, check: str) -> Iterator[tuple[int, bytes]]:
        """Lines of a file of bounded length; a fault ends them."""
        try:
            for number, line in self.folder.lines(name, MAX_LINE):
                if number > MAX_LINES:
                    _bad(f"more than {MAX_LINES} lines")
                yield number, line
        except _BadError as error:
            self.found.fault(check, name, str(error))

    # -- entries

    def read_entries(self) -> None:
        """One pass over the entries: each for itself, the tree over all, the tiles beside it."""
        tiles = _Tiles(self.folder, self.found)
        tree = _Tree(tiles.take)
        self._compare_sizes(tree)
        try:
            for number, line in self.folder.lines("entries.jsonl", MAX_ENTRY_LINE):
                tree.add(self._check_line(number - 1, line))
                if tree.size in self.expected:
                    self._compare_sizes(tree)
                if tree.size == self.checkpoint.size:
                    self._compare_root(tree.root())
        except _BadError as error:
            self.found.fault("V5", "entries.jsonl", str(error))
        tiles.finish()
        self._end(tree)

    def _check_line(self, seq: int, line: bytes) -> bytes:
        """The leaf hash of one line; after a fault, of whatever could be read."""
        self.found.count("V5")
        match = _ENTRY_LINE.fullmatch(line)
        if match is None:
            self.found.fault("V5", f"entries.jsonl line {seq + 1}", "not an entry line in canonical form", seq)
            return bytes(HASH)
        try:
            entry, leaf_salt = _b64(match[1]), _b64(match[2], 32)
            payload = None if match[3] is None else _b64(match[3])
            salt = None if match[4] is None else _b64(match[4], 32)
        except _BadError as error:
            self.found.fault("V5", f"entries.jsonl line {seq + 1}", str(error), seq)
            return bytes(HASH)
        self._check_entry(seq, int(match[5]), entry, payload, salt)
        data = hashlib.sha256(b"comity/leaf/v1\n" + leaf_salt + entry).digest()
        return hashlib.sha256(b"\x00" + data).digest()

    def _check_entry(self, seq: int, claimed: int, entry: bytes, payload: bytes | None, salt: bytes | None) -> None:
        check, where = "V5", f"entries.jsonl line {seq + 1}"
        if claimed != seq:
            self.found.fault(check, where, f"the line is numbered {claimed} where {seq} is due", seq)
        try:
            value = _parse(entry, _FAST)
            self._check_fields(value, seq)
            if _canonical(value) != entry:
                _bad("the entry is not in canonical form")
            self._check_chain(value, entry)
            check = "V8"
            self._check_payload(value, payload, salt)
            check = "V9"
            if payload is not None:
                self._check_decision(value, payload)
                check = "V14"
                self._note_files(value, payload)
        except _BadError as error:
            self.found.fault(check, where, str(error), seq)

    def _check_fields(self, value: dict[str, Any], seq: int) -> None:
        if value.get("v") != 1 or type(value["v"]) is not int:
            _bad("an entry of an unknown version")
        if type(value.get("seq")) is not int or value["seq"] != seq:
            _bad(f"the entry says it is number {value.get('seq')!r}, {seq} is due")
        for name in _ENTRY_TEXTS:
            if type(value.get(name)) is not str:
                _bad(f"the field {name} of the entry is missing or no text")
        policies = value.get("policy_hashes")
        if type(policies) is not dict:
            _bad("the policy hashes in the entry are malformed")
        for one in (*[value[name] for name in _ENTRY_HASHES], *policies.values()):
            if type(one) is not str or (one and not _HEX.fullmatch(one)):
                _bad("a hash in the entry is malformed")
        if value["outcome"] not in self.outcomes:
            _bad("the outcome is neither done nor stopped")
        at = _time(value["at"])
        self.outcomes[value["outcome"]] += 1
        self.first_at = self.first_at or at
        self.backward += at < self.last_at
        self.last_at = at

    def _check_chain(self, value: dict[str, Any], entry: bytes) -> None:
        """``prev`` names the last entry of the same record; an entry of no record has none."""
        record, before = value["record"], b""
        if record:
            name = hashlib.sha256(record.encode()).digest()[:16]
            before = self.heads.get(name, b"")
            self.heads[name] = hashlib.sha256(entry).digest()
        if value["prev"] != before.hex():
            _bad("prev is not the hash of the last entry on this record")

    def _check_payload(self, value: dict[str, Any], payload: bytes | None, salt: bytes | None) -> None:
        if (payload is None) != (salt is None):
            _bad("payload and salt are not both there or both gone")
        if payload is None or salt is None:
            self.erased += bool(value["payload_hash"])
            return
        self.payloads += 1
        self.found.count("V8")
        if hashlib.sha256(b"comity/payload/v1\n" + salt + payload).hexdigest() != value["payload_hash"]:
            _bad("the payload is not the one the entry names")

    def _check_decision(self, value: dict[str, Any], payload: bytes) -> None:
        stopped = value["outcome"] == "stopped"
        if not (value["facts_hash"] or value["decision_hash"] or stopped):
            return
        self.found.count("V9")
        content = _parse(payload)
        decision = content.get("decision")
        inside = decision if isinstance(decision, dict) else {}
        facts = inside.get("facts", content.get("facts"))
        for name, part, digest in (
            ("facts", facts, value["facts_hash"]),
            ("decision", decision, value["decision_hash"]),
        ):
            if digest and part is None:
                _bad(f"the payload has no {name}, but the entry names their hash")
            if digest and hashlib.sha256(_canonical(part)).hexdigest() != digest:
                _bad(f"the {name} in the payload are not those the entry names")
        if value["decision_hash"]:
            _check_verdict(value, inside)
        begun = content.get("begun")
        if not stopped and begun is not None and (not isinstance(begun, dict) or begun.get("allowed") is not True):
            _bad("the step was done although the law its record began under did not allow it")
        if stopped and inside.get("allowed") is not False and not _has_reason(content, inside):
            _bad("the step was stopped, but neither a refusing decision nor a reason is there")

    def _note_files(self, value: dict[str, Any], payload: bytes) -> None:
        """Which files the record holds after this entry: those it brings, without those it deletes."""
        if value["outcome"] != "done" or (b'"files"' not in payload and b'"deleted_files"' not in payload):
            return
        derived = _parse(payload).get("derived")
        inside = derived if isinstance(derived, dict) else {}
        gone, came = inside.get("deleted_files", []), inside.get("files", {})
        if not isinstance(gone, list) or not isinstance(came, dict):
            _bad("the files of the entry are malformed")
        for digest in gone:
            self.held.pop((value["record"], str(digest)), None)
        for digest, row in came.items():
            if not isinstance(row, dict) or any(type(row.get(name)) is not str for name in ("address", "key")):
                _bad("a file of the entry is malformed")
            self.held[value["record"], digest] = (value["seq"], row)

    def _check_files(self) -> None:
        """Every file still held: its bytes hash to their name, open under the key in the payload, and are that file."""
        for (_, digest), (seq, row) in self.held.items():
            name = f"blobs/{row['address'][:2]}/{row['address']}"
            self.found.count("V14")
            try:
                if not _BLOB.fullmatch(name) or not self.folder.has(name):
                    _bad("a file that an entry names is missing")
                sealed = self.folder.read(name, MAX_BLOB)
                if hashlib.sha256(sealed).hexdigest() != row["address"]:
                    _bad("the bytes do not have the hash they are named by")
                if hashlib.sha256(_opened(sealed, row["key"])).hexdigest() != digest:
                    _bad("the bytes open to another file than the entry names")
            except _BadError as error:
                self.found.fault("V14", name, str(error), seq)

    # -- conclusions

    def expect(self, holder: "_Examination") -> None:
        """The checkpoints of this office's log that another folder holds."""
        if self.me is None:
            return
        for size, seen in holder.seen.get(self.me.office, {}).items():
            self.expected.setdefault(size, []).append(seen)

    def _compare_sizes(self, tree: _Tree) -> None:
        """Every checkpoint others hold for exactly this size."""
        for seen in self.expected.pop(tree.size, []):
            self.found.count("V12")
            if tree.root() != seen.root:
                text = f"another root than the one signed to the partner for {tree.size} entries ({seen.where})"
                self.found.fault("V12", "entries.jsonl", text, max(0, tree.size - 1))

    def _compare_root(self, root: bytes) -> None:
        self.found.count("V6", self.checkpoint.size)
        if root != self.checkpoint.root:
            self.found.fault("V6", "entries.jsonl", "the entries do not hash to the root in the checkpoint")

    def _end(self, tree: _Tree) -> None:
        signed = self.checkpoint.size
        if self.checkpoint.root and tree.size != signed:
            text = f"{tree.size} entries, but the checkpoint signs {signed}"
            self.found.fault("V6", "entries.jsonl", text, min(tree.size, signed))
        if self.checkpoint.root and signed == 0:
            self._compare_root(EMPTY_ROOT)
        for size, held in sorted(self.expected.items()):
            for seen in held:
                self.found.count("V12")
                text = (
                    f"the partner holds a signed checkpoint of {size} entries ({seen.where}), this folder has only "
                    f"{tree.size}: it is older than that checkpoint, or the log was rolled back"
                )
                self.found.fault("V12", "entries.jsonl", text, tree.size)
        self._check_files()
        if self.backward:
            self.found.remark(f"{self.backward} entries carry a time earlier than the entry before them")

    def report(self, against: Report | None = None, unreadable: str = "") -> Report:
        """What was found so far."""
        me = self.me
        if unreadable:
            self.found.fault("V1" if me is None else "V2", "folder", unreadable)
        return Report(
            folder=str(self.folder.root),
            readable=not unreadable,
            office=me.office if me else "",
            origin=me.origin if me else "",
            log_key=me.log_key_text if me else "",
            log_key_sha256=hashlib.sha256(me.log_key).hexdigest() if me else "",
            signing_key_sha256=hashlib.sha256(me.signing_key).hexdigest() if me else "",
            size=self.checkpoint.size,
            root=base64.b64encode(self.checkpoint.root).decode(),
            first_at=self.first_at,
            last_at=self.last_at,
            done=self.outcomes["done"],
            stopped=self.outcomes["stopped"],
            payloads=self.payloads,
            erased=self.erased,
            cosignatures=self.checkpoint.cosignatures,
            partners=tuple(f"{office}: log seen up to {size} entries" for office, size in self.last_size.items()),
            checks=self.found.checks(),
            faults=tuple(self.found.faults),
            fault_count=sum(self.found.faulty.values()),
            remarks=tuple(self.found.remarks),
            against=against,
        )


def _opened(sealed: bytes, key: str) -> bytes:
    """A file from its encrypted bytes: twelve bytes of nonce, then AES-256-GCM."""
    try:
        return AESGCM(bytes.fromhex(key)).decrypt(sealed[:12], sealed[12:], BLOB_CONTEXT)
    except (InvalidTag, ValueError):
        _bad("the bytes do not open under the key in the entry")


def _check_verdict(entry: dict[str, Any], decision: dict[str, Any]) -> None:
    """The decision decides, on this command, under these policies, and the step was done only if it was allowed."""
    allowed = decision.get("allowed")
    if type(allowed) is not bool:
        _bad("the decision does not say whether it allowed")
    if entry["outcome"] == "done" and not allowed:
        _bad("the step was done although the decision did not allow it")
    if allowed and decision.get("failed"):
        _bad("the decision allows although it names policies that failed")
    if decision.get("action", entry["command"]) != entry["command"]:
        _bad("the decision is about another command")
    if decision.get("policy_hashes", entry["policy_hashes"]) != entry["policy_hashes"]:
        _bad("the decision was made under other policies than the entry names")


def _has_reason(content: dict[str, Any], decision: dict[str, Any]) -> bool:
    return any(place.get(name) for place in (content, decision) for name in ("reason", "reasons", "stops"))


def _pair(message: str, content_hash: str) -> bytes:
    return hashlib.sha256(_canonical([message, content_hash])).digest()[:16]


# ------------------------------------------------------------------------------------------------ two folders


def verify_folder(path: str | os.PathLike[str], against: str | os.PathLike[str] | None = None) -> Report:
    """Check one folder; with ``against``, also the other office's folder and each log against the other.

    Never raises for what stands in a folder: an unreadable one gives a report with ``readable`` false.
    """
    left = _Examination(os.fspath(path))
    right = None if against is None else _Examination(os.fspath(against))
    trouble = {id(one): _attempt(one.read_claims) for one in (left, right) if one}
    if left.me and right and right.me and not any(trouble.values()):
        _introduce(left, right)
        _introduce(right, left)
    for one in (left, right):
        if one and not trouble[id(one)]:
            trouble[id(one)] = _attempt(one.read_entries)
    if right and not any(trouble.values()):
        _check_knowledge(left, right)
        _check_knowledge(right, left)
    other = right.report(unreadable=trouble[id(right)]) if right else None
    return left.report(other, trouble[id(left)])


def _attempt(step: Callable[[], None]) -> str:
    """Run a step; say in words why the folder cannot be judged, or nothing."""
    try:
        step()
    except UnreadableError as error:
        return str(error)
    except OSError as error:
        return f"cannot be read: {error.strerror or 'input or output error'}"
    return ""


def _introduce(holder: _Examination, other: _Examination) -> None:
    """The holder knows the other under the same keys, and its copies of the other's checkpoints are to be met."""
    if holder.me is None or other.me is None:
        return
    if holder.me.office == other.me.office:
        holder.found.fault("V12", "folder", "both folders are of the same office")
        return
    known = holder.peers.get(other.me.office)
    if known is None:
        holder.found.remark(f"This folder knows nothing of {other.me.office}: nothing to compare")
    elif known != other.me:
        where = f"peers/{other.me.office}/identity.json"
        holder.found.fault("V12", where, f"other keys than those in the folder of {other.me.office}")
    other.expect(holder)


def _check_knowledge(holder: _Examination, issuer: _Examination) -> None:
    """Every receipt the issuer gave must name a message and content that the issuer's inbox knows."""
    if issuer.me is None or issuer.inbox is None:
        holder.found.remark("The other folder has no inbox.jsonl: receipts were not compared with what was received")
        return
    for number, office, pair in holder.receipted:
        if office == issuer.me.office:
            holder.found.count("V13")
            if pair not in issuer.inbox:
                text = f"{office} has receipted a message that is not in its inbox"
                holder.found.fault("V13", f"receipts.jsonl line {number}", text)


# ---------------------------------------------------------------------------------------------- for the reader


def as_text(report: Report) -> str:
    """The report for people: what was checked, how much, what is wrong, what this cannot show."""
    lines = ["VERIFICATION OF AN EXPORTED RECORD", *_text_of(report)]
    if report.against is not None:
        lines += ["", "COMPARED WITH THE FOLDER OF THE OTHER OFFICE", *_text_of(report.against)]
    lines += ["", "What this cannot show", *(f"  - {text}" for text in LIMITS)]
    verdict = {0: "NO FAULT FOUND", 1: "FAULTS FOUND", 2: "CANNOT BE JUDGED"}[report.exit_code]
    return "\n".join([*lines, "", f"RESULT: {verdict}", ""])


LIMITS = (
    "That the keys belong to the offices named: compare the fingerprints above with the signed agreement.",
    "That a true thing was written: it shows that nothing was changed, removed or put in after signing.",
    "What never entered the log. A payload reported as erased is gone; its entry still stands.",
    "That an office showed the same log to everybody: only partners' copies (--against) and witnesses show that.",
)


def _text_of(report: Report) -> list[str]:
    lines = [
        "",
        f"Folder           {_plain(report.folder, 300)}",
        f"Office           {report.office or 'unknown'}",
        f"Log              {report.origin or 'unknown'}",
        f"Log key          SHA-256 {report.log_key_sha256 or 'unknown'}",
        f"Signing key      SHA-256 {report.signing_key_sha256 or 'unknown'}",
        f"Signed state     {report.size} entries, root {report.root or 'unknown'}",
        f"Entries          {report.done} done, {report.stopped} stopped, from {report.first_at} to {report.last_at}",
        f"Payloads         {report.payloads} present, {report.erased} erased",
        *(f"Cosigned by      {_plain(text)}" for text in report.cosignatures),
        *(f"Partner          {text}" for text in report.partners),
        "",
        f"{'Check':<74}{'looked at':>12}{'faults':>8}",
    ]
    lines += [f"{one.id:<4} {one.title:<69}{one.done:>12}{one.faults:>8}" for one in report.checks]
    if report.faults:
        lines += ["", f"Faults ({report.fault_count} in all, the first {len(report.faults)} are shown)"]
        for one in report.faults:
            entry = "" if one.entry is None else f"entry {one.entry}, "
            lines.append(f"  {one.check} {entry}{one.where}: {one.text}")
    if report.remarks:
        lines += ["", "Remarks", *(f"  - {text}" for text in report.remarks)]
    return lines


def main(argv: list[str] | None = None) -> int:
    """The command. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="verify", description="Verify an exported record; reads only.")
    parser.add_argument("folder", help="the folder one office exported")
    parser.add_argument("--against", metavar="FOLDER", help="the folder the other office exported")
    parser.add_argument("--json", action="store_true", help="give the report as JSON")
    options = parser.parse_args(argv)
    report = verify_folder(options.folder, options.against)
    if options.json:
        text = json.dumps({"exit_code": report.exit_code, **asdict(report)}, ensure_ascii=True, indent=1)
    else:
        text = as_text(report).encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8")
    print(text)
    return report.exit_code


if __name__ == "__main__":
    raise SystemExit(main())
