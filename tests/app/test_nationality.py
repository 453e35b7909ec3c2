"""A review through the door: the whole road to the effect, every way out of it, and who tries to cut it short."""

from datetime import timedelta
from typing import Any

import pytest

from comity.app import door, reading
from comity.kit import clock
from comity.storage import access, outbox
from tests.app import reviews as r
from tests.app import surrenders as s
from tests.app.reviews import after, facts, must, state, stopped_by
from tests.law import review_world as w
from tests.office import Office, sent_request

REQUEST = "xb-coord/request/01a20000-0000-7000-8000-000000000009"
OFFICERS = {"requester": "xb-coord/officer/1", "certifier": "xb-coord/officer/2", "sender": "xb-coord/officer/3"}


@pytest.fixture(autouse=True)
def _start() -> Any:
    with clock.frozen(r.START):
        yield


def test_a_fraud_is_reviewed_to_its_effect(xa: Office) -> None:
    record = r.served(xa)
    assert state(record)["papers"] == "valid"
    assert state(record)["appeal"]["state"] == "open"
    assert stopped_by(xa.do("nationality", "nr.effect", record)) >= {"not_next"}
    assert after(xa, days=59) == 0
    assert after(xa, days=61) == 1
    final = state(record)
    assert (final["state"], final["final_by"], final["papers"]) == ("final", "window", "valid")
    done = must(xa.do("nationality", "nr.effect", record))
    assert done.state == "effective"
    assert (state(record)["papers"], state(record)["partner"]) == ("cancelled", "")
    assert outbox.of_record(record) == []


def test_an_appeal_suspends_and_another_judge_upholds(xa: Office) -> None:
    record = r.served(xa)
    must(xa.do("reviewer", "nr.appeal", record, lodged_by="counsel", appeal_text="The paper was never shown to me."))
    assert after(xa, days=400) == 0
    assert stopped_by(xa.do("nationality", "nr.effect", record)) >= {"not_next"}
    reasons = "Nothing new was shown on appeal."
    assert stopped_by(xa.do("judge", "nr.uphold", record, reasons=reasons)) == {"same_person"}
    must(xa.do("judge2", "nr.uphold", record, reasons=reasons))
    assert state(record)["appeal"]["state"] == "upheld"
    must(xa.do("nationality", "nr.effect", record))


def test_an_appeal_restores_and_binds(xa: Office) -> None:
    record = r.served(xa)
    must(xa.do("reviewer", "nr.appeal", record, lodged_by="person", appeal_text="The register is wrong."))
    must(xa.do("judge2", "nr.quash", record, reasons="The register had been corrected in 1981."))
    assert (state(record)["state"], state(record)["papers"]) == ("restored", "valid")
    again = r.opened(xa)
    assert stopped_by(xa.do("privacy", "nr.screen", again, facts=facts(w.TRIAGE))) == {"NRV-07"}


def test_a_review_may_end_with_the_nationality_standing(xa: Office) -> None:
    record = r.heard(xa)
    must(xa.do("nationality2", "nr.keep", record, reasons="He did not know whose paper it was."))
    assert state(record)["state"] == "kept"
    assert state(record)["clocks"] == {}
    again = r.opened(xa)
    assert stopped_by(xa.do("privacy", "nr.screen", again, facts=facts(w.TRIAGE))) == {"NRV-07"}


def test_material_proof_found_later_and_a_judge_reopen_it(xa: Office) -> None:
    must(xa.do("nationality2", "nr.keep", r.heard(xa), reasons="He did not know whose paper it was."))
    with clock.frozen(r.START + timedelta(days=40)):
        found = {**w.PROOF, "found_on": "2026-12-20"}
        again = r.opened(xa, proof=[found])
        must(xa.do("reviewer", "nr.state_facts", again, facts=facts({"later_evidence": "yes"})))
        triage = {"facts": facts(w.TRIAGE)}
        assert stopped_by(xa.do("privacy", "nr.screen", again, **triage)) == {"NRV-07"}
        r.granted(xa, "judge", again, "NRV-07")
        must(xa.do("privacy", "nr.screen", again, **triage))


def test_something_milder_may_mend_it(xa: Office) -> None:
    record = r.heard(xa)
    must(xa.do("nationality2", "nr.fix", record, means="correction", reasons="A birth date was copied wrongly."))
    assert state(record)["state"] == "fixed"


