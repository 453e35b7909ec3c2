"""From the fields a step declares to the controls a page draws, with what was typed, what may be chosen and faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from comity.app.node import Node
from comity.app.offering import LISTS
from comity.domain.attachment import COUNT_LIMIT, FILE_LIMIT
from comity.web.naming import (
    actor_said,
    code_name,
    fact_question,
    field_hint,
    field_label,
    is_officer,
    word_name,
)
from comity.web.posted import SHORT
from comity.web.times import show_day, show_size
from comity.web.topics import cut
from comity.web.words import say

View = dict[str, Any]
Faults = Mapping[str, list[str]]
RADIOS = 6
"""Up to so many choices stand open as radio buttons; more become one closed list."""
NATIVE_DATES = ("expires_on", "review_on", "as_of")
FREE_WITH_OFFERS = ("case", "used_for_case")
SECRET = ("statement", "candidate", "subject", "policy", "investigator")
NAMED = ("complained_of",)
"""Rows in which an officer is chosen by name; elsewhere the field takes any name."""


@dataclass(frozen=True)
class Sheet:
    """What drawing a form needs to know besides its fields. ``names`` says what an offered code is called."""

    node: Node
    language: str
    offers: Mapping[str, Sequence[str]]
    faults: Faults
    names: Mapping[str, str]
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What each token of a file in this form stands for."""


