"""Decide again what was decided: from the stored facts, under the stored policies, by their hashes."""

import json
import secrets
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

from comity.app import laws
from comity.app.node import Node
from comity.kit.canonical import hash_of
from comity.kit.errors import ComityError
from comity.law.decide import Law
from comity.law.decision import Decision, decision_from_json
from comity.law.export import export_decision
from comity.storage import journal, log

Progress = Callable[[int, int], None]


class ReplayError(ComityError):
    """The entry holds no decision that can be replayed: ``reason`` is no_entry, no_decision, erased or no_policies."""

    code = "replay.impossible"


def replay(node: Node, seq: int) -> dict[str, Any]:
    """Judge the stored facts of one entry again; ``same`` is whether every part of the answer agrees.

    Raises ReplayError. Also false when the stored decision or facts are not those the entry names by hash.
    """
    stored = journal.read_one(seq, records_key=node.records_key)
    if stored is None:
        raise ReplayError(entry=seq, reason="no_entry")
    if stored.payload is None:
        raise ReplayError(entry=seq, reason="erased")
    kept = stored.payload.get("decision")
    if not stored.entry.decision_hash or not isinstance(kept, Mapping):
        raise ReplayError(entry=seq, reason="no_decision")
    law = law_of(stored.entry.policy_hashes, seq=seq)
    before = decision_from_json(kept, law.shared.facts)
    again = law.again(before)
    checks = {
        "decision_is_the_one_in_the_entry": hash_of(dict(kept)) == stored.entry.decision_hash,
        "facts_are_those_in_the_entry": before.facts_hash == stored.entry.facts_hash,
        "policies_are_those_in_the_entry": dict(law.policy_hashes) == _both(stored.entry.policy_hashes),
        "same_answer": _answer(before) == _answer(again),
    }
    if stored.payload.get("begun"):
        checks["same_answer_of_the_law_it_began_under"] = _agrees_as_begun(stored.payload["begun"], seq)
    return {
        "entry": seq,
        "command": stored.entry.command,
        "same": all(checks.values()),
        "checks": checks,
        "stored": _answer(before),
        "replayed": _answer(again),
        "policy_hashes": dict(stored.entry.policy_hashes),
    }


def _agrees_as_begun(kept: Mapping[str, Any], seq: int) -> bool:
    """A record that outlived a change of the policies was judged by the earlier law too: once more."""
    law = law_of(kept["policy_hashes"], seq=seq)
    before = decision_from_json(kept, law.shared.facts)
    return _answer(before) == _answer(law.again(before))


def _answer(decision: Decision) -> dict[str, Any]:
    return {
        "action": decision.action,
        "allowed": decision.allowed,
        "failed": sorted(decision.failed),
        "warnings": sorted(decision.warnings),
        "errors": sorted(decision.errors),
    }


def law_of(hashes: Mapping[str, str], *, seq: int) -> Law:
    """The law that decided, built from the sets this node keeps by hash. Raises ReplayError."""
    try:
        return laws.law_of(hashes)
    except laws.NotKeptError as error:
        raise ReplayError(entry=seq, reason="no_policies", hash=str(error.data.get("hash", ""))) from error


def _both(hashes: Mapping[str, str]) -> dict[str, str]:
    return {"shared": hashes.get("shared", ""), "local": hashes.get("local", "")}


def export_decisions(node: Node, folder: Path, *, progress: Progress = lambda done, total: None) -> dict[str, int]:
    """Write every stored decision into ``folder/decisions.jsonl``, one a line, for stock Cedar tools.

    Each line holds the facts as words and what must come out; the policies and schema they were judged by stand as
    text in a line of their own before the first decision that names them (``set``). No person, record or author is
    in it. The folder appears whole or not at all.
    """
    if folder.exists():
        raise ComityError("export.exists", folder=str(folder))
    made = folder.parent / f".{folder.name}.{secrets.token_hex(8)}"
    try:
        made.mkdir(parents=True)
        with (made / "decisions.jsonl").open("w", encoding="utf-8") as out:
            counts = _write_decisions(node, out, progress)
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return counts


def _write_decisions(node: Node, out: TextIO, progress: Progress) -> dict[str, int]:
    counts, total = {"decisions": 0, "erased": 0}, log.size()
    told: set[str] = set()
    for stored in journal.read(records_key=node.records_key):
        progress(stored.entry.seq + 1, total)
        if not stored.entry.decision_hash:
            continue
        if stored.payload is None:
            counts["erased"] += 1
            continue
        law = law_of(stored.entry.policy_hashes, seq=stored.entry.seq)
        decision = decision_from_json(stored.payload["decision"], law.shared.facts)
        line = {**export_decision(decision, shared=law.shared, local=law.local), "entry": stored.entry.seq}
        texts = {part: line.pop(part) for part in ("policies", "schema")}
        line["set"] = hash_of(texts)
        if line["set"] not in told:
            told.add(line["set"])
            _write_line(out, {"v": 1, "set": line["set"], **texts})
        _write_line(out, line)
        counts["decisions"] += 1
    return counts


def _write_line(out: TextIO, line: Mapping[str, Any]) -> None:
    out.write(json.dumps(line, ensure_ascii=True, sort_keys=True) + "\n")
