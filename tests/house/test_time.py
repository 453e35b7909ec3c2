"""One clock: nobody but comity.kit.clock asks what time it is, whatever the name it was imported under."""

import ast

import pytest

from tests.house.tree import SOURCE, name_of, parsed, source_files

ASKING = {"now", "utcnow", "today"}
TIMES = {"time", "time_ns"}
ALLOWED = {SOURCE / "kit" / "clock.py"}
CLOCKS = {"datetime", "date", "timezone", "dt"}


def questions(tree):
    """Lines that ask a clock other than ours: ``datetime.now()``, ``date.today()``, ``time.time()``."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = last_name(node.value)
            asked = (node.attr in ASKING and owner in CLOCKS) or (node.attr in TIMES and owner == "time")
        elif isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            asked = (node.module == "time" and names & TIMES) or (
                node.module == "django.utils.timezone" and names & ASKING
            )
        else:
            continue
        if asked:
            found.append(node.lineno)
    return found


def last_name(node):
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_only_the_clock_asks_the_time():
    asked = {name_of(path): questions(parsed(path)) for path in source_files() if path not in ALLOWED}
    assert {name: lines for name, lines in asked.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        "datetime.datetime.now(UTC)",
        "datetime.now()",
        "date.today()",
        "time.time()",
        "from time import time",
        "timezone.now()",
        "from django.utils.timezone import now",
    ],
)
def test_each_way_to_ask_would_be_seen(line):
    assert questions(ast.parse(line))


def test_our_clock_and_durations_are_free():
    assert questions(ast.parse("clock.now(); time.monotonic(); datetime.fromisoformat(text)")) == []
