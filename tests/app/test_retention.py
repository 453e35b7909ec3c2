"""Retention through the door: limits from the first moment, overdue is hidden, erased is gone, and the log still stands."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from comity.app.door import NotFoundError
from comity.app.retention import forget, keep_limits
from comity.kit import clock
from tests.app.test_request import RECORD, receive
from tests.office import REQUESTER_FACTS

if TYPE_CHECKING:
    from tests.office import Office

NAME = "Chen Weiming"
REASONS = "The investigation of the false bank still needs it: two more accounts are being traced."


def later(days: float) -> Any:
    """The same node, so many days later."""
    return clock.frozen(clock.now() + timedelta(days=days))


def state_of(record: str) -> dict[str, Any]:
    from comity.storage import records

    state = records.load(record).state
    assert state is not None
    return state


def screen_person() -> dict[str, Any]:
    from tests.app.test_request import person

    return person()


def seen_by(office: "Office", who: str, record: str) -> bool:
    from comity.app import officers
    from comity.storage.access import access_record

    return access_record(officers.actor(office.staff[who].id), record) is not None


def everything_in_clear() -> str:
    """Every text and every byte in every table, as somebody with the database open could read it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                found += [
                    bytes(v).decode(errors="ignore") if isinstance(v, bytes | memoryview) else str(v) for v in row
                ]
    return "\n".join(found)


def faults(office: "Office") -> list[Any]:
    from comity.app.check import check

    return [row for row in check(office.node)["faults"] if row["table"] != "high-water"]  # of another test's log


def test_every_record_has_its_limit_from_its_first_moment(xa: "Office") -> None:
    from comity.storage import models

    xa.request()
    for row in models.Record.objects.all():
        assert row.review_at or row.delete_at, row.procedure
    draft = models.Record.objects.get(procedure="information_request")
    assert draft.hidden_at == draft.review_at
    assert draft.review_at[:10] == (clock.now() + timedelta(days=365)).date().isoformat()
    assert faults(xa) == []


def test_the_shortest_limit_of_the_roles_in_it_counts(xa: "Office") -> None:
    from tests.office import fraud_request

    contact = {**fraud_request()["persons"][0], "names": ["Tan Bopha"], "role": "contact"}
    record = xa.request(persons=[*fraud_request()["persons"], contact])
    assert state_of(record)["limits"]["review_at"][:10] == (clock.now() + timedelta(days=180)).date().isoformat()


def test_what_is_overdue_is_hidden_until_somebody_reviews_it_with_reasons(xa: "Office") -> None:
    record = xa.request()
    assert seen_by(xa, "officer", record)
    with later(366):
        assert not seen_by(xa, "officer", record)
        assert not seen_by(xa, "supervisor", record)
        assert seen_by(xa, "privacy", record)
        until = (clock.now() + timedelta(days=100)).date().isoformat()
        with pytest.raises(NotFoundError):
            xa.do("supervisor", "rt.review", record, review_on=until, reasons=REASONS)
        thin = xa.do("privacy", "rt.review", record, review_on=until, reasons="ok")
        assert [stop.code for stop in thin.stops] == ["GOV-01.reasons"]
        far = (clock.now() + timedelta(days=4000)).date().isoformat()
        assert [stop.code for stop in xa.do("privacy", "rt.review", record, review_on=far, reasons=REASONS).stops] == [
            "RET-01.review"
        ]
        done = xa.do("privacy", "rt.review", record, review_on=until, reasons=REASONS)
        assert done.done, done.stops
        assert seen_by(xa, "officer", record)
        assert state_of(record)["limits"]["review_at"][:10] == until
    with later(366 + 101):
        assert not seen_by(xa, "officer", record)
    assert faults(xa) == []


def test_a_writer_does_not_review_what_he_wrote(xa: "Office") -> None:
    xa.do("head", "officer.grant_role", xa.staff["officer"].id, role="DP")
    record = xa.request()
    until = (clock.now() + timedelta(days=90)).date().isoformat()
    assert [stop.code for stop in xa.do("officer", "rt.review", record, review_on=until, reasons=REASONS).stops] == [
        "RET-01.reviewer"
    ]
    assert xa.do("privacy", "rt.review", record, review_on=until, reasons=REASONS).done


def withdrawn(office: "Office", **changes: Any) -> str:
    record = office.request(**changes)
    done = office.do("officer", "ir.withdraw", record, reasons="The account is another's.")
    assert done.done, done.stops
    return record


