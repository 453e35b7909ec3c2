"""A confession from secret custody, by every door it could come through; and an exhibit whose chain never breaks."""

from typing import Any

import pytest

from comity.domain.custody import first_break
from comity.kit.canonical import sha256_hex
from tests.abuse import assistances as a
from tests.abuse import exhibits as e
from tests.abuse import plays
from tests.abuse import releases as i
from tests.abuse.stage import Done, Mark, Side, Stage
from tests.law.evidence_world import ACQUIRED, TAKING

WORDS = ("TOR-", "torture", "coerc", "beaten", "inquiry")
CONFESSED: dict[str, Any] = {"property": "notes", "value": "He said that he had called the savers himself.",
                             "source": "Statement of the accused", "item": "criminal_record"}  # fmt: skip


def unused(stage: Stage, side: Side, found: Done, record: str, before: Mark, *gates: str) -> None:
    """Stopped, written down with its gates and authors; the other office learns nothing of why."""
    plays.stopped(found, frozenset(gates))
    new = side.told(before)
    assert [word for word in WORDS if word in new] == []
    plays.no_police_record(stage, record)


@pytest.mark.parametrize("who", ["officer", "custodian"])
def test_23_the_own_office_does_not_send_it(stage: Stage, who: str) -> None:
    before, content = stage.xa.mark(), e.image(stage.new_name("Tan"))
    record = e.prepared(stage.xa, e.stored(stage.xa, content, acquired=e.SECRET, **e.CONFESSION))
    unused(stage, stage.xa, e.approve(stage.xa, record), record, before, "TOR-02.statement")
    assert not stage.xa.do(who, "ev.release", record).done
    assert stage.xb.state(record) == {}


def test_23_as_evidence_from_the_partner(stage: Stage) -> None:
    """The paper is polished, the place stays unknown; a sealed copy serves an inquiry and nothing else."""
    before, record = stage.xb.mark(), "xa-coord/exhibit/01a20000-0000-7000-8000-000000002301"
    e.forged(stage, record, acquired=e.SECRET, exhibit={})
    unused(stage, stage.xb, e.accept(stage.xb, record, "ab" * 32), record, before, "TOR-02.statement")
    stage.xb.must("prosecutor", "ev.keep_for_inquiry", record, reasons="Sealed copy for the inquiry into torture.")
    stage.settle()
    state = stage.xb.state(record)
    assert (state["state"], state["grade"]) == ("quarantined", "lead_only")
    assert [word for word in WORDS if word in stage.xb.told(before)] == []


@pytest.mark.parametrize("author", ["reviewer", "prosecutor"])
def test_23_every_paper_is_there_and_he_was_beaten(stage: Stage, author: str) -> None:
    before = stage.xb.mark()
    record = f"xa-coord/exhibit/01a20000-0000-7000-8000-{2310 + len(author):012d}"
    e.forged(stage, record, acquired=e.POLISHED, exhibit={})
    stage.xb.must(author, "ev.state_facts", record, facts={"coercion_origin": "yes"}, reasons="He was beaten.")
    unused(stage, stage.xb, e.accept(stage.xb, record, "ab" * 32), record, before, "TOR-02")


def test_23_called_a_document(stage: Stage) -> None:
    """Another kind on the paper: the reviewer's word still binds, whatever the desk says after it."""
    before, record = stage.xb.mark(), "xa-coord/exhibit/01a20000-0000-7000-8000-000000002302"
    e.forged(stage, record, acquired=e.SECRET, exhibit={"kind": "document", "title": "Paper"})
    stage.xb.must("reviewer", "ev.state_facts", record, facts={"coercion_origin": "yes"}, reasons="A confession.")
    unused(stage, stage.xb, e.accept(stage.xb, record, "ab" * 32), record, before, "TOR-02")


def test_23_offered_again_after_it_was_declined(stage: Stage) -> None:
    before, record = stage.xb.mark(), "xa-coord/exhibit/01a20000-0000-7000-8000-000000002303"
    e.forged(stage, record, acquired=e.SECRET, exhibit={})
    unused(stage, stage.xb, e.accept(stage.xb, record, "ab" * 32), record, before, "TOR-02.statement")
    stage.xb.must("desk", "ev.decline", record, ground=plays.GROUND, reasons="It was taken in secret custody.")
    stage.settle()
    again = "xa-coord/exhibit/01a20000-0000-7000-8000-000000002304"
    e.forged(stage, again, acquired=e.SECRET, exhibit={"what_it_is": "What he said, the second copy."})
    unused(stage, stage.xb, e.accept(stage.xb, again, "ab" * 32), again, before, "TOR-02.statement")


