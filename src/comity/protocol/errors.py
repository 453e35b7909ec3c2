"""What can be wrong with bytes from outside: one class, one code for each, never a secret in it."""

from comity.kit.errors import ComityError


class ProtocolError(ComityError):
    """Bytes that do not keep to the protocol; every subclass is one way of breaking it."""

    code = "protocol.error"


class MalformedError(ProtocolError):
    """A field is missing, of another type, or outside its form."""

    code = "protocol.malformed"


class VersionError(ProtocolError):
    """A major version this node does not speak."""

    code = "protocol.version"


class TooLargeError(ProtocolError):
    """More bytes or more items than the protocol allows."""

    code = "protocol.too_large"


class BadSignatureError(ProtocolError):
    """The signature was not made by the named key over these bytes."""

    code = "protocol.bad_signature"


class ForeignError(ProtocolError):
    """A peer hands over something that another node is said to have written."""

    code = "protocol.foreign"


class NotForUsError(ProtocolError):
    """Correctly signed, but addressed to another node."""

    code = "protocol.not_for_us"


class SealedHashError(ProtocolError):
    """The sealed bytes are not those the header was signed over."""

    code = "protocol.sealed_hash"


class CannotOpenError(ProtocolError):
    """The sealed bytes do not open with this key and this header."""

    code = "protocol.cannot_open"


class ContentHashError(ProtocolError):
    """The opened content is not the one the header commits to."""

    code = "protocol.content_hash"


class ReceiptMismatchError(ProtocolError):
    """A valid receipt, but for another message."""

    code = "protocol.receipt_mismatch"


class PassphraseError(ProtocolError):
    """The passphrase is wrong, or the key file was altered; the cipher cannot tell which."""

    code = "protocol.passphrase"


class KeyAbsentError(ProtocolError):
    """This process was not given the named key."""

    code = "protocol.key_absent"
