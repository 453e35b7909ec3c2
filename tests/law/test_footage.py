"""Footage: each gate of its own stops alone, not knowing stops, splitting does not help, and the lawful case flows."""

from dataclasses import replace

import pytest

from tests.law import footage_world as base
from tests.law.footage_world import CAMERAS, CLIP, MASK, REVIEW, WINDOW
from tests.law.test_decisions import decided
from tests.law.world import LAW, stated


def failed(situation):
    return set(LAW.judge(situation).failed)


def says(situation, role, author="xx-1", **facts):
    kept = {**situation.record.get("stated", {}), **stated(author, role, facts)}
    return replace(situation, record={**situation.record, "stated": kept}, form={**situation.form, "facts": {}})


def unsaid(situation, *names):
    kept = {name: row for name, row in situation.record.get("stated", {}).items() if name not in names}
    form = dict(situation.form)
    if "facts" in form:
        form["facts"] = {name: word for name, word in form["facts"].items() if name not in names}
    return replace(situation, record={**situation.record, "stated": kept}, form=form)


def in_record(situation, **changes):
    return replace(situation, record={**situation.record, **changes})


def in_form(situation, **changes):
    return replace(situation, form={**situation.form, **changes})


def series(situation, *others):
    return replace(situation, node={**situation.node, "footage": list(others)})


def other(number, windows, **changes):
    """Another request of this node, as the door tells of it."""
    row = {"record": f"xb-coord/footage/{number}", "incident": "", "case": "", "authority": "xa-coord",
           "at": "2026-11-10T08:00:00.000Z", "windows": windows, "masks": [], "sought": []}  # fmt: skip
    return {**row, **changes}


def window(camera, start, end, day="2026-11-20"):
    return {"camera": camera, "start": f"{day} {start}", "end": f"{day} {end}"}


def cameras(number, start="13:00", end="14:00", day="2026-11-20"):
    return [{**window(f"QM-{200 + index}", start, end, day), "why": "It looks at the place of the incident."}
            for index in range(number)]  # fmt: skip


def test_who_owes_a_report_on_what_it_was_given_gets_no_clip_in_the_matter():
    late = {"use_report": {"due_at": "2026-11-01T00:00:00.000Z", "pauses": []}}
    at = base.release()
    owed = {"id": "xb-coord/footage/7", "side": "requested", "partner": at.record["partner"], "state": "released",
            "clocks": late, "review": {"clips": [CLIP]}}  # fmt: skip
    said = {**owed, "review": {}, "release": {"statements": [{"value": "x"}]}}
    for row in (owed, said):
        assert failed(replace(at, related=[row])) == {"USE-01.reported"}
    assert failed(replace(at, related=[{**owed, "state": "reported"}])) == set()
    assert failed(replace(at, related=[{**owed, "partner": "xz-coord"}])) == set()
    assert failed(says(replace(at, related=[owed]), "SP", danger_to_life="yes")) == set()


def taking(situation, rows):
    """The same step over other cameras, asked and kept."""
    request = {**situation.record["request"], "cameras": rows}
    held = {**base.HELD, "held": [{name: row[name] for name in ("camera", "start", "end")} for row in rows]}
    changed = in_record(situation, request=request, **({"held": held} if "held" in situation.record else {}))
    return in_form(changed, held=held["held"]) if situation.verb == "preserve" else changed


@pytest.mark.parametrize("name", sorted(base.BASES))
def test_the_ordinary_course_is_lawful_at_every_step_and_needs_no_judge(name):
    assert failed(base.BASES[name]()) == set()


# FTG-01: named


@pytest.mark.parametrize("changes", [
    {"incident": ""},
    {"place": ""},
    {"cameras": []},
    {"cameras": [{**CAMERAS[0], "camera": "*"}]},
    {"cameras": [{**CAMERAS[0], "camera": "QM-1*"}]},
    {"cameras": [{**CAMERAS[0], "camera": "all"}]},
    {"cameras": [{**CAMERAS[0], "why": "near"}]},
    {"cameras": [{**CAMERAS[0], "start": "2026-11-01 00:00", "end": "2026-11-30 23:59"}]},
    {"cameras": [{**CAMERAS[0], "end": "2026-11-20 12:00"}]},
    {"cameras": [{**CAMERAS[0], "start": "yesterday"}]},
])  # fmt: skip
@pytest.mark.parametrize("name", ["ft.receive"])
def test_what_is_not_named_is_turned_away_at_once(name, changes):
    assert "FTG-01.named" in failed(base.BASES[name](**changes))


