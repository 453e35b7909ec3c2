"""The door: durable commands per second, beside the disk's own limit on the same machine.

``python -m bench.door [--database postgres]``. A command is counted when its transaction is on disk
(SQLite: WAL, synchronous=FULL): facts gathered, every gate asked, entry, payload, leaf, rows written. The limit is the
same number of inserts a commit by bare SQLite, with nothing else done.
"""

import argparse
import os
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Any

COUNT = 300
INSERTS = 7
"""Rows one drafted request writes: entry, payload, leaf and its parents, decision, record, scope key."""


def bare_commits(folder: Path) -> float:
    """Commits per second of INSERTS small rows each, durable, by SQLite alone."""
    base = sqlite3.connect(folder / "limit.sqlite3", isolation_level=None)
    base.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (a INTEGER, b BLOB)")
    begin = time.perf_counter()
    for number in range(COUNT):
        base.execute("BEGIN IMMEDIATE")
        for row in range(INSERTS):
            base.execute("INSERT INTO t VALUES (?, ?)", (number * 10 + row, b"x" * 500))
        base.execute("COMMIT")
    return COUNT / (time.perf_counter() - begin)


def measure(folder: Path) -> dict[str, float]:
    """Commands per second through the real door of a node in ``folder``."""
    from django.core.management import call_command

    from tests import office as offices

    call_command("migrate", verbosity=0)
    partner = folder / "partner"
    keys = offices.make_folder(partner, "xb-coord")
    offices.make_folder(folder / "own", "xa-coord")
    office = offices.open_office(folder / "own")
    offices.befriend(office, (partner / "identity.json").read_bytes(), keys)
    case = office.do("officer", "case.open", title="t", conduct="telecom_fraud", summary="",
                     purpose_code="criminal_investigation").record  # fmt: skip
    drafts: list[str] = []

    def draft(number: int) -> Any:
        made = office.do("officer", "ir.draft", **offices.fraud_request(case=case))
        drafts.append(made.record)
        return made

    def certify(number: int) -> Any:
        return office.do("supervisor", "ir.certify", drafts[number], facts=offices.REQUESTER_FACTS)

    return {"drafts kept": timed(draft, done=True), "certify judged (done or stopped)": timed(certify, done=None)}


def timed(command: Any, *, done: bool | None) -> float:
    """Calls per second; every outcome must be as expected."""
    begin = time.perf_counter()
    for number in range(COUNT):
        outcome = command(number)
        if done is not None and outcome.done is not done:
            raise SystemExit(f"unexpected outcome: {outcome.stops}")
    return COUNT / (time.perf_counter() - begin)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    wanted = arguments.parse_args().database
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as name:
        folder = Path(name)
        os.environ["COMITY_HOME"] = str(folder / "own")
        (folder / "own").mkdir()
        if wanted == "postgres":
            from tests.servers import postgres_cluster

            with postgres_cluster() as cluster:
                os.environ["COMITY_DATABASE"] = cluster.url
                run(folder)
        else:
            run(folder)


def run(folder: Path) -> None:
    """Set Django up on the chosen store, measure, print."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "comity.settings"
    django.setup()
    from bench._machine import show

    limit = bare_commits(folder)
    show("door", {"bare SQLite commits": limit, **measure(folder)}, peer="bare SQLite commits",
         note=f"{COUNT} durable commands each")  # fmt: skip


if __name__ == "__main__":
    main()
