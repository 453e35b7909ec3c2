"""Reviews of a nationality that would be abuse, and a lawful one; the partner, who wants something of it, learns nothing."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.abuse import plays
from tests.abuse import reviews as n
from tests.abuse import surrenders as x
from tests.abuse.stage import Done, Side, Stage, open_stage
from tests.app.reviews import facts
from tests.law import review_world as w
from tests.law import surrender_world
from tests.nodes.pair import RunnerError

COLLUSION = "Fraud: his collusion with foreigners shows that he never meant his oath."


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage of its own: reviews take years, and the other plays do not."""
    with open_stage(tmp_path_factory.mktemp("reviews")) as built:
        yield built


def quiet(side: Side, record: str, name: str) -> None:
    """Nothing of a review ever left the node, and no other record stands on the person."""
    assert side.state(record)["partner"] == ""
    assert record not in side.told()
    assert {row[0] for row in side.holding(name)} <= {"nationality_review", "surrender"}


def barred(side: Side, found: Done, record: str, name: str, *gates: str) -> None:
    plays.stopped(found, frozenset(gates))
    quiet(side, record, name)


def test_07_a_child_would_be_stateless(stage: Stage) -> None:
    name = stage.new_name("Orrin")
    record = n.weighed(stage.xa, name, effect="stateless", other_state="XD")
    barred(stage.xa, n.cancel(stage.xa, record), record, name, "NRV-03")
    assert stage.xa.state(record)["state"] == "weighed"
    stage.xa.must("nationality2", "nr.keep", record, reasons="The child would be left without a nationality.")


@pytest.mark.parametrize("who", ["reviewer", "nationality2"])
def test_07_nobody_s_word_opens_it(stage: Stage, who: str) -> None:
    """By an insider: the sheet says stateless, somebody states that nobody is affected."""
    name = stage.new_name("Orrin")
    record = n.weighed(stage.xa, name, effect="stateless", other_state="XE")
    stage.xa.must(who, "nr.state_facts", record, facts=facts({"family_effect": "none_affected"}), reasons="Looked at.")
    barred(stage.xa, n.cancel(stage.xa, record), record, name, "NRV-03")


def test_07_the_sheet_names_no_child_and_nobody_speaks_for_the_family(stage: Stage) -> None:
    """Left out instead of lied about: without a sheet, and without the reviewer's word, the answer is unknown."""
    name = stage.new_name("Orrin")
    record = n.heard(stage.xa, name, other_state="XF")
    side = stage.xa
    side.must("nationality", "nr.ask_asylum", record)
    side.must("asylum", "nr.state_facts", record, facts=facts({"protection_status": "none"}), reasons="")
    side.must("nationality", "nr.ask_state", record, asked_authority="Ministry", wording="is_a_national")
    side.must("nationality2", "nr.take_confirmation", record, **{**w.CONFIRMATION, "dated_on": n.today(side)})
    side.must("reviewer", "nr.state_facts", record, facts=facts(w.BEFORE_EFFECT), reasons="")
    side.must("nationality", "nr.weigh", record, **w.WEIGHING)
    barred(side, n.cancel(side, record), record, name, "NRV-03")


def test_07_a_child_born_after_the_decision_stops_the_effect(stage: Stage) -> None:
    name = stage.new_name("Orrin")
    record = n.final(stage.xa, stage.days, name, other_state="XG")
    born = n.family(stage.xa, "stateless", names=["Ona Vale"])
    stage.xa.must("nationality", "nr.check_family", record, **born)
    barred(stage.xa, stage.xa.do("nationality", "nr.effect", record), record, name, "NRV-03")
    assert stage.xa.state(record)["papers"] == "valid"


def test_07_his_own_other_nationality_is_only_assumed(stage: Stage) -> None:
    """The sister gate: a reading of the other state's law is no confirmation by that state."""
    name = stage.new_name("Orrin")
    record = n.weighed(stage.xa, name, other_state="XH")
    guess = {**w.CONFIRMATION, "given_by": "own_reading_of_its_law", "dated_on": n.today(stage.xa)}
    stage.xa.must("nationality2", "nr.take_confirmation", record, **guess)
    barred(stage.xa, n.cancel(stage.xa, record), record, name, "NRV-02")


LEAD = {"triggered_by": "partner_lead", "lead_office": "xa-coord", "other_state": "XA"}


