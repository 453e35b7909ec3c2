"""Counting through numbers shows over the series, however it is cut into requests."""

from hypothesis import given
from hypothesis import strategies as st

from comity.app.enumeration import REACH, longest_run


def nothing(tokens: object) -> set[str]:
    return set()


def document(number: int, width: int = 7) -> str:
    return f"document:e{number:0{width}d}"


def test_a_run_inside_one_request() -> None:
    assert longest_run([document(100), document(102), document(101), document(200)], nothing) == 3


@given(st.integers(0, 9_000_000), st.integers(2, REACH), st.data())
def test_the_same_run_cut_into_requests_is_as_long(start: int, length: int, data: st.DataObject) -> None:
    numbers = [document(start + offset) for offset in range(length)]
    last = data.draw(st.integers(0, length - 1))
    before = set(numbers) - {numbers[last]}
    assert longest_run([numbers[last]], lambda tokens: before & set(tokens)) == length


@given(st.lists(st.integers(0, 10**6).map(lambda number: number * 100), min_size=1, max_size=20, unique=True))
def test_numbers_far_apart_are_no_run(numbers: list[int]) -> None:
    assert longest_run([document(number) for number in numbers], nothing) == 1


def test_another_letter_in_front_another_width_or_a_name_is_another_series() -> None:
    assert longest_run(["document:a001", "document:b002", "document:a0002", "phone:003"], nothing) == 1
    assert longest_run([], nothing) == 0


@given(st.text(max_size=40))
def test_any_text_is_taken(text: str) -> None:
    assert longest_run([text], nothing) in (0, 1)
