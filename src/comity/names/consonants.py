"""The consonants of Latin letters as small numbers: the arithmetic behind ``skeleton``.

Classes fill a code from its low end, equal neighbours once, vowels and h, w, y set aside; 0 is a word without consonants.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from comity.kit.compiled import njit

Array = np.ndarray[Any, np.dtype[Any]]

COARSE, COARSE_BITS = 3, 3
"""Classes of a coarse code and bits of a class."""
FINE, FINE_BITS = 12, 4
_LETTERS = {
    "coarse": {"p": "bpfv", "t": "dtszS", "k": "gkqjc", "r": "lr", "n": "mn"},
    "fine": {
        "p": "bp",
        "f": "fv",
        "t": "dt",
        "s": "szS",
        "j": "j",
        "k": "gkqc",
        "l": "l",
        "r": "r",
        "m": "m",
        "n": "n",
    },
}
_SOFT = 27
"""The sign of ch, sh, zh, sch, tsh, tch beside the letters a=1 … z=26."""


def _classes(kind: str) -> Array:
    table = np.zeros(28, np.int64)
    for number, letters in enumerate(_LETTERS[kind].values(), start=1):
        for letter in letters:
            table[_SOFT if letter == "S" else ord(letter) - 96] = number
    return table


_C, _G, _H, _J, _K, _L, _N, _P, _S, _T, _V, _X, _Y, _Z = (ord(letter) - 96 for letter in "cghjklnpstvxyz")
COARSE_OF, _FINE_OF = _classes("coarse"), _classes("fine")
CHINESE_OF = COARSE_OF.copy()
CHINESE_OF[_X] = COARSE_OF[_S]
"""In Chinese syllables x is a kind of s."""
_MUTE_OF = CHINESE_OF.copy()
_MUTE_OF[_J] = 0
SILENT = -1_500
"""What it costs to read j as a vowel or x as s, as Chinese and Cantonese spellings have them."""


@njit(cache=True, inline="always")
def _is_vowel(letters, at, start, end):  # type: ignore[no-untyped-def]
    """The v of Chinese syllables stands for ü: chv, hsv, yv, and lv, nv at the end."""
    before = letters[at - 1] if at > start else 0
    earlier = letters[at - 2] if at > start + 1 else 0
    if before == _Y or (before == _H and earlier == _C) or (before == _S and earlier == _H):
        return True
    return at + 1 == end and before in (_L, _N)


@njit(cache=True)
def _sign(letters, at, start, end):  # type: ignore[no-untyped-def]
    """The sign at a place and how many letters it takes: a digraph is one sign."""
    here = letters[at]
    after = letters[at + 1] if at + 1 < end else 0
    third = letters[at + 2] if at + 2 < end else 0
    if third == _H and ((here == _S and after == _C) or (here == _T and after in (_S, _C))):
        return _SOFT, 3
    if after == _H:
        if here in (_C, _S, _Z):
            return _SOFT, 2
        if here in (_K, _G, _T, _P):
            return (here, 2) if here != _P else (6, 2)
    if here == _V and _is_vowel(letters, at, start, end):
        return 0, 1
    if here == _C and after == _K:
        return _K, 2
    if here == _N and after == _G:
        return _N, 2
    return here, 1


@njit(cache=True)
def code_of(letters, start, end, classes, bits, most, inside=False):  # type: ignore[no-untyped-def]
    """The code of the letters ``start:end`` and how many classes it holds."""
    code, count, last, at = np.int64(0), 0, 0, start
    while at < end and count < most:
        sign, width = _sign(letters, at, start, end)
        at += width
        double = sign == _X and (at - width > start or inside) and classes[_X] == 0
        for turn in range(2 if double else 1):
            if sign == _X and classes[_X] == 0:
                found = classes[_K] if double and turn == 0 else classes[_S]
            else:
                found = classes[sign]
            if found and found != last and count < most:
                code |= np.int64(found) << np.int64(bits * count)
                count += 1
                last = found
    return code, count


@njit(cache=True)
def latin_codes(letters, starts, coarse_of, mute_of, fine_of):  # type: ignore[no-untyped-def]
    """Coarse (int64[n, 2], the second with j as a vowel and x as s) and fine codes (int64[n]) of words in letters a=1 … z=26.

    The letters of word ``i`` are ``starts[i]:starts[i + 1]``.
    """
    count = len(starts) - 1
    coarse, fine = np.full((count, 2), -1, np.int64), np.zeros(count, np.int64)
    for at in range(count):
        coarse[at, 0] = code_of(letters, starts[at], starts[at + 1], coarse_of, COARSE_BITS, COARSE)[0]
        other = code_of(letters, starts[at], starts[at + 1], mute_of, COARSE_BITS, COARSE)[0]
        if other != coarse[at, 0]:
            coarse[at, 1] = other
        fine[at] = code_of(letters, starts[at], starts[at + 1], fine_of, FINE_BITS, FINE)[0]
    return coarse, fine


@njit(cache=True, inline="always")
def _length(code):  # type: ignore[no-untyped-def]
    count = 0
    while code:
        code >>= COARSE_BITS
        count += 1
    return count


@njit(cache=True, inline="always")
def extended(code, more):  # type: ignore[no-untyped-def]
    """A coarse code with another one behind it: the code of two words read as one."""
    count = _length(code)
    last = code >> (COARSE_BITS * (count - 1)) if count else 0
    while more and count < COARSE:
        here = more & 7
        more >>= COARSE_BITS
        if here != last:
            code |= here << (COARSE_BITS * count)
            count += 1
            last = here
    return code


def codes_of(words: Sequence[str]) -> tuple[Array, Array]:
    """Coarse codes (int64[n, 2], see ``latin_codes``) and fine codes (int64[n]) of words in letters a to z."""
    letters = np.frombuffer("".join(words).encode("ascii", "replace"), np.uint8).astype(np.int64) - 96
    starts = np.zeros(len(words) + 1, np.int64)
    np.cumsum([len(word) for word in words], out=starts[1:])
    plain = np.where((letters > 0) & (letters < 27), letters, 0)
    coarse, fine = latin_codes(plain, starts, COARSE_OF, _MUTE_OF, _FINE_OF)
    return coarse, fine
