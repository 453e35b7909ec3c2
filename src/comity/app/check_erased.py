"""Check what was erased and what was read: gone entirely and only where an entry says so; read in an unbroken chain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from comity.domain.entry import DONE
from comity.domain.sampling import drawn, seed_of
from comity.procedures.retention import ERASING
from comity.storage import log, reads
from comity.storage.chains import Chain
from comity.storage.findings import Findings

RULE = "I11"


@dataclass(slots=True)
class Erasures:
    """What the entries say was erased, and what lies there erased; laid against each other at the end."""

    by_record: dict[str, set[str]] = field(default_factory=dict)
    _gone: list[tuple[str, int, str]] = field(default_factory=list)

    def learn(self, findings: Findings, chain: Chain) -> None:
        """The erasures of one record: nothing of what stood before them may be left."""
        last = -1
        for link in chain.links:
            if link.payload is not None and link.entry.outcome == DONE and link.entry.command in ERASING:
                swept = link.payload.get("derived", {}).get("records", [])
                for record in [chain.record] if link.entry.command != "rt.sweep" else swept:
                    self.by_record.setdefault(str(record), set()).add(link.entry.at)
                last = link.entry.seq if link.entry.command != "rt.sweep" else last
        for link in chain.links:
            findings.looked(RULE)
            if link.erased_at:
                self._gone.append((chain.record, link.entry.seq, link.erased_at))
            elif link.entry.seq < last:
                text = f"entry {last} says that it was erased, and it is still there"
                findings.fault(RULE, table="EntryPayload", key=link.entry.seq, column="erased_at", text=text)

    def finish(self, findings: Findings) -> None:
        """Whatever is gone was erased by an entry of that time."""
        for record, seq, at in self._gone:
            if at not in self.by_record.get(record, ()):
                text = "erased, and no entry says so"
                findings.fault(RULE, table="EntryPayload", key=seq, column="erased_at", text=text)


def check_reads(findings: Findings) -> None:
    """Every reading is chained to the one before, and none is missing up to the last."""
    size, prev = 0, ""
    for read, digest in reads.stored():
        findings.looked(RULE)
        if read.seq != size or read.prev != prev or read.hash != digest:
            column = "seq or prev or hash or at or officer or record or what or purpose_code or purpose or alarm"
            text = "the chain of readings is broken here: edited, or one before it is missing"
            findings.fault(RULE, table="AccessLog", key=read.seq, column=column, text=text)
        size, prev = read.seq + 1, digest
    if reads.head() != (size, prev):
        text = f"there are {size} readings, and the head does not say so"
        findings.fault(RULE, table="ReadHead", key=1, column="id or size or hash", text=text)


def check_draw(findings: Findings, state: Mapping[str, Any] | None) -> None:
    """A draw of readings, drawn again from the log and the readings, takes out the same."""
    if state is None or state.get("state") != "counted" or state["procedure"] != "sampling":
        return
    findings.looked(RULE)
    try:
        root = log.root(state["log_size"]).hex()
    except KeyError:
        return  # a node of the tree is missing, which has been named
    rows = [(row.seq, row.hash) for row in reads.between(state["start"], state["stop"])]
    again = drawn(seed_of(root, state["reads_head"]), rows, one_in=state["one_in"])
    whole = len(rows) == state["stop"] - state["start"] and reads.hash_at(state["stop"]) == state["reads_head"]
    if not whole or root != state["log_root"] or again != state["drawn"]:
        text = "the readings it was drawn from are not those that are there now"
        findings.fault(RULE, table="AccessLog", key=state["id"], column="hash", text=text)
