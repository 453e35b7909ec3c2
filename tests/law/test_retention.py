"""RET-01 and the office's own processing: each policy alone stops what it is for, and not knowing is never a yes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from comity.kit.clock import format_time
from comity.law import Situation
from tests.law import world
from tests.law.world import AT, LAW, PACK

REASONS = "The investigation still needs it: two more accounts are being traced."


def day(days: int) -> str:
    return (AT + timedelta(days=days)).date().isoformat()


def moment(days: int) -> str:
    return format_time(AT + timedelta(days=days))


KEPT = {"longest_review": 365, "last_use": "", "writers": ["ro-1"], "claims": 0, "ended": True}


def base(action: str, *, form: dict[str, Any] | None = None, limits: dict[str, str] | None = None,
         record: dict[str, Any] | None = None, kept: dict[str, Any] | None = None, actor: str = "dp-1") -> Situation:  # fmt: skip
    """A record of the requesting office whose day has come, and who looks at it."""
    node = {"history_whole": True, "shared_policy_hash": LAW.shared.hash, "office": "xa-coord", "state": "XA",
            "retention": {**KEPT, **(kept or {})}, "refused_named": []}  # fmt: skip
    default = {"since": moment(-400), "review_at": moment(-1), "delete_at": "", "hidden_at": moment(-1)}
    state = {"id": "xa-coord/request/1", "procedure": "information_request", "side": "requesting",
             "state": "withdrawn", "actors": {"ir.draft": "ro-1"}, "limits": limits if limits is not None else default,
             **(record or {})}  # fmt: skip
    return Situation(action=action, side="requesting", at=AT, actor=actor, actor_roles=("DP",), form=form or {},
                     record=state, pack=PACK, node=node)  # fmt: skip


def review(**changes: Any) -> Situation:
    return base("rt.review", form={"review_on": day(300), "reasons": REASONS, **changes.pop("form", {})}, **changes)


def erase(**changes: Any) -> Situation:
    return base("rt.erase", form={"ground": "unlawful", "reasons": REASONS, **changes.pop("form", {})}, **changes)


GONE = {
    "since": moment(-2000),
    "review_at": "",
    "delete_at": moment(-1),
    "hidden_at": moment(-900),
    "settled": "refused",
}
SHOWN = {**GONE, "delete_at": moment(900), "hidden_at": moment(-1)}


def expire(**changes: Any) -> Situation:
    return base("rt.expire", **{"limits": GONE, **changes})


def seal(**changes: Any) -> Situation:
    return base("rt.seal", **{"limits": SHOWN, **changes})


def subject(named: list[str] | None = None) -> Situation:
    case = base("case.add_subject", record={"procedure": "case", "state": "open"})
    return replace(case, node={**case.node, "refused_named": named or []})


def failed(case: Situation) -> set[str]:
    return set(LAW.judge(case).failed)


BASES: dict[str, Any] = {"review": review, "erase": erase, "expire": expire, "seal": seal, "subject": subject}


@pytest.mark.parametrize("name", BASES)
def test_the_base_is_allowed(name: str) -> None:
    decision = LAW.judge(BASES[name]())
    assert decision.allowed, decision.failed


@pytest.mark.parametrize("case, policy", [
    (review(form={"review_on": day(366)}), "RET-01.review"),
    (review(form={"review_on": day(0)}), "RET-01.review"),
    (review(form={"review_on": day(-5)}), "RET-01.review"),
    (review(form={"review_on": day(200)}, kept={"longest_review": 180}), "RET-01.review"),
    (review(kept={"last_use": day(100)}), "RET-01.review"),
    (review(limits=SHOWN), "RET-01.review"),
    (review(actor="ro-1"), "RET-01.reviewer"),
    (review(form={"reasons": "fine"}), "GOV-01.reasons"),
    (erase(form={"ground": "limit_reached"}, limits={**SHOWN, "settled": "", "review_at": moment(10)}), "RET-01.erase"),
    (erase(form={"ground": "because"}), "RET-01.erase"),
    (erase(actor="ro-1"), "RET-01.reviewer"),
    (erase(record={"hold": {"until": day(3)}}), "RET-01.hold"),
    (erase(record={"hold": {"until": day(0)}}), "RET-01.hold"),
    (erase(kept={"claims": 1}), "RET-01.hold"),
    (erase(kept={"ended": False}), "RET-01.ended"),
    (expire(limits={**GONE, "delete_at": moment(1)}), "RET-01.delete"),
    (expire(limits={"since": moment(-9), "review_at": moment(-1), "delete_at": "", "hidden_at": ""}), "RET-01.delete"),
    (expire(record={"hold": {"until": day(3)}}), "RET-01.hold"),
    (expire(kept={"claims": 2}), "RET-01.hold"),
    (expire(kept={"ended": False}), "RET-01.ended"),
    (seal(limits={**SHOWN, "hidden_at": moment(1)}), "RET-01.seal"),
    (seal(limits={**SHOWN, "settled": ""}), "RET-01.seal"),
    (seal(kept={"ended": False}), "RET-01.ended"),
    (subject(["xa-coord/request/9"]), "RET-01.subject"),
])  # fmt: skip
def test_each_way_to_fail_stops_with_exactly_its_policy(case: Situation, policy: str) -> None:
    assert failed(case) == {policy}


@pytest.mark.parametrize("case, policy", [
    (replace(review(), form={"reasons": REASONS}), "RET-01.review"),
    (review(kept={"longest_review": None}), "RET-01.review"),
    (erase(form={"ground": "limit_reached"}, limits={}), "RET-01.erase"),
    (expire(limits={}), "RET-01.delete"),
    (seal(limits={}), "RET-01.seal"),
    (erase(kept={"claims": None}), "RET-01.hold"),
    (erase(kept={"ended": None}), "RET-01.ended"),
    (erase(kept={"writers": None}), "RET-01.reviewer"),
])  # fmt: skip
def test_what_is_not_known_stops(case: Situation, policy: str) -> None:
    assert failed(case) == {policy}


def test_nothing_is_known_without_the_node_s_own_records() -> None:
    case = erase()
    bare = replace(case, node={name: value for name, value in case.node.items() if name != "retention"})
    assert failed(bare) == {"RET-01.reviewer", "RET-01.hold", "RET-01.ended"}
    lost = replace(subject(), node={"history_whole": True})
    assert failed(lost) == {"RET-01.subject"}


@pytest.mark.parametrize("name", BASES)
def test_the_requester_s_own_word_opens_nothing(name: str) -> None:
    """Every fact here is computed: a word in the form changes no answer."""
    case = BASES[name]()
    words = {"storage_end": "delete_due", "legal_hold": "none", "exchange_ended": "yes", "rests_on_refused": "no",
             "review_within_limit": "yes", "reviewer_apart": "yes", "erasure_ground_holds": "yes"}  # fmt: skip
    closed = replace(case, node={"history_whole": True}, record={**case.record, "limits": {}})
    before = failed(closed)
    assert before
    assert failed(replace(closed, form={**closed.form, "facts": words})) == before


def test_a_person_s_own_claim_does_not_hold_up_what_the_person_asked_for() -> None:
    assert failed(erase(form={"ground": "person_request"}, kept={"claims": 1})) == set()


# -- the office's own processing


def approve(**record: Any) -> Situation:
    return base("pa.approve_assessment", form={"reasons": REASONS}, actor="ho-1",
                record={"procedure": "processing", "state": "assessed", "residual_risk": "low", **record})  # fmt: skip


CONTRACT = {"kind": "contract", "state": "in_force", "service_kind": "hosting", "processor": "Quill Hosting",
            "sub_processors": ["Marsh Cables"], "valid_from": day(-10), "valid_to": day(300)}  # fmt: skip


def engage(processor: str = "Quill Hosting", service: str = "hosting", **contract: Any) -> Situation:
    form = {"service_kind": service, "processor": processor, "contract": "xa-coord/processing/1", "reasons": REASONS}
    return replace(base("pa.engage", form=form, record={"procedure": "processing"}),
                   linked={"contract": {**CONTRACT, **contract}})  # fmt: skip


def allow_use(consent: dict[str, Any] | None = None, **record: Any) -> Situation:
    form = {"purpose_code": "missing_person", "until": day(9), "provider_consent": "", "reasons": REASONS}
    return replace(base("pa.allow_use", form=form, record={"partner": "xb-coord", **record}),
                   linked={"provider_consent": consent} if consent else {})  # fmt: skip


GRANTED: dict[str, Any] = {
    "state": "granted",
    "partner": "xb-coord",
    "links": {"given_in": "xa-coord/request/1"},
    "consent": {"intent": "other_case", "purpose_code": "missing_person", "until": day(30), "revoked_at": ""},
}


def granted(**changes: Any) -> dict[str, Any]:
    return {**GRANTED, "consent": {**GRANTED["consent"], **changes}}


@pytest.mark.parametrize("case", [
    approve(),
    approve(residual_risk="high", consulted={"answer": "no_objection"}),
    engage(),
    engage("Marsh Cables"),
    allow_use(),
    allow_use(GRANTED, answer={"statements": []}),
    allow_use(GRANTED, side="requested"),
])  # fmt: skip
def test_lawful_processing_is_allowed(case: Situation) -> None:
    assert failed(case) == set()


@pytest.mark.parametrize("case, policy", [
    (approve(residual_risk="high"), "DPA-01.residual"),
    (approve(residual_risk="high", consulted={"answer": "objection"}), "DPA-01.residual"),
    (approve(residual_risk=""), "DPA-01.residual"),
    (engage("Somebody Else"), "DPA-01.processor"),
    (engage(service="translation"), "DPA-01.processor"),
    (engage(state="proposed"), "DPA-01.processor"),
    (engage(state="ended"), "DPA-01.processor"),
    (engage(valid_to=day(-1)), "DPA-01.processor"),
    (engage(valid_from=day(1)), "DPA-01.processor"),
    (engage(kind="assessment"), "DPA-01.processor"),
    (replace(engage(), linked={}), "DPA-01.processor"),
    (allow_use(side="requested"), "USE-01.compatible"),
    (allow_use(answer={"statements": []}), "USE-01.compatible"),
    (allow_use({**GRANTED, "state": "asked"}, side="requested"), "USE-01.compatible"),
    (allow_use({**GRANTED, "partner": "xc-coord"}, side="requested"), "USE-01.compatible"),
    (allow_use(granted(purpose_code="prosecution"), side="requested"), "USE-01.compatible"),
    (allow_use(granted(intent="onward"), side="requested"), "USE-01.compatible"),
    (allow_use(granted(until=day(-1)), side="requested"), "USE-01.compatible"),
    (allow_use(granted(until=day(5)), side="requested"), "USE-01.compatible"),
    (allow_use(granted(revoked_at=moment(-1)), side="requested"), "USE-01.compatible"),
    (allow_use({**GRANTED, "links": {"given_in": "xa-coord/request/2"}}, side="requested"), "USE-01.compatible"),
    (allow_use(procedure=""), "USE-01.compatible"),
])  # fmt: skip
def test_unlawful_processing_is_stopped(case: Situation, policy: str) -> None:
    assert failed(case) == {policy}


def test_an_ordinary_request_is_not_held_up_by_any_of_this() -> None:
    for name in ("ir.certify", "ir.release"):
        assert LAW.judge(world.BASES[name]()).allowed


def draft(**form: Any) -> Situation:
    words = {"purpose_code": "criminal_investigation", "case": "xa-coord/case/1", **form}
    return base("ir.draft", form=words, record={"procedure": "", "state": "", "actors": {}}, actor="ro-1")


def test_what_is_written_down_names_purpose_and_case() -> None:
    assert failed(draft()) == set()
    for form in ({"purpose_code": ""}, {"purpose_code": "curiosity"}, {"case": ""}):
        assert failed(draft(**form)) == {"PUR-01.named"}
    assert failed(replace(draft(), form={})) == {"PUR-01.named"}


def test_footage_waits_for_its_assessment() -> None:
    from tests.law import footage_world

    case = footage_world.certify()
    assert LAW.judge(case).allowed
    for assessed in ([], ["hit_check"]):
        stopped = replace(case, node={**case.node, "assessed": assessed})
        assert failed(stopped) == {"DPA-01.assessed"}
    unknown = replace(case, node={name: row for name, row in case.node.items() if name != "assessed"})
    assert failed(unknown) == {"DPA-01.assessed"}
