"""Every decision a node stored, done or stopped, is replayed by the stock Cedar engine from exported policies and facts."""

import json
from pathlib import Path
from typing import Any

from comity.app.replay import export_decisions
from comity.storage import journal
from tests.app.test_request import RECORD, RELEASE_FACTS, person, prepared, receive
from tests.office import REQUESTER_FACTS, Office
from tests.stock_cedar import replay_tool, run


def test_every_stored_decision_replays_with_the_stock_engine(xb: Office, tmp_path: Path) -> None:
    tool = replay_tool()
    record = prepared(xb)
    xb.do("desk2", "ir.approve_release", record)  # stopped: nobody said where the data comes from
    xb.do("desk2", "ir.approve_release", record, facts=RELEASE_FACTS)
    xb.do("supervisor", "ir.release", record)
    unlawful: list[dict[str, Any]] = [{"conduct": "rumours"}, {"persons": []}, {"items": ["intercept"]}]
    for number, changes in enumerate(unlawful):
        assert not receive(xb, f"{RECORD[:-1]}{number + 2}", **changes).done
    child = f"{RECORD[:-1]}9"
    assert receive(xb, child, persons=[person(birth_date="2012-01-01")]).done
    assert not xb.do("desk", "ir.screen", child, facts=REQUESTER_FACTS).done
    export_decisions(xb.node, tmp_path / "export")
    written = [json.loads(line) for line in (tmp_path / "export" / "decisions.jsonl").read_text().splitlines()]
    lines = [line for line in written if "request" in line]
    assert [line["set"] for line in written if "policies" in line] == list(dict.fromkeys(line["set"] for line in lines))
    stored = [row for row in journal.read(records_key=xb.node.records_key) if row.entry.decision_hash]
    assert [line["entry"] for line in lines] == [row.entry.seq for row in stored]
    verdicts = {
        row.entry.seq: "allow" if row.payload["decision"]["allowed"] else "deny" for row in stored if row.payload
    }
    assert {line["entry"]: line["expect"] for line in lines} == verdicts
    assert set(verdicts.values()) == {"allow", "deny"}
    code, rows, last = run(tool, written)
    assert [row for row in rows if not row["agrees"]] == []
    assert (code, last["replayed"], last["agreed"]) == (0, len(stored), len(stored))
