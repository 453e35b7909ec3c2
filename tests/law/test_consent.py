"""Further use, onward transfer, correction: the giver's consent of this day decides, and only one's own is corrected."""

from dataclasses import replace
from typing import Any

import pytest

from comity.domain.given import covers_of, statement_hash
from tests.law import assistance as base
from tests.law import world
from tests.law.world import LAW, RELEASE, STATEMENT, stated

GIVEN = {**STATEMENT, "originator": "xb-coord", "handling": ["H2"]}
ANSWERED: dict[str, Any] = {
    "id": "xa-coord/request/9", "procedure": "information_request", "side": "requesting", "partner": "xb-coord",
    "state": "closed",
    "answer": {"statements": [GIVEN], "handling": ["H0"], "conditions": ["this_case_only"], "expires_on": "2027-11-01"},
}  # fmt: skip
RELEASED: dict[str, Any] = {
    "id": "xa-coord/request/9", "procedure": "information_request", "side": "requested", "partner": "xa-coord",
    "state": "closed", "released_at": "2026-10-01T00:00:00.000Z", "release": {**RELEASE, "statements": [GIVEN]},
}  # fmt: skip
ASKED = {
    **world.REQUEST, "basis": "vc-2019-10", "given_in": "xa-coord/request/9", "intent": "onward", "numbers": [],
    "recipient": "Customs Service of Estwick", "recipient_state": "XC", "forum": "", "until": "2027-03-01",
    "purpose": "The customs service follows the same account.", "items": ["documents"],
}  # fmt: skip
CONSENT = {
    "intent": "onward", "numbers": [], "recipient": "Customs Service of Estwick", "recipient_state": "XC",
    "purpose_code": "criminal_investigation", "purpose": "The customs service follows the same account.",
    "until": "2027-03-01", "conditions": ["report_use"], "granted_at": "2026-11-01T00:00:00.000Z", "revoked_at": "",
}  # fmt: skip
PASSED = {
    "recipient": "Customs Service of Estwick", "recipient_state": "XC", "purpose_code": "criminal_investigation",
    "handling": ["H0", "H2"], "conditions": ["this_case_only", "report_use"], "numbers": [],
}  # fmt: skip
USED = {"purpose_code": "criminal_investigation", "used_for": "The trial of the same man.", "numbers": []}


def failed(situation):
    return set(LAW.judge(situation).failed)


def ours(action, *, form=None, request=None, given=ANSWERED, state="granted", consent=CONSENT, roles=("SP",)):
    """A step at the office that received the information."""
    record = {"state": state, "case": "xa-coord/case/1", "request": {**ASKED, **(request or {})}, "actors": {"uc.draft": "ro-1"},
              "consent": consent, "covers": covers_of([GIVEN]), "links": {"given_in": given["id"]}}  # fmt: skip
    made = base.situation("requesting", action, actor="sp-1", roles=roles, record=record, form=form)
    made = replace(made, record={**made.record, "partner": "xb-coord"})
    return agreed(replace(made, linked={"given_in": given}))


def theirs(action, *, form=None, request=None, given=RELEASED):
    """A step at the office that gave it."""
    facts = {**world.DESK_FACTS, "coercion_risk": "no"}
    record = {"request": {**ASKED, **(request or {})}, "actors": {"uc.receive": "xa-coord", "uc.screen": "sp-x"},
              "partner_actors": {"requester": "ro-1"}, "stated": stated("sp-x", "SP", facts)}  # fmt: skip
    made = base.situation("requested", action, actor="ca-x", roles=("CA",), record=record, form=form)
    return agreed(replace(made, linked={"given_in": given}))


def agreed(situation):
    return replace(situation, agreement={**situation.agreement, "acts": ["consent", "correction", "legal_assistance",
                                                                        "information_request", "own_initiative"]})  # fmt: skip


def certify(**request):
    made = ours("uc.certify", request=request, state="draft", consent={})
    return replace(made, actor="cs-1", actor_roles=("CS",))


def grant(until="2027-02-01", **request):
    form = {"until": until, "conditions": ["report_use"], "reasons": "The same men, the same account.", "facts": {}}
    return theirs("uc.grant", form=form, request=request)


def pass_on(**changes):
    return ours("uc.pass_on", form={**PASSED, **changes})


