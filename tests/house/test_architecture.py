"""ARCHITECTURE.md names functions, files and decisions that exist."""

import ast
import re

import pytest

from tests.house.tree import ROOT, SOURCE, parsed

TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROOMS = {path.name.removesuffix(".py") for path in SOURCE.iterdir() if not path.name.startswith("_")}
NAMED = re.findall(r"`((?:[a-z_]+\.)+[A-Za-z_]+)`", TEXT)
FILES = re.findall(r"`((?:[a-z_]+/)+[a-zA-Z_*]+(?:\.[a-z]+)?)`", TEXT)


def code_names():
    """The dotted names that begin with a room and are no file, command or message of ours."""
    return sorted({name for name in NAMED if name.split(".")[0] in ROOMS and not name.endswith((".toml", ".py"))})


def exists(name):
    """Whether a dotted name under ``comity`` is a module, or a definition, constant or method in one."""
    parts = name.removeprefix("comity.").split(".")
    for cut in range(len(parts), 0, -1):
        path = SOURCE.joinpath(*parts[:cut])
        if path.with_suffix(".py").is_file():
            return is_defined(parsed(path.with_suffix(".py")).body, parts[cut:])
        if path.is_dir() and cut == len(parts):
            return True
    return False


def is_defined(body, wanted):
    if not wanted:
        return True
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == wanted[0]:
            return is_defined(node.body, wanted[1:])
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == wanted[0] for target in targets):
            return len(wanted) == 1
    return False


def test_it_names_many_functions():
    assert len(code_names()) > 50


@pytest.mark.parametrize("name", code_names())
def test_each_function_it_names_exists(name):
    assert exists(name)


@pytest.mark.parametrize("name", ["app.door.no_such_function", "app.no_such_module.x", "app.delivery.Courier.fly"])
def test_a_function_that_is_gone_would_be_seen(name):
    assert not exists(name)


@pytest.mark.parametrize("name", sorted({name for name in FILES if "NOUN" not in name}))
def test_each_file_it_names_exists(name):
    assert any(list(place.glob(name)) for place in (ROOT, SOURCE))


def test_it_lists_every_decision():
    decisions = [path.name for path in (ROOT / "docs" / "adr").glob("[0-9]*.md")]
    assert [name for name in decisions if f"(docs/adr/{name})" not in TEXT] == []


def test_it_describes_every_room():
    table = TEXT[TEXT.index("| room |") : TEXT.index("From `law` down")]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`([a-z]+)`", " ".join(cells))) == ROOMS
