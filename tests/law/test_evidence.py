"""Exhibits: each gate of its own stops alone, not knowing stops, and the lawful exhibit reaches the partner."""

from dataclasses import replace

import pytest

from tests.law import evidence_world as base
from tests.law.evidence_world import ACQUIRED, DIGEST, FACTS, RELEASE
from tests.law.test_decisions import decided
from tests.law.world import LAW, stated


def failed(situation):
    return set(LAW.judge(situation).failed)


def in_record(situation, **changes):
    return replace(situation, record={**situation.record, **changes})


def says(situation, role, author="xx-1", **facts):
    kept = {**situation.record.get("stated", {}), **stated(author, role, facts)}
    form = {**situation.form, "facts": {name: word for name, word in situation.form.get("facts", {}).items()
                                        if name not in facts}}  # fmt: skip
    return replace(situation, record={**situation.record, "stated": kept}, form=form)


def unsaid(situation, *names):
    kept = {name: row for name, row in situation.record["stated"].items() if name not in names}
    form = {**situation.form, "facts": {name: word for name, word in (situation.form.get("facts") or {}).items()
                                        if name not in names}}  # fmt: skip
    return replace(situation, record={**situation.record, "stated": kept}, form=form)


@pytest.mark.parametrize("name", sorted(base.BASES))
def test_the_ordinary_course_is_lawful_at_every_step(name):
    assert failed(base.BASES[name]()) == set()


BROKEN = base.chain("draft", "collect", "seal", "store")
BROKEN[1] = {**BROKEN[1], "actor": "somebody"}
SHORT = [row for row in base.chain("draft", "collect", "seal", "store") if row["number"] != 2]
ANALYSIS = {"on_copy": True, "repeatable": True, "tool": "reader", "tool_version": "2"}
COPY = [{"medium": "disc 8", "tool": "imager", "tool_version": "4.2"}]


@pytest.mark.parametrize("changes", [
    {"custody": BROKEN},
    {"custody": SHORT},
    {"custody": []},
    {"grade": "lead_only"},
    {"grade": ""},
    {"acquired": {**ACQUIRED, "hashes": []}},
    {"acquired": {**ACQUIRED, "hashes": ["not a hash"]}},
    {"acquired": {**ACQUIRED, "witness": ""}},
    {"acquired": {**ACQUIRED, "method": ""}},
    {"analyses": [{**ANALYSIS, "on_copy": False}], "copies": COPY},
    {"analyses": [{**ANALYSIS, "repeatable": False}], "copies": COPY},
    {"analyses": [{**ANALYSIS, "tool_version": ""}], "copies": COPY},
    {"analyses": [ANALYSIS], "copies": []},
])  # fmt: skip
@pytest.mark.parametrize("name", ["ev.disclose", "ev.approve_release", "ev.release"])
def test_what_is_not_evidence_may_be_given_out_as_a_lead_only(name, changes):
    at = in_record(base.BASES[name](), **changes)
    assert failed(at) == {"EVI-01.grade"}
    lead = in_record(at, release={**RELEASE, "offered_as": "lead_only"})
    if name == "ev.disclose":
        lead = replace(lead, form={**lead.form, "offered_as": "lead_only"})
    assert failed(lead) == set()


def test_work_on_a_copy_that_can_be_done_again_keeps_it_evidence():
    assert failed(in_record(base.release(), analyses=[ANALYSIS], copies=COPY)) == set()


@pytest.mark.parametrize(
    "acquired", [{"order_id": ""}, {"order_id": "  "}, {"order_kind": ""}, {"order_kind": "asked"}]
)
def test_an_acquisition_under_an_order_names_it(acquired):
    assert failed(base.collect(**acquired)) == {"EVI-02.named"}
    assert "EVI-02.named" in failed(in_record(base.accept(), acquired={**ACQUIRED, **acquired}))


