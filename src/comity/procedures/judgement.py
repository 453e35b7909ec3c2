"""A person's word on a machine's candidate, as records keep it. Pure: made from the payload of one entry, never applied.

A row is ``{"candidate", "result", "author", "at", "reason", "judged", "earlier"}``. ``judged`` lists the pairs the word
is about as the node knew them then: register, row at the source, place of the person among those asked about, score in
thousandths, scripts compared and version of the tables. ``earlier`` holds the words it replaced, the oldest first. A word
from before the node noted pairs has neither, and its entry still folds to what it folded to then.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from comity.kit.canonical import hash_of
from comity.procedures.step import Payload

Row = dict[str, Any]
FIGURES: Final = ("register", "score", "scripts", "version")
"""What of a pair tells nothing of a person, and so outlives the words about one."""


def word(payload: Payload, *, earlier: Iterable[Mapping[str, Any]] = ()) -> Row:
    """The row of a judgement. ``earlier`` are rows on the same candidate that it replaces."""
    form = payload["form"]
    row = {
        "candidate": form["candidate"],
        "result": form["result"],
        "author": payload["actor"],
        "at": payload["at"],
        "reason": form["reasons"],
    }
    if "judged" not in payload["derived"]:
        return row
    before = [plain for one in earlier for plain in _unfolded(one)]
    return {**row, "judged": list(payload["derived"]["judged"]), "earlier": before}


def revised(rows: Iterable[Mapping[str, Any]], payload: Payload) -> list[Row]:
    """The rows with one more word; what the same candidate had before stays in it as history."""
    found = [dict(row) for row in rows]
    named = payload["form"]["candidate"]
    before = [row for row in found if row["candidate"] == named]
    return [*(row for row in found if row["candidate"] != named), word(payload, earlier=before)]


def set_aside(state: Mapping[str, Any], kept: Iterable[str]) -> list[Row]:
    """Words on candidates that a new search no longer names in the same way, with those set aside before."""
    named = set(kept)
    gone = [row for row in state.get("judgements", []) if row["candidate"] not in named]
    return [*state.get("past_judgements", []), *gone]


def words_of(state: Mapping[str, Any]) -> list[Row]:
    """Every word of a record that stands, the set aside ones first."""
    return [*state.get("past_judgements", []), *state.get("judgements", [])]


def mark_of(register: str, row: str) -> str:
    """The mark by which records are found in which an entry of a register was judged; nothing of it can be read back."""
    return f"judged:{hash_of([register, row])}"


def marks(state: Mapping[str, Any]) -> list[str]:
    """The marks of every entry that was judged in a record, each once."""
    pairs = [pair for row in words_of(state) for pair in row.get("judged", []) if "row" in pair]
    return sorted({mark_of(str(pair["register"]), str(pair["row"])) for pair in pairs})


def fresh(state: Mapping[str, Any]) -> list[str]:
    """The candidates that a newer list brought after the search and nobody has judged yet."""
    spoken = {row["candidate"] for row in state.get("judgements", [])}
    return [row["id"] for row in state.get("candidates", []) if row.get("found_at") and row["id"] not in spoken]


def figures(pair: Mapping[str, Any], result: str) -> Row:
    """What of a judged pair may be counted: nothing that leads to anybody."""
    return {**{name: pair.get(name, "") for name in FIGURES}, "result": result}


def outcomes(state: Mapping[str, Any]) -> list[Row]:
    """Register, score, scripts, version and result of every pair of a record, ``waiting`` where nobody has judged yet.

    A record that forgets whom it was about keeps them as ``outcomes``; of every other the words that stand are read.
    """
    if "outcomes" in state:
        return [dict(row) for row in state["outcomes"]]
    if state.get("forgotten"):
        return []
    rows = words_of(state)
    spoken = {row["candidate"] for row in rows}
    waiting = [row for row in state.get("candidates", []) if row["id"] not in spoken]
    return [
        *(figures(pair, row["result"]) for row in rows for pair in row.get("judged", [])),
        *(figures(row, "waiting") for row in waiting),
    ]


def _unfolded(row: Mapping[str, Any]) -> list[Row]:
    own = {name: value for name, value in row.items() if name != "earlier"}
    return [*row.get("earlier", []), own]
