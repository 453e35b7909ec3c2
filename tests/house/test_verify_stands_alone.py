"""The verifier shares no code with the writer: it imports the standard library, cryptography and itself, no more."""

import ast
import sys

import pytest

from tests.house.tree import SOURCE, name_of, parsed, source_files

ALLOWED = {*sys.stdlib_module_names, "cryptography"}


def foreign_imports(tree):
    """What a verifier's file imports from elsewhere, also inside functions."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
        elif isinstance(node, ast.Call) and called(node) in {"import_module", "__import__"}:
            found.append("a name computed at run time")
    return [name for name in found if name.split(".")[0] not in ALLOWED and not is_own(name)]


def called(node):
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def is_own(name):
    return name == "comity.verify" or name.startswith("comity.verify.")


def test_the_verifier_imports_nothing_of_ours():
    folder = SOURCE / "verify"
    files = [path for path in source_files() if path.is_relative_to(folder) or path == folder.with_suffix(".py")]
    assert files
    assert {name_of(path): found for path in files if (found := foreign_imports(parsed(path)))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "import comity.tlog",
        "from comity.kit import canonical",
        "import rfc8785",
        "def f():\n    from comity import tlog",
        "importlib.import_module(name)",
    ],
)
def test_each_borrowing_would_be_seen(line):
    assert foreign_imports(ast.parse(line))


def test_its_own_files_and_the_standard_library_are_free():
    assert (
        foreign_imports(ast.parse("import json\nfrom comity.verify.tiles import read\nimport cryptography.x509")) == []
    )