def test_all_cameras_of_the_city_for_a_month_stop_at_every_door():
    """Abuse 13, by the partner, by the own office, at the order to keep."""
    city = [{"camera": "all cameras of Quillmoor", "start": "2026-11-01 00:00", "end": "2026-11-30 23:59",
             "why": "One of them must have seen something."}]  # fmt: skip
    for name in ("ft.certify", "ft.send", "ft.receive", "ft.screen"):
        assert "FTG-01.named" in failed(base.BASES[name](cameras=city)), name
    assert "FTG-01.named" in failed(taking(base.preserve(), city))


# FTG-01: caps


@pytest.mark.parametrize("number, gates", [(5, set()), (6, {"FTG-01.default"}), (7, {"FTG-01.cap"})])
def test_six_cameras_are_the_controllers_and_more_are_the_courts(number, gates):
    assert failed(taking(base.check(), cameras(number, "13:00", "13:30"))) == gates


@pytest.mark.parametrize("end, gates", [("17:00", set()), ("18:30", {"FTG-01.default"}), ("19:30", {"FTG-01.cap"})])
def test_four_hours_are_the_default_and_six_the_cap(end, gates):
    assert failed(taking(base.check(), cameras(1, "13:00", end))) == gates


def test_the_decisions_open_what_they_are_for_and_nothing_else():
    six, seven = taking(base.check(), cameras(6)), taking(base.check(), cameras(7))
    assert failed(decided(six, "FTG-01.default", [("fc-9", "FC")])) == set()
    assert failed(decided(seven, "FTG-01.default", [("fc-9", "FC")])) == {"FTG-01.cap"}
    assert failed(decided(seven, "FTG-01.cap", [("ju-1", "JU")])) == set()
    assert failed(decided(seven, "FTG-01.cap", [("fc-9", "FC")])) == {"FTG-01.cap"}
    judged = decided(seven, "FTG-01.cap", [("ju-1", "JU")])
    assert failed(taking(judged, cameras(9))) == {"FTG-01.cap"}  # one camera more, and the court's word is void


def test_the_order_to_keep_is_capped_like_the_clip():
    assert failed(taking(base.preserve(), cameras(7))) == {"FTG-01.cap"}
    assert failed(taking(base.preserve(), cameras(6))) == set()


def test_cameras_one_by_one_add_up_over_the_incident():
    """Split: each request names one camera, the incident counts them all; spelling it otherwise changes nothing."""
    incident = base.REQUEST["incident"]
    others = [other(n, [window(f"QM-{300 + n}", "13:00", "13:30")], incident=incident.upper() + " ")
              for n in range(4)]  # fmt: skip
    assert failed(series(base.check(), *others[:3])) == set()
    assert failed(series(base.check(), *others)) == {"FTG-01.default"}
    assert failed(series(base.check(), *others, other(9, [window("QM-9", "13:00", "13:30")], incident=incident))) == {
        "FTG-01.cap"
    }


def test_what_was_kept_and_never_shown_counts():
    kept = other(1, [window(f"QM-{300 + n}", "13:00", "13:30") for n in range(5)], incident=base.REQUEST["incident"])
    assert failed(series(base.check(), kept)) == {"FTG-01.cap"}


def test_another_incident_number_does_not_help_within_the_case():
    """The same case under four incident names, a day each: the hours of the case count."""
    others = [
        other(n, [window(f"QM-{400 + c}", "00:00", "04:00", f"2026-11-{10 + n}") for c in range(5)],
              incident=f"Incident {n}", case=base.REQUEST["case_reference"])
        for n in range(2)
    ]  # fmt: skip
    assert failed(series(base.check(), *others)) == {"FTG-01.cap"}
    assert failed(series(base.check(), *[{**row, "case": "another case"} for row in others])) == set()


