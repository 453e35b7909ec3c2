"""An exhibit on the stage: taken, sealed, stored and transferred by XA, measured and taken in by XB."""

from typing import Any

from tests.abuse.stage import Done, Side, Stage
from tests.app.test_evidence import TOLD
from tests.law.evidence_world import ACQUIRED, FACTS, MARKS, RELEASE, REQUEST, TAKING
from tests.law.footage_world import FOREIGN

CONFESSION: dict[str, Any] = {"kind": "statement", "title": "Statement of the accused", "holder": "",
                              "what_it_is": "He says that he called the savers himself."}  # fmt: skip
SECRET: dict[str, Any] = {"held_place": "", "lawyer": "none", "recorded": False}
POLISHED: dict[str, Any] = {"held_place": "Central prison", "lawyer": "present", "recorded": True}
OFFICERS = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}


def image(name: str) -> bytes:
    return f"image of the telephone of {name} ".encode() * 20


def identified(side: Side, **changes: Any) -> str:
    case = side.must("officer", "case.open", title="The telephone", conduct="telecom_fraud", purpose_code="prosecution",
                     summary="").record  # fmt: skip
    form = {"case": case, "title": "Telephone", "kind": "device", "what_it_is": "The telephone of the false bank.",
            "found_place": "Lantern Street 4", "holder": "", "conduct": "telecom_fraud", "persons": [], "flags": [],
            **{key: REQUEST[key] for key in ("summary", "purpose_code", "purpose")}}  # fmt: skip
    return side.must("officer", "ev.draft", **{**form, **changes}).record


def stored(side: Side, content: bytes, *, acquired: dict[str, Any] | None = None, **changes: Any) -> str:
    record = identified(side, **changes)
    address = side.ask("file", who="officer", text=content.decode("latin-1"), called="image.bin")["address"]
    form = {**ACQUIRED, "files": [address], "hashes": [], "medium": "", **(acquired or {})}
    side.must("officer", "ev.collect", record, **form)
    side.must("custodian", "ev.seal", record, seal_number="S-1", files=[])
    side.must("custodian", "ev.store", record, lies_at="Vault 1")
    return record


def prepared(side: Side, record: str, **changes: Any) -> str:
    form = {key: value for key, value in RELEASE.items() if key != "statements"}
    own = {"partner": side.partner.office if side.partner else "", "basis": REQUEST["basis"], "medium": "",
           "files": side.ask("files", record=record)["hashes"][:1], "expires_on": "2030-01-01",
           "checked_on": side.ask("moment")["at"][:10]}  # fmt: skip
    side.must("custodian", "ev.prepare_release", record, **{**form, **own, **changes})
    side.must("custodian", "ev.state_facts", record, facts=FOREIGN, reasons="Nobody of theirs is here.")
    return record


def approve(side: Side, record: str, **facts: str) -> Done:
    return side.do("desk", "ev.approve_release", record, facts={**FACTS, **facts})


def sent(stage: Stage, content: bytes, *, acquired: dict[str, Any] | None = None, **changes: Any) -> str:
    """XA gives it into the transfer."""
    record = prepared(stage.xa, stored(stage.xa, content, acquired=acquired, **changes))
    found = approve(stage.xa, record)
    assert found.done, sorted(found.gates | found.other)
    stage.xa.must("custodian", "ev.release", record)
    stage.settle()
    return record


def forged(stage: Stage, record: str, *, acquired: dict[str, Any], exhibit: dict[str, Any]) -> str:
    """An exhibit on a medium, offered by an office whose own gates never saw it."""
    told = {name: ACQUIRED[name] for name in TOLD}
    about = {key: REQUEST[key] for key in ("basis", "conduct", "summary", "purpose_code", "purpose", "persons", "objects",
                                           "flags")}  # fmt: skip
    body = {
        "about": about,
        "exhibit": {"title": "Statement", "kind": "statement", "what_it_is": "What he said.", "hashes": ["ab" * 32],
                    "custody_head": "cd" * 32, "custody_events": 6, **exhibit},
        "acquired": {**told, **acquired},
        "release": {"offered_as": "evidence", **MARKS, "files": [], "medium": "disc 9", "handling": ["H0"],
                    "conditions": ["this_case_only"], "expires_on": "2030-01-01",
                    "released_at": stage.xa.ask("moment")["at"]},
        "officers": OFFICERS,
    }  # fmt: skip
    stage.xa.ask("plant", kind="evidence.transfer", record=record, body=body)
    stage.settle()
    return record


def accept(side: Side, record: str, measured: str, **facts: str) -> Done:
    side.must("desk", "ev.state_facts", record, facts={**TAKING, **facts}, reasons="As the partner says.")
    return side.do("custodian", "ev.accept", record, lies_at="Vault 2", measured=[measured], facts={})
