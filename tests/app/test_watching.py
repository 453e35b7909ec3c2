"""People whom open searches look for, and a list that grows: each new pair once, under the same gates, for people to judge."""

from typing import Any

import pytest

from comity.app import importing, reading, rebuild, registers, watch_round, watching
from comity.app.door import submit
from comity.domain.command import CLOCK, Command
from comity.storage import boot, journal, log
from tests.app.test_judging import OTHER, THIRD, judge, state_of
from tests.app.test_request import DATA, RECORD, person, screened, searched
from tests.office import Office

ROWS = (DATA / "civil_register.csv").read_text(encoding="utf-8").rstrip("\n").splitlines()
CHEN = ROWS[1]
TWIN = CHEN.replace("B100001", "B900001").replace("330000198803140017", "330000198803140099").replace("E55012345", "")
OTHER_TWIN = TWIN.replace("B900001", "B900002")


def import_list(office: Office, *more: str, name: str = "civil") -> None:
    """The civil register once more, with these rows besides."""
    from comity.screening.mapped_csv import MappedCsvReader

    file = office.node.home / f"{name}.csv"
    file.write_text("\n".join((*ROWS, *more)) + "\n", encoding="utf-8")
    form = {"name": name, "purpose": "Civil register of Corvane", "lawful_origin": True, "owner": "Registry",
            "review_on": "2030-01-01"}  # fmt: skip
    _, outcome = importing.import_file(office.node, office.staff["custodian"], form=form,
                                       source=MappedCsvReader(file, DATA / "civil_register.toml"))  # fmt: skip
    assert outcome is not None
    assert outcome.done, outcome.stops


def rows_of(record: str) -> list[str]:
    return [row["row"] for row in state_of(record)["candidates"]]


def fresh_on_the_desk(office: Office, who: str, record: str) -> int:
    desk = reading.today(office.node, office.staff[who])
    (line,) = [row for row in (*desk["mine"], *desk["others"]) if row["id"] == record]
    return int(line["fresh"])


def test_somebody_new_in_a_list_becomes_a_task_once(xb: Office) -> None:
    record = searched(xb)
    before = rows_of(record)
    assert watch_round.watch(xb.node) == 0, "the search has just seen the list"
    import_list(xb, TWIN)
    assert fresh_on_the_desk(xb, "supervisor", record) == 0
    assert watch_round.watch(xb.node) == 1
    assert rows_of(record) == [*before, "B900001"]
    assert fresh_on_the_desk(xb, "supervisor", record) == 1
    entry = [row.entry for row in journal.read(records_key=xb.node.records_key, record=record)][-1]
    assert (entry.command, entry.actor, entry.source, entry.target) == ("ir.watch", "clock", "searched", "searched")
    assert entry.decision_hash, "the gates of the search were asked"
    size = log.size()
    assert watch_round.watch(xb.node) == 0
    assert log.size() == size
    import_list(xb, TWIN, OTHER_TWIN)
    assert watch_round.watch(xb.node) == 1
    assert rows_of(record) == [*before, "B900001", "B900002"]


def test_nothing_is_answered_before_somebody_judged_who_is_new(xb: Office) -> None:
    record = searched(xb)
    for place in range(len(rows_of(record))):
        assert judge(xb, record, "negative", place=place).done
    import_list(xb, TWIN)
    watch_round.watch(xb.node)
    assert "candidates_not_judged" in {stop.code for stop in xb.do("desk2", "ir.answer_no_data", record).stops}
    assert judge(xb, record, "negative", place=-1).done
    assert fresh_on_the_desk(xb, "supervisor", record) == 0
    assert xb.do("desk2", "ir.answer_no_data", record).done


def test_a_pair_that_was_known_or_judged_is_no_task_again(xb: Office) -> None:
    record = searched(xb)
    assert judge(xb, record, "negative").done
    before = state_of(record)
    import_list(xb, ROWS[-1].replace(ROWS[-1].split(",")[0], "B900009", 1))
    assert watch_round.watch(xb.node) == 1
    after = state_of(record)
    assert (after["candidates"], after["judgements"]) == (before["candidates"], before["judgements"])
    assert after["watched"] != before["watched"]


def test_only_lists_that_the_search_named_are_asked(xb: Office) -> None:
    record = searched(xb)
    import_list(xb, TWIN, name="wanted")
    assert watch_round.watch(xb.node) == 0
    assert xb.do("desk", "ir.search", record, registers=["wanted"]).done
    assert "B900001" in rows_of(record)
    import_list(xb, OTHER_TWIN)
    assert watch_round.watch(xb.node) == 0, "civil is no longer a list of this search"


def test_a_record_that_is_not_open_for_it_is_left_alone(xb: Office) -> None:
    frozen, before = searched(xb), screened(xb, OTHER)
    assert xb.do("reviewer", "ir.freeze", frozen, reasons="A pattern that must be looked at.").done
    import_list(xb, TWIN)
    assert watch_round.watch(xb.node) == 0
    assert "B900001" not in rows_of(frozen)
    assert state_of(before)["candidates"] == []
    assert xb.do("reviewer", "ir.unfreeze", frozen, reasons="Nothing found.").state == "searched"
    assert watch_round.watch(xb.node) == 1


