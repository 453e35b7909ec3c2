"""Footage through the door of both offices: one incident goes through and is deleted; everything else is stopped."""

import copy
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comity.app import attachments, overdue
from comity.domain.codes import TURNED_AWAY
from comity.domain.command import Outcome
from comity.kit import clock
from comity.kit.canonical import sha256_hex
from comity.procedures.message_form import shape_faults
from comity.storage import outbox, records
from tests.app.assistance import codes, done, state_of
from tests.law.footage_world import CAMERAS, DESK, FOREIGN, PERSON, REQUEST, WINDOW
from tests.office import Office

RECORD = "xa-coord/footage/00000000-0000-7000-8000-000000000001"
OFFICERS = {"requester": "xa-coord/officer/ro", "certifier": "xa-coord/officer/cs", "sender": "xa-coord/officer/sp"}
MP4 = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 8
ORIGINAL, MASKED = MP4 + b"original", MP4 + b"masked"
SHEET = [{name: row[name] for name in ("camera", "start", "end")} for row in CAMERAS]
LIMITS = {"handling": ["H0"], "conditions": ["this_case_only"], "expires_on": "2030-01-01"}
VIEWERS = [{"name": "Officer", "unit": "Robbery unit"}]


def form(**changes: Any) -> dict[str, Any]:
    own = {name: value for name, value in copy.deepcopy(REQUEST).items() if name != "case_reference"}
    return {**own, "partner": "xb-coord", "case": "xa-coord/case/00000000-0000-7000-8000-000000000009", **changes}


def asked(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(REQUEST), **changes}


def received(xb: Office, record: str = RECORD, **changes: Any) -> str:
    done(xb.hear("ft.receive", "footage.request", record, request=asked(**changes), officers=OFFICERS))
    return record


def preserved(xb: Office, record: str = RECORD, **changes: Any) -> str:
    received(xb, record, **changes)
    held = [{name: row[name] for name in ("camera", "start", "end")} for row in changes.get("cameras", CAMERAS)]
    done(keep(xb, record, held))
    return record


def keep(office: Office, record: str, held: Any = SHEET) -> Outcome:
    return office.do("controller", "ft.preserve", record, held=held, holder="Traffic centre", order_reference="FC-1",
                     held_until="2027-05-01")  # fmt: skip


def checked(xb: Office, **changes: Any) -> str:
    record = preserved(xb, **changes)
    done(xb.do("desk", "ft.screen", record, facts=dict(DESK)))
    done(xb.do("controller", "ft.check", record, facts={"private_zone": "no", **FOREIGN}))
    return record


def extracted(office: Office, record: str) -> str:
    """The controller takes out the window of the incident as a file."""
    clip = {**WINDOW, "clip": [office.file("controller", ORIGINAL)], "sha256": "", "medium": "", "gaps": ""}
    done(office.do("controller", "ft.extract", record, clips=[clip], tool="export 4.1"))
    return record


def reviewed(office: Office, record: str, **changes: Any) -> str:
    clip = {**WINDOW, "clip": [office.file("controller2", MASKED, "street 4.mp4")], "sha256": "", "medium": "",
            "gaps": ""}  # fmt: skip
    masks = [{**WINDOW, "what": "bystander", "how": "solid"}]
    given = {"clips": [clip], "masks": masks, "watched_whole": True, "nobody_else": False, "viewers": VIEWERS, **LIMITS}
    done(office.do("controller2", "ft.review", record, **{**given, **changes}))
    return record


def approved(xb: Office, **changes: Any) -> str:
    record = reviewed(xb, extracted(xb, checked(xb, **changes)))
    facts = {"bystanders_masked": "yes", "witness_exposed": "no"}
    done(xb.do("desk2", "ft.approve_release", record, facts=facts))
    return record


def body_of(office: Office, outcome: Outcome) -> dict[str, Any]:
    message = outbox.open_body(outcome.sent[0], records_key=office.node.records_key)
    assert message is not None
    return message["body"]


# the requested office


