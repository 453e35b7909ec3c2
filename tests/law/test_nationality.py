"""Every gate of a nationality review: a lawful file passes; each way to fail stops with exactly its id; not knowing
stops; and who wrote the file cannot say it is well."""

from dataclasses import replace

import pytest

from comity.law.stated import accepted_statements
from tests.law import review_world as w
from tests.law.world import LAW

MINE = [policy for policy in LAW.policies() if policy.file.endswith("/nationality.cedar")]


def failed(situation):
    decision = LAW.judge(situation)
    assert not decision.errors
    return set(decision.failed)


def changed(base, **request):
    made = w.BASES[base]()
    made.record["request"].update(request)
    return again(made)


def again(made):
    """A changed file is judged anew: what people said was said about it as it stands."""
    made = replace(made)
    return w.weighed_by_both(made) if made.verb in ("cancel", "uphold", "effect") else made


def without(base, *names):
    made = w.BASES[base]()
    record = {name: value for name, value in made.record.items() if name not in names}
    return again(replace(made, record=record))


def record(base, **members):
    made = w.BASES[base]()
    return again(replace(made, record={**made.record, **members}))


def told(base, **facts):
    """The statements of the base, some words changed; None takes one away."""
    made = w.BASES[base]()
    rows = dict(made.record["stated"])
    form = {**made.form, "facts": dict(made.form.get("facts", {}))} if "facts" in made.form else made.form
    for name, word in facts.items():
        if "facts" in form:
            form["facts"].pop(name, None)
        rows.pop(name, None)
        if word is not None:
            rows[name] = w.said("rr-1", "RR", {name: word})[name]
    return again(replace(made, form=form, record={**made.record, "stated": rows}))


def by_the_writer(base, fact, word):
    made = told(base, **{fact: None})
    rows = {**made.record["stated"], **w.said("na-1", "RR", {fact: word})}
    return again(replace(made, record={**made.record, "stated": rows}))


@pytest.mark.parametrize("base", w.BASES)
def test_a_lawful_review_passes(base):
    assert failed(w.BASES[base]()) == set()


def test_every_gate_of_this_file_is_tried_here():
    judged = {name for base in w.BASES for name in LAW.shared.matrix[f"nr.{base}"]}
    assert {policy.id for policy in MINE} - judged - {"NRV-05.judge"} == set()


PROOF, PERSON = w.PROOF, w.PERSON
FOREIGN = {**PROOF, "from": "foreign_authority", "giver": "Corvane Ministry"}
CHECKED = {**FOREIGN, "verified_by": "Civil registry", "verified_how": "The number was looked up in our own register."}

WRONG_FILES = [
    ("NRV-01.ground", {"review_ground": "collusion"}),
    ("NRV-01.ground", {"review_ground": "disloyalty"}),
    ("NRV-01.ground", {"review_ground": "later_crime"}),
    ("NRV-01.ground", {"review_ground": "other_nationality"}),
    ("NRV-01.ground", {"acted_by": "official"}),
    ("NRV-01.ground", {"acted_by": "agent_without_knowledge"}),
    ("NRV-01.ground", {"review_ground": ""}),
    ("NRV-01.review", {"summary": "He spoke for the opposition after 2020."}),
    ("NRV-01.review", {"summary": "His collusion with foreign forces came to light."}),
    ("NRV-01.review", {"selection_rule": "Everyone of one minority who came in 2018."}),
    ("NRV-01.review", {"proof": [{**PROOF, "what": "His article in a newspaper"}]}),
    ("NRV-01.review", {"persons": [{**PERSON, "link": "与外国势力勾结"}]}),
    ("NRV-01.review", {"flags": ["press"]}),
    ("NRV-04.selection", {"selection_rule": "because"}),
    ("NRV-04.selection", {"selection_author": ""}),
    ("NRV-04.bulk", {"batch": "2026-A", "batch_size": 500}),
    ("NRV-04.bulk", {"batch": "2026-A", "batch_size": 11}),
    ("NRV-06.lead", {"triggered_by": "partner_lead"}),
    ("NRV-06.lead", {"triggered_by": "partner_lead", "lead_office": "xb-coord"}),
    ("NRV-06.lead", {"triggered_by": "partner_lead", "lead_office": "xb-coord", "first_interest_on": "2030-01-01"}),
]