def test_what_was_withdrawn_or_answered_is_looked_for_no_more(xb: Office) -> None:
    answered = searched(xb)
    for place in range(len(rows_of(answered))):
        assert judge(xb, answered, "negative", place=place).done
    assert xb.do("desk2", "ir.answer_no_data", answered).state == "released"
    withdrawn = searched(xb, OTHER)
    assert xb.hear("ir.note_withdrawal", "request.withdraw", withdrawn).done
    import_list(xb, TWIN)
    assert list(watching.waiting()) == []


def test_what_a_gate_stops_waits_without_an_entry(xb: Office) -> None:
    record = searched(xb)
    stated = {"political_nature": {"value": "predominant", "reason": "The file came."}}
    assert xb.do("reviewer", "ir.state_facts", record, facts=stated).done
    import_list(xb, TWIN)
    size = log.size()
    assert watch_round.watch(xb.node) == 0
    assert log.size() == size
    assert xb.do(
        "reviewer", "ir.state_facts", record, facts={"political_nature": {"value": "none", "reason": "Read."}}
    ).done
    assert watch_round.watch(xb.node) == 1


def test_nobody_but_the_clock_takes_it_and_nothing_is_left_to_take_twice(xb: Office) -> None:
    record = searched(xb)
    import_list(xb, TWIN)
    stopped = xb.do("desk", "ir.watch", record, register="civil")
    assert [stop.code for stop in stopped.stops] == ["not_for_a_person"]
    taken = Command(name="ir.watch", actor=CLOCK, record=state_of(record)["id"], form={"register": "civil"})
    assert submit(xb.node, taken).done
    assert [stop.code for stop in submit(xb.node, taken).stops] == ["nothing_to_watch"]


def test_a_round_that_is_cut_off_goes_on_where_it_was(xb: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    every = [searched(xb), searched(xb, OTHER), searched(xb, THIRD)]
    import_list(xb, TWIN)
    taken: list[str] = []

    def dies(*given: Any) -> Any:
        if len(taken) == 2:
            raise KeyboardInterrupt
        taken.append(given[1].record)
        return submit(*given)

    monkeypatch.setattr(watch_round, "submit", dies)
    with pytest.raises(KeyboardInterrupt):
        watch_round.watch(xb.node)
    assert sum("B900001" in rows_of(record) for record in every) == 2
    assert watching.progress(xb.staff["supervisor"])["civil"] == (2, 3)
    monkeypatch.setattr(watch_round, "submit", submit)
    assert watch_round.watch(xb.node) == 1
    assert [rows_of(record).count("B900001") for record in every] == [1, 1, 1]
    assert watching.progress(xb.staff["supervisor"])["civil"] == (3, 3)
    assert watching.progress(xb.staff["admin"])["civil"] == (0, 0), "counts are over what one may see"


def test_one_search_for_many_finds_what_each_would_find_alone(xb: Office) -> None:
    searched(xb)
    sok = person(names=["Sok Sophea"], birth_date="", documents=[])
    chen = person()
    register = registers.named("civil")
    assert register is not None
    states: list[dict[str, Any]] = [
        {"request": {"persons": persons}} for persons in ([chen], [sok, chen], [sok], [], [chen, sok])
    ]
    alone = [watching.ask(xb.node, register, [state])[0] for state in states]
    assert watching.ask(xb.node, register, states) == alone
    assert {row["person"] for row in alone[1]} <= {0, 1}
    assert any(alone)


def test_known_candidates_take_no_place_from_new_ones(xb: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "PER_REGISTER", 1)
    record = searched(xb)
    assert len(rows_of(record)) == 1
    import_list(xb, TWIN)
    watch_round.watch(xb.node)
    assert "B900001" in rows_of(record)


def test_a_list_that_cannot_be_searched_holds_up_no_other(xb: Office) -> None:
    searched(xb)
    import_list(xb, name="another")
    assert xb.do("desk", "ir.search", RECORD, registers=["another", "civil"]).done
    import_list(xb, TWIN)
    import_list(xb, TWIN, name="another")
    named = registers.named("another")
    assert named is not None
    import_list(xb, TWIN, OTHER_TWIN, name="another")
    broken = registers.named("another")
    assert broken is not None
    (xb.node.registers_folder / f"{broken['file']}.parquet").write_bytes(b"not a register")
    with pytest.raises(registers.RegisterChangedError):
        watch_round.watch(xb.node)
    assert state_of(RECORD)["watched"]["civil"] == registers.named("civil")["file"]  # type: ignore[index]


def test_nothing_is_asked_while_the_history_is_in_doubt(xb: Office) -> None:
    record = searched(xb)
    import_list(xb, TWIN)
    boot.doubt("a test", at="2026-11-01T00:00:00.000Z")
    assert watch_round.watch(xb.node) == 0
    assert "B900001" not in rows_of(record)


def test_the_record_still_equals_its_entries(xb: Office) -> None:
    searched(xb)
    import_list(xb, TWIN)
    watch_round.watch(xb.node)
    assert judge(xb, RECORD, "negative", place=-1).done
    assert rebuild.rebuild(xb.node, only_check=True)["differences"] == []
