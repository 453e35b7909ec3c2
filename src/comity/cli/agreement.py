"""``comity agreement``: draft the terms, sign them, adopt what both sides signed."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.command import Answer, command, new_group
from comity.cli.desk import Desk, DeskError
from comity.cli.display import pairs, table, together
from comity.cli.do import take
from comity.cli.pair import read_text, write_new
from comity.kit import clock

group = new_group("Agreements: the terms both nodes are held to.")
YEARS = 2
OutOption = Annotated[Path, typer.Option(help="Write the file here; it must not exist yet.")]
RecordArgument = Annotated[str, typer.Argument(metavar="RECORD", help="Id of the agreement.", show_default=False)]


@command(group, "draft", needs="keys")
def draft(
    desk: Desk,
    *,
    with_: Annotated[str, typer.Option("--with", help="Office code of the confirmed partner.")],
    out: OutOption,
    from_: Annotated[str, typer.Option("--from", metavar="DAY", help="First day, YYYY-MM-DD; default today.")] = "",
    to: Annotated[str, typer.Option("--to", metavar="DAY", help="Last day, YYYY-MM-DD; default two years on.")] = "",
    witnessing: Annotated[
        str, typer.Option(help="deferred: send, cosignature follows; before_effect: cosignature first.")
    ] = "deferred",
    training: Annotated[bool | None, typer.Option("--training/--production", help="Default: as this node is.")] = None,
) -> Answer:
    """Draft an agreement with a confirmed partner, from the pack, the policies and both directories.

    Both offices propose, sign and adopt the same file: one drafts, the other receives it.
    """
    from comity.app.agreements import draft as draft_terms
    from comity.protocol.agreement import agreement_hash, write_agreement

    start = _day(from_) or clock.now().date()
    end = _day(to) or _years_on(start)
    content = draft_terms(
        desk.node,
        with_,
        valid_from=datetime.combine(start, time.min, tzinfo=UTC),
        valid_to=datetime.combine(end, time.max.replace(microsecond=999000), tzinfo=UTC),
        witnessing=witnessing,
    )
    if training is not None:
        content["training"] = training
    write_new(out, write_agreement(content, {}))
    digest = agreement_hash(content)
    text = pairs(f"Drafted in {out}; nobody has signed it.", [*_terms(content), ("SHA-256", digest)])
    return Answer({"ok": True, "file": str(out), "hash": digest, "agreement": content}, text)


@command(group, "propose")
def propose(desk: Desk, file: Annotated[Path, typer.Argument(metavar="AGREEMENT.json", help="The terms.")]) -> Answer:
    """Put the terms on this node's record, to be signed."""
    return take(desk, "agreement.propose", record="", form={"document": read_text(file)})


@command(group, "sign")
def sign(desk: Desk, record: RecordArgument, *, out: OutOption) -> Answer:
    """Sign a proposed agreement with this node's key and record it; the signed file is for the partner."""
    actor, node = desk.actor, desk.node
    from comity.app.listing import records_of
    from comity.app.signing import sign_document

    state = next((row for row in records_of(node, actor, "agreement") if row["id"] == record), None)
    if state is None:
        raise DeskError("cli.no_record", record=record)
    if out.exists():
        raise DeskError("cli.exists", file=str(out))
    document = sign_document(node, str(state["document"]), desk.passphrase)
    answer = take(desk, "agreement.sign", record=record, form={"document": document})
    if answer.code == 0:
        write_new(out, document.encode())
    return answer


@command(group, "adopt")
def adopt(
    desk: Desk, file: Annotated[Path, typer.Argument(metavar="AGREEMENT.json", help="The file both have signed.")]
) -> Answer:
    """Put an agreement that both sides signed in force. Signatures of the two offices are joined and verified."""
    actor, node = desk.actor, desk.node
    from comity.app.listing import records_of
    from comity.app.signing import content_hash_of, join_signatures

    text = read_text(file)
    wanted = content_hash_of(text)
    rows = [row for row in records_of(node, actor, "agreement") if row.get("content_hash") == wanted]
    open_rows = [row for row in rows if row["state"] in ("proposed", "signed")]
    if not open_rows:
        raise DeskError("cli.no_agreement", hash=wanted)
    document = join_signatures(str(open_rows[0]["document"]), text)
    return take(
        desk, "agreement.adopt", record=open_rows[0]["id"], form={"document": document},
        done="The agreement is in force here. The partner adopts it at its own node.",
    )  # fmt: skip


@command(group, "end")
def end(
    desk: Desk,
    record: RecordArgument,
    *,
    reasons: Annotated[str, typer.Option(help="Why it ends; kept in the record.")],
) -> Answer:
    """End an agreement: from now on nothing leaves for this partner and nothing of it is taken in."""
    return take(desk, "agreement.end", record=record, form={"reasons": reasons})


@command(group, "show")
def show(desk: Desk) -> Answer:
    """Show the agreements of this node, their terms and who has signed."""
    actor, node = desk.actor, desk.node
    from comity.app.listing import records_of

    names = (
        "id",
        "state",
        "partner",
        "signed_by",
        "content_hash",
        "effective_from",
        "expires_on",
        "training",
        "content",
    )
    rows = [{name: row.get(name) for name in names} for row in records_of(node, actor, "agreement")]
    cells = [(row["partner"], row["state"], row["signed_by"], row["effective_from"], row["expires_on"], row["id"])
             for row in rows]  # fmt: skip
    terms = [pairs(f"{row['id']}", _terms(row["content"] or {})) for row in rows]
    head = table("Agreements", ("with", "state", "signed by", "from", "to", "record"), cells)
    return Answer({"ok": True, "agreements": rows}, together(head, *terms))


def _terms(content: dict[str, Any]) -> list[tuple[str, object]]:
    pack = content.get("pack", {})
    return [
        ("parties", content.get("parties")),
        ("acts", content.get("acts")),
        ("from", content.get("valid_from")),
        ("to", content.get("valid_to")),
        ("pack", f"{pack.get('name', '')} {str(pack.get('hash', ''))[:16]}"),
        ("policies", str(content.get("shared_policy_hash", ""))[:16]),
        ("witnessing", content.get("witnessing")),
        ("training", content.get("training")),
    ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise DeskError("cli.day", text=text[:20]) from error


def _years_on(start: date) -> date:
    try:
        return start.replace(year=start.year + YEARS)
    except ValueError:  # 29 February
        return start.replace(year=start.year + YEARS, day=28)
