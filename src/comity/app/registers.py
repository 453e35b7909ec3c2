"""Registers at the door: import is one entry naming a file; a search proposes candidates and decides nothing."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from comity.app.node import Node
from comity.domain.command import Actor, Command, Outcome
from comity.kit.errors import ComityError
from comity.storage import records

State = Mapping[str, Any]
Form = Mapping[str, Any]
PER_REGISTER = 20
THRESHOLD_MILLIS = 700


class ImportRefusedError(ComityError):
    """A source has bad rows; nothing was loaded. ``report`` lists them by line and reason."""

    code = "registers.refused"


def import_file(node: Node, actor: Actor, *, source: Any, form: dict[str, Any], accept_bad_rows: bool = False,
                progress: Callable[[int], None] | None = None) -> tuple[Any, Outcome | None]:  # fmt: skip
    """Read a source into a register file, then record it by one command; unchanged content records nothing.

    Returns the import report and the outcome (None when this register already holds exactly this file).
    """
    from comity.app.door import submit
    from comity.screening.register import import_register

    folder = node.registers_folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    report = import_register(
        source=source, folder=folder, name=form["name"], accept_bad_rows=accept_bad_rows, progress=progress
    )
    if report.path is None:
        raise ImportRefusedError(report=report.as_json())
    current = named(form["name"])
    if current is not None and current["file"] == report.file_hash:
        return report, None
    filled = {**form, "file": report.file_hash}
    record = current["id"] if current else None
    return report, submit(node, Command(name="register.import", actor=actor, record=record, form=filled))


def named(name: str) -> dict[str, Any] | None:
    """A register of this node by its name."""
    return next((row for row in records.of_procedure("register") if row["name"] == name), None)


def imported(node: Node, command: Any, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """What the register's record keeps: where it comes from and which file holds it."""
    return {name: form[name] for name in ("name", "purpose", "lawful_origin", "owner", "file", "review_on")}


def search(node: Node, state: State, names: Sequence[str]) -> dict[str, Any]:
    """Look for everybody a request asks about in the named registers (all when none is named)."""
    from comity.screening.lookup import DocumentQuery, SubjectQuery, search_register

    subjects = [
        SubjectQuery(
            names=tuple(person["names"]),
            birth_date=person["birth_date"],
            nationalities=tuple(person["nationalities"]),
            documents=tuple(
                DocumentQuery(number=row["number"], kind=row["kind"], state=row["state"]) for row in person["documents"]
            ),
        )
        for person in state["request"]["persons"]
    ]
    rows = [row for row in records.of_procedure("register") if not names or row["name"] in names]
    found = []
    for row in sorted(rows, key=lambda item: str(item["name"])):
        path = register_path(node, row)
        for candidate in search_register(path, subjects, limit=PER_REGISTER, threshold=THRESHOLD_MILLIS):
            found.append({**candidate.as_json(), "register": row["name"], "person": candidate.subject})
    return {"candidates": found, "registers": [str(row["name"]) for row in rows]}


def register_path(node: Node, row: State) -> Path:
    """The file a register's record names; its name is its own hash, so nothing else can stand in for it."""
    return node.registers_folder / f"{row['file']}.parquet"
