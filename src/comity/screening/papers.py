"""Document numbers: letters and digits only, what looks alike, what kind and state, and whether the check digit is right."""

from functools import lru_cache

from comity.screening.digits import fold, is_filler, look_alike, number_of, packed, signs_of
from comity.screening.states import state_id

WIDTH = 10
"""Numbers a document: exact, look-alike, information, kind, state, check, length, and 24 signs in three."""
KINDS = {
    "passport": 1,
    "travel_document": 2,
    "national_id": 3,
    "identification": 4,
    "licence": 5,
    "tax_number": 6,
    "company_number": 7,
    "vessel_imo": 8,
}
LASTING = 3, 6, 7, 8
"""Kinds whose number stays with its bearer for life: another number is another bearer."""
SHORTEST, LONGEST = 4, 24
DIGIT, LETTER, REPEATED = 2_303, 1_500, 700
"""What a digit, a letter and a number of one or two different signs tell, a sign, in thousandths of a nat.
A digit is one of ten; letters of a series repeat from document to document."""

Paper = tuple[int, ...]
_WEIGHTS_MRZ = (7, 3, 1)
_WEIGHTS_CHINA = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def read_paper(text: str) -> tuple[Paper, ...]:
    """The readings of ``kind:state:number``: as written, and without the check digit of a machine-readable zone."""
    kind, _, rest = text.partition(":")
    state, _, written = rest.partition(":")
    folded = fold(written)
    signs = signs_of(folded)[:LONGEST]
    if len(signs) < SHORTEST or is_filler(signs):
        return ()
    kind_id, state_code = _issuer(kind, state)
    found = [_paper(signs, kind=kind_id, state=state_code)]
    if (
        len(signs) == 10
        and kind_id < 5
        and signs.isascii()
        and signs[9].isdigit()
        and mrz_check(folded) == int(signs[9])
    ):
        found.append(_paper(signs[:9], kind=kind_id, state=state_code))
    elif "<" in folded and len(signs) > SHORTEST and signs[-1:].isdigit() and mrz_check(folded) == int(signs[-1]):
        found.append(_paper(signs[:-1], kind=kind_id, state=state_code))
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def _issuer(kind: str, state: str) -> tuple[int, int]:
    """The numbers of a kind and of an issuing state, 0 where they are not named."""
    plain = kind.strip().casefold()
    return KINDS.get(plain, 0) or (16 + number_of(plain) % (1 << 30) if plain else 0), state_id(state)


def information(signs: str) -> int:
    """How much it tells that two numbers are both this one, in thousandths of a nat."""
    if len(set(signs)) < 3:
        return REPEATED * len(signs)
    if signs.isdigit():
        return DIGIT * len(signs)
    return sum(DIGIT if sign.isdigit() else LETTER for sign in signs)


def mrz_check(field: str) -> int:
    """The check digit (7-3-1) of all but the last sign of a machine-readable field; -1 where it holds other signs."""
    total = 0
    for at, sign in enumerate(char for char in field[:-1] if char != " "):
        value = _mrz_value(sign)
        if value < 0:
            return -1
        total += value * _WEIGHTS_MRZ[at % 3]
    return total % 10


def is_checked(signs: str, *, kind: int, state: int) -> bool:
    """Whether the number carries a check digit of a known form, and carries it rightly."""
    if not signs.isascii():
        return False
    if len(signs) == 18 and signs[:17].isdigit() and signs[17] in "0123456789X" and state in (0, state_id("CN")):
        return "10X98765432"[sum(map(_times, signs, _WEIGHTS_CHINA)) % 11] == signs[17]
    if len(signs) == 13 and signs.isdigit() and kind == KINDS["national_id"] and state == state_id("TH"):
        return (11 - sum(int(sign) * (13 - at) for at, sign in enumerate(signs[:12])) % 11) % 10 == int(signs[12])
    if len(signs) == 7 and signs.isdigit() and kind == KINDS["vessel_imo"]:
        return sum(int(sign) * (7 - at) for at, sign in enumerate(signs[:6])) % 10 == int(signs[6])
    return False


def _paper(signs: str, *, kind: int, state: int) -> Paper:
    alike = look_alike(signs)
    checked = int(is_checked(signs, kind=kind, state=state))
    key = number_of(signs)
    head = (key, key if alike == signs else number_of(alike), information(signs), kind, state, checked, len(alike))
    return (*head, *packed(alike, 3))


def _times(sign: str, weight: int) -> int:
    return int(sign) * weight


def _mrz_value(sign: str) -> int:
    if "0" <= sign <= "9":
        return int(sign)
    if "A" <= sign <= "Z":
        return ord(sign) - 55
    return 0 if sign == "<" else -1