def test_a_stale_file_is_dropped(xa: Office) -> None:
    record = r.opened(xa)
    must(xa.do("privacy", "nr.withdraw", record, reasons="The form was corrected ten years ago."))
    assert state(record)["state"] == "withdrawn"
    must(xa.do("privacy", "nr.screen", r.opened(xa), facts=facts(w.TRIAGE)))


def test_an_error_found_after_the_effect_gives_everything_back(xa: Office) -> None:
    record = r.served(xa)
    after(xa, days=61)
    must(xa.do("nationality", "nr.effect", record))
    must(xa.do("judge", "nr.restore", record, reasons="Two files were mixed up.", papers_returned=True, told_to="-"))
    assert (state(record)["state"], state(record)["papers"]) == ("restored", "valid")


def test_the_silence_of_the_other_state_is_no_answer(xa: Office) -> None:
    record = r.heard(xa)
    must(xa.do("nationality", "nr.ask_asylum", record))
    must(xa.do("asylum", "nr.state_facts", record, facts=facts({"protection_status": "none"})))
    must(xa.do("nationality", "nr.ask_state", record, asked_authority="Corvane Ministry", wording="is_a_national"))
    assert after(xa, days=91) == 1
    assert state(record)["confirmation"]["answer"] == "no_answer"
    today = clock.now().date().isoformat()
    must(xa.do("nationality", "nr.check_family", record, **{**w.FAMILY, "register_date": today}))
    must(xa.do("reviewer", "nr.state_facts", record, facts=facts(w.BEFORE_EFFECT)))
    must(xa.do("nationality", "nr.weigh", record, **w.WEIGHING))
    r.granted(xa, "nationality2", record, "NRV-06.authority")
    r.granted(xa, "judge", record, "NRV-06.court")
    form = {name: value for name, value in w.OUTCOME.items() if name != "is"}
    assert stopped_by(xa.do("nationality2", "nr.cancel", record, **form)) == {"NRV-02"}
    must(xa.do("nationality2", "nr.keep", record, reasons="That state has not answered."))


@pytest.mark.parametrize("status", ["refugee", "applicant"])
def test_the_state_a_person_fears_is_not_asked(xa: Office, status: str) -> None:
    record = r.heard(xa)
    must(xa.do("nationality", "nr.ask_asylum", record))
    must(xa.do("asylum", "nr.state_facts", record, facts=facts({"protection_status": status})))
    asked = xa.do("nationality", "nr.ask_state", record, asked_authority="Ministry", wording="is_a_national")
    assert stopped_by(asked) == {"REF-01.ask"}
    assert state(record)["state"] == "heard"


def test_a_child_left_without_a_nationality_stops_the_father_s_case(xa: Office) -> None:
    record = r.weighed(xa)
    child = {**w.FAMILY["members"][0], "effect": "stateless"}
    family = {**w.FAMILY, "members": [child], "register_date": clock.now().date().isoformat()}
    must(xa.do("nationality", "nr.check_family", record, **family))
    r.granted(xa, "nationality2", record, "NRV-06.authority")
    r.granted(xa, "judge", record, "NRV-06.court")
    form = {name: value for name, value in w.OUTCOME.items() if name != "is"}
    assert stopped_by(xa.do("nationality2", "nr.cancel", record, **form)) == {"NRV-03"}
    must(xa.do("reviewer", "nr.state_facts", record, facts=facts({"family_effect": "none_affected"})))
    assert stopped_by(xa.do("nationality2", "nr.cancel", record, **form)) == {"NRV-03"}


def test_a_child_born_before_the_effect_is_looked_at_before_the_effect(xa: Office) -> None:
    record = r.served(xa)
    after(xa, days=61)
    child = {**w.FAMILY["members"][0], "names": ["Ona Vale"], "effect": "stateless"}
    family = {**w.FAMILY, "members": [child], "register_date": clock.now().date().isoformat()}
    must(xa.do("nationality", "nr.check_family", record, **family))
    assert stopped_by(xa.do("nationality", "nr.effect", record)) == {"NRV-03"}
    must(xa.do("judge", "nr.restore", record, reasons="The child would be stateless.", papers_returned=True))


def test_a_notice_cannot_be_dated_back(xa: Office) -> None:
    record = r.screened(xa)
    must(xa.do("nationality", "nr.serve_notice", record, **r.notice(served_on="2026-01-01")))
    must(xa.do("nationality", "nr.give_access", record, given_to="Counsel", given_on="2026-01-02"))
    assert stopped_by(xa.do("judge", "nr.hear", record, **w.HEARING)) == {"NRV-05.answer"}
    after(xa, days=61)
    with clock.frozen(r.START + timedelta(days=61)):
        must(xa.do("judge", "nr.hear", record, **w.HEARING))
    assert state(record)["hearing"]["time"] == "lapsed"


