"""What came of the story, as one JSON object, and what is missing from it."""

from dataclasses import dataclass, field
from typing import Any

from comity.names.script import main_script

View = dict[str, Any]


@dataclass(slots=True)
class Report:
    """Filled while the story runs; every value is what the nodes themselves said.

    ``match``: the name asked, the name found, their scripts (ISO 15924), the score out of 1000; None without a
    confirmed person. ``refused``: the policies that stopped the unlawful request, and how many messages about it left
    the node. ``tampered``: how many bad messages were sent, and how many the other node took as requests. ``logs``:
    for each node its entries, the root of its exported checkpoint, and what the stand-alone verifier found.
    """

    answered: bool = False
    match: View | None = None
    refused: View = field(default_factory=lambda: {"gates": [], "disclosed": 0})
    tampered: View = field(default_factory=lambda: {"sent": 0, "accepted": 0})
    logs: dict[str, View] = field(default_factory=dict)
    failure: str = ""

    def missing(self) -> list[str]:
        """What did not happen, in plain words; empty when all of it did."""
        match, refused, tampered = self.match, self.refused, self.tampered
        told = [
            (not self.failure, self.failure),
            (self.answered, "The lawful request was not answered."),
            (match is not None, "No person was confirmed and released."),
            (match is None or len(set(match["scripts"])) > 1, "The person was found in the script that was asked in."),
            (bool(refused["gates"]), "The unlawful request was not stopped by any gate."),
            (not refused["disclosed"], "Something about the unlawful request left the node."),
            (tampered["sent"] > 0, "No tampered message was sent."),
            (not tampered["accepted"], "A tampered or hostile message was accepted."),
            (len(self.logs) > 1, "The logs were not exported."),
            (all(row["verified"] for row in self.logs.values()), "A log was not verified against the other."),
        ]
        return [text for fine, text in told if not fine]

    def as_json(self, *, steps: list[View], seconds: float) -> View:
        """The object ``comity demo --json`` prints."""
        found: View = {
            "ok": not self.missing(),
            "steps": steps,
            "answered": self.answered,
            "match": self.match,
            "refused": self.refused,
            "tampered": self.tampered,
            "logs": self.logs,
            "seconds": seconds,
        }
        return {**found, "missing": self.missing()} if self.missing() else found


def match_of(asked: str, found: list[str], score: int) -> View | None:
    """The pair of names to show: of the names released, the first in another script than the one asked in."""
    if not found:
        return None
    script = main_script(asked)
    best = next((name for name in found if main_script(name) != script), found[0])
    return {"asked": asked, "found": best, "scripts": [script, main_script(best)], "score": score}