def test_what_was_handed_over_needs_no_order():
    assert failed(base.collect(order_kind="handed_over", order_id="")) == set()


@pytest.mark.parametrize("fact, word, gate", [
    ("lawful_origin", "no", "EVI-02.lawful"),
    ("coercion_origin", "yes", "TOR-02"),
    ("coercion_risk", "yes", "TOR-02"),
    ("exhibit_needed", "no", "MIN-01.exhibit"),
    ("witness_exposed", "yes", "WIT-01"),
    ("political_nature", "predominant", "POL-01.hard"),
    ("expression_conduct", "yes", "EXP-01.hard"),
    ("foreign_officers", "acting", "TER-01"),
])  # fmt: skip
@pytest.mark.parametrize("name", ["ev.approve_release", "ev.release"])
def test_each_gate_of_the_transfer_stops_by_its_word_and_by_silence(name, fact, word, gate):
    role = "EC" if fact == "foreign_officers" else "PR"
    assert gate in failed(says(base.BASES[name](), role, **{fact: word}))
    assert gate in failed(unsaid(base.BASES[name](), fact))
    assert gate in failed(
        says(unsaid(base.BASES[name](), fact), "RO", author="ro-1", **{fact: FACTS.get(fact, "none")})
    )


@pytest.mark.parametrize("name", ["ev.analyse", "ev.disclose", "ev.approve_release", "ev.release", "ev.accept"])
def test_a_privileged_item_goes_on_with_the_judge_only(name):
    at = in_record(base.BASES[name](), request={**base.REQUEST, "flags": ["lawyer"]})
    assert failed(at) == {"EVI-02.privilege"}
    assert failed(decided(at, "EVI-02.privilege", [("ju-1", "JU")])) == set()
    assert failed(decided(at, "EVI-02.privilege", [("pr-9", "PR")])) == {"EVI-02.privilege"}


LEAVING = ("ev.approve_release", "ev.release")


def with_release(situation, **marks):
    return in_record(situation, release={**RELEASE, **marks})


@pytest.mark.parametrize("marks", [
    {"said_as": ""}, {"said_as": "certain"}, {"source_grade": ""}, {"source_grade": "Z"}, {"information_grade": ""},
    {"information_grade": "5"}, {"handling": ["H9"]}, {"checked_on": "2027-01-01"},
])  # fmt: skip
@pytest.mark.parametrize("name", LEAVING)
def test_an_exhibit_leaves_marked_as_any_statement_does(name, marks):
    assert "QLT-01.marked" in failed(with_release(base.BASES[name](), **marks))


@pytest.mark.parametrize("name", LEAVING)
def test_an_exhibit_about_somebody_without_a_role_does_not_leave(name):
    at = in_record(base.BASES[name](), request={**base.REQUEST, "persons": [{"names": ["Tan Dara"], "role": ""}]})
    assert "QLT-01.marked" in failed(at)


@pytest.mark.parametrize("name", LEAVING)
def test_an_old_check_of_an_exhibit_warns_and_goes_on_with_the_contact_point(name):
    at = with_release(base.BASES[name](), checked_on="2025-10-01")
    judged = LAW.judge(at)
    assert (set(judged.failed), set(judged.warnings)) == ({"QLT-01.fresh"}, {"QLT-01.stale"})
    assert failed(decided(at, "QLT-01.fresh", [("sp-9", "SP")])) == set()
    assert failed(decided(at, "QLT-01.fresh", [("ec-9", "EC")])) == {"QLT-01.fresh"}


@pytest.mark.parametrize("name", LEAVING)
def test_a_sample_of_a_body_leaves_with_the_data_protection_officer_only(name):
    at = in_record(base.BASES[name](), exhibit={"kind": "sample", "what_it_is": "Swab of the cup"})
    assert failed(at) == {"MIN-01.exhibit_special"}
    assert failed(decided(at, "MIN-01.exhibit_special", [("dp-9", "DP")])) == set()
    assert failed(decided(at, "MIN-01.exhibit_special", [("sp-9", "SP")])) == {"MIN-01.exhibit_special"}
    prints = says(base.BASES[name](), "DP", exhibit_special="yes")
    assert failed(prints) == {"MIN-01.exhibit_special"}
    assert failed(unsaid(base.BASES[name](), "exhibit_special")) == {"MIN-01.exhibit_special"}


