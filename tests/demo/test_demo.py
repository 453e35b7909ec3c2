"""The demonstration as anybody runs it: the real command, real processes, and what it says afterwards.

Four runs: the own people as JSON; other people, left open and ended with Ctrl-C; somebody the register does not hold;
one that is interrupted. Nothing is replaced by a stand-in.
"""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from comity.demo.people import OWN_FILE

pytestmark = pytest.mark.timeout(450)
OWN = OWN_FILE.read_text(encoding="utf-8")
OFFICES = {"xa-coord", "xb-coord"}
ROW = """[[register.rows]]
person_no = "B100006"
name_khmer = "ចាន់ ដារ៉ា"
sex = "1"
born = "1993-01-15"
nationality = "XA"
id_card = "XA9911002"
address = "18 Ferry Street, Linhai Quay"
as_of = "2026-10-31"
source_grade = "A"
information_grade = "1"

[request]
"""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "comity", "demo", *arguments]


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMITY_", "DJANGO_"))}
    return {**kept, "PYTHONUTF8": "1"}


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), cwd=cwd, env=environment(), capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=400, check=False)  # fmt: skip


def other_people(folder: Path, *, name: str, born: str) -> Path:
    text = OWN.replace('"CHEN, Wei Ming"', f'"{name}"').replace('"1988-03-14"', f'"{born}"')
    path = folder / "people.toml"
    path.write_text(text.replace("[request]\n", ROW, 1), encoding="utf-8")
    return path


def running_in(folder: Path) -> list[str]:
    """Processes whose command line names the folder."""
    found = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in found.splitlines() if str(folder) in line and "comity" in line]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    place = tmp_path_factory.mktemp("own")
    done = run("--json", "--folder", str(place / "demo"), cwd=place)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout), done.stderr, place / "demo"


def test_one_object_on_standard_output_and_nothing_else(told):
    answer, _, _ = told
    assert set(answer) == {"ok", "steps", "answered", "match", "refused", "tampered", "logs", "seconds"}
    assert answer["ok"] is True and answer["answered"] is True
    assert 0 < answer["seconds"] < 400


def test_every_step_has_its_node_and_time(told):
    steps = told[0]["steps"]
    assert {row["node"] for row in steps} == OFFICES
    assert all(set(row) == {"node", "step", "seconds"} and 0 <= row["seconds"] < 400 for row in steps)
    at_xa = [row["step"] for row in steps if row["node"] == "xa-coord"]
    at_xb = [row["step"] for row in steps if row["node"] == "xb-coord"]
    lawful = ["case.open", "ir.draft", "ir.certify", "ir.certify", "ir.send", "ir.note_answer", "ir.report_use"]
    assert [step for step in at_xa if step.startswith(("ir.", "case."))][: len(lawful)] == lawful
    assert [step for step in at_xb if step.startswith("ir.")] == [
        "ir.receive", "ir.screen", "ir.state_facts", "ir.screen", "ir.search", "ir.judge", "ir.prepare_release",
        "ir.approve_release", "ir.release",
    ]  # fmt: skip


def test_the_person_is_found_under_another_script(told):
    match = told[0]["match"]
    assert match["asked"] == "CHEN, Wei Ming"
    assert match["found"] == "陈伟明"
    assert match["scripts"] == ["Latn", "Hani"]
    assert 850 < match["score"] <= 1000


def test_the_unlawful_request_is_stopped_by_its_gates_and_nothing_leaves(told):
    refused = told[0]["refused"]
    assert refused["disclosed"] == 0
    assert {"GRP-01.trait", "GRP-01.review", "EXP-01.hard", "DIS-01.hard", "OFF-01.facts"} <= set(refused["gates"])


def test_no_tampered_or_hostile_message_is_accepted(told):
    answer, story, _ = told
    assert answer["tampered"] == {"sent": 9, "accepted": 0}
    for said in ("one bit of the signature: refused, bad signature", "one bit of the sealed content: refused, sealed hash",
                 "partner's connection: refused, foreign", "turned away by OFF-01.listed",
                 "turned away by COE-01.items", "turned away by GRP-01.selector"):  # fmt: skip
        assert said in story, said


def test_each_log_is_verified_against_the_other(told):
    answer, _, folder = told
    assert set(answer["logs"]) == OFFICES
    for office, log in answer["logs"].items():
        note = (folder / f"export-{office}" / "checkpoint").read_text(encoding="utf-8").splitlines()
        assert log["verified"] is True
        assert (note[0], int(note[1]), note[2]) == (f"{office}/record", log["entries"], log["checkpoint"])


