"""Every distinct part of names, made ready once: plain arrays that the compiled loops read.

A part gets a number when it is first seen. What its letters are is written down at once; how a part in another script
sounds (its views, see ``sound``) only when it is first compared, since most parts of a register never are.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from comity.names import familiar, kernel
from comity.names.chorus import Arrays, Chorus
from comity.names.han import plain
from comity.names.likeness import (
    FACTS,
    FULL,
    INITIALS,
    KNOWN,
    LEAST,
    LETTER_AT,
    LETTER_COUNT,
    MARKS,
    READING_AT,
    READING_COUNT,
    SCRIPT,
    SEX,
    SOUNDS_LEAST,
    SOUNDS_MOST,
    VIEW_AT,
    VIEW_COUNT,
    VIEWS,
    sounds_of,
    weigh,
)  # fmt: skip
from comity.names.parts import Part
from comity.names.script import NO_SCRIPT, PLACES
from comity.names.sound import AVERAGED, heard, signs_of
from comity.names.voice import Array, load_voice, spell

READINGS = 3
"""So many readings of a part in another script stand for it beside a third script, and tell its initials."""
BEYOND = 500
"""By so much (thousandths of a nat) a spelling may suit a view better than its likeliest readings do."""
ENOUGH = 600
_ENOUGH = {"hani": 900, "hani_yue": 900, "hang_native": 750}
"""Which share (thousandths) of its own best spelling's ratio says all there is to say: more where spelling is regular."""
REGULAR = frozenset(_ENOUGH)
"""Voices of scripts whose names are spelled by rule: a little amiss says more there."""
_NATS = {"Hani": 5_500, "Hang": 4_000, "Khmr": 2_400, "Thai": 2_400, "Arab": 2_400}
_DEAR = {"Hani": 8_000, "Hang": 3_000, "Khmr": 3_000, "Thai": 3_000, NO_SCRIPT: 8_000}
"""What a wrong sign costs beside the slip where a sign is a syllable or a name differs from another by one sign."""
_A = ord("a") - 1


class Words(NamedTuple):
    """What the loops read of parts. Few arrays, since each is counted in and out with every call."""

    facts: Array
    """int32[parts, 9]: the columns ``likeness.SCRIPT`` … ``SOUNDS``."""
    marks: Array
    """uint64[parts, 3]: ``likeness.ORDER``, a digest by which two names are put in one order; ``BAG``, which signs it
    holds (``kernel.bag_of``); ``SOUND``, how often which consonants are heard in it at most and at least."""
    letters: Array
    """int32: letters a=1 … z=26 of Latin parts and of readings, code points of all others."""
    views: Array
    """int32[views, 7]: the columns ``likeness.VOICE`` … ``SIGN_COUNT``."""
    heard: Array
    """uint64[views, 2]: how often which consonants are heard at least and at most (``likeness.sounds_of``)."""
    signs: Array
    """uint16: the symbols of views as their voices number them."""
    readings: Array
    """int32[readings, 3]: what each costs, where its letters begin in ``letters``, how many they are."""
    settings: Array
    """int32[4, 64]: the number of each letter in the voice ``latn``; for each script the nats of a sign, what a wrong one
    costs, whether its voices are read together."""
    pairs: Array
    """uint64, sorted: two words that are one name (``familiar.pair_hash``), with ``relations`` uint8."""
    relations: Array


class _Pool:
    """An array of rows that grows at its end."""

    def __init__(self, kind: type[np.generic], width: int = 0) -> None:
        self.data: Array = np.zeros((64, width) if width else 64, kind)
        self.count = 0

    def add(self, rows: Sequence[object] | Array) -> int:
        """Put rows at the end; where they begin."""
        start, end = self.count, self.count + len(rows)
        if end > len(self.data):
            grown = np.zeros((max(end, 2 * len(self.data)), *self.data.shape[1:]), self.data.dtype)
            grown[:start] = self.data[:start]
            self.data = grown
        if len(rows):
            self.data[start:end] = rows
        self.count = end
        return start

    @property
    def rows(self) -> Array:
        """What has been put in."""
        return self.data[: self.count]


class _Range:
    """How often consonants are heard at least and at most in several readings."""

    def __init__(self) -> None:
        self._least: list[int] | None = None
        self._most = [0] * 8

    def add(self, letters: str) -> None:
        """One more reading."""
        self._take(int(sounds_of(np.array([ord(letter) - _A for letter in letters], np.int32))).to_bytes(8, "little"))

    def join(self, other: "_Range") -> None:
        """All readings of another range."""
        for sounds in other.ends:
            self._take(sounds.to_bytes(8, "little"))

    def _take(self, sounds: bytes) -> None:
        self._least = [min(pair) for pair in zip(self._least or sounds, sounds, strict=True)]
        self._most = [max(pair) for pair in zip(self._most, sounds, strict=True)]

    @property
    def ends(self) -> tuple[int, int]:
        """The least and the most, a byte for each class of consonants."""
        return int.from_bytes(bytes(self._least or bytes(8)), "little"), int.from_bytes(bytes(self._most), "little")


def _spelled(letters: str) -> bool:
    return bool(letters) and letters.isascii() and letters.isalpha()


