"""Short keys under which a register files a name, so that a question touches few of its rows.

A key is coarse on purpose: it must bring the true name in any spelling; `compare` then judges. Sounds that languages
swap when they borrow a name (b/p, d/t, g/k, l/r, v/w/f, s/sh/ch/zh/x/q/j) share one sign, vowels are set aside.
"""

import re
from functools import lru_cache
from itertools import pairwise

from comity.names.prepare import Name, Prepared, joined, prepare

_SIGNS = {
    **dict.fromkeys("bpfvw", "p"),
    **dict.fromkeys("dt", "t"),
    **dict.fromkeys("gkqc", "k"),
    **dict.fromkeys("szxj", "s"),
    **dict.fromkeys("lr", "r"),
    **dict.fromkeys("mn", "n"),
    "h": "",
}
_DIGRAPHS = (
    ("sch", "s"),
    ("tsh", "s"),
    ("ch", "s"),
    ("sh", "s"),
    ("zh", "s"),
    ("kh", "k"),
    ("ph", "p"),
    ("th", "t"),
    ("gh", "k"),
)
KEY_VERSION = "keys-1"
"""Stored beside the keys of a register: keys of another version are not comparable with these."""

KEY_LENGTH = 3


@lru_cache(maxsize=65536)
def token_key(latin: str) -> str:
    """The key of one romanised part: up to three sound signs, ``a`` for a part of vowels only."""
    text = latin
    for letters, sound in _DIGRAPHS:
        text = text.replace(letters, sound)
    signs = "".join(char if char.isdigit() else _SIGNS.get(char, "") for char in text)
    signs = re.sub(r"(.)\1+", r"\1", signs)
    return signs[:KEY_LENGTH] or ("a" if latin else "")


def search_keys(name: str | Name | Prepared) -> tuple[str, ...]:
    """All keys of a name, sorted, each once: every part, and neighbours joined where parts are short."""
    prepared = name if isinstance(name, Prepared) else prepare(name)
    keys = {token_key(part.latin) for part in prepared.parts}
    if len(prepared.parts) <= 4:
        for pair in pairwise(prepared.parts):
            keys.add(token_key(joined(pair).latin))
    keys.discard("")
    return tuple(sorted(keys))


def search_key(name: str | Name) -> str:
    """The keys of a name in one string, separated by a space; empty for a name without letters."""
    return " ".join(search_keys(name))
