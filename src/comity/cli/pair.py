"""``comity pair``: two people pin a partner's identity, each having read its fingerprint over another channel."""

from pathlib import Path
from typing import Annotated

import typer

from comity.cli.command import Answer, command, new_group
from comity.cli.desk import Desk, DeskError
from comity.cli.display import lines, pairs, table, together
from comity.cli.do import take

group = new_group("Partners: exchange identities and pin them, two people each.")
FILE_LIMIT = 512 * 1024
FingerprintOption = Annotated[
    str, typer.Option(help="The partner's fingerprint, as its people read it to you over another channel.")
]


@command(group, "identity", needs="folder")
def identity(
    desk: Desk, *, out: Annotated[Path | None, typer.Option(help="Write the identity file here.")] = None
) -> Answer:
    """Show this node's fingerprint; with --out, write its signed identity file for the partner."""
    from comity.protocol.identity import fingerprint, open_identity

    data = (desk.home / "identity.json").read_bytes()
    own = open_identity(data)
    if out is not None:
        write_new(out, data)
    mark = fingerprint(own)
    text = pairs(
        own.office,
        [("state", own.state), ("authority", own.authority), ("link", own.link_url), ("fingerprint", mark)],
    )
    told = lines(
        "Read the fingerprint to the partner's people over another channel than the file's."
        if out is None
        else f"Written to {out}. Read the fingerprint to the partner's people over another channel."
    )
    held = {"ok": True, "office": own.office, "fingerprint": mark, "identity": data.decode(), "file": str(out or "")}
    return Answer(held, together(text, told))


@command(group, "propose")
def propose(
    desk: Desk,
    file: Annotated[Path, typer.Argument(metavar="IDENTITY.json", help="The partner's identity file.")],
    *,
    fingerprint: FingerprintOption,
) -> Answer:
    """Propose a partner: the first person reads its identity file and fingerprint."""
    form = {"identity": read_text(file), "fingerprint": fingerprint}
    return take(
        desk, "partner.propose", record="", form=form, done="Another person now confirms it with 'pair confirm'."
    )


@command(group, "confirm")
def confirm(
    desk: Desk,
    record: Annotated[str, typer.Argument(metavar="RECORD", help="Id of the proposed partner.", show_default=False)],
    *,
    fingerprint: FingerprintOption,
) -> Answer:
    """Confirm a proposed partner: a second person has the fingerprint from the partner too."""
    return take(
        desk, "partner.confirm", record=record, form={"fingerprint": fingerprint}, done="The partner is pinned."
    )


@command(group, "list")
def list_partners(desk: Desk) -> Answer:
    """List partners, proposed and pinned."""
    actor, node = desk.actor, desk.node
    from comity.app.listing import records_of

    rows = [
        {
            name: row.get(name, "")
            for name in ("id", "office", "country", "authority", "state", "fingerprint", "link_url")
        }
        for row in records_of(node, actor, "partner")
    ]
    cells = [(row["office"], row["country"], row["state"], row["fingerprint"], row["id"]) for row in rows]
    return Answer(
        {"ok": True, "partners": rows},
        table("Partners", ("office", "of", "state", "fingerprint", "record"), cells),
    )


def read_text(path: Path) -> str:
    """A small UTF-8 file from outside. Raises DeskError."""
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
        if len(data) > FILE_LIMIT:
            raise DeskError("cli.input_file", file=str(path), reason="too large")
        return data.decode()
    except OSError as error:
        raise DeskError("cli.input_file", file=str(path), reason=str(error.strerror)) from error
    except UnicodeDecodeError as error:
        raise DeskError("cli.input_file", file=str(path), reason="not UTF-8") from error


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet. Raises DeskError."""
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise DeskError("cli.exists", file=str(path)) from error
