"""Both nodes say the same of a request whatever order its messages came in."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from comity.procedures.mirror import mirror_state

TYPES = ["request.information", "request.received", "request.returned", "request.withdraw", "request.withdrawn",
         "request.too_late", "request.refused", "consult.ask", "consult.answer", "convert.offer", "convert.accept",
         "convert.decline", "reply.final", "use.report"]  # fmt: skip


@st.composite
def conversations(draw: st.DrawFn) -> list[dict[str, Any]]:
    rounds = draw(st.integers(1, 2))
    rows: list[dict[str, Any]] = []
    for number in range(1, rounds + 1):
        kinds = draw(st.lists(st.sampled_from(TYPES), max_size=6))
        rows += [{"type": kind, "id": f"{number}-{i}", "round": number} for i, kind in enumerate(kinds)]
        for i in range(draw(st.integers(0, 2))):
            rows.append({"type": "clarify.ask", "id": f"{number}-q{i}", "round": number})
            if draw(st.booleans()):
                rows.append(
                    {"type": "clarify.answer", "id": f"{number}-a{i}", "round": number, "reply_to": f"{number}-q{i}"}
                )
    return rows


@given(conversations(), st.randoms())
def test_order_does_not_matter(rows: list[dict[str, Any]], random: Any) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert mirror_state(shuffled) == mirror_state(rows)


@given(conversations())
def test_a_message_heard_twice_changes_nothing(rows: list[dict[str, Any]]) -> None:
    assert mirror_state([*rows, *rows]) == mirror_state(rows)


def told(*types: str) -> str:
    return mirror_state([{"type": kind, "id": str(i), "round": 1} for i, kind in enumerate(types)])


def test_the_life_of_a_request() -> None:
    assert told() == ""
    assert told("request.information") == "sent"
    assert told("request.information", "request.received") == "received"
    assert told("request.information", "request.received", "clarify.ask") == "clarifying"
    assert told("request.information", "request.received", "consult.ask") == "received"
    assert told("request.information", "request.received", "reply.final") == "answered"
    assert told("request.information", "request.received", "reply.final", "use.report") == "closed"
    assert told("request.information", "request.received", "request.refused") == "refused"


def test_only_the_requested_node_settles_a_withdrawal() -> None:
    assert told("request.information", "request.received", "request.withdraw") == "received"
    assert told("request.information", "request.received", "request.withdraw", "request.withdrawn") == "withdrawn"
    crossing = ("request.information", "request.received", "reply.final", "request.withdraw", "request.too_late")
    assert told(*crossing) == "answered"


def test_an_answer_without_a_request_is_nothing() -> None:
    assert told("reply.final", "use.report") == ""
