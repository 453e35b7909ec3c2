"""Names of persons and other lists out of their packages, as the files that recipes read."""

import ast
import csv
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tools.names.automaton import drawn
from tools.names.look import folded, resemblance, rough, script_of_all, small

Row = tuple[str, ...]
_RESPELLED = re.compile(r"^[^\W\d_][\w '\-:.]*$")
_KHMER_MODEL = "khmer_latin_name_transformer/km_latin_names.fst"
_VARIANTS = ("greek_names", "indian_names_bengali", "indian_names_hindi", "indian_names_tamil")


def arabic(package: Path) -> dict[str, list[Row]]:
    """Parts of names with their spellings, the commonest first, and whole names of notable persons."""
    base = sqlite3.connect(package / "arabic_name_romanizer/resources/names.sqlite3")
    order = "select arabic_key, latin, latin_lang, country, role, count, source from units order by arabic_key, count desc, latin, country, role, source"
    units = [tuple(map(str, row)) for row in base.execute(order)]
    counted: Counter[Row] = Counter()
    for native, latin, _, _, role, count, _ in units:
        counted[native, latin, role if role in {"given", "surname"} else "name"] += int(count)
    full = [(native, latin, "full") for native, latin in base.execute("select arabic_key, latin from full_names")]
    return {
        "pairs/arabic_namerom_units.tsv": [row for row, _ in counted.most_common()],
        "pairs/arabic_namerom_full.tsv": list(dict.fromkeys(full)),
        "raw/arabic_namerom_units_full.tsv": list(dict.fromkeys(units)),
    }


def khmer(package: Path) -> dict[str, list[Row]]:
    """Tokens of Khmer names and how often the package's model gave them."""
    found = drawn(package / _KHMER_MODEL)
    return {
        "raw/khmer_namefst_samples.tsv": [(native, latin, str(count)) for (native, latin), count in found.most_common()]
    }


def lao(package: Path) -> dict[str, list[Row]]:
    """Respellings of a dictionary's headwords, and headwords that are names."""
    respelled, names = [], []
    with (package / "laonlp/corpus/lao-eng-dictionary.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            word, english, heard = ((row[key] or "").strip() for key in ("LaoWord", "English", "Pronunciation"))
            if script_of_all(word) != "lao":
                continue
            if _RESPELLED.match(heard) and folded(heard.replace(":", "")):
                respelled.append((word, folded(heard.replace(":", "")), "pron"))
            plain = re.sub(r"\(.*?\)", "", english).strip()
            if (
                english[:1].isupper()
                and len(english) < 30
                and len(small(plain)) > 2
                and resemblance(rough(word), small(plain)) >= 0.55
            ):
                names.append((word, plain, "main"))
    return {
        "pairs/lao_laoengdict_pron.tsv": list(dict.fromkeys(respelled)),
        "pairs/lao_laoengdict_names.tsv": list(dict.fromkeys(names)),
    }


def nepal(package: Path) -> dict[str, list[Row]]:
    """Districts of Nepal and their towns."""
    rows: list[Row] = []
    for district in json.loads((package / "nepali_toolkit/gazetteer/data/districts.json").read_text("utf-8")):
        rows.append((district["name_ne"], district["name_en"], "main"))
        if district.get("hq_ne"):
            rows.append((district["hq_ne"], district["hq_en"], "main"))
    return {"pairs/devanagari_nepalitoolkits.tsv": list(dict.fromkeys(rows))}


def variants(package: Path) -> dict[str, list[Row]]:
    """Common names with the ways they are spelled."""
    found: dict[str, list[Row]] = {}
    for name in _VARIANTS:
        rows: list[Row] = []
        for native, entry in _dictionaries(package / f"name_variants/{name}.py"):
            rows += [(native, form, "variant") for form in entry.get("forms", []) if script_of_all(form) == "latin"]
        found[f"pairs/{name}_namevariants.tsv"] = list(
            dict.fromkeys(row for row in rows if script_of_all(row[0]) != "latin")
        )
    return found


def _dictionaries(path: Path) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """The entries of every table of a module, which is read and not run."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
            yield from ast.literal_eval(node.value).items()