def wanted_national(stage: Stage, given: str) -> tuple[str, str]:
    """XA wants somebody surrendered whom XB's authority says to be a national of XB."""
    name = stage.new_name(given)
    record = x.ask(stage, name)
    x.state_own(stage, record, without="nationality")
    stage.xb.must("nationality", "ex.state_facts", record, facts=x.facts({"own_national": "yes"}), reasons="")
    return name, record


def find(stage: Stage, record: str) -> Done:
    x.in_court(stage, record)
    return x.find(stage, record)


def test_08_a_review_opened_on_a_wanted_national_names_the_partner(stage: Stage) -> None:
    """Called an own audit, its screening stops: the node's own records show who asked first."""
    name, _ = wanted_national(stage, "Orrin")
    record = n.opened(stage.xb, name, other_state="XA")
    barred(stage.xb, n.screen(stage.xb, record), record, name, "NRV-06.lead")
    stage.xb.must("nationality", "nr.amend", record, **n.file(name, **LEAD, first_interest_on="2026-01-01"))
    stage.xb.must("reviewer", "nr.state_facts", record, facts=facts(w.RIGHTS), reasons="")
    assert n.screen(stage.xb, record).done


def test_08_cancelled_so_that_he_can_be_handed_over_next_month(stage: Stage) -> None:
    """While XA's request lives, the cancellation has no effect without a judge, and no surrender comes of it."""
    name, wanted = wanted_national(stage, "Orrin")
    before = stage.xb.mark()
    record = n.weighed(stage.xb, name, **LEAD, first_interest_on="2026-01-01")
    stage.xb.must("reviewer", "nr.state_facts", record, facts=facts({"foreign_proof": "checked"}), reasons="")
    assert n.cancel(stage.xb, record).done
    at = n.today(stage.xb)
    stage.xb.must("nationality2", "nr.serve_decision", record, served_by="in_person", served_on=at, language="km")
    stage.xb.must("nationality", "ex.state_facts", wanted,
                  facts=x.facts({"own_national": "no", "nationality_loss": "none"}), reasons="")  # fmt: skip
    found = find(stage, wanted)
    assert {"NAT-02.hard", "NAT-02.review"} <= found.gates, "while the appeal runs"
    stage.days(61)
    barred(stage.xb, stage.xb.do("nationality", "nr.effect", record), record, name, "NAT-02.effect")
    assert stage.xb.state(record)["papers"] == "valid"
    told = stage.xb.told(before)
    assert "NAT-" not in told
    assert "review" not in told


def test_08_an_effect_that_a_judge_allowed_opens_no_surrender_by_itself(stage: Stage) -> None:
    name, wanted = wanted_national(stage, "Orrin")
    record = n.weighed(stage.xb, name, **LEAD, first_interest_on="2026-01-01")
    stage.xb.must("reviewer", "nr.state_facts", record, facts=facts({"foreign_proof": "checked"}), reasons="")
    assert n.cancel(stage.xb, record).done
    at = n.today(stage.xb)
    stage.xb.must("nationality2", "nr.serve_decision", record, served_by="in_person", served_on=at, language="km")
    stage.days(61)
    n.grant(stage.xb, "judge2", record, "NAT-02.effect")
    stage.xb.must("nationality", "nr.effect", record)
    lie = {"own_national": "no", "nationality_loss": "before_interest"}
    stage.xb.must("nationality", "ex.state_facts", wanted, facts=x.facts(lie), reasons="Lost long ago.")
    found = find(stage, wanted)
    plays.stopped(found, frozenset({"NAT-02.review"}))
    assert stage.xa.state(wanted)["mirror"] == stage.xb.state(wanted)["mirror"]


def asked_again(stage: Stage, name: str) -> str:
    """XA asks a second time, which its own reviewer has to allow."""
    case = stage.xa.must("officer", "case.open", title="Two suitcases", conduct="drug_trafficking",
                         purpose_code="prosecution", summary="").record  # fmt: skip
    record = stage.xa.must("officer", "ex.draft", **x.request(name), partner="xb-coord", case=case).record
    certify = {key: word for key, word in surrender_world.DESK_FACTS.items() if key != "translation_faithful"}
    plays.stopped(stage.xa.do("supervisor", "ex.certify", record, facts=x.facts(certify)), frozenset({"POL-02"}))
    stage.xa.must("reviewer", "ex.decide", record, policy="POL-02", outcome="granted", reasons=n.REASONS, expires_on="")
    stage.xa.must("supervisor", "ex.certify", record, facts=x.facts(certify))
    stage.xa.must("central", "ex.send", record, facts=x.facts(x.ASK))
    stage.settle()
    return record


