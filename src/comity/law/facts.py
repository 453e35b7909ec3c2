"""The table of facts: which words each may hold, who may say it, where it is asked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from comity.domain.roles import Role
from comity.law.errors import FactError
from comity.law.fact import UNKNOWN

FOLDER: Final = "facts/"
REQUEST: Final = "request"
RELEASE: Final = "release"
KINDS: Final = ("computed", "stated", "decision")
_KEYS: Final = {"values", "kind", "producer", "authors", "senior", "on", "about", "trigger", "policy"}


@dataclass(frozen=True, slots=True)
class FactRule:
    """What the table says about one fact. ``values`` run from harmless to grave; UNKNOWN is always allowed too."""

    name: str
    values: tuple[str, ...]
    kind: str
    trigger: str
    producer: str = ""
    authors: tuple[str, ...] = ()
    senior: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    policy: str = ""
    about: str = REQUEST
    """What a word on it was said of: the request, or the very release that would leave."""

    def graver(self, first: str, second: str) -> str:
        """The graver of two words; an unknown one yields to the other."""
        if UNKNOWN in (first, second):
            return second if first == UNKNOWN else first
        return max(first, second, key=self.values.index)


def read_facts(files: Mapping[str, str]) -> Mapping[str, FactRule]:
    """Read the table of facts from the TOML files of its folder; raise FactError naming fact and file."""
    rules: dict[str, FactRule] = {}
    homes: dict[str, str] = {}
    for file, text in sorted(files.items()):
        if not file.startswith(FOLDER):
            continue
        try:
            table = tomllib.loads(text)
        except ValueError as error:
            raise FactError(reason="not TOML", file=file, detail=str(error)[:120]) from error
        for name, entry in table.items():
            if name in rules:
                raise FactError(fact=name, reason="two files hold this fact", files=[homes[name], file])
            rules[name], homes[name] = _rule(name, entry), file
    return rules


def _rule(name: str, entry: Any) -> FactRule:
    if not isinstance(entry, dict) or not set(entry) <= _KEYS or not {"values", "kind", "trigger"} <= set(entry):
        raise FactError(fact=name, reason="keys missing or unknown")
    keys: dict[str, Any] = {key: tuple(item) if isinstance(item, list) else item for key, item in entry.items()}
    rule = FactRule(name=name, **keys)
    if rule.kind not in KINDS or len(set(rule.values)) != len(rule.values) or not rule.values:
        raise FactError(fact=name, reason="kind or values not allowed")
    if UNKNOWN in rule.values:
        raise FactError(fact=name, reason="unknown is never a listed value")
    if bool(rule.authors) != (rule.kind == "stated") or bool(rule.policy) != (rule.kind == "decision"):
        raise FactError(fact=name, reason="authors go with stated facts, a policy with decisions")
    if rule.kind != "stated" and not rule.producer:
        raise FactError(fact=name, reason="a fact nobody states needs a producer")
    if not set(rule.authors) <= set(Role):
        raise FactError(fact=name, reason="an author is no role", authors=sorted(set(rule.authors) - set(Role)))
    if rule.about not in (REQUEST, RELEASE) or (rule.about == RELEASE and rule.kind != "stated"):
        raise FactError(fact=name, reason="what people state is about the request or the release")
    if not set(rule.senior) <= set(rule.authors):
        raise FactError(fact=name, reason="senior roles must be among the authors")
    return rule
