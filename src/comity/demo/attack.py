"""Somebody on the line, and somebody with the requesting office's own keys, against the requested node.

``Ambush`` stands on the line with the TLS keys of both: it sends altered copies of the first real request before the
request itself. ``Intruder`` holds all keys of the requesting node: it replays, brings foreign messages, and signs
unlawful requests correctly. All of it goes over the real mutual-TLS entrance.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from comity.demo.proxy import BatchProxy, Flip, flipped
from comity.kit import clock
from comity.kit.canonical import canonical_bytes, read_json
from comity.kit.ids import new_record_id, new_uuid
from comity.protocol.batch import Reply, Request, read_reply, write_request
from comity.protocol.certificates import TlsKey
from comity.protocol.envelope import Envelope, Header, content_hash, link_of, read_envelope, read_header, seal_message
from comity.protocol.identity import Identity, open_identity
from comity.protocol.keys import KEY_NAMES, NodeKeys, new_keys
from comity.transport.errors import LinkError
from comity.transport.keyfiles import read_keys
from comity.transport.link_client import MESSAGES_PATH, LinkClient

FLIPS: Final = (
    ("one bit of the signed header", Flip("header", 200, 1)),
    ("one bit of the signature", Flip("signature", 10, 3)),
    ("one bit of the sealed content", Flip("sealed", 100, 5)),
)
LANE: Final = "bulk"
"""A lane that the story's own messages do not use, so that theirs stays whole."""

TRIES: Final = 5
_BEHIND: Final = "link.checkpoint_behind"
_FOREIGN: Final = "xc-harbour"
_FIRST: Final = "request.information"


@dataclass(frozen=True, slots=True)
class Tried:
    """One message that should not be taken: what was done to it, and what the node answered."""

    what: str
    answer: str
    receipted: bool

    @property
    def told(self) -> str:
        """The same in a line of the story."""
        if self.receipted:
            return f"{self.what}: the receipt says it arrived, no more"
        why = self.answer.rpartition(".")[2].replace("_", " ")
        return f"{self.what}: refused" if why == "refused" else f"{self.what}: refused, {why}"


@dataclass(frozen=True, slots=True)
class Line:
    """What is needed to speak for one office to another: both identities, and keys."""

    own: Identity
    peer: Identity
    keys: NodeKeys
    url: str


def read_line(home: Path, passphrase: str, *, peer_home: Path, url: str) -> Line:
    """The line from the node in ``home`` to the one in ``peer_home``, straight to its entrance at ``url``."""
    return Line(
        own=open_identity((home / "identity.json").read_bytes()),
        peer=open_identity((peer_home / "identity.json").read_bytes()),
        keys=read_keys(home / "keys", passphrase, names=KEY_NAMES),
        url=url,
    )


class Ambush(BatchProxy):
    """A line that goes by, and once, before the first request passes, sends altered copies of it ahead."""

    def __init__(self, target_url: str, *, shown: TlsKey, used: TlsKey, port: int) -> None:
        super().__init__(target_url, shown=shown, used=used, port=port)
        self.tried: list[Tried] = []
        self.caught: Envelope | None = None
        self.armed = False

    def _answer(self, path: str, body: bytes | None) -> bytes | None:
        if self.armed and body is not None and path == MESSAGES_PATH:
            self._strike(read_json(body))
        return super()._answer(path, body)

    def _strike(self, batch: Mapping[str, Any]) -> None:
        first = next((row for row in batch["messages"] if _is_request(row)), None)
        if first is None:
            return
        self.armed = False
        self.caught = read_envelope(first)
        for what, flip in FLIPS:
            altered = canonical_bytes({**batch, "messages": flipped([first], flip)})
            with self._lock:
                answer = _answer_of(self._client, altered)
            self.tried.append(Tried(what, *answer))


def _is_request(row: Mapping[str, Any]) -> bool:
    header = read_header(read_envelope(row).header_bytes)
    return header.type_class == _FIRST.partition(".")[0]


