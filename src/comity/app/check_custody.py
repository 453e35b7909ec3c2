"""Prove that no copy of evidence is without a custody line, and that no line was lost or put in (I5)."""

from comity.domain.attachment import refs_in
from comity.domain.custody import first_break
from comity.storage.chains import Chain
from comity.storage.findings import Findings

RULE = "I5"
PROCEDURE = "evidence"
RECEIVED = "ev.receive"


def check_record(findings: Findings, chain: Chain, state: dict[str, object] | None) -> None:
    """The chain of one exhibit, each event recomputed, and every file it holds named by an event."""
    if state is None or state.get("procedure") != PROCEDURE or state.get("erased"):
        return
    custody = _rows(state.get("custody"))
    findings.looked(RULE)
    broken = first_break(custody)
    if broken:
        text = f"event {broken} does not follow from the one before it"
        findings.fault(RULE, table="Record", key=chain.record, column="body", text=text)
    lined = {ref["sha256"] for row in custody for ref in refs_in(row)}
    brought: set[str] = set()
    for link in chain.links:
        came = set(((link.payload or {}).get("derived") or {}).get("files") or {})
        brought |= came if link.entry.command != RECEIVED else set()
    for digest in sorted(brought - lined):
        findings.looked(RULE)
        text = f"the file {digest[:16]} stands in no line of custody"
        findings.fault(RULE, table="Record", key=chain.record, column="body", text=text)


def _rows(value: object) -> list[dict[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
