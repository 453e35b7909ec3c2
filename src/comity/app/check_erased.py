"""Check what was erased and what was read: gone entirely and only where an entry says so; read in an unbroken chain."""

from dataclasses import dataclass, field

from comity.domain.entry import DONE
from comity.procedures.retention import ERASING
from comity.storage import reads
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
