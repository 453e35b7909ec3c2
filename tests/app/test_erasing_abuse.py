"""Erasure as a way to hide something: what insiders may try, and what stops each."""

from typing import TYPE_CHECKING, Any

import pytest

from comity.app import reading
from comity.app.door import NotFoundError, submit
from comity.app.drawing import draw_readings
from comity.domain.command import Command
from comity.storage import reads, records
from tests.app.assistance import done, gates
from tests.office import fraud_request

if TYPE_CHECKING:
    from tests.office import Office

FORM = {"ground": "never_needed", "reasons": "It was never needed by anybody here."}


def test_nobody_erases_the_look_at_his_own_reading(xa: "Office") -> None:
    person = {**fraud_request()["persons"][0], "names": ["Privacy"]}
    record = xa.request(persons=[person])
    reading.record(xa.node, xa.staff["privacy"], record, purpose="Just so.", purpose_code="lawfulness_check")
    draw_readings(xa.node)
    (look,) = records.of_procedure("sampling", state="drawn")
    done(xa.do("reviewer", "sm.review", look["id"], finding="unlawful", reasons="He looked for himself."))
    assert gates(xa.do("privacy", "rt.erase", look["id"], **FORM)) == {"RET-01.reviewer"}
    assert gates(xa.do("privacy", "rt.hold", look["id"], until="2039-01-01", reasons="I would like to keep it.")) == {
        "RET-01.reviewer"
    }


def test_erasing_a_record_leaves_who_read_it(xa: "Office") -> None:
    record = xa.request()
    reading.record(xa.node, xa.staff["supervisor"], record, purpose="To certify it.")
    done(xa.do("officer", "ir.withdraw", record, reasons="The wrong man altogether."))
    done(xa.do("privacy", "rt.erase", record, **FORM))
    assert reads.of_record(record)[0]["officer"] == xa.staff["supervisor"].id


def test_what_is_in_force_is_not_erased(xa: "Office") -> None:
    (assessment,) = records.of_procedure("processing", state="in_force")
    (agreement,) = records.of_procedure("agreement", state="in_force")
    (partner,) = records.of_procedure("partner", state="confirmed")
    for row in (assessment, agreement, partner):
        assert gates(xa.do("privacy", "rt.erase", row["id"], **FORM)) == {"RET-01.ended"}, row["procedure"]


def test_an_officer_at_work_is_not_erased_and_one_who_left_is(xa: "Office") -> None:
    from comity.app import officers
    from comity.app.check import check

    done(xa.do("head", "officer.grant_role", xa.staff["head"].id, role="DP"))
    who = xa.staff["asylum"].id
    assert gates(xa.do("head", "rt.erase", who, **FORM)) >= {"RET-01.ended"}
    for role in xa.staff["asylum"].roles:
        done(xa.do("admin", "officer.revoke_role", who, role=str(role)))
    done(xa.do("head", "rt.erase", who, **FORM))
    assert officers.name_of(who) == who
    with pytest.raises(officers.SignInError):
        officers.sign_in("asylum", "correct horse battery staple")
    assert [row for row in check(xa.node)["faults"] if row["table"] != "high-water"] == []


def test_the_steps_of_another_procedure_do_not_open_a_record(xa: "Office") -> None:
    """A record takes the steps of its own procedure and those of every record; nothing of another one."""
    record = xa.request()
    stopped = xa.do("officer", "oi.withdraw", record, reasons="By the door of another procedure.")
    assert [stop.code for stop in stopped.stops][-1:] == ["not_next"]
    assert records.load(record).state["state"] == "draft"  # type: ignore[index]
    with pytest.raises(NotFoundError):
        xa.do("privacy", "rt.erase", "xa-coord/request/01a20000-0000-7000-8000-00000000dead", **FORM)


def test_the_clock_s_own_steps_are_for_nobody_else(xa: "Office") -> None:
    record = xa.request()
    done(xa.do("officer", "ir.withdraw", record, reasons="The wrong man altogether."))
    for name in ("rt.expire", "rt.seal"):
        stopped = xa.do("privacy", name, record)
        assert [stop.code for stop in stopped.stops] == ["not_for_a_person"]


def test_who_lifts_a_hold_does_not_erase_what_it_kept(xa: "Office") -> None:
    """One insider alone does not make proof disappear that a court asked to keep."""
    record = xa.request()
    done(xa.do("officer", "ir.withdraw", record, reasons="The wrong man altogether."))
    done(xa.do("judge", "rt.hold", record, until="2039-01-01", reasons="The court wants to see it."))
    done(xa.do("privacy", "rt.lift", record, reasons="Nobody asks for it any more."))
    stopped = xa.do("privacy", "rt.erase", record, **FORM)
    assert [stop.code for stop in stopped.stops] == ["same_person"]
    done(xa.do("reviewer", "rt.erase", record, **FORM))


def test_a_second_hold_never_shortens_the_first(xa: "Office") -> None:
    record = xa.request()
    done(xa.do("officer", "ir.withdraw", record, reasons="The wrong man altogether."))
    done(xa.do("judge", "rt.hold", record, until="2039-01-01", reasons="The court wants to see it."))
    done(xa.do("privacy", "rt.hold", record, until="2026-11-01", reasons="Until the end of the month."))
    assert records.load(record).state["hold"]["until"] == "2039-01-01"  # type: ignore[index]
    assert gates(xa.do("privacy", "rt.erase", record, **FORM)) == {"RET-01.hold"}
    done(xa.do("judge", "rt.hold", record, until="2039-06-01", reasons="The appeal is still open."))
    assert records.load(record).state["hold"]["until"] == "2039-06-01"  # type: ignore[index]


@pytest.mark.django_db(transaction=True)
def test_the_file_of_an_erased_register_goes_unless_another_names_it(xb: "Office") -> None:
    from tests.app.test_request import load_register

    load_register(xb)
    (first,) = records.of_procedure("register")
    form = {name: first[name] for name in ("file", "purpose", "lawful_origin", "owner", "review_on")}
    second = named_again(xb, "civil again", form)
    file = xb.node.registers_folder / f"{first['file']}.parquet"
    done(xb.do("privacy", "rt.erase", first["id"], **FORM))
    assert file.exists()
    done(xb.do("privacy", "rt.erase", second, **FORM))
    assert not file.exists()


def named_again(office: "Office", name: str, form: dict[str, Any]) -> str:
    """A register's record as a command writes it, without reading a source."""
    again = Command(name="register.import", actor=office.staff["custodian"], form={**form, "name": name})
    return str(done(submit(office.node, again)).record)


@pytest.mark.django_db(transaction=True)
def test_no_path_in_the_place_of_a_hash_takes_a_file_away(xb: "Office") -> None:
    """Two officers could otherwise remove a register that is in use, or a file of that kind anywhere."""
    from tests.app.test_request import load_register

    load_register(xb)
    (civil,) = records.of_procedure("register")
    form = {name: civil[name] for name in ("purpose", "lawful_origin", "owner", "review_on")}
    elsewhere = xb.node.home / "statistics.parquet"
    elsewhere.write_bytes(b"of somebody else")
    for number, file in enumerate((f"./{civil['file']}", "../statistics", str(elsewhere)[: -len(".parquet")])):
        record = named_again(xb, f"register {number}", {**form, "file": file})
        done(xb.do("privacy", "rt.erase", record, **FORM))
    assert elsewhere.exists()
    assert (xb.node.registers_folder / f"{civil['file']}.parquet").exists()
