"""The node's keys on disk: one file each, under the passphrase, readable by the node's account alone.

``log.key``, ``signing.key``, ``sealing.key``, ``tls.key`` and ``records.key`` in one folder, each as
``protocol.wrapping`` writes it. A process reads only the keys its work needs.
"""

import stat
from collections.abc import Iterable
from pathlib import Path

from comity.protocol.errors import MalformedError
from comity.protocol.keys import KEY_NAMES, NodeKeys, key_from_bytes, key_to_bytes
from comity.protocol.wrapping import LIMIT_BYTES, STANDARD_COST, Cost, unwrap_secret, wrap_secret
from comity.transport.errors import KeyFileError
from comity.transport.files import sync_folder, write_all_durably

PRIVATE_FOLDER = 0o700


def write_keys(
    folder: Path, keys: NodeKeys, passphrase: str, *, cost: Cost = STANDARD_COST, replace: bool = False
) -> None:
    """Write every key that is held; an existing file is an error unless ``replace`` (a new passphrase).

    ``cost`` stands in each file: a node for training or a test may take a cheaper one than STANDARD_COST.
    """
    created = not folder.exists()
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    if created:
        sync_folder(folder.parent)
    names = keys.names()
    if not replace and any(_path(folder, name).exists() for name in names):
        raise KeyFileError(reason="exists")
    write_all_durably(
        folder,
        {
            _path(folder, name).name: wrap_secret(key_to_bytes(keys, name), passphrase, purpose=name, cost=cost)
            for name in names
        },
    )


def read_keys(folder: Path, passphrase: str, names: Iterable[str] = ("records",)) -> NodeKeys:
    """The named keys and no others: ``keys["records"]`` is 32 bytes, ``log`` and ``signing`` are Ed25519PrivateKey,
    ``sealing`` a SealingKey, ``tls`` a TlsKey.

    Raises KeyFileError, PassphraseError, MalformedError or VersionError.
    """
    held = NodeKeys()
    for name in names:
        if name not in KEY_NAMES:
            raise MalformedError(field="key_name")
        secret = unwrap_secret(_read_private(_path(folder, name)), passphrase, purpose=name)
        held = held.joined(key_from_bytes(name, secret))
    return held


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.key"


def _read_private(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                raise KeyFileError(reason="exposed", name=path.name)
            return file.read(LIMIT_BYTES + 1)
    except FileNotFoundError as error:
        raise KeyFileError(reason="absent", name=path.name) from error
    except OSError as error:
        raise KeyFileError(reason="unreadable", name=path.name) from error
