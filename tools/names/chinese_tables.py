"""The tables of characters and surnames: ``han.tsv.gz`` and ``surnames.tsv.gz`` (see ``comity.names.han``)."""

import re
from collections import defaultdict
from collections.abc import Mapping

from tools.names.chinese import (
    FACTS,
    Forms,
    Readings,
    cantonese,
    facts,
    korean,
    mandarin,
    vietnamese,
    vietnamese_letters,
)
from tools.names.sources import Sources, lines

HEADS = {
    "han.tsv.gz": "character\tplain\tmandarin\tcantonese\tkorean\tvietnamese",
    "surnames.tsv.gz": "surname\tsystem\treading\tweight",
}
_CODES = ("gb2312", "big5", "big5hkscs", "euc_kr", "euc_jp")
_PLACES = {
    "hongkong": 1.0, "macau": 0.5, "hokkien": 0.8, "teochew": 0.6, "hakka": 0.5, "hainanese": 0.4, "cambodia_teochew": 0.5, "vietnamese": 0.6,
}  # fmt: skip
"""How much the spellings of each community abroad count."""


def _in_use(char: str) -> bool:
    for code in _CODES:
        try:
            char.encode(code)
        except UnicodeEncodeError:
            continue
        return True
    return False


def _cell(weighed: Mapping[str, float], most: int) -> str:
    best = sorted(weighed.items(), key=lambda one: (-one[1], one[0]))[:most]
    total = sum(weight for _, weight in best)
    return ",".join(f"{one}:{max(1, round(100 * weight / total))}" for one, weight in best if weight / total >= 0.01)


def characters(sources: Sources) -> list[str]:
    """Lines of ``han.tsv.gz``: readings stand at the plain form alone."""
    forms = Forms(sources)
    systems = ((mandarin(sources), 3), (cantonese(sources), 3), (korean(sources), 2), (vietnamese(sources), 2))

    def cells(char: str) -> list[str]:
        return [_cell(readings.get(char, {}), most) for readings, most in systems]

    known = sorted(set(systems[0][0]) | set(forms.plain) | set(systems[1][0]))
    kept = [
        char
        for char in known
        if "\u3400" <= char <= "\u9fff" and (_in_use(char) or (char in systems[0][0] and forms.of(char) != char))
    ]
    plain = {char: forms.of(char) for char in kept if any(cells(forms.of(char)))}
    rows = ["\t".join([char, own, *(cells(char) if char == own else [""] * 4)]) for char, own in plain.items()]
    return rows + ["\t".join([char, char, *cells(char)]) for char in sorted(set(plain.values()) - set(plain))]


def surnames(sources: Sources) -> list[str]:
    """Lines of ``surnames.tsv.gz``: readings of their own, and letters of families abroad."""
    forms = Forms(sources)
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for system in ("mandarin", "cantonese", "korean"):
        for surname, weighed in facts("surname", system).items():
            here, total = found[forms.of(surname), system], sum(weighed.values())
            for reading, weight in weighed.items():
                here[reading] = max(here.get(reading, 0), 1, round(100 * weight / total))
    for surname, spelled in _abroad(forms).items():
        most = max(spelled.values())
        found[surname, "spelling"] = {letters: max(4, round(30 * weight / most)) for letters, weight in spelled.items()}
    return [
        f"{surname}\t{system}\t{reading}\t{weight}"
        for (surname, system), all_of in sorted(found.items())
        for reading, weight in sorted(all_of.items(), key=lambda one: (-one[1], one[0]))
    ]


def _abroad(forms: Forms) -> Readings:
    found: Readings = defaultdict(dict)
    for surname, place, spelled, weight in lines(FACTS / "abroad.tsv"):
        letters = re.sub("[^a-z]", "", vietnamese_letters(spelled))
        if letters and place in _PLACES:
            here = found[forms.of(surname)]
            here[letters] = max(here.get(letters, 0.0), float(weight) * _PLACES[place])
    return found