def test_one_authority_has_a_month_of_hours_over_all_its_cases():
    others = [
        other(
            n,
            [window(f"QM-{500 + 10 * n + c}", "00:00", "04:00") for c in range(5)],
            incident=f"I {n}",
            case=f"case {n}",
        )
        for n in range(6)
    ]
    assert failed(series(base.check(), *others)) == {"FTG-01.cap"}
    old = [{**row, "at": "2026-09-01T00:00:00.000Z"} for row in others]
    assert failed(series(base.check(), *old)) == set()
    theirs = [{**row, "authority": "xb-coord"} for row in others]
    assert failed(series(base.check(), *theirs)) == set()


def test_a_node_that_does_not_know_its_series_keeps_nothing():
    blind = replace(base.preserve(), node={name: v for name, v in base.preserve().node.items() if name != "footage"})
    assert failed(blind) == {"FTG-01.cap"}
    assert {"FTG-01.cap", "FTG-01.default", "FTG-02.following"} <= failed(replace(base.check(), node=blind.node))


# FTG-02


@pytest.mark.parametrize("mode", ["live", "face_search", "following", "", "panorama"])
@pytest.mark.parametrize("name", ["ft.certify", "ft.send", "ft.receive", "ft.preserve", "ft.screen", "ft.check"])
def test_only_a_recording_can_be_asked_for(name, mode):
    assert failed(base.BASES[name](mode=mode)) == {"FTG-02.mode"}


def test_no_decision_opens_the_mode():
    assert LAW.policy("FTG-02.mode").kind == "hard"
    live = base.extract(mode="live")
    for role in ("JU", "DP", "FC", "RR"):
        assert failed(says(live, role, footage_mode="recording")) == {"FTG-02.mode"}


def test_a_live_feed_with_face_search_at_a_protest_stops_three_times():
    """Abuse 14: whatever box is ticked, the words are read."""
    words = {
        "incident": "Protest at the mill",
        "summary": "A rally of mill workers; a live feed with face search shall show who takes part.",
    }
    open_words = base.receive(mode="live", **words)
    assert {"FTG-02.mode"} <= failed(open_words)
    ticked = base.certify(**words)
    assert {"FTG-02.review", "EXP-01.review"} <= failed(ticked)
    told = says(base.screen(mode="live", **words), "SP", **{**base.DESK, "expression_conduct": "yes"})
    assert {"FTG-02.mode", "EXP-01.hard", "EXP-01.separate"} <= failed(told)


@pytest.mark.parametrize("field", ["incident", "sought", "why_not_otherwise", "place"])
def test_every_text_of_the_request_is_read(field):
    said = f"{base.REQUEST[field]} 实时监控 and a protest"
    assert {"FTG-02.review", "EXP-01.review"} <= failed(base.screen(**{field: said}))


def test_the_reasons_of_cameras_are_read_too():
    rows = [{**CAMERAS[0], "why": "It has facial recognition and sees who prays at the church."}, CAMERAS[1]]
    assert {"FTG-02.review", "EXP-01.review"} <= failed(base.screen(cameras=rows))


def test_the_words_are_cleared_by_the_data_protection_officer_alone():
    worded = base.screen(sought="Two men; no tracking is wanted, only the door.")
    assert failed(worded) == {"FTG-02.review"}
    assert failed(decided(worded, "FTG-02.review", [("dp-1", "DP")])) == set()
    assert failed(decided(worded, "FTG-02.review", [("sp-9", "SP")])) == {"FTG-02.review"}


RELAY = [window("QM-1", "13:00", "13:10"), window("QM-2", "13:10", "13:20"), window("QM-3", "13:25", "13:40")]


def test_three_cameras_that_take_over_from_one_another_follow_somebody():
    rows = [{**row, "why": "It looks at the next corner of the street."} for row in RELAY]
    assert failed(taking(base.check(), rows)) == {"FTG-02.following"}
    assert failed(taking(base.check(), rows[:2])) == set()


