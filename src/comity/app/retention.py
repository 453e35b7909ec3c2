"""The clock of retention: seals what was shown long enough, erases what may stand no longer, forgets old attempts.

Each is a command of the clock through the door, with its entry. The clock reviews nothing and decides nothing: what is
due for review waits, hidden, for a person.
"""

from datetime import timedelta
from pathlib import Path

from comity.app.door import preview, submit
from comity.app.node import Node
from comity.domain.command import CLOCK, Command
from comity.kit import clock
from comity.kit.ids import RecordId
from comity.storage import erasure, records

AT_ONCE = 50
IMPORT_WINDOW = timedelta(days=1)


def keep_limits(node: Node) -> int:
    """Take every step of retention that is due; returns how many. What a gate holds up is tried again later."""
    now = clock.format_time(clock.now())
    done = 0
    for record in records.to_seal(now, limit=AT_ONCE):
        done += _take(node, "rt.seal", record)
    for record in records.due_for("delete_at", now, limit=AT_ONCE):
        done += _take(node, "rt.expire", record)
    return done


def _take(node: Node, name: str, record: str) -> bool:
    command = Command(name=name, actor=CLOCK, record=RecordId(record))
    return not preview(node, command)[1] and submit(node, command).done


def forget(node: Node) -> int:
    """What takes a look at everything, and so is done now and then: old attempts, and files nobody names.

    Attempts that were stopped before they made a record keep what they said for a time of their own.
    """
    forget_files(node)
    until = clock.now() - timedelta(days=node.pack.retention_days["attempt"])
    if not erasure.unmade(until=clock.format_time(until), limit=1):
        return 0
    return submit(node, Command(name="rt.sweep", actor=CLOCK)).done


def forget_files(node: Node) -> list[str]:
    """Remove register files that no register of this node names any more; returns their names."""
    named = {f"{row['file']}.parquet" for row in records.of_procedure("register")}
    oldest = (clock.now() - IMPORT_WINDOW).timestamp()
    gone = [path for path in _files(node.registers_folder) if path.name not in named and path.stat().st_mtime < oldest]
    for path in gone:
        path.unlink(missing_ok=True)
    return [path.name for path in gone]


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet")) if folder.is_dir() else []
