"""``comity file``: the files a record holds, and one of them written to this machine."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.command import Answer, command, new_group
from comity.cli.desk import Desk, DeskError
from comity.cli.display import lines, printable, table

RecordArgument = Annotated[str, typer.Argument(metavar="RECORD", help="Id of the record.", show_default=False)]
PurposeOption = Annotated[str, typer.Option(help="Why you read it; kept in the access log.")]
CodeOption = Annotated[str, typer.Option(help="The purpose as a code of the list, where the record asks for one.")]
FileOption = Annotated[
    list[str],
    typer.Option(
        "--file", metavar="FIELD=PATH", help="Attach a file, for example files=photo.jpg or clips.0.clip=a.mp4."
    ),
]
PRIVATE = 0o600

group = new_group("Files that records hold.")


def hand_in(desk: Desk, form: dict[str, Any], given: list[str]) -> dict[str, Any]:
    """The form with each ``FIELD=PATH`` handed in, encrypted, and named in its place."""
    if not given:
        return form
    actor, node = desk.actor, desk.node
    from comity.app import attachments
    from comity.domain.attachment import FILE_LIMIT

    for text in given:
        field, equals, path = text.partition("=")
        if not equals or not field.strip():
            raise DeskError("cli.setting", option="--file", text=text[:80])
        with Path(path).open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
        token = attachments.hand_in(node, actor.id, name=Path(path).name, data=data)
        _put(form, field.strip().split("."), token, text)
    return form


def _put(here: Any, parts: list[str], token: str, text: str) -> None:
    """Add a token to the list of files at a path; rows must be there already."""
    for part in parts[:-1]:
        if isinstance(here, dict) and part in here:
            here = here[part]
        elif isinstance(here, list) and part.isdigit() and int(part) < len(here):
            here = here[int(part)]
        else:
            raise DeskError("cli.setting", option="--file", text=text[:80])
    if not isinstance(here, dict) or not isinstance(here.setdefault(parts[-1], []), list):
        raise DeskError("cli.setting", option="--file", text=text[:80])
    here[parts[-1]].append(token)


def list_files(
    desk: Desk, record: RecordArgument, *, purpose: PurposeOption = "", purpose_code: CodeOption = ""
) -> Answer:
    """List the files of a record: name, kind, size and SHA-256."""
    actor, node = desk.actor, desk.node
    from comity.app import attachments, reading

    reading.record(node, actor, record, purpose=purpose, purpose_code=purpose_code)
    found = attachments.of_record(record)
    rows = [(row["name"], row["media_type"], row["size"], row["sha256"]) for row in found]
    return Answer({"ok": True, "files": found}, table("", ("name", "kind", "bytes", "sha256"), rows))


def get(
    desk: Desk,
    record: RecordArgument,
    sha256: Annotated[str, typer.Argument(help="SHA-256 of the file, as 'file list' shows it.", show_default=False)],
    *,
    out: Annotated[Path, typer.Option(help="Where to write it; never over another file.")],
    purpose: PurposeOption = "",
    purpose_code: CodeOption = "",
) -> Answer:
    """Write a file of a record to this machine. The reading is logged with its purpose."""
    actor, node = desk.actor, desk.node
    from comity.app import attachments

    found = attachments.download(node, actor, record, sha256, purpose=purpose, purpose_code=purpose_code)
    opened = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE)
    with os.fdopen(opened, "wb") as file:
        file.write(found.data)
    said = lines(f"{printable(str(found.ref['name']))}: {found.ref['size']} bytes written to {printable(str(out))}.")
    return Answer({"ok": True, "file": found.ref, "out": str(out)}, said)


command(group, "list")(list_files)
command(group, "get")(get)
