"""Where compiled loops are kept, and that only one process compiles them. Loads without the compiler itself.

numba remembers a compiled loop beside its source file and does not notice when a loop it calls, in another file, has
changed. So loops are kept in a folder named after a digest of all sources that hold any: another version of the program
never meets them. The folder lies in the user's cache, so the program itself may be installed where nobody may write.
"""

import fcntl
import hashlib
import os
import platform
from collections.abc import Callable
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

_ROOMS = ("kit", "names", "screening")


def folder() -> Path:
    """Where compiled loops of this version are kept: below NUMBA_CACHE_DIR, XDG_CACHE_HOME or ``~/.cache``."""
    given = os.environ.get("NUMBA_CACHE_DIR")
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return (Path(given) if given else home / "comity" / "loops") / _digest()


def _digest() -> str:
    """One digest over every source that may hold loops, and over what compiles them."""
    found = hashlib.blake2b(digest_size=8)
    found.update(f"{version('numba')} {version('numpy')} {platform.python_version()} {platform.machine()}".encode())
    for room in _ROOMS:
        sources = Path(str(files("comity") / room)).glob("*.py")
        for source in sorted(sources):
            found.update(source.read_bytes())
    return found.hexdigest()


def kept() -> Path | None:
    """That folder, made if it was not there; None where nothing can be kept."""
    place = folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return place


def wanted(what: str) -> bool:
    """Whether work named ``what`` has not been done on this machine, and would help: see `first_use`."""
    place = kept()
    return place is not None and not (place / f"{what}.done").exists()


def first_use(what: str, work: Callable[[], object]) -> None:
    """Do ``work``, which lets loops be compiled, if this machine has not done it yet; meanwhile other processes wait.

    Without this, every process that starts at once would compile the same loops at once.
    """
    place = kept()
    if place is None or (place / f"{what}.done").exists():
        return
    with (place / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (place / f"{what}.done").exists():
            return
        work()
        (place / f"{what}.done").touch()
