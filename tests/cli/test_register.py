"""Registers from the command line: a clear report, nothing half-loaded, a look-up that is logged."""

from pathlib import Path

import pytest

from tests.cli.nodes import Shell

pytestmark = pytest.mark.timeout(900)

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "comity" / "demo" / "data"
INVENTED = ROOT / "tests" / "fixtures" / "registers" / "invented_sdn"
TERMS = (
    "--purpose",
    "Civil register of Corvane",
    "--review-on",
    "2030-01-01",
    "--owner",
    "Registry",
    "--lawful-origin",
)


def import_csv(shell: Shell, file: Path, *more: str, ok: int = 0) -> dict:
    mapping = str(DATA / "civil_register.toml")
    return shell.json("register", "import-csv", str(file), "--mapping", mapping, "--name", "civil", *TERMS, *more,
                      who="custodian", ok=ok)  # fmt: skip


def test_a_table_becomes_a_register_and_is_searched_for_a_purpose(xa_shell: Shell) -> None:
    made = import_csv(xa_shell, DATA / "civil_register.csv")
    assert made["done"] and made["report"]["kept"] > 0 and made["report"]["bad_count"] == 0
    again = import_csv(xa_shell, DATA / "civil_register.csv")
    assert (again["ok"], again["changed"]) == (True, False)
    listed = xa_shell.json("register", "list", who="desk")["registers"]
    assert [(row["name"], row["lawful_origin"]) for row in listed] == [("civil", True)]
    found = xa_shell.json("register", "lookup", "Chen Wei Ming", "--birth-date", "1988-03-14", "--purpose",
                          "Check before the request is certified", who="desk")["candidates"]  # fmt: skip
    assert "陈伟明" in found[0]["names"]
    assert found[0]["reasons"]
    refused = xa_shell.json("register", "lookup", "Chen", "--purpose", "curious", who="officer", ok=1)
    assert refused["error"]["code"] == "registers.no_look_up"
    empty = xa_shell.json("register", "lookup", "Chen", "--purpose", " ", who="desk", ok=2)
    assert empty["error"]["code"] == "cli.purpose"
    for words, code in (
        (("Chen", "--register", "nope"), "registers.no_register"),
        (("Chen", "--birth-date", "yesterday"), "cli.birth_date"),
        (("...",), "cli.no_letters"),
    ):
        passed_over = xa_shell.json("register", "lookup", *words, "--purpose", "a check", who="desk", ok=2)
        assert passed_over["error"]["code"] == code
    import sqlite3

    with sqlite3.connect(xa_shell.home / "comity.sqlite3") as base:
        rows = base.execute("SELECT what, purpose FROM storage_accesslog").fetchall()
    assert ("look-up", "Check before the request is certified") in rows
    assert not any("curious" in row[1] for row in rows)


def test_what_was_made_of_candidates_is_counted(xa_shell: Shell) -> None:
    found = xa_shell.json("names", "quality", who="desk")
    assert (found["total"]["decided"], found["bands"]) == (0, [])
    assert found["choices"]["version"] == [found["version"]]


def test_bad_rows_stop_an_import_and_are_listed(xa_shell: Shell, tmp_path: Path) -> None:
    whole = (DATA / "civil_register.csv").read_text(encoding="utf-8")
    broken = tmp_path / "broken.csv"
    broken.write_text(whole + whole.splitlines()[1] + "\n", encoding="utf-8")
    refused = import_csv(xa_shell, broken, ok=2)
    assert (refused["ok"], refused["report"]["outcome"]) == (False, "refused")
    assert refused["report"]["bad"][0]["reason"] == "duplicate_row"
    assert xa_shell.json("register", "list", who="desk")["registers"] == []
    told = xa_shell.run("register", "import-csv", str(broken), "--mapping", str(DATA / "civil_register.toml"), "--name",
                        "civil", *TERMS, who="custodian", ok=2).stdout  # fmt: skip
    assert "Nothing was loaded" in told and "duplicate_row" in told
    made = import_csv(xa_shell, broken, "--accept-bad-rows")
    assert made["report"]["bad_count"] == 1 and made["changed"]


def test_a_sanctions_list_is_imported_by_who_may(xa_shell: Shell) -> None:
    terms = ("--name", "watch", "--purpose", "Watch list", "--review-on", "2030-01-01")
    stopped = xa_shell.json("register", "import-sdn", str(INVENTED), *terms, "--accept-bad-rows", who="officer", ok=1)
    assert [row["code"] for row in stopped["stops"]] == ["role_missing"]
    made = xa_shell.json("register", "import-sdn", str(INVENTED), *terms, "--accept-bad-rows", who="custodian")
    assert made["report"]["form"] == "sdn" and made["report"]["kept"] > 0


@pytest.mark.parametrize("arguments, code", [
    (("import-sdn", "/nowhere"), "screening.source_missing"),
    (("import-csv", "/nowhere.csv", "--mapping", "/nowhere.toml"), "screening.mapping"),
])  # fmt: skip
def test_a_source_that_is_not_there_is_bad_input(
    offices: tuple[Shell, Shell], arguments: tuple[str, ...], code: str
) -> None:
    terms = ("--name", "x", "--purpose", "x", "--review-on", "2030-01-01")
    answer = offices[0].json("register", *arguments, *terms, who="custodian", ok=2)
    assert answer["error"]["code"] == code


def test_two_names_are_compared_without_a_node(offices: tuple[Shell, Shell]) -> None:
    found = offices[0].json("names", "compare", "Chen Weiming", "陈伟明")
    assert found["score"] == sum(row["millis"] for row in found["evidence"]) > 800
