"""A person's freedom waits for nothing: no agreement, no partner, no whole history stands in its way."""

from datetime import timedelta

import pytest

from comity.kit import clock
from comity.law import Law, PolicySet
from comity.storage import boot, records
from tests.app import surrenders as s
from tests.app.surrenders import must, now, state, stopped_by, told
from tests.office import Office, agree


def restored(office: Office) -> None:
    """The node was brought back from a copy, and no partner has answered yet."""
    boot.doubt("behind", at=now())


def without_agreement(office: Office) -> None:
    """What both offices had signed is ended."""
    (found,) = records.of_procedure("agreement", state="in_force")
    must(office.do("head", "agreement.end", found["id"], reasons="The policies are under review."))


TROUBLES = pytest.mark.parametrize("trouble", [restored, without_agreement])


@TROUBLES
def test_the_clock_frees_at_the_limit(xb: Office, trouble) -> None:
    record = s.arrested(xb)
    trouble(xb)
    assert s.later(xb, hours=1) == 0
    assert state(record)["detention"]["held_now"] is True
    assert s.later(xb, days=47) >= 1
    assert (state(record)["state"], state(record)["detention"]["held_now"]) == ("lapsed", False)


@TROUBLES
def test_an_officer_frees_at_any_time(xb: Office, trouble) -> None:
    record = s.arrested(xb)
    trouble(xb)
    must(xb.do("prosecutor", "ex.set_free", record, reasons="The ticket was a return ticket."))
    assert (state(record)["state"], state(record)["detention"]["held_now"]) == ("lapsed", False)


@TROUBLES
def test_who_is_not_collected_is_free_and_the_partner_is_told_when_that_is_lawful(xb: Office, trouble) -> None:
    record = s.to_hand_over(xb)
    must(xb.do("judge", "ex.detain", record, counsel="Ros Chanthy", reasons="He tried to leave by the river."))
    before = told(xb, record)
    trouble(xb)
    assert s.later(xb, days=22) >= 1
    kept = state(record)
    assert (kept["state"], kept["detention"]["held_now"]) == ("freed", False)
    assert told(xb, record) == before
    assert s.later(xb, days=23) == 0  # it waits, and writes no line for every look
    assert (state(record)["state"], told(xb, record)) == ("freed", before)
    if trouble is restored:
        boot.trust_again()
        assert s.later(xb, days=23) == 1
        assert (state(record)["state"], told(xb, record)[-1]) == ("uncollected", "surrender.uncollected")


def test_nothing_else_leaves_before_the_partner_knows_that_the_person_is_free(xb: Office) -> None:
    record = s.to_hand_over(xb)
    must(xb.do("judge", "ex.detain", record, counsel="Ros Chanthy", reasons="He tried to leave by the river."))
    restored(xb)
    s.later(xb, days=22)
    boot.trust_again()
    with clock.frozen(clock.now() + timedelta(days=22)):
        assert "not_next" in stopped_by(xb.do("central", "ex.close", record, reasons=s.REASONS))
        assert "not_next" in stopped_by(s.hand_over(xb, record))


def test_the_clock_frees_nobody_before_the_limit(xb: Office) -> None:
    record = s.arrested(xb)
    assert stopped_by(s.by_clock(xb, "ex.release_at_limit", record, clock="detention")) == {"PRV-01.limit"}
    assert state(record)["detention"]["held_now"] is True


def under_an_earlier_law(office: Office) -> None:
    """A set in which freeing, too, asked for a whole history: records that begin now keep it."""
    files = dict(PolicySet.shared().files)
    name, free = "matrix/ex.toml", '"ex.set_free" = ["GOV-01.reasons"'
    assert free in files[name]
    files[name] = files[name].replace(free, f'{free}, "SYS-02"')
    office.node.__dict__["law"] = Law(PolicySet.from_files("shared", files))
    agree(office)


def test_the_law_a_custody_began_under_holds_nobody_longer(xb: Office) -> None:
    present = xb.node.law
    under_an_earlier_law(xb)
    record = s.arrested(xb)
    restored(xb)
    stopped = xb.do("prosecutor", "ex.set_free", record, reasons="The ticket was a return ticket.")
    assert stopped_by(stopped) == {"SYS-02"}
    xb.node.__dict__["law"] = present
    assert state(record)["law"]["shared"] != present.shared.hash
    must(xb.do("prosecutor", "ex.set_free", record, reasons="The ticket was a return ticket."))
    assert state(record)["detention"]["held_now"] is False
