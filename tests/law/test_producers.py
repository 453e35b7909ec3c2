"""Each computed fact, at its edges. A base situation is changed in one place; the fact must say what the change means."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comity.kit.clock import format_time
from comity.law.producers import PRODUCERS
from comity.law.producers.common import days_of
from tests.law import world
from tests.law.world import AT, LAW, RELEASE, REQUEST, SERIES, STATEMENT

SETTINGS = LAW.shared.settings
PERSON = REQUEST["persons"][0]


def value(name, situation):
    seen = replace(situation, node={**situation.node, "loaded_policy_hash": LAW.shared.hash})
    return PRODUCERS[name](seen, SETTINGS).value


def person(**changes):
    return world.screen(persons=[{**PERSON, **changes}])


def given(**changes):
    return world.approve({**RELEASE, "statements": [{**STATEMENT, **changes}]})


def test_every_producer_of_the_table_exists_and_every_one_is_used():
    named = {rule.producer for rule in LAW.shared.facts.values()} - {"", "decision"}
    assert named == set(PRODUCERS)


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2008-11-23", "adult"),
        ("2008-11-24", "minor"),
        ("2008-11", "minor"),
        ("2008-10", "adult"),
        ("2008", "minor"),
        ("2007", "adult"),
        ("", "unknown"),
        ("about 1980", "unknown"),
        ("1980-02-30", "unknown"),
        ("80-01-01", "unknown"),
    ],
)
def test_age_counts_the_last_day_a_date_can_mean(born, expected):
    assert value("subject_age", person(birth_date=born)) == expected


def test_age_is_the_youngest_of_all_and_of_what_we_know():
    old, young = {**PERSON, "birth_date": "1970"}, {**PERSON, "birth_date": "2012"}
    assert value("subject_age", world.screen(persons=[old, young])) == "minor"
    assert value("subject_age", world.screen(persons=[old, {**PERSON, "birth_date": ""}])) == "unknown"
    assert value("subject_age", world.screen(flags=["minor"])) == "minor"
    assert value("subject_age", world.screen(persons=[])) == "no_person"
    assert value("subject_age", world.screen(persons=[], objects=[])) == "unknown"
    ours = given(property="birthDate", value="2012-01-01", item="birth")
    assert value("subject_age", ours) == "minor"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"names": ["Tan Dara"], "documents": []}, "named_person"),
        ({"names": ["陈伟明"], "documents": []}, "named_person"),
        ({"names": ["តាន់ ដារ៉ា"], "documents": []}, "named_person"),
        ({"names": ["Tan"], "documents": [], "birth_date": ""}, "description"),
        ({"names": ["Tan"], "documents": [], "birth_date": "1988"}, "named_person"),
        ({"names": ["陈"], "documents": [], "birth_date": ""}, "description"),
        ({"names": ["Tan *"], "documents": []}, "description"),
        ({"names": ["Tan %"], "documents": []}, "description"),
        ({"names": [], "birth_date": ""}, "named_person"),
        ({"names": [], "documents": [{"kind": "passport", "number": "E5", "state": "XB"}]}, "description"),
        ({"names": [], "documents": [{"kind": "passport", "number": "E550*", "state": "XB"}]}, "description"),
        ({"names": [" "], "documents": [], "birth_date": "1988"}, "description"),
    ],
)
def test_a_person_is_named_or_it_is_a_description(changes, expected):
    assert value("selector_kind", person(**changes)) == expected


def test_objects_must_be_exact():
    thing = REQUEST["objects"][0]
    assert value("selector_kind", world.screen(persons=[])) == "identified_object"
    assert value("selector_kind", world.screen(persons=[], objects=[{**thing, "value": "000*"}])) == "description"
    assert value("selector_kind", world.screen(persons=[], objects=[{**thing, "value": "00"}])) == "description"
    assert value("selector_kind", world.screen(persons=[], objects=[])) == "description"


def test_a_link_must_be_each_one_s_own():
    many = [{**PERSON, "link": "He is in the same case as the others."} for _ in range(3)]
    assert value("link_specified", world.screen(persons=many)) == "no"
    assert value("link_specified", world.screen(persons=many[:2])) == "yes"
    assert value("link_specified", person(link="see file")) == "no"
    assert value("link_specified", person(link="他是收款账户的开户人。")) == "yes"
    assert value("link_specified", person(link="- - - - - - - - - - -")) == "no"


@pytest.mark.parametrize(
    ("conduct", "expected"),
    [("killing", "four_years_or_more"), ("theft", "one_to_four_years"), ("insult", "unknown"), ("", "unknown")],
)
def test_the_lower_of_two_penalties_counts(conduct, expected):
    assert value("penalty_class", world.screen(conduct=conduct)) == expected


def test_capital_is_judged_for_the_state_that_receives():
    assert value("capital_conduct", world.approve(conduct="killing")) == "yes"  # XA receives
    assert value("capital_conduct", world.send(conduct="killing")) == "no"  # XB receives
    nowhere = replace(world.approve(conduct="killing"), partner=None)
    assert value("capital_conduct", nowhere) == "yes"


@pytest.mark.parametrize("key", sorted(SERIES))
def test_a_series_warns_and_then_locks(key):
    limit = SETTINGS.series[key]
    counts = {
        limit.raised - 1: "normal",
        limit.raised: "raised",
        limit.locked - 1: "raised",
        limit.locked: "locked",
    }
    base = dict.fromkeys(SERIES, 0)
    for count, expected in counts.items():
        assert value("query_rate", replace(world.screen(), series={**base, key: count})) == expected
    short = {name: 0 for name in SERIES if name != key}
    assert value("query_rate", replace(world.screen(), series=short)) == "unknown"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"label": "refused", "gates": []}, "other"),
        ({"label": "refused", "gates": ["POL-01.review"]}, "political"),
        ({"label": "withdrawn", "gates": []}, "other"),
        ({"label": "turned_away", "gates": ["EXP-01.review"]}, "political"),
        ({"label": "returned", "gates": []}, "none"),
        ({"label": "stopped", "gates": ["MIN-01.special"]}, "none"),
        ({"label": "stopped", "gates": ["POL-01.hard", "PUR-01.link"]}, "none"),
        ({"label": "stopped", "gates": ["POL-01.review"]}, "political"),
        ({"label": "political", "gates": []}, "political"),
        ({"label": "something new", "gates": []}, "other"),
        ({}, "other"),
    ],
)
def test_what_went_before_labels(row, expected):
    assert value("prior_label", replace(world.screen(), history=[row])) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "yes"),
        ({"item": "address"}, "no"),
        ({"property": "address"}, "no"),
        ({"item": "identity", "property": "name"}, "yes"),
        ({"item": "photo", "property": "photo"}, "no"),
    ],
)
def test_nothing_beyond_the_request(changes, expected):
    assert value("fields_within_request", given(**changes)) == expected


@pytest.mark.parametrize(
    ("key", "bad"),
    [
        ("kind", "rumour"),
        ("source_grade", "D"),
        ("information_grade", "5"),
        ("source", " "),
        ("as_of", "2027-01-01"),
        ("as_of", ""),
        ("handling", ["H9"]),
        ("handling", None),
        ("item", ""),
        ("value", ""),
    ],
)
def test_each_mark_is_needed(key, bad):
    assert value("quality_marked", given()) == "yes"
    assert value("quality_marked", given(**{key: bad})) == "no"


def test_a_statement_is_fresh_for_a_year():
    assert value("quality_fresh", given(as_of="2025-11-23")) == "yes"
    assert value("quality_fresh", given(as_of="2025-11-22")) == "no"
    assert value("quality_fresh", given(as_of="2025")) == "no"
    assert value("quality_fresh", given(as_of="")) == "unknown"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "none"),
        ({"record_status": "final_unspent"}, "final_unspent"),
        ({"record_status": "spent"}, "spent"),
        ({"record_status": "not_final"}, "not_final"),
        ({"record_status": "expunged"}, "unknown"),
        ({"item": "criminal_record"}, "unknown"),
    ],
)
def test_criminal_records(changes, expected):
    assert value("criminal_record", given(**changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "yes"),
        ({"conditions": ["report_use"]}, "no"),
        ({"conditions": ["this_case_only", "unheard_of"]}, "no"),
        ({"handling": []}, "no"),
        ({"expires_on": "2026-11-23"}, "no"),
        ({"expires_on": "2026-11-24"}, "yes"),
        ({"expires_on": ""}, "unknown"),
    ],
)
def test_use_is_limited(changes, expected):
    assert value("use_limited", world.approve({**RELEASE, **changes})) == expected


def judged(**changes):
    case = world.approve()
    row = {**case.record["judgements"][0], **changes}
    return replace(case, record={**case.record, "judgements": [row]})


def test_a_match_is_confirmed_by_a_second_person():
    assert value("match_confirmed", judged()) == "yes"
    assert value("match_confirmed", judged(author="sp-x")) == "no"  # who searched
    assert value("match_confirmed", judged(author="")) == "no"
    assert value("match_confirmed", judged(result="negative")) == "no"
    assert value("match_confirmed", given(person=1)) == "no"


def test_three_people():
    assert value("people_apart", world.certify()) == "yes"
    assert value("people_apart", replace(world.certify(), actor="ro-1")) == "no"
    assert value("people_apart", replace(world.send(), actor="cs-1")) == "no"
    assert value("people_apart", replace(world.send(), actor="ro-1")) == "no"
    assert value("people_apart", replace(world.approve(), actor="sp-x")) == "no"
    assert value("people_apart", replace(world.approve(), actor="cs-x")) == "no"
    assert value("people_apart", replace(world.no_data(), actor="sp-x")) == "no"
    assert value("people_apart", replace(world.screen(), action="ir.freeze")) == "unknown"
    offer = replace(world.offer_approve(), action="oi.release")
    assert value("people_apart", offer) == "unknown"


def consultation(**talk):
    case = world.refuse()
    return replace(case, record={**case.record, "consultation": talk})


def test_consultation_is_answered_or_lapses():
    assert value("consulted", world.refuse()) == "yes"
    assert value("consulted", consultation()) == "no"
    assert value("consulted", consultation(asked_at=format_time(AT - timedelta(days=2)))) == "no"
    assert value("consulted", consultation(asked_at=format_time(AT - timedelta(days=7)))) == "lapsed"


def test_grounds():
    assert value("ground_listed", world.refuse()) == "yes"
    assert value("ground_listed", world.refuse("incomplete")) == "no"  # a ground to return, not to refuse
    assert value("ground_listed", world.refuse("because")) == "no"
    assert value("reply_neutral", world.refuse("political")) == "no"
    assert value("reply_neutral", world.refuse()) == "yes"
    back = replace(world.refuse(), action="ir.return_incomplete", form={"missing": ["birth_date"]})
    assert value("ground_listed", back) == value("reasons_stored", back) == "yes"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The civil register of the town.", "yes"),
        ("Refugee file 12", "no"),
        ("难民登记", "no"),
        ("stopped by REF-01", "no"),
    ],
)
def test_what_we_say_reveals_no_protection(text, expected):
    assert value("reply_neutral", given(source=text)) == expected


def test_whereabouts():
    assert value("whereabouts_at_stake", world.screen()) == "no"
    assert value("whereabouts_at_stake", world.screen(items=["travel"])) == "yes"
    assert value("whereabouts_at_stake", given(item="address")) == "yes"
    assert value("whereabouts_at_stake", world.certify(items=["address"])) == "no"  # theirs to guard
    house = {"kind": "address", "value": "12 Quay Street", "link": "The calls came from this house."}
    assert value("whereabouts_at_stake", world.certify(objects=[house])) == "yes"


def test_the_agreement_must_run():
    case = world.send()
    for key, bad in (("state", "proposed"), ("expires_on", "2026-11-01T00:00:00.000Z"), ("effective_from", "")):
        assert value("basis_in_force", replace(case, agreement={**case.agreement, key: bad})) == "no"
    assert value("basis_covers_act", replace(case, agreement={**case.agreement, "acts": ["own_initiative"]})) == "no"
    assert value("basis_covers_act", world.send(basis="vc-2019-7")) == "no"


@pytest.mark.parametrize(
    ("authority", "listed", "covers"),
    [
        ("xb-seven-weirs", "yes", "yes"),
        ("xb-river-police", "yes", "no"),  # dissolved
        ("xb-tea-house", "no", "unknown"),
        ("xa-quillmoor", "no", "no"),  # of the other state, and not for requests
    ],
)
def test_the_directory(authority, listed, covers):
    partner = {"office": "xb-someone", "authority": authority, "country": "XB"}
    case = replace(world.send(), partner=partner)
    assert (value("authority_listed", case), value("mandate_covers", case)) == (listed, covers)


def test_a_case_is_named_on_our_own_side():
    case = world.certify()
    assert value("purpose_specified", case) == "yes"
    assert value("purpose_specified", replace(case, record={**case.record, "case": ""})) == "no"
    assert value("purpose_specified", world.screen()) == "yes"
    assert value("purpose_specified", world.screen(purpose="inquiry")) == "no"
    assert value("purpose_specified", world.screen(purpose_code="curiosity")) == "no"


def test_opening_a_case_reads_its_own_form():
    case = replace(world.screen(), action="case.open", record={}, form={"conduct": "extortion"})
    assert LAW.judge(case).allowed
    assert LAW.judge(replace(case, form={"conduct": "political_security"})).failed == ("OFF-01.listed",)


def test_a_form_cannot_put_another_request_before_the_gates():
    case = world.send(conduct="inciting_subversion")
    case.form["request"] = {"conduct": "telecom_fraud"}
    assert "OFF-01.listed" in LAW.judge(case).failed


def test_a_release_is_judged_as_it_was_approved():
    case = world.release({**RELEASE, "conditions": []})
    case.form["release"] = RELEASE
    assert "USE-01.limits" in LAW.judge(case).failed


@pytest.mark.parametrize(
    ("text", "last"),
    [("2024-02", "2024-02-29"), ("2023-02", "2023-02-28"), ("2023-12", "2023-12-31"), ("2023", "2023-12-31")],
)
def test_a_partial_date_ends_when_it_ends(text, last):
    span = days_of(text)
    assert span is not None
    assert span[1].isoformat() == last
