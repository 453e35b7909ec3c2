"""An officer's day from the command line: what the door says is said in full, and what is shown is what is sent."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.nodes import PASSWORD, Shell, copy_of

pytestmark = pytest.mark.timeout(900)

REQUEST = {
    "partner": "xb-coord", "basis": "vc-2019-5", "conduct": "telecom_fraud",
    "summary": "In March 2026 a caller posed as a bank and took 40,000 from three people in Quillmoor.",
    "purpose_code": "criminal_investigation", "purpose": "To identify the holder of the account.",
    "persons": [{"names": ["Chen Weiming"], "birth_date": "1988-04-12", "nationalities": ["XB"], "role": "suspect",
                 "link": "The account that received the money was opened in this name."}],
    "items": ["identity", "birth", "documents"], "held_reason": "The account was opened with a Corvane card.",
    "use": "For this investigation only.", "handling": ["H0"], "retention_days": 365, "languages": ["en"],
}  # fmt: skip
FACTS = {
    "coercive_act": "no", "conduct_fits_facts": "yes", "political_nature": "none", "discrimination_grounds": "none",
    "trait_selector": "no", "expression_conduct": "no", "victim_indicators": "none", "link_real": "yes",
    "items_needed": "yes",
}  # fmt: skip


def stated() -> list[str]:
    return [word for name, value in FACTS.items() for word in ("--fact", f"{name}={value}:Read in the file.")]


@pytest.fixture(scope="module")
def day(offices: tuple[Shell, Shell], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shell, str]]:
    """A request that was stopped once, then certified and sent; with its record."""
    shell = copy_of(offices[0], tmp_path_factory.mktemp("day") / "xa")
    form = shell.folder / "request.json"
    case = shell.json("case", "open", "--set", "title=Bank calls", "--set", "conduct=telecom_fraud", "--set",
                      "purpose_code=criminal_investigation", who="officer")  # fmt: skip
    form.write_text(json.dumps(REQUEST), encoding="utf-8")
    draft = shell.json("request", "draft", str(form), "--set", f"case={case['record']}", who="officer")
    yield shell, draft["record"]


def certify(shell: Shell, record: str) -> Any:
    return shell.json("request", "certify", record, *stated(), who="supervisor")


def test_a_stopped_step_says_every_gate_and_who_may_open_it(day: tuple[Shell, str]) -> None:
    shell, record = day
    stopped = shell.json("request", "certify", record, who="supervisor", ok=1)
    assert (stopped["ok"], stopped["state"]) == (False, "draft")
    assert {"OFF-01.facts", "VIC-01.hard"} <= {row["policy"] for row in stopped["gates"]}
    fact = next(fact for row in stopped["gates"] for fact in row["facts"] if fact["name"] == "conduct_fits_facts")
    assert fact["authors"] == ["CS", "SP", "PR", "CA"]
    told = shell.run("request", "certify", record, who="supervisor", ok=1).stdout
    assert "Nothing was changed." in told
    assert "conduct_fits_facts is unknown" in told
    khmer = shell.run("law", "explain", "OFF-01.facts", COMITY_LANGUAGE="km").stdout
    assert "តើអង្គហេតុត្រូវ" in khmer and "machine" in khmer


def test_three_hands_send_exactly_what_was_previewed(day: tuple[Shell, str]) -> None:
    shell, record = day
    own = shell.json("request", "certify", record, *stated(), who="officer", ok=1)
    assert {row["code"] for row in own["stops"]} == {"role_missing", "same_person"}
    assert certify(shell, record)["state"] == "certified"
    shown = shell.json("request", "preview", record, "ir.send", who="desk")["message"]
    sent = shell.json("do", "ir.send", "--record", record, who="desk")
    assert len(sent["sent"]) == 1
    entry = shell.json("entry", str(sent["entry"]), who="desk")
    assert entry["outcome"] == "done"
    assert shown["type"] == "request.information"
    assert shown["body"]["request"]["persons"][0]["names"] == ["Chen Weiming"]
    shell.json("export", str(shell.folder / "sent"))
    from base64 import b64decode

    lines = (shell.folder / "sent" / "entries.jsonl").read_text().splitlines()
    payload = json.loads(b64decode(json.loads(lines[sent["entry"]])["payload"]))
    assert {**payload["sent"]["body"], "at": ""} == {**shown["body"], "at": ""}
    waiting = shell.json("today", who="desk")["link"]
    assert [(row["partner"], row["waiting"]) for row in waiting] == [("xb-coord", 1)]


def test_a_record_shows_its_next_steps_and_its_reads(day: tuple[Shell, str]) -> None:
    shell, record = day
    view = shell.json("request", "show", record, "--purpose", "to answer the partner", who="desk")
    assert view["record"]["id"] == record
    assert view["reads"][0]["purpose"] == "to answer the partner"
    assert "ir.withdraw" in {row["command"] for row in view["steps"]}
    text = shell.run("request", "show", record, who="officer").stdout
    assert "Next lawful steps" in text and "History" in text
    listed = shell.json("request", "list", "--state", "sent", who="desk")["records"]
    assert record in {row["id"] for row in listed}
    assert shell.json("request", "list", who="custodian")["records"] == []


def test_decisions_are_judged_again(day: tuple[Shell, str]) -> None:
    shell, _ = day
    entries = shell.json("node", "status")["log"]["entries"]
    same = [shell.json("law", "replay", str(seq))["same"] for seq in (0, entries - 1)]
    assert same == [True, True]
    assert shell.json("law", "replay", "100000", ok=2)["error"]["data"]["reason"] == "no_entry"
    counts = shell.json("law", "export", str(shell.folder / "decisions"))
    lines = [json.loads(line) for line in (shell.folder / "decisions" / "decisions.jsonl").read_text().splitlines()]
    assert counts["decisions"] == len([line for line in lines if "request" in line])
    assert len([line for line in lines if "policies" in line]) == 1


def test_an_edit_in_the_database_is_named_and_rows_come_back(day: tuple[Shell, str], tmp_path: Path) -> None:
    shell, record = copy_of(day[0], tmp_path / "xa"), day[1]
    with sqlite3.connect(shell.home / "comity.sqlite3") as base:
        base.execute("UPDATE storage_record SET requester = 'somebody' WHERE id = ?", (record,))
    found = shell.json("check", ok=1)
    assert [(row["table"], row["key"], row["column"]) for row in found["faults"]] == [("Record", record, "requester")]
    assert "storage" not in shell.run("check", ok=1).stderr
    assert shell.json("rebuild", "--check", ok=1)["count"] == 1
    assert shell.json("rebuild")["rebuilt"]
    shell.json("check")


def test_what_cannot_be_read_is_bad_input(day: tuple[Shell, str], tmp_path: Path) -> None:
    shell, record = day
    cases = [
        (("do", "ir.nothing"), "procedures.unknown"),
        (("request", "show", "xa-coord/request/none"), "door.not_found"),
        (("request", "amend", record), "door.form"),
        (("request", "draft", str(tmp_path / "none.json")), "cli.form_file"),
        (("request", "draft", "--set", "nonsense"), "cli.setting"),
        (("entry", "100000"), "door.not_found"),
    ]
    for arguments, code in cases:
        answer = shell.json(*arguments, who="officer", ok=2)
        assert answer["error"]["code"] == code, arguments
    fields = {
        row["path"]: row["reason"]
        for row in shell.json("request", "amend", record, who="officer", ok=2)["error"]["faults"]
    }
    assert fields["summary"] == "required"


def test_a_secret_never_reaches_an_answer(day: tuple[Shell, str]) -> None:
    shell, _ = day
    said = [shell.run(*arguments, who="admin", ok=None, COMITY_LOG_LEVEL="DEBUG") for arguments in (
        ("officer", "list", "--json"), ("node", "status"), ("officer", "appoint", "desk", "--name", "Again", "--new-password-file", str(shell.folder / "password"), "--json"),
    )]  # fmt: skip
    assert not any(PASSWORD in done.stdout + done.stderr for done in said)
    assert json.loads(said[2].stdout)["error"]["code"] == "officers.name_taken"


def test_roles_are_granted_and_revoked(offices: tuple[Shell, Shell], xa_shell: Shell) -> None:
    def roles() -> list[str]:
        rows = xa_shell.json("officer", "list", who="admin")["officers"]
        return sorted(next(row for row in rows if row["username"] == "custodian")["roles"])

    xa_shell.json("officer", "grant", "custodian", "DP", who="admin")
    assert roles() == ["DP", "EC"]
    xa_shell.json("officer", "revoke", "custodian", "EC", who="head")
    assert roles() == ["DP"]
    refused = xa_shell.json("officer", "grant", "custodian", "JU", who="desk", ok=2)
    assert refused["error"]["code"] == "cli.no_officer"  # who may not see an officer learns nothing of one
    unknown = xa_shell.json("officer", "grant", "custodian", "XX", who="admin", ok=2)
    assert unknown["error"]["code"] == "door.form"


def test_pairing_needs_two_people_and_the_right_fingerprint(offices: tuple[Shell, Shell], tmp_path: Path) -> None:
    first, second = offices
    agreement = first.json("agreement", "show", who="head")["agreements"][0]
    assert (agreement["state"], sorted(agreement["signed_by"])) == ("in_force", ["xa-coord", "xb-coord"])
    assert agreement["content_hash"] == second.json("agreement", "show", who="head")["agreements"][0]["content_hash"]
    partner = first.json("pair", "list", who="desk")["partners"][0]
    assert partner["fingerprint"] == second.json("pair", "identity")["fingerprint"]
    own = copy_of(first, tmp_path / "xa")
    wrong = own.json("pair", "propose", str(first.folder / "xa-coord.identity.json"), "--fingerprint",
                     partner["fingerprint"], who="desk", ok=1)  # fmt: skip
    assert [row["code"] for row in wrong["stops"]] == ["own_identity"]
    told = own.run("pair", "propose", str(second.folder / "xb-coord.identity.json"), "--fingerprint", "AAAA",
                   who="desk", ok=1).stdout  # fmt: skip
    assert "Do not go on" in told
