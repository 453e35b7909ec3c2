"""What is filled in for a step: a JSON file, ``name=value`` settings, stated facts. The door checks all of it."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from comity.cli.desk import DeskError
from comity.kit.canonical import CanonicalError, read_json
from comity.procedures.catalogue import procedure_of
from comity.procedures.step import Field

FORM_LIMIT = 2 * 1024 * 1024
_SEVERAL = ("list", "choices")


def read_form(command: str, *, file: Path | None, settings: Sequence[str], facts: Sequence[str]) -> dict[str, Any]:
    """The form of one command. Settings stand over the file, facts beside both. Raises DeskError, ProcedureError."""
    fields = {item.name: item for row in procedure_of(command).rows(command) for item in row.form}
    form = read_json_file(file) if file else {}
    for name, values in _grouped(settings, what="set").items():
        form[name] = _value(fields.get(name), values)
    if facts:
        form["facts"] = {**_mapping(form.get("facts")), **_facts(facts)}
    return form


def read_json_file(path: Path) -> dict[str, Any]:
    """One JSON object from a file or, for ``-``, from the input. Raises DeskError."""
    try:
        data = sys.stdin.buffer.read(FORM_LIMIT + 1) if str(path) == "-" else path.read_bytes()
        form = read_json(data, limit=FORM_LIMIT)
    except OSError as error:
        raise DeskError("cli.form_file", file=str(path), reason=str(error.strerror)) from error
    except CanonicalError as error:
        raise DeskError("cli.form_file", file=str(path), reason=str(error.data.get("reason", ""))) from error
    if not isinstance(form, dict):
        raise DeskError("cli.form_file", file=str(path), reason="not a JSON object")
    return form


def _grouped(settings: Sequence[str], *, what: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in settings:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise DeskError("cli.setting", option=f"--{what}", text=text[:80])
        found.setdefault(name.strip(), []).append(value)
    return found


def _value(field: Field | None, values: list[str]) -> Any:
    """A value that begins like JSON is JSON; otherwise it is the text as it stands."""
    read = [_json_or_text(value) for value in values]
    if field is not None and field.kind in _SEVERAL:
        return read[0] if len(read) == 1 and isinstance(read[0], list) else read
    return read[0] if len(read) == 1 else read


def _json_or_text(value: str) -> Any:
    if value[:1] not in ("[", "{"):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise DeskError("cli.setting", option="--set", text=value[:80]) from error


def _facts(facts: Sequence[str]) -> dict[str, Any]:
    """``name=value`` or ``name=value:reason``."""
    found = {}
    for name, values in _grouped(facts, what="fact").items():
        value, _, reason = values[-1].partition(":")
        found[name] = {"value": value.strip(), "reason": reason.strip()}
    return found


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}
