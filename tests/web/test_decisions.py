"""A gate that another person must decide: the page names it to those who can open it, and nobody else decides it."""

import re
from html import unescape

from tests.office import REQUESTER_FACTS, Office
from tests.web.filled import state_of

DOUBT = {**REQUESTER_FACTS, "discrimination_grounds": "doubt"}


def text_of(answer):
    return unescape(answer.content.decode())


def doubtful(xa: Office) -> str:
    record = xa.request()
    stated = xa.do("supervisor", "ir.state_facts", record,
                   facts={"discrimination_grounds": {"value": "doubt", "reason": "The list of names."}})  # fmt: skip
    assert stated.done, stated.stops
    return record


def test_before_anybody_spoke_no_decision_waits(xa: Office, sign_in):
    record = xa.request()
    text = text_of(sign_in("reviewer").get(f"/requests/{record}/steps/ir.decide"))
    assert "No gate waits for a decision of yours." in text


def test_a_doubt_waits_for_the_reviewer_and_is_decided_there(xa: Office, sign_in):
    record = doubtful(xa)
    shut = text_of(sign_in("supervisor").get(f"/requests/{record}"))
    assert "Would be stopped now" in shut
    assert "DIS-01.review" in shut
    reviewer = sign_in("reviewer")
    assert "DIS-01.review" in text_of(reviewer.get(f"/requests/{record}"))
    page = text_of(reviewer.get(f"/requests/{record}/steps/ir.decide"))
    assert 'name="policy" value="DIS-01.review"' in page
    decided = reviewer.post(f"/requests/{record}/steps/ir.decide", {
        "policy": "DIS-01.review", "outcome": "granted", "action": "take",
        "reasons": "The names come from the account's own statements; no trait was used to choose them.",
    })  # fmt: skip
    assert decided.status_code == 303, text_of(decided)
    assert "DIS-01.review" in state_of(record)["decisions"]
    facts = {f"facts.{name}.value": word for name, word in DOUBT.items()}
    certified = sign_in("supervisor").post(f"/requests/{record}/steps/ir.certify", {**facts, "action": "take"})
    assert certified.status_code == 303, text_of(certified)


def test_a_role_that_may_not_decide_is_turned_back(xa: Office, sign_in):
    record = doubtful(xa)
    prosecutor = sign_in("prosecutor")
    assert "No gate waits" in text_of(prosecutor.get(f"/requests/{record}/steps/ir.decide"))
    answer = prosecutor.post(f"/requests/{record}/steps/ir.decide", {
        "policy": "DIS-01.review", "outcome": "granted", "reasons": "I think it is in order.", "action": "take"})  # fmt: skip
    assert answer.status_code == 403
    assert state_of(record)["decisions"] == {}


def test_a_reader_sees_once_how_often_somebody_read(xa: Office, sign_in):
    record = xa.request()
    browser = sign_in("supervisor")
    for _ in range(3):
        answer = browser.get(f"/requests/{record}")
    assert "×3" in text_of(answer)


def test_an_entry_shows_every_verdict_and_its_facts(xa: Office, sign_in):
    record = xa.request()
    stopped = xa.do("supervisor", "ir.certify", record, facts={**REQUESTER_FACTS, "political_nature": "predominant"})
    assert not stopped.done
    text = text_of(sign_in("supervisor").get(f"/entries/{stopped.seq}"))
    assert "POL-01.hard" in text
    assert "BAS-01" in text, "gates that were open are named too"
    assert "How far is the matter political?" in text
    assert "mainly political" in text
    assert sign_in("custodian").get(f"/entries/{stopped.seq}").status_code == 404
    assert sign_in("supervisor").get("/entries/999999").status_code == 404


def test_wherever_a_gate_is_shown_its_mark_and_validity_are(xa: Office, sign_in):
    record = xa.request()
    supervisor = sign_in("supervisor")
    for page in ("/law", "/law/POL-01"):
        assert re.search(r"\[[VSG]\]</abbr>", text_of(supervisor.get(page))), page
        assert "from 1 Jan 2026" in text_of(supervisor.get(page)), page
    facts = {
        f"facts.{name}.value": word for name, word in {**REQUESTER_FACTS, "political_nature": "predominant"}.items()
    }
    stopped = supervisor.post(f"/requests/{record}/steps/ir.certify", {
        **facts, "reasons": "Read the file.", "action": "take",
    })  # fmt: skip
    text = text_of(stopped)
    assert "POL-01.hard" in text
    assert re.search(r"\[[VSG]\]</abbr>\s*<span[^>]*>from 1 Jan 2026</span>", text)
