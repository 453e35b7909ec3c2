"""A base of surrender with one thing changed, and the gates that then stop it."""

import copy
from dataclasses import replace
from datetime import timedelta

from comity.kit.clock import format_time
from tests.law import surrender_world as w
from tests.law.test_decisions import decided
from tests.law.world import AT, LAW, stated

LATER = ("ex.grant", "ex.lend", "ex.hand_over")


def failed(situation):
    """The gates that stop it."""
    decision = LAW.judge(situation)
    assert not decision.errors
    return set(decision.failed)


def again(case):
    """The court's own decisions as they would be written on these facts."""
    case = decided(case, "TOR-01.court", (("ju-x", "JU"),))
    return decided(case, "ASR-01.court", (("ju-x", "JU"),))


def with_record(base, **members):
    """A base whose record holds something else."""
    case = w.BASES[base]()
    return again(replace(case, record={**case.record, **copy.deepcopy(members)}))


def without(base, *names):
    """A base whose record lacks something."""
    case = w.BASES[base]()
    return again(replace(case, record={name: value for name, value in case.record.items() if name not in names}))


def told(base, author="", role="", **facts):
    """A base in which other words were said, by whoever may say them; None: nobody said anything."""
    case = w.BASES[base]()
    rows = dict(case.record["stated"])
    form = {**case.form, "facts": dict(case.form.get("facts") or {})}
    for name, word in facts.items():
        form["facts"].pop(name, None)
        rows.pop(name, None)
        if word is not None:
            said_by = role or LAW.shared.facts[name].authors[0]
            rows.update(stated(author or f"{said_by}-9", said_by, {name: word}))
    return again(replace(case, form=form, record={**case.record, "stated": rows}))


def request(base, **changes):
    """A base about another request; what people said was said about it as it stands."""
    case = w.BASES[base]()
    return again(replace(case, record={**case.record, "request": {**case.record["request"], **changes}}))


def earlier(days, **more):
    """Another notice about the same person, under which he was held."""
    row = {"id": "xa-coord/surrender/0", "procedure": "surrender", "side": "requested", "partner": "xa-coord",
           "state": "lapsed", "detention": w.held(60 + days, until=format_time(AT - timedelta(days=60)))}  # fmt: skip
    return {**row, **more}
