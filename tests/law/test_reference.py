"""The committed pages are what the policies say today."""

from pathlib import Path

import pytest

from comity.law.reference import main, pages
from tests.law.world import LAW

FOLDER = Path(__file__).parents[2] / "docs" / "ref" / "law"


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_committed_page_is_current(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name], "run: python -m comity.law.reference"


def test_nothing_else_lies_beside_them():
    assert {path.name for path in FOLDER.iterdir()} == set(pages())


def test_the_pages_name_every_policy_fact_and_command(tmp_path):
    main(tmp_path)
    gates, matrix, facts = ((tmp_path / name).read_text() for name in ("gates.md", "matrix.md", "facts.md"))
    assert [policy.id for policy in LAW.policies() if f"### {policy.id}:" not in gates] == []
    assert [action for action in LAW.matrix if f"| `{action}` |" not in matrix] == []
    assert [name for name in LAW.shared.facts if f"| `{name}` |" not in facts] == []
