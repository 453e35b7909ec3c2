"""The node of this process, made ready to speak to a ``Far`` in the test's hands."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from comity.app import highwater, link
from comity.app.pairing import own_identity
from comity.app.setup import FIRST_MARK, HIGH_WATER
from comity.protocol.keys import KEY_NAMES, NodeKeys
from comity.storage import boot
from comity.transport.keyfiles import read_keys
from tests.nodes.far import Far
from tests.office import PASSPHRASE, Office
from tests.protocol.offices import office as invented


@contextmanager
def far_of(office: Office) -> Iterator[Far]:
    """The partner of an opened office; the office holds its own keys while the block runs."""
    (office.node.home / HIGH_WATER).write_bytes(FIRST_MARK)  # the folder outlives the rows of one test
    boot.trust_again()
    keys = keys_of(office)
    link.use_keys(keys)
    assert highwater.judge(office.node.home) == ""
    assert office.partner is not None and office.partner_keys is not None
    yield Far(office.partner, office.partner_keys, own_identity(office.node.home), office.node.law.shared.hash)


def keys_of(office: Office) -> NodeKeys:
    return read_keys(office.node.home / "keys", PASSPHRASE, names=KEY_NAMES)


def stranger_of(far: Far) -> Far:
    """Another office, correctly equipped and not a partner of anybody here."""
    other = invented("xc-other")
    return replace(Far(other.identity, other.keys, far.near, far.policy_hash))
