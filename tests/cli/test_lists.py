"""What may be given to ``comity screen`` for a list, and what is said where it is not one."""

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from comity.cli import words
from comity.cli.app import make_app, run
from comity.names import compare
from comity.screening.columns import FIELDS
from comity.screening.errors import ColumnsError

ROOT = Path(__file__).parents[2]
SDN = ROOT / "tests" / "fixtures" / "registers" / "invented_sdn"
PAGE = (ROOT / "docs" / "ref" / "screen.md").read_text(encoding="utf-8")
GOOD = "id,name,birth_date\nB1,Anna Maria Lopez,1970-01-02\nB2,Pedro Silva,1980-05-05\n"


def comity(*given: object) -> int:
    return run([str(word) for word in given], make_app())


def screened(capsys: pytest.CaptureFixture[str], *given: object, ok: int = 0) -> dict:
    code = comity("screen", *given, "--quiet", "--json")
    told = json.loads(capsys.readouterr().out)
    assert code == ok, told
    return told


@pytest.fixture
def register(tmp_path: Path) -> Path:
    file = tmp_path / "register.csv"
    file.write_text(GOOD)
    return file


BROKEN = {
    "not-there": (None, "list.csv", "There is no file list.csv"),
    "empty": (b"", "list.csv", "list.csv has no column id, name"),
    "other-columns": (b"no;who\n1;Anna\n", "list.csv", "list.csv has no column id, name"),
    "column-twice": (b"id,name,name\n1,Anna,Ana\n", "list.csv", "has the column name more than once"),
    "ending": (b"id,name\n", "list.txt", "end in .parquet, .csv (commas) or .tsv (tabs)"),
    "no-parquet": (b"garbage", "list.parquet", "list.parquet cannot be read"),
    "not-utf-8": (b"id,name\n1,Jos\xe9\n", "list.csv", "Rows of list.csv cannot be read: 1, the first in line 2"),
    "ragged": (b"id,name\n1,Anna,x\n", "list.csv", "Rows of list.csv cannot be read: 1, the first in line 2"),
    "id-twice": (b"id,name\n1,Anna\n1,Bert\n", "list.csv", "several entries with the id 1"),
}


