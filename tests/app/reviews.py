"""A review driven through the door: the staff it needs beside the ordinary one, and the steps in their order."""

import copy
from datetime import datetime, timedelta
from typing import Any

from comity.app import officers, overdue
from comity.domain.command import Outcome
from comity.domain.roles import Role
from comity.kit import clock
from comity.storage import records
from tests.law import review_world as w
from tests.office import PASSWORD, Office

START = datetime.fromisoformat("2026-11-23T03:00:00+00:00")
STAFF = {
    "nationality": Role.NATIONALITY_AUTHORITY,
    "nationality2": Role.NATIONALITY_AUTHORITY,
    "judge2": Role.JUDGE,
    "ombud": Role.OMBUD,
    "ombud2": Role.OMBUD,
    "joint": Role.JOINT_REVIEW,
    "privacy2": Role.DATA_PROTECTION,
}


def hire(office: Office, *usernames: str) -> None:
    """Appoint those whom only these procedures need."""
    for username in [name for name in usernames if name not in office.staff]:
        made = officers.appoint(office.node, office.staff["admin"], username=username, name=username.title(),
                                roles=[str(STAFF[username])], language="en", password=PASSWORD)  # fmt: skip
        assert made.done, made.stops
        office.staff[username] = officers.actor(made.record)


def facts(words: dict[str, str]) -> dict[str, Any]:
    return {name: {"value": word} for name, word in words.items()}


def file(**changes: Any) -> dict[str, Any]:
    """The lawful file as the form takes it."""
    whole = copy.deepcopy({name: value for name, value in w.FILE.items() if name != "objects"})
    return {**whole, **changes}


def must(outcome: Outcome) -> Outcome:
    assert outcome.done, outcome.stops
    return outcome


def state(record: str) -> dict[str, Any]:
    found = records.load(record).state
    assert found is not None
    return found


def stopped_by(outcome: Outcome) -> set[str]:
    assert not outcome.done
    return {stop.code for stop in outcome.stops}


def opened(office: Office, **changes: Any) -> str:
    if "nationality" not in office.staff:
        hire(office, "nationality", "nationality2", "judge2")
    record = must(office.do("nationality", "nr.draft", **file(**changes))).record
    must(office.do("reviewer", "nr.state_facts", record, facts=facts(w.RIGHTS)))
    return record


def screened(office: Office, **changes: Any) -> str:
    record = opened(office, **changes)
    must(office.do("privacy", "nr.screen", record, facts=facts(w.TRIAGE)))
    return record


def notice(**changes: Any) -> dict[str, Any]:
    return {**w.NOTICE, "served_on": clock.now().date().isoformat(), **changes}


def noticed(office: Office, **changes: Any) -> str:
    record = screened(office, **changes)
    must(office.do("nationality", "nr.serve_notice", record, **notice()))
    return record


def heard(office: Office, **changes: Any) -> str:
    record = noticed(office, **changes)
    today = clock.now().date().isoformat()
    must(office.do("nationality", "nr.give_access", record, given_to="Counsel", given_on=today))
    must(office.do("reviewer", "nr.take_answer", record, answered_by="counsel", answer="It was my uncle's paper."))
    must(office.do("judge", "nr.hear", record, **w.HEARING))
    return record


def weighed(office: Office, **changes: Any) -> str:
    record = heard(office, **changes)
    today = clock.now().date().isoformat()
    must(office.do("nationality", "nr.ask_asylum", record))
    must(office.do("asylum", "nr.state_facts", record, facts=facts({"protection_status": "none"})))
    must(office.do("nationality", "nr.ask_state", record, asked_authority="Corvane Ministry", wording="is_a_national"))
    must(office.do("nationality2", "nr.take_confirmation", record, **{**w.CONFIRMATION, "dated_on": today}))
    must(office.do("nationality", "nr.check_family", record, **{**w.FAMILY, "register_date": today}))
    must(office.do("reviewer", "nr.state_facts", record, facts=facts(w.BEFORE_EFFECT)))
    must(office.do("nationality", "nr.weigh", record, **w.WEIGHING))
    return record


def granted(office: Office, who: str, record: str, policy: str) -> Outcome:
    return must(office.do(who, "nr.decide", record, policy=policy, outcome="granted", reasons="Read and weighed well."))


def cancelled(office: Office, **changes: Any) -> str:
    record = weighed(office, **changes)
    granted(office, "nationality2", record, "NRV-06.authority")
    granted(office, "judge", record, "NRV-06.court")
    form = {name: value for name, value in w.OUTCOME.items() if name != "is"}
    must(office.do("nationality2", "nr.cancel", record, **form))
    return record


def served(office: Office, **changes: Any) -> str:
    record = cancelled(office, **changes)
    today = clock.now().date().isoformat()
    must(office.do("nationality2", "nr.serve_decision", record, served_by="in_person", served_on=today, language="km"))
    return record


def after(office: Office, *, days: int) -> int:
    """What the clock does by itself so many days after now."""
    with clock.frozen(clock.now() + timedelta(days=days)):
        return overdue.run_out(office.node)
