"""Words of a personal-data breach (LED arts 30-31)."""

from typing import Final

KINDS: Final = ("confidentiality", "integrity", "availability")
RISKS: Final = ("unlikely", "risk", "high")
EXCEPTIONS: Final = ("unreadable_data", "risk_removed", "public_notice", "would_endanger")
"""Why the person is not told at once (LED art. 31(3) and (5)); each with its reasons."""
