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
    assert {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.md")} == set(pages())


def test_a_page_of_a_gate_that_is_gone_goes_too(tmp_path):
    main(tmp_path)
    (tmp_path / "gates" / "OLD-01.md").write_text("gone")
    main(tmp_path)
    assert not (tmp_path / "gates" / "OLD-01.md").exists()


def test_the_pages_name_every_policy_fact_and_command(tmp_path):
    main(tmp_path)
    matrix, facts = ((tmp_path / name).read_text() for name in ("matrix.md", "facts.md"))
    for policy in LAW.policies():
        page = (tmp_path / "gates" / f"{policy.gate}.md").read_text()
        assert f"## {policy.id}:" in page
        assert f"- Valid: {policy.validity.first}" in page
        assert [name for name in policy.reads if f"| [`{name}`](../facts.md) |" not in page] == []
    assert [action for action in LAW.matrix if f"| `{action}` |" not in matrix] == []
    assert [name for name in LAW.shared.facts if f"| `{name}` |" not in facts] == []
