"""Make ``states.tsv``, the names of states in many languages: ``python -m tools.screening.states SOURCES``.

``SOURCES`` holds the unpacked packages cldr-localenames-full (Unicode-3.0) as ``npm_cldr-localenames-full-*``,
i18n-iso-countries and i18n-nationality (MIT) as ``npm_i18n-*``. Names that are gone (``former_states.tsv``) are written by us.
A name that stands for two states is left out, unless one of them is its only English name.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from comity.screening.states import plain

TARGET = Path(__file__).resolve().parents[2] / "src" / "comity" / "screening" / "tables" / "states.tsv"
FORMER = Path(__file__).with_name("former_states.tsv")
LANGUAGES = [
    "en",
    "km",
    "zh",
    "zh-Hant",
    "th",
    "vi",
    "lo",
    "my",
    "ar",
    "fa",
    "ru",
    "uk",
    "fr",
    "es",
    "pt",
    "de",
    "it",
    "ja",
    "ko",
    "hi",
    "ur",
    "tr",
    "id",
    "ms",
]
PACKED = ["en", "km", "zh", "th", "vi", "ar", "ru", "fr", "es"]
GONE = {
    "SU": "SU ~RU ~AM ~AZ ~BY ~EE ~GE ~KZ ~KG ~LV ~LT ~MD ~TJ ~TM ~UA ~UZ",
    "YU": "YU ~RS ~ME ~HR ~SI ~BA ~MK",
    "CS": "CS ~RS ~ME",
    "CSHH": "~CZ ~SK",
    "DD": "DD ~DE",
    "AN": "AN ~CW ~SX ~BQ",
}
OURS = {
    "Republic of Korea": "KR", "Democratic People's Republic of Korea": "KP", "DPRK": "KP", "ROK": "KR", "USA": "US", "UAE": "AE",
    "Great Britain": "GB", "England": "GB", "Scotland": "GB", "British": "GB", "UK": "GB", "PRC": "CN", "D": "DE", "苏联": GONE["SU"], "蘇聯": GONE["SU"], "សហភាពសូវៀត": GONE["SU"], "南斯拉夫": GONE["YU"], "People's Republic of China": "CN",
    "Kingdom of Cambodia": "KH", "Cambodge": "KH", "Khmer": "KH", "ROC": "TW", "Republic of China": "TW",
    "Democratic Republic of the Congo": "CD", "DRC": "CD", "Republic of the Congo": "CG", "Russian Federation": "RU",
    "Islamic Republic of Iran": "IR", "Syrian Arab Republic": "SY", "Lao PDR": "LA", "Socialist Republic of Viet Nam": "VN",
    "Viet Nam": "VN", "Ivory Coast": "CI", "Holland": "NL", "Myanmar": "MM", "Burmese": "MM", "Kosovo": "XK", "Palestine": "PS",
    "ខ្មែរ": "KH", "ជនជាតិខ្មែរ": "KH", "កម្ពុជា": "KH", "ថៃ": "TH", "ជនជាតិថៃ": "TH", "វៀតណាម": "VN", "ចិន": "CN", "ជនជាតិចិន": "CN",
    "กัมพูชา": "KH", "เขมร": "KH", "中华人民共和国": "CN", "中國大陸": "CN", "中国大陆": "CN", "台湾": "TW", "韩国": "KR", "朝鲜": "KP",
}  # fmt: skip


def main() -> None:
    """Write the table and say how large it is."""
    sources = Path(sys.argv[1])
    names: dict[str, set[str]] = defaultdict(set)
    english: dict[str, str] = {}
    for code, name, language in _names(sources):
        key = plain(name)
        if len(key) > 1:
            names[key].add(code)
            if language == "en":
                english.setdefault(key, code)
    rows = {key: next(iter(codes)) for key, codes in names.items() if len(codes) == 1}
    rows |= {key: english[key] for key, codes in names.items() if len(codes) > 1 and key in english}
    rows |= {plain(name): codes for name, codes in _former() if plain(name) not in rows or codes in GONE.values()}
    rows |= {f"={code}": codes for code, codes in GONE.items() if len(code) == 2}
    rows |= {plain(name): code for name, code in OURS.items()}
    lines = ["name\tcodes", *(f"{key}\t{codes}" for key, codes in sorted(rows.items()))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(rows)} names, {TARGET.stat().st_size} bytes\n")


def _names(sources: Path) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    cldr = next(sources.glob("npm_cldr-localenames-full-*")) / "package" / "main"
    for language in LANGUAGES:
        territories = _json(cldr / language / "territories.json")["main"][language]["localeDisplayNames"]["territories"]
        found += [
            (code[:2], name, language) for code, name in territories.items() if _is_code(code[:2]) and len(code) > 1
        ]
    packed = next(sources.glob("npm_i18n-iso-countries-*")) / "package"
    for language in PACKED:
        for code, given in _json(packed / "langs" / f"{language}.json")["countries"].items():
            found += [(code, name, language) for name in ([given] if isinstance(given, str) else given)]
    demonyms = next(sources.glob("npm_i18n-nationality-*")) / "package" / "langs" / "en.json"
    found += [(code, name, "demonym") for code, name in _json(demonyms)["nationalities"].items()]
    found += [(row[0], row[1], "code") for row in _json(packed / "codes.json")]
    return found


def _former() -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in FORMER.read_text(encoding="utf-8").splitlines()[1:]]
    return [(name, GONE.get(old, code)) for name, old, code, _ in rows]


def _is_code(code: str) -> bool:
    return (
        len(code) == 2
        and code.isascii()
        and code.isalpha()
        and code.isupper()
        and code not in {"EU", "EZ", "UN", "QO", "ZZ"}
    )


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