def test_an_erasure_takes_away_every_word_and_leaves_a_provable_log(xa: "Office", tmp_path: Any) -> None:
    from comity.app.export import export
    from comity.app.rebuild import rebuild
    from comity.app.replay import ReplayError, replay
    from comity.storage import journal, models
    from comity.verify import verify_folder
    from tests.office import PASSPHRASE

    record = withdrawn(xa)
    stopped = xa.do("desk2", "ir.certify", record)
    assert not stopped.done
    assert NAME in everything_in_clear()
    erased = xa.do("privacy", "rt.erase", record, ground="unlawful", reasons="He has nothing to do with the matter.")
    assert erased.done, erased.stops
    assert NAME not in everything_in_clear()
    state = state_of(record)
    assert (state["state"], state["erased"], state["erasure"]["ground"]) == ("erased", True, "unlawful")
    assert not {"request", "case", "stated", "limits"} & set(state)
    said = list(journal.read(records_key=xa.node.records_key, record=record))
    assert [row.payload is None for row in said] == [True, True, True, False]
    assert not models.Mention.objects.filter(record=record).exists()
    assert set(models.DecisionRow.objects.filter(record=record).values_list("failed", flat=True)) == {""}
    with pytest.raises(ReplayError):
        replay(xa.node, said[0].entry.seq)
    assert faults(xa) == []
    assert rebuild(xa.node, only_check=True)["count"] == 0
    export(xa.node, tmp_path / "out", PASSPHRASE)
    report = verify_folder(tmp_path / "out")
    assert report.ok, report


def key_of(scope: str) -> bool:
    """Whether anything that was sealed under this scope can still be opened, from the table or from memory."""
    from comity.storage import cipher, models

    return models.ScopeKey.objects.filter(scope=scope).exists() or any(kept[1] == scope for kept in cipher._cache)


def test_the_key_goes_with_the_last_thing_it_opened(xa: "Office") -> None:
    """No older copy of the database tells what was erased: its key is destroyed here, once nothing needs it."""
    form = {"ground": "unlawful", "reasons": "He has nothing to do with the matter."}
    record = withdrawn(xa)
    case = state_of(record)["case"]
    assert xa.do("privacy", "rt.erase", record, **form).done
    assert key_of(case)  # the case itself still stands under it
    assert xa.do("supervisor", "case.close", case, reasons="The account is another's.").done
    assert xa.do("privacy", "rt.erase", case, **form).done
    assert not key_of(case)
    assert faults(xa) == []


def test_what_was_erased_is_seen_by_reviewers_only_and_takes_no_further_step(xa: "Office") -> None:
    record = withdrawn(xa)
    assert xa.do("privacy", "rt.erase", record, ground="never_needed", reasons="Nobody ever needed this.").done
    assert not seen_by(xa, "officer", record)
    assert not seen_by(xa, "desk", record)
    assert seen_by(xa, "privacy", record)
    again = xa.do("privacy", "rt.erase", record, ground="never_needed", reasons="Nobody ever needed this.")
    assert [stop.code for stop in again.stops] == ["not_next"]


@pytest.mark.parametrize("who, changes, stop", [
    ("privacy", {"ground": "limit_reached"}, "RET-01.erase"),
    ("privacy", {"reasons": "no"}, "GOV-01.reasons"),
    ("officer", {}, "role_missing"),
])  # fmt: skip
def test_nothing_is_erased_without_a_ground_reasons_and_the_role(
    xa: "Office", who: str, changes: dict[str, str], stop: str
) -> None:
    record = withdrawn(xa)
    form = {"ground": "unlawful", "reasons": "He has nothing to do with the matter.", **changes}
    outcome = xa.do(who, "rt.erase", record, **form)
    assert stop in [row.code for row in outcome.stops]
    assert NAME in everything_in_clear()


def test_what_is_still_being_done_or_needed_as_proof_is_not_erased(xa: "Office") -> None:
    form = {"ground": "unlawful", "reasons": "He has nothing to do with the matter."}
    open_one = xa.request()
    assert [stop.code for stop in xa.do("privacy", "rt.erase", open_one, **form).stops] == ["RET-01.ended"]
    record = withdrawn(xa)
    until = (clock.now() + timedelta(days=30)).date().isoformat()
    assert xa.do("judge", "rt.hold", record, until=until, reasons="The court asked for the whole file.").done
    assert [stop.code for stop in xa.do("privacy", "rt.erase", record, **form).stops] == ["RET-01.hold"]
    assert xa.do("judge", "rt.lift", record, reasons="The court has decided the matter.").done
    assert xa.do("privacy", "rt.erase", record, **form).done
    assert faults(xa) == []


