"""The encrypted bytes of attachments in the node's folder: ``blobs/ab/abcd...``, named by the hash of what lies there.

A file is whole or not there: temporary file, fsync, rename, fsync of the folder; only then may a command name it. The
key of each stands in the payload of the entry that names it, so whoever erases that payload has erased the file.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from comity.domain.attachment import FILE_LIMIT, is_hash
from comity.kit.canonical import sha256_hex
from comity.kit.errors import ComityError
from comity.transport.files import sync_folder, write_durably

CONTEXT = b"comity/blob/v1"
NONCE_BYTES = 12
FOLDER = "blobs"
LIMIT = FILE_LIMIT + 64


class BlobError(ComityError):
    """The bytes of a file are not there, or not what they were. ``reason``: missing, altered, sealed, other_file."""

    code = "attachment.damaged"


def seal(data: bytes) -> tuple[str, bytes, bytes]:
    """``(address, key, bytes)``: the data under a key of its own."""
    key, nonce = os.urandom(32), os.urandom(NONCE_BYTES)
    sealed = nonce + AESGCM(key).encrypt(nonce, data, CONTEXT)
    return sha256_hex(sealed), key, sealed


def path_of(home: Path, address: str) -> Path:
    """Where the bytes of an address lie."""
    if not is_hash(address):
        raise BlobError(reason="missing", address=address[:80])
    return home / FOLDER / address[:2] / address


def write(home: Path, address: str, sealed: bytes) -> None:
    """Put sealed bytes in their place, durably."""
    path = path_of(home, address)
    for folder in (home / FOLDER, path.parent):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder(folder.parent)
    write_durably(path, sealed)


def read_sealed(home: Path, address: str) -> bytes:
    """The bytes as they lie there, compared with their name. Raises BlobError."""
    try:
        with path_of(home, address).open("rb") as file:
            sealed = file.read(LIMIT + 1)
    except FileNotFoundError:
        raise BlobError(reason="missing", address=address) from None
    if sha256_hex(sealed) != address:
        raise BlobError(reason="altered", address=address)
    return sealed


def read(home: Path, address: str, *, key: bytes, sha256: str) -> bytes:
    """The file itself, compared with its hash. Raises BlobError."""
    sealed = read_sealed(home, address)
    try:
        data = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], CONTEXT)
    except (InvalidTag, ValueError) as error:
        raise BlobError(reason="sealed", address=address) from error
    if sha256_hex(data) != sha256:
        raise BlobError(reason="other_file", address=address)
    return data


def remove(home: Path, address: str) -> None:
    """Take the bytes away; none there is as good."""
    path_of(home, address).unlink(missing_ok=True)


def every(home: Path) -> Iterator[Path]:
    """Every file under the folder, temporary ones too."""
    for folder in sorted((home / FOLDER).glob("??")):
        yield from sorted(path for path in folder.iterdir() if path.is_file())
