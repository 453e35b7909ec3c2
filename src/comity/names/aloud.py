"""The consonants of words in other scripts, by every way their voices read them, and how likely each way is.

Not the best spellings are read and then cut to their consonants, but the ways to read are followed by their consonants alone
(``ways``). Everything is done for many words at once.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from threading import Lock

import numpy as np

from comity.names import han, kernel
from comity.names.consonants import Array
from comity.names.dictation import Dictation, characters, chinese, dictated
from comity.names.ideographs import ideographs
from comity.names.ways import CODES, WAYS, compose, follow

_SYSTEM_COSTS = np.array([0, 0, 0, han.ELSEWHERE], np.int64)
"""What it costs to read a given name in each of ``han.SYSTEMS``."""


def read_aloud(natives: Sequence[str], scripts: Sequence[str], unspaced: Sequence[bool]) -> tuple[Array, Array]:
    """The likeliest coarse codes of words and their chances: int32[n, WAYS] each, best first, -1 where there is none.

    All voices that can read a word are asked; of equal codes the likeliest way counts. Chinese characters are in plain form.
    """
    found = (np.full((len(natives), WAYS), -1, np.int32), np.full((len(natives), WAYS), kernel.NOTHING, np.int32))
    groups: dict[str, list[int]] = {}
    for at, script in enumerate(scripts):
        groups.setdefault(script, []).append(at)
    for script, rows in groups.items():
        words = [natives[at] for at in rows]
        if script == "Hani":
            with _lock:
                _chinese(words, np.array(rows), np.array([unspaced[at] for at in rows], np.bool_), found)
        elif script != "Latn":
            _hear(dictated(script, words), np.array(rows), found)
    codes, logs = found
    return np.where(codes >= 0, CODES[codes], -1), logs


def _hear(dictations: Iterable[Dictation], rows: Array, found: tuple[Array, Array]) -> None:
    for voice, tokens, places, costs in dictations:
        follow(voice, tokens, rows[places], costs, found)


class _Given:
    """The codes of every Chinese character seen so far, in each system: places and logs int32[system, n, WAYS]."""

    def __init__(self) -> None:
        self.codes = np.zeros((len(han.SYSTEMS), 0, WAYS), np.int32)
        self.logs = self.codes.copy()

    def learn(self) -> tuple[Array, Array]:
        """Read the characters that are new."""
        known = self.codes.shape[1]
        fresh = ideographs().each(known)
        size = (len(han.SYSTEMS), len(fresh.characters), WAYS)
        if size[1]:
            found = np.full(size, -1, np.int32), np.full(size, kernel.NOTHING, np.int32)
            for at, system in enumerate(han.SYSTEMS):
                _hear([characters(system, fresh)], np.arange(size[1]), (found[0][at], found[1][at]))
            self.codes = np.concatenate([self.codes, found[0]], axis=1)
            self.logs = np.concatenate([self.logs, found[1]], axis=1)
        return self.codes, self.logs


@cache
def _given() -> _Given:
    return _Given()


_lock = Lock()
"""What is known of characters grows, and a look-up may come from any thread."""


def _chinese(words: Sequence[str], rows: Array, unspaced: Array, found: tuple[Array, Array]) -> None:
    """A given name is put together from its characters; a surname, or a name written as foreign ones are, is read whole."""
    surnames = han._surnames()
    given = np.array(
        [at for at, word in enumerate(words) if unspaced[at] and (word, "spelling") not in surnames], np.int64
    )
    if len(given):
        written = ideographs().write([words[at] for at in given.tolist()])
        compose((written.characters, written.starts), _given().learn(), _SYSTEM_COSTS, rows[given], found)
    rest = np.flatnonzero(found[0][rows, 0] < 0)
    if len(rest):
        _hear(chinese([words[at] for at in rest.tolist()], unspaced[rest]), rows[rest], found)
