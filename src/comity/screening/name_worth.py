"""What names are worth among the rows of a register: the learned weights of names, all of them times FACTOR.

The weights are learned from pairs half of which are look-alikes picked to be hard. Who comes up in a register and is not the
person mostly shares a sound only, so the same evidence tells more there. Fitted beside the other facts on candidates of
invented lists (logistic regression, each list held out from the other), names count 2.0 to 2.2 times as much as one by one.
From 1.75 on the lists are told apart as well as they get; what is less lets more pairs be decided by their facts alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comity.names.weights import weights

if TYPE_CHECKING:
    from comity.names.matcher import Matcher

FACTOR = 1_750
"""In thousandths. A score changes with it: it is part of every version."""
_lock = Lock()
_shared: "list[Matcher]" = []


@cache
def worth() -> NDArray[np.int32]:
    """The worth of each amount of ``names.features.AMOUNTS``, thousandths of a nat for a whole one. Not to be changed."""
    return np.array([(held * FACTOR + 500) // 1_000 for held in weights()[1]], np.int32)


def version() -> str:
    """The version of these weights."""
    return f"{weights()[0]}x{FACTOR}"


@contextmanager
def shared() -> "Iterator[Matcher]":
    """The matcher of all single questions to a register, for one thread at a time; see ``names.matcher.shared``."""
    from comity.names.matcher import LARGEST, Matcher  # compiled: loads where names are compared

    with _lock:
        if _shared and len(_shared[0].lexicon) > LARGEST:
            _shared.clear()
        if not _shared:
            _shared.append(Matcher(worth()))
        yield _shared[0]
