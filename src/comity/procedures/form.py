"""Check what a person or a program filled in against the fields a step declares. Nothing undeclared passes."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from comity.domain.attachment import COUNT_LIMIT, is_hash, is_ref
from comity.procedures.step import Field

CodeLists = Mapping[str, Sequence[str]]
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LIST_LIMIT = 100


class _RefusedError(Exception):
    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(path, reason)


def check_form(fields: Sequence[Field], data: Mapping[str, Any], lists: CodeLists) -> tuple[dict[str, Any], list[Any]]:
    """Return the cleaned form and a list of ``(path, reason)`` faults; every declared field is present in it.

    Reasons: ``required``, ``unknown_field``, ``not_text``, ``too_long``, ``not_listed``, ``not_a_date``,
    ``not_a_number``, ``not_yes_no``, ``not_a_list``, ``not_a_file``, ``too_many``, ``control_character``.
    """
    return _check(fields, data, lists, prefix="")


def _check(
    fields: Sequence[Field], data: Mapping[str, Any], lists: CodeLists, *, prefix: str
) -> tuple[dict[str, Any], list[Any]]:
    known = {item.name for item in fields}
    faults: list[Any] = [(prefix + str(name)[:60], "unknown_field") for name in data if name not in known]
    clean: dict[str, Any] = {}
    for item in fields:
        path = prefix + item.name
        try:
            clean[item.name] = _value(item, data.get(item.name), lists, path, faults)
            if item.required and clean[item.name] in ("", [], {}, None):
                faults.append((path, "required"))
        except _RefusedError as refused:
            faults.append((refused.path, refused.reason))
    return clean, faults


def _value(item: Field, raw: Any, lists: CodeLists, path: str, faults: list[Any]) -> Any:
    match item.kind:
        case "list":
            return _rows(item, raw, lists, path, faults)
        case "choices":
            return _choices(item, raw, lists, path)
        case "facts":
            return _facts(raw, path)
        case "mapping":
            return _mapping(raw, path)
        case "yes_no":
            return _yes_no(raw, path)
        case "whole_number":
            return _number(raw, path)
        case "files":
            return _files(raw, path)
        case _:
            return _text(item, raw, lists, path)


def _text(item: Field, raw: Any, lists: CodeLists, path: str) -> str:
    text = "" if raw is None else raw
    if not isinstance(text, str):
        raise _RefusedError(path, "not_text")
    text = text.strip()
    if len(text) > item.limit:
        raise _RefusedError(path, "too_long")
    if _CONTROL.search(text) or any(0xD800 <= ord(char) <= 0xDFFF for char in text):
        raise _RefusedError(path, "control_character")
    if item.kind == "choice" and text and text not in _allowed(item, lists, text):
        raise _RefusedError(path, "not_listed")
    if item.kind == "date" and text and (not _is_date(text) or (item.whole and len(text) != 10)):
        raise _RefusedError(path, "not_a_date")
    return text


def _allowed(item: Field, lists: CodeLists, given: str) -> Sequence[str]:
    if item.choices:
        return item.choices
    return lists[item.codes] if item.codes in lists else (given,)


def _choices(item: Field, raw: Any, lists: CodeLists, path: str) -> list[str]:
    rows = [raw] if isinstance(raw, str) and raw else raw or []
    if not isinstance(rows, list | tuple) or not all(isinstance(row, str) for row in rows):
        raise _RefusedError(path, "not_a_list")
    if len(rows) > LIST_LIMIT:
        raise _RefusedError(path, "too_many")
    if any(row not in _allowed(item, lists, row) or len(row) > item.limit for row in rows):
        raise _RefusedError(path, "not_listed")
    return list(dict.fromkeys(rows))


def _rows(item: Field, raw: Any, lists: CodeLists, path: str, faults: list[Any]) -> list[Any]:
    rows = raw or []
    if not isinstance(rows, list | tuple):
        raise _RefusedError(path, "not_a_list")
    if len(rows) > LIST_LIMIT:
        raise _RefusedError(path, "too_many")
    if not item.fields:
        texts = [_text(item, row, lists, f"{path}.{index}") for index, row in enumerate(rows)]
        return [text for text in texts if text]
    result = []
    for index, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise _RefusedError(path, "not_a_list")
        clean, found = _check(item.fields, row, lists, prefix=f"{path}.{index}.")
        faults.extend(found)
        result.append(clean)
    return result


def _facts(raw: Any, path: str) -> dict[str, Any]:
    """``{fact: value}`` or ``{fact: {"value", "reason"}}``; the law room knows which facts and values exist."""
    rows = raw or {}
    if not isinstance(rows, Mapping) or len(rows) > LIST_LIMIT:
        raise _RefusedError(path, "not_a_list")
    clean: dict[str, Any] = {}
    for name, value in rows.items():
        row = value if isinstance(value, Mapping) else {"value": value}
        texts = (name, row.get("value"), row.get("reason", ""))
        if not all(isinstance(text, str) and len(text) <= 2000 for text in texts):
            raise _RefusedError(path, "not_text")
        if row["value"]:
            clean[str(name)] = {"value": str(row["value"]), "reason": str(row.get("reason", ""))}
    return clean


def _files(raw: Any, path: str) -> list[Any]:
    """Files by the address they were handed in under or their hash, or mentioned in full; the door finds them."""
    rows = [raw] if isinstance(raw, str) and raw else raw or []
    if not isinstance(rows, list | tuple):
        raise _RefusedError(path, "not_a_list")
    if len(rows) > COUNT_LIMIT:
        raise _RefusedError(path, "too_many")
    if not all(is_hash(row) or is_ref(row) for row in rows):
        raise _RefusedError(path, "not_a_file")
    return [dict(row) if isinstance(row, Mapping) else row for row in rows]


def _mapping(raw: Any, path: str) -> dict[str, Any]:
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise _RefusedError(path, "not_a_list")
    return dict(raw)


def _yes_no(raw: Any, path: str) -> bool:
    if raw in (None, "", False, "no", "off", "false"):
        return False
    if raw in (True, "yes", "on", "true"):
        return True
    raise _RefusedError(path, "not_yes_no")


def _number(raw: Any, path: str) -> int:
    if raw in (None, ""):
        return 0
    text = str(raw)
    if isinstance(raw, bool) or not re.fullmatch(r"\d{1,9}", text):
        raise _RefusedError(path, "not_a_number")
    return int(text)


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    padded = (text + "-01-01")[:10] if len(text) == 4 else (text + "-01")[:10]
    try:
        date.fromisoformat(padded)
    except ValueError:
        return False
    return True