def test_an_entry_changed_afterwards_is_found(told):
    """What 'verified' stands for: the same comparison fails on a changed byte."""
    folder = told[2]
    entries = folder / "export-xb-coord" / "entries.jsonl"
    whole = entries.read_bytes()
    try:
        entries.write_bytes(whole[:200] + bytes([whole[200] ^ 1]) + whole[201:])
        done = subprocess.run(
            [sys.executable, "-m", "comity", "verify", "export-xa-coord", "--against", "export-xb-coord"],
            cwd=folder, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode != 0
    finally:
        entries.write_bytes(whole)


def test_the_story_names_who_what_law_and_line(told):
    _, story, _ = told
    for said in ("Son Bopha (ស៊ន បូផា), requesting officer, drafts", "another person must take this step",
                 "stopped by REF-01", "never learns that this was asked", "sealed to xb-coord"):  # fmt: skip
        assert said in story, said


def test_no_secret_is_told_and_nothing_is_left_running(told):
    answer, story, folder = told
    for path in (folder / "secrets").rglob("*"):
        if path.is_file():
            assert path.stat().st_mode & 0o077 == 0
            assert path.read_text(encoding="utf-8").strip() not in json.dumps(answer) + story
    assert running_in(folder) == []
    logs = "".join((folder / f"{office}.log").read_text(encoding="utf-8") for office in OFFICES)
    assert "Traceback" not in logs


def test_other_people_another_story_which_stays_open_until_ctrl_c(tmp_path):
    people = other_people(tmp_path, name="CHAN Dara", born="1993-01-15")
    folder = tmp_path / "demo"
    lines: list[str] = []
    process = subprocess.Popen(
        command("--people", str(people), "--folder", str(folder), "--stay"), cwd=tmp_path, env=environment(),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        preexec_fn=hears_ctrl_c,  # noqa: PLW1509 - one signal set, no thread started in the child
    )  # fmt: skip
    reader = threading.Thread(target=lambda: lines.extend(process.stdout or ()))
    reader.start()
    try:
        wait_for(lambda: any("Ctrl-C ends them" in line for line in lines) or process.poll() is not None, 400)
        story = "".join(lines)
        assert process.poll() is None, story
        assert "Asked CHAN Dara (Latn), found ចាន់ ដារ៉ា (Khmr)" in story
        addresses = re.findall(r"http://127\.0\.0\.1:\d+", story[story.index("Look around") :])
        assert len(set(addresses)) == 2
        for address in addresses:
            assert httpx.get(f"{address}/sign-in", trust_env=False).status_code == 200
        for secret in (folder / "secrets").rglob("*.password"):
            assert f"{secret.stem} " in story and secret.read_text(encoding="utf-8").strip() in story
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(120)
        reader.join(60)
    assert code == 0
    assert running_in(folder) == []


def test_somebody_the_register_does_not_hold_is_no_match_and_no_success(tmp_path):
    people = other_people(tmp_path, name="Nobody Ofthatname", born="1950-01-01")
    done = run("--json", "--people", str(people), "--folder", str(tmp_path / "demo"), cwd=tmp_path)
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert answer["answered"] is True and answer["match"] is None
    assert answer["missing"] == ["No person was confirmed and released."]
    assert answer["tampered"]["accepted"] == 0 and all(log["verified"] for log in answer["logs"].values())


def test_an_interrupted_story_ends_every_process(tmp_path):
    folder = tmp_path / "demo"
    with (tmp_path / "said").open("w") as said:
        process = subprocess.Popen(command("--folder", str(folder)), cwd=tmp_path, env=environment(),
                                   stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                                   preexec_fn=hears_ctrl_c)  # fmt: skip  # noqa: PLW1509 - as above
    try:
        wait_for(lambda: any("node run" in line for line in running_in(folder)) or process.poll() is not None, 300)
        assert process.poll() is None, (tmp_path / "said").read_text(encoding="utf-8")
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(120)
    assert code == 130
    assert running_in(folder) == []


@pytest.mark.parametrize("arguments", [("--people", "absent.toml"), ("--folder", "full")])
def test_what_cannot_be_played_is_said_before_anything_starts(tmp_path, arguments):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    done = run("--json", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert json.loads(done.stdout)["ok"] is False
    assert [path.name for path in tmp_path.iterdir()] == ["full"]


def hears_ctrl_c():
    """Tests started in the background ignore Ctrl-C, and children would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for(seen, seconds):
    until = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < until, "did not come"
        time.sleep(0.2)
