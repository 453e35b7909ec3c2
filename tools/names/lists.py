"""Openly licensed lists of names, each read as shares: how many of its bearers have a word as (part of) their name.

The folder of sources is laid out as ``docs/ref/tables.md`` says; every list keeps to its own people, so that a name counts
as frequent where it is frequent.
"""

import ast
import csv
import gzip
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from comity.names.letters import letters_of

Shares = dict[str, float]

COVERED = 0.5
"""A list without frequencies is taken to hold so much of its people, every name alike."""
LEAST_LIST = 60
"""A shorter list without frequencies says nothing about them."""
_FAKER = "faker/providers/person/"


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a tab-separated file after its header; gzipped if its name says so."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            yield line.rstrip("\n").split("\t")


def words_of(name: str) -> list[str]:
    """The Latin words of a name in letters a to z; single letters are no names."""
    found = (letters_of(token) for token in name.replace("-", " ").split())
    return [word for word in found if len(word) > 1]


def _shares(counts: Counter[str]) -> Shares:
    total = sum(counts.values())
    return {word: count / total for word, count in counts.items()} if total else {}


def census(sources: Path) -> dict[str, Shares]:
    """US Census 1990: given names by sex, surnames; the file gives percent."""
    found = {}
    for name in ("first_f", "first_m", "last"):
        table = rows(sources / "latin" / f"us_census1990_{name}.tsv")
        counts: Counter[str] = Counter()
        for word, percent in table:
            counts[letters_of(word)] += float(percent)  # type: ignore[assignment]
        found[f"us {name}"] = _shares(counts)
    return found


def arabic(sources: Path) -> Shares:
    """Latin spellings of Arabic-script names of persons in 25 countries, with counts (arabic-name-romanizer)."""
    counts: Counter[str] = Counter()
    for _, latin, _, _, _, count, _ in rows(sources / "raw" / "arabic_namerom_units_full.tsv"):
        for word in words_of(latin):
            counts[word] += int(count or 1)
    return _shares(counts)


def khmer(sources: Path) -> Shares:
    """Latin spellings of Khmer names with how often a published model writes them (khmer-latin-name-transformer)."""
    counts: Counter[str] = Counter()
    for _, latin, count in rows(sources / "raw" / "khmer_namefst_samples.tsv"):
        for word in words_of(latin):
            counts[word] += int(count)
    return _shares(counts)


def full_names(training: Path) -> dict[str, Shares]:
    """Korean names of Koreans and Hebrew names, from full names in two writings (Wikidata)."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for language, latin, native in rows(training / "xs_train_fullnames_ko_he_cc0.tsv.gz"):
        if not (language.endswith(("ko", "korean")) and " " in native):
            counts[language].update(words_of(latin))
    return {language: _shares(found) for language, found in counts.items()}


def chinese(sources: Path) -> dict[str, Shares]:
    """Surnames of China by frequency, and syllables of given names, in pinyin."""
    read: dict[str, str] = {}
    for char, reading, _ in rows(sources / "han" / "mandarin_pinyin.tsv"):
        read.setdefault(char, reading)
    surnames: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for char, _, percent in rows(sources / "han" / "surnames_freq_faker_zh_CN.tsv"):
        surnames["".join(read.get(one, "") for one in char)] += float(percent)  # type: ignore[assignment]
    for char, count in rows(sources / "han" / "givenname_chars_faker.tsv"):
        given[read.get(char, "")] += int(count)
    return {
        name: _shares(Counter({word: count for word, count in counts.items() if len(word) > 1}))
        for name, counts in (("zh last", surnames), ("zh first", given))
    }


# -- the lists inside the package Faker


def faker(wheel: Path) -> Iterator[tuple[str, str, Shares]]:
    """(locale, first_female | first_male | first | last, shares) of every list of names with Latin letters in a wheel of Faker."""
    with zipfile.ZipFile(wheel) as archive:
        for path in sorted(archive.namelist()):
            if path.startswith(_FAKER) and path.endswith("/__init__.py") and path.count("/") == 4:
                locale = path.split("/")[3]
                lists = _lists(ast.parse(archive.read(path)))
                for kind, counts in sorted(lists.items()):
                    shares = _faker_shares(counts)
                    if shares:
                        yield locale, kind, shares


def _faker_shares(counts: dict[str, float]) -> Shares:
    weighted = len(set(counts.values())) > 1
    words: Counter[str] = Counter()
    for name, count in counts.items():
        for word in words_of(name):
            words[word] += count  # type: ignore[assignment]
    if weighted:
        return _shares(words)
    share = COVERED / max(1, len(words))
    return dict.fromkeys(words, share) if len(words) >= LEAST_LIST else {}


def _lists(module: ast.Module) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for node in ast.walk(module):
        target = (
            node.targets[0]
            if isinstance(node, ast.Assign)
            else node.target
            if isinstance(node, ast.AnnAssign)
            else None
        )
        value = getattr(node, "value", None)
        kind = _kind(target.id) if isinstance(target, ast.Name) else ""
        if kind and value is not None:
            for name, count in _entries(value).items():
                found[kind][name] = found[kind].get(name, 0.0) + count
    return found


def _kind(variable: str) -> str:
    if not ("name" in variable or "surname" in variable) or any(
        no in variable for no in ("format", "pair", "fix", "nonbinary")
    ):
        return ""
    sex = (
        "_female"
        if "female" in variable or "women" in variable
        else "_male"
        if "male" in variable or "_men" in variable
        else ""
    )
    if "last" in variable or "surname" in variable:
        return "last"
    return f"first{sex}" if "first" in variable or "given" in variable else ""


def _entries(value: ast.expr) -> dict[str, float]:
    """Names with their weights (1 where there is none) of a literal tuple, list, dict or ``OrderedDict`` of them."""
    if isinstance(value, ast.Call):
        value = value.args[0] if value.args else value
    try:
        read = ast.literal_eval(value)
    except ValueError:
        return {}
    if isinstance(read, dict):
        read = list(read.items())
    if not isinstance(read, list | tuple):
        return {}
    pairs = [entry if isinstance(entry, tuple) and len(entry) == 2 else (entry, 1.0) for entry in read]
    return {name: float(weight) for name, weight in pairs if isinstance(name, str) and isinstance(weight, int | float)}


def spellings(sources: Path, training: Path) -> dict[str, dict[str, Counter[str]]]:
    """Source, native word, and how often each Latin spelling of it is met there."""
    found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for native, latin, _, _, _, count, _ in rows(sources / "raw" / "arabic_namerom_units_full.tsv"):
        if " " not in native and " " not in latin.strip():
            found["registers"][native][letters_of(latin)] += int(count or 1)
    for language, latin, native in rows(training / "xs_train_wikidata_cc0.tsv.gz"):
        if language in {"ar", "ru"}:
            found[language][native.lower()][letters_of(latin)] += 1
    for language, latin, native in rows(training / "xs_train_fullnames_ko_he_cc0.tsv.gz"):
        ours, theirs = latin.replace("-", " ").split(), native.replace("-", " ").split()
        if language in {"he", "wd_hebrew"} and len(ours) == len(theirs):
            for word, sign in zip(ours, theirs, strict=True):
                found["he"][sign][letters_of(word)] += 1
    return found


def nicknames(sources: Path) -> Iterator[tuple[str, str]]:
    """(name, short form) in English (nicknames)."""
    for name, short, _ in rows(sources / "latin" / "nicknames.tsv"):
        yield letters_of(name), letters_of(short)


def sample(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a gzipped CSV file as dictionaries."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
