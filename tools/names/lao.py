"""How Lao syllables are spelled in Latin letters: Lao is written as it sounds, names are spelled after French or English ears.

Sounds, their spellings and rough frequencies were written for this product from general knowledge. Headwords of a dictionary
and place names are spelled by them.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from random import Random

from comity.names.abugida import spoken
from comity.names.normal import normalise, tokens, visible
from tools.names.sources import Sources
from tools.names.thai import habits

WORDS, WAYS = 9_000, 3
_ONSETS = habits("""
ກ k:9 c:.3 g:.2
ຂ kh:9 k:1
ຄ kh:9 k:1
ງ ng:9 gn:.2
ຈ ch:7 j:2 c:.3 tch:.2
ສ s:9 x:.5
ຊ x:4 s:5 z:.3 ch:.4
ຍ nh:5 ny:3 gn:.4 y:1 n:.4
ດ d:9
ຕ t:9
ຖ th:7 t:2
ທ th:7 t:2
ນ n:9
ບ b:9
ປ p:9
ຜ ph:9 p:.7
ຝ f:9
ພ ph:9 p:.7
ຟ f:9
ມ m:9
ຢ y:9
ຣ r:7 l:3
ລ l:9
ວ v:6 w:4
ຫ h:9
ອ :9
ຮ h:9
ຫງ ng:9
ຫຍ nh:5 ny:3 y:1
ຫນ n:9
ຫມ m:9
ຫລ l:9
ຫຼ l:9
ຫຣ l:5 r:4
ຫວ v:6 w:4
""")
_SECOND = habits("""
ວ v:3 w:3 ou:2 u:1
ຣ r:7 l:2
ຼ l:7 r:2
ລ l:9
""")
_VOWELS = habits("""
a a:9
aa a:9 ar:.6 aa:.3 ah:.1
i i:9
ii i:7 y:1.5 ee:1
ue u:4 eu:4 ue:2
u ou:5 u:5
uu ou:5 u:4 oo:1
e e:9
ee e:8 ay:.8 eh:.4
ae e:5 ae:4
o o:9
oo o:9 oh:.3
aw o:7 or:2 aw:.4
oe eu:4 oe:3 er:1 u:1 e:.5
ia ia:7 ie:2
uea eua:5 ua:4 uea:3 ueua:.1
ua oua:5 ua:5 uo:.4
ai ai:6 ay:3 y:.1 ei:.3
ao ao:9 aw:.2 au:.4
am am:9 um:.4
""")
_FINALS = habits("""
ກ k:9 c:1 ck:.2
ງ ng:9
ຍ y:5 i:5
ຽ y:5 i:5
ດ t:8 d:1.5 th:.7
ນ n:8 ne:1.5
ບ p:8 b:1.5
ມ m:9 me:.5
ວ o:4 w:3 v:2 u:1
""")
_C = "[ກ-ຮ]"
_ONSET = f"(?P<on>ຫ[ງຍນມຣລວ]|ຫຼ|{_C})(?P<two>[ຼຣລວ](?=[ະ-ຼເ-ໄໍ])|)"
_END = "(?P<end>[ກງຍຽດນບມວ](?![ະ-ົໍຽ])|)"
_PATTERNS: tuple[tuple[str, str], ...] = tuple((name, pattern.replace("O", _ONSET).replace("F", _END)) for name, pattern in (
    ("uea", "ເO[ຶື]ອF"), ("ao", "ເOົາ"), ("ia", "ເOັ?ຍ"), ("oe", "ເO[ິີ]F"), ("e", "ເOະ"), ("e", "ເOັF"), ("ee", "ເOF"),
    ("ae", "ແOະ"), ("ae", "ແOັF"), ("ae", "ແOF"), ("o", "ໂOະ"), ("oo", "ໂOF"), ("ai", "[ໄໃ]Oຍ?"), ("am", "Oໍາ"), ("ua", "O[ັົ]ວະ?"),
    ("ia", "OຽF"), ("a", "Oະ"), ("a", "OັF"), ("aa", "OາF"), ("i", "OິF"), ("ii", "OີF"), ("ue", "O[ຶື]F"), ("u", "OຸF"),
    ("uu", "OູF"), ("o", "OົF"), ("aw", "OໍF"), ("aw", "OອF"), ("ua", f"(?P<on>ຫ[ງຍນມຣລ]|ຫຼ|{_C})(?P<two>)ວF"),
))  # fmt: skip
_READERS = tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)
_TONES = re.compile("[່-໋]")


def _syllables(word: str) -> list[tuple[str, str, str, str]]:
    """Onset, second consonant, vowel and final of each syllable; nothing where a word cannot be cut into syllables."""
    plain, at, found = _TONES.sub("", word), 0, []
    while at < len(plain):
        for vowel, reader in _READERS:
            match = reader.match(plain, at)
            if match:
                found.append((match["on"], match["two"], vowel, match.groupdict().get("end") or ""))
                at = match.end()
                break
        else:
            return []
    return found


def _spelled(draw: Random, syllables: list[tuple[str, str, str, str]]) -> str:
    parts = []
    for onset, second, vowel, final in syllables:
        for table, sound in ((_ONSETS, onset), (_SECOND, second), (_VOWELS, vowel), (_FINALS, final)):
            if sound:
                ways, shares = table[sound]
                parts.append(draw.choices(ways, shares)[0])
    return "".join(parts)


def _words(sources: Sources) -> Iterator[tuple[str, float]]:
    places = chain.from_iterable(
        sources.pairs(f"lao_{name}") for name in ("geonames", "cldr", "cldrsubdiv", "laoengdict_names")
    )
    yield from ((word, 1.0) for word in sorted({normalise(one) for _, text in places for one in tokens(visible(text))}))
    listed = {normalise(one) for _, text in sources.pairs("lao_laoengdict_pron") for one in tokens(visible(text))}
    short = [word for word in listed if 2 <= len(word) <= 12]
    yield from ((word, 1.0) for word in sorted(short, key=lambda word: (zlib.crc32(word.encode()), word))[:WORDS])


def lao_pairs(sources: Sources, _voice: str) -> Iterator[tuple[str, str, float]]:
    """Places and words, each spelled in a few ways."""
    draw = Random(8)
    weighed: dict[tuple[str, str], float] = defaultdict(float)
    for word, weight in _words(sources):
        syllables = _syllables(word)
        for _ in range(WAYS if syllables else 0):
            letters = _spelled(draw, syllables)
            if 1 < len(letters) <= 22 and len(word) <= 22:
                weighed[spoken("Laoo", word), letters] += weight
    yield from ((signs, letters, weight**0.5) for (signs, letters), weight in weighed.items())
