"""Names in any script: read into parts, compared in the open, every point of the score explained."""

from comity.names.compare import Comparison, PartEvidence, compare, compare_prepared
from comity.names.features import explanations
from comity.names.prepare import Name, Prepared, prepare
from comity.names.search import KEY_VERSION, search_key, search_keys

__all__ = [
    "KEY_VERSION",
    "Comparison",
    "Name",
    "PartEvidence",
    "Prepared",
    "compare",
    "compare_prepared",
    "explanations",
    "prepare",
    "search_key",
    "search_keys",
]
