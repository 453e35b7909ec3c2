"""The positive formulas of gates, worked out without the engine: for tables, mutants and the search of the model.

The engine decides; nothing a node does rests on this. A test compares both on every combination of words.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Words: TypeAlias = Mapping[str, str]
Formula: TypeAlias = Callable[[Words], bool]


def formula_of(body: Mapping[str, Any]) -> Formula:
    """The body of an ``unless`` as a function of words: true lets the act pass. The lint has checked its form."""
    operator, sides = next(iter(body.items()))
    if operator == "==":
        fact, word = literal_of(body)
        return lambda words: words[fact] == word
    left, right = formula_of(sides["left"]), formula_of(sides["right"])
    if operator == "&&":
        return lambda words: left(words) and right(words)
    return lambda words: left(words) or right(words)


def literal_of(body: Mapping[str, Any]) -> tuple[str, str]:
    """The fact and the word of ``context.FACT == "word"``."""
    sides = body["=="]
    return sides["left"]["."]["attr"], sides["right"]["Value"]
