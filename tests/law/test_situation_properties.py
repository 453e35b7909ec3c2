"""From a situation that is stopped, taking any input away never lets it pass."""

import copy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law import world
from tests.law.world import AT, LAW, RELEASE, REQUEST, STATEMENT

MINOR = [{**REQUEST["persons"][0], "birth_date": "2011-05-01"}]
WITNESS = [{**REQUEST["persons"][0], "role": "witness"}]
SPENT = {**STATEMENT, "item": "criminal_record", "property": "criminalRecord", "record_status": "not_final"}


def _with(situation, **changes):
    return replace(situation, **changes)


STOPPED = {
    "minor": world.screen(persons=MINOR),
    "politics in the words": world.screen(use="He printed leaflets for the opposition."),
    "press": world.certify(flags=["press"]),
    "coercive item": world.screen(items=["identity", "bank_records"]),
    "not listed": world.receive(conduct="inciting_subversion"),
    "no basis": world.send(basis="vc-2011-3"),
    "forged": _with(world.receive(), message={**world.receive().message, "authenticated": False}),
    "other policies": _with(world.receive(), message={**world.receive().message, "policy_hash": "0" * 64}),
    "wrong addressee": _with(world.receive(), message={**world.receive().message, "addressee": "xb-other"}),
    "everyone": world.receive(persons=[], objects=[]),
    "wildcard": world.receive(persons=[{**REQUEST["persons"][0], "names": ["Tan *"], "documents": []}]),
    "locked series": _with(world.screen(), series={**world.SERIES, "sequential_documents": 9}),
    "earlier refusal": _with(world.screen(), history=[{"label": "refused", "gates": ["POL-01.review"], "at": ""}]),
    "not whole": _with(world.screen(), node={**world.screen().node, "history_whole": False}),
    "witness": world.approve(persons=WITNESS),
    "open record": world.approve({**RELEASE, "statements": [SPENT]}, items=["criminal_record"]),
    "more than asked": world.approve({**RELEASE, "statements": [{**STATEMENT, "item": "address"}]}),
    "another's statement": world.approve({**RELEASE, "statements": [{**STATEMENT, "originator": "xc-other"}]}),
    "no limits": world.approve({**RELEASE, "conditions": []}),
    "over": world.approve({**RELEASE, "expires_on": "2026-11-01"}),
    "about someone else": world.approve({**RELEASE, "statements": [{**STATEMENT, "person": 1}]}),
    "asylum in the words": world.approve({**RELEASE, "statements": [{**STATEMENT, "source": "Asylum file"}]}),
    "told the ground": world.refuse(ground="protection"),
    "unlawful register": _with(world.approve(), registers={"lawful_origin": "no"}),
    "stated by the writer": _with(world.certify(), record={**world.certify().record, "actors": {"ir.draft": "cs-1"}}),
}
OPEN_TO_LOSS = {"form": {"reasons", "ground", "facts"}, "record": {"request", "release", "stated", "candidates",
                "judgements", "consultation", "actors"}}  # fmt: skip


def places(value, path=()):
    """Every key inside nested mappings and lists, as a path."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key)
            yield from places(item, (*path, key))
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from places(item, (*path, number))


def without(value, path):
    """A copy with the key at the path taken out."""
    copied = copy.deepcopy(value)
    holder = copied
    for step in path[:-1]:
        holder = holder[step]
    holder.pop(path[-1], None)
    return copied


def losses(situation):
    """Every way to lose one input of a situation."""
    for name in ("form", "record"):
        held = {key: item for key, item in getattr(situation, name).items() if key in OPEN_TO_LOSS[name]}
        yield from ((name, path) for path in places(held))
    for name in ("message", "partner", "agreement", "series", "node", "registers"):
        yield from ((name, path) for path in places(getattr(situation, name)))
    yield from ((name, None) for name in ("message", "partner", "agreement", "series", "history"))


def lose(situation, loss):
    name, path = loss
    if path is None:
        return replace(situation, **{name: None})
    return replace(situation, **{name: without(getattr(situation, name), path)})


@pytest.mark.parametrize("case", STOPPED)
def test_each_case_is_stopped(case):
    assert not LAW.judge(STOPPED[case]).allowed


@pytest.mark.parametrize("case", STOPPED)
def test_no_single_loss_opens_a_stopped_case(case):
    opened = [loss for loss in losses(STOPPED[case]) if LAW.judge(lose(STOPPED[case], loss)).allowed]
    assert opened == []


@given(data=st.data(), case=st.sampled_from(sorted(STOPPED)))
def test_no_combination_of_losses_opens_a_stopped_case(data, case):
    situation = STOPPED[case]
    for loss in data.draw(st.lists(st.sampled_from(sorted(losses(situation), key=repr)), min_size=2, max_size=5)):
        try:
            situation = lose(situation, loss)
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # an earlier loss took this place with it
    assert not LAW.judge(situation).allowed


@pytest.mark.parametrize("name", world.BASES)
def test_a_base_case_without_its_inputs_is_stopped_and_never_raises(name):
    empty = replace(world.BASES[name](), form={}, record={}, agreement=None, partner=None, message=None, series=None,
                    history=None, node={}, registers={})  # fmt: skip
    decision = LAW.judge(empty)
    assert not decision.allowed
    assert {fact.value for name, fact in decision.asked.items() if name != "reply_neutral"} <= {"unknown", "no"}


@given(junk=st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                         lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)),
       key=st.sampled_from(sorted(REQUEST)))  # fmt: skip
def test_a_malformed_request_is_judged_not_crashed_on(junk, key):
    decision = LAW.judge(world.screen(**{key: junk}))
    assert decision.errors == ()


def test_the_time_is_the_situation_s_own():
    assert {fact.at[:10] for fact in LAW.judge(world.screen()).asked.values() if fact.at} == {AT.date().isoformat()}
