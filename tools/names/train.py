"""Make the tables of the voices again from their sources: ``python -m tools.names.train [VOICE…] --sources DIR``.

The same sources give the same bytes. Without a voice named, every table is made, in an order that lets later ones use
earlier ones. ``--tables`` names another folder to write to.
"""

import argparse
import time
from pathlib import Path
from typing import Any

from comity.names.voice import load_voice, spell, voice_of
from tools.names.em import Arcs, learn
from tools.names.examples import examples
from tools.names.recipes import RECIPES, Pair, Recipe
from tools.names.save import save
from tools.names.sources import Sources, held
from tools.names.table import most_frequent, pack
from tools.names.teach import teach

TABLES = Path("src/comity/names/tables")


def _learned(recipe: Recipe, pairs: list[Pair]) -> Arcs:
    arcs = learn(
        [pair[:2] for pair in pairs],
        widest=recipe.widest,
        longest=recipe.longest,
        weights=[weight for *_, weight in pairs],
        rounds=recipe.rounds,
        discount=recipe.discount,
    )
    return most_frequent(arcs, recipe.kept)


def _sieved(recipe: Recipe, pairs: list[Pair]) -> list[Pair]:
    """Pairs that a first model finds likelier together than apart by ``sieve`` a letter."""
    voice = voice_of("sieve", pack(_learned(recipe, pairs)))
    return [pair for pair in pairs if voice.ratio(voice.read(pair[0]), spell(pair[1])) > recipe.sieve * len(pair[1])]


def made(voice: str, sources: Sources) -> tuple[dict[str, Any], int]:
    """The arrays of a voice's table and from how many pairs it learned."""
    recipe = RECIPES[voice]
    pairs = [pair for pair in recipe.pairs(sources, voice) if not (recipe.hold and held(pair[1]))]
    if recipe.sieve:
        pairs = _sieved(recipe, pairs)
    arcs = _learned(recipe, pairs)
    if not recipe.against:
        return pack(arcs), len(pairs)
    same = recipe.same(sources, voice) if recipe.same else {}
    rows = examples(pairs, against=recipe.against, same=same)
    return pack(arcs, teach(arcs, rows, widest=recipe.widest, longest=recipe.longest)), len(pairs)


def main() -> None:
    """Make the tables named on the command line, or all."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("voices", nargs="*", metavar="VOICE", help=f"one of {', '.join(RECIPES)}")
    reader.add_argument(
        "--sources", type=Path, required=True, metavar="DIR", help="what tools.names.fetch brought together"
    )
    reader.add_argument(
        "--tables", type=Path, default=TABLES, metavar="DIR", help="where to write; the product's own folder"
    )
    asked = reader.parse_args()
    for voice in [name for name in RECIPES if not asked.voices or name in asked.voices]:
        began, sources = time.monotonic(), Sources(asked.sources)
        arrays, count = made(voice, sources)
        size = save(asked.tables / f"{voice}.npz", arrays)
        load_voice.cache_clear()
        print(
            f"{voice}\t{count} pairs\t{len(arrays['logs'])} arcs\t{size} bytes\t{time.monotonic() - began:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
