"""Whether two records say the same of the same person: what tells who somebody is does so alone, what many share does not.

"Born in 1988" of one man is no word about another who was born in that year; a passport number is. Where it is not
known of whom a record speaks, its words count as the same: a recall must not miss anybody.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from comity.domain.given import statement_hash
from comity.law.text import comparable

State = Mapping[str, Any]
SHARED: Final = frozenset({"gender", "nationality", "citizenship", "country", "birthDate", "birthPlace", "deathDate",
                           "position", "incorporationDate"})  # fmt: skip
"""Properties whose value many people have."""
NAMES: Final = frozenset({"name", "alias", "weakAlias"})


def people_of(state: State) -> set[str]:
    """How a record of an exchange tells of whom it speaks: names asked and given, documents, confirmed rows of a register."""
    persons = (state.get("request") or {}).get("persons", [])
    found = {_plain(name) for person in persons for name in person.get("names", [])}
    found |= {comparable(str(row.get("number", ""))) for person in persons for row in person.get("documents") or []}
    found |= {str(row["candidate"]) for row in state.get("judgements", []) if row.get("result") == "positive"}
    for holder in (state.get("release") or {}, state.get("answer") or {}):
        found |= named_in(holder.get("statements", []))
    return found - {""}


def named_in(statements: Iterable[State]) -> set[str]:
    """The names that statements themselves say."""
    return {_plain(row.get("value", "")) for row in statements if row.get("property") in NAMES} - {""}


def says_the_same(statements: Iterable[State], wanted: Collection[str], *, people: set[str], given: set[str]) -> bool:
    """Do statements about ``people`` hold one of the fingerprints of statements about ``given``?"""
    same = not people or not given or bool(people & given)
    return any(
        statement_hash(row) in wanted and (same or str(row.get("property", "")) not in SHARED) for row in statements
    )


def _plain(name: object) -> str:
    """A name without the order, signs and spaces of its writing."""
    return " ".join(sorted(comparable(str(name)).replace(",", " ").split()))
