"""``comity law``: the gates and facts as they stand, and any stored decision judged again."""

from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.command import DONE, STOPPED, Answer, command, new_group
from comity.cli.desk import Desk, DeskError
from comity.cli.display import lines, pairs, table, together
from comity.cli.outcome import in_language
from comity.cli.progress import counting

MARKS = {"V": "text read", "S": "summary seen", "G": "not verified: counsel must check"}
YEARS_AHEAD = 5
"""How far ahead days without a valid policy are looked for: the longest an agreement runs."""

group = new_group("The gates: what each asks, who may answer, and any decision judged again.")


@command(group, "gates", needs="nothing")
def gates(desk: Desk) -> Answer:
    """List every gate with its question."""
    from comity.law.catalogue import catalogue

    found = catalogue()
    rows = [_policy(row) for row in found.policies]
    cells = [
        (row["id"], row["kind"], row["roles"], in_language(row["asks"], desk.language), f"[{row['mark']}]",
         f"{row['valid_from']} – {row['valid_to']}".rstrip())
        for row in rows
    ]  # fmt: skip
    gaps = _gaps()
    warned = [
        f"From {gap['first']} to {gap['last']} no policy of {gap['gate']} is valid on {gap['action']}." for gap in gaps
    ]
    text = together(
        lines(f"Shared policies, SHA-256 {found.hash}"),
        table("", ("policy", "kind", "decided by", "question", "mark", "valid"), cells),
        lines("WARNING", *warned) if warned else None,
    )
    return Answer({"ok": True, "hash": found.hash, "policies": rows, "gaps": gaps}, text)


def _gaps() -> list[dict[str, str]]:
    """The days of the coming years on which a hard gate of the matrix would have no valid policy."""
    from comity.kit.clock import now
    from comity.law.decide import Law
    from comity.law.policyset import PolicySet

    today = now().date()
    rows = Law(PolicySet.shared()).gaps(today, today.replace(year=today.year + YEARS_AHEAD, day=1))
    return [{"action": g.action, "gate": g.gate, "first": str(g.first), "last": str(g.last)} for g in rows]


def _policy(row: Any) -> dict[str, Any]:
    names = ("id", "gate", "kind", "source", "mark", "valid_from", "valid_to")
    lists = ("roles", "reads", "actions")
    return {
        **{name: getattr(row, name) for name in names},
        **{name: list(getattr(row, name)) for name in lists},
        "asks": dict(row.asks),
        "stop": dict(row.stop),
        "remedies": [dict(remedy) for remedy in row.remedies],
        "review": dict(row.review),
    }


@command(group, "explain", needs="nothing")
def explain(
    desk: Desk, gate: Annotated[str, typer.Argument(metavar="GATE", help="OFF-01, or one policy: OFF-01.listed.")]
) -> Answer:
    """Explain a gate: its source, what it asks, which facts it reads, who may state them, what to do when it stops."""
    from comity.law.catalogue import catalogue
    from comity.law.policyset import PolicySet

    rows = [_policy(row) for row in catalogue().policies if gate.upper() in (row.gate.upper(), row.id.upper())]
    if not rows:
        raise DeskError("cli.no_gate", gate=gate)
    facts = {name: _fact(rule) for name, rule in PolicySet.shared().facts.items()}
    texts = []
    for row in rows:
        texts.append(_explained(row, desk.language))
        read = [facts[name] for name in row["reads"] if name in facts]
        cells = [
            (fact["name"], in_language(fact["asks"], desk.language), fact["values"], fact["default"],
             fact["authors"] or fact["kind"], fact["on"], fact["trigger"])
            for fact in read
        ]  # fmt: skip
        columns = ("fact", "asks", "words", "by itself", "stated by", "on", "when")
        texts.append(table("Facts it reads", columns, cells))
    named = {name: facts[name] for row in rows for name in row["reads"] if name in facts}
    return Answer({"ok": True, "policies": rows, "facts": named}, together(*texts))


