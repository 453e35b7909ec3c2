"""The page of the duties is drift-checked: each duty of the law has its line, its place and a test that is there."""

import ast
import re
from collections.abc import Iterable

import pytest

from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "ref" / "duties.md"
DUTIES = [f"DP-{number:02}" for number in range(1, 29)]
ROW = re.compile(r"^\| (DP-\d\d) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)

CONTROLS = {
    "access": ("tests/web/test_routes.py::test_nobody_comes_in_without_signing_in",
               "tests/web/test_routes.py::test_what_is_hidden_looks_like_what_is_not_there"),
    "media": ("tests/app/test_retention.py::test_an_erasure_takes_away_every_word_and_leaves_a_provable_log",),
    "storage": ("tests/app/test_check.py::test_an_edit_in_any_column_of_any_table_is_named",),
    "user": ("tests/web/test_sign_in.py::*", "tests/app/test_door.py::test_roles_are_read_at_the_moment_of_the_act"),
    "input": ("tests/procedures/test_form.py::*", "tests/app/test_check.py::test_an_honest_node_passes"),
    "transport": ("tests/protocol/test_envelope.py::*", "tests/nodes/test_line.py::*"),
    "recovery": ("tests/nodes/test_restore.py::*", "tests/app/test_rebuild.py::test_rebuilt_rows_are_the_rows_that_were"),
    "reliability": ("tests/nodes/test_crash.py::*",),
    "integrity": ("tests/app/test_check.py::test_history_written_anew_with_all_its_hashes_contradicts_what_was_signed",
                  "tests/app/test_sampling.py::test_an_edited_or_missing_reading_is_named"),
}  # fmt: skip
"""The security controls a law-enforcement directive names (LED art. 29(2)), each with the tests that show it (DP-25)."""


def missing_tests(names: Iterable[str]) -> list[str]:
    """Those of ``path::function`` that are not there; ``*`` asks for any test in the file."""
    found = []
    for name in names:
        path, _, function = name.partition("::")
        file = ROOT / path
        tests = functions_of(file.read_text(encoding="utf-8")) if file.exists() else set()
        if not tests or (function != "*" and function not in tests):
            found.append(name)
    return found


def functions_of(text: str) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}  # fmt: skip


def rows() -> dict[str, tuple[str, str, str]]:
    return {match[1]: (match[2], match[3], match[4]) for match in ROW.finditer(PAGE.read_text(encoding="utf-8"))}


def test_every_duty_has_its_line_in_order():
    assert list(rows()) == DUTIES


@pytest.mark.parametrize("duty", DUTIES)
def test_a_line_names_places_and_tests_that_are_there(duty):
    _, places, tests = rows()[duty]
    named = re.findall(r"`([^`]+)`", places)
    assert named
    assert [place for place in named if "/" in place and not (ROOT / place).exists()] == []
    shown = re.findall(r"`([^`]+)`", tests)
    assert shown
    assert missing_tests(f"tests/{name}" for name in shown) == []
    own = f"app/test_duties.py::test_{duty.replace('-', '_')}_"
    assert any(name.startswith(own) for name in shown), f"{duty} has no test of its own"


def test_each_test_of_a_duty_belongs_to_a_duty():
    names = functions_of((ROOT / "tests/app/test_duties.py").read_text(encoding="utf-8"))
    assert {name[5:10].replace("_", "-") for name in names} == set(DUTIES)


def test_a_test_that_is_not_there_would_be_seen():
    assert missing_tests(["tests/app/test_duties.py::test_DP_99"]) == ["tests/app/test_duties.py::test_DP_99"]
    assert missing_tests(["tests/nowhere.py::*"]) == ["tests/nowhere.py::*"]
