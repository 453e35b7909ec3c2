"""Thai names, words and places with their sounds as the package tltk gives them: ``raw/thai_phones.tsv``.

Names come from the two Faker packages and from recombining halves of them at syllable borders; words and syllables from
PyThaiNLP, places from GeoThai. tltk wants packages of machine learning for other tasks than this; empty ones stand in.
"""

import importlib
import json
import re
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from tools.names.look import script_of_all

_THAI = re.compile("[\u0e01-\u0e4e]+")
_LATIN = re.compile(r"[a-z]+([ -][a-z]+)*")
_COMPOUNDS, _SYLLABLES, _LONGEST = 6_000, 3_000, 20
_ABSENT = {
    "sklearn": "", "sklearn.ensemble": "RandomForestClassifier", "sklearn.feature_extraction": "DictVectorizer",
    "sklearn.pipeline": "Pipeline", "sklearn_crfsuite": "CRF", "sklearn.svm": "LinearSVC", "sklearn.preprocessing": "LabelEncoder",
    "requests": "", "bs4": "BeautifulSoup", "gensim": "", "gensim.models": "Word2Vec KeyedVectors",
    "gensim.models.doc2vec": "Doc2Vec TaggedDocument", "sklearn.decomposition": "PCA", "sklearn.manifold": "TSNE",
    "pandas": "", "nltk": "", "nltk.tag": "", "nltk.tag.perceptron": "PerceptronTagger", "nltk.parse": "malt", "matplotlib": "", "matplotlib.pyplot": "", "gensim.models.word2vec": "Word2Vec",
}  # fmt: skip
_JS = """
const {faker} = await import(process.argv[1]); const rows = [];
const add = (kind, held) => { if (Array.isArray(held)) held.forEach(one => { const name = typeof one === 'string' ? one : one.value;
  if (name && !name.includes('{{')) rows.push([kind, name]); }); else if (held) Object.values(held).forEach(one => add(kind, one)); };
for (const [kind, key] of [['first', 'first_name'], ['last', 'last_name'], ['middle', 'middle_name']]) add(kind, faker.rawDefinitions.person[key]);
console.log(JSON.stringify(rows));
"""