def test_footage_of_one_incident_goes_through_and_is_deleted(xb: Office) -> None:
    record = approved(xb)
    released = done(xb.do("supervisor", "ft.release", record))
    body = body_of(xb, released)
    assert shape_faults("footage.clip", body) == []
    [clip] = body["clips"]
    assert clip["clip"] == [{"name": "street 4.mp4", "media_type": "video/mp4", "size": len(MASKED),
                             "sha256": sha256_hex(MASKED)}]  # fmt: skip
    assert "held" not in body and "views" not in body and sha256_hex(ORIGINAL) not in str(body)
    assert state_of(record)["mirror"] == "answered"
    done(xb.hear("ft.note_use_report", "footage.use_report", record, used_for_case="1", use="stated_case",
                 result="The car was found."))  # fmt: skip
    assert len(attachments.of_record(record)) == 2
    done(xb.do("controller", "ft.erase", record, witness="Ada Brenn", reasons="The use was reported."))
    assert attachments.of_record(record) == []
    assert {row["sha256"] for row in state_of(record)["deleted_files"]} == {sha256_hex(ORIGINAL), sha256_hex(MASKED)}
    done(xb.hear("ft.note_deleted", "footage.deleted", record, hashes=[sha256_hex(MASKED)]))
    assert (state_of(record)["state"], state_of(record)["mirror"]) == ("closed", "deleted")


def test_the_partner_sees_nothing_between_receipt_and_answer(xb: Office) -> None:
    record = approved(xb)
    assert [row["kind"] for row in outbox.of_record(record)] == ["footage.received"]
    assert state_of(record)["mirror"] == "received"


def test_our_own_copies_go_after_thirty_days_by_the_clock(xb: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    record = extracted(xb, checked(xb))
    assert len(attachments.of_record(record)) == 1
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=32))
    assert overdue.run_out(xb.node) >= 1
    for _ in range(3):
        overdue.run_out(xb.node)
    assert attachments.of_record(record) == []
    assert state_of(record)["state"] == "checked"


def test_every_camera_of_the_city_is_turned_away_unread(xb: Office) -> None:
    """Abuse 13, by the partner; a record is kept that it was tried, without a word of it."""
    city = [{"camera": "all cameras", "start": "2026-11-01 00:00", "end": "2026-11-30 23:59",
             "why": "One of them must have seen something."}]  # fmt: skip
    outcome = xb.hear("ft.receive", "footage.request", RECORD, request=asked(cameras=city), officers=OFFICERS)
    assert codes(outcome) == {"FTG-01.named"}
    turned = done(xb.hear("ft.turn_away", "footage.request", RECORD, request=asked(cameras=city), officers=OFFICERS))
    assert body_of(xb, turned) == {**body_of(xb, turned), "missing": [], "ground": TURNED_AWAY}
    assert "request" not in state_of(RECORD)


def test_a_live_feed_is_turned_away_at_the_door(xb: Office) -> None:
    """Abuse 14."""
    words = {"incident": "Protest at the mill", "mode": "live"}
    outcome = xb.hear("ft.receive", "footage.request", RECORD, request=asked(**words), officers=OFFICERS)
    assert "FTG-02.mode" in codes(outcome)


def _cameras(*numbers: int) -> list[dict[str, Any]]:
    return [{"camera": f"QM-{n}", "start": "2026-11-20 13:00", "end": "2026-11-20 13:30",
             "why": "It looks at the place of the incident."} for n in numbers]  # fmt: skip


def _record(number: int) -> str:
    return f"xa-coord/footage/00000000-0000-7000-8000-{number:012d}"


def test_cameras_one_by_one_meet_the_cap_of_the_incident(xb: Office) -> None:
    """Split by the partner over seven requests, each harmless by itself; the seventh is not even kept."""
    for number in range(1, 7):
        preserved(xb, _record(number), cameras=_cameras(300 + number))
    received(xb, _record(7), cameras=_cameras(307))
    sheet = [{name: row[name] for name in ("camera", "start", "end")} for row in _cameras(307)]
    assert codes(keep(xb, _record(7), sheet)) == {"FTG-01.cap"}
    sixth = _record(6)
    done(xb.do("desk", "ft.screen", sixth, facts=dict(DESK)))
    word = {"private_zone": "no", **FOREIGN}
    assert codes(xb.do("controller", "ft.check", sixth, facts=word)) == {"FTG-01.default"}
    reasons = "The sixth camera shows the only way out of the yard."
    done(xb.do("controller2", "ft.decide", sixth, policy="FTG-01.default", outcome="granted", reasons=reasons))
    done(xb.do("controller", "ft.check", sixth, facts=word))


