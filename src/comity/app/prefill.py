"""What stands in a form before anybody types: the request as it was written, the confirmed record as statements."""

from collections.abc import Callable, Mapping
from typing import Any

from comity.app import consent, legal_assistance, subject
from comity.app.node import Node
from comity.domain.command import Actor
from comity.procedures.catalogue import procedure_of
from comity.storage.access import access_record

State = Mapping[str, Any]
Form = dict[str, Any]

REWRITTEN = ("ml", "uc", "rc", "cr", "nr", "ds")
GIVEN_NAMES = {"primary": "name", "alias": "alias", "weak": "weakAlias"}
DOCUMENT_PROPERTIES = {"passport": "passportNumber"}


def prefill(node: Node, state: State, command: str) -> Form:
    """The form a page begins with; empty for most steps."""
    match command:
        case "ir.amend":
            return {**state["request"], "partner": state["partner"], "case": state["case"]}
        case "oi.amend":
            release = state["release"]
            return {**state["request"], **release, "partner": state["partner"], "case": state["case"]}
        case "ir.prepare_release":
            return proposed_release(node, state)
        case "ir.refuse":
            return {"ground": (state.get("consultation") or {}).get("ground", "")}
        case "ir.report_use":
            return {"used_for_case": state.get("case", ""), "use": "stated_case"}
        case _:
            return _PROPOSED.get(command, _as_written)(state, command)


def begun(actor: Actor, command: str, named: Mapping[str, str]) -> Form:
    """What the form of a new record begins with where it goes on from a record this officer may see."""
    if command != "ml.draft" or not named.get("converts"):
        return {}
    information = access_record(actor, named["converts"])
    if information is None or information["procedure"] != "information_request" or information["state"] != "converted":
        return {}
    return legal_assistance.begun_from(information)


def _as_written(state: State, command: str) -> Form:
    """A request that is changed begins as it stands; a report begins with its case."""
    match command.partition(".")[2]:
        case "prepare_release" if command == "ds.prepare_release":
            return subject.proposed_answer(state)
        case "amend" if command.partition(".")[0] in REWRITTEN:
            names = {field.name for row in procedure_of(command).rows(command) for field in row.form}
            whole = {**state.get("request", {}), "partner": state.get("partner", ""), "case": state.get("case", ""),
                     "reason": state.get("reason", ""), "reasons": state.get("reasons", "")}  # fmt: skip
            return {name: value for name, value in whole.items() if name in names}
        case "report_use" if command.partition(".")[0] in REWRITTEN:
            return {"used_for_case": state.get("case", ""), "use": "stated_case"}
        case _:
            return {}


def proposed_release(node: Node, state: State) -> Form:
    """What was prepared before, else one statement for each thing the confirmed record holds.

    Nothing is chosen for the officer that the request did not ask for: such a statement has no ``item``.
    """
    prepared = state.get("release")
    if prepared and prepared.get("statements"):
        return dict(prepared)
    confirmed = {row["candidate"] for row in state.get("judgements", []) if row["result"] == "positive"}
    rows = [
        statement
        for candidate in state.get("candidates", [])
        if candidate["id"] in confirmed
        for statement in statements_of(node, state["request"], candidate)
    ]
    return {"statements": rows, "handling": ["H0"], "conditions": ["this_case_only"], "expires_on": ""}


def statements_of(node: Node, request: Mapping[str, Any], candidate: Mapping[str, Any]) -> list[Form]:
    """One statement a property of a candidate's register record, with what the register says of its worth."""
    record = candidate["record"]
    base = {
        "person": int(candidate.get("person", candidate.get("subject", 0))),
        "lang": "",
        "source": f"{candidate['register']}, {record['source_line']}"[:200],
        "kind": "fact",
        "source_grade": record.get("source_grade", ""),
        "information_grade": record.get("information_grade", ""),
        "as_of": str(record.get("as_of", ""))[:10],
        "originator": node.office,
        "handling": [],
        "record_status": record.get("record_status", ""),
    }
    found = [(GIVEN_NAMES[row["kind"]], row["text"], row["lang"]) for row in record["names"]]
    found += [
        ("birthDate", row["from"] if row["from"] == row["to"] else row["text"], "") for row in record["birth_dates"]
    ]
    found += [("birthPlace", text, "") for text in record["birth_places"]]
    found += [("gender", record["sex"], "")] if record["sex"] else []
    found += [("nationality", text, "") for text in (*record["nationalities"], *record["citizenships"])]
    found += [(DOCUMENT_PROPERTIES.get(row["kind"], "idNumber"), row["number"], "") for row in record["documents"]]
    found += [("address", text, "") for text in record["addresses"]]
    found += [("phone", text, "") for text in record["phones"]]
    asked = list(request["items"])
    return [
        {**base, "property": name, "value": value, "lang": lang, "item": item_for(node, asked, name)}
        for name, value, lang in dict.fromkeys(found)
    ]


def item_for(node: Node, asked: list[str], name: str) -> str:
    """The first item asked for that this property answers, or "" when the request did not ask."""
    return next((code for code in asked if code in node.pack.items and name in node.pack.items[code].properties), "")


_PROPOSED: dict[str, Callable[[State, str], Form]] = {
    "ds.prepare_release": lambda state, command: subject.proposed_answer(state),
    "uc.grant": lambda state, command: {"until": state["request"].get("until", "")},
    "uc.pass_on": lambda state, command: consent.proposed_transfer(state),
    "ml.prepare_release": lambda state, command: dict(
        state.get("release") or {"conditions": (state.get("terms") or {}).get("conditions", [])}
    ),
}
"""What begins a form of these commands."""
