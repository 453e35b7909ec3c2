"""From plain values to what a page draws: rows of labels and values, codes under their names, people's text marked.

Every value becomes one of ``{"is": "text"|"codes"|"rows"|"list"|"statements"|"time"|"none", ...}``; one small template
draws them all, so a request looks the same wherever it stands.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from comity.app.node import Node
from comity.domain.attachment import is_ref
from comity.procedures.catalogue import PROCEDURES
from comity.procedures.step import Field
from comity.web.naming import actor_said, code_name, field_label, is_code, is_officer, lang_of, office_name
from comity.web.sections import name_of_record, url_of_record
from comity.web.times import is_moment, show_day, show_size
from comity.web.words import has, say, say_first

View = dict[str, Any]
FRAME = ("at",)
"""Not shown of a whole message, whose sending stands elsewhere; shown of a part, which has a time of its own."""
HIDDEN = ("record", "round", "reply_to", "rows")
SPOKEN = ("may_share",)
"""A no that must be read: everywhere else what was not ticked is left out."""
ORDER = (
    "what", "at", "by",
    "names", "birth_date", "sex", "nationalities", "documents", "kind", "value", "role", "link", "address", "source",
    "basis", "conduct", "summary", "items", "purpose_code", "purpose", "held_reason", "use", "urgent", "urgency_ground",
    "urgency_reason", "danger_to_life", "persons", "objects", "handling", "retention_days", "languages", "flags",
    "other_channels", "statements", "conditions", "expires_on", "no_data", "question", "ground", "missing", "answer",
    "used_for_case", "result", "request", "about", "release", "officers", "requester", "certifier", "sender",
)  # fmt: skip
"""Stored values come in the order of the alphabet; people read them in this order, then in the order of the forms."""
_OFFICE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
FILES = ("files", "clip", "attachments")


def rows(
    node: Node, values: Mapping[str, Any], language: str, *, only: Iterable[str] = (), within: str = ""
) -> list[View]:
    """A row for each value that says something; ``only`` chooses and orders."""
    hidden = HIDDEN if within else (*HIDDEN, *FRAME)
    names = [
        name
        for name in (only or sorted(values, key=lambda name: _place(name, within)))
        if name in values and name not in hidden
    ]
    found = [(name, value(node, name, values[name], language)) for name in names]
    return [
        {"name": name, "label": field_label(name, language, within=within), "value": seen}
        for name, seen in found
        if seen["is"] != "none"
    ]


def value(node: Node, name: str, given: Any, language: str) -> View:
    """How one value is drawn."""
    if given is False and name in SPOKEN:
        return {"is": "text", "text": say("common.no", language), "lang": ""}
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
        inner = rows(node, given, language, within=name)
        return {"is": "rows", "rows": inner} if inner else {"is": "none"}
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


def _place(name: str, within: str) -> tuple[int, int, str]:
    """A list's own form first; then the words every record shares; then the other forms; what no form asks for last."""
    places = declared()
    if within and f"{within}.{name}" in places:
        return (0, places[f"{within}.{name}"], name)
    if name in ORDER:
        return (1, ORDER.index(name), name)
    return (2, places.get(name, len(places)), name)


@cache
def declared() -> Mapping[str, int]:
    """The place of every field as the forms of the procedures have it, from the first step on, and within its list."""
    names = (name for procedure in PROCEDURES for step in procedure.steps for name in _names(step.form))
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _names(fields: Iterable[Field], within: str = "") -> Iterable[str]:
    for field in fields:
        yield f"{within}.{field.name}" if within else field.name
        yield from _names(field.fields, field.name)


def _document(node: Node, row: Mapping[str, Any], language: str) -> str:
    """``passport E20417731 (Corvane)``."""
    state = str(row.get("state", ""))
    issued = f" ({code_name(node, 'state', state, language)})" if state else ""
    kind = str(row.get("kind", ""))
    named = say_first((f"choice.document.{kind}",), language, otherwise=kind.replace("_", " "))
    return f"{named} {row.get('number', '')}{issued}".strip()


def _list(node: Node, name: str, given: Sequence[Any], language: str) -> View:
    if all(isinstance(item, Mapping) for item in given):
        cards = [rows(node, item, language, within=name) for item in given]
        return {"is": "list", "items": [{"is": "rows", "rows": card} for card in cards if card]}
    texts = [str(item) for item in given]
    if all(is_code(name, text) for text in texts):
        return {"is": "codes", "codes": [_code(node, name, text, language) for text in texts]}
    parts = [_text(node, name, text, language) for text in texts]
    if all(part["is"] == "link" for part in parts):
        return {"is": "links", "links": parts}
    return {"is": "texts", "texts": [part if part["is"] == "text" else {"text": text, "lang": lang_of(text)}
                                     for part, text in zip(parts, texts, strict=True)]}  # fmt: skip


def _text(node: Node, name: str, text: str, language: str) -> View:
    if text.count("/") == 2 and url_of_record(text, node.office):
        return {
            "is": "link",
            "id": text,
            "text": name_of_record(text, language),
            "url": url_of_record(text, node.office),
        }
    if is_moment(text):
        return {"is": "time", "at": text}
    if is_code(name, text):
        return {"is": "codes", "codes": [_code(node, name, text, language)]}
    if is_officer(text):
        said, lang = actor_said(node, text, language)
        return {"is": "text", "text": said, "lang": lang}
    said = _said(node, name, text, language)
    return {"is": "text", "text": said, "lang": lang_of(text) if said == text else ""}


def _said(node: Node, name: str, text: str, language: str) -> str:
    """A plain word of the record as people read it: which office, which step, which day; else the text itself."""
    if _OFFICE.fullmatch(text):
        return office_name(node, text, language)
    if name == "what" and has(f"command.{text}"):
        return say(f"command.{text}", language)
    if name == "procedure" and has(f"procedure.{text}"):
        return say(f"procedure.{text}", language)
    if name == "state" and has(f"state.{text}"):
        return say(f"state.{text}", language)
    return show_day(text, language)


def _code(node: Node, name: str, code: str, language: str) -> View:
    shown = code_name(node, name, code, language)
    return {"code": code, "name": shown, "with_code": name == "handling"}
