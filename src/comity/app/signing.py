"""This node's signature under an agreement. The signing key is read, used once and let go."""

from comity.app.node import Node
from comity.app.pairing import own_identity, pinned_all
from comity.protocol.agreement import agreement_hash, open_agreement, sign_agreement, write_agreement
from comity.protocol.errors import MalformedError
from comity.protocol.reading import decode64, read_fields
from comity.transport.keyfiles import read_keys

LIMIT = 512 * 1024


def sign_document(node: Node, document: str, passphrase: str) -> str:
    """The agreement file with this office's signature beside those it already carried, all verified.

    Raises ProtocolError when the file is no agreement of ours, PassphraseError when the key does not open.
    """
    own = own_identity(node.home)
    signed = open_agreement(document.encode(), {**pinned_all(), own.office: own})
    keys = read_keys(node.home / "keys", passphrase, names=("signing",))
    signature = sign_agreement(signed.content, office=node.office, signing=keys.signing)
    return write_agreement(signed.content, {**signed.signatures, node.office: signature}).decode()


def content_hash_of(document: str) -> str:
    """The hash of the terms in an agreement file, whoever signed it."""
    return agreement_hash(read_fields(document.encode(), what="agreement_file", limit=LIMIT).inner("agreement").values)


def join_signatures(ours: str, theirs: str) -> str:
    """One file with the signatures of both; the terms must be the same bytes. The door verifies the signatures."""
    if content_hash_of(ours) != content_hash_of(theirs):
        raise MalformedError(field="agreement")
    files = [read_fields(text.encode(), what="agreement_file", limit=LIMIT) for text in (ours, theirs)]
    signatures = {
        office: decode64(str(text), field="agreement.signatures")
        for file in files
        for office, text in file.inner("signatures").values.items()
    }
    return write_agreement(files[0].inner("agreement").values, signatures).decode()