def test_the_court_and_nobody_else_opens_the_cap(xb: Office) -> None:
    record = received(xb, cameras=_cameras(*range(1, 9)))
    sheet = [{name: row[name] for name in ("camera", "start", "end")} for row in _cameras(*range(1, 9))]
    assert codes(keep(xb, record, sheet)) == {"FTG-01.cap"}
    refused = xb.do("controller", "ft.decide", record, policy="FTG-01.cap", outcome="granted",
                    reasons="I think that it may be allowed.")  # fmt: skip
    assert codes(refused) == {"role_missing"}
    assert keep(xb, record, sheet[:5]).done  # less can be kept at once
    reasons = "A child was taken; the yard has eight gates."
    done(xb.do("judge", "ft.decide", record, policy="FTG-01.cap", outcome="granted", reasons=reasons))
    assert codes(keep(xb, record, sheet)) == {"FTG-01.cap"}  # the court judged what was kept, not what would be


def test_what_was_kept_of_a_refused_request_still_counts(xb: Office) -> None:
    first = preserved(xb, _record(1), cameras=_cameras(1, 2, 3, 4, 5))
    done(xb.do("desk", "ft.consult", first, ground="disproportionate"))
    done(xb.hear("ft.note_consulted", "footage.consulted", first, answer="We see it differently."))
    done(xb.do("desk", "ft.refuse", first, ground="disproportionate", reasons="Five cameras are too many for it."))
    received(xb, _record(2), cameras=_cameras(6, 7))
    sheet = [{name: row[name] for name in ("camera", "start", "end")} for row in _cameras(6, 7)]
    assert codes(keep(xb, _record(2), sheet)) == {"FTG-01.cap"}


def test_a_named_person_waits_for_the_asylum_authority_and_the_partner_learns_nothing(xb: Office) -> None:
    record = preserved(xb, persons=[PERSON])
    assert codes(xb.do("desk", "ft.screen", record, facts=dict(DESK))) == {"REF-01.footage"}
    done(xb.do("asylum", "ft.state_facts", record, facts={"protection_status": "none"}, reasons="Not known here."))
    done(xb.do("desk", "ft.screen", record, facts=dict(DESK)))
    assert [row["kind"] for row in outbox.of_record(record)] == ["footage.received"]


def test_a_clip_opens_only_for_one_who_has_just_written_down_why(xb: Office) -> None:
    record = extracted(xb, checked(xb))
    digest = sha256_hex(ORIGINAL)
    actor = xb.staff["controller"]
    with pytest.raises(attachments.NotWrittenDownError):
        attachments.download(xb.node, actor, record, digest, purpose="look")
    view = {"clip": digest, "reason": "To cut the minutes of the incident.", "unit": "Footage", "viewer": "Controller"}
    assert codes(xb.do("controller", "ft.view", record, **{**view, "reason": "look"})) == {"FTG-02.view"}
    done(xb.do("controller", "ft.view", record, **view))
    assert attachments.download(xb.node, actor, record, digest, purpose="cut").data == ORIGINAL
    with pytest.raises(attachments.NotWrittenDownError):
        attachments.download(xb.node, xb.staff["controller2"], record, digest, purpose="look")
    assert state_of(record)["views"][0]["officer"] == actor.id


def test_a_review_that_loses_a_bystander_can_be_done_again(xb: Office) -> None:
    record = reviewed(xb, extracted(xb, checked(xb)), masks=[])
    facts = {"bystanders_masked": "yes", "witness_exposed": "no"}
    assert codes(xb.do("desk2", "ft.approve_release", record, facts=facts)) == {"FTG-02.masked"}
    reviewed(xb, record)
    done(xb.do("desk2", "ft.approve_release", record, facts=facts))


