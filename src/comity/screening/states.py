"""States and nationalities as written in many languages, read into ISO 3166 codes; what has gone by is marked so.

The table ``states.tsv`` (name, codes; ``~`` before the code of a state that only succeeded the named one) is made by
``tools/screening/states.py``.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from comity.screening.digits import MAX_TEXT, number_of

WIDTH = 2
"""Numbers a state: its number, 1 where the tie is a former one."""
CODES = 26 * 26
"""Numbers below this are two-letter codes; above it stands what no table knows."""
_FORMER = re.compile(
    r"^\s*(?:former(?:ly)?|previous(?:ly)?|ex|earlier|until\s+\d{4})\b[\s:-]*(?:citizen(?:ship)?\s+of\s+|national(?:ity)?\s+of\s+)?"
    r"|\(\s*(?:former|previous|renounced|lost|until\b.*?)\s*\)\s*$|^អតីត|^อดีต|[(（]?已放弃[)）]?$|^原|^前",
    re.IGNORECASE,
)  # fmt: skip
_CODE = re.compile(r"[A-Za-z]{2}")
_SPLIT = re.compile(r"\s*(?:[;|/]|\band\b|\n)\s*")
_OLD_CODES = {"UK": "GB", "EL": "GR", "BU": "MM", "TP": "TL", "ZR": "CD", "YD": "YE", "FX": "FR", "KO": "XK"}


@lru_cache(maxsize=1 << 14)
def read_states(text: str) -> tuple[tuple[int, int], ...]:
    """The states a text names. An unknown name keeps a number of its own, so that equal texts still meet."""
    found: dict[int, int] = {}
    for name in [text] if codes_of(text) else _SPLIT.split(text[:MAX_TEXT]):
        bare = _FORMER.sub("", name, count=1)
        former = int(bare != name)
        codes = codes_of(bare)
        if not codes and former and codes_of(name):
            codes, former = codes_of(name), 0
        if not codes and plain(bare):
            codes = ((CODES + number_of(plain(bare)) % (1 << 30), 0),)
        for code, succeeded in codes:
            found[code] = min(found.get(code, 1), former | succeeded)
    return tuple(found.items())


def codes_of(name: str) -> tuple[tuple[int, int], ...]:
    """The states a known name stands for: (number, 1 where it only succeeded the named one); empty when unknown."""
    written = name.strip()
    known = _table().get(plain(written), "")
    if not known and _CODE.fullmatch(written):
        known = written.upper()
        known = _table().get(f"={known}", known)
    return tuple((_id(code.lstrip("~")), int(code.startswith("~"))) for code in known.split())


def known_state(name: str) -> str:
    """The one code a name stands for; empty when it is unknown or stands for a state that has gone by."""
    known = _table().get(plain(name), "")
    return known if len(known) == 2 else ""


def state_id(name: str) -> int:
    """The number of an issuing state, 1 and more: the first state the name stands for. 0 when none is named."""
    found = read_states(name)
    return found[0][0] + 1 if found else 0


def plain(name: str) -> str:
    """Letters and marks only, lower case, without Latin accents: how two writings of a state's name meet."""
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name[:MAX_TEXT])
        name = "".join(map(_bare, name))
    found = "".join(
        char for char in name[:MAX_TEXT].casefold() if char.isalpha() or unicodedata.category(char)[0] == "M"
    )
    return found.removeprefix("the")


@cache
def _bare(char: str) -> str:
    apart = unicodedata.normalize("NFD", char)
    return apart[0] if "a" <= apart[0].casefold() <= "z" else char


def _id(code: str) -> int:
    return (ord(code[0]) - 65) * 26 + ord(code[1]) - 65


@cache
def _table() -> dict[str, str]:
    text = (files("comity.screening") / "tables" / "states.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {f"={old}": new for old, new in _OLD_CODES.items()} | {row[0]: row[1] for row in rows}
