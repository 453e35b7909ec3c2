"""``comity batch``: many commands in one process, one JSON line in and one out. Scripts use it; starting costs once."""

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from comity.cli.command import BAD_INPUT, write_json

LINE_LIMIT: Final = 2 * 1024 * 1024
NOT_HERE: Final = (("batch",), ("demo",), ("node", "init"), ("node", "run"))
"""Commands that would not come back, or that make another node than the one this process works with."""

HELP: Final = """Read commands from standard input and answer each on standard output.

One line in: a JSON array of words, as after 'comity'; --json is added. One line out: {"code": exit code, "answer": the
command's JSON object}. All commands must be about the same node. Ends with the input; exit code 0.
"""


def make_batch(run: Callable[[Sequence[str]], int]) -> Callable[[], None]:
    """The command, around what runs one command line and returns its exit code."""

    def batch() -> None:
        given = sys.stdin.buffer
        with Path(os.devnull).open(encoding="utf-8") as nothing:
            sys.stdin = nothing  # a command that asks for input gets none: the next line is the next command
            while line := given.readline(LINE_LIMIT + 1):
                if line.strip():
                    write_json(_answer(line, run))

    return batch


def _answer(line: bytes, run: Callable[[Sequence[str]], int]) -> dict[str, Any]:
    words = _words(line)
    if words is None:
        return _refused("a line must be a JSON array of words")
    if any(tuple(words[: len(name)]) == name for name in NOT_HERE):
        return _refused(f"'{' '.join(words[:2])}' cannot run inside a batch")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run([*words, "--json"])
    try:
        return {"code": code, "answer": json.loads(out.getvalue())}
    except ValueError:
        return {"code": code, "answer": {"ok": code == 0, "text": out.getvalue()}}


def _words(line: bytes) -> list[str] | None:
    try:
        words = json.loads(line) if len(line) <= LINE_LIMIT else None
    except (ValueError, RecursionError):  # brackets without end are no command either
        return None
    return words if isinstance(words, list) and words and all(isinstance(word, str) for word in words) else None


def _refused(text: str) -> dict[str, Any]:
    error = {"code": "cli.usage", "sentence": text, "data": {}}
    return {"code": BAD_INPUT, "answer": {"ok": False, "error": error}}
