"""The sentences of the commands: three languages each, the same gaps, and one for everything that can be said."""

import ast
import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from comity.cli import words
from comity.procedures import form

SOURCE = Path(words.__file__).parents[1]
ROWS = [
    (section, code, row)
    for section in ("errors", "reasons", "stops", "faults")
    for code, row in words.table()[section].items()
]
NOT_FROM_A_COMMAND = {
    # What partners' bytes and the running processes meet; the general sentence is enough where a command shows one.
    "comity.error", "kit.time_format", "kit.not_canonical", "domain.entry", "procedures.clock_rule", "law.fact",
    "law.sentence", "law.export", "screening.register", "screening.job", "export.refused", "storage.fold", "cli.desk",
    "registers.refused", "officers.appointment", "setup.refused", "domain.clock_rule", "link.closed",
    "link.unknown_peer", "public_door.no_such_code", "public_door.too_many",
}  # fmt: skip
ROOMS_OF_THE_LINK = ("protocol", "tlog", "transport", "peerapi", "worker", "demo", "web")


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("section, code, row", ROWS, ids=[f"{section}:{code}" for section, code, _ in ROWS])
def test_each_sentence_stands_in_three_languages_with_the_same_gaps(
    section: str, code: str, row: dict[str, Any]
) -> None:
    texts = {language: row[language] for language in words.LANGUAGES}
    assert all(text.strip() == text and text for text in texts.values())
    assert set(row) - set(words.LANGUAGES) <= ({"exit"} if section == "errors" else set())
    assert row.get("exit", 1) in (1, 2)
    assert len({frozenset(gaps(text)) for text in texts.values()}) == 1, texts
    assert re.search("[\u1780-\u17ff]", texts["km"]) and re.search("[\u4e00-\u9fff]", texts["zh-Hans"])


def constants(tree: ast.AST, name: str) -> set[str]:
    """The codes raised as ``SomethingError("code")`` or ``Stop("kind", "code")``, and those of error classes."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            texts = [item.value for item in node.args if isinstance(item, ast.Constant) and isinstance(item.value, str)]
            if name == "Error" and called.endswith("Error") and texts and re.fullmatch(r"[a-z_]+\.[a-z_]+", texts[0]):
                found.add(texts[0])
            if name == called == "Stop" and len(texts) == 2:
                found.add(f"{texts[0]}.{texts[1]}")
        if name == "Error" and isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
            for line in node.body:
                if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "code":
                    found.add(str(ast.literal_eval(line.value)))
    return found


def told(name: str) -> dict[str, str]:
    return {
        code: path.relative_to(SOURCE).as_posix()
        for path in sorted(SOURCE.rglob("*.py"))
        for code in constants(ast.parse(path.read_text(encoding="utf-8")), name)
    }


def stops() -> dict[str, str]:
    """Every stop the code names: most where they are made, those of who may act in the room without a door."""
    rule = SOURCE / "procedures" / "who.py"
    codes = re.findall(r'\("(\w+)", \{', rule.read_text(encoding="utf-8"))
    assert len(codes) > 1
    return {**told("Stop"), **{f"access.{code}": "procedures/who.py" for code in codes}}


def test_every_error_a_command_can_meet_has_a_sentence() -> None:
    known = set(words.table()["errors"]) | NOT_FROM_A_COMMAND
    silent = {code: path for code, path in told("Error").items() if code not in known}
    assert {code: path for code, path in silent.items() if path.split("/")[0] not in ROOMS_OF_THE_LINK} == {}


def test_every_stop_has_a_sentence() -> None:
    assert len(stops()) > 15
    assert {code: path for code, path in stops().items() if code not in words.table()["stops"]} == {}


def test_every_fault_of_a_form_has_a_sentence() -> None:
    reasons = set(re.findall(r"``(\w+)``", str(form.check_form.__doc__))) - {"path, reason"}
    assert {"required", "not_listed"} <= reasons
    assert reasons - set(words.table()["faults"]) == set()


def test_no_sentence_is_for_something_nobody_says() -> None:
    written = {
        node.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(words.table()["errors"]) - written == set()
    assert set(words.table()["stops"]) - set(stops()) == {"other", "gate"}


def test_a_code_without_a_sentence_still_says_what_it_knows() -> None:
    text = words.say("errors", "never.heard_of", "en", {"place": "here"})
    assert "never.heard_of" in text and "here" in text
    assert words.say("errors", "cli.no_node", "fr", {"home": "x"}) == words.say(
        "errors", "cli.no_node", "en", {"home": "x"}
    )
    assert "?" in words.say("errors", "cli.no_node", "en")
    assert len(words.say("errors", "cli.no_node", "en", {"home": "x" * 9999})) < 500


@pytest.mark.parametrize("value, language", [("km", "km"), ("zh_CN.UTF-8", "zh-Hans"), ("C", "en"), ("", "en")])
def test_the_terminals_language(monkeypatch: pytest.MonkeyPatch, value: str, language: str) -> None:
    for name in ("COMITY_LANGUAGE", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", value)
    assert words.language_of_the_terminal() == language