def test_following_is_seen_over_the_series_whatever_the_desk_says():
    """Split over three requests: same case, same incident, or the same person."""
    first, second = other(1, [RELAY[0]]), other(2, [RELAY[1]])
    third = taking(base.check(persons=[base.PERSON]), [{**RELAY[2], "why": "It looks at the bridge to the market."}])
    assert "FTG-02.following" not in failed(series(third, first, second))
    case = {"case": base.REQUEST["case_reference"]}
    assert "FTG-02.following" in failed(series(third, {**first, **case}, {**second, **case}))
    person = {"sought": ["tan dara"]}
    assert "FTG-02.following" in failed(series(third, {**first, **person}, {**second, **person}))


@pytest.mark.parametrize("name", ["ft.check", "ft.extract", "ft.approve_release", "ft.release"])
@pytest.mark.parametrize("word", ["yes", None])
def test_a_private_zone_is_masked_or_nothing_is_cut(name, word):
    at = unsaid(base.BASES[name](), "private_zone")
    if word and name == "ft.check":
        at = in_form(at, facts={**at.form["facts"], "private_zone": word})
    elif word:
        kept = {**at.record["stated"], **stated("fc-1", "FC", {"private_zone": word})}
        at = in_record(at, stated=kept)
    assert failed(at) == {"FTG-02.zone"}


def masked(name="ft.approve_release", **review):
    at = base.BASES[name]()
    return in_record(at, review={**REVIEW, **review})


@pytest.mark.parametrize("review", [{"watched_whole": False}, {"masks": []}])
@pytest.mark.parametrize("name", ["ft.approve_release", "ft.release", "ft.release_here"])
def test_a_clip_nobody_watched_or_masked_does_not_leave_whatever_is_said(name, review):
    assert failed(masked(name, **review)) == {"FTG-02.masked"}


def test_a_clip_without_bystanders_says_so():
    assert failed(masked(masks=[], nobody_else=True)) == set()


def test_nobody_said_that_bystanders_are_masked():
    assert failed(unsaid(base.approve(), "bystanders_masked")) == {"FTG-02.masked"}


def test_masks_bind_the_recording_not_the_clip():
    """An earlier clip masked the left half later; this clip shows the same minutes."""
    earlier = other(1, [WINDOW], masks=[{**WINDOW, "start": "2026-11-20 13:20", "end": "2026-11-20 13:40"}])
    kept = base.approve()
    assert failed(series(kept, earlier)) == set()  # the present mask covers what the clip shows of the earlier one
    shorter = in_record(kept, review={**REVIEW, "masks": [{**MASK, "end": "2026-11-20 13:18"}]})
    assert failed(shorter) == set()
    assert failed(series(shorter, earlier)) == {"FTG-02.masked"}
    elsewhere = other(2, [], masks=[{**WINDOW, "camera": "QM-999"}])
    assert failed(series(shorter, elsewhere)) == set()


@pytest.mark.parametrize("form", [{"reason": "look"}, {"unit": ""}, {"viewer": ""}, {"viewer": "Somebody Else"},
                                  {"unit": "Traffic unit"}, {"clip": "cd" * 32}])  # fmt: skip
def test_a_look_without_reason_name_or_place_on_the_list_is_stopped(form):
    assert failed(in_form(base.view(), **form)) == {"FTG-02.view"}


def test_before_the_release_only_those_who_work_on_it_look():
    working = in_record(base.view(), state="extracted", answer={}, extracts=[CLIP])
    assert failed(replace(working, actor_roles=("FC",))) == set()
    assert failed(replace(working, actor_roles=("RO",))) == {"FTG-02.view"}


# the other gates


@pytest.mark.parametrize("changes", [{"purpose": "look"}, {"purpose_code": "curiosity"}, {"why_not_otherwise": "no"},
                                     {"case_reference": ""}, {"persons": [{**base.PERSON, "link": "him"}]}])  # fmt: skip
def test_purpose_and_the_milder_way_are_written_down(changes):
    assert "PUR-01.footage" in failed(base.receive(**changes))


@pytest.mark.parametrize("word", ["no", None])
def test_minutes_nobody_needs_are_not_asked_for(word):
    at = unsaid(base.certify(), "minutes_needed")
    if word:
        at = in_form(at, facts={**at.form["facts"], "minutes_needed": word})
    assert failed(at) == {"MIN-01.minutes"}


