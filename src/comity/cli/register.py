"""``comity register``: read lists into registers, see which there are, look one name up with a purpose."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.cli.command import BAD_INPUT, DONE, NONE_GIVEN, Answer, command, new_group
from comity.cli.desk import Desk, DeskError
from comity.cli.display import Text, lines, pairs, table, together
from comity.cli.lists import check_out
from comity.cli.outcome import outcome_answer
from comity.cli.progress import counting, made_fast

if TYPE_CHECKING:
    from comity.domain.command import Outcome

group = new_group("Registers: lists this office holds, as files.")
SHOWN_ROWS = 20

NameOption = Annotated[str, typer.Option(help="Name of the register.")]
PurposeOption = Annotated[str, typer.Option(help="What the register is held for.")]
ReviewOption = Annotated[str, typer.Option(metavar="DAY", help="Day on which it must be reviewed, YYYY-MM-DD.")]
OwnerOption = Annotated[str, typer.Option(help="Authority that owns the list.")]
LawfulOption = Annotated[bool, typer.Option("--lawful-origin", help="The list was lawfully obtained.")]
AcceptOption = Annotated[bool, typer.Option("--accept-bad-rows", help="Keep the good rows and report the bad ones.")]


@command(group, "import-sdn")
def import_sdn(
    desk: Desk,
    folder: Annotated[Path, typer.Argument(help="Folder with sdn.csv, alt.csv and add.csv.", file_okay=False)],
    *,
    name: NameOption,
    purpose: PurposeOption,
    review_on: ReviewOption,
    owner: OwnerOption = "",
    lawful_origin: LawfulOption = False,
    accept_bad_rows: AcceptOption = False,
) -> Answer:
    """Import a sanctions list in the published SDN form."""
    from comity.screening import SdnReader

    form = _form(name=name, purpose=purpose, review_on=review_on, owner=owner, lawful_origin=lawful_origin)
    return _import(desk, SdnReader(folder), form=form, accept_bad_rows=accept_bad_rows)


@command(group, "import-csv")
def import_csv(
    desk: Desk,
    file: Annotated[Path, typer.Argument(help="CSV file with a header row.", dir_okay=False)],
    *,
    mapping: Annotated[Path, typer.Option(help="TOML file that says which column is which field.")],
    name: NameOption,
    purpose: PurposeOption,
    review_on: ReviewOption,
    owner: OwnerOption = "",
    lawful_origin: LawfulOption = False,
    accept_bad_rows: AcceptOption = False,
) -> Answer:
    """Import an office's own table through a mapping file."""
    from comity.screening import MappedCsvReader

    form = _form(name=name, purpose=purpose, review_on=review_on, owner=owner, lawful_origin=lawful_origin)
    return _import(desk, MappedCsvReader(file, mapping), form=form, accept_bad_rows=accept_bad_rows)


def _form(**fields: Any) -> dict[str, Any]:
    return dict(fields)


def _import(desk: Desk, source: Any, *, form: dict[str, Any], accept_bad_rows: bool) -> Answer:
    actor, node = desk.actor, desk.node
    from comity.app.importing import ImportRefusedError, import_file

    made_fast()
    try:
        with counting(f"reading {form['name']}", unit="rows") as progress:
            report, outcome = import_file(
                node,
                actor,
                source=source,
                form=form,
                accept_bad_rows=accept_bad_rows,
                progress=lambda rows: progress(rows, 0),
            )
    except ImportRefusedError as refused:
        return _refused(refused.data["report"])
    return _imported(desk, report.as_json(), outcome)


def _refused(report: Any) -> Answer:
    text = together(
        lines(f"Refused: {report['bad_count']} bad rows. Nothing was loaded; the register stands as it was."),
        _bad_rows(report["bad"]),
        lines("Correct the source, or give --accept-bad-rows to load the good rows and leave the bad ones out."),
    )
    return Answer({"ok": False, "report": report}, text, BAD_INPUT)


def _imported(desk: Desk, report: dict[str, Any], outcome: "Outcome | None") -> Answer:
    counts = pairs(
        report["name"],
        [
            ("rows read", report["rows_read"]),
            ("kept", report["kept"]),
            ("bad, left out", report["bad_count"]),
            ("irregular, kept", report["irregular_count"]),
            ("cut off at the source", report["truncated_count"]),
            ("file", report["file_hash"]),
        ],
    )
    if outcome is None:
        unchanged = lines("The register already holds exactly this list; nothing was recorded.")
        return Answer({"ok": True, "changed": False, "report": report}, together(counts, unchanged), DONE)
    answer = outcome_answer(desk, outcome, done="The register is imported.")
    bad = _bad_rows(report["bad"]) if report["bad"] else None
    data = {**answer.data, "changed": outcome.done, "report": report}
    return Answer(data, together(counts, bad, answer.text), answer.code)


