"""A question about a subject: found in any spelling, scored in the open, blind to everything outside its file."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from comity.screening import (
    Candidate,
    DocumentQuery,
    MappedCsvReader,
    RegisterError,
    SdnReader,
    SubjectQuery,
    import_register,
    search_register,
)
from comity.screening.duck import held_duckdb, open_duckdb
from comity.screening.lookup import LEAST, MAX_ROWS


@pytest.fixture(scope="module")
def civil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = Path(__file__).resolve().parents[2] / "src" / "comity" / "demo" / "data"
    source = MappedCsvReader(data / "civil_register.csv", data / "civil_register.toml")
    path = import_register(source=source, folder=tmp_path_factory.mktemp("civil"), name="civil register XB").path
    assert path is not None
    return path


def ask(path: Path, *names: str, threshold: int = LEAST, **facts: Any) -> list[Candidate]:
    return search_register(path, [SubjectQuery(names=names, **facts)], threshold=threshold)


@pytest.mark.parametrize(
    "spelling", ["Chen Weiming", "Weiming Chen", "CHEN, Wei Ming", "Wei-Ming CHEN", "陈伟明", "陳偉明"]
)
def test_the_person_is_first_in_every_spelling(civil: Path, spelling: str) -> None:
    found = ask(civil, spelling, birth_date="1988-03-14", nationalities=("XB",))
    assert found[0].names[0] == "陈伟明"
    assert found[0].score_millis > 900
    assert found[0].points > found[1].points + 2_000
    assert found[0].register == "civil register XB"


def test_every_score_is_the_sum_of_its_evidence(civil: Path) -> None:
    found = ask(
        civil,
        "Chen Weiming",
        "Ouyang Xuemei",
        threshold=0,
        birth_date="1988-03-14",
        nationalities=("XA",),
        documents=(DocumentQuery("E55012345"),),
        phones=("000-555-0117",),
        birth_places=("Linhai Quay",),
        addresses=("12 Quay Street",),
        sex="male",
    )
    assert len(found) > 10
    assert [candidate.points for candidate in found] == sorted((row.points for row in found), reverse=True)
    for candidate in found:
        assert candidate.score_millis == sum(line.millis for line in candidate.evidence)
        assert candidate.points == sum(line.points for line in candidate.evidence)
        assert 0 <= candidate.score_millis <= 1000
        assert all(line.explanation for line in candidate.evidence)
        assert candidate.record["row"] == candidate.row
    told = {line.feature: (line.a, line.b) for line in found[0].evidence}
    assert told["document_same_number"] == ("E55012345", "passport E55012345")
    assert told["phone_same"] == ("000-555-0117", "000-555-0117")
    assert told["birth_place_same"] == ("Linhai Quay", "Linhai Quay")
    assert told["address_words"] == ("12 Quay Street", "12 Quay Street, Linhai Quay")
    assert told["sex_same"] == ("male", "male")


def test_a_document_finds_a_person_whose_name_is_not_asked(civil: Path) -> None:
    (found,) = ask(civil, documents=(DocumentQuery("e 550-12345"),))
    assert found.names[0] == "陈伟明"
    assert found.reasons == ("document_same_number",)
    assert found.score_millis > 950
    assert ask(civil, "Nobody Atall", documents=(DocumentQuery("E55012345"),))[0].row == found.row
    assert ask(civil, documents=(DocumentQuery("E5"),), threshold=1) == []


def test_a_telephone_finds_a_person(civil: Path) -> None:
    (found,) = ask(civil, phones=("000 555 0117",))
    assert (found.names[0], found.reasons) == ("陈伟明", ("phone_same",))


def test_a_birth_date_separates_people_of_one_name(civil: Path) -> None:
    by_name = {found.row: found.points for found in ask(civil, "Chen Weiming")}
    agreeing = {found.row: found for found in ask(civil, "Chen Weiming", birth_date="1988-03-14", threshold=0)}
    assert agreeing["B100001"].points > by_name["B100001"]
    assert agreeing["B100003"].points < by_name["B100003"]
    assert "birth_apart" in agreeing["B100003"].reasons
    year_only = {found.row: found for found in ask(civil, "Chen Weiming", birth_date="1988")}
    assert "birth_same_year" in year_only["B100001"].reasons


def test_a_name_alone_is_proposed_and_says_that_many_share_it(civil: Path) -> None:
    found = ask(civil, "Chen Weiming")
    assert {row.names[0] for row in found} >= {"陈伟明", "陈维明"}
    assert max(row.score_millis for row in found) < 50
    assert all("rare" in {line.feature for line in row.evidence} for row in found)


def test_facts_that_disagree_do_not_hide_a_name(civil: Path) -> None:
    found = ask(civil, "Sok Sophea", birth_date="1957-05-05", nationalities=("XB",), threshold=0)
    assert "B100005" in {row.row for row in found}


def test_another_script_of_a_neighbour_state(civil: Path) -> None:
    assert ask(civil, "Sok Sophea")[0].row == "B100005"
    assert ask(civil, "សុខ សុភា")[0].row == "B100005"
    assert ask(civil, "Chan Dara")[0].row == "B100006"


def test_a_weak_alias_counts_less(invented_sdn: Path, tmp_path: Path) -> None:
    path = import_register(source=SdnReader(invented_sdn), folder=tmp_path, name="watch").path
    assert path is not None
    weak = ask(path, "Little Lantern", threshold=0)[0]
    assert weak.row == "1001"
    assert "weak_alias" in weak.reasons
    assert weak.points < ask(path, "Chen Weiming", threshold=0)[0].points
    assert weak.points == sum(line.points for line in weak.evidence)


def test_the_same_name_is_not_lost_in_a_crowd_that_sounds_alike(tmp_path: Path) -> None:
    names = [
        f"{given}{last} 李"
        for given in "婉玩琬菀万宛完碗晚挽皖纨"
        for last in "伟玮纬炜尾委伪苇萎诿痿韪违唯围维惟为韦危威微巍薇"
    ]
    assert len(names) > MAX_ROWS
    (tmp_path / "x.csv").write_text("no,name\n" + "".join(f"B{at},{name}\n" for at, name in enumerate(names)), "utf-8")
    (tmp_path / "x.toml").write_text('[columns]\nrow = "no"\n[[names]]\ncolumn = "name"\n', "utf-8")
    source = MappedCsvReader(tmp_path / "x.csv", tmp_path / "x.toml")
    path = import_register(source=source, folder=tmp_path / "r", name="crowd").path
    assert path is not None
    for at in (0, len(names) - 1):
        assert ask(path, " ".join(reversed(names[at].split())))[0].row == f"B{at}"


def test_several_subjects_and_the_limit(civil: Path) -> None:
    subjects = [SubjectQuery(("Chen Weiming",)), SubjectQuery(()), SubjectQuery(("Sok Sophea",))]
    found = search_register(civil, subjects, limit=1)
    assert [candidate.subject for candidate in found] == [0, 2]
    assert len({candidate.id for candidate in found}) == 2


def test_nobody_is_found_for_nothing(civil: Path) -> None:
    assert ask(civil, "") == []
    assert ask(civil, "--", threshold=1) == []
    assert ask(civil, "'; DROP TABLE x; --") == []


def test_a_missing_register_is_an_error_not_an_empty_answer(tmp_path: Path) -> None:
    with pytest.raises(RegisterError):
        ask(tmp_path / "gone.parquet", "Chen Weiming")


def test_duckdb_sees_only_its_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("secret", encoding="utf-8")
    with open_duckdb(folders=(inside,)) as base:
        for statement, path in [
            ("SELECT * FROM read_text($1)", outside / "secret.txt"),
            ("SELECT * FROM read_text($1)", inside / ".." / "out" / "secret.txt"),
            ("COPY (SELECT 1) TO $1", outside / "x.parquet"),
        ]:
            with pytest.raises(duckdb.PermissionException):
                base.execute(statement, [str(path)])
        for setting in ("SET enable_external_access = true", "SET lock_configuration = false", "INSTALL httpfs"):
            with pytest.raises(duckdb.Error):
                base.execute(setting)


def test_a_connection_that_is_kept_sees_one_folder_and_is_let_go_after_an_error(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        folder.mkdir()
        (folder / "x.txt").write_text(folder.name, encoding="utf-8")
    read = "SELECT content FROM read_text($1)"
    with held_duckdb(folders[0]) as first:
        assert first.execute(read, [str(folders[0] / "x.txt")]).fetchall() == [("one",)]
    with held_duckdb(folders[0]) as again:
        assert again is first
    with pytest.raises(duckdb.PermissionException), held_duckdb(folders[0]) as base:
        base.execute(read, [str(folders[1] / "x.txt")])
    with held_duckdb(folders[0]) as fresh:
        assert fresh is not first
    with held_duckdb(folders[1]) as other:
        assert other.execute(read, [str(folders[1] / "x.txt")]).fetchall() == [("other",)]
        with pytest.raises(duckdb.PermissionException):
            other.execute(read, [str(folders[0] / "x.txt")])


def test_a_name_is_first_among_forty_thousand(published_sdn: Path, tmp_path: Path) -> None:
    """Twice the published list: about 43,000 names. How long it takes stands in ``bench.screening look-up``."""
    doubled = tmp_path / "source"
    doubled.mkdir()
    for file in ("sdn.csv", "alt.csv", "add.csv"):
        text = (published_sdn / file).read_text(encoding="utf-8").rstrip("\x1a")
        again = "".join(f"9{line}\n" for line in text.splitlines() if line)
        (doubled / file).write_text(text + again, encoding="utf-8")
    report = import_register(source=SdnReader(doubled), folder=tmp_path / "r", name="watch")
    assert report.path is not None
    assert report.kept == 2 * 9044
    names = ask(report.path, "Mohammed Ali", threshold=0)[0].record["names"]
    found = ask(report.path, names[0]["text"], threshold=0)
    assert found[0].names[0] == names[0]["text"]
