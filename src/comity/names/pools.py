"""Arrays of rows that grow at their end."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


class Pool:
    """Rows of one kind; room for more is made by the double."""

    def __init__(self, kind: type[np.generic], width: int = 0) -> None:
        self.data: Array = np.zeros((64, width) if width else 64, kind)
        self.count = 0

    def more(self, count: int) -> Array:
        """So many new rows at the end, all of them 0, to be written now."""
        start, self.count = self.count, self.count + count
        if self.count > len(self.data):
            grown = np.zeros((max(self.count, 2 * len(self.data)), *self.data.shape[1:]), self.data.dtype)
            grown[:start] = self.data[:start]
            self.data = grown
        return self.data[start : self.count]

    def less(self, count: int) -> None:
        """Take the last rows away again, whatever was written there."""
        self.data[self.count - count : self.count] = 0
        self.count -= count

    @property
    def rows(self) -> Array:
        """What has been put in."""
        return self.data[: self.count]
