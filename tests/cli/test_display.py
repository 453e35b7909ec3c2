"""What people or partners wrote reaches the terminal as letters, never as orders to it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.cli.command import new_console, plain_json
from comity.cli.display import pairs, printable, table, together, tree


@given(st.text(max_size=200))
def test_nothing_that_steers_a_terminal_passes(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in shown)
    assert not any(letter in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068" for letter in shown)


def test_khmer_and_chinese_stay_as_they_are() -> None:
    for text in ("ចាន់\u200bសុខា", "陈伟明\u3000先生", "José\u00a0Vale", "a\u200db"):
        assert printable(text) == text


def test_markup_in_a_value_is_only_text(capsys: pytest.CaptureFixture[str]) -> None:
    text = together(
        pairs("[bold]Title[/bold]", [("name", "[red]x[/red]"), ("yes", True), ("none", "")]),
        table("", ("one", "two"), [("[link=x]a[/link]", ["b", "c"])]),
        table("Nothing", ("one",), []),
        tree({"a": {"b": [1, {"c": "\x1b]0;x\x07"}], "d": {}}}, title="Tree"),
    )
    text(new_console())
    out = capsys.readouterr().out
    assert "[bold]Title[/bold]" in out and "[red]x[/red]" in out and "[link=x]a[/link]" in out
    assert "\x1b" not in out
    assert "yes   yes" in out and "none  -" in out and "nothing" in out


def test_plain_json_carries_anything() -> None:
    assert plain_json({"a": (1, {2}), 3: b"x", "n": None}) == {"a": [1, [2]], "3": "b'x'", "n": None}
