"""Correction and recall through the door: one's own, hidden where it arrived, told onward, confirmed."""

from typing import Any

from comity.app import reading
from comity.app.check import check
from comity.procedures.message_form import shape_faults
from comity.storage import models
from tests.app.assistance import body_of, done, gates, state_of
from tests.app.test_consent import PASSED, answered, granted, released
from tests.app.test_offer import STATEMENT
from tests.app.test_request import RECORD
from tests.office import Office

NOTICE = "xb-coord/correction/01a50000-0000-7000-8000-000000000001"
OFFICERS = {"requester": "xb-coord/officer/1", "certifier": "", "sender": "xb-coord/officer/3"}
TWO: list[dict[str, Any]] = [STATEMENT, {**STATEMENT, "property": "alias", "item": "aliases", "value": "Little Wei"}]


def notice(record: str, **changes: Any) -> dict[str, Any]:
    return {"given_in": record, "basis": "vc-2019-10", "nature": "recall", "why": "inaccurate", "numbers": ["1"],
            "replaced_by": "", **changes}  # fmt: skip


def recalled(xa: Office, record: str, **changes: Any) -> Any:
    return xa.hear("rc.receive", "correction.notice", NOTICE, request=notice(record, **changes), officers=OFFICERS)


def test_what_was_recalled_is_hidden_at_once_and_its_deletion_confirmed(xa: Office) -> None:
    record = answered(xa, statements=TWO)
    done(recalled(xa, record))
    shown = reading.record(xa.node, xa.staff["officer"], record, purpose="test")["record"]["answer"]["statements"]
    assert [row["value"] for row in shown] == ["", "Little Wei"]
    assert shown[0]["withheld"] == NOTICE
    sent = done(
        xa.do("desk", "rc.confirm", NOTICE, outcome="hidden", told=[], copies="One print in the case file, shredded.")
    )
    body = body_of(xa, sent)
    assert (body["outcome"], body["told_count"]) == ("hidden", 0)
    assert "copies" not in body
    assert shape_faults("correction.confirmed", body) == []
    assert (state_of(NOTICE)["state"], state_of(NOTICE)["mirror"]) == ("confirmed", "confirmed")
    faults = [row for row in check(xa.node)["faults"] if row["table"] == "storage_record"]
    assert faults == []  # the row still equals the fold of its entries


def test_a_recall_reaches_everybody_to_whom_it_was_passed_on(xa: Office) -> None:
    record = answered(xa)
    consent = granted(xa, record)
    done(xa.do("desk", "uc.pass_on", consent, **PASSED))
    done(recalled(xa, record))
    confirm = {"outcome": "hidden", "copies": "Nowhere else."}
    assert gates(xa.do("desk", "rc.confirm", NOTICE, **confirm, told=[])) == {"COR-01.told"}
    assert gates(xa.do("desk", "uc.pass_on", consent, **PASSED)) == {"ONW-01"}  # what was recalled goes no further
    done(xa.do("desk", "rc.confirm", NOTICE, **confirm, told=["Customs Service of Estwick"]))


def test_erased_is_said_only_when_it_is(xa: Office) -> None:
    record = answered(xa)
    done(recalled(xa, record))
    confirm = {"outcome": "erased", "told": [], "copies": "Nowhere else."}
    assert gates(xa.do("desk", "rc.confirm", NOTICE, **confirm)) == {"COR-01.hidden"}


def test_a_case_that_still_holds_it_is_shown_to_the_one_who_confirms(xa: Office) -> None:
    record = answered(xa)
    case = state_of(record)["case"]
    done(xa.do("officer", "case.add_subject", case, kind="person", role="suspect", link="Holder of the account.",
               review_on="2027-06-01"))  # fmt: skip
    done(xa.do("officer", "case.add_statement", case, subject="1", property=STATEMENT["property"], value=STATEMENT["value"],
               lang="", source="Answer of Corvane", kind="fact", source_grade="A", information_grade="1", handling=["H1"],
               as_of="2026-11-01"))  # fmt: skip
    done(recalled(xa, record))
    confirm = {"outcome": "hidden", "told": [], "copies": "In the case file."}
    warned = done(xa.do("desk", "rc.confirm", NOTICE, **confirm))
    assert "COR-01.kept" in warned.warnings


def test_a_notice_about_another_s_information_is_turned_away(xa: Office) -> None:
    record = answered(xa, statements=[{**STATEMENT, "originator": "xc-coord"}])
    offer = "xb-coord/offer/01a50000-0000-7000-8000-000000000009"
    assert gates(recalled(xa, record, nature="correction", replaced_by=offer)) == {"COR-01"}
    assert gates(recalled(xa, record, numbers=["3"])) == {"COR-01"}
    assert state_of(record)["answer"]["statements"][0]["value"]
    turned = done(xa.hear("rc.turn_away", "correction.notice", NOTICE, request=notice(record, numbers=["3"]),
                          officers=OFFICERS))  # fmt: skip
    assert turned.state == "returned"


