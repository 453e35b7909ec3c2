"""A policy set: its files, its hash, and the parsed handles the engine needs. Kept by hash, so replay never breaks."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
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
from comity.law.matrix import compose, read_matrix
from comity.law.settings import Settings, read_settings
from comity.law.validity import Validity, read_validity

CEDAR_VERSION: Final = "4.12.2"
"""The engine the hash names: its language version decides what a policy means."""

TABLES: Final = ("parameters.toml", "indicators.toml")
FOLDERS: Final = ("facts", "matrix", "policies/shared", "policies/warnings")
PERMIT: Final = '@id("PERMIT")\npermit (principal, action, resource);\n'
LIMIT_BYTES: Final = 4 * 1024 * 1024


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
    validity: Validity = field(repr=False, hash=False, compare=False)
    text: str = field(default="", repr=False, hash=False, compare=False)
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
        foreign = [name for name in files if not _belongs(kind, name)]
        if missing or foreign:
            raise PolicyError(reason="files missing or foreign", missing=missing, foreign=foreign)
        kept = MappingProxyType(dict(sorted(files.items())))
        found = PolicySet(kind, kept, _read_policies(kind, kept))
        if kind == "shared":
            found.check()
        return found

    def check(self) -> None:
        """Facts, matrix and policies fit each other; raises PolicyError or FactError naming what does not."""
        known = {policy.id for policy in self.policies}
        for command, listed in self.matrix.items():
            foreign = sorted(set(listed) - known)
            if foreign:
                raise PolicyError(reason="the matrix names a policy that is not there", command=command, ids=foreign)
        for policy in self.policies:
            lost = sorted(set(policy.reads) - set(self.facts))
            if lost:
                raise PolicyError(policy=policy.id, reason="reads a fact that is not there", facts=lost)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the manifest: kind, engine version and the hash of each file. Translations are not in it."""
        manifest = {name: sha256_hex(data.encode()) for name, data in self.files.items()}
        return hash_of({"v": 2, "kind": self.kind, "cedar": CEDAR_VERSION, "files": manifest})

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
        """The Cedar schema of this set alone (shared set only), composed from facts, policies and matrix."""
        return self.schema_with(())

    def schema_with(self, local: Iterable["Policy"], *, kinds_only: bool = False) -> str:
        """The schema in which local policies are judged too: a command's context holds the facts they read as well.

        ``kinds_only``: one command for all that have the same groups and the same context. To a validator they are
        one; a command that a local policy names stays.
        """
        listed = list(local)
        reads = {command: self.reads(command, listed) for command in self.matrix}
        if kinds_only:
            named = {scope for policy in listed for scope in policy.scope}
            alike = {(frozenset(row), reads[command]): command for command, row in self.matrix.items()}
            kept = {command: self.matrix[command] for command in self.matrix if command in {*alike.values(), *named}}
            return compose(kept, reads, unused=sorted({policy.id for policy in self.policies} - _judged(kept)))
        unused = {policy.id for policy in self.policies} - _judged(self.matrix)
        return compose(self.matrix, reads, unused=sorted(unused))

    def reads(self, command: str, local: Iterable["Policy"] = ()) -> tuple[str, ...]:
        """The facts that the policies judging a command read, in the order of the table."""
        listed = self.matrix[command]
        groups = {*(f"gate:{name}" for name in listed), command}
        found = {fact for name in listed for fact in self._by_id[name].reads}
        found |= {fact for policy in local if groups & set(policy.scope) for fact in policy.reads}
        return tuple(name for name in self.facts if name in found)

    @cached_property
    def _by_id(self) -> Mapping[str, Policy]:
        return {policy.id: policy for policy in self.policies}

    @cached_property
    def schema(self) -> cedarpy.Schema:
        """The parsed schema handle."""
        return parse_schema(self.schema_text)

    @cached_property
    def facts(self) -> Mapping[str, FactRule]:
        """The table of facts (shared set only)."""
        return read_facts(self.files)

    @cached_property
    def settings(self) -> Settings:
        """Parameters and indicator words (shared set only)."""
        return replace(read_settings(self.files), policy_hash=self.hash)

    @cached_property
    def matrix(self) -> Mapping[str, tuple[str, ...]]:
        """Command to the ids of the policies that judge it (shared set only)."""
        return MappingProxyType(read_matrix(self.files))


def _judged(matrix: Mapping[str, Iterable[str]]) -> set[str]:
    return {policy for row in matrix.values() for policy in row}


def parse_schema(text: str) -> cedarpy.Schema:
    """The handle of a composed schema; raises PolicyError."""
    try:
        return cedarpy.Schema.from_str(text)
    except ValueError as error:
        raise PolicyError(reason="schema does not parse", detail=str(error)[:200]) from error


def _belongs(kind: str, name: str) -> bool:
    """Is this a file of the set, in its place?"""
    if kind == "local":
        return name.endswith(".cedar")
    folder, _, file = name.rpartition("/")
    suffix = ".cedar" if folder.startswith("policies") else ".toml"
    return name in TABLES or (folder in FOLDERS and file.endswith(suffix))


def _text(files: Mapping[str, str], *, warnings: bool) -> str:
    chosen = [data for name, data in files.items() if name.endswith(".cedar") and ("/warnings/" in name) is warnings]
    return "\n".join(chosen)


def _read_policies(kind: str, files: Mapping[str, str]) -> tuple[Policy, ...]:
    """Parse and lint every policy file; ids must be unique and the shared set holds exactly one permit."""
    found: list[Policy] = []
    homes: dict[str, str] = {}
    permits = 0
    for name, data in files.items():
        if not name.endswith(".cedar"):
            continue
        for parsed in parse_policies(data, name):
            if kind == "shared" and "/warnings/" not in name and is_permit(parsed):
                permits += 1
                continue
            found.append(_policy(parsed, file=name, local=kind == "local"))
            if found[-1].id in homes:
                raise PolicyError(
                    policy=found[-1].id, reason="two policies share an id", files=[homes[found[-1].id], name]
                )
            homes[found[-1].id] = name
            if (found[-1].kind == "warning") is not (kind == "shared" and "/warnings/" in name):
                raise PolicyError(policy=found[-1].id, reason="warnings live in the shared folder of warnings, alone")
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
        validity=read_validity(notes["id"], notes["valid_from"], notes["valid_to"]),
        text=_cedar(parsed),
        scope=tuple(entity["id"] for entity in entities),
        file=file,
    )


def _cedar(parsed: Mapping[str, Any]) -> str:
    """One policy as Cedar text, with the annotation the engine reports it by and nothing else."""
    alone = {**parsed, "annotations": {"id": parsed["annotations"]["id"]}}
    whole = {"staticPolicies": {"policy0": alone}, "templates": {}, "templateLinks": []}
    return cedarpy.policies_from_json_str(json.dumps(whole))


@cache
def _packaged() -> PolicySet:
    root = package_files("comity.law")
    names = {table: root.joinpath(table) for table in TABLES}
    for folder in FOLDERS:
        names.update(_files(root.joinpath(*folder.split("/")), folder))
    return PolicySet.from_files("shared", {name: path.read_text(encoding="utf-8") for name, path in names.items()})


def _files(folder: Traversable, prefix: str) -> dict[str, Traversable]:
    names = {f"{prefix}/{path.name}": path for path in folder.iterdir()}
    return {name: path for name, path in names.items() if _belongs("shared", name)}