def test_masks_of_an_earlier_clip_bind_the_next_one(xb: Office) -> None:
    first = approved(xb)
    done(xb.do("supervisor", "ft.release", first))
    second = _record(2)
    received(xb, second, incident="Theft of a cart, the same afternoon")
    done(keep(xb, second))
    done(xb.do("desk", "ft.screen", second, facts=dict(DESK)))
    done(xb.do("controller", "ft.check", second, facts={"private_zone": "no", **FOREIGN}))
    reviewed(xb, extracted(xb, second), masks=[{**WINDOW, "camera": "QM-105", "what": "other", "how": "solid"}])
    facts = {"bystanders_masked": "yes", "witness_exposed": "no"}
    assert codes(xb.do("desk2", "ft.approve_release", second, facts=facts)) == {"FTG-02.masked"}


# the requesting office


def sent(xa: Office) -> str:
    drafted = done(xa.do("officer", "ft.draft", **form()))
    record = drafted.record
    done(xa.do("supervisor", "ft.certify", record, facts=dict(DESK)))
    out = done(xa.do("desk", "ft.send", record))
    assert shape_faults("footage.request", body_of(xa, out)) == []
    assert body_of(xa, out)["request"]["case_reference"] == form()["case"]
    return record


def clip_body() -> dict[str, Any]:
    ref = {"name": "street 4.mp4", "media_type": "video/mp4", "size": len(MASKED), "sha256": sha256_hex(MASKED)}
    clip = {**WINDOW, "clip": [ref], "sha256": "", "medium": "", "gaps": ""}
    return {"clips": [clip], "masks": [{**WINDOW, "what": "bystander", "how": "solid"}], "viewers": VIEWERS, **LIMITS,
            "no_data": False, "released_at": clock.format_time(clock.now())}  # fmt: skip


def answered(xa: Office) -> str:
    record = sent(xa)
    done(xa.hear("ft.note_received", "footage.received", record, received_at=clock.format_time(clock.now())))
    attachments.hand_in(xa.node, "xb-coord", name="street 4.mp4", data=MASKED)  # what the link does with the bytes
    done(xa.hear("ft.note_clip", "footage.clip", record, **clip_body()))
    return record


def test_the_asking_office_looks_reports_and_deletes(xa: Office) -> None:
    record = answered(xa)
    assert [ref["name"] for ref in attachments.of_record(record)] == ["street 4.mp4"]
    view = {"clip": sha256_hex(MASKED), "reason": "To read the plate of the grey car.", "unit": "Robbery unit",
            "viewer": "Officer"}  # fmt: skip
    done(xa.do("officer", "ft.view", record, **view))
    assert (
        attachments.download(xa.node, xa.staff["officer"], record, sha256_hex(MASKED), purpose="plate").data == MASKED
    )
    stranger = {**view, "viewer": "Somebody Else"}
    assert codes(xa.do("supervisor", "ft.view", record, **stranger)) == {"FTG-02.view"}
    done(xa.do("officer", "ft.report_use", record, used_for_case=form()["case"], use="stated_case", result="Found."))
    done(xa.do("supervisor", "ft.delete", record, witness="Ada Brenn", reasons="The plate was read."))
    assert attachments.of_record(record) == []
    told = done(xa.do("desk", "ft.tell_deleted", record))
    assert body_of(xa, told)["hashes"] == [sha256_hex(MASKED)]
    assert (state_of(record)["state"], state_of(record)["mirror"]) == ("closed", "deleted")


def test_a_clip_whose_bytes_did_not_come_is_not_taken(xa: Office) -> None:
    record = sent(xa)
    outcome = xa.hear("ft.note_clip", "footage.clip", record, **clip_body())
    assert codes(outcome) == {"file_missing"}


@pytest.mark.parametrize("used", [False, True])
def test_unused_clips_are_deleted_in_thirty_days_whatever_became_of_the_agreement(
    xa: Office, monkeypatch: pytest.MonkeyPatch, used: bool
) -> None:
    record = answered(xa)
    if used:
        done(xa.do("officer", "ft.mark_used", record, used_for_case="1", exhibit="", reasons="It is exhibit 4 now."))
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=32))
    overdue.run_out(xa.node)
    assert (attachments.of_record(record) == []) is not used
    assert state_of(record)["state"] == ("answered" if used else "deleted")


