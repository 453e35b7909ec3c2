"""The table of a person's own request: nothing of it crosses, three people answer, and nothing found reads like nothing
told."""

from comity.domain.roles import Role
from comity.procedures import subject_changes as change
from comity.procedures.data_subject import PROCEDURE


def test_nothing_of_it_crosses_the_link():
    assert [row.command for row in PROCEDURE.steps if row.sends or row.receives] == []


def test_few_read_it():
    assert set(PROCEDURE.readers) == {Role.DATA_PROTECTION, Role.RIGHTS_REVIEWER, Role.JOINT_REVIEW}
    assert set(PROCEDURE.invited) == {Role.PROSECUTOR}


def test_whoever_enters_it_is_one_who_reads_what_is_found():
    """The writer sees the record, and the record says which reviews and surrenders there are."""
    for command in ("ds.draft", "ds.amend"):
        assert all(set(row.roles) <= set(PROCEDURE.readers) for row in PROCEDURE.rows(command))


def test_one_prepares_another_approves_and_the_approver_does_not_give_it():
    assert all("ds.prepare_release" in row.different_from for row in PROCEDURE.rows("ds.approve_release"))
    for command in ("ds.release", "ds.release_in_part"):
        assert all("ds.approve_release" in row.different_from for row in PROCEDURE.rows(command))
    assert all({"ds.prepare_release", "ds.settle"} <= set(row.different_from) for row in PROCEDURE.rows("ds.check"))


def told(package):
    state = {"package": package}
    change.answer(state, {"form": {}, "at": "2026-11-23T03:00:00.000Z", "actor": "dp-1"})
    return state["told"]


def test_nothing_found_and_nothing_told_are_the_same_words():
    held = {"found_record": "x", "limit": "investigation", "why": "An open case.", "review_on": "2027-01-01"}
    assert told({"given": [], "held_back": [], "letter": ""}) == told(
        {"given": [], "held_back": [held], "letter": "no"}
    )


def test_what_is_given_names_no_record_and_no_reason():
    row = {
        "found_record": "xb-coord/case/1",
        "told_as": "You are named in a case.",
        "others_in_it": False,
        "partner_consent": "",
    }
    assert told({"given": [row], "held_back": [], "letter": "Dear Sir"}) == {
        "answer": "given",
        "given": [{"told_as": "You are named in a case."}],
        "letter": "Dear Sir",
    }
