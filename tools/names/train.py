"""Make the tables of names again from their sources: ``python -m tools.names.train [TABLE…] --sources DIR``.

The same sources give the same bytes. Without a table named, every one is made, in an order that lets later ones use
earlier ones; what they use is read from the product's own folder. ``--into`` names another folder to write to.
"""

import argparse
import time
from pathlib import Path
from typing import Any

from comity.names import han
from comity.names.sound import heard, phones, signs_of
from comity.names.voice import load_voice, spell, voice_of
from tools.names.chinese_tables import HEADS, characters, surnames
from tools.names.em import Arcs, learn
from tools.names.examples import examples
from tools.names.recipes import RECIPES, Pair, Recipe
from tools.names.save import describe, save, save_rows
from tools.names.sources import Sources
from tools.names.sources import held as kept_back
from tools.names.table import most_frequent, pack
from tools.names.teach import teach

TABLES = Path("src/comity/names/tables")
LISTS = {"han.tsv.gz": characters, "surnames.tsv.gz": surnames}
"""Tables of lines; the others are voices."""


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
    pairs = sorted({pair for pair in recipe.pairs(sources, voice) if not (recipe.hold and kept_back(pair[1]))})
    if recipe.sieve:
        pairs = _sieved(recipe, pairs)
    arcs = _learned(recipe, pairs)
    if not recipe.against:
        return pack(arcs), len(pairs)
    same = recipe.same(sources, voice) if recipe.same else {}
    rows = examples(pairs, against=recipe.against, same=same)
    return pack(arcs, teach(arcs, rows, widest=recipe.widest, longest=recipe.longest)), len(pairs)


def _forget() -> None:
    """Nothing read with an earlier table may stay in memory when a later one is made."""
    for kept in (load_voice, heard, phones, signs_of, han.ways):
        kept.cache_clear()


def _make(name: str, sources: Sources, tables: Path) -> str:
    """Write one table and tell where it is from; what to say of it."""
    facts: dict[str, int | bool]
    if name in LISTS:
        rows = LISTS[name](sources)
        size, facts = save_rows(tables / name, HEADS[name], rows), {"rows": len(rows)}
        describe(tables, name, sources, facts)
        return f"{name}\t{len(rows)} rows\t{size} bytes"
    arrays, count = made(name, sources)
    size = save(tables / f"{name}.npz", arrays)
    facts = {
        "pairs": count,
        "arcs": len(arrays["logs"]),
        "taught": bool(RECIPES[name].against),
        "held_out": RECIPES[name].hold,
    }
    describe(tables, f"{name}.npz", sources, facts)
    return f"{name}\t{count} pairs\t{len(arrays['logs'])} arcs\t{size} bytes"


def main() -> None:
    """Make the tables named on the command line, or all."""
    every = [*LISTS, *RECIPES]
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("tables", nargs="*", metavar="TABLE", help=f"one of {', '.join(every)}")
    reader.add_argument(
        "--sources", type=Path, required=True, metavar="DIR", help="what tools.names.fetch brought together"
    )
    reader.add_argument(
        "--into", type=Path, default=TABLES, metavar="DIR", help="where to write; else the product's own folder"
    )
    asked = reader.parse_args()
    for name in [name for name in every if not asked.tables or name in asked.tables]:
        began = time.monotonic()
        said = _make(name, Sources(asked.sources), asked.into)
        _forget()
        print(f"{said}\t{time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