@pytest.mark.parametrize("part", ["title", "exhibit", "acquired", "request"])
@pytest.mark.parametrize("name", LEAVING)
def test_no_text_that_goes_with_an_exhibit_tells_of_protection(name, part):
    at = base.BASES[name]()
    said = {
        "title": "Telephone of the asylum seeker",
        "exhibit": {"kind": "device", "what_it_is": "Telephone of the asylum seeker"},
        "acquired": {**ACQUIRED, "acquired_place": "Reception centre for asylum seekers"},
        "request": {**base.REQUEST, "summary": "The telephone of a man who applied for asylum here."},
    }
    assert failed(in_record(at, **{part: said[part]})) == {"REF-02"}


LATE = {"use_report": {"due_at": "2026-11-01T00:00:00.000Z", "pauses": []}}


def earlier(**parts):
    """Something that the partner was given before about the same people or things."""
    return {"id": "xa-coord/request/7", "procedure": "information_request", "side": "requested", "partner": "xb-coord",
            "state": "released", "clocks": LATE, "release": {"statements": [{"value": "x"}]}, **parts}  # fmt: skip


@pytest.mark.parametrize("name", LEAVING)
def test_who_owes_a_report_on_what_it_was_given_gets_no_exhibit_in_the_matter(name):
    at = base.BASES[name]()
    assert failed(replace(at, related=[earlier()])) == {"USE-01.reported"}
    assert failed(replace(at, related=[earlier(state="closed")])) == set()
    clips = earlier(procedure="footage", release={}, review={"clips": [{"camera": "C-17"}]})
    assert failed(replace(at, related=[clips])) == {"USE-01.reported"}
    assert failed(says(replace(at, related=[earlier()]), "SP", danger_to_life="yes")) == set()


STATEMENT = {"kind": "statement", "what_it_is": "What he said on 3 November"}
GUARDED = {**ACQUIRED, "held_place": "Quillmoor remand house", "lawyer": "present", "recorded": True}


@pytest.mark.parametrize("acquired, gate", [
    (GUARDED, set()),
    ({**GUARDED, "lawyer": "waived"}, set()),
    ({**GUARDED, "lawyer": "none"}, {"TOR-02.statement"}),
    ({**GUARDED, "held_place": ""}, {"TOR-02.statement"}),
    ({**GUARDED, "recorded": False}, {"TOR-02.statement"}),
])  # fmt: skip
@pytest.mark.parametrize("name", ["ev.disclose", "ev.approve_release", "ev.release", "ev.accept"])
def test_a_statement_needs_a_known_place_a_lawyer_and_a_recording(name, acquired, gate):
    assert failed(in_record(base.BASES[name](), exhibit=STATEMENT, acquired=acquired)) == gate


def test_a_confession_from_secret_custody_is_not_taken_in():
    """Abuse 23: by the partner; nobody there states anything, and then somebody states too much."""
    secret = {**ACQUIRED, "held_place": "", "lawyer": "none", "recorded": False, "hashes": []}
    at = in_record(unsaid(base.accept(), *base.TAKING), exhibit=STATEMENT, acquired=secret)
    assert {"TOR-02", "TOR-02.statement", "EVI-01.grade"} <= failed(at)
    polished = in_record(base.accept(), exhibit=STATEMENT, acquired=secret)
    assert {"TOR-02.statement", "EVI-01.grade"} == failed(polished)
    known = says(in_record(base.accept(), exhibit=STATEMENT, acquired=GUARDED), "PR", coercion_origin="yes")
    assert failed(known) == {"TOR-02"}


