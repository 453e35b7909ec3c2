"""``comity register invent``: without a node, from the command line."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq

COMMAND = [sys.executable, "-m", "comity", "register", "invent"]


def test_a_register_and_a_watch_list_over_it(tmp_path: Path) -> None:
    out, watch = tmp_path / "people.parquet", tmp_path / "watch.parquet"
    given = ["--rows", "200", "--out", str(out), "--watch", str(watch), "--entries", "50", "--found", "20", "--json"]
    done = subprocess.run([*COMMAND, *given], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["ok"] is True, done
    assert (pq.read_table(out).num_rows, pq.read_table(watch).num_rows) == (200, 50)


def test_more_people_found_than_there_are_is_bad_input(tmp_path: Path) -> None:
    given = [
        "--rows",
        "3",
        "--out",
        str(tmp_path / "a.parquet"),
        "--watch",
        str(tmp_path / "b.parquet"),
        "--found",
        "20",
        "--json",
    ]
    done = subprocess.run([*COMMAND, *given], capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout)["error"]["code"]) == (2, "cli.too_many_found")
    assert list(tmp_path.iterdir()) == []


def test_interrupted_it_leaves_no_file(tmp_path: Path) -> None:
    # A shell may have told its children to ignore the signal; the program is told to mind it again.
    mind = "import signal, runpy; signal.signal(signal.SIGINT, signal.default_int_handler); runpy.run_module('comity', run_name='__main__')"
    given = ["register", "invent", "--rows", "1000000000", "--out", str(tmp_path / "people.parquet")]
    with subprocess.Popen(
        [sys.executable, "-c", mind, *given], stderr=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        for _ in range(600):
            if list(tmp_path.iterdir()):
                break
            time.sleep(0.05)
        assert list(tmp_path.iterdir())
        program.send_signal(signal.SIGINT)
        assert program.wait(timeout=60) != 0
    assert list(tmp_path.iterdir()) == []
