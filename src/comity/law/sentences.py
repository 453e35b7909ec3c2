"""Sentences for officers: what a policy asks, what to do when it stops, in three languages with a review status."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as package_files
from types import MappingProxyType
from typing import Any, Final

from comity.law.errors import SentenceError
from comity.law.pack_model import LANGUAGES, Names

REVIEWS: Final = ("machine", "second reader", "native reader")
TABLES: Final = ("policies", "facts", "words", "remedies", "roles")
"""Each is a file or a folder of files, one a topic; no key stands in two of them."""


@dataclass(frozen=True)
class Sentences:
    """Every sentence of the law. ``review``: language to status; English is the source and has none."""

    asks: Mapping[str, Names]
    stop: Mapping[str, Names]
    facts: Mapping[str, Names]
    words: Mapping[str, Names]
    remedies: Mapping[str, Names]
    roles: Mapping[str, Names]
    review: Mapping[str, str]

    def fact(self, name: str) -> Names:
        """The question of a fact; decision facts share one."""
        return self.facts["decision" if name.startswith("decided_") else name]


@cache
def sentences() -> Sentences:
    """The packaged sentences, read once. Raises SentenceError where a language or a status is missing."""
    tables = {name: _table(name) for name in TABLES}
    review = tables["policies"].pop("review")
    for name in TABLES[1:]:
        if tables[name].pop("review") != review:
            raise SentenceError(table=name, reason="one review status for all tables")
    if set(review) != set(LANGUAGES) - {"en"} or not set(review.values()) <= set(REVIEWS):
        raise SentenceError(reason="review status missing or unknown")
    policies = tables["policies"]
    return Sentences(
        asks={name: _names(f"{name}.asks", entry["asks"], LANGUAGES[1:]) for name, entry in policies.items()},
        stop={name: _names(f"{name}.stop", entry["stop"], LANGUAGES) for name, entry in policies.items()},
        review=MappingProxyType(dict(review)),
        **{name: {key: _names(key, entry, LANGUAGES) for key, entry in tables[name].items()} for name in TABLES[1:]},
    )


def _table(name: str) -> dict[str, Any]:
    root = package_files("comity.law").joinpath("sentences")
    folder = root.joinpath(name)
    paths = [path for path in folder.iterdir() if path.name.endswith(".toml")] if folder.is_dir() else []
    found: dict[str, Any] = {}
    homes: dict[str, str] = {}
    for path in sorted(paths, key=lambda path: path.name) or [root.joinpath(f"{name}.toml")]:
        for key, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if key in found and (key != "review" or found[key] != entry):
                files = [homes[key], path.name]
                raise SentenceError(table=name, key=key, reason="two files say it, or review differs", files=files)
            found[key], homes[key] = entry, path.name
    return found


def _names(key: str, entry: Mapping[str, str], languages: tuple[str, ...]) -> Names:
    if set(entry) != set(languages) or not all(text.strip() for text in entry.values()):
        raise SentenceError(key=key, reason="a sentence is missing in a language")
    return MappingProxyType(dict(entry))