@pytest.mark.parametrize("content, name, said", BROKEN.values(), ids=BROKEN)
def test_what_is_no_list_is_said_in_one_sentence(
    content: bytes | None, name: str, said: str, register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = tmp_path / name
    if content is not None:
        watch.write_bytes(content)
    assert comity("screen", watch, register, "--out", tmp_path / "hits.jsonl", "--quiet") == 2
    told = capsys.readouterr().err
    assert said in told and "\n" not in told.strip()
    assert "Nothing was" in told or "No hits were" in told
    assert not list(tmp_path.glob("hits.jsonl*"))


def test_every_reason_a_list_is_refused_for_has_its_sentence() -> None:
    source = (ROOT / "src" / "comity" / "screening" / "columns.py").read_text()
    reasons = {line.split('reason="')[1].split('"')[0] for line in source.splitlines() if 'reason="' in line}
    assert reasons >= {"missing", "ending", "missing_column"}
    assert {f"{ColumnsError.code}.{reason}" for reason in reasons} <= set(words.table()["reasons"])


@pytest.mark.parametrize("given, said", [("who", "'who'"), ("watch.who=name", "no field who"), ("name=", "'name='")])
def test_a_column_that_is_said_wrongly(
    given: str, said: str, register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert comity("screen", register, register, "--out", tmp_path / "hits.jsonl", "--column", given) == 2
    assert said in capsys.readouterr().err


def test_a_list_is_never_written_over(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = tmp_path / "also.csv"
    link.symlink_to(register)
    for out in (register, link):
        told = screened(capsys, register, register, "--out", out, ok=2)
        assert told["error"]["code"] == "cli.out_is_input"
    assert register.read_text() == GOOD
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("id\ta\tb\n1\tAnna\tAnna\n")
    assert comity("names", "score", pairs, "--out", pairs) == 2
    assert pairs.read_text().endswith("Anna\n")


def test_a_folder_that_is_not_there_is_named(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = screened(capsys, register, register, "--out", tmp_path / "none" / "hits.jsonl", ok=2)
    assert (told["error"]["code"], told["error"]["data"]["file"]) == ("cli.out_folder", "hits.jsonl")
    assert comity("register", "invent", "--rows", "3", "--out", tmp_path / "none" / "a.parquet") == 2
    assert comity("register", "invent", "--rows", "3", "--out", tmp_path / "people.csv") == 2
    assert "Let its name end in .parquet" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["register.csv"]


def test_lists_with_nothing_but_names_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = tmp_path / "names.csv"
    names.write_text("id,name\n1,Anna Maria Lopez\n,Nobody Known\n3, \n")
    told = screened(capsys, names, names, "--out", tmp_path / "hits.jsonl")
    assert told["hits"] == 2  # each entry with a name finds its own row
    assert "nothing but names in common" in told["notes"][1] and "2 entries have no name or no id" in told["notes"][0]


def test_an_empty_list_is_said(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("id,name,birth_date\n")
    assert "nothing was looked for" in screened(capsys, empty, register, "--out", tmp_path / "a")["notes"][0]
    assert "nobody can be found there" in screened(capsys, register, empty, "--out", tmp_path / "b")["notes"][0]


def test_an_open_quote_is_not_passed_over(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("id,name,birth_date\n1,Anna,1970\n" + '2,"Bert,1970\n' + "3,Carl,1970\n" * 50)
    told = screened(capsys, register, broken, "--out", tmp_path / "hits.jsonl", "--accept-bad-rows")
    assert told["register_rows"] == 1
    assert "the file has 53 lines" in told["notes"][0]


def test_the_published_form_is_screened_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = tmp_path / "asked.csv"
    asked.write_text("id,name,birth_date,documents\nQ,陈伟明,1988-03-14,passport:XB:E55012345\n")
    told = screened(capsys, asked, SDN, "--out", tmp_path / "hits.jsonl")
    assert (told["hits"], told["register_rows"]) == (1, 57)
    assert json.loads((tmp_path / "hits.jsonl").read_text())["register"] == "1001"
    assert "57 entries; 3 names that it calls weak" in told["notes"][0]
    rows = {row["id"]: row for row in pq.read_table(tmp_path / "hits.jsonl.lists" / "register.parquet").to_pylist()}
    assert rows["1001"]["aliases"] == "陈伟明|陳偉明|CHAN, Wei Ming"
    assert (rows["1003"]["birth_date"], rows["1040"]["kind"]) == ("circa 1975", "organisation")


def test_the_published_list_against_an_invented_register_in_one_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "hits.jsonl"
    first = screened(capsys, SDN, "invented:300:7", "--out", out)
    assert (first["watch_rows"], first["register_rows"]) == (57, 300)
    lists = tmp_path / "hits.jsonl.lists"
    before = {file.name: file.stat().st_mtime_ns for file in lists.iterdir()}
    assert set(before) == {"watch.parquet", "invented-300-7.parquet"}
    assert screened(capsys, SDN, "invented:300:7", "--out", out)["hits"] == first["hits"]
    assert {file.name: file.stat().st_mtime_ns for file in lists.iterdir()} == before


def test_a_broken_published_list_is_refused_until_that_is_accepted(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = Path(shutil.copytree(SDN, tmp_path / "sdn"))
    with (source / "sdn.csv").open("a") as file:
        file.write("x,BROKEN\n")
    told = screened(capsys, source, register, "--out", tmp_path / "hits.jsonl", ok=2)
    assert (told["error"]["code"], told["error"]["data"]["file"]) == ("screening.bad_rows", "sdn.csv")
    told = screened(capsys, source, register, "--out", tmp_path / "hits.jsonl", "--accept-bad-rows")
    assert [(row["file"], row["reason"]) for row in told["unread"]] == [("sdn.csv", "wrong_column_count")]
    (source / "alt.csv").unlink()
    told = screened(capsys, source, register, "--out", tmp_path / "hits.jsonl", ok=2)
    assert told["error"]["code"] == "screening.source_missing"
    told = screened(capsys, tmp_path, register, "--out", tmp_path / "hits.jsonl", ok=2)
    assert told["error"]["code"] == "cli.list_folder"


def test_a_prepared_list_answers_about_one_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "prepared"
    assert comity("register", "prepare", SDN, "--out", folder, "--json") == 0
    assert json.loads(capsys.readouterr().out)["rows"] == 57
    asked = ("register", "find", folder, "陈伟明", "--birth-date", "1988-03-14")
    assert comity(*asked, "--json") == 0
    best = json.loads(capsys.readouterr().out)["candidates"][0]
    assert (best["register"], best["score"] > 500) == ("1001", True)
    assert comity("register", "find", folder, "陈伟明", "--birth-date", "soon", "--json") == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "cli.birth_date"
    assert comity(*asked) == 0
    assert "birth_same_day" in capsys.readouterr().out
    assert comity("register", "prepare", SDN, "--out", folder, "--json") == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "screening.prepared_exists"
    assert comity("register", "find", tmp_path, "陈伟明", "--json") == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "screening.prepared"


def test_spark_is_refused_what_it_would_not_do(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, spark = tmp_path / "hits.jsonl", ("--engine", "spark")
    told = screened(capsys, register, register, "--out", out, *spark, "--since", register, ok=2)
    assert told["error"]["code"] == "screening.since_spark"
    broken = tmp_path / "broken.csv"
    broken.write_text("id,name\n1,Anna,x\n")
    told = screened(capsys, register, broken, "--out", out, *spark, ok=2)
    assert told["error"]["code"] == "screening.bad_rows"


def test_the_reference_names_every_column_and_every_field_of_a_hit(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "hits.jsonl"
    told = screened(capsys, register, register, "--out", out)
    hit = json.loads(out.read_text().splitlines()[0])
    beside = {"manifest.json", "HITS.jsonl.memory"}
    names = {*FIELDS, *hit, *hit["versions"], *(f"evidence[].{name}" for name in ("feature", "points")), *beside}
    assert {name for name in {*names, *told} - {"ok"} if f"`{name}`" not in PAGE} == set()
    codes = {code for code in words.table()["errors"] if code.startswith(("cli.out_", "cli.list_", "names.pairs"))}
    assert {code for code in codes if f"`{code}`" not in PAGE} == set()


def test_names_alone_are_scored_as_two_names_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = {
        "陈伟明": "Chen Wei Ming",
        "Владимир Морозов": "Vladimir Morozov",
        "សុខ សុភា": "Sok Sophea",
        "Anna Lopez": "Lopez Anna",
    }
    watch, register = tmp_path / "watch.csv", tmp_path / "register.csv"
    watch.write_text("id,name\n" + "".join(f"w{at},{name}\n" for at, name in enumerate(pairs)), "utf-8")
    others = ["John Smith", "Olga Sidorova", "王芳"]
    rows = [*pairs.values(), *others]
    register.write_text("id,name\n" + "".join(f"r{at},{name}\n" for at, name in enumerate(rows)), "utf-8")
    screened(capsys, watch, register, "--out", tmp_path / "hits.jsonl")
    hits = [json.loads(line) for line in (tmp_path / "hits.jsonl").read_text("utf-8").splitlines()]
    assert {(hit["watch"], hit["register"]) for hit in hits} == {(f"w{at}", f"r{at}") for at in range(len(pairs))}
    for hit, (one, other) in zip(hits, pairs.items(), strict=True):
        assert hit["points"] == compare(one, other, "person").points == sum(line["points"] for line in hit["evidence"])
