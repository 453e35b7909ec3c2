"""``comity node``: a node is made whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from tests.cli.nodes import PASSWORD, Shell, make_shell

pytestmark = [pytest.mark.data, pytest.mark.timeout(900)]


@pytest.fixture
def shell(tmp_path: Path, own_database: str) -> Shell:
    return make_shell(tmp_path / "node", "xa-coord", database=own_database)


def left(shell: Shell) -> set[str]:
    return {path.name for path in shell.folder.iterdir()} - {"unlock", "password"}


def test_a_node_works_a_day_on_its_database(shell: Shell) -> None:
    """Made, staffed, asked, checked, exported and verified: the same on SQLite and PostgreSQL."""
    made = shell.init()
    assert made["ok"] and len(made["fingerprint"].split("-")) == 8
    assert left(shell) == {"xa-coord"}
    for path in shell.home.rglob("*.key"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    shell.hire()
    listed = shell.json("officer", "list", who="admin")["officers"]
    assert {row["username"]: sorted(row["roles"]) for row in listed}["supervisor"] == ["CS"]
    opened = shell.json(
        "case", "open", "--set", "title=Bank calls", "--set", "conduct=telecom_fraud", "--set",
        "purpose_code=criminal_investigation", who="officer",
    )  # fmt: skip
    assert opened["done"] and opened["state"] == "open"
    shell.json("check")
    shell.json("rebuild")
    shell.json("export", str(shell.folder / "record"))
    verified = shell.run("verify", str(shell.folder / "record"), COMITY_HOME=str(shell.folder / "nowhere"))
    assert "NO FAULT FOUND" in verified.stdout
    status = shell.json("node", "status")
    assert status["log"]["entries"] == status["log"]["signed"] == 8
    assert status["pending_migrations"] == []
    assert status["database"] == ("sqlite" if shell.database == "sqlite" else "postgresql")


def test_a_folder_or_database_in_use_is_left_as_it_is(shell: Shell) -> None:
    shell.init()
    before = (shell.home / "identity.json").read_bytes()
    refused = shell.init(ok=2)
    assert refused["error"]["code"] == "setup.exists"
    assert (shell.home / "identity.json").read_bytes() == before
    if shell.database != "sqlite":
        other = Shell(shell.folder, "xb-coord", shell.database)
        assert other.init(ok=2)["error"]["code"] == "setup.database_in_use"
        assert left(shell) == {"xa-coord"}
    assert shell.json("officer", "list", who="admin")["officers"]


def test_tables_of_an_older_version_are_said_and_upgraded(xa_shell: Shell) -> None:
    import sqlite3

    with sqlite3.connect(xa_shell.home / "comity.sqlite3") as base:
        base.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        base.execute("DROP TABLE django_session")
    pending = xa_shell.json("node", "status")["pending_migrations"]
    assert len(pending) == 1
    assert "older than this version" in xa_shell.run("node", "status").stdout
    assert xa_shell.json("node", "upgrade")["changed"] == pending
    assert xa_shell.json("node", "upgrade")["changed"] == []
    xa_shell.json("check")


@pytest.mark.parametrize("changes, code", [
    (["--state", "XZ"], "setup.state"),
    (["--authority", "nobody"], "cli.authority"),
    (["--language", "fr"], "cli.language"),
    (["--pack", "none"], "law.pack"),
    (["--office", "Not A Code"], "kit.id_format"),
    (["--name-km", "a\x1bb"], "setup.text"),
])  # fmt: skip
def test_what_cannot_be_is_refused_before_anything_is_made(tmp_path: Path, changes: list[str], code: str) -> None:
    shell = make_shell(tmp_path / "node", "xa-coord")
    assert shell.init(*changes, ok=2)["error"]["code"] == code
    assert left(shell) == set()


@pytest.mark.parametrize("name, text, code", [
    ("unlock", "short", "cli.passphrase_short"),
    ("unlock", "", "cli.secret_file"),
    ("password", "short", "officers.password_short"),
])  # fmt: skip
def test_secrets_that_are_too_short_make_nothing(shell: Shell, name: str, text: str, code: str) -> None:
    (shell.folder / name).write_text(text + "\n")
    assert shell.init(ok=2)["error"]["code"] == code
    assert left(shell) == set()
    (shell.folder / "unlock").write_text("a long sentence nobody guesses\n")
    (shell.folder / "password").write_text(PASSWORD + "\n")
    shell.init()  # the database was left empty, too


def test_a_database_that_does_not_answer_leaves_no_node(tmp_path: Path) -> None:
    shell = make_shell(tmp_path / "node", "xa-coord", database="postgres://nobody@127.0.0.1:1/none")
    refused = shell.init(ok=1)
    assert refused["error"]["code"] == "cli.database"
    assert left(shell) == set()


def test_a_secret_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    shell = make_shell(tmp_path / "node", "xa-coord")
    (shell.folder / "unlock").chmod(0o644)
    assert shell.init(ok=2)["error"]["code"] == "cli.secret_exposed"
    assert left(shell) == set()


def test_a_wrong_passphrase_and_a_wrong_password_are_refused(offices: tuple[Shell, Shell], tmp_path: Path) -> None:
    own = offices[0]
    wrong = tmp_path / "wrong"
    wrong.touch(mode=0o600)
    wrong.write_text("not the passphrase of this node\n")
    closed = own.json("check", "--unlock-file", str(wrong), ok=1)
    assert closed["error"]["code"] == "protocol.passphrase"
    refused = own.json("today", "--password-file", str(wrong), who="desk", ok=1)
    assert refused["error"]["code"] == "officers.sign_in"
    nobody = own.json("today", ok=2)
    assert nobody["error"]["code"] == "cli.nobody"


def test_the_passphrase_may_come_from_a_systemd_credential(offices: tuple[Shell, Shell], tmp_path: Path) -> None:
    own = offices[0]
    (tmp_path / "comity-unlock").write_bytes((own.folder / "unlock").read_bytes())
    done = own.run("check", COMITY_UNLOCK_FILE="", CREDENTIALS_DIRECTORY=str(tmp_path))
    assert "NO FAULT FOUND" in done.stdout
    asked = own.run("check", COMITY_UNLOCK_FILE="", ok=2)
    assert "passphrase" in asked.stderr
    assert asked.stdout == ""


def test_a_node_that_is_not_there_is_said_in_the_terminals_language(tmp_path: Path) -> None:
    shell = make_shell(tmp_path / "node", "xa-coord")
    said = {
        language: shell.run("node", "status", ok=2, COMITY_LANGUAGE=language).stderr
        for language in ("en", "km", "zh-Hans")
    }
    assert len(set(said.values())) == 3
    assert all(str(shell.home) in text for text in said.values())
    assert "没有节点" in said["zh-Hans"]


def test_an_officer_is_told_in_the_officers_language(xa_shell: Shell) -> None:
    password = str(xa_shell.folder / "password")
    xa_shell.json("officer", "appoint", "sokha", "--name", "Sokha", "--role", "RO", "--language", "km",
                  "--new-password-file", password, who="admin")  # fmt: skip
    missing = xa_shell.json("request", "show", "xa-coord/request/none", who="sokha", ok=2)
    assert missing["error"]["sentence"] == "គ្មានកំណត់ត្រានេះ ឬអ្នកមិនអាចមើលវាបាន។"


def test_help_loads_nothing_heavy(offices: tuple[Shell, Shell]) -> None:
    """Help must answer at once: neither the web framework nor the law's engine is loaded for it."""
    code = (
        "import sys; from comity.__main__ import program; from comity.cli.app import run; run(['--help'], program());"
        "print(sorted({'django', 'rich', 'cedarpy', 'duckdb', 'cryptography'} & set(sys.modules)))"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert done.stdout.splitlines()[-1] == "[]"
    assert "node" in done.stdout
