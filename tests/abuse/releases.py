"""A request for information that is answered with data, step by step: found in a register, confirmed, approved, released."""

from typing import Any

from tests.abuse import plays
from tests.abuse.requests import HARMLESS
from tests.abuse.stage import Done, Stage
from tests.app.test_request import RELEASE_FACTS
from tests.office import fraud_request

PEOPLE = ["Yorick Blanquez", "Zdenka Quillfeather", "Ulysses Wharncliffe", "Ottoline Vroomkens", "Ignatius Pepperdyne",
          "Xanthe Okonjoba", "Wolfgang Ebersbacher", "Philomena Zwickybauer", "Jedediah Umbelowski", "Quirin Halvdansson",
          "Eustace Frobishly", "Calpurnia Dziewulska", "Barnaby Kurosakovic", "Hyacinth Vandermolen",
          "Oswin Tchaikowitz", "Rosalind Guggenmoos", "Zebulon Aarvikson", "Mirabel Xanthopoulos", "Thaddeus Mbeki-Rausch", "Leocadia Hjortspring"]  # fmt: skip
"""Entered in XB's register; each play takes the next."""
_NEXT = iter(PEOPLE)
LIMITS: dict[str, Any] = {"handling": ["H0"], "conditions": ["this_case_only"], "expires_on": "2030-06-01"}
ROW: dict[str, Any] = {"person": 0, "property": "birthDate", "value": "1988-03-14", "lang": "", "source": "civil",
                       "kind": "fact", "source_grade": "A", "information_grade": "1", "as_of": "2026-11-01",
                       "originator": "xb-coord", "handling": ["H0"], "record_status": "", "item": "birth"}  # fmt: skip


def somebody(stage: Stage) -> str:
    """The name of somebody in XB's register whom no other play asks about."""
    stage.xb.ask("load_register", people=PEOPLE)
    return next(_NEXT)


def person(name: str, **changes: Any) -> dict[str, Any]:
    return {**fraud_request()["persons"][0], "names": [name], "birth_date": "1988-03-14", **changes}


def asked(stage: Stage, name: str, **changes: Any) -> str:
    """XA asks by its ordinary way."""
    record = plays.draft(stage.xa, fraud_request(persons=[person(name)], **changes))
    stage.xa.must("supervisor", "ir.certify", record, facts=HARMLESS)
    stage.xa.must("desk", "ir.send", record)
    stage.settle()
    return record


def found(stage: Stage, record: str, prefix: str = "ir", facts: dict[str, str] | None = None) -> None:
    """XB screens, searches, and a second person confirms who it is."""
    xb = stage.xb
    xb.must("desk", f"{prefix}.screen", record, facts=facts or HARMLESS)
    xb.must("desk", f"{prefix}.search", record)
    best = xb.state(record)["candidates"][0]["id"]
    xb.must("supervisor", f"{prefix}.judge", record, candidate=best, result="positive",
            reasons="Same name, birth date and card.")  # fmt: skip
    for row in xb.state(record)["candidates"][1:]:
        xb.must("supervisor", f"{prefix}.judge", record, candidate=row["id"], result="negative",
                reasons="Another person: other birth date.")  # fmt: skip


def prepare(stage: Stage, record: str, *rows: dict[str, Any], **limits: Any) -> None:
    today = stage.xb.ask("moment")["at"][:10]
    statements = [{**ROW, "as_of": today, **row} for row in rows or ({},)]
    stage.xb.must("desk", "ir.prepare_release", record, statements=statements, facts={}, **{**LIMITS, **limits})


def approve(stage: Stage, record: str, **facts: str) -> Done:
    return stage.xb.do("desk2", "ir.approve_release", record, facts={**RELEASE_FACTS, **facts})


def release(stage: Stage, record: str) -> Done:
    done = stage.xb.do("supervisor", "ir.release", record)
    stage.settle()
    return done


def answered(stage: Stage, name: str, *rows: dict[str, Any], **limits: Any) -> str:
    """Asked and answered with data."""
    record = asked(stage, name, items=["identity", "birth", "documents", "aliases"])
    found(stage, record)
    prepare(stage, record, *rows, **limits)
    for step in (approve(stage, record), release(stage, record)):
        assert step.done, sorted(step.gates | step.other)
    return record
