"""Invented names in many scripts, and what must hold of every pair of them, however many are tried.

The short run is ``test_million``, the long one ``python -m tools.soak`` (``make soak``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import numpy as np

from comity.names.judge import Names
from comity.names.matcher import Matcher
from comity.names.parts import prepare
from comity.names.voice import Array

SYLLABLES = {
    "Latn": "an na ke ler mo ra vec hus sein wei ming bin al ja li o' -",
    "Cyrl": "ан на ке лер мо ра вец хус сейн вэй мин ов ев ич",
    "Grek": "αν να κε λερ μο ρα χου σε ιν όπου λος",
    "Arab": "مح مد عل ي حس ين ال كر يم نو ر",
    "Hebr": "מש ה לו י כה ן דו ד שר ה",
    "Deva": "रा म कु मा र शर् मा दे वी",
    "Thai": "สม ชาย วร รณ ศรี บุญ มี",
    "Khmr": "សុ ខា ហ៊ុន សែន ដា រ៉ា ចាន់ ហុន",
    "Hani": "陈 伟 明 欧阳 修 习 近 平 王 丽 麗 陳",
    "Hang": "김 정 은 박 지 훈 이 민",
    "Kana": "ヤ マ ダ タ ロ ウ サ ト",
}
"""Pieces that invented words are made of, by script."""
NAMES = 400
"""Names that are compared with each other at a time."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round tried, and the pairs whose lines did not sum to their points, or which broke another promise."""

    pairs: int
    broken: list[str]


def invented(rng: Random) -> str:
    """One name of one to four words, now and then in two scripts or with an initial."""
    scripts, words = list(SYLLABLES), []
    script = rng.choice(scripts)
    for _ in range(rng.choice((1, 2, 2, 2, 3, 3, 4))):
        if rng.random() < 0.05:
            script = rng.choice(scripts)
        pieces = SYLLABLES[script].split()
        words.append("".join(rng.choice(pieces) for _ in range(rng.choice((1, 2, 2, 3)))))
    return " ".join(word[:1] + "." if rng.random() < 0.04 else word for word in words)


def rounds(seed: int, pairs: int) -> Iterator[Round]:
    """Try so many pairs, a round at a time; a matcher is kept for all of them, as in a job."""
    rng, matcher, left = Random(seed), Matcher(), pairs
    while left > 0:
        texts = [invented(rng) for _ in range(NAMES)]
        bearer = rng.choice(("person", "person", "organisation"))
        tried = min(left, 5_000)
        yield Round(tried, _broken(matcher, texts, bearer, tried, rng))
        left -= tried


def _floored(
    names: Names, pairs: tuple[Array, Array], points: Array, matcher: Matcher, rng: Random
) -> tuple[Array, Array]:
    """Floors, half of them just below the points, and what a matcher that remembers nothing of these names gives for them."""
    near = [rng.choice((int(point) - rng.randrange(30), rng.randrange(-6_000, 4_000))) for point in points]
    floor, cold = np.array(near, np.int32), Matcher()
    cold.lexicon = matcher.lexicon
    return floor, cold.points(names, pairs[0], names, pairs[1], floor=floor)


def _broken(matcher: Matcher, texts: list[str], bearer: str, pairs: int, rng: Random) -> list[str]:
    names = matcher.pack([prepare(text, "person" if bearer == "person" else "organisation") for text in texts])
    places = np.array([[rng.randrange(NAMES), rng.randrange(NAMES)] for _ in range(pairs)], np.int32)
    lefts, rights = places[:, 0].copy(), places[:, 1].copy()
    points, back = matcher.points(names, lefts, names, rights), matcher.points(names, rights, names, lefts)
    floor, floored = _floored(names, (lefts, rights), points, matcher, rng)
    broken = []
    for at, (left, right) in enumerate(places.tolist()):
        total = sum(line.points for line in matcher.lines(names, left, names, right))
        kept = floored[at] == points[at] if points[at] >= floor[at] else floored[at] < floor[at]
        if total != points[at] or points[at] != back[at] or not kept:
            broken.append(f"{texts[left]} | {texts[right]}: lines {total}, points {points[at]}, turned {back[at]}")
    return broken
