"""The table of a complaint: what the public door opens to, what crosses, who reads it, and how it ends."""

from comity.domain.roles import Role
from comity.procedures.complaint import PROCEDURE
from comity.procedures.message_form import shape_faults
from comity.procedures.mirror import ranked
from comity.procedures.step import SAME

OM, RR, JB, PR = Role.OMBUD, Role.RIGHTS_REVIEWER, Role.JOINT_REVIEW, Role.PROSECUTOR


def test_the_ombud_reads_it_and_others_once_it_is_known_whom_it_is_about():
    assert (set(PROCEDURE.readers), set(PROCEDURE.invited), PROCEDURE.bars) == ({OM}, {RR, JB, PR}, True)


def test_the_partner_reads_three_things_and_no_person():
    (notice,) = [row for row in PROCEDURE.messages if row.type == "complaint.notice"]
    assert [field.name for field in notice.fields] == ["summary", "category", "language"]
    state = {
        "proposal": {"shared_summary": "Letters were read."},
        "triage": {"category": "rights", "complained_of": [{"name": "Nine"}]},
        "request": {"summary": "He read MY letters", "language": "en"},
        "author": {"author_name": "Sela Marsh"},
    }
    made = notice.make(state, {}, {})
    assert made == {"summary": "Letters were read.", "category": "rights", "language": "en"}
    frame = {"record": "x", "round": 1, "at": "2026-11-23T03:00:00.000Z"}
    assert not shape_faults("complaint.notice", {**frame, **made})
    assert shape_faults("complaint.notice", {**frame, **made, "author": "Sela Marsh"})
    assert shape_faults("complaint.notice", {**frame, **made, "summary": "x" * 4001})


def test_both_offices_say_the_same_of_it():
    mirror = ranked("complaint.notice", (("complaint.returned", "returned"),))
    assert PROCEDURE.mirror is not None
    sent, back = {"type": "complaint.notice", "round": 1}, {"type": "complaint.returned", "round": 1}
    for messages in ([], [sent], [sent, back], [back, sent]):
        assert PROCEDURE.mirror(messages) == mirror(messages)


def test_somebody_else_decides_than_looked_into_it_and_somebody_else_sends_than_proposed():
    assert all("cm.investigate" in row.different_from for row in PROCEDURE.rows("cm.conclude"))
    assert all("cm.propose_share" in row.different_from for row in PROCEDURE.rows("cm.share"))
    assert all({"cm.conclude", "cm.investigate"} <= set(row.different_from) for row in PROCEDURE.rows("cm.review"))


def test_no_road_to_a_decision_leaves_out_the_reprisal_check():
    queue: list[tuple[str, frozenset[str]]] = [("", frozenset())]
    seen, found = set(), []
    while queue:
        state, done = queue.pop()
        if (state, done) in seen:
            continue
        seen.add((state, done))
        if state == "decided":
            found.append(done)
            continue
        for row in PROCEDURE.steps:
            if (
                row.side == "requesting"
                and row.target != SAME
                and (state in row.source or (row.makes_record and not state))
            ):
                queue.append((row.target, done | {row.command}))
    assert found
    assert all({"cm.screen", "cm.check_reprisal", "cm.assign", "cm.investigate"} <= road for road in found)


def test_the_clocks_are_three_days_and_sixty_from_its_coming_in():
    for command in ("cm.hand_in", "cm.draft"):
        assert PROCEDURE.rows(command)[0].starts == ("acknowledgement", "decision")
    assert PROCEDURE.clock("review").then == "cm.lapse"
