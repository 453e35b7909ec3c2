"""Files that are either whole or not there: temporary file, fsync, rename, fsync of the folder."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

PRIVATE = 0o600


def write_durably(path: Path, data: bytes, *, mode: int = PRIVATE) -> None:
    """Put ``data`` at ``path`` so that a crash leaves the old file or the new one."""
    write_all_durably(path.parent, {path.name: data}, mode=mode)


def write_all_durably(folder: Path, files: Mapping[str, bytes], *, mode: int = PRIVATE) -> None:
    """The same for several files of one folder: all are on disk before the first takes its name.

    If we stop here before a rename, a dotted temporary file is left and nothing reads it; between two renames, some
    files are new and some old, each of them whole.
    """
    written: list[tuple[Path, Path]] = []
    try:
        for name, data in files.items():
            temporary = folder / f".{name}.{secrets.token_hex(8)}"
            written.append((temporary, folder / name))
            _write_new(temporary, data, mode=mode)
        for temporary, final in written:
            temporary.replace(final)
    except OSError:
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder as durable as what they name."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _write_new(path: Path, data: bytes, *, mode: int) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(opened, "wb") as file:
        os.fchmod(opened, mode)  # whatever the umask says
        file.write(data)
        file.flush()
        os.fsync(opened)
