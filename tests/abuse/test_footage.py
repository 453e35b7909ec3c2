"""Footage asked for to watch a city or its people; and of one incident, from the request to the deletion."""

from typing import Any

import pytest

from comity.kit.canonical import sha256_hex
from tests.abuse import footages as t
from tests.abuse import plays
from tests.abuse.stage import Done, Mark, Stage
from tests.app import test_footage as f
from tests.law.footage_world import CAMERAS, DESK, PERSON

MONTH = [{"camera": "all cameras", "start": "2026-11-01 00:00", "end": "2026-11-30 23:59",
          "why": "One of them must have seen something."}]  # fmt: skip
LONG = [{"camera": "QM-104", "start": "2026-11-01 00:00", "end": "2026-11-30 23:59",
         "why": "It looks at the place of the incident."}]  # fmt: skip
SECRET = ("FTG-", "FSH-", "EXP-", "POL-", "cap", "protest", "asylum")


def unsent(stage: Stage, found: Done, record: str, *gates: str) -> None:
    """Stopped at the own office: written down there, and nothing of it left."""
    plays.stopped(found, frozenset(gates))
    assert stage.xb.state(record) == {}
    assert record not in stage.xa.told()


def turned(stage: Stage, record: str, before: Mark, *words: str) -> None:
    """Turned away by the requested office unread, with a word that tells nothing."""
    state = stage.xb.state(record)
    assert state["state"] == "returned"
    assert "request" not in state
    assert [word for word in (*SECRET, *words) if word in stage.xb.told(before)] == []


def kept(stage: Stage, found: Done, record: str, before: Mark, *gates: str) -> None:
    """Stopped at the requested office: scope granted zero, and the partner sees it being handled as before."""
    plays.stopped(found, frozenset(gates))
    stage.settle()
    state = stage.xb.state(record)
    assert not state.get("extracts")
    plays.no_police_record(stage, record)
    assert state["mirror"] == stage.xa.state(record).get("mirror", state["mirror"])
    assert [word for word in SECRET if word in stage.xb.told(before)] == []


@pytest.mark.parametrize("cameras", [MONTH, LONG], ids=["all of them", "one for a month"])
def test_13_all_cameras_for_a_month(stage: Stage, cameras: list[dict[str, str]]) -> None:
    record = t.drafted(stage.xa, cameras=cameras)
    unsent(stage, t.certify(stage.xa, record), record, "FTG-01.named")


def test_13_by_the_partner_s_message(stage: Stage) -> None:
    before, record = stage.xb.mark(), t.new_record(1301)
    t.plant(stage, record, cameras=MONTH)
    turned(stage, record, before)


def test_13_written_into_a_request_after_it_was_certified(stage: Stage) -> None:
    record = t.drafted(stage.xa)
    assert t.certify(stage.xa, record).done
    case = stage.xa.state(record)["case"]
    assert stage.xa.must("officer", "ft.amend", record, **t.form(case, cameras=MONTH)).state == "draft"
    assert not stage.xa.do("desk", "ft.send", record).done
    unsent(stage, t.certify(stage.xa, record), record, "FTG-01.named")


def test_13_named_one_by_one(stage: Stage) -> None:
    """Forty cameras with a sentence each: the form of a request, the reach of a city."""
    record = t.drafted(stage.xa, cameras=t.cameras(*range(400, 440)))
    if t.certify(stage.xa, record).done:
        unsent(stage, stage.xa.do("desk", "ft.send", record), record, "FTG-01.cap")
    before, forged = stage.xb.mark(), t.new_record(1302)
    rows = t.cameras(*range(400, 440))
    t.plant(stage, forged, cameras=rows)
    if stage.xb.state(forged)["state"] == "returned":
        turned(stage, forged, before)
        return
    kept(stage, t.keep(stage.xb, forged, rows), forged, before, "FTG-01.cap")


def test_13_split_over_cameras(stage: Stage) -> None:
    """Seven requests on one incident, a camera each: the seventh is not even kept."""
    before, incident = stage.xb.mark(), t.incident()
    for number in range(7):
        record = t.new_record(1310 + number)
        rows = t.cameras(500 + number)
        t.plant(stage, record, cameras=rows, incident=incident)
        found = t.keep(stage.xb, record, rows)
        if number < 6:
            assert found.done, number
    kept(stage, found, record, before, "FTG-01.cap")
    assert "held" not in stage.xb.state(record)


def test_13_split_over_days(stage: Stage) -> None:
    """One camera, four hours a day: the minutes of the incident are counted over the days."""
    before, incident = stage.xb.mark(), t.incident()
    for number in range(2):
        record = t.new_record(1320 + number)
        rows = t.cameras(520, day=f"2026-11-{10 + number}", start="08:00", end="12:00")
        t.plant(stage, record, cameras=rows, incident=incident)
        found = t.keep(stage.xb, record, rows)
        assert found.done is (number == 0)
    kept(stage, found, record, before, "FTG-01.cap")


