"""A register is written whole or not at all, and the same source gives the same file."""

import os
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from comity.screening import (
    ImportReport,
    MappedCsvReader,
    RegisterError,
    SdnReader,
    import_register,
    read_register_info,
)
from comity.screening import register as module

KILLED = """
import os, signal, sys
from pathlib import Path
from comity.screening import SdnReader, import_register
from comity.screening import register

source, folder, place = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
if place == "before the rename":
    register._publish = die
elif place == "after the rename":
    real = register._publish
    register._publish = lambda *paths: (real(*paths), die())
elif place == "while writing":
    register._write_parquet = lambda rows, target, **_: (target.write_bytes(b"PAR1"), die())
register.PROGRESS_EVERY = 10
import_register(source=SdnReader(source), folder=folder, name="watch", progress=die if place == "while reading" else None)
"""


def load(source: Path, folder: Path) -> ImportReport:
    return import_register(source=SdnReader(source), folder=folder, name="watch", as_of="2026-10-31")


def test_the_file_is_named_by_its_own_hash(invented_sdn: Path, tmp_path: Path) -> None:
    report = load(invented_sdn, tmp_path)
    assert report.path is not None
    assert report.path.name == f"{report.file_hash}.parquet"
    assert sha256(report.path.read_bytes()).hexdigest() == report.file_hash
    assert report.path.stat().st_mode & 0o777 == 0o600
    assert [source.sha256 for source in report.sources] == [
        sha256((invented_sdn / name).read_bytes()).hexdigest() for name in ("sdn.csv", "alt.csv", "add.csv")
    ]
    info = read_register_info(report.path)
    assert (info["name"], info["form"], info["as_of"]) == ("watch", "sdn", "2026-10-31")
    assert "path" not in report.as_json()


def test_the_same_source_again_changes_nothing(invented_sdn: Path, tmp_path: Path) -> None:
    first = load(invented_sdn, tmp_path)
    assert first.path is not None
    before = first.path.stat()
    second = load(invented_sdn, tmp_path)
    assert (first.outcome, second.outcome) == ("stored", "unchanged")
    assert (second.file_hash, second.path) == (first.file_hash, first.path)
    assert first.path.stat().st_mtime_ns == before.st_mtime_ns
    assert list(tmp_path.iterdir()) == [first.path]


def test_a_changed_row_gives_another_file_beside_the_first(spoiled_sdn: Path, tmp_path: Path) -> None:
    store = tmp_path / "registers"
    first = load(spoiled_sdn, store)
    text = (spoiled_sdn / "sdn.csv").read_text(encoding="utf-8")
    (spoiled_sdn / "sdn.csv").write_text(text.replace("14 Mar 1988", "15 Mar 1988"), encoding="utf-8")
    second = load(spoiled_sdn, store)
    assert second.outcome == "stored"
    assert second.file_hash != first.file_hash
    assert len(list(store.iterdir())) == 2


@pytest.mark.parametrize("place", ["while reading", "while writing", "before the rename", "after the rename"])
def test_a_killed_import_leaves_no_register_and_the_next_one_cleans_up(
    invented_sdn: Path, tmp_path: Path, place: str
) -> None:
    store = tmp_path / "registers"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(invented_sdn), str(store), place],
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert killed.returncode == -signal.SIGKILL
    visible = [path for path in store.iterdir() if not path.name.startswith(".")]
    assert len(list(store.glob(".import-*"))) == 1
    assert len(visible) == (1 if place == "after the rename" else 0)
    report = import_register(source=SdnReader(invented_sdn), folder=store, name="watch")
    assert report.outcome == ("unchanged" if place == "after the rename" else "stored")
    assert list(store.iterdir()) == [report.path]


def test_an_import_stopped_by_its_caller_leaves_nothing(invented_sdn: Path, tmp_path: Path) -> None:
    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_register(source=SdnReader(invented_sdn), folder=tmp_path, name="watch", progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_running_import_is_not_swept_by_another(invented_sdn: Path, tmp_path: Path) -> None:
    inner: list[ImportReport] = []

    def meanwhile(count: int) -> None:
        inner.append(load(invented_sdn, tmp_path))

    outer = import_register(
        source=SdnReader(invented_sdn), folder=tmp_path, name="watch", as_of="2026-10-31", progress=meanwhile
    )
    assert inner[0].outcome == "stored"
    assert outer.outcome == "unchanged"


def test_a_source_that_changes_while_it_is_read_is_refused(spoiled_sdn: Path, tmp_path: Path) -> None:
    def change(count: int) -> None:
        with (spoiled_sdn / "sdn.csv").open("ab") as file:
            file.write(b"\n")

    with pytest.raises(RegisterError, match="source_changed"):
        import_register(source=SdnReader(spoiled_sdn), folder=tmp_path / "r", name="watch", progress=change)
    assert list((tmp_path / "r").iterdir()) == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"sdn\.csv"):
        load(tmp_path, tmp_path / "registers")


def test_progress_ends_at_the_number_kept(invented_sdn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PROGRESS_EVERY", 10)
    seen: list[int] = []
    report = import_register(source=SdnReader(invented_sdn), folder=tmp_path, name="watch", progress=seen.append)
    assert seen == [10, 20, 30, 40, 50, report.kept]


def test_lists_in_the_report_are_bounded_and_counts_are_not(
    tmp_path: Path, demo_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_LISTED", 3)
    lines = (demo_data / "civil_register.csv").read_text(encoding="utf-8").splitlines()
    bad = tmp_path / "civil_register.csv"
    bad.write_text("\n".join([lines[0], *(f"{line},extra" for line in lines[1:])]) + "\n", encoding="utf-8")
    source = MappedCsvReader(bad, demo_data / "civil_register.toml")
    report = import_register(source=source, folder=tmp_path / "r", name="civil")
    assert (report.outcome, report.bad_count, len(report.bad), report.kept) == ("refused", 80, 3, 0)


def test_a_file_that_is_no_register_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(RegisterError, match="unreadable"):
        read_register_info(tmp_path / "x.parquet")
    with pytest.raises(RegisterError, match="missing"):
        read_register_info(tmp_path / "y.parquet")


@pytest.mark.parametrize(("version", "older"), [("KEY_VERSION", "keys-1"), ("FORM_VERSION", "1")])
def test_a_register_with_other_keys_or_another_form_asks_to_be_imported_again(
    invented_sdn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, older: str
) -> None:
    report = load(invented_sdn, tmp_path)
    assert report.path is not None
    monkeypatch.setattr(module, version, older)
    with pytest.raises(RegisterError, match="outdated"):
        read_register_info(report.path)


def test_the_rooms_load_without_what_is_slow_to_load() -> None:
    rooms = "comity.screening, comity.names, comity.screening.tokens, comity.screening.provenance, comity.law.crossing"
    code = f"import sys, {rooms}; sys.exit(bool({{'duckdb', 'numba', 'pyarrow'}} & set(sys.modules)))"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment).returncode == 0