def test_a_changed_file_begins_anew(xa: Office) -> None:
    record = r.weighed(xa)
    must(xa.do("nationality", "nr.amend", record, **r.file(summary="He was naturalised in 2018 with another paper.")))
    seen = state(record)
    assert seen["state"] == "triggered"
    assert not {"notice", "hearing", "confirmation", "family", "weighing"} & set(seen)
    assert (seen["stated"], seen["decisions"], seen["clocks"]) == ({}, {}, {})
    assert stopped_by(xa.do("nationality", "nr.serve_notice", record, **r.notice())) >= {"not_next"}


@pytest.mark.parametrize("ground", ["collusion", "disloyalty", "later_crime"])
def test_no_ground_but_the_own_fraud_passes_triage(xa: Office, ground: str) -> None:
    record = r.opened(xa, review_ground=ground)
    assert stopped_by(xa.do("privacy", "nr.screen", record, facts=facts(w.TRIAGE))) == {"NRV-01.ground"}


def test_collusion_under_the_name_of_fraud_goes_to_reviewer_and_judge(xa: Office) -> None:
    record = r.opened(xa, summary="Fraud: his collusion with foreign powers shows he never meant his oath.")
    triage = {"facts": facts(w.TRIAGE)}
    assert stopped_by(xa.do("privacy", "nr.screen", record, **triage)) == {"NRV-01.review"}
    must(xa.do("reviewer", "nr.state_facts", record, facts=facts({"political_nature": "mixed"})))
    assert stopped_by(xa.do("privacy", "nr.screen", record, **triage)) == {"NRV-01.review", "POL-01.nationality"}
    must(xa.do("privacy", "nr.withdraw", record, reasons="There is no fraud in it, only politics."))


def test_a_sweep_is_stopped_whole_and_in_pieces(xa: Office) -> None:
    whole = r.opened(xa, batch="campaign", batch_size=500, selection_rule="All of one ethnic origin, by the campaign.")
    words = facts({**w.TRIAGE, "selection_basis": "trait"})
    assert stopped_by(xa.do("privacy", "nr.screen", whole, facts=words)) == {
        "NRV-01.review", "NRV-04.bulk", "NRV-04.selection"}  # fmt: skip
    limit = 10
    names = [{**w.PERSON, "names": [f"Orrin Vale{letter}"], "documents": []} for letter in "abcdefghij"]
    pieces = [r.opened(xa, persons=[name]) for name in names[:limit]]
    for piece in (pieces[0], pieces[-1]):
        assert stopped_by(xa.do("privacy", "nr.screen", piece, facts=facts(w.TRIAGE))) == {"NRV-04.bulk"}


def test_too_many_people_for_one_form_are_not_taken_at_all(xa: Office) -> None:
    r.hire(xa, "nationality")
    with pytest.raises(door.FormError):
        xa.do("nationality", "nr.draft", **r.file(persons=[w.PERSON] * 500))


def test_a_partner_s_request_cannot_be_passed_off_as_our_audit(xa: Office) -> None:
    person = {**sent_request()["persons"][0], "names": ["Orrin Vale"], "birth_date": "1979-02-11"}
    received = xa.hear("ir.receive", "request.information", REQUEST, request=sent_request(persons=[person]),
                       officers=OFFICERS)  # fmt: skip
    assert received.done, received.stops
    record = r.opened(xa)
    assert stopped_by(xa.do("privacy", "nr.screen", record, facts=facts(w.TRIAGE))) == {"NRV-06.lead"}
    today = clock.now().date().isoformat()
    lead = {"triggered_by": "partner_lead", "lead_office": "xb-coord", "first_interest_on": today}
    must(xa.do("nationality", "nr.amend", record, **r.file(**lead)))
    must(xa.do("reviewer", "nr.state_facts", record, facts=facts(w.RIGHTS)))
    must(xa.do("privacy", "nr.screen", record, facts=facts(w.TRIAGE)))