def test_13_split_over_incident_numbers_of_one_case(stage: Stage) -> None:
    """A new name of the incident each time, the case stays: its minutes are counted too."""
    before, case = stage.xb.mark(), "xa-coord/case/01a20000-0000-7000-8000-00000000f7c5"
    stopped = None
    for number in range(4):
        record = t.new_record(1330 + number)
        rows = t.cameras(*range(540 + 3 * number, 543 + 3 * number), start="08:00", end="13:00")
        t.plant(stage, record, cameras=rows, case_reference=case)
        found = t.keep(stage.xb, record, rows)
        if not found.done:
            stopped = (found, record)
            break
    assert stopped is not None
    kept(stage, stopped[0], stopped[1], before, "FTG-01.cap")


def test_13_a_new_incident_and_a_new_case_each_time(stage: Stage) -> None:
    """What is left is who asks: everything one authority had kept in thirty days."""
    stage.days(31)
    before, stopped = stage.xb.mark(), None
    for number in range(5):
        record = t.new_record(1350 + number)
        rows = t.cameras(*range(600 + 6 * number, 606 + 6 * number), start="08:00", end="14:00")
        t.plant(stage, record, cameras=rows, incident=t.incident())
        if stage.xb.state(record)["state"] == "returned":
            turned(stage, record, before)
            return
        found = t.keep(stage.xb, record, rows)
        if not found.done:
            stopped = (found, record)
            break
    assert stopped is not None
    kept(stage, stopped[0], stopped[1], before, "FTG-01.cap")
    stage.days(31)  # the other plays are asked anew


def test_13_what_was_kept_of_a_refused_request_counts_for_the_next(stage: Stage) -> None:
    before, incident = stage.xb.mark(), t.incident()
    first = t.sent(stage, cameras=t.cameras(*range(700, 705)), incident=incident)
    assert t.keep(stage.xb, first, t.cameras(*range(700, 705))).done
    stage.xb.must("desk", "ft.consult", first, ground="disproportionate")
    stage.settle()
    stage.xa.must("desk", "ft.answer_consultation", first, answer="We see it differently.")
    stage.settle()
    stage.xb.must("desk", "ft.refuse", first, ground="disproportionate", reasons="Five cameras are too many for it.")
    stage.settle()
    again, rows = t.new_record(1395), t.cameras(705, 706)
    t.plant(stage, again, cameras=rows, incident=incident)
    kept(stage, t.keep(stage.xb, again, rows), again, before, "FTG-01.cap")


@pytest.mark.parametrize("who", ["controller", "desk", "head"])
def test_13_no_insider_opens_the_cap(stage: Stage, who: str) -> None:
    """Only the court decides beyond it."""
    record = t.new_record({"controller": 1396, "desk": 1397, "head": 1398}[who])
    rows = t.cameras(*range(720, 728))
    t.plant(stage, record, cameras=rows)
    granted = stage.xb.do(who, "ft.decide", record, policy="FTG-01.cap", outcome="granted",
                          reasons="I think that it may be allowed.", expires_on="")  # fmt: skip
    assert not granted.done
    plays.stopped(t.keep(stage.xb, record, rows), frozenset({"FTG-01.cap"}))


PROTEST: dict[str, Any] = {"incident": "Protest at the mill", "summary": "Several hundred people protest at the mill.",
                           "sought": "Everybody who takes part in the rally."}  # fmt: skip


@pytest.mark.parametrize("mode", ["live", "face_search", "following"])
def test_14_live_feed_and_face_search_at_a_protest(stage: Stage, mode: str) -> None:
    record = t.drafted(stage.xa, **PROTEST, mode=mode)
    unsent(stage, t.certify(stage.xa, record), record, "FTG-02.mode", "EXP-01.review")
    before, forged = stage.xb.mark(), t.new_record({"live": 1401, "face_search": 1402, "following": 1403}[mode])
    t.plant(stage, forged, **PROTEST, mode=mode)
    turned(stage, forged, before, "mill")


def test_14_a_recording_of_the_protest(stage: Stage) -> None:
    """Called a recording, the assembly itself is no crime, whoever decides."""
    record = t.drafted(stage.xa, **PROTEST)
    unsent(stage, t.certify(stage.xa, record, expression_conduct="yes"), record, "EXP-01.hard", "EXP-01.review")


def test_14_called_a_recording_its_words_ask_for_faces(stage: Stage) -> None:
    words = {"sought": "Run facial recognition over the live feed and tell us every name."}
    record = t.drafted(stage.xa, **words)
    unsent(stage, t.certify(stage.xa, record), record, "FTG-02.review")
    before, forged = stage.xb.mark(), t.new_record(1404)
    t.plant(stage, forged, **words)
    assert t.keep(stage.xb, forged, CAMERAS).done  # kept at once, before it is gone; nobody sees it
    kept(stage, stage.xb.do("desk", "ft.screen", forged, facts=DESK), forged, before, "FTG-02.review")