def draft(xb: Office, record: str, **changes: Any) -> str:
    form = {**notice(record, **changes), "partner": "xa-coord", "reasons": "The register had mixed up two people."}
    return str(done(xb.do("privacy", "rc.draft", **form)).record)


def test_the_giver_recalls_without_asking_and_waits_for_the_confirmation(xb: Office) -> None:
    record = released(xb)
    own = draft(xb, record)
    assert not xb.do("privacy", "rc.send", own).done  # another person sends
    body = body_of(xb, done(xb.do("desk", "rc.send", own)))
    assert "reasons" not in body["request"]
    assert shape_faults("correction.notice", body) == []
    done(xb.hear("rc.note_received", "correction.received", own, received_at="2026-11-22T10:00:00.000Z"))
    assert state_of(own)["clocks"]["confirmation"]["due_at"]
    assert not xb.do("desk", "rc.close", own).done
    done(xb.hear("rc.note_confirmed", "correction.confirmed", own, outcome="hidden", told_count=0,
                 confirmed_at="2026-11-22T12:00:00.000Z"))  # fmt: skip
    done(xb.do("desk", "rc.close", own))


def test_a_recall_is_closed_when_every_recipient_of_the_same_was_told(xb: Office) -> None:
    first, second = released(xb), released(xb, f"{RECORD[:-1]}4")
    own = draft(xb, first)
    done(xb.do("desk", "rc.send", own))
    done(xb.hear("rc.note_confirmed", "correction.confirmed", own, outcome="hidden", told_count=0,
                 confirmed_at="2026-11-22T12:00:00.000Z"))  # fmt: skip
    assert gates(xb.do("desk", "rc.close", own)) == {"COR-01.told"}
    done(xb.do("desk", "rc.send", draft(xb, second)))
    done(xb.do("desk", "rc.close", own))


def test_nobody_recalls_what_was_never_given(xb: Office) -> None:
    record = released(xb)
    assert gates(xb.do("desk", "rc.send", draft(xb, record, numbers=["9"]))) == {"COR-01"}


def test_who_has_it_is_not_forgotten_as_long_as_it_is_kept(xa: Office) -> None:
    """A consent says to whom something was passed on: it outlives nothing, and goes no earlier than what it speaks of."""
    record = answered(xa)
    consent = granted(xa, record)
    done(xa.do("desk", "uc.pass_on", consent, **PASSED))
    done(xa.do("desk", "uc.withdraw", consent, reasons="The customs service has closed its case."))
    erase = {"ground": "never_needed", "reasons": "It was never needed by anybody here."}
    assert gates(xa.do("privacy", "rt.erase", consent, **erase)) == {"RET-01.ended"}
    done(recalled(xa, record))
    confirm = {"outcome": "hidden", "copies": "Nowhere else."}
    assert gates(xa.do("desk", "rc.confirm", NOTICE, **confirm, told=[])) == {"COR-01.told"}
    done(xa.do("desk", "rc.confirm", NOTICE, **confirm, told=["Customs Service of Estwick"]))
    done(xa.do("officer", "ir.report_use", record, used_for_case=state_of(record)["case"], use="stated_case",
               result="The account was found and is closed."))  # fmt: skip
    models.Outbox.objects.update(state="done")  # as the link would, when all of it was taken
    done(xa.do("privacy", "rt.erase", record, **erase))
    done(xa.do("privacy", "rt.erase", consent, **erase))


def test_what_is_hidden_already_can_be_recalled_again_and_confirmed(xa: Office) -> None:
    """Two notices may name the same statement; the second is not stuck because there is nothing left to hide."""
    record = answered(xa, statements=TWO)
    done(recalled(xa, record))
    covered = state_of(NOTICE)["covers"]
    other = f"{NOTICE[:-1]}2"
    done(xa.hear("rc.receive", "correction.notice", other, request=notice(record, numbers=["1", "2"]),
                 officers=OFFICERS))  # fmt: skip
    assert set(covered) < set(state_of(other)["covers"])
    assert [row["withheld"] for row in state_of(record)["answer"]["statements"]] == [NOTICE, other]
    for notice_taken in (NOTICE, other):
        done(xa.do("desk", "rc.confirm", notice_taken, outcome="hidden", told=[], copies="Nowhere else."))


def test_a_number_is_a_number_however_it_is_written(xa: Office) -> None:
    record = answered(xa, statements=TWO)
    done(recalled(xa, record, numbers=["02"]))
    assert [bool(row.get("withheld")) for row in state_of(record)["answer"]["statements"]] == [False, True]
    done(xa.do("desk", "rc.confirm", NOTICE, outcome="hidden", told=[], copies="Nowhere else."))
