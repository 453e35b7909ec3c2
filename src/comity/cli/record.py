"""Commands on the record as a whole: today's desk, one entry, export, verify, check, rebuild."""

from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.command import DONE, STOPPED, Answer, Needs
from comity.cli.desk import Desk
from comity.cli.display import lines, pairs, table, together, tree
from comity.cli.progress import counting
from comity.cli.steps import brief_table

VERIFY_HELP = (
    "Verify an exported folder, alone or against the other office's: FOLDER [--against FOLDER] [--json].\n\n"
    "Needs no node, no database and no passphrase; 'comity.verify' is one file that a court can run by itself."
)


def today(desk: Desk) -> Answer:
    """Your desk today: what waits for a step of yours, what is late, how the link stands."""
    actor, node = desk.actor, desk.node
    from comity.app import reading

    view = reading.today(node, actor)
    mine = [row for row in view["mine"] if row["mine"]]
    link = [
        (row["partner"], row["waiting"], row["unwitnessed"], row["last_contact_at"]) for row in view["link"]
    ]  # fmt: skip
    text = together(
        brief_table("Waiting for you", mine),
        brief_table("Others you may see", [row for row in [*view["mine"], *view["others"]] if row not in mine]),
        table("Link", ("partner", "waiting to be sent", "entries not yet witnessed", "last contact"), link),
    )
    return Answer({"ok": True, **view}, text)


def entry(
    desk: Desk,
    seq: Annotated[int, typer.Argument(metavar="ENTRY", min=0, help="Number of the entry.")],
    *,
    purpose: Annotated[str, typer.Option(help="Why you read this entry; kept in the access log.")] = "",
) -> Answer:
    """Show one entry of the log with its decision, if you may see its record."""
    actor, node = desk.actor, desk.node
    from comity.app import reading

    view = reading.entry(node, actor, seq, purpose=purpose)
    head = [(name, view[name]) for name in ("at", "command", "actor", "role", "outcome", "from", "to")]
    text = together(
        pairs(f"Entry {seq}", head),
        tree(view["form"], title="What was filled in") if view["form"] else None,
        tree(view["decision"], title="Decision") if view["decision"] else None,
        lines("Its content was erased; the log still proves that it stood here.") if view["erased"] else None,
    )
    return Answer({"ok": True, **view}, text)


def export(
    desk: Desk,
    folder: Annotated[Path, typer.Argument(help="Folder to make; it must not exist yet.", show_default=False)],
    *,
    without_payloads: Annotated[
        bool, typer.Option("--without-payloads", help="Entries and proofs only: nothing anybody wrote.")
    ] = False,
    record: Annotated[str, typer.Option(help="Only this record's payloads; every other one is left out.")] = "",
) -> Answer:
    """Export the record for anybody to verify without this node: entries, proofs, partners' checkpoints, policies.

    The folder appears whole or not at all. Verify it with 'comity verify FOLDER'.
    """
    from comity.app.export import export as write_export

    node = desk.node
    with counting("exporting") as progress:
        made = write_export(
            node, folder, desk.passphrase, payloads=not without_payloads, only_record=record, progress=progress
        )
    rows = [("folder", folder), ("entries", made["entries"]), ("payloads", made["payloads"]), ("root", made["root"])]
    return Answer({"ok": True, "folder": str(folder), **made}, pairs("Exported.", rows))


def check(desk: Desk) -> Answer:
    """Prove the invariants of this node: entries, log, rows, outbox, inbox, partners' checkpoints, policies.

    Any edit of a record column is named by table, row and column. Exit code 1 when a fault was found.
    """
    from comity.app.check import check as check_node

    node = desk.node
    with counting("checking") as progress:
        report = check_node(node, progress=progress)
    return Answer({"ok": not report["faults"], **report}, _check_text(report), STOPPED if report["faults"] else DONE)


def _check_text(report: dict[str, Any]) -> Any:
    rules = [
        (row["id"], row["title"], row["done"] if row["applies"] else "n/a", row["faults"]) for row in report["rules"]
    ]
    faults = [(row["rule"], row["table"], row["key"], row["column"], row["text"]) for row in report["faults"]]
    said = "NO FAULT FOUND" if not faults else f"{report['fault_count']} FAULTS FOUND"
    return together(
        table(f"{report['entries']} entries", ("rule", "", "looked at", "faults"), rules),
        table("Faults", ("rule", "table", "row", "column", "what"), faults) if faults else None,
        lines(f"RESULT: {said}"),
    )


def rebuild(
    desk: Desk,
    *,
    check: Annotated[bool, typer.Option("--check", help="Only compare; change nothing.")] = False,
) -> Answer:
    """Make the rows of every record anew from the entries, in one transaction; with --check only compare.

    Entries, payloads and the log are not touched. Use it after 'comity check' has named a row that differs.
    """
    from comity.app.rebuild import rebuild as rebuild_rows

    node = desk.node
    with counting("folding") as progress:
        report = rebuild_rows(node, only_check=check, progress=progress)
    faults = [(row["table"], row["key"], row["column"], row["text"]) for row in report["differences"]]
    head = pairs(
        "Compared." if check else "Rebuilt.", [("records", report["records"]), ("differences", report["count"])]
    )
    text = together(head, table("Differences", ("table", "row", "column", "what"), faults) if faults else None)
    return Answer({"ok": not (check and faults), **report}, text, STOPPED if check and faults else DONE)


def verify(context: typer.Context) -> None:
    """Hand everything to the stand-alone verifier; it knows no other part of the product."""
    from comity.verify import main

    try:
        raise typer.Exit(main(list(context.args)))
    except SystemExit as left:  # argparse leaves this way for help and for bad arguments
        raise typer.Exit(left.code if isinstance(left.code, int) else 2) from left


COMMANDS: tuple[tuple[str, Any, Needs], ...] = (
    ("today", today, "officer"),
    ("entry", entry, "officer"),
    ("export", export, "keys"),
    ("check", check, "keys"),
    ("rebuild", rebuild, "keys"),
)
