"""DuckDB with the doors shut: it sees the folders it is given and nothing else, and its settings cannot be changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

MEMORY_LIMIT = "512MB"


@contextmanager
def open_duckdb(
    *, folders: tuple[Path, ...], spill: Path | None = None, threads: int = 2
) -> "Iterator[duckdb.DuckDBPyConnection]":
    """An in-memory DuckDB that may read and write below ``folders`` only; loads the library on first use.

    Statements are constants with parameters; a path reaches DuckDB as a parameter and is never built from text a user
    typed. No extension can be fetched or loaded afterwards.
    """
    base = _opened(folders, spill=spill, threads=threads)
    try:
        yield base
    finally:
        base.close()


@contextmanager
def held_duckdb(folder: Path) -> "Iterator[duckdb.DuckDBPyConnection]":
    """The same for one folder, kept open for the next question of this thread; let go when anything goes wrong."""
    whole = folder.resolve()
    if getattr(_held, "folder", None) != whole:
        _let_go()
        _held.base, _held.folder = _opened((folder,)), whole
    try:
        yield _held.base
    except BaseException:
        _let_go()
        raise


_held = local()


def _let_go() -> None:
    if getattr(_held, "folder", None) is not None:
        _held.base.close()
        _held.folder = None


def _opened(folders: tuple[Path, ...], *, spill: Path | None = None, threads: int = 2) -> "duckdb.DuckDBPyConnection":
    import duckdb

    base = duckdb.connect(":memory:", config={"threads": threads, "memory_limit": MEMORY_LIMIT})
    try:
        allowed: Any = [f"{folder.resolve()}/" for folder in folders]
        base.execute("SET autoinstall_known_extensions = false")
        base.execute("SET autoload_known_extensions = false")
        base.execute("SET allowed_directories = $1", [allowed])
        base.execute("SET temp_directory = $1", [str(spill) if spill else ""])
        base.execute("SET enable_external_access = false")
        base.execute("SET lock_configuration = true")
    except BaseException:
        base.close()
        raise
    return base
