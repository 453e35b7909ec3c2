"""Telephone numbers as whole numbers: with the prefix of their state where it is written, without the leading zero."""

import re
from functools import lru_cache

from comity.screening.digits import fold
from comity.screening.papers import DIGIT

WIDTH = 4
"""Numbers a telephone: the digits as one number, how many, 1 with a state's prefix, information."""
SHORTEST, LONGEST = 6, 15
_EXTENSION = re.compile(r"(?:EXT|EXTENSION|X|#|;|ต่อ|转|轉).*$", re.DOTALL)


@lru_cache(maxsize=1 << 16)
def read_phone(text: str) -> tuple[tuple[int, int, int, int], ...]:
    """One number; none where there are too few or too many digits."""
    folded = fold(text).strip()
    body = _EXTENSION.sub("", folded)
    digits = "".join(char for char in body if "0" <= char <= "9")
    international = body.startswith("+") or digits.startswith("00")
    if "(0)" in body and international:
        digits = "".join(char for char in body.replace("(0)", "", 1) if "0" <= char <= "9")
    digits = digits.lstrip("0")
    if not SHORTEST <= len(digits) <= LONGEST or len(set(digits)) == 1:
        return ()
    return ((int(digits), len(digits), int(international), DIGIT * len(digits)),)