class Intruder:
    """Holds every key of the requesting node and goes round its program."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._client = LinkClient(line.url, own=line.keys.tls, peer_certificate=line.peer.tls_certificate)
        self._seq, self._prev = 0, ""

    def close(self) -> None:
        """Leave the line."""
        self._client.close()

    def replay(self, envelope: Envelope) -> Tried:
        """The very bytes that were taken before, once more."""
        return Tried("the same request once more, bit for bit", *self._post([envelope]))

    def foreign(self, policy_hash: str) -> list[Tried]:
        """A third office: over its own connection, and its signed message over the partner's."""
        keys = new_keys(_FOREIGN, ["127.0.0.1"])
        with LinkClient(self._line.url, own=keys.tls, peer_certificate=self._line.peer.tls_certificate) as client:
            knock = Tried(
                "a third office knocks with a certificate of its own", *_answer_of(client, self._batch([], ""))
            )
        header = self._header(_FOREIGN, policy_hash, seq=1, prev="", checkpoint=self._checkpoint())
        envelope = self._sealed(header, {}, keys)
        return [knock, Tried("a third office's signed message on the partner's connection", *self._post([envelope]))]

    def unlawful(self, what: str, request: Mapping[str, Any], policy_hash: str) -> Tried:
        """A request correctly signed, sealed and in order, and against the law."""
        own = self._line.own.office
        header = self._header(own, policy_hash, seq=self._seq + 1, prev=self._prev, checkpoint=self._checkpoint())
        body = {
            "record": new_record_id(own, "request"),
            "round": 1,
            "at": header.made_at,
            "request": dict(request),
            "officers": {name: f"{own}/officer/{new_uuid()}" for name in ("requester", "certifier", "sender")},
        }
        envelope = self._sealed(header, body, self._line.keys)
        self._seq, self._prev = header.seq, envelope.header_hash
        return Tried(what, *self._post([envelope]))

    def _checkpoint(self) -> str:
        """The newest state of the own log that the partner has witnessed: it tells whoever holds the TLS key."""
        return read_reply(self._client.post_messages(self._batch([], ""))).seen

    def _header(self, sender: str, policy_hash: str, *, seq: int, prev: str, checkpoint: str) -> Header:
        receiver = self._line.peer.office
        return Header(
            id=f"{sender}/message/{new_uuid()}",
            link=link_of(sender, receiver),
            lane=LANE,
            seq=seq,
            prev=prev,
            sender=sender,
            receiver=receiver,
            type_class=_FIRST.partition(".")[0],
            policy_hash=policy_hash,
            checkpoint=checkpoint,
            content_hash="",
            sealed_hash="",
            made_at=clock.format_time(clock.now()),
        )

    def _sealed(self, header: Header, body: Mapping[str, Any], keys: NodeKeys) -> Envelope:
        content, salt = canonical_bytes({"type": _FIRST, "id": header.id, "body": dict(body)}), secrets.token_bytes(32)
        committed = replace(header, content_hash=content_hash(salt, content))
        return seal_message(committed, body=content, salt=salt, receiver=self._line.peer, signing=keys.signing)

    def _batch(self, envelopes: Sequence[Envelope], checkpoint: str) -> bytes:
        return write_request(Request(tuple(envelopes), checkpoint=checkpoint))

    def _post(self, envelopes: Sequence[Envelope], checkpoint: str = "") -> tuple[str, bool]:
        """Post with the newest witnessed checkpoint, again if the node itself has brought a newer one meanwhile."""
        for _ in range(TRIES):
            answer = _answer_of(self._client, self._batch(envelopes, checkpoint or self._checkpoint()))
            if answer[0] != _BEHIND:
                break
            checkpoint = ""
        return answer


def _answer_of(client: LinkClient, batch: bytes) -> tuple[str, bool]:
    """What the node answered, in one word, and whether it gave a receipt."""
    try:
        reply = read_reply(client.post_messages(batch))
    except LinkError as error:
        return error.code, False
    return _word(reply), bool(reply.receipts)


def _word(reply: Reply) -> str:
    if reply.faults:
        return ", ".join(fault.code for fault in reply.faults)
    if reply.expect:
        return "expected another number"
    return "receipted" if reply.receipts else "nothing"