@pytest.mark.parametrize("clip", [
    {**CLIP, "camera": "QM-106"},
    {**CLIP, "end": "2026-11-20 14:01"},
    {**CLIP, "sha256": "", "medium": ""},
    {**CLIP, "medium": ""},
    {**CLIP, "sha256": "not a hash"},
    {**CLIP, "clip": [{"sha256": "cd" * 32}], "medium": ""},
    {**CLIP, "clip": [{"sha256": DIGEST} for DIGEST in ("ab" * 32, "cd" * 32)]},
])  # fmt: skip
def test_a_clip_lies_in_what_was_asked_and_kept_and_is_there(clip):
    assert failed(base.extract(clips=[clip])) == {"MIN-01.cut"}
    assert failed(base.review(clips=[clip])) == {"MIN-01.cut"}
    assert "MIN-01.cut" in failed(in_record(base.release(), review={**REVIEW, "clips": [clip]}))


def test_a_named_person_waits_for_the_asylum_authority():
    for name in ("ft.screen", "ft.release"):
        named = base.BASES[name](persons=[base.PERSON])
        assert failed(named) == {"REF-01.footage"}
        held = named.form.get("facts", {})
        free = in_form(says(named, "AS", protection_status="none"), facts=held)
        assert failed(free) == set()
        assert failed(in_form(says(named, "AS", protection_status="refugee"), facts=held)) == {"REF-01.footage"}
        assert failed(in_form(says(named, "SP", protection_status="none"), facts=held)) == {"REF-01.footage"}


def test_a_child_that_is_named_needs_reviewer_and_court():
    child = {**base.PERSON, "birth_date": "2012-01-01"}
    named = base.certify(persons=[child])
    assert failed(named) == {"CHD-01.footage"}
    assert failed(decided(named, "CHD-01.footage", [("rr-1", "RR"), ("ju-1", "JU")])) == set()


@pytest.mark.parametrize("hands", [
    {"ft.extract": "fc-2"}, {"ft.review": "sp-y"}, {"ft.extract": "ro-1"}, {"ft.review": ""}, {"ft.approve_release": "cs-x"},
])  # fmt: skip
def test_the_hands_are_different_people(hands):
    at = base.release()
    assert failed(in_record(at, actors={**at.record["actors"], **hands})) == {"GOV-01.footage"}


def test_the_releaser_did_not_ask():
    assert failed(replace(base.release(), actor="ro-1")) == {"GOV-01.footage"}


def test_a_petty_theft_is_no_reason_to_look_at_a_street():
    petty = base.certify(conduct="theft")
    assert failed(petty) == {"SER-01"}
    assert failed(decided(petty, "SER-01", [("sp-9", "SP"), ("dp-1", "DP")])) == set()


def test_the_requesters_own_word_opens_nothing():
    for fact, gate in (("footage_following", "FTG-02.following"), ("minutes_needed", "MIN-01.minutes")):
        at = says(unsaid(base.send(), fact), "CS", author="ro-1", **{fact: "no" if "following" in fact else "yes"})
        assert failed(at) == {gate}


def test_an_amended_request_is_judged_anew():
    """What was said of two cameras says nothing of three."""
    at = base.send()
    about = at.request_hash
    kept = {name: {**row, "about": about} for name, row in at.record["stated"].items()}
    same = in_record(at, stated=kept)
    assert failed(same) == set()
    more = in_record(same, request={**at.record["request"], "cameras": cameras(3)})
    assert {"MIN-01.minutes", "FTG-02.following", "OFF-01.facts"} <= failed(more)


def test_the_agreement_and_the_mandate_must_name_footage():
    bare = replace(base.send(), agreement={**(base.send().agreement or {}), "acts": ["information_request"]})
    assert failed(bare) == {"BAS-01"}
    assert failed(base.send(basis="vc-2019-5")) == {"BAS-01"}


def test_a_clip_for_a_state_that_kills_carries_the_condition():
    at = base.release(conduct="robbery")
    bare = in_record(at, release={**base.RELEASE, "conditions": ["this_case_only"]})
    assert failed(replace(bare, partner={**bare.partner})) >= {"DTH-02"}
