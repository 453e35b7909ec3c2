"""The files of this checkout: those git keeps or would keep."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "comity"
BINARY = {".woff2", ".png", ".ico", ".gz", ".mo", ".sqlite3", ".pdf", ".parquet"}


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = {ROOT / name for name in listed.stdout.decode().split("\0") if name}
    return tuple(sorted(path for path in paths if path.is_file()))


def text_files() -> list[Path]:
    return [path for path in kept_files() if path.suffix not in BINARY]


def source_files() -> list[Path]:
    """The Python files of the product, without what Django writes."""
    return [path for path in kept_files() if path.is_relative_to(SOURCE) and is_ours(path)]


def is_ours(path: Path) -> bool:
    return path.suffix == ".py" and "migrations" not in path.parts


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    """The path as people write it."""
    return path.relative_to(ROOT).as_posix()
