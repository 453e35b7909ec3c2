"""Named places where a test may end this process as a power cut would. Nothing happens unless COMITY_CRASH_AT names one.

``after_transaction``: a step is committed, nothing of its message is signed. ``after_sealed``: the bytes to send are
stored, none was sent. ``after_send``: the partner may have them, no receipt is stored. ``after_partner_commit``: a
partner's message is applied, no receipt was given. ``after_receipt``: the partner's receipt is stored.
"""

import os
import signal

VARIABLE = "COMITY_CRASH_AT"
POINTS = ("after_transaction", "after_sealed", "after_send", "after_partner_commit", "after_receipt")


def crash_point(name: str) -> None:
    """Die here without any clean-up if the environment names this place."""
    if os.environ.get(VARIABLE) == name:
        os.kill(os.getpid(), signal.SIGKILL)
