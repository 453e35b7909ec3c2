"""From what a browser sends to the form a command takes. Names are paths: ``persons.0.names``, ``facts.link_real.value``.

Nothing is judged here; what a field may hold is the procedure's word, and its faults name the same paths.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

Field = Mapping[str, Any]
Form = dict[str, Any]
_SPLIT = re.compile(r"[\s,;，、]+")
SHORT = 12
"""A list of texts this short (codes of states) is written on one line."""
ROWS_LIMIT = 101


def read_form(fields: Sequence[Field], data: QueryDict, prefix: str = "") -> Form:
    """The values of these fields as the browser sent them; fields it did not send are left out or empty."""
    return {field["name"]: _value(field, data, prefix + str(field["name"])) for field in fields}


def _value(field: Field, data: QueryDict, path: str) -> Any:
    match field["kind"]:
        case "choices":
            return [value for value in data.getlist(path) if value]
        case "files":
            return [value for value in dict.fromkeys(data.getlist(path)) if value]
        case "yes_no":
            return data.get(path) == "yes"
        case "facts":
            return _facts(data, path)
        case "mapping":
            return {}
        case "list" if field["fields"]:
            return _rows(field, data, path)
        case "list":
            return _texts(field, data.get(path) or "")
        case _:
            return (data.get(path) or "").replace("\r\n", "\n")


def _texts(field: Field, text: str) -> list[str]:
    parts = _SPLIT.split(text) if field["limit"] <= SHORT else text.splitlines()
    return [part.strip() for part in parts if part.strip()]


def _rows(field: Field, data: QueryDict, path: str) -> list[Form]:
    """The rows of a list in their order; a row in which nothing was written is no row."""
    rows = [read_form(field["fields"], data, f"{path}.{number}.") for number in _numbers(data, path)]
    return [row for row in rows if not is_blank(row)]


def _numbers(data: QueryDict, path: str) -> list[int]:
    start = path + "."
    heads = {name[len(start) :].partition(".")[0] for name in data if name.startswith(start)}
    return sorted(int(head) for head in heads if head.isascii() and head.isdigit() and len(head) < 5)[:ROWS_LIMIT]


def _facts(data: QueryDict, path: str) -> Form:
    """The facts that were given a word; those left as they stand are not part of the form."""
    found = {}
    for name in data:
        parts = name.split(".")
        if len(parts) == 3 and parts[0] == path and parts[2] == "value" and data.get(name):
            reason = data.get(f"{path}.{parts[1]}.reason") or ""
            found[parts[1]] = {"value": data[name], "reason": reason}
    return found


def is_blank(value: Any) -> bool:
    """Whether nothing was written anywhere in a value."""
    if isinstance(value, Mapping):
        return all(is_blank(part) for part in value.values())
    if isinstance(value, list):
        return all(is_blank(part) for part in value)
    return value in ("", None, False, 0)


def add_row(form: Form, path: str) -> Form:
    """The form with one more empty row in the list at a path (``persons`` or ``persons.0.documents``)."""
    rows = _list_at(form, path)
    if rows is not None and len(rows) < ROWS_LIMIT - 1:
        rows.append({})
    return form


def remove_row(form: Form, path: str) -> Form:
    """The form without the row at a path (``persons.1``)."""
    head, _, number = path.rpartition(".")
    rows = _list_at(form, head)
    if rows is not None and number.isascii() and number.isdigit() and int(number) < len(rows):
        rows.pop(int(number))
    return form


def drop_file(form: Form, place: str) -> Form:
    """The form without one file, ``clips.0.clip:token``."""
    path, _, token = place.rpartition(":")
    held = _list_at(form, path)
    if held is not None and token in held:
        held.remove(token)
    return form


def _list_at(form: Any, path: str) -> list[Any] | None:
    """The list of rows at a path, or None where there is none."""
    here = form
    for part in path.split("."):
        if isinstance(here, list) and part.isascii() and part.isdigit() and int(part) < len(here):
            here = here[int(part)]
        elif isinstance(here, dict) and part in here:
            here = here[part]
        else:
            return None
    return here if isinstance(here, list) else None