@pytest.mark.parametrize(("gate", "request_"), WRONG_FILES)
@pytest.mark.parametrize("base", ["screen", "cancel", "effect"])
def test_a_wrong_file_is_stopped_at_triage_and_again_at_the_end(gate, request_, base):
    extra = {"NRV-06.authority", "NRV-06.court", "NAT-02.effect"}  # a lead also asks for more before a decision
    assert failed(changed(base, **request_)) - extra == {gate}


def test_a_file_about_two_people_is_two_files():
    assert "NRV-04.single" in failed(changed("screen", persons=[PERSON, {**PERSON, "names": ["Mira Vale"]}]))


def test_a_file_without_proof_proves_nothing():
    assert failed(changed("screen", proof=[])) == {"NRV-01.material"}


@pytest.mark.parametrize(
    ("fact", "word", "gates"),
    [
        ("fraud_material", "no", {"NRV-01.material"}),
        ("fraud_material", None, {"NRV-01.material"}),
        ("selection_basis", "trait", {"NRV-04.selection"}),
        ("selection_basis", "pattern", {"NRV-04.selection"}),
        ("selection_basis", None, {"NRV-04.selection"}),
        ("political_nature", "mixed", {"POL-01.nationality"}),
        ("political_nature", "predominant", {"POL-01.nationality"}),
        ("political_nature", None, {"POL-01.nationality"}),
        ("expression_conduct", "yes", {"EXP-01.nationality"}),
        ("expression_conduct", "with_ordinary_crime", {"EXP-01.nationality"}),
        ("expression_conduct", None, {"EXP-01.nationality"}),
        ("discrimination_grounds", "doubt", {"DIS-01.review"}),
        ("discrimination_grounds", None, {"DIS-01.hard", "DIS-01.review"}),
        ("trait_selector", "yes", {"GRP-01.trait"}),
        ("trait_selector", None, {"GRP-01.trait"}),
    ],
)
def test_what_people_say_of_the_file_decides(fact, word, gates):
    assert failed(told("screen", **{fact: word})) == gates
    assert failed(told("effect", **{fact: word})) == gates


@pytest.mark.parametrize(
    ("base", "fact", "word", "gate"),
    [
        ("cancel", "fraud_material", "yes", "NRV-01.material"),
        ("cancel", "selection_basis", "individual", "NRV-04.selection"),
        ("cancel", "other_nationality", "confirmed", "NRV-02"),
        ("effect", "family_effect", "none_affected", "NRV-03"),
        ("effect", "political_nature", "none", "POL-01.nationality"),
        ("effect", "expression_conduct", "no", "EXP-01.nationality"),
        ("ask_state", "protection_status", "none", "REF-01.ask"),
    ],
)
def test_the_word_of_who_wrote_the_file_does_not_count(base, fact, word, gate):
    assert failed(by_the_writer(base, fact, word)) == {gate}


def test_the_writer_s_word_is_not_even_kept():
    made = replace(w.screen(), actor="na-1", actor_roles=("DP", "NA"))
    assert accepted_statements(LAW.shared.facts, made) == {}


def test_an_official_s_word_on_a_nationality_or_a_family_is_no_word():
    made = w.cancel()
    rows = {**made.record["stated"], **w.said("na-2", "NA", w.BEFORE_EFFECT)}
    assert failed(again(replace(made, record={**made.record, "stated": rows}))) == {"NRV-02", "NRV-03"}


NOTICES = [{"told": w.NOTICE["told"][:-1]}, {"language": "zh-Hans"}, {"served_by": "posted_on_a_board"},
           {"served_on": "2027-01-01"}, {"served_on": ""}, {"told": None}]  # fmt: skip


