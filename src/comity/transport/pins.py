"""The file of pinned partner certificates: PEM, one after the other; whoever is not in it does not get in.

Written from the confirmed partners, read by the entrance at every connection. An absent, empty or unreadable file
pins nobody.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from comity.protocol.certificates import certificate_der
from comity.protocol.errors import MalformedError
from comity.transport.files import write_durably

LIMIT_BYTES = 4 * 1024 * 1024
_BLOCK = re.compile(r"-----BEGIN CERTIFICATE-----\s[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----")


def write_bundle(path: Path, certificates: Iterable[str]) -> None:
    """Pin exactly these certificates (PEM, a single one each); MalformedError if one is none."""
    texts = list(certificates)
    for text in texts:
        certificate_der(text)
    write_durably(path, "".join(text.strip() + "\n" for text in texts).encode("ascii"))


def read_bundle(path: Path) -> bytes:
    """The file's bytes; empty when it is absent, unreadable or too large."""
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT_BYTES + 1)
    except OSError:
        return b""
    return data if len(data) <= LIMIT_BYTES else b""


def pinned_certificates(bundle: bytes) -> frozenset[bytes]:
    """The certificates (DER) in the bundle's bytes. A block that is no leaf certificate pins nobody, and harms no
    other.
    """
    pinned = set()
    for block in _BLOCK.findall(bundle.decode("ascii", "replace")):
        try:
            pinned.add(certificate_der(block))
        except MalformedError:
            continue
    return frozenset(pinned)
