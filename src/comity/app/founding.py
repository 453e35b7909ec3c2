"""Found a node: folder, keys, tables and its first administrator, all of it or nothing.

Everything is made in a folder beside the wanted one, which takes its name last. If we stop here before that, a dotted
folder is left and no node; a server database that was empty is left empty again.
"""

import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from comity.app.setup import NewNode, SetUpError, write_folder
from comity.domain.command import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOfficer:
    """The node's first administrator."""

    username: str
    name: str
    language: str
    password: str


def found(home: Path, new: NewNode, *, passphrase: str, first: FirstOfficer) -> Outcome:
    """Make the node in ``home`` and appoint its first administrator. Raises SetUpError or AppointmentError.

    ``home`` must be absent or an empty folder. Loads Django's settings for the new node: once a process.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise SetUpError("setup.exists", home=str(home))
    home.parent.mkdir(parents=True, exist_ok=True)
    made = home.parent / f".{home.name}.{secrets.token_hex(8)}"
    try:
        write_folder(made, new, passphrase=passphrase, quick_keys=new.training)
        outcome = _make_tables_and_officer(made, passphrase=passphrase, first=first)
        made.replace(home)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return outcome


def _make_tables_and_officer(home: Path, *, passphrase: str, first: FirstOfficer) -> Outcome:
    _start_django(home)
    from django.core.management import call_command
    from django.db import connection

    from comity.app.node import open_node
    from comity.app.officers import first_appointment

    if connection.introspection.table_names():
        raise SetUpError("setup.database_in_use", database=connection.vendor)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        node = open_node(home, passphrase)
        outcome = first_appointment(
            node, username=first.username, name=first.name, language=first.language, password=first.password
        )
        if not outcome.done:
            raise SetUpError("setup.first_officer", stops=[stop.code for stop in outcome.stops])
    except BaseException:
        _empty_database()
        raise
    finally:
        connection.close()
    return outcome


def _start_django(home: Path) -> None:
    os.environ["COMITY_HOME"] = str(home.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.settings")
    import django
    from django.conf import settings

    django.setup()
    if home.resolve() != settings.HOME:
        raise SetUpError("setup.other_node", loaded=str(settings.HOME))


def _empty_database() -> None:
    """Take back the tables just made; the database held none before."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return  # its file lies in the folder that is removed
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names():
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)} CASCADE")
