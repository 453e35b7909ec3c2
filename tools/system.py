"""What the tests want from the machine: PostgreSQL, Chromium, Node, Java. Found, brought, or left out in plain words.

``python tools/system.py bring postgresql chromium node`` installs what is missing with apt-get where that is allowed
(root on Debian). Elsewhere it says what the tests will leave out. With CI=true nothing may be left out.
``python tools/system.py has postgresql`` answers by its exit status.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

LOG_LINES = 20


def in_ci() -> bool:
    """Is this the run that judges, in which nothing may be left out?"""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def find_postgres() -> Path | None:
    """The folder that holds initdb, pg_ctl and postgres: the newest of Debian's, else the one on PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    found = [*debian, *([Path(on_path).resolve()] if on_path else [])]
    return found[0].parent if found else None


def find_chromium() -> Path | None:
    """A Chromium that can be driven; COMITY_CHROMIUM names another one."""
    names = (os.environ.get("COMITY_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    return Path(found) if found else None


def find_node() -> Path | None:
    """Node, if its package manager is there too."""
    found = shutil.which("node")
    return Path(found) if found and shutil.which("npm") else None


def find_java() -> Path | None:
    """The program that runs Spark; JAVA_HOME names another one."""
    home = os.environ.get("JAVA_HOME", "")
    found = shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")
    return Path(found) if found else None


FINDERS: dict[str, Callable[[], Path | None]] = {
    "postgresql": find_postgres,
    "chromium": find_chromium,
    "node": find_node,
    "java": find_java,
}
DEBIAN_PACKAGES = {
    "postgresql": ["postgresql"], "chromium": ["chromium"], "node": ["nodejs", "npm"], "java": ["default-jre-headless"],
}  # fmt: skip
LEFT_OUT = {
    "postgresql": "the second run, on PostgreSQL, is left out",
    "chromium": "the tests that drive a browser are left out",
    "node": "the replay of decisions with the stock Cedar tools is left out",
    "java": "the screening on Spark is left out",
}


def bring(names: list[str]) -> bool:
    """Install what is missing where that is allowed; True if every name is there in the end."""
    missing = [name for name in names if FINDERS[name]() is None]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"test: installing {', '.join(missing)} with apt-get", flush=True)
        _apt_get([package for name in missing for package in DEBIAN_PACKAGES[name]])
        missing = [name for name in missing if FINDERS[name]() is None]
    for name in missing:
        print(f"test: {name} is not here: {LEFT_OUT[name]}", flush=True)
    return not missing


def _apt_get(packages: list[str]) -> None:
    # RUNLEVEL=1 keeps Debian from starting services: the tests start their own server in their own folder.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    install = ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "--quiet"], install):
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            print("\n".join(done.stdout.splitlines()[-LOG_LINES:]), flush=True)


def _version(initdb: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in initdb.parent.parent.name.split(".") if part.isdigit())


def main(arguments: list[str]) -> int:
    """The exit status: 0 if all is there, or may be left out."""
    match arguments:
        case ["bring", *names] if names and set(names) <= set(FINDERS):
            return 0 if bring(names) or not in_ci() else 1
        case ["has", name] if name in FINDERS:
            return 0 if FINDERS[name]() else 1
    print(f"usage: system.py bring|has {' '.join(FINDERS)}")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
