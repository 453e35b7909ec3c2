"""``comity request``, ``offer`` and ``case``: a verb for every step a person takes, made from the procedures."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli import verbs
from comity.cli.command import NONE_GIVEN, Answer, command, new_group
from comity.cli.desk import Desk
from comity.cli.display import Text, lines, pairs, printable, table, together, tree
from comity.cli.do import FactOption, SetOption, take
from comity.cli.forms import read_form
from comity.cli.outcome import gate_lines
from comity.cli.words import say
from comity.procedures.catalogue import procedure_of
from comity.procedures.step import BACK, SAME

RecordArgument = Annotated[str, typer.Argument(metavar="RECORD", help="Id of the record.", show_default=False)]
FormArgument = Annotated[
    Path | None, typer.Argument(metavar="FORM.json", help="The form as JSON; - reads standard input.")
]
PurposeCodeOption = Annotated[str, typer.Option(help="Code of the purpose you read it for, where it is not its own.")]
PurposeOption = Annotated[str, typer.Option(help="Why you read this record; kept in the access log.")]
LimitOption = Annotated[int, typer.Option(min=1, max=200, help="So many at most.")]
StateOption = Annotated[list[str], typer.Option("--state", help="Only these states.")]


def request_group() -> typer.Typer:
    """Information requests, on either side."""
    group = _group("Requests for information, ours and the partner's.", verbs.REQUEST, "information_request")
    command(group, "preview")(preview)
    return group


def offer_group() -> typer.Typer:
    """Own-initiative information."""
    group = _group("Information given to a partner that has not asked.", verbs.OFFER, "own_initiative")
    command(group, "preview")(preview)
    return group


def case_group() -> typer.Typer:
    """Joint cases."""
    return _group("Cases and what is known about their subjects.", verbs.CASE, "case")


def _group(about: str, steps: Mapping[str, tuple[str, str]], procedure: str) -> typer.Typer:
    group = new_group(about)
    for name, (verb, sentence) in steps.items():
        makes = any(row.makes_record for row in procedure_of(name).rows(name))
        command(group, verb, short=_help(name, sentence))(_first(name) if makes else _next(name))
    command(group, "list")(_lister(procedure))
    command(group, "show")(show)
    return group


def _first(name: str) -> Any:
    def first(
        desk: Desk, form: FormArgument = None, *, set_: SetOption = NONE_GIVEN, fact: FactOption = NONE_GIVEN
    ) -> Answer:
        return take(desk, name, record="", form=read_form(name, file=form, settings=set_, facts=fact))

    return first


def _next(name: str) -> Any:
    def following(
        desk: Desk,
        record: RecordArgument,
        form: FormArgument = None,
        *,
        set_: SetOption = NONE_GIVEN,
        fact: FactOption = NONE_GIVEN,
    ) -> Answer:
        return take(desk, name, record=record, form=read_form(name, file=form, settings=set_, facts=fact))

    return following


def _help(name: str, sentence: str) -> str:
    """The sentence, and what the procedure says: roles, states, fields, what is sent."""
    rows = procedure_of(name).rows(name)
    first = rows[0]
    sources = dict.fromkeys(state for row in rows for state in row.source)
    targets = dict.fromkeys(row.target for row in rows)
    words = {SAME: "unchanged", BACK: "where it was"}
    parts = [
        f"Step {name}. Roles: {', '.join(str(role) for role in first.roles)}.",
        f"State: {', '.join(sources) or 'new'} -> {', '.join(words.get(state, state) for state in targets)}.",
    ]
    if first.different_from:
        parts.append(f"Not by who took: {', '.join(first.different_from)}.")
    if first.form:
        parts.append("Form: " + ", ".join(item.name + ("*" if item.required else "") for item in first.form) + ".")
    sends = dict.fromkeys(row.sends for row in rows if row.sends)
    if sends:
        parts.append(f"Sends: {', '.join(sends)}.")
    return sentence + "\n\n" + " ".join(parts)


def _lister(procedure: str) -> Any:
    def list_records(desk: Desk, *, state: StateOption = NONE_GIVEN, limit: LimitOption = 50) -> Answer:
        """List those you may see, newest change first."""
        actor, node = desk.actor, desk.node
        from comity.app.listing import briefs_of

        rows = briefs_of(node, actor, procedure, states=tuple(state), limit=limit)
        return Answer({"ok": True, "records": rows}, brief_table("", rows))

    return list_records


def brief_table(title: str, rows: list[dict[str, Any]]) -> Text:
    """Records as a table: where they stand, what waits, when it is due."""
    cells = [
        (
            row["id"],
            row["state"],
            row["partner"],
            row["title"],
            (row["clock"] or {}).get("due_at", ""),
            "late" if (row["clock"] or {}).get("overdue") else "",
            [
                *(name.partition(".")[2] for name in row["mine"]),
                *([f"{row['fresh']} new to judge"] if row["fresh"] else []),
            ],
        )
        for row in rows
    ]
    return table(title, ("record", "state", "partner", "about", "due", "", "your next steps"), cells)


def show(
    desk: Desk, record: RecordArgument, *, purpose: PurposeOption = "", purpose_code: PurposeCodeOption = ""
) -> Answer:
    """Show one record: where it stands, its next lawful steps, who may take them and why not."""
    actor, node = desk.actor, desk.node
    from comity.app import reading

    view = reading.record(node, actor, record, purpose=purpose, purpose_code=purpose_code)
    return Answer({"ok": True, **view}, _record_text(view, desk.language))


def _record_text(view: Mapping[str, Any], language: str) -> Text:
    state = view["record"]
    clock = view["clock"] or {}
    head = [
        ("procedure", state["procedure"]),
        ("side", state["side"]),
        ("state", state["state"]),
        ("partner", state.get("partner", "")),
        ("both nodes say", state.get("mirror", "")),
        ("due", clock.get("due_at", "")),
        ("late", bool(clock.get("overdue"))),
        ("changed", state["changed_at"]),
    ]
    history = [
        (row["seq"], row["at"], row["command"], view["people"].get(row["actor"], row["actor"]), row["role"],
         row["outcome"], [stop["code"] for stop in row["stops"]])
        for row in view["history"]
    ]  # fmt: skip
    hidden = {"procedure", "side", "state", "partner", "mirror", "clock", "changed_at", "id", "messages", "actors"}
    return together(
        pairs(state["id"], head),
        tree({name: value for name, value in state.items() if name not in hidden}, title="What it holds"),
        _steps_text(view["steps"], language),
        _earlier_text(view["earlier"]) if view["earlier"] else None,
        table("History", ("entry", "at", "step", "who", "role", "outcome", "stopped by"), history),
        table("Messages", ("kind", "state", "lane", "made"), [
            (row["kind"], row["state"], row["lane"], row["made_at"]) for row in view["messages"]
        ]),
    )  # fmt: skip


def _earlier_text(earlier: Mapping[str, list[dict[str, Any]]]) -> Text:
    """What was said before of the same pairs; it is shown, never taken over."""
    cells = [
        (candidate, row["result"], row["author_name"], row["at"], row["score"], row["version"], row["reason"])
        for candidate, rows in earlier.items()
        for row in rows
    ]
    return table("Judged before: the same entry and person", ("candidate", "word", "by", "at", "of 1000", "tables", "why"),
                 cells)  # fmt: skip


def _steps_text(steps: list[dict[str, Any]], language: str) -> Text:
    found = ["Next lawful steps"]
    for row in steps:
        who = ", ".join(row["roles"])
        mark = "open to you" if row["open"] else ("stopped" if row["mine"] else f"for {who}")
        found.append(
            f"  {row['command']} -> {row['target']}: {mark}" + (f"; sends {row['sends']}" if row["sends"] else "")
        )
        if row["open"]:
            continue
        for stop in row["stops"]:
            if stop["kind"] != "gate":
                found.append("      " + say("stops", f"{stop['kind']}.{stop['code']}", language, stop["data"]))
        found += ["      " + line for line in gate_lines(row["gates"], language)] if row["mine"] else []
    return lines(*found) if len(found) > 1 else lines("No step is left for a person.")


def preview(
    desk: Desk,
    record: RecordArgument,
    step: Annotated[str, typer.Argument(metavar="COMMAND", help="The step, for example ir.send.", show_default=False)],
    form: FormArgument = None,
    *,
    set_: SetOption = NONE_GIVEN,
) -> Answer:
    """Show exactly what the partner would receive if this step were taken, without taking it."""
    actor, node = desk.actor, desk.node
    from comity.app.reading import would_send

    message = would_send(node, actor, record, step, read_form(step, file=form, settings=set_, facts=[]))
    if message is None:
        return Answer({"ok": True, "message": None}, lines(f"{printable(step)} sends nothing to the partner."))
    text = together(lines(f"The partner would receive one message of type {message['type']}:"), tree(message["body"]))
    return Answer({"ok": True, "message": message}, text)
