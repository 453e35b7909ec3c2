"""A name read once into comparable parts, so that a register need not read it again for every question."""

from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from comity.names.normal import normalise, tokens, visible
from comity.names.script import main_script

# Two-character Han surnames that are in use; every other Han name is read with a one-character surname.
_TWO_CHARACTER_SURNAMES = frozenset({
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "夏侯", "皇甫", "尉迟", "尉遲", "公孙",
    "公孫", "慕容", "令狐", "长孙", "長孫", "宇文", "端木", "东方", "東方", "南宫", "南宮", "独孤", "獨孤",
    "西门", "西門", "百里", "呼延", "申屠", "轩辕", "軒轅",
})  # fmt: skip
# Characters whose reading as a surname differs from their common reading.
_SURNAME_READING = {
    "曾": "zeng", "单": "shan", "單": "shan", "解": "xie", "区": "ou", "區": "ou", "查": "zha", "翟": "zhai", "覃": "qin",
    "仇": "qiu", "任": "ren", "华": "hua", "華": "hua", "朴": "piao", "尉迟": "yuchi", "尉遲": "yuchi", "长孙": "zhangsun",
    "長孫": "zhangsun", "万俟": "moqi", "盖": "ge", "蓋": "ge", "缪": "miao", "繆": "miao", "冼": "xian", "乐": "yue", "樂": "yue",
    "召": "shao", "秘": "bi", "纪": "ji", "紀": "ji", "葛": "ge", "洗": "xian", "宓": "mi", "员": "yun", "員": "yun",
}  # fmt: skip

_NO_VOWELS = {ord(char): None for char in "aeiouyw"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name as given: the text, and where known its kind (primary, alias, weak) and language tag."""

    text: str
    kind: str = "primary"
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: as written, normalised in its own script, in Latin letters, and its consonants."""

    text: str
    native: str
    latin: str
    consonants: str
    script: str
    position: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A name read into parts; ``sort_key`` orders two names so that comparing is symmetric."""

    text: str
    parts: tuple[Part, ...]
    script: str

    @property
    def latin(self) -> str:
        """All parts in Latin letters, separated by one space."""
        return " ".join(part.latin for part in self.parts)

    @property
    def sort_key(self) -> tuple[tuple[str, ...], str]:
        """Where this name stands against another one."""
        return tuple(part.native for part in self.parts), self.text


def prepare(name: str | Name) -> Prepared:
    """Read a name into its parts. Never raises; a text without letters has no parts."""
    return _prepare(name.text if isinstance(name, Name) else name)


@lru_cache(maxsize=8192)
def _prepare(text: str) -> Prepared:
    written = tokens(visible(text))
    parts: list[Part] = []
    for index, token in enumerate(written):
        script = main_script(token)
        pieces = _split_surname(token, script) if len(written) == 1 else (token,)
        for piece in pieces:
            parts.append(_part(piece, script=script, position=len(parts), surname=index == 0 and not parts))
    return Prepared(text=text, parts=tuple(part for part in parts if part.native), script=main_script(text))


def joined(parts: tuple[Part, ...]) -> Part:
    """Several neighbouring parts read as one: ``Wei Ming`` as ``weiming``."""
    if len(parts) == 1:
        return parts[0]
    return Part(
        text=" ".join(part.text for part in parts),
        native="".join(part.native for part in parts),
        latin="".join(part.latin for part in parts),
        consonants="".join(part.consonants for part in parts),
        script=parts[0].script,
        position=parts[0].position,
    )


def consonants_of(latin: str) -> str:
    """What is left of a romanised part when its vowels are set aside; the part itself if nothing is."""
    return latin.translate(_NO_VOWELS) or latin


def _split_surname(token: str, script: str) -> tuple[str, ...]:
    """Cut an unspaced Han or Hangul personal name of two to four characters after its surname."""
    if script not in {"Hani", "Hang"} or not 2 <= len(token) <= 4:
        return (token,)
    length = 2 if token[:2] in _TWO_CHARACTER_SURNAMES and len(token) > 2 else 1
    return token[:length], token[length:]


def _part(token: str, *, script: str, position: int, surname: bool) -> Part:
    native = normalise(token)
    latin = _SURNAME_READING.get(native, "") if surname else ""
    if not latin and native.isascii():
        latin = native
    elif not latin:
        latin = "".join(char for char in anyascii(native).casefold() if char.isalnum())
    return Part(
        text=token,
        native=native,
        latin=latin,
        consonants=consonants_of(latin),
        script=script,
        position=position,
    )
