"""``comity node``: make a node, see how it stands; ``run`` lives in node_run.py."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from comity.cli.command import Answer, HomeOption, UnlockOption, command, new_group
from comity.cli.desk import HOME, Desk, DeskError, read_passphrase, read_password
from comity.cli.display import Text, lines, pairs, table, together

if TYPE_CHECKING:
    from comity.law.pack_model import Pack

group = new_group("Make a node, run it, see how it stands.")
SHORTEST_PASSPHRASE = 12


@command(group, "init", needs="nothing")
def init(
    desk: Desk,
    *,
    office: Annotated[str, typer.Option(help="Code of this office, unique among its partners: xa-coord.")],
    state: Annotated[str, typer.Option(help="Code of the state, as the instrument pack has it: XA.")],
    authority: Annotated[str, typer.Option(help="Directory id of the authority whose node this is.")],
    name_en: Annotated[str, typer.Option(help="Name of the office in English.")],
    name_km: Annotated[str, typer.Option(help="Name of the office in Khmer.")],
    name_zh: Annotated[str, typer.Option(help="Name of the office in Chinese (simplified).")],
    home: HomeOption = Path(HOME),
    database: Annotated[
        str, typer.Option(help="sqlite, or postgres://user@host/name of an empty database.")
    ] = "sqlite",
    host: Annotated[str, typer.Option(help="Address the node listens on.")] = "127.0.0.1",
    office_port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the officers' pages.")] = 8000,
    link_port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the link to partners.")] = 8443,
    link_url: Annotated[str, typer.Option(help="Address partners reach the link at; default https://HOST:PORT.")] = "",
    pack: Annotated[str, typer.Option(help="Instrument pack.")] = "velmara-corvane",
    training: Annotated[bool, typer.Option("--training", help="Invented data only; every page says so.")] = False,
    admin: Annotated[str, typer.Option(help="User name of the first administrator.")] = "admin",
    admin_name: Annotated[str, typer.Option(help="Name the administrator signs with.")] = "Administrator",
    language: Annotated[str, typer.Option(help="The administrator's language: en, km or zh-Hans.")] = "en",
    password_file: Annotated[
        Path | None,
        typer.Option(envvar="COMITY_PASSWORD_FILE", help="File with the administrator's password (mode 600)."),
    ] = None,
    unlock_file: UnlockOption = None,
) -> Answer:
    """Make a node: its folder, keys and tables, and its first administrator. All of it, or nothing.

    Without --unlock-file and --password-file, passphrase and password are asked for. The passphrase protects the
    node's keys; nobody can recover it.
    """
    from comity.app.founding import FirstOfficer, found
    from comity.app.setup import NewNode
    from comity.law.pack import load_pack
    from comity.protocol.identity import fingerprint, open_identity

    names = {"en": name_en, "km": name_km, "zh-Hans": name_zh}
    _check(state=state, authority=authority, language=language, pack=load_pack(pack))
    passphrase = _new_passphrase(unlock_file)
    password = read_password(password_file, admin)
    new = NewNode(office=office, state=state, authority=authority, names=names, database=database, host=host,
                  office_port=office_port, link_port=link_port, link_url=link_url, pack=pack,
                  training=training)  # fmt: skip
    first = FirstOfficer(username=admin, name=admin_name, language=language, password=password)
    outcome = found(home, new, passphrase=passphrase, first=first)
    mark = fingerprint(open_identity((home / "identity.json").read_bytes()))
    data = {"ok": True, "office": office, "home": str(home), "fingerprint": mark, "administrator": outcome.record}
    return Answer(data, _said(home, office=office, mark=mark, admin=admin))


def _check(*, state: str, authority: str, language: str, pack: "Pack") -> None:
    """Refuse, before anything is written, what would be refused later."""
    if state not in pack.states:
        raise DeskError("setup.state", state=state, known=sorted(pack.states))
    known = sorted(row.id for row in pack.authorities.values() if row.state == state)
    if authority not in known:
        raise DeskError("cli.authority", authority=authority, known=known)
    if language not in ("en", "km", "zh-Hans"):
        raise DeskError("cli.language", language=language)


def _new_passphrase(unlock_file: Path | None) -> str:
    passphrase = read_passphrase(unlock_file)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise DeskError("cli.passphrase_short", shortest=SHORTEST_PASSPHRASE)
    asked = unlock_file is None and sys.stdin.isatty()
    if asked and read_passphrase(None) != passphrase:
        raise DeskError("cli.passphrase_differs")
    return passphrase


def _said(home: Path, *, office: str, mark: str, admin: str) -> Text:
    return together(
        pairs(
            f"The node of {office} is made.",
            [("folder", home), ("fingerprint", mark), ("administrator", admin)],
        ),
        lines(
            "Next:",
            f"  comity node run --home {home}",
            f"  comity officer appoint USERNAME --name NAME --role SP --as {admin} --home {home}",
            f"  comity pair identity --out identity.json --home {home}   (hand it to the partner)",
        ),
    )


@command(group, "status", needs="folder")
def status(desk: Desk) -> Answer:
    """How the node stands: tables, log, partners, what waits to be sent. Needs no passphrase and opens no record."""
    from comity.app.status import status as read_status

    found = read_status(desk.home.resolve())
    pending = found["pending_migrations"]
    log = found.get("log", {})
    partners = [
        (row["office"], row["waiting"], row["cosigned"], row["last_contact_at"]) for row in found.get("partners", [])
    ]
    text = together(
        pairs(
            f"{found['office']} ({found['state']}), {found['authority']}",
            [
                ("folder", found["home"]),
                ("database", found["database"]),
                ("tables", "older than this version: " + ", ".join(pending) if pending else "as this version wants"),
                ("pack", found["pack"]),
                ("training", found["training"]),
                ("entries", log.get("entries")),
                ("signed up to", log.get("signed")),
                ("history whole", log.get("history_whole")),
                ("officers", found.get("officers")),
            ],
        ),
        table("Partners", ("office", "waiting to be sent", "our log cosigned to", "last contact"), partners),
    )
    return Answer({"ok": True, **found}, text)


@command(group, "upgrade", needs="folder")
def upgrade(desk: Desk) -> Answer:
    """Change the tables to those of this version, after a back-up and with the node stopped. Entries stay as they are."""
    from comity.app.status import bring_up_to_date

    made = bring_up_to_date()
    told = (
        lines("Changed:", *(f"  {name}" for name in made)) if made else lines("The tables are those of this version.")
    )
    return Answer({"ok": True, "changed": made}, told)