def test_a_hold_ends_with_its_day(xa: "Office") -> None:
    record = withdrawn(xa)
    until = (clock.now() + timedelta(days=30)).date().isoformat()
    assert xa.do("judge", "rt.hold", record, until=until, reasons="The court asked for the whole file.").done
    with later(31):
        erased = xa.do("privacy", "rt.erase", record, ground="unlawful", reasons="He is not concerned at all.")
        assert erased.done, erased.stops


def test_a_query_that_gave_nothing_keeps_the_audit_log_only(xa: "Office") -> None:
    """DP-14: shown for a while to who asked, then sealed by the clock, then erased by it."""
    from comity.storage import journal, models

    record = withdrawn(xa)
    assert seen_by(xa, "officer", record)
    assert keep_limits(xa.node) == 0
    with later(31):
        assert not seen_by(xa, "officer", record)
        assert keep_limits(xa.node) == 1
        assert keep_limits(xa.node) == 0
        assert NAME not in everything_in_clear()
        assert not seen_by(xa, "desk", record)
        said = list(journal.read(records_key=xa.node.records_key, record=record))
        assert NAME in str(said[0].payload)  # the sealed audit log: for review and court
        assert faults(xa) == []
    with later(1000):
        assert keep_limits(xa.node) == 0
    with later(1097):
        assert keep_limits(xa.node) == 1
        assert state_of(record)["state"] == "erased"
        said = list(journal.read(records_key=xa.node.records_key, record=record))
        assert [row.payload is None for row in said] == [True] * (len(said) - 1) + [False]
        assert not models.Mention.objects.filter(record=record).exists()
        assert faults(xa) == []


def test_no_record_is_made_on_the_subject_of_a_refused_or_stopped_request(xb: "Office") -> None:
    """The hard rule: what comes of an unlawful request is the request's own audit log, and nothing about its subject."""
    from comity.storage import models

    unlawful = receive(xb, persons=[{"names": [NAME], "birth_date": "", "sex": "male", "nationalities": [],
                                     "documents": [], "role": "suspect", "link": ""}], conduct="speech")  # fmt: skip
    assert not unlawful.done
    assert NAME not in everything_in_clear()
    assert not models.StatementRow.objects.exists()
    kinds = set(models.Record.objects.values_list("procedure", flat=True))
    assert kinds <= {"officer", "partner", "agreement", "processing", "information_request"}


def test_a_refused_request_leaves_nothing_in_clear_on_the_next_day(xb: "Office") -> None:
    from comity.storage import models

    received = receive(xb, persons=[{**screen_person(), "names": [NAME]}])
    assert received.done, received.stops
    assert xb.do("desk", "ir.consult", RECORD, ground="essential_interests").done
    answered = xb.hear("ir.note_consulted", "consult.answer", RECORD, answer="We ask for reconsideration.")
    assert answered.done, answered.stops
    refused = xb.do("desk", "ir.refuse", RECORD, ground="essential_interests",
                    reasons="A case before our own court would be harmed.")  # fmt: skip
    assert refused.done, refused.stops
    with later(2):
        assert keep_limits(xb.node) == 1
        assert NAME not in everything_in_clear()
        assert not seen_by(xb, "desk", RECORD)
        assert seen_by(xb, "reviewer", RECORD)
        assert state_of(RECORD)["ground"] == "essential_interests"
        assert models.Mention.objects.filter(record=RECORD).exists()  # blinded, so that a second try is known
        assert {row["table"] for row in faults(xb)} <= {"Inbox"}  # the partner was heard without a link


def test_a_case_takes_nothing_from_a_refused_request(xa: "Office") -> None:
    record = withdrawn(xa)
    case = xa.do("officer", "case.open", title="Bank calls", conduct="telecom_fraud",
                 purpose_code="criminal_investigation", summary="").record  # fmt: skip
    form = {"kind": "person", "role": "suspect", "review_on": "2027-11-01"}
    stopped = xa.do("officer", "case.add_subject", case, link=f"Named in the request {record}.", **form)
    assert [stop.code for stop in stopped.stops] == ["RET-01.subject"]
    lawful = xa.do("officer", "case.add_subject", case, link="Named by two of the callers.", **form)
    assert lawful.done, lawful.stops
    said = {"subject": "1", "property": "name", "value": NAME, "lang": "", "kind": "fact", "source_grade": "B",
            "information_grade": "2"}  # fmt: skip
    stopped = xa.do("officer", "case.add_statement", case, source=record, **said)
    assert [stop.code for stop in stopped.stops] == ["RET-01.subject"]
    assert xa.do("officer", "case.add_statement", case, source="case file", **said).done


