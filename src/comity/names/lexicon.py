"""Every distinct part of names, made ready once: plain arrays that the compiled loops read.

A part gets a number when it is first seen. What its letters are is written down with those of all other new parts, before the
loops ask for any; how a part in another script sounds (see ``views``) only when it is first compared, since most parts of a
register never are.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from comity.kit.compiled import njit
from comity.names import familiar, kernel, views
from comity.names.chorus import Arrays, Chorus
from comity.names.deaf import sounds_of
from comity.names.digest import digests
from comity.names.facts import (
    AVERAGED,
    BAG,
    DEAR,
    FACTS,
    FULL,
    HEARD_AS,
    INITIALS,
    KNOWN,
    LATN,
    LETTER_AT,
    LETTER_COUNT,
    MARKS,
    NATS,
    ORDER,
    OTHER,
    OTHER_JOINED,
    READINGS,
    SCRIPT,
    SEX,
    SOUNDS_LEAST,
    SOUNDS_MOST,
    SYMBOLS,
    VIEW_AT,
    VIEWS,
    WORD,
)
from comity.names.ideographs import plain_lines
from comity.names.likeness import weigh
from comity.names.parts import Part
from comity.names.pools import Pool
from comity.names.script import NO_SCRIPT, PLACES, main_script
from comity.names.sound import AVERAGED as AVERAGED_SCRIPTS
from comity.names.views import Key
from comity.names.voice import Array, load_voice

_NATS_OF = {"Hani": 5_500, "Hang": 4_000, "Khmr": 2_400, "Thai": 2_400, "Arab": 2_400}
_DEAR_IN = {"Hani": 8_000, "Hang": 3_000, "Khmr": 3_000, "Thai": 3_000, NO_SCRIPT: 8_000}
"""What a wrong sign costs beside the slip where a sign is a syllable or a name differs from another by one sign."""
_FAR, _FAR_IN = (14, 10), {"Hani": (16, 8)}
"""So many letters in 20 may differ from each likely reading of single parts and of several. A Chinese character is read in more
ways than a few readings show, but whole names in so many that those which differ much are other names."""
_A = ord("a") - 1


class Words(NamedTuple):
    """What the loops read of parts. Few arrays, since each is counted in and out with every call."""

    facts: Array
    """int32[parts, 12]: the columns ``facts.SCRIPT`` … ``SIZE``."""
    marks: Array
    """uint64[parts, 5]: ``facts.ORDER``, a digest by which two names are put in one order; ``BAG``, which signs it
    holds (``kernel.bag_of``); ``SOUND``, how often which consonants are heard in it at most and at least."""
    letters: Array
    """int32: letters a=1 … z=26 of Latin parts and of readings, code points of all others."""
    views: Array
    """int32[views, 8]: the columns ``facts.VOICE`` … ``MOST``."""
    heard: Array
    """uint64[views, 6]: what the readings of a view are like, by the columns ``facts.SOUNDED`` … ``LENGTHS``."""
    signs: Array
    """uint16: the symbols of views as their voices number them."""
    readings: Array
    """int32[readings, 3]: what each costs, where its letters begin in ``letters``, how many they are."""
    settings: Array
    """int32[6, 64]: the number of each letter in the voice ``latn``; for each script the nats of a sign, what a wrong one
    costs, whether its voices are read together, and how many letters in 20 may differ from a likely reading before a voice is
    deaf to them, of single parts and of several read as one."""
    pairs: Array
    """uint64, sorted: two words that are one name (``familiar.pair_hash``), with ``relations`` uint8."""
    relations: Array


_AT_ONCE = 4_096
"""So many parts are heard together: memory stays small."""
_FNV_START, _FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)


@njit(cache=True)
def _note(codes, starts, known, facts, marks, letters, at):  # type: ignore[no-untyped-def]
    """Write down what the letters of new parts are; ``letters`` int32 stand from ``at`` on, 48 of a part at most.

    ``codes`` uint32 are the signs of all parts, those of part ``i`` at ``starts[i]:starts[i + 1]``; ``known`` are
    ``familiar``'s words (sorted), what they say and their sex. Gives how many letters were written.
    """
    words, information, sexes = known
    filled = 0
    for part in range(len(starts) - 1):
        fact, mark, begin = facts[part], marks[part], filled
        latin = fact[SCRIPT] == LATN
        word = _FNV_START
        for place in range(starts[part], starts[part + 1]):
            word = (word ^ np.uint64(codes[place])) * _FNV_PRIME
            if filled - begin < kernel.LENGTH:
                letters[filled] = np.int32(codes[place]) - (_A if latin else 0)
                filled += 1
        own = letters[begin:filled]
        fact[LETTER_AT], fact[LETTER_COUNT], fact[KNOWN] = at + begin, len(own), familiar.UNKNOWN
        mark[BAG] = kernel.bag_of(own)
        if not latin:
            fact[VIEW_AT] = -1
            continue
        fact[INITIALS] = 1 << own[0]
        mark[WORD] = word
        mark[SOUNDS_LEAST] = mark[SOUNDS_MOST] = sounds_of(own)
        found = np.searchsorted(words, word)
        if found < len(words) and words[found] == word:
            fact[KNOWN], fact[SEX] = information[found], sexes[found]
    return filled


def _spelled(letters: str) -> bool:
    return bool(letters) and letters.isascii() and letters.isalpha()


class Lexicon:
    """Parts by number. Grows and never forgets; not for use by two threads at once."""

    def __init__(self) -> None:
        self.chorus = Chorus()
        self._numbers: dict[Key, int] = {}
        self._keys: list[Key] = []
        self._facts, self._marks = Pool(np.int32, FACTS), Pool(np.uint64, MARKS)
        self._letters, self._signs, self._heard = Pool(np.int32), Pool(np.uint16), Pool(np.uint64, HEARD_AS)
        self._views, self._readings = Pool(np.int32, VIEWS), Pool(np.int32, 3)
        self._settings = _settings()

    def __len__(self) -> int:
        return len(self._keys)

    def number(self, part: Part) -> int:
        """The number of a part, given now if it is new."""
        script = part.script if part.script != "Latn" or _spelled(part.letters) else NO_SCRIPT
        key = (script, part.native if script != "Latn" else part.letters, part.unspaced)
        found = self._numbers.get(key)
        return self._given(key) if found is None else found

    def numbers(self, keys: Iterable[Key]) -> list[int]:
        """The numbers of many parts, given now to those that are new."""
        get = self._numbers.get
        return [self._given(key) if (found := get(key)) is None else found for key in keys]

    def _given(self, key: Key) -> int:
        number = self._numbers[key] = len(self._keys)
        self._keys.append(key)
        return number

    def parts(self, numbers: Iterable[int]) -> list[Part]:
        """Parts by their numbers, as words written the way they are compared."""
        return [_part(self._keys[number]) for number in numbers]

    def _note(self) -> None:
        """Write down the letters of parts that are new."""
        keys = self._keys[self._facts.count :]
        if not keys:
            return
        scripts, written = [script for script, _, _ in keys], [text for _, text, _ in keys]
        facts, marks = self._facts.more(len(keys)), self._marks.more(len(keys))
        facts[:, SCRIPT] = [PLACES.get(script, 0) for script in scripts]
        marks[:, ORDER] = digests([f"{script}\0{text}\0{unspaced:d}" for script, text, unspaced in keys]).byteswap()
        chinese = [at for at, script in enumerate(scripts) if script == "Hani"]
        for at, text in zip(chinese, plain_lines([written[at] for at in chinese]), strict=True):
            written[at] = text
        codes = np.frombuffer("".join(written).encode("utf-32-le", "surrogatepass"), np.uint32)
        starts = np.zeros(len(keys) + 1, np.int64)
        np.cumsum([len(text) for text in written], out=starts[1:])
        known, at = familiar.arrays(), self._letters.count
        letters = self._letters.more(len(codes))
        filled = _note(codes, starts, (known.words, known.information, known.sex), facts, marks, letters, at)
        self._letters.less(len(codes) - filled)

    def ready(self, numbers: Array) -> None:
        """Write down how these parts sound, where that is not done yet."""
        self._note()
        fresh = np.unique(numbers[self._facts.data[numbers, VIEW_AT] < 0])
        for at in range(0, len(fresh), _AT_ONCE):
            self._hear(fresh[at : at + _AT_ONCE])
        if (self._facts.data[numbers, FULL] == 0).any():
            weigh(self.words, self.voices, numbers)

    def _hear(self, numbers: Array) -> None:
        heard = views.listen([self._keys[number] for number in numbers.tolist()], self.chorus)
        count, most = len(heard.given), READINGS * len(numbers)
        at = np.array([self._views.count, self._signs.count, self._readings.count, self._letters.count], np.int64)
        self._signs.more(len(heard.symbols))[:] = heard.symbols
        readings, letters = self._readings.more(most), self._letters.more(most * kernel.LENGTH)
        told, spelled = views.write(
            numbers, heard, self._facts.data, self._marks.data, self._views.more(count), self._heard.more(count),
            readings, letters, at,
        )  # fmt: skip
        self._readings.less(len(readings) - told)
        self._letters.less(len(letters) - spelled)

    @property
    def words(self) -> Words:
        """The parts as the loops read them; good until the lexicon grows."""
        self._note()
        return Words(
            self._facts.rows, self._marks.rows, self._letters.rows, self._views.rows, self._heard.rows, self._signs.rows, self._readings.rows,
            self._settings, familiar.arrays().pairs, familiar.arrays().kinds,
        )  # fmt: skip

    @property
    def voices(self) -> Arrays:
        """The voices as the loops read them; good until a part needs another one."""
        return self.chorus.arrays


def _part(key: Key) -> Part:
    script, text, unspaced = key
    if script == NO_SCRIPT:
        script = main_script(text)
    return Part(text, text, script, text if script == "Latn" else "", unspaced=unspaced)


def _settings() -> Array:
    latin = load_voice("latn").ids
    settings = np.zeros((6, 64), np.int32)
    settings[SYMBOLS, 1:27] = [latin.get(chr(_A + code), 0) for code in range(1, 27)]
    settings[NATS], settings[OTHER], settings[OTHER_JOINED] = 2_300, *_FAR
    for script, place in PLACES.items():
        settings[OTHER, place], settings[OTHER_JOINED, place] = _FAR_IN.get(script, _FAR)
        settings[NATS, place], settings[DEAR, place] = _NATS_OF.get(script, 2_300), _DEAR_IN.get(script, 0)
        settings[AVERAGED, place] = script in AVERAGED_SCRIPTS
    return settings
