"""Registers: what an import leaves on record, and a search that proposes candidates and decides nothing."""

from collections.abc import Mapping, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Any

from comity.app.node import Node
from comity.kit.errors import ComityError
from comity.storage import records

State = Mapping[str, Any]
Form = Mapping[str, Any]
PER_REGISTER = 20


class RegisterChangedError(ComityError):
    """A register's file is gone or was changed since its import; nothing was searched. Import it again."""

    code = "registers.changed"


def named(name: str) -> dict[str, Any] | None:
    """A register of this node by its name."""
    return next((row for row in records.of_procedure("register") if row["name"] == name), None)


def imported(node: Node, command: Any, state: State, form: Form, situation: Any) -> dict[str, Any]:
    """What the register's record keeps: where it comes from and which file holds it."""
    return {name: form[name] for name in ("name", "purpose", "lawful_origin", "owner", "file", "review_on")}


def search(node: Node, state: State, names: Sequence[str]) -> dict[str, Any]:
    """Look for everybody a request asks about in the named registers (all when none is named)."""
    rows = [row for row in records.of_procedure("register") if not names or row["name"] in names]
    persons = state["request"]["persons"]
    found = [row for one in sorted(rows, key=lambda item: str(item["name"])) for row in candidates(node, one, persons)]
    return {
        "candidates": found,
        "registers": [str(row["name"]) for row in rows],
        "lists": {str(row["name"]): str(row["file"]) for row in rows},
    }


def candidates(
    node: Node, register: State, persons: Sequence[Mapping[str, Any]], *, besides: int = 0
) -> list[dict[str, Any]]:
    """Candidates of one register for these persons, as records keep them, the best first.

    At most PER_REGISTER a person, and so many more as are known already (``besides``).

    The one place where records meet the search. Raises RegisterChangedError, and screening's RegisterError.
    """
    from comity.screening.lookup import search_register
    from comity.screening.provenance import script_pair, tables_version

    subjects = [_question(person) for person in persons]
    found = search_register(register_path(node, register), subjects, limit=PER_REGISTER + besides)
    version = tables_version()
    return [
        {
            **row.as_json(),
            "register": register["name"],
            "person": row.subject,
            "version": version,
            "scripts": script_pair([line.as_json() for line in row.evidence]),
        }
        for row in found
    ]


def _question(person: Mapping[str, Any]) -> Any:
    """One person of a request as the search asks about it."""
    from comity.screening.lookup import DocumentQuery, SubjectQuery

    return SubjectQuery(
        names=tuple(person["names"]),
        birth_date=person["birth_date"],
        nationalities=tuple(person["nationalities"]),
        documents=tuple(
            DocumentQuery(number=row["number"], kind=row["kind"], state=row["state"]) for row in person["documents"]
        ),
        sex=person["sex"] if person.get("sex") in ("female", "male") else "",
    )


def register_path(node: Node, row: State) -> Path:
    """The file a register's record names. Its bytes are hashed at each use, so nothing else can stand in for it.

    Raises RegisterChangedError when the file is gone or is not the one that was imported.
    """
    path = node.registers_folder / f"{row['file']}.parquet"
    try:
        with path.open("rb") as file:
            whole = file_digest(file, "sha256").hexdigest() == row["file"]
    except OSError:
        whole = False
    if not whole:
        raise RegisterChangedError(register=row["name"])
    return path
