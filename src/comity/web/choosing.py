"""The one form where a person ticks what leaves: the answer being prepared. Unticked statements stay on the page only."""

import re
from collections.abc import Sequence
from typing import Any

Form = dict[str, Any]
View = dict[str, Any]
COMMAND = "ir.prepare_release"
TICK = {"name": "include", "kind": "yes_no", "required": False, "choices": [], "codes": "", "limit": 3, "fields": []}
_PATH = re.compile(r"statements\.(\d+)(.*)")


def page_fields(command: str, fields: Sequence[View]) -> list[View]:
    """The fields as the page asks them: each statement gets its tick box."""
    if command != COMMAND:
        return list(fields)
    return [{**row, "fields": [TICK, *row["fields"]]} if row["name"] == "statements" else row for row in fields]


def begun(command: str, form: Form) -> Form:
    """What the page begins with: ticked is what the request asked for."""
    if command != COMMAND:
        return form
    return {**form, "statements": [{**row, "include": bool(row.get("item"))} for row in form["statements"]]}


def chosen(command: str, typed: Form) -> Form:
    """What goes to the door: the ticked statements, without the tick."""
    if command != COMMAND:
        return typed
    kept = [row for row in typed.get("statements", []) if row.get("include")]
    return {**typed, "statements": [{key: value for key, value in row.items() if key != "include"} for row in kept]}


def placed(command: str, typed: Form, faults: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Faults at the rows as the page shows them, which counts the unticked ones too."""
    if command != COMMAND:
        return list(faults)
    shown = [number for number, row in enumerate(typed.get("statements", [])) if row.get("include")]
    return [(_place(path, shown), reason) for path, reason in faults]


def _place(path: str, shown: Sequence[int]) -> str:
    found = _PATH.fullmatch(path)
    if not found or int(found[1]) >= len(shown):
        return path
    return f"statements.{shown[int(found[1])]}{found[2]}"
