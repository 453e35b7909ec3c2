"""Make .venv hold exactly what a lock names, and nothing when it already does.

``python tools/setup.py light`` is enough for the demonstration; ``dev`` adds what tests and checks need.
A stamp in .venv carries the hash of the lock it was made from; a mark left by an interrupted run, or an environment
that cannot run pip, is thrown away and made anew.
"""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / "comity-unfinished"
UV_LOCK = "requirements-uv.lock"
LOCKS = {"light": "requirements.lock", "dev": "requirements-dev.lock"}


def stamp(kind: str) -> Path:
    """Where a finished installation of this kind says what it was made from."""
    return VENV / f"comity-{kind}"


def key(kind: str) -> str:
    """What the stamp must say: the locks, how the project is built, and where the checkout lies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    built_from = [project["build-system"], project["project"], project["tool"]["setuptools"]]
    locks = [hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in (LOCKS[kind], UV_LOCK)]
    return hashlib.sha256(json.dumps([str(ROOT), built_from, locks]).encode()).hexdigest()


def is_ready(kind: str) -> bool:
    """Does .venv run, and was it made from today's lock?"""
    if UNFINISHED.exists() or not stamp(kind).is_file() or stamp(kind).read_text() != key(kind):
        return False
    return runs(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))")


def runs(program: Path, *arguments: str) -> bool:
    """Does this command end well? Its output is nobody's business."""
    try:
        return subprocess.run([program, *arguments], capture_output=True, check=False, cwd=ROOT).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """A new, empty .venv, unless one that works is there."""
    if not UNFINISHED.exists() and runs(PYTHON, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"):
        return
    print("setup: making .venv", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True, cwd=ROOT)


def install(lock: str) -> None:
    """Everything in the lock, every file checked against its hash; then Comity itself, from this checkout."""
    print(f"setup: installing {lock}", flush=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    uv = [str(PYTHON), "-m", "uv", "--quiet", "pip"]
    environment = {**os.environ, "UV_LINK_MODE": "copy", "VIRTUAL_ENV": str(VENV)}
    project = ["--no-deps", "--no-build-isolation", "--editable", "."]
    by_uv = (
        [*pip, "--require-hashes", "--requirement", UV_LOCK],
        [*uv, "sync", "--require-hashes", lock],
        [*uv, "install", *project],
    )
    if all(subprocess.run(step, check=False, cwd=ROOT, env=environment).returncode == 0 for step in by_uv):
        return
    # uv does not read pip's configuration: where packages come from a place only pip knows, pip must fetch them.
    print("setup: uv could not, so pip installs (slower)", flush=True)
    for step in ([*pip, "--require-hashes", "--requirement", lock], [*pip, *project]):
        subprocess.run(step, check=True, cwd=ROOT, env=environment)


def main(kind: str) -> None:
    """Bring .venv to the wanted kind. A development environment is never thinned out to a light one."""
    door = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(door, fcntl.LOCK_EX)  # two makes at once: the second waits and finds the work done
    if is_ready(kind):
        return
    wanted = "dev" if stamp("dev").exists() else kind
    make_venv()
    UNFINISHED.touch()
    for each in LOCKS:
        stamp(each).unlink(missing_ok=True)
    install(LOCKS[wanted])
    # The development lock holds the light one with the same versions (tests/house/test_locks.py).
    for each in ("light", "dev") if wanted == "dev" else ("light",):
        stamp(each).write_text(key(each))
    UNFINISHED.unlink()


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        sys.exit("usage: setup.py light|dev")
    try:
        main(sys.argv[1])
    except subprocess.CalledProcessError as error:
        sys.exit(f"setup: failed ({error}); the reason stands above")
