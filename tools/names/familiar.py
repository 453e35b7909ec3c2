"""Build what the product knows of single Latin words as names: how familiar, of which sex, and which are one name.

Run: ``python -m tools.names.familiar --sources FOLDER --training FOLDER --faker WHEEL``; the sources are named in
``docs/ref/tables.md``. Writes ``tables/familiar.tsv.gz`` (word, information in thousandths of a nat, sex) and
``tables/equal.tsv.gz`` (word, its others, kind). The same sources give the same bytes.
"""

import argparse
import gzip
import io
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from math import log
from pathlib import Path

from tools.names import lists

TABLES = Path(__file__).parents[2] / "src/comity/names/tables"
RAREST = 5e-5
"""Words rarer than this among their own people are left to what their letters say."""
COMMONEST = 0.2
NEARLY_CERTAIN = 30
"""So many times more often of one sex than of the other, wherever it is commonest."""
SEXED_FROM, UNSEEN = 3e-4, 1e-5
SHORTEST = 3
MOST_SPELLINGS = 14
"""A native word with more spellings than this stands for several names."""
SEEN, SHARE, SURE = 4, 0.03, 15
"""A spelling counts from so many bearers and this share of them; so many bearers of both make two spellings one name."""
ONE_NAME, SHORT_FORM = 1, 2


def familiar(sources: Path, training: Path, wheel: Path) -> dict[str, tuple[int, int]]:
    """Word -> (information in thousandths of a nat, sex): 1 female, -1 male, 0 unknown."""
    shares: dict[str, float] = defaultdict(float)
    by_use: dict[str, dict[str, float]] = {use: defaultdict(float) for use in ("first_female", "first_male", "last")}

    def take(found: lists.Shares, use: str = "") -> None:
        for word, share in found.items():
            shares[word] = max(shares[word], share)
            if use in by_use:
                by_use[use][word] = max(by_use[use][word], share)

    us = lists.census(sources)
    take(us["us first_f"], "first_female")
    take(us["us first_m"], "first_male")
    take(us["us last"], "last")
    for found in (lists.arabic(sources), lists.khmer(sources), *lists.full_names(training).values()):
        take(found)
    for name, found in lists.chinese(sources).items():
        take(found, name.removeprefix("zh "))
    for _, use, found in lists.faker(wheel):
        take(found, use)
    return {
        word: (round(-1000 * log(min(share, COMMONEST))), _sex(*(by_use[use].get(word, 0.0) for use in by_use)))
        for word, share in sorted(shares.items())
        if share >= RAREST and len(word) > 1
    }


def _sex(female: float, male: float, last: float) -> int:
    """Nearly certain only: not where the word is more of a surname."""
    for more, less, sex in ((female, male, 1), (male, female, -1)):
        if more >= SEXED_FROM and more >= NEARLY_CERTAIN * max(less, UNSEEN) and more >= last:
            return sex
    return 0


def equal(sources: Path, training: Path, sexes: dict[str, int]) -> dict[tuple[str, str], int]:
    """Pairs of words in alphabetical order -> ONE_NAME or SHORT_FORM; no short form is of the other sex.

    Two spellings are one name when two sources spell one native word in both ways, or many bearers do in one.
    """
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    bearers: dict[tuple[str, str], int] = defaultdict(int)
    for source, words in lists.spellings(sources, training).items():
        for counts in words.values():
            known = _usual(counts, counted=source == "registers")
            for one, other in combinations(sorted(known), 2):
                seen[one, other].add(source)
                if source == "registers":
                    bearers[one, other] += min(counts[one], counts[other])
    found = {pair: ONE_NAME for pair in seen if len(seen[pair] - {"ru"}) >= 2 or bearers[pair] >= SURE}
    for name, short in lists.nicknames(sources):
        if name and short and name != short and sexes.get(name, 0) * sexes.get(short, 0) >= 0:
            found.setdefault((min(name, short), max(name, short)), SHORT_FORM)
    return found


def _usual(counts: dict[str, int], *, counted: bool) -> list[str]:
    """The spellings of one native word that count; none where there are too many or one only."""
    total = sum(counts.values())
    usual = [word for word, count in counts.items() if not counted or (count >= SEEN and count >= SHARE * total)]
    usual = sorted(usual, key=lambda word: (-counts[word], word))[:MOST_SPELLINGS]
    return [word for word in usual if len(word) >= SHORTEST] if len(usual) > 1 else []


def write(path: Path, lines: Iterable[str]) -> int:
    """The lines, gzipped without a date; returns the bytes."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0) as stream:
        stream.write("".join(f"{line}\n" for line in lines).encode())
    path.write_bytes(packed.getvalue())
    return len(packed.getvalue())


def _equal_lines(pairs: dict[tuple[str, str], int]) -> Iterable[str]:
    others: dict[tuple[str, int], list[str]] = defaultdict(list)
    for (one, other), kind in pairs.items():
        others[one, kind].append(other)
    yield "word\tothers\tkind"
    for (word, kind), known in sorted(others.items()):
        yield f"{word}\t{' '.join(sorted(known))}\t{kind}"


def main() -> None:
    """Write both tables and say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("sources", "training", "faker"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    words = familiar(given.sources, given.training, given.faker)
    lines = ["word\tinformation\tsex", *(f"{word}\t{info}\t{sex}" for word, (info, sex) in words.items())]
    size = write(TABLES / "familiar.tsv.gz", lines)
    sexed = sum(sex != 0 for _, sex in words.values())
    print(f"familiar.tsv.gz: {len(words)} words, {sexed} of one sex, {size} bytes")
    pairs = equal(given.sources, given.training, {word: sex for word, (_, sex) in words.items()})
    size = write(TABLES / "equal.tsv.gz", _equal_lines(pairs))
    print(
        f"equal.tsv.gz: {len(pairs)} pairs, {sum(kind == ONE_NAME for kind in pairs.values())} spellings, {size} bytes"
    )


if __name__ == "__main__":
    main()
