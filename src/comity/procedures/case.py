"""A joint case: its conduct and purpose, and its subjects as sourced, graded statements."""

from comity.domain.properties import STATEMENT_PROPERTIES
from comity.domain.roles import Role
from comity.procedures.information_request import WORKING
from comity.procedures.request_form import REASONS, ROLES_IN_CASE
from comity.procedures.step import SAME, Field, Payload, Procedure, State, Step

RO, CS, SP = Role.REQUESTING_OFFICER, Role.CERTIFYING_SUPERVISOR, Role.CONTACT_POINT
WORKERS = (RO, CS, SP)

STATEMENT = (
    Field(name="subject", required=True, limit=60),
    Field(name="property", kind="choice", choices=STATEMENT_PROPERTIES, required=True),
    Field(name="value", required=True, limit=1000),
    Field(name="lang", limit=12),
    Field(name="source", required=True, limit=200),
    Field(name="kind", kind="choice", choices=("fact", "assessment"), required=True),
    Field(name="source_grade", kind="choice", choices=("A", "B", "C", "X"), required=True),
    Field(name="information_grade", kind="choice", choices=("1", "2", "3", "4"), required=True),
    Field(name="handling", kind="choices", codes="handling_codes"),
    Field(name="as_of", kind="date"),
)


def open_case(state: State, payload: Payload) -> None:
    """A case names its conduct and purpose before anything about a person is written."""
    state.update(payload["form"])
    state["subjects"] = {}


def add_subject(state: State, payload: Payload) -> None:
    """A person, group or thing the case is about, with its role; there is no default role."""
    subjects = dict(state["subjects"])
    number = str(len(subjects) + 1)
    form = payload["form"]
    subjects[number] = {
        "kind": form["kind"],
        "role": form["role"],
        "roles": [_role(payload, form["link"])],
        "link": form["link"],
        "review_on": form["review_on"],
        "statements": [],
    }
    state["subjects"] = subjects


def change_role(state: State, payload: Payload) -> None:
    """The subject is seen in another role from now; every earlier role stays with its time and reason (LED art. 6)."""
    form, subjects = payload["form"], dict(state["subjects"])
    if form["subject"] in subjects:
        subject = dict(subjects[form["subject"]])
        subject["roles"] = [*subject.get("roles", []), _role(payload, form["reasons"])]
        subject["role"] = form["role"]
        subjects[form["subject"]] = subject
    state["subjects"] = subjects


def _role(payload: Payload, why: str) -> dict[str, str]:
    return {"role": payload["form"]["role"], "since": payload["at"], "by": payload["actor"], "why": why}


def add_statement(state: State, payload: Payload) -> None:
    """One property of a subject, said by a source and graded; nothing is overwritten."""
    form = dict(payload["form"])
    number = form.pop("subject")
    subjects = dict(state["subjects"])
    if number not in subjects:
        return
    subject = dict(subjects[number])
    row = {
        **form,
        "id": f"{number}.{len(subject['statements']) + 1}",
        "author": payload["actor"],
        "at": payload["at"],
        "retracted_at": "",
        "retracted_by": "",
    }
    subject["statements"] = [*subject["statements"], row]
    subjects[number] = subject
    state["subjects"] = subjects


def retract_statement(state: State, payload: Payload) -> None:
    """A statement that no longer stands stays readable as retracted."""
    wanted = payload["form"]["statement"]
    subjects = {}
    for number, subject in state["subjects"].items():
        rows = [
            {**row, "retracted_at": payload["at"], "retracted_by": payload["actor"]}
            if row["id"] == wanted and not row["retracted_at"]
            else row
            for row in subject["statements"]
        ]
        subjects[number] = {**subject, "statements": rows}
    state["subjects"] = subjects


PROCEDURE = Procedure(
    name="case",
    prefix="case",
    record_kind="case",
    writers=("case.open",),
    readers=WORKING,
    ends=("closed",),
    steps=(
        Step(
            command="case.open",
            source=(),
            target="open",
            roles=WORKERS,
            form=(
                Field(name="title", required=True, limit=200),
                Field(name="conduct", required=True, limit=60),
                Field(name="purpose_code", kind="choice", codes="purposes", required=True),
                Field(name="summary", kind="long_text", limit=4000),
            ),
            reduce=open_case,
        ),
        Step(
            command="case.add_subject",
            source=("open",),
            target=SAME,
            roles=WORKERS,
            form=(
                Field(name="kind", kind="choice", choices=("person", "organisation", "thing"), required=True),
                Field(name="role", kind="choice", choices=ROLES_IN_CASE, required=True),
                Field(name="link", kind="long_text", required=True, limit=1000),
                Field(name="review_on", kind="date", whole=True, required=True),
            ),
            reduce=add_subject,
        ),
        Step(
            command="case.change_role",
            source=("open",),
            target=SAME,
            roles=WORKERS,
            form=(
                Field(name="subject", required=True, limit=60),
                Field(name="role", kind="choice", choices=ROLES_IN_CASE, required=True),
                REASONS,
            ),
            reduce=change_role,
        ),
        Step(
            command="case.add_statement",
            source=("open",),
            target=SAME,
            roles=WORKERS,
            form=STATEMENT,
            reduce=add_statement,
        ),
        Step(
            command="case.retract_statement",
            source=("open",),
            target=SAME,
            roles=WORKERS,
            form=(Field(name="statement", required=True, limit=60), REASONS),
            reduce=retract_statement,
        ),
        Step(command="case.close", source=("open",), target="closed", roles=(CS, SP), form=(REASONS,)),
    ),
)
