"""The list of partners the entrance lets in: a file made from the confirmed partners, and from nothing else."""

from pathlib import Path
from typing import Final

from comity.app import peers
from comity.app.node import Node
from comity.transport.pins import read_bundle, write_bundle

FILE: Final = "peers.pem"


def bundle_path(home: Path) -> Path:
    """Where the entrance reads the pinned certificates."""
    return home / FILE


def write_pins(node: Node) -> bool:
    """Write the certificates of the confirmed partners if they changed; returns whether they did."""
    path = bundle_path(node.home)
    certificates = [peer.identity.tls_certificate for peer in peers.all_peers()]
    wanted = "".join(text.strip() + "\n" for text in certificates).encode()
    if path.exists() and read_bundle(path) == wanted:
        return False
    write_bundle(path, certificates)
    return True
