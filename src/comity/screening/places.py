"""Places of birth and addresses as sets of words, the same in every script a Latin reading of letters can bridge."""

import re
from functools import lru_cache

from anyascii import anyascii

from comity.names.normal import normalise, tokens, visible
from comity.screening.digits import MAX_TEXT, fold, number_of
from comity.screening.states import known_state

MAX_WORDS = 16
_PARTS = re.compile(r"[,;/|、，；\n]")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[^a-z0-9]")


@lru_cache(maxsize=1 << 15)
def read_place(text: str) -> tuple[int, ...]:
    """The words of a place as numbers, sorted, each once; a state is one word whatever language names it."""
    found: dict[str, None] = {}
    for part in _PARTS.split(text[:MAX_TEXT]):
        state = known_state(part)
        words = [f"state:{state}"] if state else words_of(part)
        found.update(dict.fromkeys(words))
    return tuple(sorted(number_of(word) for word in list(found)[:MAX_WORDS]))


def words_of(text: str) -> list[str]:
    """Words in Latin letters and digits; Han characters two by two, since they stand without spaces."""
    found: list[str] = []
    for token in tokens(visible(fold(text))):
        word = normalise(token)
        if _HAN.search(word):
            found += [word[at : at + 2] for at in range(max(len(word) - 1, 1))]
        else:
            found.append(_LATIN.sub("", anyascii(word).lower()) or word)
    return [word for word in found if len(word) > 1 or word.isdigit()]
