"""From plain values to what a page draws: rows of labels and values, codes under their names, people's text marked.

Every value becomes one of ``{"is": "text"|"codes"|"rows"|"list"|"statements"|"time"|"none", ...}``; one small template
draws them all, so a request looks the same wherever it stands.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from comity.app.node import Node
from comity.domain.attachment import is_ref
from comity.web.naming import code_name, field_label, is_code, lang_of
from comity.web.sections import url_of_record
from comity.web.times import show_day, show_size
from comity.web.words import has, say

View = dict[str, Any]
HIDDEN = ("record", "round", "at", "reply_to", "rows")
MOMENT = 24
"""The length of a time as the record keeps it."""
ORDER = (
    "names", "birth_date", "sex", "nationalities", "documents", "kind", "value", "role", "link", "address", "source",
    "basis", "conduct", "summary", "items", "purpose_code", "purpose", "held_reason", "use", "urgent", "urgency_ground",
    "urgency_reason", "danger_to_life", "persons", "objects", "handling", "retention_days", "languages", "flags",
    "other_channels", "statements", "conditions", "expires_on", "no_data", "question", "ground", "missing", "answer",
    "used_for_case", "result", "request", "about", "release", "officers", "requester", "certifier", "sender",
)  # fmt: skip
"""Stored values come in the order of the alphabet; people read them in the order of the form."""
DAYS = ("birth_date", "as_of")
FILES = ("files", "clip", "attachments")


def rows(
    node: Node, values: Mapping[str, Any], language: str, *, only: Iterable[str] = (), within: str = ""
) -> list[View]:
    """A row for each value that says something; ``only`` chooses and orders."""
    names = [name for name in (only or sorted(values, key=_place)) if name in values and name not in HIDDEN]
    found = [(name, value(node, name, values[name], language)) for name in names]
    return [
        {"name": name, "label": field_label(name, language, within=within), "value": seen}
        for name, seen in found
        if seen["is"] != "none"
    ]


def value(node: Node, name: str, given: Any, language: str) -> View:
    """How one value is drawn."""
    if given in ("", None, [], {}) or given is False or (given == 0 and not isinstance(given, bool)):
        return {"is": "none"}
    if given is True:
        return {"is": "text", "text": say("common.yes", language), "lang": ""}
    if name == "statements":
        return {"is": "statements", "rows": statements(node, given, language)}
    if name == "documents":
        return {"is": "texts", "texts": [{"text": _document(node, row, language), "lang": ""} for row in given]}
    if name in FILES and all(is_ref(row) for row in given):
        return {"is": "files", "files": [{**row, "shown_size": show_size(int(row["size"]))} for row in given]}
    if isinstance(given, Mapping):
        return {"is": "rows", "rows": rows(node, given, language, within=name)}
    if isinstance(given, list | tuple):
        return _list(node, name, given, language)
    return _text(node, name, str(given), language)


def statements(node: Node, given: Sequence[Mapping[str, Any]], language: str) -> list[View]:
    """Statements with their property, value, worth and conditions named."""
    return [
        {
            **row,
            "property_name": code_name(node, "property", str(row["property"]), language),
            "value_lang": str(row.get("lang") or lang_of(str(row["value"]))),
            "kind_name": code_name(node, "kind", str(row["kind"]), language),
            "source_grade_name": code_name(node, "source_grade", str(row["source_grade"]), language),
            "information_grade_name": code_name(node, "information_grade", str(row["information_grade"]), language),
            "as_of_shown": show_day(str(row.get("as_of", "")), language),
            "status_name": code_name(node, "record_status", str(row.get("record_status", "")), language),
            "item_name": code_name(node, "item", str(row.get("item", "")), language),
            "handling_names": [_code(node, "handling", code, language) for code in row.get("handling", [])],
        }
        for row in given
    ]


def _place(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def _document(node: Node, row: Mapping[str, Any], language: str) -> str:
    """``passport E20417731 (Corvane)``."""
    state = str(row.get("state", ""))
    issued = f" ({code_name(node, 'state', state, language)})" if state else ""
    return f"{str(row.get('kind', '')).replace('_', ' ')} {row.get('number', '')}{issued}".strip()


def _list(node: Node, name: str, given: Sequence[Any], language: str) -> View:
    if all(isinstance(item, Mapping) for item in given):
        return {
            "is": "list",
            "items": [{"is": "rows", "rows": rows(node, item, language, within=name)} for item in given],
        }
    texts = [str(item) for item in given]
    if all(is_code(name, text) for text in texts):
        return {"is": "codes", "codes": [_code(node, name, text, language) for text in texts]}
    return {"is": "texts", "texts": [{"text": text, "lang": lang_of(text)} for text in texts]}


def _text(node: Node, name: str, text: str, language: str) -> View:
    if text.count("/") == 2 and url_of_record(text):
        return {"is": "link", "text": text, "url": url_of_record(text)}
    if name.endswith("_at") and len(text) == MOMENT:
        return {"is": "time", "at": text}
    if name in DAYS or name.endswith("_on"):
        return {"is": "text", "text": show_day(text, language), "lang": ""}
    if is_code(name, text):
        return {"is": "codes", "codes": [_code(node, name, text, language)]}
    if name == "what" and has(f"command.{text}"):
        return {"is": "text", "text": say(f"command.{text}", language), "lang": ""}
    return {"is": "text", "text": text, "lang": lang_of(text)}


def _code(node: Node, name: str, code: str, language: str) -> View:
    shown = code_name(node, name, code, language)
    return {"code": code, "name": shown, "with_code": name == "handling"}
