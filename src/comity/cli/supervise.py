"""Three processes under one roof: started, watched, started again, ended together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from comity.app.unlock import Handover, hand_over
from comity.kit.crash import VARIABLE

PROCESSES: Final = {
    "worker": "comity.worker.process",
    "link": "comity.peerapi.process",
    "office": "comity.cli.office_process",
}
FIRST_PAUSE, LONGEST_PAUSE, HEALTHY_SECONDS = 0.2, 10.0, 30.0
STOP_SECONDS: Final = 20.0
LOOK_SECONDS: Final = 0.1
Say = Callable[[str], None]


@dataclass
class Child:
    """One process of the node, alive or waiting to be started again."""

    name: str
    process: "subprocess.Popen[bytes] | None" = None
    handover: Handover | None = None
    started_at: float = 0.0
    next_at: float = 0.0
    failures: int = 0
    lives: int = 0


@dataclass
class Supervisor:
    """Keeps the processes of the node in ``home`` alive until ``stop`` is set."""

    home: Path
    passphrase: str = field(repr=False)
    say: Say
    stop: threading.Event = field(default_factory=threading.Event)
    children: list[Child] = field(default_factory=lambda: [Child(name) for name in PROCESSES])

    def run(self) -> None:
        """Start all three, look after them, and end them all."""
        os.umask(0o077)  # whatever a node writes is its own
        try:
            while not self.stop.is_set():
                for child in self.children:
                    self._look_after(child)
                self.stop.wait(LOOK_SECONDS)
        finally:
            self._end_all()

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.next_at:
                self._start(child)
            return
        code = child.process.poll()
        if code is None:
            return
        child.failures = 1 if now - child.started_at > HEALTHY_SECONDS else child.failures + 1
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (child.failures - 1))
        self.say(f"{child.name} ended with code {code}; starting it again in {pause:.1f} seconds")
        child.next_at = now + pause
        self._forget(child)

    def _start(self, child: Child) -> None:
        child.handover = hand_over(self.passphrase)
        child.process = subprocess.Popen(
            [sys.executable, "-m", PROCESSES[child.name], "--unlock-fd", str(child.handover.read_end)],
            stdin=subprocess.DEVNULL,
            env=self._environment(first=child.lives == 0),
            pass_fds=(child.handover.read_end,),
            process_group=0,  # a Ctrl-C is for this process, which then ends the others in order
        )
        child.handover.started()
        child.started_at = time.monotonic()
        child.lives += 1

    def _environment(self, *, first: bool) -> Mapping[str, str]:
        kept = dict(os.environ)
        kept.update(COMITY_HOME=str(self.home), DJANGO_SETTINGS_MODULE="comity.settings")
        if not first:
            kept.pop(VARIABLE, None)  # a planned crash is for one life
        return kept

    def _end_all(self) -> None:
        """Ask all to end at once, wait, then end what did not."""
        alive = [child for child in self.children if child.process is not None]
        for child in alive:
            assert child.process is not None  # noqa: S101 - chosen so one line above
            child.process.send_signal(signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        for child in alive:
            assert child.process is not None  # noqa: S101 - the same
            try:
                child.process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"{child.name} did not end in time and is killed")
                child.process.kill()
                child.process.wait()
            self._forget(child)

    def _forget(self, child: Child) -> None:
        if child.handover is not None:
            child.handover.close()
        child.process, child.handover = None, None
