"""How Thai syllables are spelled in Latin letters: the official way (RTGS), and the ways people choose for their own names.

The habits and their rough frequencies were written for this product from general knowledge of Thai passports and name
cards: digraphs made simple, English vowels, Sanskrit letters kept. They are no one's data.
"""

import re
from random import Random

from tools.names.phones import Syllable

BEFORE = "เแโใไ"
_ONSETS = {"?": "", "c": "ch", "j": "y", "N": "ng"}
_VOWELS = {"a": "a", "i": "i", "u": "u", "U": "ue", "e": "e", "x": "ae", "o": "o", "O": "o", "@": "oe", "ia": "ia", "ua": "ua", "Ua": "uea"}  # fmt: skip
_LONG = {"iia": "ia", "uua": "ua", "UUa": "uea"}
_CODAS = {"j": "i", "N": "ng", "w": "o"}
_SAME = {"ph": "p", "th": "t", "kh": "k", "ch": "c", "?": ""}

Habits = dict[str, tuple[tuple[str, ...], tuple[float, ...]]]


def habits(lines: str) -> Habits:
    """Lines of a sound and its spellings with their shares: ``ph ph:5 p:6 b:.3``."""
    found: Habits = {}
    for line in lines.strip().splitlines():
        sound, *ways = line.split()
        spelled = [way.rpartition(":") for way in ways]
        found[sound] = (tuple(one[0] for one in spelled), tuple(float(one[2]) for one in spelled))
    return found


_ONSET_HABITS = habits("""
ph+ภ ph:5 p:6 bh:3
ph ph:5 p:6 b:.3
th+ธฒ th:7 t:5 dh:1
th th:6 t:5 d:.2
kh kh:6 k:5 g:.3 c:.2
ch+ช ch:8 sh:.6 j:.7 x:.05
ch ch:9 sh:.5 c:.2
c ch:5 j:6 g:.1
k k:9 g:2 c:.2
w w:7 v:4
j y:12 j:.3
t t:10 d:.3 tt:.2
p p:10 b:.3
b b:10 p:.1
s s:14 z:.1 c:.1
f f:8 ph:1
r r:15 rr:.2 l:.1
""")
_VOWEL_HABITS = habits("""
aa a:9 ar:.9 aa:.5 ah:.1
aa+coda a:9 ar:.7 aa:.5
a a:15 ah:.1 u:.1
a+coda a:8 u:2.6
ii i:6 ee:4 ie:.2 y:.3 e:.2 ii:.1
i i:12 e:.2 y:.1 ee:.3
uu u:6 oo:3 ou:.3 uu:.2
u u:12 oo:.6 o:.2
U ue:6 u:4 eu:1 ur:.3
ee e:10 ay:.2 ae:.2 a:.1
e e:10 eh:.1
x ae:8 a:1 e:1 air:.2
OO o:6 or:4 aw:.3 oe:.1 au:.1
O o:10 or:.5 aw:.2
o o:12 oh:.2 oo:.2 oe:.1
@ oe:6 er:3 e:.6 ur:.5 eo:.3 o:.3
ia ia:7 ie:2 ear:.6 ea:.6 e:.3 eea:.2
ua ua:9 uo:.4 oua:.2 ou:.3
uea uea:5 ua:4 eua:1 ue:.5
""")
_CODA_HABITS = habits("""
j i:8 y:3
w o:8 w:3 u:.3
k k:10 g:.4 ck:.5 c:.1
t t:10 d:2 s:.05
t+ธทฐฒถ t:10 d:1.2 th:1.6 tt:.3 s:.1
t+สศษ t:8 s:2 d:.3 th:.2
p p:10 b:1 ph:.3
p+ภ p:8 bh:2 b:.5 ph:1
n n:12 r:.1 nn:.1
n+ล n:10 l:4
n+ร n:10 r:.6
m m:12 mm:.05
""")
_SILENT = {"ดิ์": "di", "ธิ์": "dhi", "ติ์": "ti", "ตุ์": "tu", "ธุ์": "dhu"}
_DOUBLED, _SINGLE, _PLAIN_T, _F, _KEEP_SILENT, _R_WRITTEN = 0.05, 0.12, 0.4, 0.03, 0.04, 0.5


