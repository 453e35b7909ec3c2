"""Candidates of a search beside the person asked about, each point of evidence in a sentence."""

from collections.abc import Mapping
from typing import Any

from comity.app.node import Node
from comity.web.naming import code_name, lang_of
from comity.web.sections import url_of
from comity.web.shown import rows
from comity.web.times import show_day
from comity.web.words import say_first

View = dict[str, Any]


def candidate_views(
    node: Node,
    state: Mapping[str, Any],
    people: Mapping[str, str],
    language: str,
    *,
    earlier: Mapping[str, list[View]] | None = None,
) -> list[View]:
    """Every candidate with its evidence, its record and what was judged; the best first, as the search gave them.

    ``earlier`` holds by candidate what was said before of the same pair, in other records or an earlier search.
    """
    persons = (state.get("request") or {}).get("persons", [])
    return [
        {
            **_candidate(node, candidate, persons, language),
            **_judged(state.get("judgements", []), candidate["id"], people),
            "earlier": [
                {**row, "url": "" if row["own"] else url_of(row["procedure"], row["record"])}
                for row in (earlier or {}).get(candidate["id"], [])
            ],
        }
        for candidate in state.get("candidates", [])
    ]


def _judged(rows: list[View], candidate: str, people: Mapping[str, str]) -> View:
    """The word that stands on a candidate, and those before it, the newest first.

    A word without a candidate speaks of all of them.
    """
    said = [
        {**row, "name": people.get(row["author"], row["author"])}
        for judged in rows
        if judged["candidate"] in (candidate, "")
        for row in (*judged.get("earlier", []), judged)
    ]
    said.reverse()
    return {"judgement": said[0] if said else None, "before": said[1:]}


def _candidate(node: Node, candidate: View, persons: list[View], language: str) -> View:
    number = int(candidate["person"] if "person" in candidate else candidate["subject"])
    asked = persons[number] if number < len(persons) else {}
    return {
        **candidate,
        "names": [{"text": name, "lang": lang_of(name)} for name in candidate["names"]],
        "asked": rows(
            node, asked, language, within="persons", only=("names", "birth_date", "sex", "nationalities", "documents")
        ),
        "held": rows(node, _held(candidate["record"]), language, within="persons"),
        "notes": list(candidate["record"].get("notes", [])),
        "evidence": [_line(node, line, language) for line in candidate["evidence"]],
        "total": _signed(int(candidate["points"] if "points" in candidate else candidate["score"])),
    }


def _held(record: Mapping[str, Any]) -> View:
    """A register record under the words a request uses, so that both columns read alike."""
    return {
        "names": [row["text"] for row in record["names"]],
        "birth_date": ", ".join(_day(row) for row in record["birth_dates"]),
        "sex": record["sex"],
        "nationalities": [*record["nationalities"], *record["citizenships"]],
        "documents": [dict(row) for row in record["documents"]],
        "address": record["addresses"],
        "source": record["source_line"],
    }


def _day(row: Mapping[str, str]) -> str:
    return row["from"] if row["from"] and row["from"] == row["to"] else row["text"]


def _line(node: Node, line: View, language: str) -> View:
    """A line as it is shown. Records of former times hold no points: their thousandths of the score are shown instead."""
    points = int(line["points"] if "points" in line else line["millis"])
    a, b = (_read(node, str(line[side]), language) for side in ("a", "b"))
    return {
        **line,
        "a": a,
        "b": b,
        "text": say_first((f"evidence.{line['feature']}",), language, otherwise=str(line["explanation"])),
        "a_lang": lang_of(a) if a == line["a"] else "",
        "b_lang": lang_of(b) if b == line["b"] else "",
        "points": _signed(points),
        "tone": "for" if points > 0 else "against" if points < 0 else "neutral",
    }


def _signed(points: int) -> str:
    return f"+{points}" if points > 0 else str(points).replace("-", "−")


def _read(node: Node, text: str, language: str) -> str:
    """A day or a state of the evidence as people read it; a name as it is written."""
    return code_name(node, "state", text, language) if text in node.pack.states else show_day(text, language)