def use(consent=None, **changes):
    own = {**CONSENT, "intent": "other_case", "recipient": "", "recipient_state": "", **(consent or {})}
    return ours("uc.use", form={**USED, **changes}, consent=own)


@pytest.mark.parametrize("make", [certify, grant, pass_on, use])
def test_asking_granting_passing_on_and_using_within_a_consent_are_lawful(make):
    assert failed(make()) == set()


def test_without_consent_nothing_goes_to_a_third_state():
    for situation in (
        ours("uc.pass_on", form=PASSED, consent={}),
        ours("uc.pass_on", form=PASSED, state="draft"),
        ours("uc.pass_on", form=PASSED, state="denied", consent={}),
        ours("uc.pass_on", form=PASSED, consent={**CONSENT, "revoked_at": "2026-11-20T00:00:00.000Z"}),
        ours("uc.pass_on", form=PASSED, consent={**CONSENT, "until": "2026-11-20"}),
        ours("uc.pass_on", form=PASSED, consent={**CONSENT, "until": ""}),
        pass_on(recipient="Security Service of Estwick"),
        pass_on(recipient_state="XD"),
        pass_on(purpose_code="prosecution"),
        pass_on(handling=["H0"]),
        pass_on(conditions=["this_case_only"]),
        ours("uc.pass_on", form=PASSED, consent={**CONSENT, "numbers": ["2"]}),
        ours("uc.pass_on", form=PASSED, consent={**CONSENT, "intent": "other_case"}),
        replace(pass_on(), linked={}),
        ours("uc.pass_on", form=PASSED, given={**ANSWERED, "withheld": [{"hash": statement_hash(GIVEN)}]}),
    ):
        assert failed(situation) == {"ONW-01"}


@pytest.mark.parametrize("make", [pass_on, use])
def test_a_consent_serves_only_while_the_agreement_it_was_given_under_runs(make):
    over = {"state": "in_force", "expires_on": "2026-11-22"}
    for changes in (over, {"state": "ended"}, {"acts": ["information_request"]}):
        made = make()
        assert failed(replace(made, agreement={**made.agreement, **changes})) == {"BAS-01"}
    lapsed = make()
    request = {**lapsed.record["request"], "basis": "vc-0000-0"}
    assert failed(replace(lapsed, record={**lapsed.record, "request": request})) == {"BAS-01"}


@pytest.mark.parametrize("situation", [
    use(consent={"revoked_at": "2026-11-20T00:00:00.000Z"}),
    use(consent={"until": "2026-11-20"}),
    use(consent={"intent": "onward"}),
    use(purpose_code="asset_tracing"),
    ours("uc.use", form=USED, consent={}),
])  # fmt: skip
def test_use_beyond_the_case_rests_on_a_consent_that_runs_that_day(situation):
    assert failed(situation) == {"USE-01.use"}


@pytest.mark.parametrize("request_", [
    {"recipient": " "}, {"purpose": ""}, {"until": ""}, {"until": "2026-11-01"}, {"until": "2029-01-01"},
    {"numbers": ["2"]}, {"numbers": ["x"]}, {"given_in": "xa-coord/request/8"}, {"intent": "anything"},
    {"intent": "court", "forum": ""},
])  # fmt: skip
def test_a_consent_that_names_too_little_is_neither_asked_for_nor_granted(request_):
    blank = {"PUR-01.specified"} if request_ == {"purpose": ""} else set()
    assert failed(certify(**request_)) == {"ONW-01.asked"} | blank
    assert failed(grant(**request_)) == {"ONW-01.asked"} | blank


def test_an_exhibit_is_one_thing_that_may_be_used_in_court_by_consent():
    exhibit = {"id": "xa-coord/request/9", "procedure": "evidence", "side": "requested", "partner": "xb-coord",
               "state": "stored", "offered": {"handling": ["H1"]}}  # fmt: skip
    asked = {"intent": "court", "forum": "court", "recipient": "", "recipient_state": "", "items": ["exhibit"]}

    def certified(**changes):
        made = ours("uc.certify", request={**asked, **changes}, state="draft", consent={}, given=exhibit)
        return replace(made, actor="cs-1", actor_roles=("CS",))

    assert failed(certified()) == set()
    assert failed(certified(numbers=["1"])) == {"ONW-01.asked"}