@pytest.mark.parametrize("change", NOTICES)
def test_no_whole_notice_no_case(change):
    made = w.serve_notice()
    assert failed(replace(made, form={**made.form, **change})) == {"NRV-05.notice"}
    for base in ("hear", "ask_state", "weigh", "cancel", "uphold", "effect"):
        assert failed(record(base, notice={**w.NOTICE, **change})) == {"NRV-05.notice"}
    assert failed(without("effect", "notice")) == {"NRV-05.notice"}


@pytest.mark.parametrize("withheld", ["The name of the source.", "一页"])
def test_what_cannot_be_shown_cannot_be_used(withheld):
    part = [{"given_to": "counsel", "given_on": "2026-08-03", "withheld": withheld}]
    for base in ("hear", "cancel", "effect"):
        assert failed(record(base, access=part)) == {"NRV-05.access"}
        assert failed(record(base, access=[])) == {"NRV-05.access"}
        assert failed(without(base, "access")) == {"NRV-05.access"}


def test_the_time_to_answer_belongs_to_the_person():
    assert failed(record("hear", answers=[])) == {"NRV-05.answer"}
    assert failed(record("hear", answers=[], clocks={})) == {"NRV-05.answer"}
    past = {"response": {"due_at": "2026-11-01T00:00:00.000Z", "pauses": []}}
    assert failed(record("hear", answers=[], clocks=past)) == set()
    for base in ("cancel", "effect"):
        assert failed(record(base, hearing={**w.HEARING, "judge": "ju-1", "time": "running"})) == {"NRV-05.answer"}
        assert failed(record(base, hearing={**w.HEARING, "judge": "ju-1", "time": ""})) == {"NRV-05.answer"}


HEARINGS = [{"counsel": "absent"}, {"interpreter": "absent"}, {"minutes": ""},
            {"form": "waived", "counsel": "declined_in_writing"}]  # fmt: skip


@pytest.mark.parametrize("change", HEARINGS)
def test_a_hearing_needs_counsel_interpreter_and_minutes(change):
    made = w.hear()
    assert failed(replace(made, form={**made.form, **change})) == {"NRV-05.hearing"}
    for base in ("weigh", "cancel", "effect"):
        assert failed(record(base, hearing={**w.HEARING, "judge": "ju-1", "time": "answered", **change})) == {
            "NRV-05.hearing"
        }


def test_a_waiver_with_counsel_is_a_hearing():
    made = w.hear()
    assert failed(replace(made, form={**made.form, "form": "waived", "interpreter": "not_needed"})) == set()


def test_without_a_hearing_there_is_no_decision():
    assert failed(without("cancel", "hearing")) == {"NRV-05.hearing"}


@pytest.mark.parametrize("status", ["refugee", "applicant", "stateless", None])
def test_a_state_the_person_fears_is_never_asked(status):
    made = w.ask_state()
    rows = {name: row for name, row in made.record["stated"].items() if name != "protection_status"}
    if status:
        rows |= w.said("as-1", "AS", {"protection_status": status})
    assert failed(replace(made, record={**made.record, "stated": rows})) == {"REF-01.ask"}


ANSWERS = [{"answer": "no_answer"}, {"answer": "not_a_national"}, {"given_by": "own_reading_of_its_law"},
           {"given_by": "document_of_the_person"}, {"reference": ""}, {"dated_on": "2025-01-01"},
           {"dated_on": "2027-01-01"}, {"dated_on": ""}]  # fmt: skip


@pytest.mark.parametrize("change", ANSWERS)
def test_another_nationality_is_confirmed_by_that_state_now_or_not_at_all(change):
    for base in ("cancel", "uphold", "effect"):
        assert failed(record(base, confirmation={**w.CONFIRMATION, **change})) == {"NRV-02"}


def test_silence_and_no_question_leave_the_nationality_standing():
    assert failed(without("effect", "confirmation")) == {"NRV-02"}
    assert failed(told("effect", other_nationality=None)) == {"NRV-02"}
    assert failed(told("effect", other_nationality="not_confirmed")) == {"NRV-02"}


