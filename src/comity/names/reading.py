"""A word of any script in Latin letters, as it is likeliest read. For recognising a name that is known; never for a score."""

from functools import lru_cache

from anyascii import anyascii

from comity.names import han
from comity.names.letters import letters_of
from comity.names.parts import Part

MOST = 3
"""So many readings of a word are given at most."""
BESIDE = 1_500
"""Readings so much rarer (thousandths of a nat) than the likeliest one are left out."""


def readings_of(part: Part) -> tuple[str, ...]:
    """The part in letters a to z, the likeliest reading first; at least one, which is empty for what nobody can read.

    Chinese characters are read in Mandarin, a surname in its own reading; a part in Latin letters has one reading.
    """
    return (part.letters,) if part.letters else _readings(part.script, part.native)


@lru_cache(maxsize=65_536)
def _readings(script: str, native: str) -> tuple[str, ...]:

    if script == "Hani":
        ways = [(way.replace(" ", ""), -cost) for way, cost in han.ways(native, "mandarin")]
    else:
        ways = _heard(script, native)
    best: dict[str, int] = {}
    for letters, log in ways:
        if letters:
            best[letters] = max(log, best.get(letters, log))
    ranked = sorted(best, key=lambda letters: (-best[letters], letters))
    kept = [letters for letters in ranked[:MOST] if best[letters] >= best[ranked[0]] - BESIDE]
    return tuple(kept) or (letters_of(anyascii(native)),)


def _heard(script: str, native: str) -> list[tuple[str, int]]:
    """What the voices of a script make of a word, and how likely: logarithms in thousandths."""
    from comity.names.sound import heard, signs_of  # compiled: loads when the first word is read
    from comity.names.voice import load_voice

    return [
        (letters, log - cost)
        for voice, signs, cost in signs_of(script, native)
        if signs
        for letters, log in load_voice(voice).readings(heard(voice, signs), MOST)
    ]