@pytest.mark.parametrize("form, codes, gate", [
    ({"court_use": "trial"}, ["H0"], set()),
    ({"court_use": "trial"}, ["H1"], {"EVI-02.court"}),
    ({"court_use": "exculpatory"}, ["H1"], {"EVI-02.court"}),
    ({"court_use": "exculpatory", "provider_told": True}, ["H1"], set()),
    ({"court_use": ""}, ["H0"], {"EVI-02.court"}),
])  # fmt: skip
def test_what_a_partner_gave_under_h1_is_no_evidence_without_it_but_may_always_clear(form, codes, gate):
    at = base.disclose(**form)
    theirs = replace(at, side="requested", record={**at.record, "offered": {**RELEASE, "handling": codes},
                                                   "partner_actors": {"requester": "zz"}})  # fmt: skip
    assert failed(theirs) == gate
    consent = {"provider": theirs.record["partner"], "given_in": theirs.record["id"], "intent": "court",
               "until": "2027-01-01", "revoked_at": ""}  # fmt: skip
    consented = replace(theirs, node={**theirs.node, "consents": [consent]})
    taken_back = {**consent, "revoked_at": "2026-11-01T00:00:00.000Z"}
    assert failed(replace(theirs, node={**theirs.node, "consents": [taken_back]})) == gate
    assert failed(consented) == (gate if form["court_use"] != "trial" else set())


@pytest.mark.parametrize("actors", [
    {"ev.draft": "sp-1"}, {"ev.prepare_release": "sp-1"}, {"ev.prepare_release": ""}, {"ev.approve_release": "ec-1"},
])  # fmt: skip
def test_who_found_prepared_and_approved_are_different_people(actors):
    at = base.release()
    assert "GOV-01.exhibit" in failed(in_record(at, actors={**at.record["actors"], **actors}))


def test_whoever_ever_described_it_does_not_approve_it():
    at = base.approve()
    assert "GOV-01.exhibit" in failed(in_record(at, earlier_writers={"ev.amend": ["sp-1"]}))
    assert failed(in_record(at, earlier_writers={"ev.amend": ["ro-2"]})) == set()


def test_a_doubtful_exhibit_serves_as_a_lead_once_the_partner_knows():
    assert failed(base.keep_as_lead(released_at="2026-11-01T08:00:00.000Z")) == {"EVI-01.told"}
    told = {"released_at": "2026-11-01T08:00:00.000Z", "partner_told_at": "2026-11-11T08:00:00.000Z"}
    assert failed(base.keep_as_lead(**told)) == set()
    early = {**told, "partner_told_at": "2026-11-09T08:00:00.000Z"}
    assert failed(base.keep_as_lead(**early)) == {"EVI-01.told"}
    by_them = {"what": "ev.note_mismatch", "at": "2026-11-10T08:00:00.000Z", "by": "partner"}
    assert failed(base.keep_as_lead(received_at="2026-11-01T08:00:00.000Z", mismatch=by_them)) == set()
    assert failed(base.keep_as_lead(mismatch={})) == {"EVI-01.told"}


@pytest.mark.parametrize("changes", [
    {"retained_to": "2027-01-01"}, {"destruction": {}}, {"acquired": {**ACQUIRED, "hashes": [DIGEST, "cd" * 32]}},
])  # fmt: skip
def test_nothing_is_destroyed_early_without_order_or_in_part(changes):
    assert failed(base.destroy(**changes)) == {"EVI-01.destroy"}


def test_the_retention_that_is_over_stops_nothing():
    assert failed(base.destroy(retained_to="2026-11-01")) == set()


def test_the_offer_of_an_act_nobody_agreed_on_is_turned_away():
    assert failed(base.receive(basis="vc-2019-5")) == {"BAS-01"}
    assert failed(base.receive(conduct="sedition")) == {"OFF-01.listed"}