@pytest.mark.parametrize("effect", ["loses", "stateless", ""])
def test_no_child_or_spouse_pays(effect):
    member = {**w.FAMILY["members"][0], "effect": effect}
    spouse = {**member, "relation": "spouse"}
    for rows in ([member], [w.FAMILY["members"][0], spouse]):
        for base in ("cancel", "uphold", "effect"):
            assert failed(record(base, family={**w.FAMILY, "members": rows})) == {"NRV-03"}


def test_a_family_nobody_looked_at_is_not_an_unharmed_one():
    assert failed(without("effect", "family")) == {"NRV-03"}
    assert failed(record("effect", family={**w.FAMILY, "register_extract": ""})) == {"NRV-03"}
    assert failed(record("effect", family={**w.FAMILY, "register_date": "2024-01-01"})) == {"NRV-03"}
    assert failed(told("effect", family_effect=None)) == {"NRV-03"}
    assert failed(told("effect", family_effect="stateless")) == {"NRV-03"}
    assert failed(record("effect", family={**w.FAMILY, "members": []})) == set()


def test_a_cancellation_is_weighed_by_the_authority_and_then_by_a_judge():
    both = {"NRV-06.authority", "NRV-06.court"}
    made = w.cancel()
    assert failed(replace(made, record={**made.record, "decisions": {}})) == both
    assert failed(without("cancel", "weighing")) == both
    assert failed(record("cancel", weighing={**w.WEIGHING, "milder_means": "no", "entered_at": ""})) == both
    for policy, other, role in (
        ("NRV-06.authority", "na-1", "NA"),
        ("NRV-06.court", "na-2", "NA"),
        ("NRV-06.court", "na-1", "JU"),
    ):
        assert failed(w.decided(w.cancel(), policy, ((other, role),))) == {policy}
        assert failed(w.decided(w.cancel(), policy, ((other, role),), outcome="denied")) == {policy}


def test_a_new_sheet_voids_the_decisions_on_the_old_one():
    made = w.cancel()
    sheet = {**w.WEIGHING, "entered_at": "2026-11-22T00:00:00.000Z"}
    assert failed(replace(made, record={**made.record, "weighing": sheet})) == {"NRV-06.authority", "NRV-06.court"}


def test_proof_from_abroad_is_checked_by_ourselves():
    both = {"NRV-06.authority", "NRV-06.court"}
    assert failed(changed("cancel", proof=[PROOF, FOREIGN])) == both
    assert failed(changed("cancel", proof=[PROOF, CHECKED])) == both  # nobody says so yet
    made = changed("cancel", proof=[PROOF, CHECKED])
    rows = {**made.record["stated"], **w.said("rr-1", "RR", {"foreign_proof": "checked"})}
    assert failed(again(replace(made, record={**made.record, "stated": rows}))) == set()
    made = changed("cancel", proof=[PROOF, FOREIGN])
    rows = {**made.record["stated"], **w.said("rr-1", "RR", {"foreign_proof": "checked"})}
    assert failed(again(replace(made, record={**made.record, "stated": rows}))) == both


@pytest.mark.parametrize("change", [{"reasons": ""}, {"remedies": "none"}, {"language": "zh-Hans"}])
def test_a_decision_says_why_and_what_can_be_done(change):
    made = w.cancel()
    assert failed(replace(made, form={**made.form, **change})) == {"NRV-05.reasons"}
    for base in ("uphold", "effect"):
        assert failed(record(base, outcome={**w.OUTCOME, **change})) == {"NRV-05.reasons"}


def test_the_effect_waits_for_the_appeal():
    served = {"served_by": "in_person", "served_on": "2026-09-01", "language": "km"}
    assert failed(without("effect", "final_at")) == {"NRV-05.appeal"}
    assert failed(record("effect", final_by="window")) == {"NRV-05.appeal"}
    assert failed(record("effect", final_by="window", service={**served, "language": "zh-Hans"})) == {"NRV-05.appeal"}
    assert failed(record("effect", final_by="window", service=served)) == set()


@pytest.mark.parametrize("judge", ["ju-1", "na-2", ""])
def test_the_appeal_has_a_judge_of_its_own(judge):
    made = w.uphold()
    expected = {"NRV-05.judge"} if judge else set()
    assert failed(replace(made, actor=judge or "ju-3")) == expected
    quash = replace(made, action="nr.quash", actor=judge or "ju-3")
    assert failed(quash) == expected