@pytest.mark.parametrize("actor", ["sp-x", "ro-1"])
def test_who_looked_at_the_wish_or_wrote_it_does_not_consent_to_it(actor):
    assert "GOV-01.people" in failed(replace(grant(), actor=actor))


def test_a_grant_nobody_looked_at_before_is_none():
    made = grant()
    assert "GOV-01.people" in failed(replace(made, record={**made.record, "actors": {"uc.receive": "xa-coord"}}))


def test_a_grant_is_no_longer_than_asked_and_about_what_was_given_to_this_partner():
    assert failed(grant(until="2027-06-01")) == {"ONW-01.asked"}
    other = theirs("uc.grant", form=grant().form, given={**RELEASED, "partner": "xc-coord"})
    assert failed(other) == {"ONW-01.asked"}
    never = theirs("uc.grant", form=grant().form, given={**RELEASED, "released_at": ""})
    assert failed(never) == {"ONW-01.asked"}


def test_a_grant_for_a_third_state_is_judged_like_a_release():
    assert failed(grant(items=["address"])) == {"REF-01"}
    assert "DTH-02" in failed(grant(conduct="human_trafficking"))
    assert failed(grant(summary="The journalist wrote about the savers.")) >= {"EXP-01.review"}


def test_notice_of_what_clears_somebody_passes_whatever_the_codes_say():
    notice = ours("uc.give_notice", request={"intent": "exculpatory"}, state="draft", consent={},
                  given={**ANSWERED, "answer": {**ANSWERED["answer"], "handling": ["H1", "H2"]}}, roles=("PR",))  # fmt: skip
    assert failed(notice) == set()


HELD: dict[str, Any] = {"provider": "xc-coord", "intent": "onward", "recipient": "xa-coord", "purpose_code": "criminal_investigation",
        "until": "2027-03-01", "revoked_at": "", "covers": covers_of([STATEMENT])}  # fmt: skip


CHANGES: list[dict[str, Any]] = [
    {"provider": "xd-coord"}, {"recipient": "xb-coord"}, {"purpose_code": "prosecution"}, {"covers": []},
    {"until": "2026-11-01"}, {"until": ""}, {"intent": "other_case"}, {"revoked_at": "2026-11-20T00:00:00.000Z"},
]  # fmt: skip


def released(consents=(), related=(), **statement):
    """An answer that leaves, with a statement of another office's in it."""
    row = {**STATEMENT, "originator": "xc-coord", **statement}
    made = world.release({**RELEASE, "statements": [row]})
    node = {**made.node, "consents": [dict(item) for item in consents]}
    return replace(made, node=node, related=list(related))


def test_a_statement_of_another_office_leaves_only_under_its_consent():
    assert failed(released()) == {"USE-01.originator"}
    assert failed(released([HELD])) == set()
    for change in CHANGES:
        assert failed(released([{**HELD, **change}])) == {"USE-01.originator"}, change


def test_what_came_from_another_office_stays_that_office_s_whatever_is_typed():
    answer = {"partner": "xc-coord", "answer": {"statements": [STATEMENT]}}
    own = {"originator": "xb-coord"}
    assert failed(released(**own)) == set()
    assert failed(released(related=[answer], **own)) == {"USE-01.originator"}
    assert failed(released([HELD], related=[answer], **own)) == set()
    held_here = released(related=[answer], **own)
    candidate = {"id": "c1", "person": 0, "record": {"documents": [{"number": "E55012345"}]}}
    held_here = replace(held_here, record={**held_here.record, "candidates": [candidate]})
    assert failed(held_here) == set()


def test_what_was_recalled_is_nobody_s_to_give():
    recalled = {"partner": "xc-coord", "answer": {"statements": []}, "withheld": [{"hash": statement_hash(STATEMENT)}]}
    assert failed(released([HELD], related=[recalled])) == {"USE-01.originator"}
    assert failed(released([HELD], related=[recalled], originator="xb-coord")) == {"USE-01.originator"}


def test_what_the_recipient_gave_goes_back_to_it_freely():
    assert failed(released(originator="xa-coord")) == set()