def short(vowel: str) -> str:
    """The official letters of a vowel; length is not written."""
    if vowel in _LONG:
        return _LONG[vowel]
    return _VOWELS[vowel[0] if len(vowel) == 2 and vowel[0] == vowel[1] else vowel]


def official(spoken: tuple[Syllable, ...]) -> str:
    """The spelling of the Royal Thai General System."""
    spelled = ""
    for onset, second, vowel, coda in spoken:
        spelled += _ONSETS.get(onset, onset) + second + short(vowel) + _CODAS.get(coda, coda)
    return spelled


def sound_alike(spoken: tuple[Syllable, ...]) -> str:
    """A coarse sound: names equal here may be spelled alike and are never held against each other."""
    rough = {"ue": "u", "uea": "ua"}
    return "".join(
        _SAME.get(on, on) + two + rough.get(short(vowel), short(vowel)) + coda for on, two, vowel, coda in spoken
    )


def _draw(draw: Random, habits: Habits, sound: str, written: str) -> str | None:
    """One of the ways to spell a sound, by the Thai letters it is written with if they matter; None without habits."""
    for key, (ways, shares) in habits.items():
        base, _, letters = key.partition("+")
        if base == sound and letters and letters != "coda" and any(letter in written for letter in letters):
            return draw.choices(ways, shares)[0]
    if sound not in habits:
        return None
    ways, shares = habits[sound]
    return draw.choices(ways, shares)[0]


def _vowel(draw: Random, vowel: str, coda: str) -> str:
    official_letters = short(vowel)
    is_long = len(vowel) > 1 and vowel[0] == vowel[1]
    key = {"ue": "U", "ae": "x", "oe": "@"}.get(official_letters, official_letters)
    if key == "o" and vowel[0] == "O":
        key = "OO" if is_long else "O"
    elif key in "aiue" and is_long:
        key *= 2
    if key in {"a", "aa"} and coda and not (key == "a" and coda in "jw"):
        key += "+coda"
    ways, shares = _VOWEL_HABITS[key]
    return draw.choices(ways, shares)[0]


def _syllable(draw: Random, spoken: Syllable, written: str, before: str) -> str:
    onset, second, vowel, coda = spoken
    first = written[1:2] if written[:1] in BEFORE and len(written) > 1 else written[:1]
    head = _draw(draw, _ONSET_HABITS, onset, first)
    head = _ONSETS.get(onset, onset) if head is None else head
    if before and before[-1] in "aeiou" and head and head in "ptknmrlcsw" and draw.random() < _DOUBLED:
        head = head[0] + head
    core = _vowel(draw, vowel, coda)
    if "ร" in written and coda == "n" and vowel == "OO" and draw.random() < _R_WRITTEN:
        core = "or"
    tail = _draw(draw, _CODA_HABITS, coda, written) if coda else ""
    tail = _CODAS.get(coda, coda) if tail is None else tail
    if coda == "j" and short(vowel) == "a" and tail == "i":
        core = "a"
    if written.endswith("์") and draw.random() < _KEEP_SILENT:
        tail += _SILENT.get(written[-3:], "")
    return head + second + core + tail


def chosen(spoken: tuple[Syllable, ...], written: tuple[str, ...], draw: Random) -> str:
    """One spelling a bearer might have chosen; ``written`` are the Thai letters of each syllable, or nothing."""
    spelled = ""
    for at, syllable in enumerate(spoken):
        spelled += _syllable(draw, syllable, written[at] if at < len(written) else "", spelled)
    spelled = re.sub(r"(.)\1\1+", r"\1\1", spelled)
    if draw.random() < _SINGLE:
        spelled = re.sub(r"([bcdfghjklmnpqrstvwxyz])\1", r"\1", spelled)
    if draw.random() < _SINGLE:
        spelled = spelled.replace("tth", "t" if draw.random() < _PLAIN_T else "th")
    return spelled.replace("ph", "f") if draw.random() < _F else spelled
