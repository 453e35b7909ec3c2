"""How Burmese syllables are spelled in Latin letters: there is no official way for names, but the habits are few and regular.

Onsets, rhymes, their spellings and rough frequencies, and the list of syllables common in names were written for this product
from general knowledge. Every Burmese word of the place names is spelled by them, and names made of the common syllables are.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from random import Random

from comity.names.abugida import spoken
from comity.names.normal import normalise, tokens, visible
from tools.names.sources import Sources
from tools.names.thai import Habits, habits

WAYS, MADE, COMMON = 3, 8_000, 0.7
"""Spellings drawn of each word; words put together; how often a syllable of these is one that is common in names."""
_ONSETS = habits("""
က k:9 g:1
ခ kh:8 k:1 g:.7 hk:.7
ဂ g:9 k:.3
ဃ g:9 gh:1
င ng:9
စ s:8 z:1
ဆ s:5 hs:4
ဇ z:9 j:.4
ဈ z:9 zh:1
ည ny:9 n:.3
ဉ ny:9
ဋ t:9
ဌ ht:5 t:5
ဍ d:9
ဎ d:9
ဏ n:9
တ t:9 d:1.2
ထ ht:6 t:5 th:.6
ဒ d:9
ဓ d:9 dh:1
န n:9
ပ p:9 b:1.2
ဖ ph:6 hp:2.5 p:1.5 f:.3 b:.3
ဗ b:9
ဘ b:9 bh:1
မ m:9
ယ y:9
ရ y:7 r:3
လ l:9
ဝ w:9
သ th:9 t:.6 s:.3 dh:.2
ဿ th:7 ss:2
ဟ h:9
ဠ l:9
အ :9
ကျ ky:9 gy:.8 j:.2
ချ ch:6 khy:2 kh:.3 gy:.6 ky:.6
ဂျ gy:6 j:4
ငျ ngy:9 ny:1
ဇျ zy:9
တျ ty:9
ပျ py:9 by:1
ဖျ phy:6 hpy:2.5 py:1.5
ဗျ by:9
ဘျ by:9
မျ my:9
လျ ly:6 y:4
သျ thy:5 sh:4
ရှ sh:9 y:.3
ယှ sh:5 y:4
လျှ sh:7 hly:2 l:.5
သျှ sh:9
ငှ ng:5 hng:4
ညှ ny:5 hny:4
နှ hn:6 n:4
မှ hm:6 m:4
မျှ hmy:6 my:4
လှ hl:9 l:1.5
ဝှ hw:6 w:3
""")
_RHYMES = habits("""
- a:9 ah:.2
ာ a:9 ar:2.5 ah:.7
ိ i:8 e:.4
ီ i:6 ee:4
ု u:9 oo:.4
ူ u:7 oo:3
ေ ay:5 e:5 ei:.6 aye:.4
ဲ e:5 eh:1 ai:1.5 el:2.5
ော aw:9 or:1 o:.5 au:.3
ော် aw:9 or:.7 au:.3
ို o:7 oe:5
ံ an:9 am:.5
ိံ ein:9
ုံ on:5 one:5 ohn:.8 um:.2
ယ် e:4 ai:3 el:3 ae:.7 al:.5
ိုယ် o:6 oe:4
က် et:8 ek:1.5 at:.4
င် in:8 ing:.7 yin:.2 int:1
စ် it:9 is:.2
ဉ် in:9
ည် i:5 e:2 yi:.8 ay:1 ee:.6 in:.3
တ် at:9 ut:.4
ပ် at:8 ap:1.5 ut:.3
န် an:9 un:.4 ant:.9
မ် an:8 am:1.5
ိတ် eik:6 eit:4 ait:.5
ိပ် eik:6 eit:4
ိန် ein:9 ain:.4 eint:.4
ိမ် ein:8 eim:1 ain:.4
ုတ် ok:5 oke:3 out:.8 ote:.7
ုပ် ok:5 oke:3 ote:.7 out:.5
ုန် on:5 one:5 ohn:.7 un:.3
ုမ် on:5 one:4 ohm:.7 um:.5
ောက် auk:9 ouk:.5 awk:.2
ောင် aung:9 awng:.3 oung:.3
ိုက် aik:8 ike:1.5 ight:.2
ိုင် aing:9 ine:.7
ွ wa:9 wah:.2
ွာ wa:9 war:1.5
ွိ wi:9
ွီ wi:6 wee:4
ွေ we:6 way:5 wei:.4
ွဲ we:5 wel:3 wai:1
ွယ် we:4 wel:3 wai:2 wal:.5
ွက် wet:9 wek:1
ွင် win:9 wing:.4 wint:.8
ွတ် ut:7 wut:3 ot:.3
ွပ် ut:7 wut:3
ွန် un:6 on:2 wun:2 wan:.6 unt:.7
ွမ် un:6 wun:3 wan:1 on:1
ွံ un:6 wun:2 wan:1 on:1
""")
_OWN = habits("""
ဣ i:7 ei:2
ဤ i:7 ee:3
ဥ u:9 oo:.3
ဦ u:8 oo:3
ဧ e:6 ay:4 aye:1
ဩ aw:9
ဪ aw:9
""")
_FINALS = str.maketrans("ခဂဃဆဇဈဋဌဍထဒဓသဖဗဘဏရလဠ", "ကကကစစစတတတတတတတပပပနနနန")
_SYLLABLE = re.compile("([ဣ-ဧဩဪ])|([က-အဿ])([ျ-ှ]*)([ါ-ဲံ]*်?)((?:[ကခဂဃငစဆဇဈဉညဋဌဍဏတထဒဓနပဖဗဘမယရလဝသဠ]်)?)")
_BURMESE = re.compile("[က-ဪါ-ှ]+")
"""Letters of Burmese, not of Shan, Mon and Karen, which share the script."""
_COMMON = """
အောင် ကျော် မြင့် သန်း ထွန်း ဝင်း စိုး မောင် နိုင် လှ ခင် အေး သီ တာ ဇော် ဦး ဖြိုး ကြည် စု သိန်း တင် မိုး ရွှေ မြ မြတ် သူ ရ ဇာ နည် ဟိန်း ထက် လင်း
ကို သက် နေ ဆု ခိုင် ချို သင်း ဥ္မာ နီ လာ ဝါ ဖူး ပွင့် ဖြူ စန် စမ်း ညို ညွန့် အိ သွယ် မင်း ခန့် ဇင် မာ ရီ သော် တာ ယု နန္ဒာ ကျင် ညီ ညီ ဘ ဘို တိုး
ရဲ ရာ ဇေ ယျာ ဝဏ္ဏ ပိုင် ပြည့် စည် သူ ဇွန် မေ သဲ နု လှိုင် ဖေ သိင်္ဂီ ကျွန်း ခေတ် ဆန်း ဆွေ တေ ဇ ရှိန် ရှင်း ကောင်း ကံ ချစ် ငြိမ်း စော စိန် ဌေး
ဒေါ် ဒေ ဝီ ဓန ပု ဖုန်း ဘုန်း မန် မို့ မွန် မိ ယဉ် ယမင်း ရတနာ လေး လွင် ဝေ သန့် သာ သား ဟန် ဟိန် အိမ် အုန်း အံ့ ဥက္က ဧ အောက် ကြီး ကျောင်း ချောင်း ရွာ မြို့
တောင် ကုန်း ပင် စံ ပန်း ဝိုင်း ရန် ကုန် မန္တလေး ပဲ ခူး မော် လမြိုင် တောင်ကြီး စစ် တွေ ပုသိမ် မြစ် ကြီးနား လားရှိုး ရှမ်း ကချင် ကရင် ကယား ချင်း ဗမာ ရခိုင်
"""


def _parsed(word: str) -> list[tuple[str, str]]:
    """Onset and rhyme of each syllable; a letter that is a syllable by itself has no rhyme."""
    found = []
    for own, onset, medials, vowels, final in _SYLLABLE.findall(re.sub("်?္", "်", spoken("Mymr", word))):
        round_lips = "ွ" if "ွ" in medials else ""
        head = onset + medials.replace("ြ", "ျ").replace("ွ", "")
        rhyme = round_lips + vowels.replace("ါ", "ာ") + final.translate(_FINALS)
        found.append((own, "") if own else (head, rhyme))
    return found


def _draw(draw: Random, table: Habits, key: str) -> str | None:
    if key not in table:
        return None
    ways, shares = table[key]
    return draw.choices(ways, shares)[0]


def _spelled(draw: Random, syllables: list[tuple[str, str]]) -> str:
    """One way to spell a word; empty where it holds what the habits do not know."""
    parts = []
    for onset, rhyme in syllables:
        if onset in _OWN and not rhyme:
            parts.append(_draw(draw, _OWN, onset) or "")
            continue
        head, tail = _draw(draw, _ONSETS, onset), _draw(draw, _RHYMES, rhyme or "-")
        if head is None or tail is None:
            return ""
        parts.append(head + (tail[1:] if head[-1:] == tail[:1] and tail[:1] in {"w", "y"} else tail))
    return "".join(parts)


def _words(sources: Sources) -> list[str]:
    native = (
        native
        for name in ("burmese_geonames", "burmese_cldr", "burmese_cldrsubdiv")
        for _, native in sources.pairs(name)
    )
    words = {normalise(token) for text in native for token in tokens(visible(text))}
    return sorted(word for word in words if _BURMESE.fullmatch(word))


def burmese_pairs(sources: Sources, _voice: str) -> Iterator[tuple[str, str, float]]:
    """Words of places, syllables common in names, and words put together of both, each spelled in a few ways."""
    draw, words = Random(6), _words(sources)
    common = [normalise(word) for word in _COMMON.split()]
    pieces = sorted({piece for word in words for piece in _pieces(word)})
    made = [
        "".join(
            draw.choice(common) if draw.random() < COMMON else draw.choice(pieces)
            for _ in range(draw.choice((1, 2, 2, 3)))
        )
        for _ in range(MADE)
    ]
    weighed: dict[tuple[str, str], float] = defaultdict(float)
    for word in [*words, *common, *common, *made]:
        for _ in range(WAYS):
            letters = _spelled(draw, _parsed(word))
            if 1 < len(letters) <= 22 and len(word) <= 22:
                weighed[spoken("Mymr", word), letters] += 1.0
    yield from ((signs, letters, weight**0.5) for (signs, letters), weight in weighed.items())


def _pieces(word: str) -> list[str]:
    return [found[0] for found in re.finditer("[ဣ-ဧဩဪ]|[က-အဿ][ါ-ှ]*(?:[က-အ][့း]*်[့း]*)?", word)]
