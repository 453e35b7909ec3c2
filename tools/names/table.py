"""Arcs of a learned voice as the arrays of a table, in whole thousandths of a nat."""

from collections import defaultdict
from typing import Any

import numpy as np

from tools.names.em import Arcs

LEAST = -20_000
"""Arcs rarer than this (ln, thousandths) are left out: they explain nothing that noise does not."""


UNSEEN = 1e-5
"""How frequent a symbol or letter is taken to be that was never seen."""


def chunk_code(letters: str) -> int:
    """The number of a Latin chunk, a=1 … z=26 in base 27."""
    code = 0
    for letter in letters:
        code = code * 27 + ord(letter) - 96
    return code


def _whole(logs: Any) -> np.ndarray[Any, np.dtype[np.int16]]:
    whole: np.ndarray[Any, np.dtype[np.int16]] = np.rint(np.asarray(logs) * 1000).astype(np.int16)
    return whole


def _logs(chances: list[float]) -> np.ndarray[Any, np.dtype[np.int16]]:
    return _whole(np.log(chances))


def _frequent(arcs: Arcs) -> Arcs:
    kept = np.nonzero(np.log(arcs.chance) * 1000 > LEAST)[0].tolist()
    grams, chunks = [arcs.grams[at] for at in kept], [arcs.chunks[at] for at in kept]
    return Arcs(grams=grams, chunks=chunks, chance=arcs.chance[kept])


def _shares(texts: list[str], chance: Any, signs: list[str]) -> list[float]:
    """How frequent each sign is in the texts, the unknown sign first."""
    counts = dict.fromkeys(signs, UNSEEN)
    for text, share in zip(texts, chance.tolist(), strict=True):
        for sign in text:
            counts[sign] += share
    total = sum(counts.values())
    return [UNSEEN / total, *(count / total for count in counts.values())]


def most_frequent(arcs: Arcs, kept: int) -> Arcs:
    """The ``kept`` likeliest arcs, their chances summing to 1 again."""
    order = np.sort(np.argsort(-arcs.chance, kind="stable")[:kept]).tolist()
    chance = arcs.chance[order]
    return Arcs([arcs.grams[at] for at in order], [arcs.chunks[at] for at in order], chance / chance.sum())


def pack(arcs: Arcs, taught: Any = None) -> dict[str, np.ndarray[Any, np.dtype[Any]]]:
    """The arrays described in ``comity.names.voice``, sorted, so that the same arcs give the same bytes.

    ``taught`` are logarithms that the arcs get instead of those of their chances (see ``teach``); margins keep the chances.
    """
    logs = np.log(arcs.chance) if taught is None else taught
    said = {
        (gram, chunk_code(chunk)): log for gram, chunk, log in zip(arcs.grams, arcs.chunks, logs.tolist(), strict=True)
    }
    arcs = _frequent(arcs)
    symbols = sorted({symbol for gram in arcs.grams for symbol in gram})
    ids = {symbol: at + 1 for at, symbol in enumerate(symbols)}
    by_gram: dict[str, dict[int, float]] = defaultdict(dict)
    by_chunk: dict[int, float] = defaultdict(float)
    for gram, chunk, chance in zip(arcs.grams, arcs.chunks, arcs.chance.tolist(), strict=True):
        code = chunk_code(chunk)
        by_gram[gram][code] = by_gram[gram].get(code, 0.0) + chance
        by_chunk[code] += chance
    grams = sorted(by_gram, key=lambda gram: [ids[symbol] for symbol in gram])
    padded = [[ids[symbol] for symbol in gram] + [0] * (4 - len(gram)) for gram in grams]
    lines = [sorted(by_gram[gram].items()) for gram in grams]
    codes = sorted(by_chunk)
    return {
        "symbols": np.array([ord(symbol) for symbol in symbols], np.uint32),
        "grams": np.array(padded, np.uint16),
        "gram_logs": _logs([sum(by_gram[gram].values()) for gram in grams]),
        "symbol_logs": _logs(_shares(arcs.grams, arcs.chance, symbols)),
        "letter_logs": _logs(_shares(arcs.chunks, arcs.chance, list("abcdefghijklmnopqrstuvwxyz"))),
        "starts": np.cumsum([0, *(len(line) for line in lines)]).astype(np.uint32),
        "chunks": np.array([code for line in lines for code, _ in line], np.uint32),
        "logs": _whole([said[gram, code] for gram, line in zip(grams, lines, strict=True) for code, _ in line]),
        "chunk_codes": np.array(codes, np.uint32),
        "chunk_logs": _logs([by_chunk[code] for code in codes]),
    }