def group_faults(faults: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Faults by the path of the field they stand at."""
    found: dict[str, list[str]] = {}
    for path, reason in faults:
        found.setdefault(path, []).append(reason)
    return found


def controls(
    sheet: Sheet, fields: Sequence[View], form: Mapping[str, Any], *, prefix: str = "", within: str = ""
) -> list[View]:
    """One control a field; facts are drawn by themselves."""
    return [
        control(sheet, field, form.get(field["name"]), path=prefix + field["name"], within=within)
        for field in fields
        if field["kind"] not in ("facts", "mapping")
    ]


def control(sheet: Sheet, field: View, given: Any, *, path: str, within: str) -> View:
    """Everything the template needs to draw one field."""
    name, language = field["name"], sheet.language
    own = _own_faults(sheet.faults, path, has_rows=bool(field["fields"]))
    return {
        "name": name,
        "path": path,
        "label": field_label(name, language, within=within),
        "hint": field_hint(name, language, within=within),
        "required": field["required"],
        "limit": field["limit"],
        "faults": [say(f"fault.{reason}", language) for reason in own],
        **_shape(sheet, field, given, path=path, within=within),
    }


def _shape(sheet: Sheet, field: View, given: Any, *, path: str, within: str) -> View:
    kind, name = field["kind"], field["name"]
    if kind == "list" and field["fields"]:
        return {"shape": "rows", "rows": _rows(sheet, field, given or [], path)}
    if kind == "list":
        short = field["limit"] <= SHORT
        text = (", " if short else "\n").join(str(item) for item in given or [])
        return {"shape": "line" if short else "lines", "value": text}
    if kind in ("yes_no", "files"):
        return _files(sheet, given or []) if kind == "files" else {"shape": "tick", "checked": bool(given)}
    is_free = kind == "record" or name in FREE_WITH_OFFERS
    is_free = is_free or (name == "officer" and within not in NAMED)
    choices = field["choices"] or list(() if is_free else sheet.offers.get(name, ()))
    if kind == "choices":
        return {"shape": "ticks", "options": _options(sheet, name, choices, given or [])}
    if choices or name in SECRET:
        shape = "radios" if len(choices) <= RADIOS and within != "statements" else "select"
        return {
            "shape": shape,
            "options": _options(sheet, name, choices, [str(given or "")]),
            "value": str(given or ""),
        }
    if kind == "date":
        return {"shape": "date" if name in NATIVE_DATES else "line", "value": str(given or "")}
    if name in FREE_WITH_OFFERS or kind == "record":
        offered = sheet.offers.get(name if kind == "record" else "case", ())
        return {"shape": "offered", "value": str(given or ""), "offered": list(offered)}
    if kind == "whole_number":
        return {"shape": "number", "value": str(given or "")}
    return {"shape": "text" if kind == "long_text" else "line", "value": str(given or "")}


def _files(sheet: Sheet, given: Sequence[Any]) -> View:
    """The files a form already names, each with the token that keeps it."""
    tokens = [str(row["sha256"]) if isinstance(row, Mapping) else str(row) for row in given]
    known = [
        {"token": token, "name": sheet.files[token]["name"], "size": show_size(int(sheet.files[token]["size"]))}
        for token in tokens
        if token in sheet.files
    ]
    about = say("attachment.limit", sheet.language, count=COUNT_LIMIT, size=show_size(FILE_LIMIT))
    return {"shape": "files", "files": known, "about": about}


def _options(sheet: Sheet, name: str, choices: Sequence[str], given: Sequence[str]) -> list[View]:
    offered = list(dict.fromkeys((*choices, *(word for word in given if word and name in LISTS))))
    return [
        {
            "value": code,
            "label": label,
            "lang": lang,
            "code": code if name == "handling" else "",
            "chosen": code in given,
        }
        for code in offered
        for label, lang in [_called(sheet, name, code)]
    ]


def _called(sheet: Sheet, name: str, code: str) -> tuple[str, str]:
    """What an offered code is called, and the ``lang`` of an officer's own name."""
    if sheet.names.get(code):
        return sheet.names[code], ""
    if is_officer(code):
        return actor_said(sheet.node, code, sheet.language)
    return code_name(sheet.node, name, code, sheet.language), ""


def _rows(sheet: Sheet, field: View, given: Sequence[Mapping[str, Any]], path: str) -> list[View]:
    found = []
    for number, row in enumerate(given):
        here = f"{path}.{number}"
        drawn = controls(sheet, field["fields"], row, prefix=f"{here}.", within=field["name"])
        brief = _brief(sheet, row) if field["name"] == "statements" else None
        found.append({
            "path": here,
            "number": number + 1,
            "tick": next((item for item in drawn if item["name"] == "include"), None),
            "controls": [item for item in drawn if item["name"] != "include"],
            "brief": brief,
            "is_open": bool(brief) and any(key.startswith(f"{here}.") for key in sheet.faults),
        })  # fmt: skip
    return found


def _brief(sheet: Sheet, row: Mapping[str, Any]) -> View | None:
    """A statement in one line, so that a person chooses among many without opening each; None while it is empty."""
    if not row.get("property") or not row.get("value"):
        return None

    def name(field: str) -> str:
        return code_name(sheet.node, field, str(row.get(field) or ""), sheet.language) if row.get(field) else ""

    grades = f"{row.get('source_grade') or '?'}{row.get('information_grade') or '?'}"
    rest = [str(row.get("source", "")), grades, show_day(str(row.get("as_of") or ""), sheet.language), name("item")]
    return {
        "property": name("property"),
        "value": row["value"],
        "rest": " · ".join(part for part in rest if part),
        "not_asked": not row.get("item"),
    }


def _own_faults(faults: Faults, path: str, *, has_rows: bool) -> list[str]:
    """The faults of this very field; those of the items of a plain list (``names.2``) count as the list's."""
    found = list(faults.get(path, ()))
    if not has_rows:
        items = (
            reasons for key, reasons in faults.items() if key.startswith(path + ".") and key[len(path) + 1 :].isdigit()
        )
        found += [reason for reasons in items for reason in reasons]
    return list(dict.fromkeys(found))


def parts(drawn: Sequence[View], command: str, language: str) -> list[View]:
    """The controls of a long form under their headings; a short form is one part without a heading."""
    known = {row["name"]: row for row in drawn}
    return [
        {
            "id": topic,
            "title": say(f"part.{topic}", language) if topic else "",
            "controls": [known[name] for name in names],
        }
        for topic, names in cut([row["name"] for row in drawn], command)
    ]


def summary(drawn: Sequence[View], faults: Faults, language: str) -> list[View]:
    """The list at the top of a form with faults: each names its field and leads to it."""
    known = {row["path"]: row for row in _flat(drawn)}
    found = []
    for path, reasons in faults.items():
        row = known.get(path) or known.get(path.rpartition(".")[0])
        label = row["label"] if row else path
        for reason in dict.fromkeys(reasons):
            found.append({"to": row["path"] if row else "", "text": f"{label}: {say(f'fault.{reason}', language)}"})
    return found


def has_required(drawn: Sequence[View]) -> bool:
    """Whether any field of the form must be filled in."""
    return any(row["required"] for row in _flat(drawn))


def has_files(drawn: Sequence[View]) -> bool:
    """Whether the form takes files."""
    return any(row["shape"] == "files" for row in _flat(drawn))


def _flat(drawn: Sequence[View]) -> list[View]:
    found = []
    for row in drawn:
        found.append(row)
        for inner in row.get("rows", ()):
            found += _flat(inner["controls"])
    return found


def fact_controls(
    sheet: Sheet, facts: Sequence[View], given: Mapping[str, Any], *, held: set[str], people: Mapping[str, str]
) -> list[View]:
    """The facts a person may state here, each with its words, who may say them, and what stands now."""
    return [
        {
            "name": fact["name"],
            "path": f"facts.{fact['name']}",
            "question": fact_question(fact["name"], sheet.language),
            "options": [
                {"value": word, "label": word_name(word, sheet.language),
                 "chosen": (given.get(fact["name"]) or {}).get("value") == word}
                for word in fact["values"]
            ],
            "reason": (given.get(fact["name"]) or {}).get("reason", ""),
            "is_said": bool((given.get(fact["name"]) or {}).get("value")),
            "author_names": [say(f"role.{role}", sheet.language) for role in fact["authors"]],
            "may": bool(held & set(fact["authors"])),
            "stands": word_name(fact["value"], sheet.language) if fact["value"] else "",
            "author": people.get(fact["author"], fact["author"]),
        }
        for fact in facts
    ]  # fmt: skip
