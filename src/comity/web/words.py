"""Every word a page shows, in three languages, beside the pages: ``words/*.toml``, one table a key.

A sentence may hold ``{name}``; the page fills it in. Legal sentences (gates, facts, code lists) live in the law room.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

LANGUAGES = ("en", "km", "zh-Hans")
LANGUAGE_NAMES = {"en": "English", "km": "ខ្មែរ", "zh-Hans": "简体中文"}
REVIEWS = ("machine", "second reader", "native reader")
FOLDER = Path(__file__).parent / "words"
_GAP = re.compile(r"\{([a-z_]+)\}")


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Every key (``table.key``) with its sentence per language and its review status."""
    found: dict[str, Mapping[str, str]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for head, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for key, entry in entries.items():
                found[f"{head}.{key}"] = MappingProxyType(entry)
    return MappingProxyType(found)


def has(key: str) -> bool:
    """Whether there is a sentence of this key."""
    return key in table()


def say(key: str, language: str, **values: object) -> str:
    """The sentence of a key in a language, with its gaps filled. A key that is nowhere shows itself."""
    entry = table().get(key)
    if entry is None:
        return key
    sentence = entry.get(language) or entry["en"]
    return _GAP.sub(lambda gap: str(values.get(gap[1], gap[0])), sentence)


def say_first(keys: tuple[str, ...], language: str, *, otherwise: str) -> str:
    """The sentence of the first key there is, or ``otherwise``."""
    return next((say(key, language) for key in keys if has(key)), otherwise)


def in_language(names: Mapping[str, str], language: str, *, otherwise: str = "") -> str:
    """One of the names something has per language; English where the language has none."""
    return names.get(language) or names.get("en") or next(iter(names.values()), otherwise)


def is_reviewed(language: str) -> bool:
    """Whether a reader has checked every sentence of this language; English is the original."""
    return language == "en" or all(entry["review"] != "machine" for entry in table().values())
