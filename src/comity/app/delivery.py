"""Sending: what waits in the outbox is signed, sealed, stored, sent, and sent again until the partner's receipt is here.

The bytes are stored before they are sent for the first time, and only stored bytes are ever sent. One ``Courier`` a
partner, one thread at a time.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from comity.app import answers, checkpoints, packing, peers, witness
from comity.app.answers import Result
from comity.app.checkpoints import Signed
from comity.app.node import Node
from comity.app.peers import Peer
from comity.kit import clock
from comity.kit.crash import crash_point
from comity.protocol.batch import Request, read_reply, take_fitting, write_request
from comity.protocol.envelope import LANES
from comity.protocol.errors import ProtocolError
from comity.protocol.keys import NodeKeys
from comity.storage import boot, lanes, log, outbox
from comity.storage.outbox import Waiting
from comity.transport.errors import LinkError, LinkStatusError, LinkUnreachableError

KEYS: Final = ("log", "signing", "tls", "records")
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 5.0
"""Seconds between tries on a line that does not answer, doubled each time."""
LONGEST_REFUSED_PAUSE: Final = 60.0
"""The same where somebody answers and refuses."""
WITNESS_SECONDS, CONTACT_SECONDS = 1.0, 60.0
"""How soon a new checkpoint is shown to a partner although no message waits, and how often anyway."""

OVERTAKEN: Final = ("link.unproven", "link.checkpoint_behind")
"""Answers to a checkpoint or proof that was right when it was made: a fresh one is sent at once, one time."""

SPREAD: Final = random.SystemRandom()
"""Spreads the tries: two nodes that lost each other at one moment shall not knock in step."""

Post = Callable[[bytes], bytes]
"""Posts a batch to the partner and returns the answer; raises LinkError."""


@dataclass
class Pause:
    """When a line or a lane may be tried again, on the courier's own clock."""

    until: float = 0.0
    failures: int = 0

    def longer(self, now: float, longest: float) -> float:
        """Twice as long as before, less up to a half by chance. Returns the seconds."""
        self.failures += 1
        seconds = min(longest, FIRST_PAUSE * 2.0 ** min(self.failures - 1, 12)) * SPREAD.uniform(0.5, 1.0)
        self.until = now + seconds
        return seconds

    def reset(self) -> None:
        """It works again."""
        self.until, self.failures = 0.0, 0


