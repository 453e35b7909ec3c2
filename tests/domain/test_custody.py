"""A chain of custody: nothing can be changed, left out, moved or put in."""

from typing import Any

import pytest

from comity.domain.custody import first_break, next_event


def chain() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for what in ("ev.draft", "ev.collect", "ev.seal", "ev.store"):
        found.append(next_event(found, what=what, actor="a", at="2026-11-20T08:00:00.000Z", said={"x": [what]}))
    return found


def test_an_honest_chain_is_whole() -> None:
    assert first_break(chain()) == 0
    assert first_break([]) == 0


@pytest.mark.parametrize("name", ["number", "what", "actor", "at", "said", "prev", "hash"])
def test_a_changed_word_is_named_by_its_event(name: str) -> None:
    rows = chain()
    rows[2] = {**rows[2], name: "other" if name != "said" else {"x": []}}
    assert first_break(rows) == 3


def test_what_is_left_out_moved_doubled_or_foreign_is_named() -> None:
    rows = chain()
    assert first_break([rows[0], *rows[2:]]) == 2
    assert first_break([rows[0], rows[2], rows[1], rows[3]]) == 2
    assert first_break([*rows, rows[3]]) == 5
    assert first_break([*rows[:2], {**rows[2], "more": 1.5}, rows[3]]) == 3


def test_a_rehashed_event_breaks_the_next_one() -> None:
    rows = chain()
    rows[1] = next_event(rows[:1], what="ev.collect", actor="somebody", at=rows[1]["at"], said={})
    assert first_break(rows) == 3