def test_23_of_our_own_shown_in_court(stage: Stage) -> None:
    """By an insider: our own confession from a cell nobody knows does not reach our own court."""
    before, content = stage.xb.mark(), e.image(stage.new_name("Tan"))
    record = e.stored(stage.xb, content, acquired=e.SECRET, **e.CONFESSION)
    found = stage.xb.do("prosecutor", "ev.disclose", record, recipient="District Court", court_use="trial",
                        provider_told=False, offered_as="evidence", reasons="Part of the file of the prosecution.",
                        facts={**TAKING, "exhibit_needed": "yes"})  # fmt: skip
    unused(stage, stage.xb, found, record, before, "TOR-02.statement")


def test_23_as_an_information_release(stage: Stage) -> None:
    """The other door: the same words as information the partner asked for."""
    name, before = i.somebody(stage), stage.xb.mark()
    record = i.asked(stage, name, items=["identity", "birth", "criminal_record"])
    i.found(stage, record)
    i.prepare(stage, record, CONFESSED)
    stage.xb.must("reviewer", "ir.state_facts", record, facts={"coercion_origin": "yes"}, reasons="Secret custody.")
    unused(stage, stage.xb, i.approve(stage, record), record, before, "TOR-02")
    assert not i.release(stage, record).done
    assert "called the savers himself" not in stage.xb.told()


def test_23_a_word_that_comes_between_approval_and_release(stage: Stage) -> None:
    name, before = i.somebody(stage), stage.xb.mark()
    record = i.asked(stage, name)
    i.found(stage, record)
    i.prepare(stage, record)
    assert i.approve(stage, record).done
    stage.xb.must("reviewer", "ir.state_facts", record, facts={"coercion_origin": "yes"}, reasons="Secret custody.")
    unused(stage, stage.xb, i.release(stage, record), record, before, "TOR-02")


def test_23_as_legal_assistance(stage: Stage) -> None:
    before = stage.xb.mark()
    record = a.executing(stage, stage.new_name("Tan"))
    a.prepare(stage, record)
    stage.xb.must("reviewer", "ml.state_facts", record, facts={"coercion_origin": "yes"}, reasons="Secret custody.")
    unused(stage, stage.xb, a.approve(stage, record), record, before, "TOR-02")
    assert stage.xa.state(record)["state"] == "accepted"


def test_23_assistance_that_would_lead_to_it(stage: Stage) -> None:
    """Asked for by a partner whose cells are known: the risk stops the request itself."""
    before = stage.xb.mark()
    record = a.sent(stage, stage.new_name("Tan"))
    stage.xb.must("central", "ml.check_form", record)
    stage.xb.must("reviewer", "ml.state_facts", record, facts={"coercion_risk": "yes"}, reasons="The place is known.")
    unused(stage, stage.xb, a.screen(stage, record), record, before, "TOR-02.request")


def test_control_an_exhibit_reaches_the_partner_with_an_unbroken_chain(stage: Stage) -> None:
    content = e.image(stage.new_name("Tan"))
    record = e.sent(stage, content)
    assert stage.xb.state(record)["state"] == "offered"
    assert e.accept(stage.xb, record, sha256_hex(content)).done
    stage.settle()
    here, there = stage.xa.state(record), stage.xb.state(record)
    assert (here["state"], there["state"]) == ("transferred", "stored")
    assert here["mirror"] == there["mirror"] == "accepted"
    assert (first_break(here["custody"]), first_break(there["custody"])) == (0, 0)
    assert there["grade"] == "evidence"
    assert stage.xb.ask("files", record=record)["hashes"] == [sha256_hex(content)]
    assert ACQUIRED["witness"] not in stage.xa.told()


def test_control_a_guarded_statement_is_taken_in(stage: Stage) -> None:
    """A named place, a lawyer and a recording: a confession is no less lawful for being one."""
    content = e.image(stage.new_name("Tan"))
    record = e.sent(stage, content, acquired=e.POLISHED, **e.CONFESSION)
    assert e.accept(stage.xb, record, sha256_hex(content)).done


def test_control_what_does_not_match_is_a_lead_on_both_sides(stage: Stage) -> None:
    content = e.image(stage.new_name("Tan"))
    record = e.sent(stage, content)
    assert e.accept(stage.xb, record, "ef" * 32).done
    stage.settle()
    assert stage.xa.state(record)["state"] == stage.xb.state(record)["state"] == "quarantined"
    assert stage.xa.state(record)["grade"] == stage.xb.state(record)["grade"] == "lead_only"
