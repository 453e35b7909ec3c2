"""A policy judges only in its time; what was decided is judged again at its own moment; days without a gate are seen."""

from datetime import UTC, date, datetime, timedelta

import pytest

from comity.law import Law, PolicySet, export_decision
from comity.law.decision import decision_from_json
from comity.law.errors import PolicyError
from comity.law.fact import UNKNOWN, Fact
from comity.law.validity import Gap, read_validity, turns
from tests.law.best import best_facts
from tests.law.world import LAW

FILE = "policies/shared/governance.cedar"


def law_with(first, last, *, successor=""):
    """The packaged law with another validity for SYS-02, and a stricter successor from a day on."""
    files = dict(PolicySet.shared().files)
    head, mine, tail = files[FILE].partition('@id("SYS-02")')
    body = mine + tail
    own, rest = body[: body.index(";") + 1], body[body.index(";") + 1 :]
    changed = own.replace('@valid_from("2026-01-01")', f'@valid_from("{first}")').replace(
        '@valid_to("")', f'@valid_to("{last}")'
    )
    added = ""
    if successor:
        added = own.replace("SYS-02", "SYS-02.next").replace('@gate("SYS-02.next")', '@gate("SYS-02")')
        added = added.replace('@valid_from("2026-01-01")', f'@valid_from("{successor}")')
        added = added.replace('history_whole == "yes"', 'history_whole == "yes" && context.reasons_stored == "yes"')
    files[FILE] = head + changed + rest + "\n" + added
    if successor:
        files["matrix/ir.toml"] = files["matrix/ir.toml"].replace(
            '"ir.escalate" = ["SYS-02"', '"ir.escalate" = ["SYS-02", "SYS-02.next"'
        )
    return Law(PolicySet.from_files("shared", files))


def at(day):
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


FACTS = {**best_facts("ir.escalate"), "history_whole": Fact("no")}


@pytest.mark.parametrize(("day", "judged"), [("2026-06-29", True), ("2026-06-30", True), ("2026-07-01", False)])
def test_the_last_day_counts_and_the_next_does_not(day, judged):
    law = law_with("2026-01-01", "2026-06-30")
    assert (
        "SYS-02" in law.decide("ir.screen", {**best_facts("ir.screen"), "history_whole": Fact("no")}, at=at(day)).failed
    ) is judged


def test_a_day_is_a_day_in_utc():
    law = law_with("2026-01-01", "2026-06-30")
    facts = {**best_facts("ir.screen"), "history_whole": Fact("no")}
    late = datetime(2026, 7, 1, 6, 30, tzinfo=UTC) - timedelta(hours=6, minutes=31)
    assert "SYS-02" in law.decide("ir.screen", facts, at=late).failed
    assert "SYS-02" not in law.decide("ir.screen", facts, at=late + timedelta(minutes=2)).failed


def test_one_policy_follows_another_and_an_old_decision_is_judged_at_its_own_moment():
    law = law_with("2026-01-01", "2026-06-30", successor="2026-07-01")
    facts = {**best_facts("ir.escalate"), "reasons_stored": Fact("no")}
    before, after = (
        law.decide("ir.escalate", facts, at=at("2026-06-30")),
        law.decide("ir.escalate", facts, at=at("2026-07-01")),
    )
    assert (before.allowed, after.allowed, after.failed) == (True, False, ("SYS-02.next",))
    for decision in (before, after):
        again = law.again(decision_from_json(decision.to_json(), law.shared.facts))
        assert (again.allowed, again.failed, again.at) == (decision.allowed, decision.failed, decision.at)
    assert "SYS-02.next" not in export_decision(before, shared=law.shared)["policies"]
    assert "SYS-02.next" in export_decision(after, shared=law.shared)["policies"]


def test_without_a_moment_every_policy_judges_which_is_never_milder():
    law = law_with("2026-01-01", "2026-06-30", successor="2026-07-01")
    facts = dict.fromkeys(law.shared.facts, Fact(UNKNOWN))
    for day in ("2026-01-01", "2026-07-01"):
        assert set(law.decide("ir.escalate", facts, at=at(day)).failed) <= set(law.decide("ir.escalate", facts).failed)


@pytest.mark.parametrize("day", ["2025-12-31", "2027-01-01"])
def test_where_no_policy_is_left_the_act_is_stopped(day):
    """An act that nothing judges is not allowed: no gates is not a yes."""
    law = law_with("2026-01-01", "2026-12-31")
    decision = law.decide("ir.escalate", best_facts("ir.escalate"), at=at(day))
    assert not decision.allowed
    assert decision.errors == ("no policy is valid at this moment",)


def test_days_without_a_hard_gate_are_named():
    law = law_with("2026-01-01", "2026-06-30", successor="2026-08-01")
    gaps = law.gaps(date(2026, 1, 1), date(2026, 12, 31))
    assert Gap("ir.escalate", "SYS-02", date(2026, 7, 1), date(2026, 7, 31)) in gaps
    assert Gap("ir.draft", "SYS-02", date(2026, 7, 1), date(2026, 12, 31)) in gaps
    assert {gap.gate for gap in gaps} == {"SYS-02"}
    assert LAW.gaps(date(2026, 1, 1), date(2036, 1, 1)) == ()


def test_only_days_in_order_are_read():
    assert read_validity("X", "2026-01-01", "").last is None
    for first, last in (
        ("", ""),
        ("2026-01-01", "2025-12-31"),
        ("2026-1-1", ""),
        ("2026-02-30", ""),
        ("2026-01-01", "never"),
    ):
        with pytest.raises(PolicyError):
            read_validity("X", first, last)
    assert turns([read_validity("X", "2026-01-01", "2026-06-30"), read_validity("Y", "2026-07-01", "")]) == [
        date(2026, 1, 1),
        date(2026, 7, 1),
    ]