def test_an_appeal_without_a_hearing_has_no_judge():
    assert "NRV-05.judge" in failed(without("uphold", "hearing"))


KEPT = {"id": "xa-coord/review/1", "procedure": "nationality_review", "state": "kept", "side": "local",
        "partner": "", "made_at": "2026-01-05T00:00:00.000Z", "kept_at": "2026-03-05T00:00:00.000Z"}  # fmt: skip


@pytest.mark.parametrize("state", ["kept", "fixed", "restored", "erased"])
@pytest.mark.parametrize("base", ["screen", "cancel", "effect"])
def test_a_decision_to_keep_binds(base, state):
    before = [{**KEPT, "state": state}]
    made = again(replace(w.BASES[base](), related=before))
    assert failed(made) == {"NRV-07"}
    rows = {**made.record["stated"], **w.said("rr-1", "RR", {"later_evidence": "yes"})}
    found = again(replace(made, record={**made.record, "stated": rows}))
    assert failed(found) == {"NRV-07"}
    assert failed(w.decided(found, "NRV-07", (("na-2", "NA"),))) == {"NRV-07"}
    assert failed(w.decided(found, "NRV-07", (("ju-1", "JU"),))) == set()


def test_a_judge_cannot_reopen_without_later_proof():
    old = changed("screen", proof=[{**PROOF, "found_on": "2026-02-01"}])
    made = replace(old, related=[KEPT])
    rows = {**made.record["stated"], **w.said("rr-1", "RR", {"later_evidence": "yes"})}
    made = replace(made, record={**made.record, "stated": rows})
    assert failed(w.decided(made, "NRV-07", (("ju-1", "JU"),))) == {"NRV-07"}


@pytest.mark.parametrize("state", ["withdrawn", "triggered", "cancelled"])
def test_a_review_that_kept_nothing_binds_nobody(state):
    assert failed(replace(w.screen(), related=[{**KEPT, "state": state}])) == set()


def test_not_knowing_the_earlier_records_stops():
    assert failed(replace(w.screen(), related=None)) == {"NRV-06.lead", "NRV-07"}
    blind = {name: value for name, value in w.screen().node.items() if name != "reviews"}
    assert failed(replace(w.screen(), node=blind)) == {"NRV-04.bulk"}
    assert failed(replace(w.screen(), node={**blind, "reviews": {"reviews_30d": 1}})) == {"NRV-04.bulk"}
    assert failed(replace(w.effect(), related=None)) == {"NRV-06.lead", "NRV-07", "NAT-02.effect"}


ASKED = {"id": "xb-coord/request/1", "procedure": "information_request", "state": "received", "side": "requested",
         "partner": "xb-coord", "made_at": "2026-05-20T00:00:00.000Z"}  # fmt: skip


def test_a_partner_s_lead_cannot_be_passed_off_as_our_own_audit():
    assert failed(replace(w.screen(), related=[ASKED])) == {"NRV-06.lead"}
    later = {**ASKED, "made_at": "2026-07-20T00:00:00.000Z"}
    assert failed(replace(w.screen(), related=[later])) == set()
    lead = {"triggered_by": "partner_lead", "lead_office": "xb-coord"}
    late = replace(changed("screen", **lead, first_interest_on="2026-06-30"), related=[ASKED])
    assert failed(late) == {"NRV-06.lead"}
    honest = replace(changed("screen", **lead, first_interest_on="2026-05-20"), related=[ASKED])
    assert failed(honest) == set()


WANTED = {"id": "xb-coord/surrender/1", "procedure": "surrender", "state": "court", "side": "requested",
          "partner": "xb-coord", "made_at": "2026-07-20T00:00:00.000Z"}  # fmt: skip