def test_attempts_that_made_no_record_are_forgotten_by_the_clock(xa: "Office") -> None:
    from comity.storage import journal
    from tests.office import fraud_request

    attempt = xa.do("custodian", "ir.draft", **fraud_request(case="xa-coord/case/1"))
    assert not attempt.done
    with later(300):
        assert forget(xa.node) == 0
    with later(370):
        assert forget(xa.node) == 1
        assert forget(xa.node) == 0
        said = journal.read_one(attempt.seq, records_key=xa.node.records_key)
        assert said is not None
        assert said.payload is None
        assert not key_of("xa-coord/case/1")
        assert faults(xa) == []


def test_an_erasure_nobody_entered_is_named(xa: "Office") -> None:
    from comity.storage import journal

    record = withdrawn(xa)
    first = next(journal.read(records_key=xa.node.records_key, record=record))
    journal.erase(first.entry.seq, at="2026-11-22T10:00:00.000Z")
    assert {(row["rule"], row["table"], row["column"]) for row in faults(xa) if row["rule"] == "I11"} == {
        ("I11", "EntryPayload", "erased_at")
    }


def test_what_was_sent_is_erased_too_and_still_proved_to_have_been_sent(xa: "Office") -> None:
    from comity.app.delivery import Courier
    from comity.storage import models, outbox
    from tests.app import busy
    from tests.nodes.near import far_of, keys_of

    with far_of(xa) as far:
        line, ticks = busy.Line(far), [0.0]
        courier = Courier(xa.node, keys_of(xa), far.office, lambda _: line.post, clock_seconds=lambda: ticks[0])

        def deliver() -> None:
            for _ in range(20):
                if not courier.work():
                    ticks[0] += 5.0
            far.near_knows = far.nodes.size

        record = busy._send(xa, busy._case(xa), "Weiming")
        form = {"ground": "unlawful", "reasons": "He has nothing to do with the matter."}
        assert xa.do("officer", "ir.withdraw", record, reasons="The wrong man altogether.").done
        line.down = True
        deliver()
        line.down = False
        deliver()
        assert not far.post(far.next("request.withdrawn", record)).faults
        deliver()
        assert state_of(record)["state"] == "withdrawn"
        queued = models.Outbox.objects.filter(record=record)
        assert {row.state for row in queued} == {"done"}
        erased = xa.do("privacy", "rt.erase", record, **form)
        assert erased.done, erased.stops
        for row in models.Outbox.objects.filter(record=record):
            assert not any(map(bytes, (row.body, row.nonce, row.salt, row.sealed)))
            assert row.header and row.receipt and row.erased_at
        assert faults(xa) == []
        assert outbox.from_seq(far.office, "normal", 1, records_key=xa.node.records_key, limit=10) == []


def test_what_has_not_reached_the_partner_is_not_erased(xa: "Office") -> None:
    record = xa.request()
    assert xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS).done
    assert xa.do("desk", "ir.send", record).done
    assert xa.hear("ir.note_refused", "request.refused", record, ground="outside_scope").done
    stopped = xa.do("privacy", "rt.erase", record, ground="unlawful", reasons="He has nothing to do with the matter.")
    assert [stop.code for stop in stopped.stops] == ["messages_waiting"]


def test_what_was_turned_away_is_erased_in_the_end_and_can_be_sent_again_before(xb: "Office") -> None:
    from comity.storage import journal, models
    from tests.app.test_request import OFFICERS, person
    from tests.office import sent_request

    unlawful = sent_request(persons=[{**person(), "names": [NAME]}], conduct="speech")
    assert not xb.hear("ir.receive", "request.information", RECORD, request=unlawful, officers=OFFICERS).done
    turned = xb.hear("ir.turn_away", "request.information", RECORD, request=unlawful, officers=OFFICERS)
    assert turned.done, turned.stops
    assert NAME not in everything_in_clear()
    models.Outbox.objects.filter(record=RECORD).update(state="done")
    with later(2):
        assert keep_limits(xb.node) == 1
        again = receive(xb)
        assert again.done, again.stops
        assert "sealed_at" not in state_of(RECORD)
        assert xb.hear("ir.note_withdrawal", "request.withdraw", RECORD).done
        models.Outbox.objects.filter(record=RECORD).update(state="done")
    with later(1100):
        assert keep_limits(xb.node) >= 1
        assert state_of(RECORD)["state"] == "erased"
        said = list(journal.read(records_key=xb.node.records_key, record=RECORD))
        assert [row.payload is None for row in said] == [True] * (len(said) - 1) + [False]
