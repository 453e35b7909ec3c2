"""A policy set: its files, its hash, and the parsed handles the engine needs. Kept by hash, so replay never breaks."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Final

import cedarpy

from comity.kit.canonical import hash_of, sha256_hex
from comity.law.errors import PolicyError
from comity.law.facts import FactRule, read_facts
from comity.law.lint import check_gate, is_permit
from comity.law.settings import Settings, read_settings

CEDAR_VERSION: Final = "4.12.2"
"""The engine the hash names: its language version decides what a policy means."""

SCHEMA: Final = "comity.cedarschema"
TABLES: Final = (SCHEMA, "facts.toml", "parameters.toml", "indicators.toml")
PERMIT: Final = '@id("PERMIT")\npermit (principal, action, resource);\n'
LIMIT_BYTES: Final = 1024 * 1024
_ACTION = re.compile(r'action "([^"]+)"(?: in \[([^\]]*)\])?( appliesTo \{[^}]*\})?;')


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy as the catalogue knows it. ``literals`` are the (fact, word) pairs of its body."""

    id: str
    gate: str
    kind: str
    source: str
    mark: str
    roles: tuple[str, ...]
    remedy: tuple[str, ...]
    question: str
    literals: tuple[tuple[str, str], ...]
    body: Mapping[str, Any] = field(repr=False, hash=False, compare=False)
    scope: tuple[str, ...] = ()
    file: str = ""

    @property
    def reads(self) -> tuple[str, ...]:
        """The facts the policy reads, each once, in the order of its text."""
        return tuple(dict.fromkeys(fact for fact, _ in self.literals))


@dataclass(frozen=True)
class PolicySet:
    """The files of one set and what follows from them. ``kind`` is "shared" or "local"."""

    kind: str
    files: Mapping[str, str]
    policies: tuple[Policy, ...]

    @staticmethod
    def shared() -> "PolicySet":
        """The set shipped with this version; read once."""
        return _packaged()

    @staticmethod
    def from_files(kind: str, files: Mapping[str, str]) -> "PolicySet":
        """Read a set back from its files (path to text). Raises PolicyError when it breaks the form."""
        if kind not in ("shared", "local"):
            raise PolicyError(reason="kind is shared or local", kind=kind)
        if sum(len(data.encode()) for data in files.values()) > LIMIT_BYTES:
            raise PolicyError(reason="too large", limit=LIMIT_BYTES)
        missing = [name for name in TABLES if name not in files] if kind == "shared" else []
        foreign = [name for name in files if not name.endswith(".cedar") and (kind == "local" or name not in TABLES)]
        if missing or foreign:
            raise PolicyError(reason="files missing or foreign", missing=missing, foreign=foreign)
        kept = MappingProxyType(dict(sorted(files.items())))
        return PolicySet(kind, kept, _read_policies(kind, kept))

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the manifest: kind, engine version and the hash of each file. Translations are not in it."""
        manifest = {name: sha256_hex(data.encode()) for name, data in self.files.items()}
        return hash_of({"v": 1, "kind": self.kind, "cedar": CEDAR_VERSION, "files": manifest})

    @cached_property
    def text(self) -> str:
        """The policies that decide, as one Cedar text, with exactly one permit."""
        own = _text(self.files, warnings=False)
        return own if self.kind == "shared" else PERMIT + own

    @cached_property
    def warning_text(self) -> str:
        """The policies that only warn, as one Cedar text with the permit."""
        return PERMIT + _text(self.files, warnings=True)

    @cached_property
    def schema_text(self) -> str:
        """The Cedar schema (shared set only)."""
        return self.files[SCHEMA]

    @cached_property
    def schema(self) -> cedarpy.Schema:
        """The parsed schema handle."""
        try:
            return cedarpy.Schema.from_str(self.schema_text)
        except ValueError as error:
            raise PolicyError(reason="schema does not parse", detail=str(error)[:200]) from error

    @cached_property
    def facts(self) -> Mapping[str, FactRule]:
        """The table of facts (shared set only)."""
        return read_facts(self.files["facts.toml"])

    @cached_property
    def settings(self) -> Settings:
        """Parameters and indicator words (shared set only)."""
        return read_settings(self.files)

    @cached_property
    def matrix(self) -> Mapping[str, tuple[str, ...]]:
        """Command to the ids of the policies that judge it, as the schema says."""
        found = {}
        for name, groups, applies in _ACTION.findall(self.schema_text):
            if applies:
                found[name] = tuple(group.removeprefix("gate:") for group in re.findall(r'"([^"]+)"', groups))
        return MappingProxyType(found)


def _text(files: Mapping[str, str], *, warnings: bool) -> str:
    chosen = [data for name, data in files.items() if name.endswith(".cedar") and ("/warnings/" in name) is warnings]
    return "\n".join(chosen)


def _read_policies(kind: str, files: Mapping[str, str]) -> tuple[Policy, ...]:
    """Parse and lint every policy file; ids must be unique and the shared set holds exactly one permit."""
    found: list[Policy] = []
    permits = 0
    for name, data in files.items():
        if not name.endswith(".cedar"):
            continue
        for parsed in parse_policies(data, name):
            if kind == "shared" and "/warnings/" not in name and is_permit(parsed):
                permits += 1
                continue
            found.append(_policy(parsed, file=name, local=kind == "local"))
            if (found[-1].kind == "warning") is not (kind == "shared" and "/warnings/" in name):
                raise PolicyError(policy=found[-1].id, reason="warnings live in the shared folder of warnings, alone")
    if len({policy.id for policy in found}) != len(found):
        raise PolicyError(reason="two policies share an id")
    if permits != (1 if kind == "shared" else 0):
        raise PolicyError(reason="the shared set holds exactly one permit", permits=permits)
    return tuple(found)


def parse_policies(text: str, name: str) -> list[Mapping[str, Any]]:
    """The policies of one file in Cedar's own JSON form; templates and links are refused."""
    try:
        parsed = json.loads(cedarpy.policies_to_json_str(text))
    except ValueError as error:
        raise PolicyError(file=name, reason="does not parse", detail=str(error)[:200]) from error
    if parsed.get("templates") or parsed.get("templateLinks"):
        raise PolicyError(file=name, reason="templates are not allowed")
    static = parsed["staticPolicies"]
    return [static[key] for key in sorted(static, key=lambda key: int(key.removeprefix("policy")))]


def _policy(parsed: Mapping[str, Any], *, file: str, local: bool) -> Policy:
    literals = check_gate(parsed, local=local)
    notes, scope = parsed["annotations"], parsed["action"]
    entities = scope.get("entities") or [scope["entity"]]
    return Policy(
        id=notes["id"],
        gate=notes["gate"],
        kind=notes["kind"],
        source=notes["source"],
        mark=notes["mark"],
        roles=tuple(notes["role"].split("+")) if notes["role"] else (),
        remedy=tuple(notes["remedy"].split(",")),
        question=notes["question"],
        literals=literals,
        body=parsed["conditions"][0]["body"],
        scope=tuple(entity["id"] for entity in entities),
        file=file,
    )


@cache
def _packaged() -> PolicySet:
    root = package_files("comity.law")
    names = {table: root.joinpath(table) for table in TABLES}
    for folder in ("shared", "warnings"):
        names.update(_cedar_files(root.joinpath("policies", folder), f"policies/{folder}"))
    return PolicySet.from_files("shared", {name: path.read_text(encoding="utf-8") for name, path in names.items()})


def _cedar_files(folder: Traversable, prefix: str) -> dict[str, Traversable]:
    return {f"{prefix}/{path.name}": path for path in folder.iterdir() if path.name.endswith(".cedar")}