@dataclass
class Courier:
    """Carries messages to one partner. ``post_to`` opens the line to a partner and gives the function that posts."""

    node: Node
    keys: NodeKeys
    office: str
    post_to: Callable[[Peer], Post]
    clock_seconds: Callable[[], float] = time.monotonic
    _line: Pause = field(default_factory=Pause)
    _lanes: dict[str, Pause] = field(default_factory=lambda: {lane: Pause() for lane in LANES})
    _go_back: dict[str, int] = field(default_factory=dict)
    _last_contact: float = -CONTACT_SECONDS
    _overtaken: bool = False
    introduced: bool = False
    """Whether the partner has said, since this process started, how far it knows our log."""

    def work(self) -> bool:
        """Do what there is to do now; whether there may be more at once. What partner and line do wrong is no error."""
        if self.clock_seconds() < self._line.until or not self._has_reason():
            return False
        peer = peers.by_office(self.office)
        if peer is None or not peer.identity.link_url:
            return False
        try:
            if not self.introduced:
                self._introduce(peer)
            moved = self._carry(peer) if boot.history_is_whole() else self._ask_memory(peer)
        except LinkError as error:
            silent = isinstance(error, LinkUnreachableError | LinkStatusError)
            self._wait(self._line, LANES, error.code, longest=LONGEST_PAUSE if silent else LONGEST_REFUSED_PAUSE)
            return False
        except ProtocolError as error:
            self._wait(self._line, LANES, error.code, longest=LONGEST_REFUSED_PAUSE)
            return False
        return moved

    def _has_reason(self) -> bool:
        """Whether anything is to be done at all: a few small queries, asked several times a second."""
        lanes_to_go = [*outbox.waiting_lanes(self.office), *self._go_back]
        return bool(lanes_to_go) or not self.introduced or self._should_show() or not boot.history_is_whole()

    def _carry(self, peer: Peer) -> bool:
        """One batch of the most urgent lane that can move; without one, show a new checkpoint if it is time."""
        for lane in LANES:
            if self.clock_seconds() < self._lanes[lane].until:
                continue
            ready, reason = self._ready(peer, lane)
            if ready:
                return self._exchange(peer, lane, ready)
            if reason:
                self._wait(self._lanes[lane], (lane,), reason)
        if self._should_show():
            self._exchange(peer, "", [])
        return False

    def _ready(self, peer: Peer, lane: str) -> tuple[list[Waiting], str]:
        """The next stored messages of a lane, signing those that may leave; and why the next one may not."""
        rows = self._rows(lane)
        fit, reason = packing.permitted(self.node, peer, rows)
        if fit and peer.witnesses_first and max(row.entry for row in fit) >= log.cosigned_size(peer.office):
            self._exchange(peer, "", [])
            fit = [row for row in fit if row.entry < log.cosigned_size(peer.office)]
            reason = reason or "link.not_witnessed"
        if not fit:
            return [], reason or ("link.erased" if lane in self._go_back and not rows else "")
        packing.seal_waiting(self.node, self.keys, peer, fit)
        return [row for row in self._rows(lane)[: len(fit)] if row.state != outbox.QUEUED], reason

    def _rows(self, lane: str) -> list[Waiting]:
        limit = packing.LIMIT_ROWS
        if lane in self._go_back:
            start = self._go_back[lane]
            return outbox.from_seq(self.office, lane, start, records_key=self.node.records_key, limit=limit)
        return outbox.waiting(self.office, lane, records_key=self.node.records_key, limit=limit)

    def _exchange(self, peer: Peer, lane: str, rows: list[Waiting]) -> bool:
        """Post one batch and take in the answer. True when it moved something on."""
        if rows:
            crash_point("after_sealed")
        own = checkpoints.sign_checkpoint(self.node, self.keys)
        request = self._request(own, rows)
        sent = rows[: len(request.messages)]
        reply = read_reply(self.post_to(peer)(write_request(request)))
        if sent:
            crash_point("after_send")
        result = answers.take_reply(self.node, self.keys, peer, request=request, own=own, rows=sent, reply=reply)
        if result.receipts:
            crash_point("after_receipt")
        self._last_contact = self.clock_seconds()
        self._line.reset()
        return self._after(lane, sent, result)

    def _request(self, own: Signed, rows: list[Waiting]) -> Request:
        known = min(lanes.known_to_peer(self.office), own.size)
        seen = log.witnessed(self.office)
        return Request(
            messages=take_fitting([packing.envelope_of(row) for row in rows]),
            old_size=known,
            checkpoint=own.note,
            consistency=tuple(log.consistency(known, own.size)),
            known_size=seen[0] if seen else 0,
        )

    def _after(self, lane: str, sent: list[Waiting], result: Result) -> bool:
        """Go on, go back, or wait, as the answer says."""
        if result.refused in OVERTAKEN and not self._overtaken:
            self._overtaken = True
            return True
        self._overtaken = False
        again = {name: seq for name, seq in result.expect.items() if name != lane or seq != sent[0].seq}
        self._go_back.update(again)
        if lane in self._go_back and lane not in again and result.receipts:
            self._advance(lane, result.taken_up_to + 1)
        if result.refused or len(again) < len(result.expect):
            self._wait(self._lanes[lane] if lane else self._line, (lane,), result.refused or "link.gap")
            return False
        if lane:
            self._lanes[lane].reset()
        return bool(sent) and (result.receipts > 0 or bool(again))

    def _advance(self, lane: str, following: int) -> None:
        """Sending again has caught up once it reaches the first undelivered message."""
        waiting = outbox.waiting(self.office, lane, records_key=self.node.records_key, limit=1)
        if not waiting or waiting[0].seq <= following:
            del self._go_back[lane]
        else:
            self._go_back[lane] = following

    def _should_show(self) -> bool:
        since = self.clock_seconds() - self._last_contact
        news = log.size() > log.cosigned_size(self.office)
        return since >= CONTACT_SECONDS or (news and since >= WITNESS_SECONDS)

    def _introduce(self, peer: Peer) -> None:
        """Before anything of ours is shown: has the partner seen more of our log than there is?"""
        self._known_there(peer)
        self.introduced = True

    def _ask_memory(self, peer: Peer) -> bool:
        """In doubt about our own history: what does the partner remember of it?"""
        known = self._known_there(peer)
        if known is not None and known >= log.cosigned_size(peer.office) and witness.trust_again(self.node):
            return True
        self._wait(self._line, (), "link.doubt")
        return False

    def _known_there(self, peer: Peer) -> int | None:
        """Ask, without signing or showing anything, how far the partner has witnessed our log."""
        reply = read_reply(self.post_to(peer)(write_request(Request(messages=()))))
        return witness.remember(self.node, self.keys, peer, reply.seen)

    def _wait(self, pause: Pause, names: Sequence[str], reason: str, *, longest: float = LONGEST_PAUSE) -> None:
        """Try again later, and say so beside the first message of each lane that waits for it."""
        seconds = pause.longer(self.clock_seconds(), longest)
        next_at = clock.format_time(clock.now() + timedelta(seconds=seconds))
        for name in names:
            for row in outbox.waiting(self.office, name, records_key=self.node.records_key, limit=1):
                outbox.keep_attempt(row.id, fault=reason, next_at=next_at)
