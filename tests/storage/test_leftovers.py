"""What was erased is in neither of the files of the database: not in its own, not in the write-ahead file beside it."""

import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

if TYPE_CHECKING:
    from tests.office import Office

WORD = "Lantern Street behind the third mill"


@pytest.fixture
def base(transactional_db: Any) -> Path:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its own files")
    return Path(connection.settings_dict["NAME"])


def holding(base: Path, said: bytes = WORD.encode()) -> list[str]:
    """The database's files in which something stands, as somebody with the disk could read them."""
    files = (base, base.with_name(f"{base.name}-wal"))
    return [path.name for path in files if path.exists() and said in path.read_bytes()]


def withdrawn(office: "Office") -> str:
    record = office.request(summary=WORD)
    assert office.do("officer", "ir.withdraw", record, reasons=f"Nobody of {WORD} was meant.").done
    return record


def erase(office: "Office", record: str) -> None:
    erased = office.do("privacy", "rt.erase", record, ground="unlawful", reasons="It is another matter altogether.")
    assert erased.done, erased.stops


def reader(base: Path) -> sqlite3.Connection:
    """Another process that looks at one moment for a while, as a backup or an export does."""
    found = sqlite3.connect(base, isolation_level=None, check_same_thread=False)
    found.execute("BEGIN")
    found.execute("SELECT count(*) FROM storage_record").fetchone()
    return found


def test_an_erasure_leaves_no_word_in_the_files(base: Path, xa: "Office") -> None:
    record = withdrawn(xa)
    assert holding(base)
    erase(xa, record)
    assert holding(base) == []


def test_the_bytes_of_a_swept_attempt_and_their_key_are_gone_too(base: Path, xa: "Office") -> None:
    """Whoever has the records key and an old page could open them again."""
    from datetime import timedelta

    from comity.app.retention import forget
    from comity.kit import clock
    from comity.storage import models
    from tests.office import fraud_request

    stopped = xa.do("custodian", "ir.draft", **fraud_request(case="xa-coord/case/1"))
    assert not stopped.done
    payload = models.EntryPayload.objects.get(seq=stopped.seq)
    sealed = [bytes(payload.ciphertext)[:80], bytes(models.ScopeKey.objects.get(scope=payload.scope).wrapped)]
    assert all(holding(base, piece) for piece in sealed)
    with clock.frozen(clock.now() + timedelta(days=370)):
        assert forget(xa.node) == 1
    assert [holding(base, piece) for piece in sealed] == [[], []]


def test_what_a_reader_holds_up_the_worker_clears_when_it_is_gone(base: Path, xa: "Office") -> None:
    from comity.storage import leftovers
    from comity.worker.loop import Worker
    from tests.nodes.near import keys_of

    record, other = withdrawn(xa), reader(base)
    erase(xa, record)
    assert holding(base)
    worker = Worker(xa.node, keys_of(xa), threading.Event())
    worker._clear()
    assert not leftovers.clear()
    assert holding(base)
    other.execute("ROLLBACK")
    other.close()
    worker._clear()
    assert holding(base) == []


def test_nobody_waits_for_a_reader_and_a_writer_is_as_patient_as_before(base: Path, xa: "Office") -> None:
    import time

    from comity.storage import leftovers

    def patience() -> int:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            return int(cursor.fetchone()[0])

    before, other = patience(), reader(base)
    xa.request()
    began = time.monotonic()
    assert not leftovers.clear()
    assert time.monotonic() - began < 5
    assert patience() == before == 30_000
    other.close()
    assert leftovers.clear()


@pytest.mark.django_db(transaction=True)
def test_where_no_reader_is_nothing_is_left(xa: "Office") -> None:
    """On either database: PostgreSQL has no file of ours to empty."""
    from comity.storage import leftovers

    xa.request()
    assert leftovers.clear()
