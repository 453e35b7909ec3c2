"""Names in any script: read into parts, compared in the open, every point of the score explained."""

from comity.names.compare import Comparison, PartEvidence, compare, compare_prepared
from comity.names.features import explanations
from comity.names.parts import Name, Prepared, prepare

__all__ = [
    "Comparison",
    "Name",
    "PartEvidence",
    "Prepared",
    "compare",
    "compare_prepared",
    "explanations",
    "prepare",
]
