"""Who has a part in a record: whoever took a step of it last, and each of its earlier writers."""

from comity.procedures.step import Step
from comity.procedures.who import taken_before, took_part

STATE = {
    "actors": {"ir.draft": "ann", "ir.amend": "cho"},
    "earlier_writers": {"ir.amend": ["ben"]},
}
CERTIFY = Step(command="ir.certify", source=("draft",), target="certified", different_from=("ir.draft", "ir.amend"))


def test_an_earlier_writer_keeps_a_part_in_the_record() -> None:
    assert [name for name in ("ann", "ben", "cho", "dee") if took_part(name, STATE)] == ["ann", "ben", "cho"]
    assert not took_part("ann", {})


def test_none_of_its_writers_certifies_it() -> None:
    said = {name: taken_before(CERTIFY, officer=name, state=STATE) for name in ("ann", "ben", "cho", "dee")}
    assert said == {"ann": ["ir.draft"], "ben": ["ir.amend"], "cho": ["ir.amend"], "dee": []}
