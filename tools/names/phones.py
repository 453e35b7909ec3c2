"""Sounds of Khmer and Thai written in letters a to z, so that the table of a voice can hold them.

A consonant is one letter (an aspirated one two in Khmer, ``ch`` in Thai), a vowel two of ``aeiouj``; so the letters can be cut
into sounds again (``comity.names.sound.phone_signs``).
"""

import re

_HALVES = "aeiouj"


def _vowels(names: str) -> dict[str, str]:
    return {name: _HALVES[at // 6] + _HALVES[at % 6] for at, name in enumerate(names.split())}


_KHMER = {
    "ʔ": "q", "ŋ": "g", "j": "y", "ɗ": "d", "ɓ": "b", "ɲ": "x", "g": "v", "th": "th", "ph": "ph", "kh": "kh", "ch": "ch",
    **{same: same for same in "kntrsmlpchwfz"},
    **_vowels("aa a ii oo ɑ ee u ie ə ea o ɨ ɑɑ əə uu ae e i oa ɔ uə ao iə ɛɛ ɔɔ aə ɨɨ ɨə ɛə ɛ"),
}  # fmt: skip
_THAI = {"?": "q", "N": "g", "j": "y", "ph": "v", "th": "x", "kh": "z"}
_THAI_VOWELS = _vowels("a aa i ii u uu U UU e ee x xx o oo O OO @ @@ ia iia ua uua Ua UUa")
_SYLLABLE = re.compile(
    r"(ph|th|kh|ch|[pbtdkcmnNrlwsfhj?])?([rlw])?((?:ii|uu|UU)a|ia|ua|Ua|([aeiouUxO@])\4?)([ptkmnNjw])?(\d)?$"
)

Syllable = tuple[str, str, str, str]
"""Onset, second consonant of a cluster, vowel, coda; in tltk's letters (N is ng, ? a stop, x ae, O a wide o, @ oe, U ue)."""


def khmer_code(transcription: str) -> str:
    """The letters of a transcription of Google's Khmer lexicon: sounds separated by spaces, syllables by a full stop."""
    return "".join(_KHMER[sound] for sound in transcription.split() if sound != ".")


def syllables(transcription: str) -> tuple[Syllable, ...]:
    """The syllables of a transcription as tltk gives it; none where it cannot be read."""
    found = []
    for piece in re.split(r"[~|'^ ]+", transcription):
        if not piece:
            continue
        match = _SYLLABLE.match(piece)
        if not match:
            return ()
        found.append((match[1] or "?", match[2] or "", match[3], match[5] or ""))
    return tuple(found)


def thai_code(spoken: tuple[Syllable, ...]) -> str:
    """The letters of Thai syllables."""
    return "".join(
        _THAI.get(onset, onset) + second + _THAI_VOWELS[vowel] + _THAI.get(coda, coda)
        for onset, second, vowel, coda in spoken
    )
