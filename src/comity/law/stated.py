"""What people state, and whether it counts: the author's role must be on the fact's list, and never the requester."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from comity.law.fact import UNKNOWN, Fact
from comity.law.facts import RELEASE, FactRule
from comity.law.situation import Situation, mapping

_NOBODY: Final = Fact()


@dataclass(frozen=True, slots=True)
class Statement:
    """One person's word on one fact. ``about`` is the hash of what it was said of: request or release; "" when not kept."""

    value: str
    author: str
    role: str
    at: str
    about: str = ""

    def to_json(self) -> dict[str, str]:
        """The shape kept in ``record["stated"]``."""
        kept = {"value": self.value, "author": self.author, "role": self.role, "at": self.at}
        return {**kept, "about": self.about} if self.about else kept


def statement_for(rule: FactRule, situation: Situation) -> Statement | None:
    """The statement that stands after this command: the record's, or the form's where it may replace it."""
    old = _read(situation.stated.get(rule.name))
    word = situation.spoken.get(rule.name)
    if not isinstance(word, str) or not word:
        return old
    role = next((role for role in rule.authors if role in situation.actor_roles), "")
    new = Statement(word, situation.actor, role, situation.moment, _subject(rule, situation))
    if old is None or not counts(rule, old, situation):
        return new
    if not counts(rule, new, situation) or (old.role in rule.senior and new.role not in rule.senior):
        return old
    milder = new.value != old.value and rule.graver(old.value, new.value) == old.value
    if milder and old.role in rule.senior and new.role != old.role:
        return old  # of two roles that both may, the graver word stands until its own role takes it back
    return new


def counts(rule: FactRule, statement: Statement, situation: Situation) -> bool:
    """May this statement decide a gate? Its author has the role and did not write the request; it is not stale.

    Where nobody is known to have written the request, nobody can be told apart from its writer: nothing counts.
    """
    return (
        statement.role in rule.authors
        and statement.author != ""
        and bool(situation.requesters())
        and statement.author not in situation.requesters()
        and statement.value in rule.values
        and statement.about in ("", _subject(rule, situation))
    )


def stated_fact(rule: FactRule, situation: Situation) -> Fact:
    """The fact as people stated it; a word without authority is kept as claimed and stays unknown."""
    if rule.name not in situation.stated and rule.name not in situation.spoken:
        return _NOBODY
    statement = statement_for(rule, situation)
    if statement is None:
        return _NOBODY
    if counts(rule, statement, situation):
        about = {"about": _subject(rule, situation)}
        return Fact(statement.value, "stated", statement.author, statement.role, statement.at, about)
    return Fact(UNKNOWN, "claimed", statement.author, statement.role, statement.at, claimed=statement.value[:80])


def accepted_statements(rules: Mapping[str, FactRule], situation: Situation) -> dict[str, dict[str, str]]:
    """What the form's facts become in ``record["stated"]``: only words that count and that may replace the old ones.

    The entry of a command keeps exactly this, so that a later fold and a later judgement see the same statements.
    """
    kept: dict[str, dict[str, str]] = {}
    for name, word in mapping(situation.form.get("facts")).items():
        rule = rules.get(name)
        if rule is None or rule.kind != "stated":
            continue
        stands = statement_for(rule, situation)
        mine = stands and (stands.value, stands.author, stands.at) == (word, situation.actor, situation.moment)
        if stands and mine and counts(rule, stands, situation):
            kept[name] = stands.to_json()
    return kept


def _subject(rule: FactRule, situation: Situation) -> str:
    """What a word on this fact is said of, as it stands now."""
    return situation.release_hash if rule.about == RELEASE else situation.request_hash


def _read(data: Any) -> Statement | None:
    if not isinstance(data, Mapping):
        return None
    value, author, role, at, about = (data.get(name) or "" for name in ("value", "author", "role", "at", "about"))
    return Statement(str(value), str(author), str(role), str(at), str(about))
