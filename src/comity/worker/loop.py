"""The worker of a node: one leader at a time, awake several times a second, clean when it is told to stop."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.db import connection

from comity.app import attachments, checkpoints, drawing, highwater, overdue, peers, pins, retention, tiles, watch_round
from comity.app.delivery import KEYS, Courier
from comity.app.node import Node, open_node
from comity.kit import clock
from comity.protocol.keys import NodeKeys
from comity.storage import boot, leases, leftovers, officers
from comity.transport.keyfiles import read_keys
from comity.worker.chores import Chore, run_all
from comity.worker.lines import Line

TICK_SECONDS: Final = 0.1
LEASE: Final = "worker"
LEASE_SECONDS: Final = 10
INTRODUCTION_SECONDS: Final = 15.0
"""How long the first signature waits for partners to say how far they know this log."""
SIGN_IN_MEMORY: Final = timedelta(days=1)
_LOG = logging.getLogger("comity.worker")


def run(home: Path, passphrase: str, stop: threading.Event, *, ready: Callable[[], None] = lambda: None) -> None:
    """Work for the node in ``home`` until ``stop`` is set. Waits while another worker leads."""
    node = open_node(home, passphrase)
    keys = read_keys(home / "keys", passphrase, names=KEYS)
    worker = Worker(node, keys, stop)
    highwater.check_history(home)
    ready()
    try:
        worker.work()
    finally:
        worker.end()


@dataclass
class Worker:
    """Everything one worker process does, with a thread for each partner so that none waits for another."""

    node: Node
    keys: NodeKeys
    stop: threading.Event
    holder: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}")
    leading: threading.Event = field(default_factory=threading.Event)
    started_at: float = field(default_factory=time.monotonic)
    _threads: dict[str, threading.Thread] = field(default_factory=dict)
    _couriers: dict[str, Courier] = field(default_factory=dict)

    def work(self) -> None:
        """Until told to stop."""
        lease = Chore("lease", 1.0, self._lead)
        chores = [
            Chore("pins", 1.0, lambda: pins.write_pins(self.node)),
            Chore("couriers", 1.0, self._send_couriers),
            Chore("checkpoint", TICK_SECONDS, self._sign),
            Chore("tiles", 1.0, lambda: tiles.write_tiles(self.node)),
            Chore("clocks", 5.0, self._keep_clocks),
            Chore("retention", 60.0, self._keep_limits),
            Chore("watching", 30.0, self._watch),
            Chore("forgetting", 3600.0, self._forget),
            Chore("sign-ins", 60.0, self._sweep),
            Chore("leftovers", 60.0, self._clear),
            Chore("files handed in", 60.0, lambda: attachments.sweep(self.node)),
        ]
        while not self.stop.is_set():
            run_all([lease])
            more = self.leading.is_set() and run_all(chores)
            if not more:
                self.stop.wait(TICK_SECONDS)

    def end(self) -> None:
        """Let couriers finish what they are at, then give the lead back."""
        self.stop.set()
        for thread in self._threads.values():
            thread.join(timeout=10)
        if self.leading.is_set():
            leases.release(LEASE, holder=self.holder)
        connection.close()

    def _lead(self) -> None:
        """Take or keep the lead. A leader that died on this machine is followed at once."""
        now = clock.now()
        leads = leases.take(
            LEASE,
            holder=self.holder,
            now=clock.format_time(now),
            until=clock.format_time(now + timedelta(seconds=LEASE_SECONDS)),
            free=_dead(leases.holder_of(LEASE)),
        )
        if leads != self.leading.is_set():
            _LOG.info("this worker %s", "leads" if leads else "waits for the leader")
        (self.leading.set if leads else self.leading.clear)()

    def _sign(self) -> None:
        if boot.history_is_whole() and checkpoints.is_due() and self._introduced():
            checkpoints.sign_checkpoint(self.node, self.keys)

    def _introduced(self) -> bool:
        """Whether every partner that answers has been asked what it knows of our log."""
        waited = time.monotonic() - self.started_at > INTRODUCTION_SECONDS
        return waited or all(courier.introduced for courier in self._couriers.values())

    def _send_couriers(self) -> None:
        for peer in peers.all_peers():
            present = self._threads.get(peer.office)
            if present is None or not present.is_alive():
                line = Line(self.keys.tls)
                courier = Courier(self.node, self.keys, peer.office, line)
                thread = threading.Thread(target=self._carry, args=(courier, line), name=f"to {peer.office}")
                self._couriers[peer.office], self._threads[peer.office] = courier, thread
                thread.start()

    def _carry(self, courier: Courier, line: Line) -> None:
        """One partner's thread: work while there is work, look again in a moment when there is none."""
        chore = Chore(f"delivery to {courier.office}", 0.0, courier.work)
        try:
            while not self.stop.is_set():
                if not (self.leading.is_set() and run_all([chore])):
                    self.stop.wait(TICK_SECONDS)
        finally:
            line.close()
            connection.close()

    def _keep_clocks(self) -> None:
        """Whatever the history: the gates stop every step that needs a whole one, and let through what only frees."""
        overdue.run_out(self.node)

    def _forget(self) -> None:
        if boot.history_is_whole():
            retention.forget(self.node)

    def _keep_limits(self) -> None:
        if boot.history_is_whole():
            retention.keep_limits(self.node)
            drawing.draw_readings(self.node)

    def _watch(self) -> None:
        """Ask newer lists for open searches; where none waits this reads the open records and asks nothing."""
        if boot.history_is_whole():
            watch_round.watch(self.node)

    def _sweep(self) -> None:
        officers.sweep_failures(clock.format_time(clock.now() - SIGN_IN_MEMORY))

    def _clear(self) -> None:
        """Whatever process of the node removed something; what a reader holds up is tried again with the next round."""
        leftovers.clear()


def _dead(holder: str) -> str:
    """The holder, if it was a process of this machine that no longer lives; "" otherwise."""
    host, _, number = holder.rpartition(":")
    if host != socket.gethostname() or not number.isdigit():
        return ""
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return holder
    except OSError:
        return ""
    return ""
