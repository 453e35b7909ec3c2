"""What is read inside a snapshot is of one moment, while the node goes on writing."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection


def elsewhere(work: Callable[[], object]) -> None:
    """Do something on a connection of its own, as another process of the node would, and wait for it."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told to the test below
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=60)
    assert not thread.is_alive()
    assert failed == []


def write(name: str) -> None:
    from comity.storage import models

    models.Lease.objects.create(name=name, holder="x", until="2026-11-22T10:00:00.000Z")


@pytest.mark.django_db(transaction=True)
def test_a_reader_keeps_its_moment_and_stops_no_writer() -> None:
    from comity.storage import models
    from comity.storage.snapshot import snapshot

    write("before")
    with snapshot():
        assert models.Lease.objects.count() == 1
        elsewhere(lambda: write("meanwhile"))
        assert models.Lease.objects.count() == 1
    assert models.Lease.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_failure_inside_leaves_nothing_open() -> None:
    from comity.storage.snapshot import snapshot

    with pytest.raises(ZeroDivisionError), snapshot():
        raise ZeroDivisionError
    assert not connection.in_atomic_block
    write("after")
    elsewhere(lambda: write("elsewhere"))


@pytest.mark.django_db
def test_inside_a_transaction_it_adds_nothing() -> None:
    from comity.storage.snapshot import snapshot

    with snapshot():
        write("inside")