def test_the_own_office_stops_what_the_partner_never_sees(xa: Office) -> None:
    record = done(xa.do("officer", "ft.draft", **form(mode="face_search", incident="Rally at the mill"))).record
    stopped = codes(xa.do("supervisor", "ft.certify", record, facts=dict(DESK)))
    assert {"FTG-02.mode", "EXP-01.review"} <= stopped
    assert outbox.of_record(record) == []


# a request that stays in the office


def test_a_request_of_the_own_office_goes_the_same_way_without_a_partner(xa: Office) -> None:
    record = done(xa.do("officer", "ft.draft", **form(partner="", basis=""))).record
    done(xa.do("supervisor", "ft.certify", record, facts=dict(DESK)))
    assert codes(xa.do("desk", "ft.send", record)) >= {"no_partner"} or not xa.do("desk", "ft.send", record).done
    done(keep(xa, record))
    done(xa.do("controller", "ft.check", record, facts={"private_zone": "masked", **FOREIGN}))
    reviewed(xa, extracted(xa, record))
    facts = {"bystanders_masked": "yes", "witness_exposed": "no"}
    done(xa.do("desk2", "ft.approve_release", record, facts=facts))
    assert not xa.do("supervisor", "ft.release", record).done
    done(xa.do("desk", "ft.release_here", record))
    done(xa.do("officer", "ft.report_use_here", record, used_for_case=form()["case"], use="stated_case", result="Ok."))
    done(xa.do("controller", "ft.delete_here", record, witness="Ada Brenn", reasons="No longer needed."))
    assert (state_of(record)["state"], outbox.of_record(record)) == ("deleted", [])


def test_an_amended_request_begins_again_at_the_first_question(xa: Office) -> None:
    record = done(xa.do("officer", "ft.draft", **form())).record
    done(xa.do("supervisor", "ft.certify", record, facts=dict(DESK)))
    done(xa.do("officer", "ft.amend", record, **form(cameras=_cameras(1, 2, 3))))
    assert state_of(record)["state"] == "draft"
    assert state_of(record)["stated"] == {}
    assert not xa.do("desk", "ft.send", record).done


def test_what_was_answered_cannot_be_widened_afterwards(xb: Office) -> None:
    """Amended after the release, by the partner under the same record; a new record meets the series."""
    record = approved(xb)
    done(xb.do("supervisor", "ft.release", record))
    more = asked(cameras=[*CAMERAS, *_cameras(1, 2, 3, 4, 5)])
    outcome = xb.hear("ft.receive", "footage.request", record, request=more, officers=OFFICERS)
    assert codes(outcome) == {"not_next"}
    received(xb, _record(8), cameras=_cameras(1, 2, 3, 4, 5))
    sheet = [{name: row[name] for name in ("camera", "start", "end")} for row in _cameras(1, 2, 3, 4, 5)]
    assert codes(keep(xb, _record(8), sheet)) == {"FTG-01.cap"}


def test_nothing_leaves_while_officers_of_the_partner_would_sit_at_the_screens(xb: Office) -> None:
    record = approved(xb)
    done(xb.do("controller", "ft.state_facts", record, facts={"foreign_officers": "present"}, reasons="Two of theirs."))
    assert codes(xb.do("supervisor", "ft.release", record)) == {"TER-01"}


def test_only_what_the_counted_days_changed_is_read(xb: Office) -> None:
    """The caps look back a little over a year; what lies before is left in its table."""
    record = received(xb)
    found = records.load(record).state
    assert found is not None
    changed = str(found["changed_at"])
    assert [row["id"] for row in records.of_procedure("footage", changed_since=changed)] == [record]
    later = clock.format_time(clock.parse_time(changed) + timedelta(milliseconds=1))
    with CaptureQueriesContext(connection) as queries:
        assert records.of_procedure("footage", changed_since=later) == []
    assert "changed_at" in queries[0]["sql"].partition("WHERE")[2]
