"""Every distinct part of names, made ready once: plain arrays that the compiled loops read.

A part gets a number when it is first seen. What its letters are is written down at once; how a part in another script
sounds (its views, see ``sound``) only when it is first compared, since most parts of a register never are.
"""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from comity.names import kernel
from comity.names.chorus import Arrays, Chorus
from comity.names.likeness import LEAST
from comity.names.parts import Part
from comity.names.script import NO_SCRIPT, SCRIPTS
from comity.names.sound import heard, signs_of
from comity.names.voice import Array, load_voice, spell

PLACES = {script: at + 1 for at, script in enumerate(("Latn", *(script for script in SCRIPTS if script != "Latn"), NO_SCRIPT))}
"""The number of each script in the arrays; parts with digits have the last one."""
READINGS = 3
"""So many readings of a part in another script stand for it beside a third script, and tell its initials."""
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
    """What the loops read of parts. Letters are a=1 … z=26; ``*_at`` and ``*_count`` cut a share out of a pool."""

    script: Array
    order: Array
    """uint64[parts]: a digest of each part, by which two names are put in one order."""
    initials: Array
    """uint32[parts]: a bit for each letter the part may begin with."""
    full: Array
    letter_at: Array
    letter_count: Array
    letters: Array
    code_at: Array
    code_count: Array
    codes: Array
    view_at: Array
    """int32[parts]: -1 while the part is not ready."""
    view_count: Array
    view_voice: Array
    view_cost: Array
    view_enough: Array
    view_regular: Array
    view_inner: Array
    view_sign_at: Array
    view_sign_count: Array
    signs: Array
    reading_at: Array
    reading_count: Array
    reading_cost: Array
    reading_letter_at: Array
    reading_letter_count: Array
    latin_symbols: Array
    """uint16[27]: the number of each letter in the voice ``latn``."""
    nats: Array
    dear: Array


class _Pool:
    """An array that grows at its end."""

    def __init__(self, kind: type[np.generic]) -> None:
        self.data: Array = np.zeros(64, kind)
        self.count = 0

    def add(self, values: Iterable[int]) -> int:
        """Put values at the end; where they begin."""
        more = np.asarray(list(values), self.data.dtype)
        start, end = self.count, self.count + len(more)
        if end > len(self.data):
            grown = np.zeros(max(end, 2 * len(self.data)), self.data.dtype)
            grown[:start] = self.data[:start]
            self.data = grown
        self.data[start:end] = more
        self.count = end
        return start


_POOLS: dict[str, type[np.generic]] = {
    "script": np.uint8, "order": np.uint64, "initials": np.uint32, "full": np.int32,
    "letter_at": np.int32, "letter_count": np.uint8, "letters": np.int32,
    "code_at": np.int32, "code_count": np.uint8, "codes": np.int32,
    "view_at": np.int32, "view_count": np.uint8,
    "view_voice": np.uint8, "view_cost": np.int32, "view_enough": np.int32, "view_regular": np.bool_, "view_inner": np.bool_,
    "view_sign_at": np.int32, "view_sign_count": np.uint8, "signs": np.uint16,
    "reading_at": np.int32, "reading_count": np.uint8, "reading_cost": np.int32,
    "reading_letter_at": np.int32, "reading_letter_count": np.uint8,
}  # fmt: skip


def _spelled(letters: str) -> bool:
    return bool(letters) and letters.isascii() and letters.isalpha()


