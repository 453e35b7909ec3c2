"""``comity law decide``: the gates of one step tried on facts from a file, without a node."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.cli.command import DONE, STOPPED, Answer
from comity.cli.desk import Desk, DeskError
from comity.cli.display import lines, pairs, table, together
from comity.cli.forms import read_json_file
from comity.cli.outcome import in_language

if TYPE_CHECKING:
    from comity.law.trial import Verdict


def tried(desk: Desk, file: Path, *, procedure: str, step: str, day: str) -> Answer:
    """Read the facts, judge them, and say what each gate says."""
    from comity.law.decide import Law
    from comity.law.policyset import PolicySet
    from comity.law.trial import try_step

    law, moment = Law(PolicySet.shared()), _moment(day)
    name = _command(procedure, step)
    words = _words(law, file)
    decision, verdicts = try_step(law, name, words, at=moment)
    rows = [_row(verdict) for verdict in verdicts]
    lacking = sorted({fact["name"] for row in rows for fact in row["facts"] if fact["value"] == "unknown"})
    data = {
        "ok": decision.allowed,
        "command": name,
        "day": str(moment.date()),
        "allowed": decision.allowed,
        "errors": list(decision.errors),
        "policy_hash": law.shared.hash,
        "gates": rows,
        "missing_facts": lacking,
    }
    return Answer(data, _text(desk, data), DONE if decision.allowed else STOPPED)


def _text(desk: Desk, data: dict[str, Any]) -> Any:
    rows = data["gates"]
    cells = [
        (row["policy"], row["said"], in_language(row["asks"], desk.language), f"{row['source']} [{row['mark']}]")
        for row in rows
    ]
    shut = [
        (row["policy"], fact["name"], fact["value"], fact["opens"], fact["authors"] or fact["kind"])
        for row in rows
        for fact in row["facts"]
    ]
    known = sum(row["said"] == "open" for row in rows)
    return together(
        pairs(data["command"], [("day", data["day"]), ("open gates", f"{known} of {len(rows)}")]),
        table("", ("policy", "said", "question", "source"), cells),
        table("What stands against it", ("policy", "fact", "is", "opened by", "stated by"), shut) if shut else None,
        lines(*data["errors"]) if data["errors"] else None,
        lines(f"RESULT: {'ALLOWED' if data['allowed'] else 'STOPPED'}"),
    )


def _row(verdict: "Verdict") -> dict[str, Any]:
    view, lacking = verdict.policy, verdict.lacking
    return {
        "policy": view.id,
        "gate": view.gate,
        "kind": view.kind,
        "said": verdict.said,
        "source": view.source,
        "mark": view.mark,
        "valid_from": view.valid_from,
        "valid_to": view.valid_to,
        "asks": dict(view.asks),
        "stop": dict(view.stop) if lacking else {},
        "ways": [[list(pair) for pair in way] for way in lacking.ways] if lacking else [],
        "facts": [
            {"name": fact.name, "value": fact.value, "opens": list(fact.opens), "kind": fact.kind,
             "authors": list(fact.authors), "on": list(fact.on)}
            for fact in (lacking.facts if lacking else ())
        ],
    }  # fmt: skip


def _command(procedure: str, step: str) -> str:
    """The command of a step; a procedure is named or told by its letters."""
    from comity.procedures.catalogue import PROCEDURES, procedure_named, procedure_of

    found = next((row for row in PROCEDURES if row.prefix == procedure), None) or procedure_named(procedure)
    name = step if step.startswith(f"{found.prefix}.") else f"{found.prefix}.{step}"
    if not found.rows(name):
        raise DeskError("cli.no_step", step=step[:60], procedure=found.name, steps=_verbs(found))
    procedure_of(name)
    return name


def _verbs(found: Any) -> str:
    own = dict.fromkeys(row.command.partition(".")[2] for row in found.steps if row.command.startswith(found.prefix))
    return ", ".join(own)


def _words(law: Any, file: Path) -> dict[str, str]:
    from comity.law.errors import FactError
    from comity.law.trial import read_words

    given = read_json_file(file)
    try:
        return read_words(law, given)
    except FactError as error:
        data: dict[str, Any] = dict(error.data)
        if data["reason"] == "no_fact":
            raise DeskError("cli.no_fact", facts=", ".join(data["facts"])[:200]) from error
        if data["reason"] == "no_word":
            words = ", ".join(data["words"])
            raise DeskError("cli.no_word", fact=data["fact"], word=data["word"], words=words) from error
        raise DeskError("cli.form_file", file=str(file), reason="facts must be words") from error


def _moment(day: str) -> datetime:
    from comity.kit.clock import now

    if not day:
        return now()
    try:
        if len(day) != len("2026-01-01"):
            raise ValueError(day)
        return datetime.fromisoformat(day).replace(tzinfo=UTC)
    except ValueError as error:
        raise DeskError("cli.day", text=day[:20]) from error
