"""Footage of one incident on the stage, step by step; each play has an incident, a case and cameras of its own."""

import itertools
from typing import Any

from tests.abuse.stage import Done, Side, Stage
from tests.app import test_footage as f
from tests.law.footage_world import CAMERAS, DESK, FOREIGN, REQUEST, WINDOW

_INCIDENTS = itertools.count(1)
OFFICERS = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def incident() -> str:
    """An incident no other play knows."""
    number = next(_INCIDENTS)
    return f"Extortion of the jeweller {LETTERS[number // 26]}{LETTERS[number % 26]}urel"


def cameras(*numbers: int, day: str = "2026-11-20", start: str = "13:00", end: str = "13:30") -> list[dict[str, str]]:
    return [{"camera": f"QM-{number}", "start": f"{day} {start}", "end": f"{day} {end}",
             "why": "It looks at the place of the incident."} for number in numbers]  # fmt: skip


def form(case: str = "", **changes: Any) -> dict[str, Any]:
    own = {name: value for name, value in REQUEST.items() if name != "case_reference"}
    return {**own, "incident": incident(), "partner": "xb-coord", "case": case, **changes}


def drafted(side: Side, **changes: Any) -> str:
    case = side.must("officer", "case.open", title="The shop", conduct="extortion",
                     purpose_code="criminal_investigation", summary="").record  # fmt: skip
    return side.must("officer", "ft.draft", **form(**{"case": case, **changes})).record


def certify(side: Side, record: str, **facts: str) -> Done:
    return side.do("supervisor", "ft.certify", record, facts={**DESK, **facts})


def sent(stage: Stage, **changes: Any) -> str:
    record = drafted(stage.xa, **changes)
    found = certify(stage.xa, record)
    assert found.done, sorted(found.gates | found.other)
    stage.xa.must("desk", "ft.send", record)
    stage.settle()
    return record


def plant(stage: Stage, record: str, **changes: Any) -> str:
    """What an office without gates sends: the request alone, sealed and signed."""
    request = {**REQUEST, "incident": incident(), "case_reference": f"{record}-case", **changes}
    stage.xa.ask("plant", kind="footage.request", record=record, body={"request": request, "officers": OFFICERS})
    stage.settle()
    return record


def new_record(number: int) -> str:
    return f"xa-coord/footage/01a20000-0000-7000-8000-{number:012d}"


def sheet(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{name: row[name] for name in ("camera", "start", "end")} for row in rows]


def keep(side: Side, record: str, rows: list[dict[str, Any]]) -> Done:
    return side.do("controller", "ft.preserve", record, held=sheet(rows), holder="Traffic centre",
                   order_reference="FC-1", held_until="2027-12-01", facts={})  # fmt: skip


def checked(stage: Stage, record: str, rows: list[dict[str, Any]] | None = None) -> None:
    assert keep(stage.xb, record, CAMERAS if rows is None else rows).done
    stage.xb.must("desk", "ft.screen", record, facts=DESK)
    stage.xb.must("controller", "ft.check", record, facts={"private_zone": "no", **FOREIGN})


def clip(side: Side, who: str, content: bytes) -> dict[str, Any]:
    address = side.ask("file", who=who, text=content.decode("latin-1"), called="street 4.mp4")["address"]
    return {**WINDOW, "clip": [address], "sha256": "", "medium": "", "gaps": ""}


def cut(stage: Stage, record: str, *, masks: bool = True) -> None:
    """Taken out by one controller, masked by the other."""
    side = stage.xb
    side.must("controller", "ft.extract", record, clips=[clip(side, "controller", f.ORIGINAL)], tool="export 4.1",
              facts={})  # fmt: skip
    rows = [{**WINDOW, "what": "bystander", "how": "solid"}] if masks else []
    side.must("controller2", "ft.review", record, clips=[clip(side, "controller2", f.MASKED)], masks=rows,
              watched_whole=True, nobody_else=False, viewers=f.VIEWERS, facts={},
              **{**f.LIMITS, "expires_on": "2030-01-01"})  # fmt: skip


def approve(stage: Stage, record: str) -> Done:
    facts = {"bystanders_masked": "yes", "witness_exposed": "no"}
    return stage.xb.do("desk2", "ft.approve_release", record, facts=facts)