def test_08_withdrawn_for_the_time_being_and_asked_again_afterwards(stage: Stage) -> None:
    """The partner steps back until the nationality is gone: its earlier interest still counts, at both gates."""
    name, wanted = wanted_national(stage, "Orrin")
    stage.xa.must("central", "ex.withdraw", wanted, reasons="We do not need him at this time.")
    stage.settle()
    record = n.weighed(stage.xb, name, **LEAD, first_interest_on="2026-01-01", asked_before=True)
    stage.xb.must("reviewer", "nr.state_facts", record, facts=facts({"foreign_proof": "checked"}), reasons="")
    assert n.cancel(stage.xb, record).done
    at = n.today(stage.xb)
    stage.xb.must("nationality2", "nr.serve_decision", record, served_by="in_person", served_on=at, language="km")
    stage.days(61)
    barred(stage.xb, stage.xb.do("nationality", "nr.effect", record), record, name, "NAT-02.effect")
    n.grant(stage.xb, "judge2", record, "NAT-02.effect")
    stage.xb.must("nationality", "nr.effect", record)
    again = asked_again(stage, name)
    x.state_own(stage, again)
    stopped = stage.xb.do("desk", "ex.screen", again, facts=x.facts(surrender_world.DESK_FACTS))
    plays.stopped(stopped, frozenset({"POL-02"}))
    stage.xb.must("reviewer", "ex.decide", again, policy="POL-02", outcome="granted", reasons=n.REASONS, expires_on="")
    assert "NAT-02.review" in find(stage, again).gates


@pytest.mark.parametrize("who", ["nationality", "supervisor", "judge2"])
def test_08_an_insider_cannot_give_effect_before_its_time(stage: Stage, who: str) -> None:
    name, _ = wanted_national(stage, "Orrin")
    record = n.opened(stage.xb, name, **LEAD, first_interest_on="2026-01-01")
    if who == "supervisor":
        with pytest.raises(RunnerError, match="NotFound"):  # it is not even there for him
            stage.xb.do(who, "nr.effect", record)
        return
    found = stage.xb.do(who, "nr.effect", record)
    assert not found.done
    assert found.other & {"not_next", "role_missing"}


ORIGIN = "Everybody naturalised in 2018 whose family came from the northern province."


@pytest.mark.parametrize("basis", ["trait", "individual"], ids=["honest", "called individual"])
def test_10_five_hundred_of_one_origin(stage: Stage, basis: str) -> None:
    name = stage.new_name("Orrin")
    record = n.opened(stage.xa, name, batch="campaign", batch_size=500, selection_rule=ORIGIN, other_state="XI")
    wanted = ["NRV-04.bulk", *(["NRV-04.selection"] if basis == "trait" else [])]
    barred(stage.xa, n.screen(stage.xa, record, selection_basis=basis), record, name, *wanted)


def test_10_nobody_wrote_the_rule(stage: Stage) -> None:
    name = stage.new_name("Orrin")
    record = n.opened(stage.xa, name, selection_rule="List", other_state="XJ")
    barred(stage.xa, n.screen(stage.xa, record), record, name, "NRV-04.selection")


def test_10_five_hundred_on_one_form(stage: Stage) -> None:
    stage.xa.ask("hire", staff=n.STAFF)
    persons = [{**w.PERSON, "names": [f"Orrin {number}"], "documents": []} for number in range(500)]
    with pytest.raises(RunnerError, match="FormError"):
        stage.xa.do("nationality", "nr.draft", **n.file("Orrin", persons=persons))
    two = [{**w.PERSON, "names": [stage.new_name("Orrin")], "documents": []} for _ in range(2)]
    record = n.opened(stage.xa, "Orrin", persons=two, other_state="XK")
    found = n.screen(stage.xa, record)
    plays.stopped(found, frozenset({"NRV-04.single"}))


def test_10_split_into_single_files_the_series_is_seen(stage: Stage) -> None:
    """Ten files on one origin, each harmless by itself: from then on none goes on, also not the first."""
    stage.days(31)
    names = [stage.new_name("Orrin") for _ in range(11)]
    first, *_, last = [n.opened(stage.xa, name, other_state="XL") for name in names]
    for record, name in ((first, names[0]), (last, names[-1])):
        barred(stage.xa, n.screen(stage.xa, record), record, name, "NRV-04.bulk")
    assert all(name not in stage.xa.told() for name in names)


