"""A review of one nationality on the stage, step by step, at one office; the other office is no party to it."""

from collections.abc import Callable
from typing import Any

from tests.abuse.stage import Done, Side
from tests.app import reviews as r
from tests.law import review_world as w

STAFF = {name: str(role) for name, role in r.STAFF.items()}
REASONS = "Read and weighed well."
CANCEL = {name: value for name, value in w.OUTCOME.items() if name != "is"}


def today(side: Side) -> str:
    return str(side.ask("moment")["at"])[:10]


def file(name: str, **changes: Any) -> dict[str, Any]:
    """The lawful file, about a person of this name."""
    person = {**w.PERSON, "names": [name], "documents": []}
    return r.file(**{"persons": [person], **changes})


def opened(side: Side, name: str, **changes: Any) -> str:
    side.ask("hire", staff=STAFF)
    record = side.must("nationality", "nr.draft", **file(name, **changes)).record
    side.must("reviewer", "nr.state_facts", record, facts=r.facts(w.RIGHTS), reasons="")
    return record


def screen(side: Side, record: str, **words: str) -> Done:
    return side.do("privacy", "nr.screen", record, facts=r.facts({**w.TRIAGE, **words}))


def noticed(side: Side, name: str, *, asked_before: bool = False, **changes: Any) -> str:
    """Screened and told; where a partner once asked about the person and stepped back, the reviewer looks first."""
    record = opened(side, name, **changes)
    found = screen(side, record)
    if asked_before:
        assert found.gates == {"POL-02"}, sorted(found.gates | found.other)
        grant(side, "reviewer", record, "POL-02")
        found = screen(side, record)
    assert found.done, sorted(found.gates | found.other)
    side.must("nationality", "nr.serve_notice", record, **{**w.NOTICE, "served_on": today(side)})
    return record


def heard(side: Side, name: str, **changes: Any) -> str:
    record = noticed(side, name, **changes)
    side.must("nationality", "nr.give_access", record, given_to="Counsel", given_on=today(side), withheld="")
    side.must("reviewer", "nr.take_answer", record, answered_by="counsel", answer="It was my uncle's paper.")
    side.must("judge", "nr.hear", record, **w.HEARING)
    return record


def family(side: Side, effect: str = "keeps", **changes: Any) -> dict[str, Any]:
    """The family sheet with one child."""
    child = {**w.FAMILY["members"][0], "effect": effect, **changes}
    return {**w.FAMILY, "members": [child], "register_date": today(side)}


def weighed(side: Side, name: str, *, effect: str = "keeps", **changes: Any) -> str:
    record = heard(side, name, **changes)
    side.must("nationality", "nr.ask_asylum", record)
    side.must("nationality", "nr.ask_asylum", record)
    side.must("asylum", "nr.state_facts", record, facts=r.facts({"protection_status": "none"}), reasons="")
    side.must("nationality", "nr.ask_state", record, asked_authority="That state's ministry", wording="is_a_national")
    side.must("nationality2", "nr.take_confirmation", record, **{**w.CONFIRMATION, "dated_on": today(side)})
    side.must("nationality", "nr.check_family", record, **family(side, effect))
    side.must("reviewer", "nr.state_facts", record, facts=r.facts(w.BEFORE_EFFECT), reasons="")
    side.must("nationality", "nr.weigh", record, **w.WEIGHING)
    return record


def grant(side: Side, who: str, record: str, policy: str) -> None:
    side.must(who, "nr.decide", record, policy=policy, outcome="granted", reasons=REASONS, expires_on="")


def cancel(side: Side, record: str) -> Done:
    """Authority and judge both find it proportionate, and the authority cancels."""
    grant(side, "nationality2", record, "NRV-06.authority")
    grant(side, "judge", record, "NRV-06.court")
    return side.do("nationality2", "nr.cancel", record, **CANCEL)


def served(side: Side, name: str, **changes: Any) -> str:
    record = weighed(side, name, **changes)
    found = cancel(side, record)
    assert found.done, sorted(found.gates | found.other)
    side.must("nationality2", "nr.serve_decision", record, served_by="in_person", served_on=today(side), language="km")
    return record


def final(side: Side, days: Callable[[float], None], name: str, **changes: Any) -> str:
    """Cancelled, and nobody appealed."""
    record = served(side, name, **changes)
    days(61)
    assert side.state(record)["state"] == "final"
    return record