def _explained(row: dict[str, Any], language: str) -> Any:
    status = row["review"].get(language)
    return pairs(
        row["id"],
        [
            ("asks", in_language(row["asks"], language)),
            ("when stopped", in_language(row["stop"], language)),
            ("remedies", "; ".join(in_language(remedy, language) for remedy in row["remedies"])),
            ("source", f"{row['source']} [{row['mark']}]"),
            ("mark", MARKS[row["mark"]]),
            ("valid", f"{row['valid_from']} to {row['valid_to'] or 'further notice'}"),
            ("kind", row["kind"]),
            ("decided by", row["roles"]),
            ("stands on", row["actions"]),
            *([("translation", status)] if status else []),
        ],
    )


@command(group, "facts", needs="nothing")
def facts(desk: Desk) -> Answer:
    """List every fact the gates read: its words, who may state it, when it is asked."""
    from comity.law.policyset import PolicySet

    rows = [_fact(rule) for rule in PolicySet.shared().facts.values()]
    cells = [(row["name"], row["values"], row["kind"], row["authors"], row["trigger"]) for row in rows]
    return Answer({"ok": True, "facts": rows}, table("Facts", ("fact", "words", "kind", "stated by", "when"), cells))


def _fact(rule: Any) -> dict[str, Any]:
    from comity.law.fact import UNKNOWN
    from comity.law.sentences import sentences

    lists = ("values", "authors", "senior", "on")
    texts = ("name", "kind", "trigger", "producer", "policy")
    return {
        **{name: getattr(rule, name) for name in texts},
        **{name: list(getattr(rule, name)) for name in lists},
        "asks": dict(sentences().fact(rule.name)),
        "default": "computed" if rule.kind == "computed" else UNKNOWN,
    }


@command(group, "matrix", needs="nothing")
def matrix(desk: Desk) -> Answer:
    """List every command with the policies that judge it."""
    from comity.law.policyset import PolicySet

    found = {name: list(policies) for name, policies in PolicySet.shared().matrix.items()}
    return Answer({"ok": True, "matrix": found}, table("", ("command", "judged by"), found.items()))


@command(group, "decide", needs="nothing")
def decide(
    desk: Desk,
    facts: Annotated[Path, typer.Argument(metavar="FACTS.json", help='{"fact": "word", ...}; - reads from the input.')],
    procedure: Annotated[str, typer.Option("--procedure", help="Its name or the letters its commands begin with.")],
    step: Annotated[str, typer.Option("--step", help="The step, as in 'comity law matrix': release.")],
    day: Annotated[str, typer.Option("--day", help="Judge by the policies valid on this day (default: today).")] = "",
) -> Answer:
    """Try every gate of one step on facts from a file: each verdict, its source, and which facts are missing.

    Nothing is asked of a node and nothing is kept. Facts that are not in the file are unknown.
    """
    from comity.cli.law_trial import tried

    return tried(desk, facts, procedure=procedure, step=step, day=day)


@command(group, "replay", needs="keys")
def replay(
    desk: Desk, entry: Annotated[int, typer.Argument(metavar="ENTRY", min=0, help="Number of the entry.")]
) -> Answer:
    """Judge a stored decision again from its stored facts and policies, and say whether the answer is the same."""
    node = desk.node
    from comity.app.replay import replay as replay_entry

    found = replay_entry(node, entry)
    said = "THE SAME" if found["same"] else "DIFFERENT"
    text = together(
        pairs(f"Entry {entry}, {found['command']}", [(name.replace("_", " "), value) for name, value in found["checks"].items()]),
        table("", ("", "allowed", "failed", "warnings", "errors"), [
            (name, found[name]["allowed"], found[name]["failed"], found[name]["warnings"], found[name]["errors"])
            for name in ("stored", "replayed")
        ]),
        lines(f"RESULT: {said}"),
    )  # fmt: skip
    return Answer({"ok": found["same"], **found}, text, DONE if found["same"] else STOPPED)


@command(group, "export", needs="keys")
def export(
    desk: Desk,
    folder: Annotated[Path, typer.Argument(help="Folder to make; it must not exist yet.", show_default=False)],
) -> Answer:
    """Export every stored decision for stock Cedar tools: facts as words, policies, and what must come out.

    No person, record or author is in it.
    """
    node = desk.node
    from comity.app.replay import export_decisions

    with counting("exporting") as progress:
        counts = export_decisions(node, folder, progress=progress)
    rows = [("folder", folder), *((name.replace("_", " "), count) for name, count in counts.items())]
    return Answer({"ok": True, "folder": str(folder), **counts}, pairs("Exported.", rows))
