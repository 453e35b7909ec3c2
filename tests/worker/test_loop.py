"""One worker leads; another follows when it is gone; what is due is signed, escalated, swept and written to files."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from comity.kit import clock

if TYPE_CHECKING:
    from comity.worker.loop import Worker
    from tests.office import Office


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def office(db: Any, tmp_path: Path) -> "Office":
    from tests.office import make_folder, open_office

    make_folder(tmp_path / "node", "xa-coord")
    return open_office(tmp_path / "node")


@pytest.fixture
def worker(office: "Office") -> Iterator["Worker"]:
    from comity.worker.loop import Worker
    from tests.nodes.near import keys_of

    made = Worker(office.node, keys_of(office), threading.Event())
    yield made
    made.stop.set()


def test_only_one_worker_leads_and_a_dead_one_is_followed_at_once(worker: "Worker", office: "Office") -> None:
    from comity.storage import leases
    from comity.worker.loop import LEASE, Worker

    worker._lead()
    assert worker.leading.is_set()
    other = Worker(office.node, worker.keys, threading.Event(), holder="elsewhere:1")
    other._lead()
    assert not other.leading.is_set()
    worker._lead()
    assert worker.leading.is_set()
    leases.release(LEASE, holder=worker.holder)
    other._lead()
    assert other.leading.is_set()
    worker._lead()
    assert not worker.leading.is_set()  # it may be alive on another machine
    leases.release(LEASE, holder=other.holder)
    dead = Worker(office.node, worker.keys, threading.Event(), holder=f"{socket.gethostname()}:{dead_pid()}")
    dead._lead()
    worker._lead()
    assert worker.leading.is_set()


def dead_pid() -> int:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return pid


def test_a_lease_that_ran_out_is_free(worker: "Worker", office: "Office") -> None:
    from datetime import timedelta

    from comity.storage import leases
    from comity.worker.loop import LEASE, LEASE_SECONDS

    now = clock.now()
    assert leases.take(LEASE, holder="elsewhere:1", now=clock.format_time(now),
                       until=clock.format_time(now + timedelta(seconds=LEASE_SECONDS)))  # fmt: skip
    worker._lead()
    assert not worker.leading.is_set()
    with clock.frozen(now + timedelta(seconds=LEASE_SECONDS + 1)):
        worker._lead()
    assert worker.leading.is_set()


def test_it_signs_what_is_new_and_nothing_in_doubt(worker: "Worker", office: "Office") -> None:
    from comity.app import highwater
    from comity.storage import boot, log

    worker._sign()
    size = log.size()
    signed, mark = log.latest_checkpoint(), highwater.read_mark(office.node.home)
    assert signed is not None
    assert mark is not None
    assert signed[0] == mark.size == size
    boot.doubt("a test", at=clock.format_time(clock.now()))
    office.do("officer", "case.open", title="t", conduct="telecom_fraud", purpose_code="criminal_investigation")
    worker._sign()
    assert log.size() == size + 1
    assert log.latest_checkpoint() == signed


def test_its_clocks_free_somebody_while_the_history_is_in_doubt_and_do_nothing_else(xb: "Office") -> None:
    from datetime import timedelta

    from comity.storage import boot, log
    from comity.worker.loop import Worker
    from tests.app import surrenders as s
    from tests.nodes.near import keys_of

    record = s.arrested(xb)
    boot.doubt("a test", at=s.now())
    with clock.frozen(clock.now() + timedelta(days=200)):
        Worker(xb.node, keys_of(xb), threading.Event())._keep_clocks()
        size = log.size()
        assert (s.state(record)["state"], s.state(record)["detention"]["held_now"]) == ("lapsed", False)
        Worker(xb.node, keys_of(xb), threading.Event())._keep_clocks()
        assert log.size() == size


def test_partners_are_pinned_in_the_file_as_they_are_confirmed(office: "Office", tmp_path: Path) -> None:
    from comity.app import pins
    from tests.office import befriend, make_folder

    assert pins.write_pins(office.node) and not pins.write_pins(office.node)
    assert pins.bundle_path(office.node.home).read_bytes() == b""
    keys = make_folder(tmp_path / "partner", "xb-coord")
    befriend(office, (tmp_path / "partner" / "identity.json").read_bytes(), keys)
    assert pins.write_pins(office.node) and not pins.write_pins(office.node)
    assert pins.bundle_path(office.node.home).read_text() == keys.tls.certificate.strip() + "\n"


def test_old_failed_sign_ins_are_forgotten(worker: "Worker") -> None:
    from datetime import timedelta

    from comity.storage import officers

    now = clock.now()
    officers.keep_failure("officer", clock.format_time(now - timedelta(days=2)))
    officers.keep_failure("officer", clock.format_time(now))
    worker._sweep()
    assert officers.failures("officer", "2000-01-01T00:00:00.000Z") == 1


class OneRound(threading.Event):
    """Told to stop as soon as a round leaves nothing to do at once."""

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return True


CHORES = (
    "pins.write_pins", "checkpoints.sign_checkpoint", "tiles.write_tiles", "overdue.run_out", "retention.keep_limits",
    "drawing.draw_readings", "retention.forget", "officers.sweep_failures", "attachments.sweep", "leftovers.clear",
    "watch_round.watch",
)  # fmt: skip


def test_a_round_of_the_leader_does_all_that_comes_round(office: "Office", monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.worker import loop
    from tests.nodes.near import keys_of

    done = []
    for name in CHORES:
        monkeypatch.setattr(f"comity.worker.loop.{name}", lambda *_, name=name: done.append(name))
    worker = loop.Worker(office.node, keys_of(office), OneRound())
    worker.started_at -= loop.INTRODUCTION_SECONDS + 1
    worker.work()
    worker.end()
    assert sorted(done) == sorted(CHORES)


def test_while_the_history_is_in_doubt_only_the_legal_clocks_go_on(
    office: "Office", monkeypatch: pytest.MonkeyPatch
) -> None:
    """They may free somebody; the gates stop every other step of theirs."""
    from comity.storage import boot
    from comity.worker import loop
    from tests.nodes.near import keys_of

    done = []
    for name in CHORES:
        monkeypatch.setattr(f"comity.worker.loop.{name}", lambda *_, name=name: done.append(name))
    boot.doubt("a test", at=clock.format_time(clock.now()))
    worker = loop.Worker(office.node, keys_of(office), OneRound())
    worker.started_at -= loop.INTRODUCTION_SECONDS + 1
    worker.work()
    worker.end()
    waiting = {"checkpoints.sign_checkpoint", "retention.keep_limits", "drawing.draw_readings", "retention.forget",
               "watch_round.watch"}  # fmt: skip
    assert sorted(done) == sorted(set(CHORES) - waiting)


def test_a_worker_that_does_not_lead_keeps_no_clock(office: "Office", monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.worker import loop
    from tests.nodes.near import keys_of

    done = []
    for name in CHORES:
        monkeypatch.setattr(f"comity.worker.loop.{name}", lambda *_, name=name: done.append(name))
    monkeypatch.setattr("comity.worker.loop.leases.take", lambda *_, **__: False)
    worker = loop.Worker(office.node, keys_of(office), OneRound())
    worker.work()
    worker.end()
    assert done == []
