"""What the commands say when something did not go: one text a code and language, from ``words.toml``."""

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "km", "zh-Hans")
OTHER = "other"
"""The text for a code that has none of its own."""


@cache
def table() -> Mapping[str, Any]:
    """The whole file: ``review``, ``errors``, ``reasons``, ``stops`` and ``faults``."""
    return tomllib.loads(files("comity.cli").joinpath("words.toml").read_text(encoding="utf-8"))


def say(section: str, code: str, language: str, data: Mapping[str, object] | None = None) -> str:
    """The text of a code, filled with its data; the general text of the section where the code has none."""
    rows = table()[section]
    row = rows.get(code) or rows[OTHER]
    values = {name: _short(value) for name, value in (data or {}).items()}
    detail = ", ".join(f"{name} {value}" for name, value in values.items())
    text = row.get(language) or row["en"]
    return str(text.format_map(_Filled({"detail": detail, **values, "code": code}))).strip()


def say_error(code: str, language: str, data: Mapping[str, object]) -> str:
    """The text of an error; where its ``reason`` has a text of its own, that one."""
    section, special = "errors", f"{code}.{data.get('reason', '')}"
    if special in table()["reasons"]:
        # What another program said may go on over many lines; the first one is for people.
        section, code, data = "reasons", special, {**data, "detail": str(data.get("detail", "")).partition("\n")[0]}
    return say(section, code, language, data)


def exit_code(code: str) -> int:
    """1: the node did not do it. 2: what was given is wrong or is not there."""
    return int(table()["errors"].get(code, {}).get("exit", 1))


def language_of_the_terminal() -> str:
    """Before anybody has signed in: COMITY_LANGUAGE, else the terminal's own language, else English."""
    wanted = os.environ.get("COMITY_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return next((name for name in LANGUAGES if wanted[:2].lower() == name[:2].lower()), "en")


class _Filled(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else str(value)
    return text if len(text) <= 300 else text[:300] + "..."
