"""Open lines to partners: one client for each, made again when the partner's pinned identity changes."""

from comity.app.delivery import Post
from comity.app.peers import Peer
from comity.protocol.certificates import TlsKey
from comity.transport.link_client import LinkClient


class Line:
    """The line to one partner. Used by that partner's thread only."""

    def __init__(self, own: TlsKey) -> None:
        self._own = own
        self._client: LinkClient | None = None
        self._to: tuple[str, str] = ("", "")

    def __call__(self, peer: Peer) -> Post:
        """How to post to this partner now. Raises LinkError where there is no line."""
        wanted = (peer.identity.link_url, peer.identity.tls_certificate)
        if self._client is None or self._to != wanted:
            self.close()
            self._client = LinkClient(wanted[0], own=self._own, peer_certificate=wanted[1])
            self._to = wanted
        return self._client.post_messages

    def close(self) -> None:
        """Hang up."""
        if self._client is not None:
            self._client.close()
            self._client = None