class _Patterns:
    """The module ``re`` with every pattern remembered: tltk tries some three thousand at each place of a word."""

    def __init__(self) -> None:
        self.known: dict[str, Callable[[str], re.Match[str] | None]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(re, name)

    def match(self, pattern: str, text: str) -> re.Match[str] | None:
        """As ``re.match``."""
        known = self.known.get(pattern)
        if known is None:
            known = self.known[pattern] = re.compile(pattern).match
        return known(text)


def _tltk(package: Path) -> Any:
    for name, inside in _ABSENT.items():
        module = types.ModuleType(name)
        for one in inside.split():
            setattr(module, one, type(one, (), {"__init__": lambda *_, **__: None}))
        sys.modules.setdefault(name, module)
    sys.path.insert(0, str(package))
    found = importlib.import_module("tltk.nlp")
    return found


def _python_names(package: Path) -> Iterator[tuple[str, str]]:
    sys.path.insert(0, str(package))
    provider = importlib.import_module("faker.providers.person.th_TH").Provider
    for name, held in vars(provider).items():
        kind = "first" if "first" in name else "last" if "last" in name or "surname" in name else ""
        if name.startswith("_") or callable(held) or not kind or re.search("pair|format|prefix|suffix", name):
            continue
        for one in held if isinstance(held, list | tuple | dict) else ():
            if isinstance(one, str) and one.strip() and "{{" not in one:
                yield kind, one.strip()


def _script_names(package: Path) -> Iterator[tuple[str, str]]:
    """Names of the JavaScript package, read by Node."""
    module = (package / "package/dist/locale/th.js").resolve().as_uri()
    told = subprocess.run(
        ["node", "--input-type=module", "-e", _JS, module], check=True, capture_output=True, text=True
    )
    yield from (tuple(row) for row in json.loads(told.stdout))


def _persons(tltk: Any, packages: dict[str, Path]) -> list[tuple[str, str]]:
    kinds: dict[str, str] = {}
    for kind, name in (
        *dict.fromkeys(_python_names(packages["faker"])),
        *dict.fromkeys(_script_names(packages["faker-js"])),
    ):
        if script_of_all(name) == "thai":
            kinds.setdefault(name.replace(" ", ""), f"person_{kind}")
    return [(name, kind) for name, kind in kinds.items() if _LATIN.fullmatch(_romanised(tltk, name))]


def _romanised(tltk: Any, name: str) -> str:
    try:
        return str(tltk.th2roman(name)).replace("<s/>", "").strip()
    except Exception:  # noqa: BLE001 - whatever a word does to the package, it is left out
        return ""


def _transcribed(tltk: Any, word: str) -> str:
    try:
        told = str(tltk.g2p(word)).replace("<s/>", "").strip()
    except Exception:  # noqa: BLE001 - the same
        return ""
    return told if told.count("<tr/>") == 1 else ""


def _words(package: Path, name: str) -> list[str]:
    return [line.strip() for line in (package / "pythainlp/corpus" / name).read_text("utf-8-sig").splitlines()]


def _places(package: Path) -> Iterator[str]:
    rows = []
    for name in ("provinces", "districts", "subdistricts", "abolished"):
        for code, thai, english, *_ in json.loads((package / f"geothai/_data/{name}.json").read_text("utf-8")):
            bangkok = name == "districts" and str(code).startswith("10")
            if thai and english:
                rows.append((re.sub("^เขต(?=.)", "", thai) if bangkok else thai, english))
    for thai, _ in dict.fromkeys(rows):
        yield from re.split(r"[ \-()]+", thai)


def thai(packages: dict[str, Path]) -> Iterator[tuple[str, str, str]]:
    """Word, kind and transcription."""
    tltk = _tltk(packages["thai-sounds"])
    persons = _persons(tltk, packages)
    vars(tltk)["re"] = _Patterns()
    draw, seen = Random(7), set[str]()
    heads: list[str] = []
    tails: list[str] = []

    def read(word: str, kind: str) -> Iterator[tuple[str, str, str]]:
        if word in seen or not _THAI.fullmatch(word) or not 2 <= len(word) <= _LONGEST or "ๆ" in word or "ฯ" in word:
            return
        seen.add(word)
        told = _transcribed(tltk, word)
        if told:
            yield word, kind, told

    for name, kind in persons:
        for row in read(name, kind):
            yield row
            if kind == "person_first":
                cut = [one for one in row[2].split("<tr/>")[0].replace("|", "~").split("~") if one]
                heads += ["".join(cut[:at]) for at in range(1, len(cut))]
                tails += ["".join(cut[at:]) for at in range(1, len(cut))]
    for word, kind in _jobs(draw, packages, heads, tails):
        yield from read(word, kind)


def _jobs(draw: Random, packages: dict[str, Path], heads: list[str], tails: list[str]) -> Iterator[tuple[str, str]]:
    """Compounds, places, words and syllables by turns."""
    compounds = [(draw.choice(heads) + draw.choice(tails), "compound") for _ in range(_COMPOUNDS)]
    places = [(place, "geo") for place in _places(packages["thai-places"])]
    words = [(word, "word") for word in _words(packages["thai-words"], "words_th.txt") if 2 <= len(word) <= 10]
    draw.shuffle(words)
    syllables = [(one, "syl") for one in _words(packages["thai-words"], "syllables_th.txt")]
    draw.shuffle(syllables)
    draw.shuffle(places)
    turns = [iter(compounds), iter(places), iter(words), iter(syllables[:_SYLLABLES])]
    while turns:
        for turn in list(turns):
            job = next(turn, None)
            if job is None:
                turns.remove(turn)
            else:
                yield job
