"""What is typed becomes the form the door checks."""

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.cli.desk import DeskError
from comity.cli.forms import read_form
from comity.kit.errors import ComityError
from comity.procedures.step import ProcedureError


def form(command: str, *settings: str, facts: tuple[str, ...] = (), file: Path | None = None) -> dict[str, Any]:
    return read_form(command, file=file, settings=settings, facts=facts)


def test_settings_take_the_shape_of_their_field() -> None:
    read = form("ir.draft", "summary=a=b", "items=identity", "handling=H0", "handling=H1", 'objects=[{"kind":"phone"}]',
                'persons={"names":["A"]}', "urgent=yes")  # fmt: skip
    assert read == {
        "summary": "a=b",
        "items": ["identity"],
        "handling": ["H0", "H1"],
        "objects": [{"kind": "phone"}],
        "persons": [{"names": ["A"]}],
        "urgent": "yes",
    }


def test_facts_stand_beside_the_file_and_settings_above_it(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text(json.dumps({"reasons": "old", "facts": {"link_real": "no", "items_needed": "yes"}}))
    read = form("ir.certify", "reasons=new", facts=("link_real=yes: seen in the file: page 3",), file=path)
    assert read["reasons"] == "new"
    assert read["facts"] == {
        "items_needed": "yes",
        "link_real": {"value": "yes", "reason": "seen in the file: page 3"},
    }


@pytest.mark.parametrize("text", ["", "[]", '"x"', "{", '{"a": 1.5}', '{"a":1,"a":2}'])
def test_a_file_that_is_no_form_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "form.json"
    path.write_text(text)
    with pytest.raises(DeskError) as refused:
        form("ir.draft", file=path)
    assert refused.value.code == "cli.form_file"


def test_a_form_may_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"reasons": "read"}')))
    assert form("ir.withdraw", file=Path("-")) == {"reasons": "read"}


def test_a_command_nobody_declares_has_no_form() -> None:
    with pytest.raises(ProcedureError):
        form("ir.nothing")


@given(st.lists(st.text(max_size=40), max_size=5), st.lists(st.text(max_size=40), max_size=5))
def test_anything_typed_is_a_form_or_refused(settings: list[str], facts: list[str]) -> None:
    try:
        read = read_form("ir.draft", file=None, settings=settings, facts=facts)
    except ComityError as refused:
        assert refused.code == "cli.setting"
    else:
        json.dumps(read)
        assert len(read) <= len(settings) + 1
