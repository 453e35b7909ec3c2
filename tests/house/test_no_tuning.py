"""Judgements are counted and shown; nothing that makes a score reads them, so no click ever changes a weight."""

import ast

from tests.house.tree import SOURCE, parsed

READS = {"judgements", "past_judgements", "outcomes", "judged"}
SCORING = sorted(path for room in ("names", "screening") for path in (SOURCE / room).rglob("*.py"))
COUNTING = SOURCE / "screening" / "quality.py"


def words_read(path):
    """Keys, attributes and imported names a file speaks of."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(alias.name for alias in node.names)}
    return found


def test_what_makes_a_score_reads_no_judgement():
    assert len(SCORING) > 15
    for path in SCORING:
        if path != COUNTING:
            assert words_read(path) & READS == set(), path
            assert not any("quality" in word for word in words_read(path) if word.startswith("comity.")), path


def test_what_counts_is_used_by_pages_and_commands_only():
    users = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if any(word in ("comity.screening.quality", "comity.app.quality") for word in words_read(path))
    }
    assert users == {"cli/names.py", "web/views/quality.py"}
