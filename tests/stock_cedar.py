"""The stock Cedar engine (cedar-wasm under Node) for tests: installed once from its lock, asked over a pipe."""

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from comity.kit.canonical import canonical_bytes, hash_of

TOOL = Path(__file__).parents[1] / "tools" / "replay"


def replay_tool():
    """The tool with its one package installed, in a folder named by its lock: installed once, kept for later runs."""
    if not shutil.which("npm") or not shutil.which("node"):
        if os.environ.get("CI") == "true":
            pytest.fail("node and npm are needed to replay decisions, and CI must replay them")
        pytest.skip("node and npm are not installed: decisions were not replayed independently")
    names = ("package.json", "package-lock.json", ".npmrc", "replay.mjs")
    digest = hash_of({name: (TOOL / name).read_text() for name in names})[:16]
    home = Path(tempfile.gettempdir()) / f"comity-replay-{os.getuid()}-{digest}"
    with home.with_suffix(".lock").open("a") as door:
        fcntl.flock(door, fcntl.LOCK_EX)  # two processes with tests at once: the second finds the work done
        if not (home / "done").exists():
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir(mode=0o700)
            for name in names:
                shutil.copy(TOOL / name, home / name)
            npm = ["npm", "ci", "--no-audit", "--no-fund"]
            subprocess.run(npm, cwd=home, check=True, capture_output=True, timeout=170)
            (home / "done").touch()
    return home / "replay.mjs"


def run(tool, exports):
    """Replay exported decisions; policies and schema that many of them share are told once."""
    lines = b"".join(canonical_bytes(line) + b"\n" for line in _shared(exports))
    done = subprocess.run(["node", str(tool)], input=lines, capture_output=True, timeout=170, check=False)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return done.returncode, rows[:-1], rows[-1]


def _shared(exports):
    told: dict[tuple[str, str], str] = {}
    for export in exports:
        if "policies" not in export or "request" not in export:  # told by set already
            yield export
            continue
        texts = export["policies"], export["schema"]
        if texts not in told:
            told[texts] = str(len(told))
            yield {"set": told[texts], "policies": texts[0], "schema": texts[1]}
        rest = {name: part for name, part in export.items() if name not in ("policies", "schema")}
        yield {**rest, "set": told[texts]}
