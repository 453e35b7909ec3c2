"""What can go wrong between two nodes or on this node's disk, so that the sender knows whether to try again."""

from comity.kit.errors import ComityError


class LinkError(ComityError):
    """A post to the partner that brought no answer one could read."""

    code = "link.error"


class LinkUnreachableError(LinkError):
    """Nobody answered in time, or the line broke: the same bytes are sent again later."""

    code = "link.unreachable"


class LinkRefusedError(LinkError):
    """The partner answered, and does not accept this node's certificate."""

    code = "link.refused"


class LinkWrongCertificateError(LinkError):
    """Whoever answered at the partner's address does not show the pinned certificate. Nothing was sent."""

    code = "link.wrong_certificate"


class LinkTooLargeError(LinkError):
    """The request or the answer is larger than the protocol allows."""

    code = "link.too_large"


class LinkStatusError(LinkError):
    """The partner answered with a status that is no answer to messages (``status``)."""

    code = "link.status"


class KeyFileError(ComityError):
    """A key file cannot be used as it lies there: ``reason`` is absent, exists, exposed or unreadable."""

    code = "transport.key_file"
