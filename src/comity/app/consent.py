"""What a consent is about, taken from the record in which the information was given, and which consents stand now."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from comity.app.node import Node
from comity.app.remembered import Remembered
from comity.app.same_statement import people_of, says_the_same
from comity.domain.command import Command, Stop
from comity.domain.given import covers_of
from comity.storage import records

Derived = dict[str, Any]
State = Mapping[str, Any]
Form = Mapping[str, Any]
ABOUT = ("conduct", "summary", "persons", "objects", "flags")
RELEASING = ("approve_release", "release", "report_use", "decide", "disclose")


def given_state(record: object) -> State:
    """The record in which information was given or received; empty when there is none."""
    return records.load(str(record)).state or {} if record else {}


def statements_of(given: State) -> list[Mapping[str, Any]]:
    """What was given in it: as we received it, or as we released it."""
    holder = given.get("answer") or (given.get("release") if given.get("released_at") else None) or {}
    return list(holder.get("statements", []))


def chosen(statements: Sequence[Mapping[str, Any]], numbers: Sequence[str]) -> list[Mapping[str, Any]]:
    """Those with these numbers, counted from one; all where none is named."""
    wanted = {int(number) for number in numbers if str(number).isascii() and str(number).isdigit()}
    return [row for place, row in enumerate(statements, start=1) if not numbers or place in wanted]


def about(request: Mapping[str, Any]) -> Derived:
    """Whom and what the information speaks of, and the fingerprints of the statements that are meant."""
    given = given_state(request.get("given_in"))
    said = given.get("request") or {}
    rows = chosen(statements_of(given), list(request.get("numbers", [])))
    people = {name: said[name] for name in ABOUT if name in said}
    if given.get("procedure") == "evidence" and not people.get("persons") and not people.get("objects"):
        people["objects"] = [_exhibit(given)]
    items = sorted({str(row["item"]) for row in rows}) or (["exhibit"] if given.get("procedure") == "evidence" else [])
    rest = {"items": items, "urgent": False, "urgency_ground": "", "urgency_reason": "", "danger_to_life": False}
    return {"about": {"objects": [], "flags": [], **people, **rest} if given else {}, "covers": covers_of(rows)}


def _exhibit(given: State) -> dict[str, str]:
    """The exhibit itself, as the thing a consent is about where it names nobody and nothing else."""
    described = str((given.get("exhibit") or {}).get("description", ""))
    return {"kind": "document", "value": str(given["id"]), "link": f"{given.get('title', '')}: {described}"[:1000]}


def _drafted(node: Node, command: Command, state: State, form: Form, situation: Any) -> Derived:
    return about(form)


def _received(node: Node, command: Command, state: State, form: Form, situation: Any) -> Derived:
    return about((command.message or {})["body"]["request"])


def _send_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    """What clears somebody is told, not asked."""
    return [Stop("step", "give_notice_instead")] if state["request"]["intent"] == "exculpatory" else []


def _notice_stops(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    return [] if state["request"]["intent"] == "exculpatory" else [Stop("step", "ask_instead")]


def proposed_transfer(state: State) -> dict[str, Any]:
    """An onward transfer as the consent allows it, with every code and condition it must carry."""
    allowed = state.get("consent") or {}
    answer = given_state((state.get("links") or {}).get("given_in")).get("answer") or {}
    codes = [*answer.get("handling", []), *(code for row in answer.get("statements", []) for code in row["handling"])]
    conditions = [*answer.get("conditions", []), *allowed.get("conditions", [])]
    named = {name: allowed.get(name, "") for name in ("recipient", "recipient_state", "purpose_code")}
    return {**named, "numbers": list(allowed.get("numbers", [])), "handling": sorted(set(codes)),
            "conditions": sorted(set(conditions))}  # fmt: skip


def standing(node: Node, command: Command, state: State) -> dict[str, Any]:
    """The consents this office holds from those who gave it information, for the gates of a release or a use.

    Whether one still runs, and is for this recipient and this purpose, is judged anew each time by the law.
    """
    if command.name.partition(".")[2] not in RELEASING:
        return {}
    rows = records.of_procedure("consent", state="granted", side="requesting")
    return {"consents": [_standing(row) for row in rows]}


def _standing(row: State) -> dict[str, Any]:
    consent = row.get("consent") or {}
    names = ("intent", "recipient", "recipient_state", "purpose_code", "until", "revoked_at")
    return {**{name: str(consent.get(name, "")) for name in names}, "id": str(row["id"]),
            "provider": str(row.get("partner", "")), "given_in": str(row["links"]["given_in"]),
            "covers": list(row.get("covers", []))}  # fmt: skip


def onward_of(record: str) -> list[str]:
    """Everybody to whom this office passed on what it received in a record, by its own account."""
    named = records.naming("consent", record, side="requesting")
    rows = [row for row in named if (row.get("links") or {}).get("given_in") == record]
    passed = [item for row in rows for item in row.get("passed_on", [])]
    return sorted({str(item["recipient"]) for item in passed})


def released_again(covers: Sequence[str], *, without: str) -> list[str]:
    """This office's own releases that say the same of the same person, wherever they went."""
    wanted, people = set(covers), people_of(given_state(without))
    return sorted(
        record
        for procedure in ("information_request", "own_initiative", "legal_assistance", "criminal_record")
        for record, (given, named) in _released.of(procedure).items()
        if record != without and says_the_same(given, wanted, people=set(named), given=people)
    )


def _released_by(row: State) -> tuple[tuple[State, ...], frozenset[str]]:
    """What a record released, as far as it is compared, and of whom it speaks; nothing before the release."""
    if not row.get("released_at"):
        return (), frozenset()
    rows = (row.get("release") or {}).get("statements", [])
    said = tuple({name: item.get(name, "") for name in ("property", "value")} for item in rows)
    return said, frozenset(people_of(row))


_released = Remembered(_released_by)


STOPS: dict[str, Callable[[Node, Command, State, Form], list[Stop]]] = {
    "uc.send": _send_stops,
    "uc.give_notice": _notice_stops,
}
DERIVED: dict[str, Callable[[Node, Command, State, Form, Any], Derived]] = {
    "uc.draft": _drafted,
    "uc.amend": _drafted,
    "uc.receive": _received,
    "uc.receive_notice": _received,
}
