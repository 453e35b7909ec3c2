"""A complaint driven through the door: from a nameless author's words to the decision and its review."""

from typing import Any

from comity.app import public_door
from comity.domain.command import Outcome
from tests.app.reviews import facts, hire, must
from tests.office import Office

WORDS = {
    "summary": "On 3 May an officer took my telephone at the ferry. He read my letters aloud to the others there.",
    "about_whom": "The tall one at the ferry",
    "about_record": "",
    "author_name": "",
    "author_contact": "",
    "language": "en",
    "fears_reprisal": False,
    "danger_now": False,
    "may_share": False,
}
SUMMARY = "A person complains that private letters were read aloud during a check in May."
OMBUDS = ("ombud", "ombud2", "joint")


def handed_in(office: Office, **changes: Any) -> tuple[str, str]:
    """The code of a complaint and its record."""
    if "ombud" not in office.staff:
        hire(office, *OMBUDS)
    public_door._asked.clear()
    code = public_door.hand_in(office.node, {**WORDS, **changes})
    return code, str(public_door.by_code(office.node, code)["id"])


def about(office: Office, *who: str, office_code: str = "") -> list[dict[str, str]]:
    code = office_code or office.node.office
    return [{"officer": office.staff[name].id if not office_code else "", "office": code, "name": name} for name in who]


def triage(office: Office, *who: str, **changes: Any) -> dict[str, Any]:
    form = {"category": "misconduct", "complained_of": about(office, *who), "nobody_named": not who,
            "disputed": "", "reasons": "The author tells what happened and where."}  # fmt: skip
    return {**form, **changes}


def triaged(office: Office, *who: str, words: dict[str, Any] | None = None, **changes: Any) -> tuple[str, str]:
    code, record = handed_in(office, **(words or {}))
    must(office.do("ombud", "cm.acknowledge", record))
    must(office.do("ombud", "cm.screen", record, **triage(office, *who, **changes)))
    return code, record


def assigned(office: Office, *who: str, words: dict[str, Any] | None = None, **changes: Any) -> tuple[str, str]:
    code, record = triaged(office, *who, words=words, **changes)
    must(office.do("ombud", "cm.check_reprisal", record, threat="none", measures="None needed: nobody knows of it."))
    must(office.do("ombud", "cm.assign", record, investigator=office.staff["ombud2"].id))
    return code, record


def decided(office: Office, *who: str, finding: str = "upheld", **changes: Any) -> tuple[str, str]:
    code, record = assigned(office, *who, **changes)
    must(office.do("ombud2", "cm.hear_officer", record, officer="One", shown=SUMMARY, officer_answer="I was not there.",
                   facts=facts({"author_hidden": "yes"})))  # fmt: skip
    must(office.do("ombud2", "cm.investigate", record, findings="Two others saw it as the author says."))
    must(conclude(office, record, finding))
    return code, record


def conclude(office: Office, record: str, finding: str, who: str = "ombud") -> Outcome:
    return office.do(who, "cm.conclude", record, finding=finding, reasons="Two others agree with what is said.",
                     reasons_to_author="You were right; the officer was told so.", measures="A warning.")  # fmt: skip
