"""What a partner sends has exactly the shape of the form it comes from; nothing it sends meets an unready reader."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.procedures.catalogue import PROCEDURES
from comity.procedures.message_form import shape_faults
from comity.procedures.own_initiative import ABOUT
from comity.procedures.request_messages import SENT, STATEMENT
from comity.procedures.step import Field, Message

AT = "2026-11-22T09:30:00.000Z"
FRAME = {"record": "xa-coord/request/0193aaaa-0000-7000-8000-000000000001", "round": 1, "at": AT}
PERSON = {"names": ["Sok Dara", "សុខ ដារ៉ា"], "birth_date": "1988-03", "sex": "male", "nationalities": ["XB"],
          "documents": [{"kind": "passport", "number": "N1", "state": "XB"}], "role": "suspect", "link": "Held it."}  # fmt: skip
ASKED = {"basis": "vc-2019-5", "conduct": "telecom_fraud", "summary": "s", "purpose_code": "p", "purpose": "",
         "urgent": False, "urgency_ground": "", "urgency_reason": "", "danger_to_life": False, "persons": [PERSON],
         "objects": [{"kind": "phone", "value": "1", "link": ""}], "items": ["identity"], "held_reason": "", "use": "",
         "handling": ["H0"], "retention_days": 365, "languages": ["en"], "flags": [], "other_channels": ""}  # fmt: skip
ROW = {"person": 0, "property": "name", "value": "陈伟明", "lang": "zh", "source": "civil", "kind": "fact",
       "source_grade": "A", "information_grade": "1", "as_of": "2026-11-01", "originator": "xb-coord",
       "handling": ["H0"], "record_status": "", "item": "identity"}  # fmt: skip
REPLY = {"statements": [ROW], "handling": ["H0"], "conditions": [], "expires_on": "2027-06-01", "no_data": False,
         "released_at": AT}  # fmt: skip
WHO = {"requester": "xa-coord/officer/1", "certifier": "", "sender": ""}
BODIES: dict[str, dict[str, Any]] = {
    "request.information": {"request": ASKED, "officers": WHO},
    "request.received": {"received_at": AT},
    "request.returned": {"missing": ["birth_date"], "ground": ""},
    "request.withdraw": {},
    "request.withdrawn": {},
    "request.too_late": {},
    "request.refused": {"ground": "essential_interests"},
    "clarify.ask": {"question": "birth_date"},
    "clarify.answer": {"answer": "14 March 1988.", "reply_to": "xb-coord/message/1"},
    "consult.ask": {"ground": "court_needed"},
    "consult.answer": {"answer": "We bring an order."},
    "convert.offer": {},
    "convert.accept": {},
    "convert.decline": {},
    "reply.final": REPLY,
    "use.report": {"used_for_case": "c", "use": "not_used", "result": "Nothing."},
    "supply.spontaneous": {"about": {name: ASKED[name] for name in ABOUT}, "release": REPLY, "officers": WHO},
    "supply.closed": {},
    "supply.returned": {"missing": [], "ground": "outside_scope"},
}


def sample(field: Field) -> Any:
    """One honest value of a field, as the wire writes it."""
    match field.kind:
        case "choice":
            return field.choices[0] if field.choices else "code"
        case "choices":
            return [field.choices[0] if field.choices else "code"]
        case "date":
            return "2026-11-01"
        case "whole_number":
            return 1
        case "yes_no":
            return True
        case "list":
            return [{item.name: sample(item) for item in field.fields}] if field.fields else ["x"[: field.limit]]
        case "facts" | "mapping":
            return {}
        case "files":
            return []
        case _:
            return AT if field.name.endswith("_at") else "x"


def sampled(message: Message) -> dict[str, Any]:
    """A body of a type, made from its declaration alone."""
    parts = {name: {item.name: sample(item) for item in fields} for name, fields in message.parts.items()}
    return {**{item.name: sample(item) for item in message.fields}, **parts}


def carries_files(message: Message) -> bool:
    fields = [*message.fields, *(item for part in message.parts.values() for item in part)]
    return any(item.kind == "files" for item in fields)


for _procedure in PROCEDURES:
    for _message in _procedure.messages:
        if _message.type not in BODIES and not carries_files(_message):
            BODIES[_message.type] = sampled(_message)


def test_every_type_a_step_takes_or_sends_is_declared_and_has_a_body_here() -> None:
    declared = {message.type: message for procedure in PROCEDURES for message in procedure.messages}
    taken = {step.receives for procedure in PROCEDURES for step in procedure.steps if step.receives}
    sent = {step.sends for procedure in PROCEDURES for step in procedure.steps if step.sends}
    assert taken == sent == set(declared)
    assert {kind for kind in declared if kind not in BODIES} == {
        kind for kind, message in declared.items() if carries_files(message)
    }
    assert set(ASKED) == {item.name for item in SENT} and set(ROW) == set(STATEMENT)


@pytest.mark.parametrize("kind", BODIES)
def test_an_honest_body_fits(kind: str) -> None:
    assert shape_faults(kind, {**FRAME, **BODIES[kind]}) == []


WRONG: tuple[Any, ...] = ({"a": {}}, [[1]], 7.5, 10**30, "x" * 10_000, "\x00")


@pytest.mark.parametrize("kind", BODIES)
def test_one_member_more_or_of_another_kind_does_not(kind: str) -> None:
    body = {**FRAME, **BODIES[kind]}
    assert shape_faults(kind, {**body, "religion": "any"})
    assert shape_faults(kind, {**body, "at": "now"})
    for name in BODIES[kind]:
        for wrong in WRONG:
            assert shape_faults(kind, {**body, name: wrong}), (name, wrong)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Any:
    """Every place inside a body."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from paths(value[key], (*path, key))


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copied = dict(value) if isinstance(value, dict) else list(value)
    copied[path[0]] = changed(value[path[0]], path[1:], new)
    return copied


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
                    max_leaves=6)  # fmt: skip


@given(st.sampled_from(sorted(BODIES)), st.data(), JSON)
def test_whatever_stands_anywhere_is_judged_and_never_a_crash(kind: str, data: st.DataObject, junk: Any) -> None:
    body = {**FRAME, **BODIES[kind]}
    path = data.draw(st.sampled_from(list(paths(body))))
    faults = shape_faults(kind, changed(body, path, junk))
    assert all(len(row) > 1 for row in faults)
