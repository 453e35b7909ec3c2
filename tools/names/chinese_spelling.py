"""How syllables of Mandarin and Cantonese are spelled in Latin letters: official systems, older ones, and likely slips.

The rules and weights were written for this product; lists come from pypinyin (Wade-Giles) and cantonese-romanisation.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from comity.names.han import signs
from comity.names.han import ways as ways_of
from comity.names.letters import letters_of
from comity.names.normal import normalise, visible
from tools.names.chinese import FACTS, Forms, Readings, cantonese, facts, mandarin
from tools.names.sources import Sources, lines

Spelling = tuple[str, str, float]
"""A syllable, how it is spelled, and how often."""
Pair = tuple[str, str, float]


def _ways(text: str) -> dict[str, list[str]]:
    """Lines of ``sound:way,way`` pairs; a sound or a way may be empty."""
    found = {}
    for pair in text.replace("\n", " ").split(" "):
        sound, colon, spelled = pair.partition(":")
        if colon:
            found[sound] = spelled.split(",")
    return found


def _changes(text: str) -> tuple[tuple[str, str], ...]:
    """Pairs of letters and what is written for them."""
    return tuple((pair.partition(":")[0], pair.partition(":")[2]) for pair in text.split(" "))


_WADE_INITIALS = {sound: spelled[0] for sound, spelled in _ways(
    "zh:ch ch:ch sh:sh b:p p:p m:m f:f d:t t:t n:n l:l g:k k:k h:h j:ch q:ch x:hs r:j z:ts c:ts s:s y:y w:w"
).items()}  # fmt: skip
_WADE_FINALS = {sound: spelled[0] for sound, spelled in _ways("ong:ung ian:ien ie:ieh ve:veh ue:ueh iong:iung").items()}
_WADE = _ways("""
zi:tzu ci:tzu si:ssu,szu zhi:chih chi:chih shi:shih ri:jih yi:i,yi you:yu,yiu yong:yung ye:yeh yan:yen yue:yueh yuan:yuan er:erh
ge:ko,ke ke:ko,ke he:ho,he zhe:che che:che she:she re:je ze:tse ce:tse se:se de:te te:te le:le me:me ne:ne e:o,e duo:to tuo:to
luo:lo nuo:no zuo:tso cuo:tso suo:so guo:kuo kuo:kuo huo:huo zhuo:cho,chuo chuo:cho shuo:shuo ruo:jo gui:kuei kui:kuei shui:shui
rong:jung
""")
_TONGYONG = {
    "zi": "zih", "ci": "cih", "si": "sih", "zhi": "jhih", "chi": "chih", "shi": "shih", "ri": "rih", "wen": "wun", "weng": "wong", "feng": "fong",
}  # fmt: skip
_TONGYONG_RULES = (
    ("^([jqxy])u", r"\1yu"), ("v", "yu"), ("yyu", "yu"), ("^zh", "jh"), ("^q", "c"), ("^x", "s"), ("iu$", "iou"), ("ui$", "uei"),
)  # fmt: skip
_YUE_INITIALS = _ways("""
gw:kw,gw,k kw:kw ng:ng, b:p,b p:p m:m f:f d:t,d t:t n:n,l l:l g:k,g k:k h:h w:w z:ch,ts,tz,j,z,c c:ch,ts,c s:s,sh j:y,j, :
""")
_YUE_FINALS = _ways("""
aa:a,ah aai:ai aau:au aam:am aan:an aang:ang aap:ap aat:at aak:ak ai:ai au:au,ou am:am,um an:an,un ang:ang ap:ap,up at:at ak:ak
e:e,eh ei:ei,i,ee eu:eu em:em eng:eng ep:ep ek:ek i:i,ee,ze iu:iu,ew im:im in:in ing:ing ip:ip it:it ik:ik o:o,or oi:oi,oy ou:o,ou
on:on ong:ong ot:ot ok:ok oe:oe,or oeng:eung,oeng,eong oek:euk,eok eoi:ui,eui,oy,eoi eon:un,eun,eon eot:ut,eut u:u,oo ui:ui
un:un,oon ung:ung ut:ut,oot uk:uk yu:yu,u,ue,ee,y yun:yuen,uen,un,yun yut:yut,uet m:m,mm ng:ng
""")
_VOWEL_SLIPS = {"e": "iao", "i": "ey", "o": "ua", "u": "oe", "a": "eo"}
_HEAD_SLIPS = _changes(
    "zh:z ch:c sh:s ts:t hs:h hs:s z:s j:z n:l l:n r:l k:g g:k t:d d:t p:b b:p w:v f:h x:s q:ch x:sh y: h:"
)
_INNER_SLIPS = _changes(
    "ee:i oo:u ou:u ow:au ew:iu ai:ay ei:ee eo:io ia:ea ua:wa au:ao uan:wan ch:c c:k k:c gn:ng hs:sh"
)


def _umlauts(spelled: str, weight: float = 1.0) -> list[tuple[str, float]]:
    """The ways to write ü: lü as lu, lv, lyu, lue, luu."""
    if "v" not in spelled:
        return [(spelled, weight)]
    ways = (("u", 0.5), ("v", 0.3), ("yu", 0.12), ("ue", 0.05), ("uu", 0.03))
    return [(spelled.replace("v", way), share * weight) for way, share in ways]


def _wade(syllable: str) -> list[str]:
    if syllable in _WADE:
        return _WADE[syllable]
    initial = next((one for one in _WADE_INITIALS if syllable.startswith(one)), "")
    final = syllable[len(initial) :]
    if initial in {"j", "q", "x"} and final.startswith("u"):
        final = "v" + final[1:]
    return [_WADE_INITIALS.get(initial, "") + _WADE_FINALS.get(final, final)]


def _tongyong(syllable: str) -> str:
    if syllable in _TONGYONG:
        return _TONGYONG[syllable]
    for pattern, change in _TONGYONG_RULES:
        syllable = re.sub(pattern, change, syllable)
    return syllable


def _syllables(readings: Readings) -> list[str]:
    return sorted({reading for weighed in readings.values() for reading in weighed})


def pinyin(sources: Sources) -> list[Spelling]:
    """Syllables as pinyin writes them in passports."""
    found = []
    for syllable in _syllables(mandarin(sources)):
        written = re.sub("^([jqxy])v", r"\1u", syllable)
        found += [(syllable, spelled, weight) for spelled, weight in _umlauts(written)]
    return found


def _wade_listed(sources: Sources) -> dict[str, str]:
    return {one.replace("ü", "v"): spelled for one, spelled in lines(sources.path("han/wade_giles.tsv"))}


def _wade_plain(spelled: str) -> str:
    return re.sub("[^a-z]", "", unicodedata.normalize("NFD", spelled).replace("u\u0308", "v").replace("\u0302", ""))


def wade_giles(sources: Sources) -> list[Spelling]:
    """Syllables in Wade-Giles without marks, in its common careless forms, and in Tongyong."""
    listed, found = _wade_listed(sources), []
    for syllable in _syllables(mandarin(sources)):
        ways: Counter[str] = Counter()
        umlaut = syllable[0] + "v" + syllable[2:] if re.match("[jqxy]u", syllable) else syllable
        for spelled in sorted({_wade_plain(listed[one]) for one in (syllable, umlaut) if one in listed} - {""}):
            careless = (
                (spelled, 0.45),
                (spelled.replace("v", "u"), 0.4),
                (spelled.replace("v", "yu").replace("yyu", "yu"), 0.15),
            )
            for one, weight in careless if "v" in spelled else ((spelled, 1.0),):
                ways[one] += weight  # type: ignore[assignment]
        ruled = _wade(syllable)
        for one, weight in (way for rule in ruled for way in _umlauts(rule, 0.5 / len(ruled))):
            ways[one] += weight  # type: ignore[assignment]
        if syllable == "hai":
            ways["hei"] += 0.5  # type: ignore[assignment]
        ways[_tongyong(syllable)] += 0.1  # type: ignore[assignment]
        found += [(syllable, spelled, weight / sum(ways.values())) for spelled, weight in ways.items()]
    return found


def _yue_ruled(syllable: str) -> list[str]:
    found = [syllable]
    for initial in sorted(_YUE_INITIALS, key=len, reverse=True):
        if syllable.startswith(initial) and syllable[len(initial) :] in _YUE_FINALS:
            found += [head + tail for head in _YUE_INITIALS[initial] for tail in _YUE_FINALS[syllable[len(initial) :]]]
            break
    if syllable.startswith("j") and syllable[1:2] in {"i", "y"}:
        found += [one[1:] if one.startswith("y") and len(one) > 1 else one for one in found]
    return list(dict.fromkeys(found))


def hong_kong(sources: Sources) -> list[Spelling]:
    """Cantonese syllables as the Hong Kong government and families in Hong Kong and Macau spell them."""
    spelled: dict[str, list[str]] = defaultdict(list)
    for character, spelling, _ in lines(sources.path("han/cantonese_hkgov.tsv")):
        spelled[character].append(spelling)
    read: dict[str, list[str]] = defaultdict(list)
    for character, syllable, _ in lines(sources.path("han/cantonese_jyutping.tsv")):
        read[character].append(syllable)
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for character, ways in spelled.items():
        if len(set(read.get(character, []))) == 1:
            for way in ways:
                seen[read[character][0]][letters_of(way)] += 1 / len(ways)  # type: ignore[assignment]
    found: Counter[tuple[str, str]] = Counter()
    for syllable in sorted({one for all_of in read.values() for one in all_of}):
        weighed: Counter[str] = Counter()
        for way, count in seen[syllable].items():
            if way:
                weighed[way] += 0.5 * count / sum(seen[syllable].values())  # type: ignore[assignment]
        weighed[syllable] += 0.4  # type: ignore[assignment]
        ruled = _yue_ruled(syllable)
        for way in ruled:
            weighed[way] += 0.12 / len(ruled)  # type: ignore[assignment]
        found.update({(syllable, way): weight / sum(weighed.values()) for way, weight in weighed.items() if way})
    _families(sources, found)
    return [(syllable, way, weight) for (syllable, way), weight in found.items()]


def _families(sources: Sources, found: Counter[tuple[str, str]]) -> None:
    forms, readings, own = Forms(sources), cantonese(sources), facts("surname", "cantonese")
    for surname, place, spelled, weight in lines(FACTS / "abroad.tsv"):
        plain = forms.of(surname)
        if place in {"hongkong", "macau"} and plain in readings:
            known = own.get(plain, readings[plain])
            found[max(known, key=lambda one: known[one]), letters_of(spelled)] += 0.15 * float(weight)  # type: ignore[assignment]


def slips(spelled: str) -> list[str]:
    """Likely slips in the spelling of a syllable."""
    found = {spelled[:-1]} if spelled.endswith("ng") else {spelled + "g"} if spelled.endswith("n") else set()
    for at, letter in enumerate(spelled):
        found |= {spelled[:at] + other + spelled[at + 1 :] for other in _VOWEL_SLIPS.get(letter, "")}
        found.add(spelled[:at] + letter + spelled[at:])
        if len(spelled) > 2:
            found.add(spelled[:at] + spelled[at + 1 :])
    found |= {other + spelled[len(head) :] for head, other in _HEAD_SLIPS if spelled.startswith(head)}
    found |= {spelled[:at] + spelled[at + 1] + spelled[at] + spelled[at + 2 :] for at in range(len(spelled) - 1)}
    for one, other in _INNER_SLIPS:
        found |= {spelled.replace(one, other, 1)} if one in spelled else set()
        found |= {spelled.replace(other, one, 1)} if other in spelled and one != "gn" else set()
    found |= {spelled + "h"} if spelled[-1] in "aeou" else set()
    found |= {spelled[:-1]} if spelled[-1] == "h" and len(spelled) > 2 else set()
    found |= {spelled + "e"} if spelled[-1] in "iu" else set()
    return sorted(found - {spelled, ""})


def _common(char: str) -> bool:
    for code in ("gb2312", "big5"):
        try:
            char.encode(code)
        except UnicodeEncodeError:
            continue
        return True
    return False


def _pairs(system: str, readings: Readings, spelled: list[Spelling]) -> Iterator[Pair]:
    """Syllables with their spellings and slips, weighed by how many common characters are read so."""
    often: Counter[str] = Counter()
    for char, weighed in readings.items():
        if _common(char):
            often.update(weighed)
    missed = [
        (syllable, slip, weight * 0.06 / len(all_of))
        for syllable, way, weight in spelled
        for all_of in [slips(way)]
        for slip in all_of
    ]
    for syllable, way, weight in spelled + missed:
        if re.fullmatch("[a-z]{1,8}", way):
            yield signs(system, syllable), way, weight * (often.get(syllable, 0.0) + 0.3) ** 0.5 * 20


def mandarin_pairs(sources: Sources, _voice: str) -> Iterator[Pair]:
    """What the voice ``hani`` learns from."""
    ways = [(one, way, 0.6 * weight) for one, way, weight in pinyin(sources)]
    ways += [(one, way, 0.4 * weight) for one, way, weight in wade_giles(sources)]
    yield from _pairs("mandarin", mandarin(sources), ways)


def cantonese_pairs(sources: Sources, _voice: str) -> Iterator[Pair]:
    """What the voice ``hani_yue`` learns from."""
    yield from _pairs("cantonese", cantonese(sources), hong_kong(sources))


def foreign_pairs(system: str) -> Callable[[Sources, str], Iterator[Pair]]:
    """What a voice of foreign names learns from: names of Wikidata written in Chinese characters, as a system reads them."""

    def pairs(sources: Sources, _voice: str) -> Iterator[Pair]:
        for latin, native in sources.given("wikidata", "zh"):
            plain, letters = normalise(visible(native)), letters_of(latin)
            read = ways_of(plain, system) if 0 < len(plain) <= 9 and 0 < len(letters) <= 20 else ()
            if read:
                heard = "".join(signs(system, syllable) for syllable in read[0][0].split())
                if len(heard) <= 22:
                    yield heard, letters, 1.0

    return pairs