def _bad_rows(rows: list[dict[str, Any]]) -> Text:
    cells = [(row["file"], row["line"], row["reason"], row["detail"]) for row in rows[:SHOWN_ROWS]]
    more = lines(f"... and {len(rows) - SHOWN_ROWS} more; --json lists them all") if len(rows) > SHOWN_ROWS else None
    return together(table("Bad rows", ("file", "line", "reason", "detail"), cells), more)


@command(group, "list")
def list_registers(desk: Desk) -> Answer:
    """List the registers of this office."""
    actor, node = desk.actor, desk.node
    from comity.app.listing import records_of
    from comity.app.watching import progress

    seen = progress(actor)
    names = ("id", "name", "purpose", "owner", "lawful_origin", "review_on", "file", "changed_at")
    rows = [
        {**{name: row.get(name, "") for name in names}, "open_searches": seen[row["name"]][1],
         "open_searches_up_to_date": seen[row["name"]][0]}
        for row in records_of(node, actor, "register")
    ]  # fmt: skip
    cells = [
        (row["name"], row["purpose"], row["owner"], row["lawful_origin"], row["review_on"],
         f"{row['open_searches_up_to_date']} of {row['open_searches']}")
        for row in rows
    ]  # fmt: skip
    columns = ("name", "held for", "owner", "lawful origin", "review on", "open searches up to date")
    return Answer({"ok": True, "registers": rows}, table("Registers", columns, cells))


def check_person(name: str, birth_date: str) -> None:
    """Raise DeskError for what nobody can be looked for by; passed over, it would read as 'no candidate'."""
    from comity.screening.births import read_birth

    if not any(letter.isalpha() for letter in name):
        raise DeskError("cli.no_letters", name=name[:80])
    for one in filter(None, map(str.strip, birth_date.split("|"))):
        if not read_birth(one):
            raise DeskError("cli.birth_date", text=one[:80])


@command(group, "lookup")
def lookup(
    desk: Desk,
    name: Annotated[str, typer.Argument(help="A name, in any script.", show_default=False)],
    *,
    purpose: Annotated[str, typer.Option(help="Why you look this person up; kept in the access log.")],
    birth_date: Annotated[str, typer.Option(help="YYYY, YYYY-MM or YYYY-MM-DD.")] = "",
    register: Annotated[list[str], typer.Option("--register", help="Only these registers.")] = NONE_GIVEN,
) -> Answer:
    """Look one person up in the registers of this office. Candidates only; a person judges. The look-up is logged."""
    actor, node = desk.actor, desk.node
    from comity.app.looking_up import look_up

    if not purpose.strip():
        raise DeskError("cli.purpose")
    check_person(name, birth_date)
    made_fast()
    found = look_up(node, actor, name=name, birth_date=birth_date, registers=tuple(register), purpose=purpose)
    cells = [(row["register"], row["row"], row["score"], row["names"], row["reasons"]) for row in found]
    columns = ("register", "row", "of 1000", "names", "because of")
    return Answer({"ok": True, "candidates": found}, table("Candidates", columns, cells, empty="no candidate"))


@command(group, "invent", needs="nothing")
def invent(
    desk: Desk,
    *,
    rows: Annotated[int, typer.Option(min=1, help="How many people.")],
    out: Annotated[Path, typer.Option(help="Parquet file to write.", dir_okay=False)],
    seed: Annotated[int, typer.Option(help="The same seed gives the same people.")] = 1,
    watch: Annotated[Path | None, typer.Option(help="Parquet file for a watch list over them.", dir_okay=False)] = None,
    entries: Annotated[int, typer.Option(min=1, help="Entries of the watch list.")] = 1_000,
    found: Annotated[int, typer.Option(min=0, help="How many of them are people of the register.")] = 500,
) -> Answer:
    """Write a register of people who do not exist, for trying and measuring; with --watch also a list to search it for.

    The people of the watch list who occur in the register are written as another authority has them: in other letters,
    with slips, another date or nationality. Its column truth says who is who. Interrupted, it leaves no file.
    """
    from comity.screening.invented import write_register, write_watch

    for file in (out, watch or out):
        check_out(file, [])
        if file.suffix.lower() != ".parquet":
            raise DeskError("cli.not_parquet", file=str(file))
    if watch is not None and watch.absolute() == out.absolute():
        raise DeskError("cli.out_is_input", file=str(watch))
    if watch is not None and found > min(entries, rows):
        raise DeskError("cli.too_many_found", found=found, entries=entries, rows=rows)
    with counting(f"inventing {out.name}", unit="people") as progress:
        write_register(out, rows, seed=seed, progress=lambda done: progress(done, rows))
    data: dict[str, Any] = {"ok": True, "file": str(out), "rows": rows, "seed": seed}
    text = lines(f"{rows} invented people in {out}")
    if watch is not None:
        with counting(f"inventing {watch.name}", unit="entries") as progress:
            write_watch(watch, entries, found, rows=rows, seed=seed, progress=lambda done: progress(done, entries))
        data |= {"watch": str(watch), "entries": entries, "found": found}
        text = together(text, lines(f"{entries} entries in {watch}, {found} of them in the register"))
    return Answer(data, text)
