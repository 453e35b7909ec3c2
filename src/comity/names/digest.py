"""BLAKE2b of many short texts at once, to 64 bits: what ``hashlib`` gives with ``digest_size=8``, compiled (RFC 7693)."""

from collections.abc import Sequence

import numpy as np

from comity.kit.compiled import njit
from comity.names.voice import Array

SIZE = 8
"""Bytes of a digest."""
_BLOCK = 128
_BREAK = 10
_START = np.array([
    0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
    0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
], np.uint64)  # fmt: skip
_ORDER = np.array([
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4], [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13], [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11], [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5], [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
], np.uint8)  # fmt: skip


@njit(cache=True, inline="always")
def _turned(word, by):  # type: ignore[no-untyped-def]
    return word >> np.uint64(by) | word << np.uint64(64 - by)


@njit(cache=True, inline="always")
def _mixed(a, b, c, d, one, other):  # type: ignore[no-untyped-def]
    a = a + b + one
    d = _turned(d ^ a, 32)
    c = c + d
    b = _turned(b ^ c, 24)
    a = a + b + other
    d = _turned(d ^ a, 16)
    c = c + d
    b = _turned(b ^ c, 63)
    return a, b, c, d


@njit(cache=True)
def _compress(state, block, length, last):  # type: ignore[no-untyped-def]
    """Take one block of sixteen words in; ``length`` bytes have been read with it."""
    a0, a1, a2, a3, b0, b1, b2, b3 = state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]
    c0, c1, c2, c3, d0, d1, d2, d3 = (
        _START[0], _START[1], _START[2], _START[3], _START[4], _START[5], _START[6], _START[7],
    )  # fmt: skip
    d0 ^= np.uint64(length)
    if last:
        d2 = ~d2
    for turn in range(12):
        order = _ORDER[turn]
        a0, b0, c0, d0 = _mixed(a0, b0, c0, d0, block[order[0]], block[order[1]])
        a1, b1, c1, d1 = _mixed(a1, b1, c1, d1, block[order[2]], block[order[3]])
        a2, b2, c2, d2 = _mixed(a2, b2, c2, d2, block[order[4]], block[order[5]])
        a3, b3, c3, d3 = _mixed(a3, b3, c3, d3, block[order[6]], block[order[7]])
        a0, b1, c2, d3 = _mixed(a0, b1, c2, d3, block[order[8]], block[order[9]])
        a1, b2, c3, d0 = _mixed(a1, b2, c3, d0, block[order[10]], block[order[11]])
        a2, b3, c0, d1 = _mixed(a2, b3, c0, d1, block[order[12]], block[order[13]])
        a3, b0, c1, d2 = _mixed(a3, b0, c1, d2, block[order[14]], block[order[15]])
    for at, word in enumerate((a0 ^ c0, a1 ^ c1, a2 ^ c2, a3 ^ c3, b0 ^ d0, b1 ^ d1, b2 ^ d2, b3 ^ d3)):
        state[at] ^= word


@njit(cache=True)
def _digests(texts, count):  # type: ignore[no-untyped-def]
    found = np.zeros(count, np.uint64)
    block, state = np.zeros(16, np.uint64), np.zeros(8, np.uint64)
    at = 0
    for text in range(count):
        state[:] = _START
        state[0] ^= np.uint64(0x01010000 | SIZE)
        block[:] = 0
        read = filled = 0
        while at < len(texts) and texts[at] != _BREAK:
            if filled == _BLOCK:
                _compress(state, block, read, False)
                block[:] = 0
                filled = 0
            block[filled >> 3] |= np.uint64(texts[at]) << np.uint64(8 * (filled & 7))
            read, filled, at = read + 1, filled + 1, at + 1
        at += 1
        _compress(state, block, read, True)
        found[text] = state[0]
    return found


def digests(texts: Sequence[str]) -> Array:
    """uint64[n]: the digest of each text in UTF-8, little-endian. No text holds a line break."""
    written = "\n".join(texts).encode("utf-8", "surrogatepass")
    return np.asarray(_digests(np.frombuffer(written, np.uint8), len(texts)))