def test_10_nobody_is_heard_without_his_own_notice(stage: Stage) -> None:
    """Case by case no less: a sweep that skips the notice has no case (NRV-05)."""
    name = stage.new_name("Orrin")
    record = n.opened(stage.xa, name, other_state="XM")
    assert n.screen(stage.xa, record).done
    bare = {**w.NOTICE, "told": ["facts"], "served_on": n.today(stage.xa)}
    barred(stage.xa, stage.xa.do("nationality", "nr.serve_notice", record, **bare), record, name, "NRV-05.notice")


@pytest.mark.parametrize("changes, wanted", [
    ({"review_ground": "collusion"}, ("NRV-01.ground",)),
    ({"review_ground": "disloyalty"}, ("NRV-01.ground",)),
    ({"summary": COLLUSION}, ("NRV-01.review",)),
    ({"selection_rule": "He met foreigners and colluded with them against the state."}, ("NRV-01.review",)),
    ({"proof": [{**w.PROOF, "what": "His post on collusion with foreign powers"}]}, ("NRV-01.review",)),
], ids=["as it is", "as disloyalty", "as fraud", "in the rule", "in the proof"])  # fmt: skip
def test_11_collusion_with_foreigners(stage: Stage, changes: dict[str, Any], wanted: tuple[str, ...]) -> None:
    name = stage.new_name("Orrin")
    record = n.opened(stage.xa, name, other_state="XN", **changes)
    barred(stage.xa, n.screen(stage.xa, record), record, name, *wanted)
    stage.xa.must("privacy", "nr.withdraw", record, reasons="There is no fraud in it, only politics.")


def test_11_political_by_the_reviewer_s_word_nobody_opens_it(stage: Stage) -> None:
    name = stage.new_name("Orrin")
    record = n.opened(stage.xa, name, summary=COLLUSION, other_state="XO")
    stage.xa.must("reviewer", "nr.state_facts", record, facts=facts({"political_nature": "mixed"}), reasons="Read.")
    n.grant(stage.xa, "reviewer", record, "NRV-01.review")
    n.grant(stage.xa, "judge", record, "NRV-01.review")
    barred(stage.xa, n.screen(stage.xa, record), record, name, "POL-01.nationality")


def test_11_written_into_the_file_after_its_screening(stage: Stage) -> None:
    name = stage.new_name("Orrin")
    record = n.noticed(stage.xa, name, other_state="XP")
    amended = n.file(name, summary=COLLUSION, other_state="XP")
    assert stage.xa.must("nationality", "nr.amend", record, **amended).state == "triggered"
    stage.xa.must("reviewer", "nr.state_facts", record, facts=facts(w.RIGHTS), reasons="")
    barred(stage.xa, n.screen(stage.xa, record), record, name, "NRV-01.review")


def test_control_a_proven_fraud_is_cancelled_and_takes_effect(stage: Stage) -> None:
    name = stage.new_name("Casimir")
    record = n.final(stage.xa, stage.days, name, other_state="XQ")
    assert stage.xa.state(record)["papers"] == "valid"
    stage.xa.must("nationality", "nr.effect", record)
    assert (stage.xa.state(record)["state"], stage.xa.state(record)["papers"]) == ("effective", "cancelled")
    quiet(stage.xa, record, name)


def test_control_a_review_ends_with_the_nationality_standing_and_binds(stage: Stage) -> None:
    name = stage.new_name("Leontin")
    record = n.heard(stage.xa, name, other_state="XR")
    stage.xa.must("nationality2", "nr.keep", record, reasons="He did not know whose paper it was.")
    assert (stage.xa.state(record)["state"], stage.xa.state(record)["clocks"]) == ("kept", {})
    again = n.opened(stage.xa, name, other_state="XR")
    barred(stage.xa, n.screen(stage.xa, again), again, name, "NRV-07")


def test_control_an_appeal_restores(stage: Stage) -> None:
    name = stage.new_name("Bertram")
    record = n.served(stage.xa, name, other_state="XS")
    stage.xa.must("reviewer", "nr.appeal", record, lodged_by="counsel", appeal_text="The register had been corrected.")
    stage.days(100)
    found = stage.xa.do("nationality", "nr.effect", record)
    assert (found.done, found.state) == (False, "appealed")
    stage.xa.must("judge2", "nr.quash", record, reasons="The register had been corrected in 1981.")
    assert (stage.xa.state(record)["state"], stage.xa.state(record)["papers"]) == ("restored", "valid")
    quiet(stage.xa, record, name)
