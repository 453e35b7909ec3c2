"""One story a file, one screen a function: a limit, and a list of what may pass it with the reason."""

import ast

from tests.house.tree import name_of, parsed, source_files

FILE_LINES = 399
FUNCTION_LINES = 60

LONGER_FILES: dict[str, str] = {
    "src/comity/verify.py": "one file on purpose: a court is handed it, reads it and runs it without anything of ours",
}
"""``src/comity/room/noun.py`` -> why it is one story after all."""
_LOOP = (
    "one compiled loop over memory that all its steps share: handing that from loop to loop costs more than the work"
)
LONGER_FUNCTIONS: dict[str, str] = {
    "src/comity/names/meet.py:meet": _LOOP,
    "src/comity/names/unmet.py:alone": _LOOP,
    "src/comity/names/ways.py:_follow": _LOOP,
}
"""``src/comity/room/noun.py:function`` -> why it is one numbered procedure."""


def file_lengths():
    return {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in source_files()}


def function_lengths(tree):
    """Lines of every function, from its ``def`` to its last line."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in found}


def test_files_are_short():
    long = {name: lines for name, lines in file_lengths().items() if lines > FILE_LINES}
    assert {name: lines for name, lines in long.items() if name not in LONGER_FILES} == {}


def test_functions_are_short():
    lengths = {
        f"{name_of(path)}:{function}": lines
        for path in source_files()
        for function, lines in function_lengths(parsed(path)).items()
    }
    assert lengths
    long = {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES}
    assert {name: lines for name, lines in long.items() if name not in LONGER_FUNCTIONS} == {}


def test_no_exception_outlives_its_reason():
    files = file_lengths()
    assert [name for name in LONGER_FILES if files.get(name, 0) <= FILE_LINES] == []
    assert [name for name in LONGER_FUNCTIONS if name.split(":")[0] not in files] == []


def test_a_long_function_would_be_seen():
    source = "def long():\n" + "    pass\n" * FUNCTION_LINES
    assert function_lengths(ast.parse(source)) == {"long": FUNCTION_LINES + 1}