def test_no_effect_while_a_partner_wants_the_person_without_a_judge():
    made = again(replace(w.effect(), related=[WANTED]))
    assert failed(made) == {"NAT-02.effect"}
    assert failed(w.decided(made, "NAT-02.effect", (("na-2", "NA"),))) == {"NAT-02.effect"}
    assert failed(w.decided(made, "NAT-02.effect", (("ju-3", "JU"),), outcome="denied")) == {"NAT-02.effect"}
    assert failed(w.decided(made, "NAT-02.effect", (("ju-3", "JU"),))) == set()
    second = replace(made, related=[WANTED, {**WANTED, "id": "xb-coord/surrender/2"}])
    assert failed(second) == {"NAT-02.effect"}  # a new request voids what was decided before it


@pytest.mark.parametrize("state", ["refused", "withdrawn", "not_extraditable", "closed", "own_prosecution", "erased"])
def test_a_surrender_once_refused_is_a_reason_to_look_twice(state):
    """Refused because he is a national; and now the nationality goes."""
    made = again(replace(w.effect(), related=[{**WANTED, "state": state}]))
    assert failed(made) == {"NAT-02.effect"}
    assert failed(w.decided(made, "NAT-02.effect", (("ju-3", "JU"),))) == set()


def test_a_removal_in_preparation_is_an_interest_too():
    removal = {"id": "xa-coord/removal/1", "procedure": "removal_check", "state": "cleared", "side": "local"}
    assert failed(again(replace(w.effect(), related=[removal]))) == {"NAT-02.effect"}


def test_a_lead_alone_also_needs_the_judge_before_the_effect():
    lead = {"triggered_by": "partner_lead", "lead_office": "xb-coord", "first_interest_on": "2026-05-01"}
    made = changed("effect", **lead)
    rows = {**made.record["stated"], **w.said("rr-1", "RR", {"foreign_proof": "checked"})}
    made = again(replace(made, record={**made.record, "stated": rows}))
    assert failed(made) == {"NAT-02.effect"}


def test_words_are_cleared_by_reviewer_and_judge_together():
    made = changed("screen", summary="He worked for a newspaper when he gave the false paper.")
    assert failed(made) == {"NRV-01.review"}
    assert failed(w.decided(made, "NRV-01.review", (("rr-1", "RR"),))) == {"NRV-01.review"}
    assert failed(w.decided(made, "NRV-01.review", (("rr-1", "RR"), ("ju-1", "JU")))) == set()


def test_an_earlier_label_on_the_person_goes_to_the_reviewer():
    before = [{"label": "refused", "gates": ["POL-01.review"], "at": "2025-01-01"}]
    made = replace(w.screen(), history=before)
    assert failed(made) == {"POL-02"}
    assert failed(w.decided(made, "POL-02", (("na-1", "RR"),))) == {"POL-02"}
    assert failed(w.decided(made, "POL-02", (("rr-1", "RR"),))) == set()
    assert failed(replace(w.screen(), history=None)) == {"POL-02"}


def test_a_child_s_file_needs_reviewer_and_judge():
    made = changed("screen", persons=[{**PERSON, "birth_date": "2012-01-04"}])
    assert failed(made) == {"CHD-01"}
    assert failed(changed("screen", persons=[{**PERSON, "birth_date": ""}])) == {"CHD-01"}


def opened(base, **counts):
    made = w.BASES[base]()
    return again(replace(made, node={**made.node, "reviews": {**w.COUNTS, **counts}}))


@pytest.mark.parametrize("key", ["reviews_30d", "same_origin_30d"])
def test_a_sweep_split_into_single_files_is_a_sweep(key):
    limit = LAW.shared.settings.limits["nationality"][key]
    assert failed(opened("screen", **{key: limit - 1})) == set()
    for base in ("screen", "serve_notice", "cancel", "effect"):
        made = opened(base, **{key: limit})
        assert failed(made) == {"NRV-04.bulk"}


def test_five_hundred_of_one_origin():
    rule = "All naturalised persons of one ethnic origin, by order of the campaign office."
    made = changed("screen", batch="campaign-1", batch_size=500, selection_rule=rule)
    made.form["facts"]["selection_basis"] = "trait"
    assert failed(made) >= {"NRV-04.bulk", "NRV-04.selection", "NRV-01.review"}
