"""A name read into its parts: words, particles, titles, initials, legal forms and numbers, each in one way to write it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from comity.names import words
from comity.names.letters import letters_of
from comity.names.normal import glued, normalise, tokens, visible
from comity.names.script import main_script

Kind = Literal["word", "particle", "title", "generic", "initial"]
Bearer = Literal["person", "organisation"]

MAX_PARTS = 12
"""Beyond so many parts the rest is joined to the last one, so nothing is dropped and work stays bounded."""

UNSPACED = 4
"""Characters of a Chinese or Korean name at most; a longer one is a foreign name in those characters."""

_UNSPACED = frozenset({"Hani", "Hang", "Kana", "Hira"})
_TWO_CHARACTER_SURNAMES = frozenset({
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "夏侯", "皇甫", "尉迟", "尉遲", "公孙", "公孫", "慕容", "令狐",
    "长孙", "長孫", "宇文", "端木", "东方", "東方", "南宫", "南宮", "独孤", "獨孤", "西门", "西門", "百里", "呼延", "申屠", "轩辕",
    "軒轅", "万俟", "萬俟", "闻人", "聞人", "澹台", "澹臺", "公冶", "宗政", "濮阳", "濮陽", "淳于", "单于", "單于", "钟离", "鍾離",
    "南郭", "东郭", "東郭", "拓跋", "第五", "남궁", "황보", "제갈", "선우", "독고", "사공", "서문",
})  # fmt: skip
LONG_FORM = 9
"""Legal forms of so many letters are known with one letter wrong, too."""
_LEET = str.maketrans("013457$@", "oieastsa")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as given: the text, and where known its kind (primary, alias, weak) and language tag."""

    text: str
    kind: str = "primary"
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: as written, normalised in its own script, in letters a to z where it is Latin, and what it is."""

    text: str
    native: str
    script: str
    letters: str
    kind: Kind = "word"
    unspaced: bool = False
    """It stood in a name written without a space, as people write a Chinese or Korean name and not a foreign one."""
    exact: bool = False
    """Initials of an organisation with full stops: ``A.B.C.`` is nobody else's name."""


@dataclass(frozen=True, slots=True)
class Form:
    """A legal form: as written, the form it stands for and the class of forms it belongs to."""

    text: str
    form: str
    group: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A name in parts; ``sort_key`` orders two names so that comparing them is symmetric."""

    text: str
    script: str
    parts: tuple[Part, ...]
    forms: tuple[Form, ...] = ()
    numbers: tuple[str, ...] = ()
    unspaced: bool = False
    """The name was written without a space and cut into surname and given name here: it may also be read as one."""
    bearer: Bearer = "person"

    @property
    def sort_key(self) -> tuple[tuple[str, ...], str]:
        """Where this name stands against another one."""
        return tuple(part.native for part in self.parts), self.text


def prepare(name: str | Name, bearer: Bearer = "person") -> Prepared:
    """Read a name into its parts. Never raises; a text without letters has no parts."""
    return _prepare(name.text if isinstance(name, Name) else name, bearer)


@lru_cache(maxsize=16_384)
def _prepare(text: str, bearer: Bearer) -> Prepared:
    shown = visible(text)
    spelled = shown.replace("&", " and ")
    written = tokens(spelled)
    hyphens = [*glued(spelled), False] if "-" in spelled else [False] * (len(written) + 1)
    read = [(token, _plain(token)) for token in written]
    forms: tuple[Form, ...] = ()
    numbers: list[str] = []
    if bearer == "organisation":
        read, forms = _without_forms(read)
        read, numbers = _without_numbers(read)
    parts: list[Part] = []
    for at, (token, native) in enumerate(read):
        if native:
            # ``Do`` in ``Do-yeong`` is a syllable, ``do`` in ``José do Carmo`` a particle.
            inside = 0 < at < len(read) - 1 and not (hyphens[at] or hyphens[at + 1])
            parts += _parts(token, native, bearer=bearer, inside=inside, alone=len(read) == 1, shown=shown)
    return Prepared(
        text=text, script=main_script(shown), parts=_told(_bounded(parts)), forms=forms, numbers=tuple(numbers),
        unspaced=len(read) == 1 and len(parts) == 2, bearer=bearer,
    )  # fmt: skip


def _plain(token: str) -> str:
    """One way to write a token; Latin ones without accents, so that ``Müller`` and ``Muller`` are one spelling."""
    native = normalise(token)
    if main_script(native) != "Latn":
        return native
    return letters_of(native) if not any(char.isdigit() for char in native) else _digits_kept(native)


def _digits_kept(native: str) -> str:
    whole = unicodedata.normalize("NFKD", native)
    return "".join(char for char in whole if "a" <= char <= "z" or char.isdigit())


def _parts(token: str, native: str, *, bearer: Bearer, inside: bool, alone: bool, shown: str) -> list[Part]:
    script = main_script(native)
    if bearer == "person" and any(char.isdigit() for char in native):
        native = _without_digits(native)
        script = main_script(native)
    if not native:
        return []
    exact = bearer == "organisation" and _dotted(token, shown)
    pieces = _split_surname(token, native, script) if alone else [(token, native)]
    unspaced = alone and script in {"Hani", "Hang"} and len(native) <= UNSPACED
    return [
        Part(text, plain, script, plain if script == "Latn" else "", kind, unspaced, exact)
        for text, plain in pieces
        for kind in [_kind(plain, script, bearer=bearer, inside=inside)]
        for plain in [words.of_kind("short").get(plain, plain) if bearer == "organisation" else plain]
    ]


def _dotted(token: str, shown: str) -> bool:
    return len(token) > 2 and ".".join(token) in shown


def _without_digits(native: str) -> str:
    """Digits inside a person's name are misread letters or belong to something else."""
    read = native.translate(_LEET) if any(char.isalpha() for char in native) else native
    return "".join(char for char in read if not char.isdigit())


