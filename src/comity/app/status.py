"""How a node stands, read without its passphrase: no record of a person is opened."""

from pathlib import Path
from typing import Any

from comity.settings.node import read_node_file
from comity.storage import boot, log, outbox, records


def status(home: Path) -> dict[str, Any]:
    """The node's file, its tables, its log and each partner's state, as plain values."""
    file = read_node_file(home)
    pending = pending_migrations()
    found: dict[str, Any] = {
        "office": file.office,
        "state": file.state,
        "authority": file.authority,
        "names": dict(file.names),
        "home": str(home),
        "pack": file.pack,
        "training": file.training,
        "office_port": file.office_port,
        "link_url": file.link_url or f"https://{file.host}:{file.link_port}",
        "database": _vendor(),
        "pending_migrations": pending,
    }
    if pending:
        return found
    checkpoint = log.latest_checkpoint()
    found["log"] = {
        "entries": log.size(),
        "signed": checkpoint[0] if checkpoint else 0,
        "history_whole": boot.history_is_whole(),
    }
    found["officers"] = len(records.of_procedure("officer"))
    found["partners"] = [_partner(str(row["office"])) for row in records.of_procedure("partner", state="confirmed")]
    return found


def _partner(office: str) -> dict[str, Any]:
    return {
        "office": office,
        "waiting": outbox.count_waiting(office),
        "last_contact_at": outbox.last_contact(office),
        "cosigned": log.cosigned_size(office),
    }


def pending_migrations() -> list[str]:
    """The changes of tables this version wants and the database has not had."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _vendor() -> str:
    from django.db import connection

    return str(connection.vendor)


def bring_up_to_date() -> list[str]:
    """Make the pending changes of tables, each in a transaction of its own; returns their names."""
    from django.core.management import call_command

    pending = pending_migrations()
    if pending:
        call_command("migrate", verbosity=0, interactive=False)
    return pending