def test_a_lead_needs_a_judge_before_the_effect(xa: Office) -> None:
    lead = {"triggered_by": "partner_lead", "lead_office": "xb-coord", "first_interest_on": "2026-10-01"}
    r.hire(xa, "nationality", "nationality2", "judge2")
    record = r.weighed(xa, **lead)
    must(xa.do("reviewer", "nr.state_facts", record, facts=facts({"foreign_proof": "checked"})))
    r.granted(xa, "nationality2", record, "NRV-06.authority")
    r.granted(xa, "judge", record, "NRV-06.court")
    form = {name: value for name, value in w.OUTCOME.items() if name != "is"}
    must(xa.do("nationality2", "nr.cancel", record, **form))
    today = clock.now().date().isoformat()
    must(xa.do("nationality2", "nr.serve_decision", record, served_by="in_person", served_on=today, language="km"))
    after(xa, days=61)
    assert stopped_by(xa.do("nationality", "nr.effect", record)) == {"NAT-02.effect"}
    r.granted(xa, "judge2", record, "NAT-02.effect")
    must(xa.do("nationality", "nr.effect", record))


def test_whoever_opened_the_file_neither_screens_nor_confirms_nor_decides(xa: Office) -> None:
    record = r.weighed(xa)
    r.granted(xa, "nationality", record, "NRV-06.authority")
    r.granted(xa, "judge", record, "NRV-06.court")
    form = {name: value for name, value in w.OUTCOME.items() if name != "is"}
    assert stopped_by(xa.do("nationality", "nr.cancel", record, **form)) == {"same_person"}
    assert stopped_by(xa.do("nationality2", "nr.cancel", record, **form)) == {"NRV-06.authority"}
    today = clock.now().date().isoformat()
    own = xa.do("nationality", "nr.take_confirmation", record, **{**w.CONFIRMATION, "dated_on": today})
    assert stopped_by(own) == {"same_person"}


@pytest.mark.parametrize("who", ["officer", "supervisor", "desk", "central", "head", "admin", "prosecutor", "victims",
                                 "asylum"])  # fmt: skip
def test_the_file_is_for_those_who_decide_on_it(xa: Office, who: str) -> None:
    record = r.opened(xa)
    assert access.access_record(xa.staff[who], record) is None
    with pytest.raises(door.NotFoundError):
        reading.record(xa.node, xa.staff[who], record, purpose="curiosity")
    with pytest.raises(door.NotFoundError):
        xa.do(who, "nr.keep", record, reasons="I would rather have it closed.")


def test_the_partner_never_enters(xa: Office) -> None:
    record = r.opened(xa)
    for name in ("nr.effect", "nr.make_final", "nr.lapse"):
        heard = xa.hear(name, "request.information", record, request={}, officers={})
        assert not heard.done
    assert state(record)["partner"] == ""


def test_taken_next_month_so_that_he_can_be_handed_over(xb: Office) -> None:
    """The partner wants him; he is a national, so a review begins, and its effect waits for a judge."""
    wanted = s.received(xb)
    (suspect,) = state(wanted)["request"]["persons"]
    person = {**w.PERSON, **{name: suspect[name] for name in ("names", "birth_date", "documents") if name in suspect}}
    lead = {"triggered_by": "partner_lead", "lead_office": "xa-coord", "other_state": "XA",
            "first_interest_on": clock.now().date().isoformat()}  # fmt: skip
    r.hire(xb, "nationality", "nationality2", "judge2")
    hidden = r.opened(xb, persons=[person], other_state="XA")
    assert stopped_by(xb.do("privacy", "nr.screen", hidden, facts=facts(w.TRIAGE))) == {"NRV-06.lead"}
    must(xb.do("nationality", "nr.withdraw", hidden, reasons="Opened under the wrong name."))
    record = r.weighed(xb, persons=[person], **lead)
    must(xb.do("reviewer", "nr.state_facts", record, facts=facts({"foreign_proof": "checked"})))
    r.granted(xb, "nationality2", record, "NRV-06.authority")
    r.granted(xb, "judge", record, "NRV-06.court")
    form = {name: value for name, value in w.OUTCOME.items() if name != "is"}
    must(xb.do("nationality2", "nr.cancel", record, **form))
    today = clock.now().date().isoformat()
    must(xb.do("nationality2", "nr.serve_decision", record, served_by="in_person", served_on=today, language="km"))
    after(xb, days=61)
    with clock.frozen(r.START + timedelta(days=61)):
        assert stopped_by(xb.do("nationality", "nr.effect", record)) == {"NAT-02.effect"}
        assert state(record)["papers"] == "valid"
        r.granted(xb, "judge2", record, "NAT-02.effect")
        must(xb.do("nationality", "nr.effect", record))