def _kind(native: str, script: str, *, bearer: Bearer, inside: bool) -> Kind:
    if len(native) == 1 and script not in _UNSPACED:
        return "initial"
    if (
        native in words.of_kind("particle")
        or native in words.of_kind("article")
        or (inside and native in words.of_kind("particle inside"))
    ):
        return "particle"
    if bearer == "person":
        return "title" if native in words.of_kind("title") else "word"
    meaning = words.of_kind("short").get(native, native)
    return "generic" if meaning in words.of_kind("generic") else "word"


def _split_surname(token: str, native: str, script: str) -> list[tuple[str, str]]:
    """Cut an unspaced Han or Hangul personal name of two to four characters after its surname."""
    if script not in {"Hani", "Hang"} or not 2 <= len(native) <= UNSPACED or len(token) != len(native):
        return [(token, native)]
    length = 2 if native[:2] in _TWO_CHARACTER_SURNAMES and len(native) > 2 else 1
    return [(token[:length], native[:length]), (token[length:], native[length:])]


def _told(parts: list[Part]) -> tuple[Part, ...]:
    """A name of nothing but particles and titles is a name all the same: its words count in full."""
    if any(part.kind not in {"particle", "title"} for part in parts):
        return tuple(parts)
    return tuple(
        Part(text=part.text, native=part.native, script=part.script, letters=part.letters) for part in parts
    )  # fmt: skip


def _bounded(parts: list[Part]) -> list[Part]:
    return parts if len(parts) <= MAX_PARTS else [*parts[: MAX_PARTS - 1], joined(tuple(parts[MAX_PARTS - 1 :]))]


def joined(parts: tuple[Part, ...]) -> Part:
    """Several neighbouring parts read as one: ``Wei Ming`` as ``weiming``."""
    if len(parts) == 1:
        return parts[0]
    return Part(
        text=" ".join(part.text for part in parts),
        native="".join(part.native for part in parts),
        script=parts[0].script if len({part.script for part in parts}) == 1 else "Zyyy",
        letters="".join(part.letters for part in parts),
        unspaced=parts[0].unspaced,
    )


def _without_forms(read: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], tuple[Form, ...]]:
    """Legal forms set aside, the longest first; a name that is nothing else keeps its words."""
    known, forms, rest, at = words.legal_forms(), [], [], 0
    while at < len(read):
        for length in range(min(words.LONGEST_FORM, len(read) - at), 0, -1):
            spelled = tuple(native for _, native in read[at : at + length])
            if spelled in known and not (length == 1 and at == 0 and len(spelled[0]) == 2):
                written = " ".join(token for token, _ in read[at : at + length])
                forms.append(Form(written, *known[spelled]))
                at += length
                break
        else:
            form = _misspelt_form(read[at][1])
            if form:
                forms.append(Form(read[at][0], *form))
            else:
                rest.append(read[at])
            at += 1
    return (rest, tuple(forms)) if rest else (read, ())


def _misspelt_form(native: str) -> tuple[str, str] | None:
    """The long legal form that a word is but for one letter."""
    if len(native) < LONG_FORM or not native.isascii():
        return None
    close = (
        form for spelled, form in words.legal_forms().items() if len(spelled) == 1 and _one_slip(spelled[0], native)
    )
    return next(close, None)


def _one_slip(form: str, native: str) -> bool:
    return (
        len(form) >= LONG_FORM and abs(len(form) - len(native)) <= 1 and OSA.distance(form, native, score_cutoff=1) <= 1
    )


def _without_numbers(read: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[str]]:
    """Numbers set aside: in digits, written out, Roman ones after the first word. ``61398`` and ``61399`` are two units."""
    numbers, rest = [], []
    for at, (token, native) in enumerate(read):
        ordinal = _ORDINAL.fullmatch(native)
        plain = ordinal[1] if ordinal else native
        if len(read) > 1 and plain in words.of_kind("number"):
            numbers.append(words.of_kind("number")[plain])
        elif at and plain in words.of_kind("roman"):
            numbers.append(words.of_kind("roman")[plain])
        elif any(char.isdigit() for char in plain):
            numbers.append(plain.lstrip("0") or "0")
        else:
            rest.append((token, native))
    return (rest, sorted(_summed(numbers))) if rest else (read, [])


def _summed(numbers: list[str]) -> list[str]:
    """``forty`` ``four`` as 44."""
    found: list[str] = []
    for number in numbers:
        if (
            found
            and len(number) == 1
            and number != "0"
            and len(found[-1]) == 2
            and found[-1][1] == "0"
            and found[-1] != "10"
        ):
            found[-1] = found[-1][0] + number
        else:
            found.append(number)
    return found
