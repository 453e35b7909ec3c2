"""What a record keeps of people's words on candidates: the newest counts, none is lost, figures lead to nobody."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from comity.procedures import judgement
from comity.procedures import request_changes as change
from comity.procedures.watch_judgement import correct, judge

PAIR = {"register": "civil", "row": "C-1", "person": 0, "score": 930, "scripts": "Latn-Hani", "version": "t-1"}
CANDIDATE = {**PAIR, "id": "c1", "names": ["陈伟明"]}
NAMES = st.sampled_from(["c1", "c2", "c3"])
RESULTS = st.sampled_from(["positive", "negative", "unsure"])


def payload(candidate: str = "c1", result: str = "positive", *, author: str = "a", at: int = 0) -> dict[str, Any]:
    form = {"candidate": candidate, "result": result, "reasons": f"Because of {at}."}
    return {"form": form, "derived": {"judged": [PAIR]}, "actor": author, "at": f"2026-11-01T00:00:{at:02}.000Z"}


@given(st.lists(st.tuples(NAMES, RESULTS), max_size=20))
def test_the_newest_word_counts_and_every_one_before_it_stays_in_order(said):
    state: dict[str, Any] = {"judgements": []}
    for at, (candidate, result) in enumerate(said):
        change.judge(state, payload(candidate, result, at=at))
    for row in state["judgements"]:
        mine = [(result, at) for at, (candidate, result) in enumerate(said) if candidate == row["candidate"]]
        kept = [*row["earlier"], row]
        assert [(one["result"], int(one["at"][17:19])) for one in kept] == mine
        assert all("earlier" not in one for one in row["earlier"])
    assert {row["candidate"] for row in state["judgements"]} == {candidate for candidate, _ in said}


def test_a_new_search_sets_words_aside_that_speak_of_candidates_it_does_not_name():
    state: dict[str, Any] = {"judgements": [], "candidates": [CANDIDATE]}
    change.judge(state, payload("c1", "negative"))
    change.search(
        state, {"derived": {"candidates": [{**CANDIDATE, "id": "c9"}], "registers": ["civil"], "lists": {"civil": "f"}}}
    )
    assert state["judgements"] == []
    assert [row["candidate"] for row in judgement.words_of(state)] == ["c1"]
    results = sorted(row["result"] for row in judgement.outcomes(state))
    assert results == ["negative", "waiting"], "the word on the old pair is counted, the new one is judged by nobody"


def test_a_new_round_is_judged_anew():
    state: dict[str, Any] = {"past_judgements": [judgement.word(payload())]}
    body = {"round": 2, "officers": {}, "request": {"persons": [], "retention_days": 30}}
    change.receive(state, {"message": {"from": "xa-coord", "body": body}, "at": "2026-11-01T00:00:00.000Z"})
    assert judgement.words_of(state) == []


def old(*given: Any, **more: Any) -> dict[str, Any]:
    """An entry from before the node noted pairs."""
    return {**payload(*given, **more), "derived": {}}


def test_entries_of_before_fold_to_what_they_folded_to_then():
    state: dict[str, Any] = {"judgements": [], "candidates": [CANDIDATE]}
    change.judge(state, old("c1", "negative"))
    change.judge(state, old("c1", "positive", at=1))
    row = {"candidate": "c1", "result": "positive", "author": "a", "at": "2026-11-01T00:00:01.000Z",
           "reason": "Because of 1."}  # fmt: skip
    assert state["judgements"] == [row]
    assert judgement.outcomes(state) == []
    change.search(state, {"derived": {"candidates": [], "registers": ["civil"]}})
    assert state == {"judgements": [], "candidates": [], "searched_registers": ["civil"]}
    screening: dict[str, Any] = {"candidates": [CANDIDATE], "judgements": []}
    for at in (0, 1):
        judge(screening, old("", "negative", author=str(at), at=at))
    assert "outcomes" not in screening
    assert [set(row) for row in screening["judgements"]] == [{"candidate", "result", "author", "at", "reason"}] * 2


def test_a_word_of_now_keeps_one_of_before():
    state: dict[str, Any] = {"judgements": []}
    change.judge(state, old("c1", "negative"))
    change.judge(state, payload("c1", "positive", at=1))
    assert [row["result"] for row in state["judgements"][0]["earlier"]] == ["negative"]


def watched(*said: tuple[str, str]) -> dict[str, Any]:
    state: dict[str, Any] = {"candidates": [CANDIDATE, {**CANDIDATE, "id": "c2"}], "judgements": []}
    for at, (candidate, result) in enumerate(said):
        judge(state, payload(candidate, result, author=str(at), at=at))
    return state


def test_two_words_decide_what_a_screening_counts_as():
    assert "outcomes" not in watched(("c1", "positive"))
    confirmed = watched(("c1", "positive"), ("c1", "positive"))
    assert [row["result"] for row in judgement.outcomes(confirmed)] == ["positive", "negative"]
    denied = watched(("", "negative"), ("", "negative"))
    assert [row["result"] for row in judgement.outcomes(denied)] == ["negative", "negative"]
    unclear = watched(("c1", "positive"), ("", "unsure"), ("", "unsure"))
    assert [row["result"] for row in judgement.outcomes(unclear)] == ["unsure", "unsure"]


def test_what_a_screening_forgets_it_counts_without_anything_that_leads_to_a_person():
    state = watched(("", "negative"), ("", "negative"))
    assert (state["forgotten"], state["candidates"]) == (True, [])
    assert all(row["judged"] == [] for row in state["judgements"])
    assert [set(row) for row in state["outcomes"]] == [{*judgement.FIGURES, "result"}] * 2


def test_who_was_confirmed_by_mistake_counts_as_somebody_else():
    state = watched(("c1", "positive"), ("c1", "positive"))
    correct(state, {"at": "2026-11-01T00:00:00.000Z"})
    assert [row["result"] for row in judgement.outcomes(state)] == ["negative", "negative"]


def test_a_judged_entry_marks_its_record_once_and_a_forgotten_one_does_not():
    state: dict[str, Any] = {"judgements": [], "candidates": [CANDIDATE]}
    change.judge(state, payload("c1", "negative"))
    change.judge(state, payload("c2", "positive"))
    assert judgement.marks(state) == [judgement.mark_of("civil", "C-1")]
    assert "C-1" not in judgement.marks(state)[0]
    assert judgement.marks(watched(("", "negative"), ("", "negative"))) == []


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_no_text_of_a_list_becomes_another_mark(register, row, other, another):
    mark = judgement.mark_of(register, row)
    assert "\n" not in mark
    assert mark.startswith("judged:")
    assert (mark == judgement.mark_of(other, another)) is ((register, row) == (other, another))