def test_not_knowing_one_s_own_records_stops():
    assert failed(replace(released([HELD]), related=None)) >= {"USE-01.originator"}


NOTICE = {"given_in": "xa-coord/request/9", "basis": "vc-2019-10", "nature": "recall", "why": "inaccurate",
          "numbers": ["1"], "replaced_by": ""}  # fmt: skip
OFFER = {"id": "xb-coord/offer/3", "procedure": "own_initiative", "partner": "xa-coord",
         "released_at": "2026-11-22T00:00:00.000Z"}  # fmt: skip
RIGHT = {"nature": "correction", "replaced_by": "xb-coord/offer/3"}


def correct(given=RELEASED, offer=OFFER, **notice):
    """The giver sends a correction."""
    record = {"request": {**NOTICE, **notice}, "actors": {"rc.draft": "dp-1"}}
    made = base.situation("requesting", "rc.send", actor="sp-1", roles=("SP",), record=record)
    made = replace(
        made, node={**made.node, "office": "xb-coord", "state": "XB"}, partner=world._partner("xa-coord", "XA")
    )
    made = replace(made, record={**made.record, "partner": "xa-coord"})
    return agreed(replace(made, linked={"given_in": given, "replaced_by": offer}))


def test_one_s_own_is_corrected_without_anybody_s_permission():
    assert failed(correct()) == set()
    assert failed(correct(**RIGHT)) == set()


@pytest.mark.parametrize("situation", [
    correct(given={**RELEASED, "partner": "xc-coord"}),
    correct(given={**RELEASED, "released_at": ""}),
    correct(given={**ANSWERED, "partner": "xa-coord"}),
    correct(given_in="xa-coord/request/8"),
    correct(numbers=["2"]),
    correct(numbers=["0"]),
    correct(numbers=[]),
    correct(replaced_by="xb-coord/offer/3"),
    correct(nature="correction"),
    correct(**RIGHT, offer={**OFFER, "partner": "xc-coord"}),
    correct(**RIGHT, offer={**OFFER, "released_at": ""}),
    correct(**RIGHT, offer={**OFFER, "procedure": "information_request"}),
    correct(given={**RELEASED, "release": {**RELEASE, "statements": [{**GIVEN, "originator": "xc-coord"}]}},
            **RIGHT),
])  # fmt: skip
def test_nobody_corrects_what_is_another_s(situation):
    assert failed(situation) == {"COR-01"}


def test_what_was_sent_may_always_be_recalled():
    foreign = {**RELEASED, "release": {**RELEASE, "statements": [{**GIVEN, "originator": "xc-coord"}]}}
    assert failed(correct(given=foreign)) == set()


def confirm(given=ANSWERED, outcome="hidden", told=(), onward=(), untold=()):
    """The recipient confirms."""
    record = {"request": NOTICE, "covers": covers_of([GIVEN]), "actors": {}, "partner_actors": {"requester": "dp-1"}}
    form = {"outcome": outcome, "told": list(told), "copies": "One print, shredded.", "facts": {}}
    made = base.situation("requested", "rc.confirm", actor="sp-x", roles=("SP",), record=record, form=form)
    node = {**made.node, "onward": list(onward), "untold": list(untold)}
    return agreed(replace(made, node=node, linked={"given_in": given}))


HIDDEN = {**ANSWERED, "withheld": [{"hash": statement_hash(GIVEN)}]}


def test_a_recall_is_confirmed_when_all_is_hidden_and_everybody_told():
    assert failed(confirm(HIDDEN)) == set()
    assert failed(confirm()) == {"COR-01.hidden"}
    assert failed(confirm(HIDDEN, outcome="erased")) == {"COR-01.hidden"}
    assert failed(confirm({**ANSWERED, "state": "erased"}, outcome="erased")) == set()
    assert failed(confirm(HIDDEN, onward=["Customs Service of Estwick"])) == {"COR-01.told"}
    assert failed(confirm(HIDDEN, onward=["Customs Service of Estwick"], told=["customs service of estwick"])) == set()
    assert failed(confirm(HIDDEN, untold=["xa-coord/request/4"])) == {"COR-01.told"}
    blind = confirm(HIDDEN)
    del blind.node["untold"]
    assert failed(blind) == {"COR-01.told"}
