"""An adviser of the partner: attached for named cases and acts, checked at each act, ended by itself."""

from datetime import timedelta
from typing import Any

import pytest

from comity.app import overdue
from comity.kit import clock
from comity.storage import outbox
from tests.app.teams import REASONS, codes, state, today
from tests.law.team_world import ATTACHMENT
from tests.office import Office

ADVISER = "xa-coord/adviser/01a20000-0000-7000-8000-000000000021"
OFFICERS = {"requester": "xa-coord/officer/1", "sender": "xa-coord/officer/2"}


def days(number: int) -> str:
    return (today() + timedelta(days=number)).isoformat()


def attachment(*cases: str, **changes: Any) -> dict[str, Any]:
    return {**ATTACHMENT, "cases": list(cases), "effective_from": days(0), "ends_on": days(90), **changes}


def hosted(xb: Office, *cases: str, **changes: Any) -> str:
    heard = xb.hear("av.receive", "adviser.proposed", ADVISER, request=attachment(*cases), officers=OFFICERS)
    assert heard.done, heard.stops
    form = {"host": "Jia He, head of desk", "conditions_text": "", "effective_from": days(0), "ends_on": days(60),
            "cases": list(cases), "acts": ["advise"], **changes}  # fmt: skip
    agreed = xb.do("head", "av.agree", ADVISER, **form)
    assert agreed.done, agreed.stops
    return ADVISER


def entrust(xb: Office, case: str, **form: Any) -> Any:
    whole = {"member": case, "entrusted_act": "advise", "task": "Explain how the accounts were opened.", **form}
    return xb.do("desk", "av.entrust", ADVISER, **whole)


def test_an_adviser_is_attached_entrusted_and_ended(xb: Office) -> None:
    case, other = xb.request(partner="xa-coord"), xb.request(partner="xa-coord")
    adviser = hosted(xb, case)
    done = entrust(xb, case)
    assert done.done, done.stops
    assert codes(entrust(xb, other)) == ["ADV-01.act"]
    assert codes(entrust(xb, case, entrusted_act="translate")) == ["ADV-01.act"]
    assert codes(entrust(xb, case, entrusted_act="arrest")) == ["ADV-01.act", "TER-01.team"]
    assert codes(entrust(xb, case, task="Arrest at least 40 people of the district.")) == ["JIT-01.quota"]
    suspended = xb.do("reviewer", "av.suspend", adviser, reasons=REASONS)
    assert suspended.done, suspended.stops
    assert not entrust(xb, case).done
    assert xb.do("head", "av.lift", adviser, reasons=REASONS).done
    assert xb.hear("av.note_ended", "adviser.ended", adviser).done
    assert not entrust(xb, case).done
    assert [row["act"] for row in state(adviser)["entrusted"]] == ["advise"]
    assert state(adviser)["mirror"] == "ended"


@pytest.mark.parametrize("changes", [
    {"effective_from": -1}, {"ends_on": 91}, {"acts": ["advise", "analyse"]}, {"cases": ["xb-coord/case/9"]},
])  # fmt: skip
def test_the_host_cannot_backdate_or_widen(xb: Office, changes: dict[str, Any]) -> None:
    case = xb.request(partner="xa-coord")
    assert xb.hear("av.receive", "adviser.proposed", ADVISER, request=attachment(case), officers=OFFICERS).done
    form = {"host": "Jia He", "conditions_text": "", "effective_from": days(0), "ends_on": days(60), "cases": [case],
            "acts": ["advise"]}  # fmt: skip
    # Days are counted here: at collection the clock of the test does not stand yet.
    form |= {name: days(value) if isinstance(value, int) else value for name, value in changes.items()}
    stopped = xb.do("head", "av.agree", ADVISER, **form)
    assert "ADV-01.term" in codes(stopped)
    assert outbox.of_record(ADVISER) == []


def test_the_attachment_ends_by_itself(xb: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case = xb.request(partner="xa-coord")
    adviser = hosted(xb, case)
    over = clock.now() + timedelta(days=62)
    monkeypatch.setattr(clock, "now", lambda: over)
    assert codes(entrust(xb, case)) == ["ADV-01.act"]
    assert overdue.run_out(xb.node) >= 1
    assert state(adviser)["state"] == "ended"


def test_our_own_adviser_is_proposed_by_two_people_and_the_host_s_terms_count(xa: Office) -> None:
    made = xa.do("desk", "av.draft", partner="xb-coord", **attachment(xa.request(), acts=["advise", "translate"]))
    assert made.done, made.stops
    assert "role_missing" in codes(xa.do("desk", "av.send", made.record))
    sent = xa.do("head", "av.send", made.record)
    assert sent.done, sent.stops
    terms = {"host": "Jia He", "conditions_text": "", "effective_from": days(1), "ends_on": days(30),
             "cases": state(made.record)["request"]["cases"], "acts": ["advise"]}  # fmt: skip
    assert xa.hear("av.note_agreed", "adviser.agreed", made.record, **terms).done
    assert state(made.record)["term"]["ends_on"] == days(30)
    assert "not_this_side" in codes(xa.do("desk", "av.entrust", made.record, member=xa.request(), entrusted_act="advise",
                                          task="Explain how the accounts were opened."))  # fmt: skip


def test_a_suspect_does_not_leave_in_the_task_of_an_adviser(xa: Office) -> None:
    xa.request()
    made = xa.do(
        "desk", "av.draft", partner="xb-coord", **attachment(xa.request(), task="To watch Chen Weiming closely.")
    )
    assert codes(xa.do("head", "av.send", made.record)) == ["CHN-01.known"]


def test_an_adviser_is_refused_with_a_neutral_word(xb: Office) -> None:
    case = xb.request(partner="xa-coord")
    assert xb.hear("av.receive", "adviser.proposed", ADVISER, request=attachment(case), officers=OFFICERS).done
    refused = xb.do("head", "av.refuse", ADVISER, ground="outside_scope", reasons=REASONS)
    assert refused.done, refused.stops
    assert state(ADVISER)["mirror"] == "refused"


def test_a_withdrawal_that_crosses_the_host_s_word_ends_it(xb: Office) -> None:
    adviser = hosted(xb, xb.request(partner="xa-coord"))
    assert xb.hear("av.note_withdrawn", "adviser.withdrawn", adviser).done
    assert (state(adviser)["state"], state(adviser)["mirror"]) == ("ended", "withdrawn")