class Lexicon:
    """Parts by number. Grows and never forgets; not for use by two threads at once."""

    def __init__(self) -> None:
        self.chorus = Chorus()
        self._numbers: dict[tuple[str, str, bool], int] = {}
        self._parts: list[tuple[str, str, bool]] = []
        self._facts, self._marks = _Pool(np.int32, FACTS), _Pool(np.uint64, MARKS)
        self._letters, self._signs, self._heard = _Pool(np.int32), _Pool(np.uint16), _Pool(np.uint64, 2)
        self._views, self._readings = _Pool(np.int32, VIEWS), _Pool(np.int32, 3)
        latin = load_voice("latn").ids
        settings = np.zeros((4, 64), np.int32)
        settings[0, 1:27] = [latin.get(chr(_A + code), 0) for code in range(1, 27)]
        settings[1] = 2_300
        for script, place in PLACES.items():
            settings[1, place], settings[2, place] = _NATS.get(script, 2_300), _DEAR.get(script, 0)
            settings[3, place] = script in AVERAGED
        self._settings = settings

    def __len__(self) -> int:
        return len(self._parts)

    def number(self, part: Part) -> int:
        """The number of a part, given now if it is new."""
        script = part.script if part.script != "Latn" or _spelled(part.letters) else NO_SCRIPT
        key = (script, part.native if script != "Latn" else part.letters, part.unspaced)
        found = self._numbers.get(key)
        return self._added(key) if found is None else found

    def _added(self, key: tuple[str, str, bool]) -> int:
        number = len(self._parts)
        self._numbers[key] = number
        self._parts.append(key)
        script, text, unspaced = key
        digest = hashlib.blake2b("\0".join((script, text, str(int(unspaced)))).encode(), digest_size=8).digest()
        latin = script == "Latn"
        written = plain(text) if script == "Hani" else text
        letters = np.array([ord(sign) - (_A if latin else 0) for sign in written[: kernel.LENGTH]], np.int32)
        sounds = int(sounds_of(letters)) if latin else 0
        fact = [0] * FACTS
        fact[SCRIPT], fact[LETTER_AT], fact[LETTER_COUNT] = (
            PLACES.get(script, 0),
            self._letters.add(letters),
            len(letters),
        )
        fact[VIEW_AT] = 0 if latin else -1
        fact[INITIALS] = 1 << int(letters[0]) if latin else 0
        fact[KNOWN] = familiar.information(text) if latin else familiar.UNKNOWN
        fact[SEX] = familiar.sex(text) if latin else 0
        word = familiar.word_hash(text) if latin else 0
        self._facts.add([fact])
        self._marks.add([(int.from_bytes(digest, "big"), int(kernel.bag_of(letters)), sounds, sounds, word)])
        return number

    def ready(self, numbers: Array) -> None:
        """Write down how these parts sound, where that is not done yet."""
        views = self._facts.data[:, VIEW_AT]
        for number in np.unique(numbers[views[numbers] < 0]).tolist():
            self._sound(number)
        if (self._facts.data[numbers, FULL] == 0).any():
            weigh(self.words, self.voices, numbers)

    def _sound(self, number: int) -> None:
        script, native, unspaced = self._parts[number]
        readings: dict[str, int] = {}
        begin, range_of = self._views.count, _Range()
        for voice, signs, cost in signs_of(script, native, unspaced=unspaced):
            if not signs:
                continue
            reader, token = load_voice(voice), heard(voice, signs)
            found = [(letters, log) for letters, log in reader.readings(token, READINGS) if letters]
            own = max((reader.ratio(token, spell(letters)) for letters, _ in found), default=0)
            sounds = _Range()
            for letters, log in found:
                readings[letters] = min(readings.get(letters, -kernel.NOTHING), cost - log)
                sounds.add(letters)
            range_of.join(sounds)
            symbols, enough = token.symbols, max(LEAST, own * _ENOUGH.get(voice, ENOUGH) // 1_000)
            self._heard.add([sounds.ends])
            self._views.add([[
                self.chorus.place(voice), cost, enough, int(voice in REGULAR), 0, self._signs.add(symbols), len(symbols),
                own + BEYOND - cost,
            ]])  # fmt: skip
        best = sorted(readings.items(), key=lambda one: (one[1], one[0]))[:READINGS]
        fact = self._facts.data[number]
        fact[VIEW_AT], fact[VIEW_COUNT] = begin, self._views.count - begin
        fact[READING_AT], fact[READING_COUNT] = self._readings.count, len(best)
        initials = 0
        for letters in readings:
            initials |= 1 << (ord(letters[0]) - _A)
        fact[INITIALS] = initials
        self._marks.data[number, SOUNDS_LEAST], self._marks.data[number, SOUNDS_MOST] = range_of.ends
        for letters, cost in best:
            codes = [ord(letter) - _A for letter in letters]
            self._readings.add([[cost, self._letters.add(codes), len(codes)]])

    @property
    def words(self) -> Words:
        """The parts as the loops read them; good until the lexicon grows."""
        return Words(
            self._facts.rows, self._marks.rows, self._letters.rows, self._views.rows, self._heard.rows, self._signs.rows, self._readings.rows,
            self._settings, familiar.arrays().pairs, familiar.arrays().kinds,
        )  # fmt: skip

    @property
    def voices(self) -> Arrays:
        """The voices as the loops read them; good until a part needs another one."""
        return self.chorus.arrays
