"""Read the entries of one record with what they said, trusting nothing: what does not open or match is named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from comity.domain.entry import DONE, Entry, read_entry
from comity.kit.canonical import hash_of, read_json, sha256_hex
from comity.kit.errors import ComityError
from comity.storage import cipher, models
from comity.storage.checking import Index
from comity.storage.findings import Findings
from comity.tlog.entry import SALT_BYTES, payload_hash

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a record's chain. ``payload`` is None once erased, and ``erased_at`` says since when."""

    entry: Entry
    hash: str
    payload: dict[str, Any] | None
    erased_at: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """All entries of one record in order. Only a ``sound`` chain says what the rows must be: every entry and every
    payload is the one the log holds, and none is missing between them.
    """

    record: str
    links: tuple[Link, ...]
    sound: bool


class Payloads:
    """Opens payloads with keys that are there; never makes a key, never raises for what is stored."""

    def __init__(self, findings: Findings, records_key: bytes) -> None:
        self._findings = findings
        self._records_key = records_key
        self._keys: dict[str, bytes | None] = {}

    def key(self, scope: str) -> bytes | None:
        """The opened key of a scope, or None; a key that does not open is named once."""
        if scope not in self._keys:
            if len(self._keys) > cipher.CACHE_LIMIT:
                self._keys.clear()
            self._keys[scope] = self._open_key(scope)
        return self._keys[scope]

    def _open_key(self, scope: str) -> bytes | None:
        row = models.ScopeKey.objects.filter(scope=scope).first()
        if row is None:
            return None
        self._findings.looked("I2")
        try:
            return cipher.open_bytes(self._records_key, bytes(row.nonce), bytes(row.wrapped), context=scope)
        except cipher.SealedAtRestError:
            text = "does not open under the node's records key"
            self._findings.fault("I2", table="ScopeKey", key=scope, column="scope or nonce or wrapped", text=text)
            return None

    def open(self, entry: Entry, row: models.EntryPayload | None) -> tuple[dict[str, Any] | None, bool]:
        """``(payload, sound)``: the payload is None when erased, ``sound`` false when it is not the entry's."""
        self._findings.looked("I2")
        if row is None:
            return self._fault(entry, "seq", "there is no payload row of this number")
        if row.erased_at:
            whole = not (bytes(row.ciphertext) or bytes(row.nonce) or bytes(row.salt))
            return (None, True) if whole else self._fault(entry, "erased_at", "marked as erased, but it is still there")
        key = self.key(row.scope)
        if key is None:
            return self._fault(entry, "scope", f"no key opens the scope {row.scope!r}")
        return self._opened(entry, row, key)

    def _opened(self, entry: Entry, row: models.EntryPayload, key: bytes) -> tuple[dict[str, Any] | None, bool]:
        where = "ciphertext or nonce or scope or erased_at"
        try:
            data = cipher.open_bytes(key, bytes(row.nonce), bytes(row.ciphertext), context=f"payload:{row.seq}")
            payload = read_json(data)
        except ComityError:
            return self._fault(entry, where, "does not open under the key of its scope")
        salt = bytes(row.salt)
        if len(salt) != SALT_BYTES or payload_hash(data, salt) != entry.payload_hash:
            return self._fault(entry, "salt", "payload and salt do not have the hash that stands in the entry")
        return payload, True

    def _fault(self, entry: Entry, column: str, text: str) -> tuple[None, bool]:
        self._findings.fault("I2", table="EntryPayload", key=entry.seq, column=column, text=text)
        return None, False


def read_chains(findings: Findings, index: Index, *, records_key: bytes) -> Iterator[Chain]:
    """Every record's chain, one at a time."""
    payloads = Payloads(findings, records_key)
    for record, places in index.records():
        yield _chain(findings, payloads, record, places)


def _chain(findings: Findings, payloads: Payloads, record: str, places: Sequence[tuple[int, bool]]) -> Chain:
    links: list[Link] = []
    whole = all(sound for _, sound in places)
    before = ""
    for start in range(0, len(places), CHUNK):
        numbers = [seq for seq, sound in places[start : start + CHUNK] if sound]
        rows = models.Entry.objects.in_bulk(numbers)
        kept = models.EntryPayload.objects.in_bulk(numbers)
        for seq in numbers:
            data = bytes(rows[seq].data)
            entry = read_entry(data)
            if whole and entry.prev != before:
                text = "the entry before it on this record is not the one it names"
                findings.fault("I2", table="Entry", key=seq, column="data", text=text)
                whole = False
            before = sha256_hex(data)
            payload, opened = payloads.open(entry, kept.get(seq))
            whole = whole and opened
            if payload is not None:
                _check_decision(findings, entry, payload)
            there = kept.get(seq)
            links.append(Link(entry, before, payload, there.erased_at if there is not None else ""))
    return Chain(record, tuple(links), whole)


def _check_decision(findings: Findings, entry: Entry, payload: dict[str, Any]) -> None:
    """What was done was allowed, on exactly the facts and by exactly the decision that the entry names (I6)."""
    findings.looked("I6")
    decision = payload.get("decision")
    if entry.outcome == DONE and not entry.decision_hash:
        _decision_fault(findings, entry, "was done without a decision")
    if not entry.decision_hash:
        return
    if not isinstance(decision, dict) or hash_of(decision) != entry.decision_hash:
        _decision_fault(findings, entry, "the decision kept is not the one the entry names")
    elif hash_of(decision.get("facts")) != entry.facts_hash:
        _decision_fault(findings, entry, "the facts kept are not those the entry names")
    elif decision.get("policy_hashes") != dict(entry.policy_hashes):
        _decision_fault(findings, entry, "the decision names other policies than the entry")
    elif entry.outcome == DONE and decision.get("allowed") is not True:
        _decision_fault(findings, entry, "was done although a gate did not let it pass")


def _decision_fault(findings: Findings, entry: Entry, text: str) -> None:
    findings.fault("I6", table="Entry", key=entry.seq, column="data", text=text)


def payloads_without_entry(findings: Findings, index: Index) -> None:
    """Payload rows and keys that nothing names."""
    for seq in models.EntryPayload.objects.order_by("seq").values_list("seq", flat=True).iterator(chunk_size=CHUNK):
        if not index.has_entry(seq):
            text = "there is no entry of this number"
            findings.fault("I2", table="EntryPayload", key=seq, column="seq", text=text)
    scopes = set(models.EntryPayload.objects.order_by().values_list("scope", flat=True).distinct())
    scopes |= set(models.Outbox.objects.order_by().values_list("scope", flat=True).distinct())
    for scope in models.ScopeKey.objects.values_list("scope", flat=True).iterator(chunk_size=CHUNK):
        findings.looked("I2")
        if scope not in scopes:
            text = "no payload and no message is kept under this scope"
            findings.fault("I2", table="ScopeKey", key=scope, column="scope", text=text)
