"""The committed page is what the tables of the procedures say today."""

import re
from pathlib import Path

import pytest

from comity.procedures import reference
from comity.procedures.catalogue import OWN as PROCEDURES
from comity.procedures.reference import EVERY, FOLDER, LEFT, PAGE, START, main, pages
from comity.procedures.step import BACK, SAME

COMMITTED = Path(__file__).parents[2] / FOLDER


def page() -> str:
    """All pages as one text."""
    return "\n".join(pages().values())


def table_rows() -> list[list[str]]:
    """The cells of every row about a step."""
    lines = [line for line in page().splitlines() if line.startswith("| `") and line.count("|") == 8]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_committed_page_is_current(name: str) -> None:
    assert (COMMITTED / name).read_text(encoding="utf-8") == pages()[name], "run: python -m comity.procedures.reference"


def test_nothing_else_lies_beside_them() -> None:
    assert {f"procedures/{path.name}" for path in (COMMITTED / "procedures").iterdir()} == set(pages()) - {PAGE}


def test_the_program_writes_those_pages_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "procedures").mkdir()
    (tmp_path / "procedures" / "gone.md").write_text("old")
    main(tmp_path)
    written = {str(path.relative_to(tmp_path)): path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.md")}
    assert written == pages()


def test_every_step_has_its_row_and_a_step_of_both_nodes_has_two() -> None:
    wanted = [*(row for procedure in PROCEDURES for row in procedure.steps), *EVERY]
    both = [row for row in wanted if row.side == "both"]
    assert len(table_rows()) == len(wanted) + len(both)
    assert {cells[0] for cells in table_rows()} == {f"`{row.command}`" for row in wanted}


@pytest.mark.parametrize("command", ["ir.certify", "ir.send", "ir.receive", "ir.escalate", "partner.confirm"])
def test_a_row_says_what_the_step_declares(command: str) -> None:
    step = next(row for procedure in PROCEDURES for row in procedure.steps if row.command == command)
    cells = next(cells for cells in table_rows() if cells[0] == f"`{command}`")
    assert ("clock" in cells[1]) == step.clock
    assert (step.receives in cells[1]) if step.receives else "partner" not in cells[1]
    assert all(role.value in cells[1].split() for role in step.roles)
    assert re.findall(r"`([a-z_]+)`", cells[3])[:1] == ([] if step.target in (SAME, BACK) else [step.target])
    assert (f"`{step.sends}`" == cells[4]) if step.sends else "`" not in cells[4]
    assert re.findall(r"`([^`]+)`", cells[6]) == list(step.different_from)


def test_the_diagrams_show_every_change_of_state() -> None:
    """Each edge of the tables is drawn, through a box of several states or by itself."""
    boxes, drawn = {}, set()
    for line in page().splitlines():
        if found := re.fullmatch(r'    state "(.+)" as (any_\d+)', line):
            boxes[found[2]] = found[1].split(" / ")
        elif found := re.fullmatch(r"    (\S+) --> (\S+): (.+)", line):
            sources = boxes.get(found[1], [found[1]])
            drawn |= {(source, found[2], verb) for source in sources for verb in found[3].split(", ")}
    for procedure in PROCEDURES:
        for step in procedure.steps:
            if step.target == SAME:
                continue
            target = LEFT if step.target == BACK else step.target
            verb = step.command.partition(".")[2]
            assert {(source, target, verb) for source in step.source or (START,)} <= drawn, step.command


def test_where_the_content_of_a_step_leads_is_drawn_too() -> None:
    assert "searched --> hit_confirmed: judge" in page()
    cells = next(cells for cells in table_rows() if cells[0] == "`ir.judge`")
    assert cells[3] == "`searched` or `hit_confirmed`"


def test_a_step_of_both_nodes_names_only_the_states_of_its_side() -> None:
    asked, answering = (cells[2] for cells in table_rows() if cells[0] == "`ir.state_facts`")
    assert "draft" in asked
    assert "screened" not in asked
    assert "screened" in answering
    assert "draft" not in answering


def test_a_changed_table_changes_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    before = page()
    monkeypatch.setattr(reference, "PROCEDURES", PROCEDURES[1:])
    assert "`ir.certify`" in before
    assert "`ir.certify`" not in page()
