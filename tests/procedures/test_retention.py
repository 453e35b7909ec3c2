"""Limits and the steps of retention, purely: what moves a limit, what a sealed record and a tombstone keep."""

from typing import Any

import pytest

from comity.law.pack import load_pack
from comity.procedures import retention
from comity.procedures.catalogue import procedure_named
from comity.procedures.limits import limits_of, longest_review, settled_as

DAYS = load_pack().retention_days
AT = "2026-11-22T10:00:00.000Z"
REQUEST = procedure_named("information_request")


def person(role: str) -> dict[str, Any]:
    return {"names": ["Lim Vanna"], "role": role}


def record(**changes: Any) -> dict[str, Any]:
    state = {"id": "xa-coord/request/1", "procedure": "information_request", "state": "draft", "side": "requesting",
             "actors": {"ir.draft": "ro"}, "request": {"persons": [person("suspect")]}, "partner": "xb-coord"}  # fmt: skip
    return {**state, **changes}


def made(**changes: Any) -> dict[str, str]:
    return limits_of(record(**changes), REQUEST, DAYS, at=AT)


@pytest.mark.parametrize("roles, day", [
    (["suspect"], "2029-11-21"), (["convicted"], "2031-11-21"), (["victim"], "2027-11-22"), (["contact"], "2027-05-21"),
    (["suspect", "contact"], "2027-05-21"), (["a role of another procedure"], "2027-05-21"), ([], "2027-11-22"),
])  # fmt: skip
def test_the_shortest_role_sets_the_limit(roles: list[str], day: str) -> None:
    limits = made(request={"persons": [person(role) for role in roles]})
    assert limits["review_at"] == limits["hidden_at"] == f"{day}T23:59:59.999Z"
    assert limits["delete_at"] == ""


def test_a_shorter_wish_and_the_last_day_of_use_count() -> None:
    assert made(review_on="2027-01-01")["review_at"].startswith("2027-01-01")
    assert made(answer={"expires_on": "2026-12-24", "statements": [1]})["review_at"].startswith("2026-12-24")
    assert made(review_on="2020-01-01")["review_at"].startswith("2029-11-21")  # a day that was reviewed over


def test_taking_a_step_prolongs_nothing_and_a_review_counts_anew() -> None:
    first = made()
    later = limits_of(record(limits=first, state="certified"), REQUEST, DAYS, at="2027-11-22T10:00:00.000Z")
    assert later == first
    state = record(limits=first)
    payload = {
        "form": {"review_on": "2028-05-01", "reasons": "Needed."},
        "actor": "dp",
        "at": "2027-11-22T10:00:00.000Z",
    }
    retention.review(state, payload)
    again = limits_of(state, REQUEST, DAYS, at="2027-11-22T10:00:00.000Z")
    assert again["review_at"].startswith("2028-05-01")
    assert state["reviews"][0]["reasons"] == "Needed."


@pytest.mark.parametrize("changes, kind", [
    ({"state": "withdrawn", "actors": {"ir.draft": "ro", "ir.withdraw": "ro"}}, "withdrawn"),
    ({"state": "refused", "actors": {"ir.note_refused": "xb-coord"}}, "refused"),
    ({"state": "refused", "side": "requested", "actors": {"ir.refuse": "sp"}}, "refused"),
    ({"state": "released", "side": "requested", "release": {"statements": []}, "released_at": AT}, "no_data"),
    ({"state": "released", "side": "requested", "release": {"statements": [1]}, "released_at": AT}, ""),
    ({"state": "draft"}, ""),
    ({"state": "returned", "side": "requested", "actors": {"ir.turn_away": "xb"}, "request": {}}, "turned_away"),
    ({"state": "returned", "side": "requested", "actors": {"ir.turn_away": "xb", "ir.receive": "xb"}}, ""),
    ({"state": "released", "side": "requested", "release": {"statements": []}}, ""),
])  # fmt: skip
def test_what_gave_nothing_is_known(changes: dict[str, Any], kind: str) -> None:
    assert settled_as(record(**changes), REQUEST) == kind
    limits = made(**changes)
    assert bool(limits["delete_at"]) == bool(kind)
    if kind:
        assert limits["delete_at"].startswith("2029-11-21")
        assert limits["hidden_at"][:10] == ("2026-12-22" if record(**changes)["side"] == "requesting" else "2026-11-23")


def test_a_settled_record_keeps_its_days_whatever_is_still_noted() -> None:
    first = made(state="withdrawn", actors={"ir.withdraw": "ro"})
    state = record(state="withdrawn", actors={"ir.withdraw": "ro"}, limits=first)
    assert limits_of(state, REQUEST, DAYS, at="2027-03-01T10:00:00.000Z") == first


def test_a_review_is_bound_by_the_shortest_role() -> None:
    assert longest_review(record(), DAYS) == DAYS["suspect"]
    assert longest_review(record(request={"persons": [person("suspect"), person("victim")]}), DAYS) == DAYS["victim"]


PAYLOAD = {"form": {}, "actor": "clock", "at": AT}
FULL = record(stated={"x": {}}, candidates=[1], release={"statements": [1]}, decisions={}, summary="Lim Vanna",
              ground="outside_scope", barred=["barred:ro"], limits={"settled": "refused"}, law={"shared": "00"})  # fmt: skip


def test_a_sealed_record_keeps_no_word_about_anybody_and_nobody_sees_more_than_before() -> None:
    state = dict(FULL)
    retention.seal(state, PAYLOAD)
    assert "Lim Vanna" not in str(state)
    assert set(state) <= {*retention.SEALED, "sealed_at"}
    assert state["barred"] == ["barred:ro"]
    assert state["ground"] == "outside_scope"


def test_a_tombstone_says_when_by_whom_and_why() -> None:
    state = dict(FULL)
    retention.erase(state, {"form": {"ground": "unlawful", "reasons": "x"}, "actor": "dp", "at": AT})
    assert state["erasure"] == {"at": AT, "by": "dp", "ground": "unlawful"}
    assert set(state) <= set(retention.TOMBSTONE)