def test_14_somebody_is_followed_from_camera_to_camera(stage: Stage) -> None:
    """One camera a request, each taking over from the one before."""
    before, incident = stage.xb.mark(), t.incident()
    for number in range(3):
        record = t.new_record(1410 + number)
        rows = t.cameras(800 + number, start=f"13:{10 * number:02d}", end=f"13:{10 * number + 9:02d}")
        t.plant(stage, record, cameras=rows, incident=incident)
        assert t.keep(stage.xb, record, rows).done
    found = stage.xb.do("desk", "ft.screen", record, facts=DESK)
    kept(stage, found, record, before, "FTG-02.following")


def test_14_by_an_insider_of_our_own_office(stage: Stage) -> None:
    """No partner at all: the own police wants to watch the own square."""
    record = t.drafted(stage.xb, **PROTEST, mode="live", partner="", basis="")
    plays.stopped(t.certify(stage.xb, record), frozenset({"FTG-02.mode"}))


def test_14_a_clip_that_shows_bystanders_does_not_leave(stage: Stage) -> None:
    before = stage.xb.mark()
    record = t.sent(stage)
    t.checked(stage, record)
    t.cut(stage, record, masks=False)
    found = t.approve(stage, record)
    plays.stopped(found, frozenset({"FTG-02.masked"}))
    assert sha256_hex(f.ORIGINAL) not in stage.xb.told(before)


def test_14_a_look_without_a_written_reason(stage: Stage) -> None:
    record = t.sent(stage)
    t.checked(stage, record)
    t.cut(stage, record)
    look = {"clip": sha256_hex(f.ORIGINAL), "reason": "look", "unit": "Footage", "viewer": "Controller"}
    plays.stopped(stage.xb.do("controller", "ft.view", record, **look), frozenset({"FTG-02.view"}))


def test_14_a_named_person_waits_for_the_asylum_authority(stage: Stage) -> None:
    name, before = stage.new_name("Tan"), stage.xb.mark()
    record = t.sent(stage, persons=[{**PERSON, "names": [name]}])
    assert t.keep(stage.xb, record, CAMERAS).done
    stage.xb.must("asylum", "ft.state_facts", record, facts={"protection_status": "applicant"}, reasons="Known here.")
    kept(stage, stage.xb.do("desk", "ft.screen", record, facts=DESK), record, before, "REF-01.footage")


def test_control_footage_of_one_incident_is_shown_used_and_deleted(stage: Stage) -> None:
    record = t.sent(stage)
    t.checked(stage, record)
    t.cut(stage, record)
    assert t.approve(stage, record).done
    assert stage.xa.state(record)["mirror"] == "received"
    stage.xb.must("supervisor", "ft.release", record)
    stage.settle()
    masked = sha256_hex(f.MASKED)
    assert stage.xa.ask("files", record=record)["hashes"] == [masked]
    look = {"clip": masked, "reason": "To read the plate of the grey car.", "unit": "Robbery unit", "viewer": "Officer"}
    stage.xa.must("officer", "ft.view", record, **look)
    case = stage.xa.state(record)["case"]
    stage.xa.must(
        "officer", "ft.report_use", record, used_for_case=case, use="stated_case", result="The car was found."
    )
    stage.xa.must("supervisor", "ft.delete", record, witness="Ada Brenn", reasons="The plate was read.")
    stage.xa.must("supervisor", "ft.tell_deleted", record)
    stage.settle()
    assert stage.xa.ask("files", record=record)["hashes"] == []
    stage.xb.must("controller", "ft.erase", record, witness="Tom Oker", reasons="The use was reported.")
    assert stage.xb.ask("files", record=record)["hashes"] == []
    assert stage.xa.state(record)["mirror"] == stage.xb.state(record)["mirror"] == "deleted"
    assert sha256_hex(f.ORIGINAL) not in stage.xb.told()


def test_control_the_court_opens_eight_cameras_for_a_kidnapped_child(stage: Stage) -> None:
    """More than the cap, because a judge has read why; kept as the judge saw it."""
    record, rows = t.new_record(1490), t.cameras(*range(900, 908), start="13:00", end="13:10")
    t.plant(stage, record, cameras=rows, conduct="kidnapping")
    assert t.keep(stage.xb, record, rows[:5]).done
    stage.xb.must("judge", "ft.decide", record, policy="FTG-01.cap", outcome="granted",
                  reasons="A child was taken; the yard has eight gates.", expires_on="")  # fmt: skip
    found = t.keep(stage.xb, record, rows[:5])
    assert found.done, sorted(found.gates | found.other)