class Lexicon:
    """Parts by number. Grows and never forgets; not for use by two threads at once."""

    def __init__(self) -> None:
        self.chorus = Chorus()
        self._numbers: dict[tuple[str, str, bool], int] = {}
        self._parts: list[tuple[str, str, bool]] = []
        self._pools = {name: _Pool(kind) for name, kind in _POOLS.items()}
        latin = load_voice("latn").ids
        self._latin = np.array([0, *(latin.get(chr(_A + code), 0) for code in range(1, 27))], np.uint16)
        by_place = {place: script for script, place in PLACES.items()}
        scripts = [by_place.get(place, "") for place in range(max(PLACES.values()) + 1)]
        self._nats = np.array([_NATS.get(script, 2_300) for script in scripts], np.int32)
        self._dear = np.array([_DEAR.get(script, 0) for script in scripts], np.int32)

    def __len__(self) -> int:
        return len(self._parts)

    def number(self, part: Part) -> int:
        """The number of a part, given now if it is new."""
        script = part.script if part.script != "Latn" or _spelled(part.letters) else NO_SCRIPT
        key = (script, part.native if script != "Latn" else part.letters, part.unspaced)
        found = self._numbers.get(key)
        return self._added(key) if found is None else found

    def _added(self, key: tuple[str, str, bool]) -> int:
        pools, number = self._pools, len(self._parts)
        self._numbers[key] = number
        self._parts.append(key)
        script, text, unspaced = key
        digest = hashlib.blake2b("\0".join((script, text, str(int(unspaced)))).encode(), digest_size=8).digest()
        latin = script == "Latn"
        letters = [ord(letter) - _A for letter in text[: kernel.LENGTH]] if latin else []
        codes = [] if latin else [ord(char) for char in text[: kernel.LENGTH]]
        pools["script"].add([PLACES.get(script, 0)])
        pools["order"].add([int.from_bytes(digest, "big")])
        pools["initials"].add([1 << letters[0] if letters else 0])
        pools["full"].add([0])
        pools["letter_at"].add([pools["letters"].add(letters)])
        pools["letter_count"].add([len(letters)])
        pools["code_at"].add([pools["codes"].add(codes)])
        pools["code_count"].add([len(codes)])
        for name in ("view_at", "reading_at"):
            pools[name].add([0 if latin else -1])
        for name in ("view_count", "reading_count"):
            pools[name].add([0])
        return number

    def ready(self, numbers: Array) -> None:
        """Write down how these parts sound, where that is not done yet."""
        views = self._pools["view_at"].data
        for number in np.unique(numbers[views[numbers] < 0]).tolist():
            self._sound(number)

    def _sound(self, number: int) -> None:
        script, native, unspaced = self._parts[number]
        pools, readings, initials = self._pools, dict[str, int](), 0
        begin = pools["view_voice"].count
        for voice, signs, cost in signs_of(script, native, unspaced=unspaced):
            if not signs:
                continue
            reader, token = load_voice(voice), heard(voice, signs)
            found = [(letters, log) for letters, log in reader.readings(token, READINGS) if letters]
            own = max((reader.ratio(token, spell(letters)) for letters, _ in found), default=0)
            for letters, log in found:
                readings[letters] = min(readings.get(letters, -kernel.NOTHING), cost - log)
            self._viewed(voice, token.symbols, cost=cost, own=own)
        for letters, _ in readings.items():
            initials |= 1 << (ord(letters[0]) - _A)
        best = sorted(readings.items(), key=lambda one: (one[1], one[0]))[:READINGS]
        pools["view_at"].data[number] = begin
        pools["view_count"].data[number] = pools["view_voice"].count - begin
        pools["initials"].data[number] = initials
        pools["reading_at"].data[number] = pools["reading_cost"].count
        pools["reading_count"].data[number] = len(best)
        for letters, cost in best:
            codes = [ord(letter) - _A for letter in letters]
            pools["reading_cost"].add([cost])
            pools["reading_letter_at"].add([pools["letters"].add(codes)])
            pools["reading_letter_count"].add([len(codes)])

    def _viewed(self, voice: str, symbols: Array, *, cost: int, own: int) -> None:
        pools = self._pools
        pools["view_voice"].add([self.chorus.place(voice)])
        pools["view_cost"].add([cost])
        pools["view_enough"].add([max(LEAST, own * _ENOUGH.get(voice, ENOUGH) // 1_000)])
        pools["view_regular"].add([voice in REGULAR])
        pools["view_inner"].add([False])
        pools["view_sign_at"].add([pools["signs"].add(symbols.tolist())])
        pools["view_sign_count"].add([len(symbols)])

    @property
    def words(self) -> Words:
        """The parts as the loops read them; good until the lexicon grows."""
        pools = {name: pool.data[: pool.count] for name, pool in self._pools.items()}
        return Words(**pools, latin_symbols=self._latin, nats=self._nats, dear=self._dear)

    @property
    def voices(self) -> Arrays:
        """The voices as the loops read them; good until a part needs another one."""
        return self.chorus.arrays
