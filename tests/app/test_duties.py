"""The duties of data protection, one test each, at the real door. What keeps each stands in docs/ref/duties.md."""

import json
from datetime import timedelta
from typing import Any

import pytest

from comity.app import processing, purposes, reading
from comity.app.door import FormError
from comity.app.drawing import draw_readings
from comity.app.retention import keep_limits
from comity.kit import clock
from comity.kit.canonical import sha256_hex
from comity.procedures.catalogue import OWN, PROCEDURES
from comity.procedures.message_form import shape_faults
from comity.storage import journal, models, outbox, reads, records
from tests.app.assistance import body_of, done, gates, state_of
from tests.app.test_request import RECORD, RELEASE_FACTS, prepared, receive, searched
from tests.office import REQUESTER_FACTS, Office, fraud_request, sent_request

REASONS = "He has nothing to do with the matter at all."


def in_days(days: int) -> str:
    return (clock.now() + timedelta(days=days)).date().isoformat()


def later(days: float) -> Any:
    return clock.frozen(clock.now() + timedelta(days=days))


def case_of(office: Office) -> str:
    return str(done(office.do("officer", "case.open", title="Bank calls", conduct="telecom_fraud",
                              purpose_code="criminal_investigation", summary="")).record)  # fmt: skip


def subject(office: Office, case: str, role: str = "suspect") -> None:
    done(office.do("officer", "case.add_subject", case, kind="person", role=role, link="Named by two callers.",
                   review_on="2027-11-01"))  # fmt: skip


STATEMENT = {"subject": "1", "property": "name", "value": "Lim Vanna", "lang": "", "source": "case file",
             "kind": "assessment", "source_grade": "C", "information_grade": "3"}  # fmt: skip


def test_DP_01_purpose_on_write_and_on_read(xa: Office) -> None:
    with pytest.raises(FormError):
        xa.do("officer", "ir.draft", **fraud_request(purpose_code=""))
    assert gates(xa.do("officer", "ir.draft", **fraud_request(case=""))) == {"PUR-01.named"}
    record = xa.request()
    actor = xa.staff["supervisor"]
    with pytest.raises(purposes.PurposeError):
        reading.record(xa.node, actor, record, purpose="We look for a child.", purpose_code="missing_person")
    done(xa.do("privacy", "pa.allow_use", record, purpose_code="missing_person", until=in_days(9),
               provider_consent="", reasons="A child was last seen with him."))  # fmt: skip
    reading.record(xa.node, actor, record, purpose="We look for a child.", purpose_code="missing_person")


def test_DP_02_nothing_leaves_beside_the_approved_fields(xa: Office) -> None:
    with pytest.raises(FormError):
        xa.do("officer", "ir.draft", **fraud_request(religion="none of anybody's business"))
    record = xa.request()
    row = models.Record.objects.get(id=record)
    state = json.loads(row.body)
    state["request"]["religion"] = "planted"
    models.Record.objects.filter(id=record).update(body=json.dumps(state, separators=(",", ":"), sort_keys=True))
    done(xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS))
    body = body_of(xa, done(xa.do("desk", "ir.send", record)))
    assert "planted" not in str(body)
    assert shape_faults("request.information", body) == []
    assert shape_faults("request.information", {**body, "religion": "x"}) != []


def test_DP_03_everybody_has_a_role_without_a_default_and_its_history_stays(xa: Office) -> None:
    case = case_of(xa)
    with pytest.raises(FormError):
        xa.do("officer", "case.add_subject", case, kind="person", role="", link="Seen.", review_on="2027-11-01")
    with pytest.raises(FormError):
        xa.do("officer", "ir.draft", **fraud_request(persons=[{**fraud_request()["persons"][0], "role": ""}]))
    subject(xa, case)
    stopped = xa.do("officer", "case.change_role", case, subject="1", role="victim", reasons="ok")
    assert gates(stopped) == {"GOV-01.reasons"}
    done(xa.do("officer", "case.change_role", case, subject="1", role="victim", reasons="He was locked in and forced."))
    kept = state_of(case)["subjects"]["1"]
    assert kept["role"] == "victim"
    assert [row["role"] for row in kept["roles"]] == ["suspect", "victim"]
    assert all(row["since"] and row["by"] == xa.staff["officer"].id for row in kept["roles"])
    missing = xa.do("officer", "case.change_role", case, subject="9", role="victim", reasons=REASONS)
    assert [stop.code for stop in missing.stops] == ["no_such_subject"]


def test_DP_04_fact_or_assessment_with_both_grades_also_where_it_leaves(xb: Office) -> None:
    case = case_of(xb)
    subject(xb, case)
    for missing in ("kind", "source_grade", "information_grade", "source"):
        with pytest.raises(FormError):
            xb.do("officer", "case.add_statement", case, **{**STATEMENT, missing: ""})
    done(xb.do("officer", "case.add_statement", case, **STATEMENT))
    record = prepared(xb)
    done(xb.do("desk2", "ir.approve_release", record, facts=RELEASE_FACTS))
    body = body_of(xb, done(xb.do("supervisor", "ir.release", record)))
    assert {"kind", "source_grade", "information_grade", "as_of"} <= set(body["statements"][0])
    assert all(row["kind"] in ("fact", "assessment") for row in body["statements"])


def test_DP_05_accuracy_is_kept_and_a_recall_waits_for_confirmation(xb: Office) -> None:
    from tests.app.test_consent import released
    from tests.app.test_correction import draft

    record = released(xb)
    assert all(row["as_of"] for row in state_of(record)["release"]["statements"])
    own = draft(xb, record)
    done(xb.do("desk", "rc.send", own))
    done(xb.hear("rc.note_received", "correction.received", own, received_at="2026-11-22T10:00:00.000Z"))
    assert not xb.do("desk", "rc.close", own).done
    done(xb.hear("rc.note_confirmed", "correction.confirmed", own, outcome="hidden", told_count=0,
                 confirmed_at="2026-11-22T12:00:00.000Z"))  # fmt: skip
    done(xb.do("desk", "rc.close", own))


def test_DP_06_no_processing_without_a_basis_that_names_aims_data_and_purposes(xa: Office) -> None:
    with pytest.raises(FormError):
        xa.do("officer", "ir.draft", **fraud_request(basis=""))
    record = xa.request(basis="vc-2019-7")  # an article that does not name requests
    assert "BAS-01" in gates(xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS))
    (agreement,) = records.of_procedure("agreement", state="in_force")
    content = agreement["content"]
    assert content["acts"]
    assert set(content["purposes"]) == set(xa.node.pack.purposes)
    assert set(content["items"]) == set(xa.node.pack.items)
    assert content["retention"]["suspect"] == xa.node.pack.retention_days["suspect"]


def test_DP_07_the_sender_s_conditions_travel_and_block(xa: Office) -> None:
    from tests.app.test_consent import PASSED, answered, granted

    record = answered(xa)
    assert state_of(record)["answer"]["handling"]
    assert state_of(record)["answer"]["expires_on"]
    consent = granted(xa, record)
    assert gates(xa.do("desk", "uc.pass_on", consent, **{**PASSED, "handling": []}))
    assert gates(xa.do("desk", "uc.pass_on", consent, **{**PASSED, "recipient": "A cousin"}))
    done(xa.do("desk", "uc.pass_on", consent, **PASSED))


def test_DP_08_special_data_only_by_decision_and_never_to_search_by(xb: Office) -> None:
    from comity.domain.properties import STATEMENT_PROPERTIES

    special = [code for code, item in xb.node.pack.items.items() if item.special and not item.coercive]
    assert special
    done(receive(xb, items=["identity", special[0]]))
    assert "MIN-01.special" in gates(xb.do("desk", "ir.screen", RECORD, facts=REQUESTER_FACTS))
    done(xb.do("privacy", "ir.decide", RECORD, policy="MIN-01.special", outcome="granted", expires_on="",
               reasons="Strictly necessary: he can be told apart by nothing else."))  # fmt: skip
    done(xb.do("desk", "ir.screen", RECORD, facts=REQUESTER_FACTS))
    words = ("ethnic", "religion", "politic", "health", "union", "sex_life", "gene")
    assert not [name for name in STATEMENT_PROPERTIES for word in words if word in name.lower()]
    other = RECORD[:-1] + "7"
    nobody = receive(xb, other, persons=[], objects=[], summary="Everyone of that faith in the province.")
    assert {name.partition(".")[0] for name in gates(nobody)} >= {"GRP-01"}


def test_DP_09_no_machine_alone_does_anything_adverse(xb: Office) -> None:
    """A search proposes; without a person's judgement nothing leaves, and the clock only frees, escalates or erases."""
    record = searched(xb)
    assert state_of(record)["candidates"]
    assert state_of(record)["state"] == "searched"
    assert not xb.do("desk", "ir.approve_release", record, facts=RELEASE_FACTS).done
    assert not xb.do("desk", "ir.judge", record, candidate=state_of(record)["candidates"][0]["id"], result="positive",
                     reasons="The score is high.").done  # the one who searched does not judge  # fmt: skip
    from tests.house.test_procedures import CLOCK_MAY

    taken = {row.command for procedure in PROCEDURES for row in procedure.steps if row.clock}
    assert {name for name in taken if name.partition(".")[2] != "escalate"} == set(CLOCK_MAY) - {"escalate"}


def test_DP_10_a_log_of_collection_alteration_consultation_disclosure_combination_erasure(xb: Office) -> None:
    from comity.app.handing_over import lines

    record = prepared(xb)
    reading.record(xb.node, xb.staff["desk"], record, purpose="To see what is prepared.")
    done(xb.do("desk2", "ir.approve_release", record, facts=RELEASE_FACTS))
    done(xb.do("supervisor", "ir.release", record))
    other = RECORD[:-1] + "5"
    done(receive(xb, other))
    done(xb.hear("ir.note_withdrawal", "request.withdraw", other))
    models.Outbox.objects.filter(record=other).update(state="done")
    done(xb.do("privacy", "rt.erase", other, ground="never_needed", reasons=REASONS))
    day = clock.now().date().isoformat()
    found = [json.loads(line) for line in lines(xb.node, day, day)]
    assert {row["act"] for row in found} >= {"collection", "alteration", "consultation", "disclosure", "combination",
                                              "erasure"}  # fmt: skip
    read = next(row for row in found if row["act"] == "consultation")
    assert read["purpose"] == "To see what is prepared."
    assert read["officer"] == xb.staff["desk"].id
    given = [row for row in found if row["act"] == "disclosure" and row["command"] == "ir.release"]
    assert [row["recipient"] for row in given] == ["xa-coord"]
    assert given[0]["at"] and given[0]["officer"] == xb.staff["supervisor"].id


def test_DP_11_the_log_serves_closed_purposes_and_is_given_to_a_supervisor(xa: Office) -> None:
    from comity.app.handing_over import content

    reading.record(xa.node, xa.staff["supervisor"], xa.request(), purpose="To certify it.")
    day = clock.now().date().isoformat()
    form = {"supervisor": "Data Protection Authority", "since": day, "up_to": day, "reasons": "Asked in writing."}
    with pytest.raises(FormError):
        xa.do("privacy", "sm.hand_over", log_purpose="performance", **form)
    assert not xa.do("head", "sm.hand_over", log_purpose="lawfulness", **form).done
    given = done(xa.do("privacy", "sm.hand_over", log_purpose="lawfulness", **form))
    assert content(xa.node, xa.staff["privacy"], given.record)


def test_DP_12_reasons_samples_and_alarms(xa: Office) -> None:
    record = xa.request(persons=[{**fraud_request()["persons"][0], "names": ["Supervisor"]}])
    with pytest.raises(purposes.PurposeError):
        reading.record(xa.node, xa.staff["head"], record, purpose="")
    reading.record(xa.node, xa.staff["supervisor"], record, purpose="To certify it.")
    assert next(iter(reads.between(0, 1))).alarm == "self"
    draw_readings(xa.node)
    (look,) = records.of_procedure("sampling", state="drawn")
    assert (look["why"], look["reading"]["alarm"]) == ("alarm", "self")
    done(xa.do("privacy", "sm.review", look["id"], finding="unlawful", reasons="She looked for herself."))


def test_DP_13_a_limit_from_the_first_moment_and_hidden_when_it_is_over(xa: Office) -> None:
    case = case_of(xa)
    for row in models.Record.objects.all():
        assert row.review_at or row.delete_at, row.id
    subject(xa, case, "contact")
    assert state_of(case)["limits"]["review_at"][:10] == in_days(180)
    from comity.storage.access import access_record

    with later(181):
        assert access_record(xa.staff["officer"], case) is None
        assert gates(xa.do("privacy", "rt.review", case, review_on=in_days(100), reasons="no")) == {"GOV-01.reasons"}
        done(
            xa.do("privacy", "rt.review", case, review_on=in_days(100), reasons="Two accounts are still being traced.")
        )
        assert access_record(xa.staff["officer"], case) is not None


def test_DP_14_what_gave_nothing_keeps_only_the_audit_log(xa: Office) -> None:
    from comity.storage.access import access_record

    record = xa.request()
    done(xa.do("officer", "ir.withdraw", record, reasons="The wrong man."))
    with later(31):
        keep_limits(xa.node)
        assert access_record(xa.staff["officer"], record) is None
        assert "request" not in state_of(record)
        first = next(journal.read(records_key=xa.node.records_key, record=record))
        assert first.payload is not None


def answered_in_part(xb: Office) -> str:
    """A partner asks about somebody, who then asks what is known: the answer holds that request back."""
    from tests.app import test_subject as asking

    done(receive(xb))
    record = asking.searched(xb)
    done(asking.packed(xb, record, held_back=asking.held_back(RECORD)))
    done(asking.approved(xb, record))
    done(xb.do("privacy", "ds.release_in_part", record))
    return record


def test_DP_15_access_is_answered_or_limited_and_neither_confirmed_nor_denied(xb: Office) -> None:
    from tests.app import test_subject as asking
    from tests.app.reviews import START

    with clock.frozen(START):
        asked = answered_in_part(xb)
        stranger = asking.searched(xb, names=["Tavi Holm"], birth_date="1990-01-01")
        done(asking.packed(xb, stranger))
        done(asking.approved(xb, stranger))
        done(xb.do("privacy", "ds.release", stranger))
    assert state_of(asked)["told"] == state_of(stranger)["told"]
    assert state_of(asked)["filed"][0]["why"]
    with clock.frozen(START + timedelta(days=182)):
        from comity.app.overdue import run_out

        run_out(xb.node)
        assert state_of(asked)["overdue_at"]  # a limit holds only as long as it is needed


def test_DP_16_rectify_erase_or_restrict_and_tell_the_recipients(xb: Office) -> None:
    from tests.app import test_subject as asking
    from tests.app.reviews import START

    with clock.frozen(START):
        request = prepared(xb)
        record = asking.searched(xb, "rectification")
        done(xb.do("privacy", "ds.restrict", record, restricted=request, reasons="The person says the date is wrong."))
        assert "DSR-01.restricted" in gates(xb.do("desk2", "ir.approve_release", request, facts=RELEASE_FACTS))
        form = {"dispute_result": "rectified", "reasons": "The date was wrong indeed."}
        assert "DSR-01.recipients" in gates(xb.do("privacy", "ds.settle", record, recipients=[], **form))
        told = [{"office": "xa-coord", "by_record": "xb-coord/correction/1"}]
        done(xb.do("privacy", "ds.settle", record, recipients=told, **form))
        other = RECORD[:-1] + "4"
        done(receive(xb, other))
        done(xb.hear("ir.note_withdrawal", "request.withdraw", other))
        models.Outbox.objects.filter(record=other).update(state="done")
        erasure = asking.searched(xb, "erasure")
        done(xb.do("privacy", "ds.restrict", erasure, restricted=other, reasons="The person asks for its erasure."))
        wrong = xb.do("privacy", "rt.erase", other, ground="never_needed", reasons=REASONS)
        assert gates(wrong) == {"RET-01.hold"}  # a claim is open: only what was asked for may be done
        done(xb.do("privacy", "rt.erase", other, ground="person_request", reasons="The person is right: it was false."))
        assert "request" not in state_of(other)


def test_DP_17_an_independent_check_answers_at_least_that_it_was_done(xb: Office) -> None:
    from tests.app.reviews import START

    with clock.frozen(START):
        record = answered_in_part(xb)
        done(xb.do("reviewer", "ds.ask_check", record, reasons="The person wants it checked."))
        done(xb.do("joint", "ds.check", record, checks="Every record was read.", ordered="nothing"))
    assert state_of(record)["told"]["answer"] == "checks_done"


def test_DP_18_a_public_notice(xa: Office) -> None:
    form = {"controller": "Velmara Coordination", "contact": "privacy@velmara.example", "supervisor": "DPA",
            "notice_en": "What we do.", "notice_km": "អ្វីដែលយើងធ្វើ។", "notice_zh": "我们做什么。"}  # fmt: skip
    written = done(xa.do("privacy", "pa.write_notice", **form)).record
    assert processing.notice() is None
    done(xa.do("head", "pa.publish_notice", written, reasons="It is complete and true."))
    from django.test import Client

    answer = Client().get("/data-protection")
    assert answer.status_code == 200
    assert "privacy@velmara.example" in answer.content.decode()
    assert "What we do." in answer.content.decode()


def test_DP_19_a_breach_is_told(xa: Office) -> None:
    from tests.app.test_breach import assessed, found

    record = found(xa)
    due = clock.parse_time(state_of(record)["clocks"]["supervisor"]["due_at"])
    assert due - clock.parse_time(state_of(record)["made_at"]) == timedelta(hours=72)
    done(assessed(xa, record, risk="high", partner="xb-coord"))
    owed = xa.do("privacy", "bn.close", record, reasons="All is done that must be done.")
    assert {stop.code for stop in owed.stops} == {"supervisor_not_told", "partner_not_told", "person_not_told"}


def test_DP_20_an_assessment_before_the_first_use(xa: Office) -> None:
    """Footage cannot be certified where no assessment of it is in force; a high risk blocks the assessment itself."""
    assert "DPA-01.assessed" in [policy.id for policy in xa.node.law.matrix["ft.certify"]]
    from comity.app.node_facts import assessed

    assert "footage" in assessed(clock.now())
    (row,) = [item for item in records.of_procedure("processing", state="in_force") if item["kind"] == "assessment"]
    done(xa.do("privacy", "pa.end", row["id"], reasons="The cameras were replaced by others."))
    assert assessed(clock.now()) == []
    text = "Faces of bystanders."
    high = done(xa.do("privacy", "pa.assess", activities=["footage"], description=text, risks=text, measures=text,
                      residual_risk="high", review_on="2030-01-01")).record  # fmt: skip
    assert gates(xa.do("head", "pa.approve_assessment", high, reasons="We need it soon.")) == {"DPA-01.residual"}


def test_DP_21_the_agreement_says_who_is_responsible_for_what(xa: Office) -> None:
    from comity.app import agreements
    from comity.protocol.agreement import sign_agreement, write_agreement
    from comity.protocol.keys import KEY_NAMES
    from comity.transport.keyfiles import read_keys
    from tests.office import PASSPHRASE, VALID_FROM, VALID_TO

    (kept,) = records.of_procedure("agreement", state="in_force")
    text = kept["content"]["controllers"]
    assert text["each"] and text["joint"] and text["liability"]
    assert set(text["contacts"]) == {"xa-coord", "xb-coord"}
    bare = agreements.draft(xa.node, "xb-coord", valid_from=VALID_FROM, valid_to=VALID_TO)
    del bare["controllers"]
    own = read_keys(xa.node.home / "keys", PASSPHRASE, names=KEY_NAMES)
    signed = {"xa-coord": sign_agreement(bare, office="xa-coord", signing=own.signing)}
    stopped = xa.do("head", "agreement.propose", document=write_agreement(bare, signed).decode())
    assert "no_controllers" in [stop.code for stop in stopped.stops]


def test_DP_22_no_service_without_a_contract(xa: Office) -> None:
    from tests.app.test_processing import CONTRACT

    contract = done(xa.do("admin", "pa.propose_contract", **CONTRACT)).record
    form = {"service_kind": "hosting", "processor": "Quill Hosting", "contract": contract,
            "reasons": "Backups must lie elsewhere."}  # fmt: skip
    assert gates(xa.do("head", "pa.engage", **form)) == {"DPA-01.processor"}
    done(xa.do("privacy", "pa.approve_contract", contract, reasons="Every processor under it is named."))
    done(xa.do("head", "pa.engage", **form))
    assert gates(xa.do("head", "pa.engage", **{**form, "processor": "A sub-processor nobody named"}))


def test_DP_23_closed_by_default_and_each_node_keeps_its_own(xa: Office) -> None:
    from comity.domain.command import Actor
    from comity.domain.roles import ActorKind
    from comity.storage.access import access_records

    record = xa.request()
    stranger = Actor(kind=ActorKind.OFFICER, id="xa-coord/officer/nobody")
    seen = access_records(stranger)
    assert {row["procedure"] for row in seen} <= {"partner", "agreement", "register"}
    partner = Actor(kind=ActorKind.PARTNER, id="xb-coord")
    assert access_records(partner) == []
    done(xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS))
    tokens = set(models.Mention.objects.values_list("token", flat=True))
    assert tokens
    assert all(len(token) == 64 and set(token) <= set("0123456789abcdef") for token in tokens)


def test_DP_24_the_register_is_made_from_the_records(xa: Office) -> None:
    def row() -> dict[str, Any]:
        found = processing.register(xa.node)["activities"]
        return next(item for item in found if item["procedure"] == "information_request")

    assert (row()["records"], row()["purposes"]) == (0, [])
    record = xa.request()
    done(xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS))
    done(xa.do("desk", "ir.send", record))
    assert row()["purposes"] == ["criminal_investigation"]
    assert row()["recipients"] == [{"office": "xb-coord", "messages": 1}]
    assert {item["procedure"] for item in processing.register(xa.node)["activities"]} == {
        procedure.name for procedure in OWN if procedure.about_people
    }


def test_DP_25_each_control_has_a_test_that_is_there() -> None:
    from tests.house.test_duties import CONTROLS, missing_tests

    assert set(CONTROLS) == {"access", "media", "storage", "user", "input", "transport", "recovery", "reliability",
                             "integrity"}  # fmt: skip
    assert missing_tests(name for names in CONTROLS.values() for name in names) == []


def test_DP_26_every_transfer_is_recorded_with_its_basis(xa: Office) -> None:
    record = xa.request()
    done(xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS))
    sent = done(xa.do("desk", "ir.send", record))
    (row,) = processing.transfers(xa.node)
    assert (row["entry"], row["recipient"], row["safeguards"]) == (sent.seq, "xb-coord", "agreement")
    assert row["basis"] and row["necessity"] and row["purpose_code"] and row["at"]
    (agreement,) = records.of_procedure("agreement", state="in_force")
    done(xa.do("head", "agreement.end", agreement["id"], reasons="The partner broke its word on torture."))
    other = xa.request()
    assert "BAS-01" in gates(
        xa.do("supervisor", "ir.certify", other, facts=REQUESTER_FACTS)
    )  # no safeguards, no transfer


def test_DP_27_onward_consent_is_an_object_of_its_own(xa: Office) -> None:
    from tests.app.test_consent import PASSED, answered, granted

    record = answered(xa)
    consent = granted(xa, record)
    kept = json.dumps(state_of(consent))
    assert "Customs Service of Estwick" in kept
    assert "criminal_investigation" in kept
    assert "2027-03-01" in kept
    done(xa.do("desk", "uc.pass_on", consent, **PASSED))
    with clock.frozen(clock.parse_time("2027-03-02T12:00:00.000Z")):
        assert "ONW-01" in gates(xa.do("desk", "uc.pass_on", consent, **PASSED))


def test_DP_28_a_missing_report_of_use_blocks_further_releases(xb: Office) -> None:
    for command in ("ir.release", "oi.release", "ml.release"):
        assert "USE-01.reported" in [policy.id for policy in xb.node.law.matrix[command]]
    record = prepared(xb)
    done(xb.do("desk2", "ir.approve_release", record, facts=RELEASE_FACTS))
    released = done(xb.do("supervisor", "ir.release", record))
    assert outbox.open_body(released.sent[0], records_key=xb.node.records_key)
    done(xb.hear("ir.note_use_report", "use.report", record, used_for_case="xa-coord/case/1", use="stated_case",
                 result="The holder of the account was identified."))  # fmt: skip
    assert state_of(record)["state"] == "closed"
    assert sent_request()


def test_DP_11_what_was_handed_over_reads_the_same_when_its_records_are_erased(xb: Office) -> None:
    """The supervisor holds the hash of a file that this office must be able to make again, whatever it erased since."""
    from comity.app.handing_over import content

    done(receive(xb, RECORD))
    done(xb.hear("ir.note_withdrawal", "request.withdraw", RECORD))
    day = clock.now().date().isoformat()
    form = {"supervisor": "Data Protection Authority", "since": day, "up_to": day, "reasons": "Asked in writing."}
    given = str(done(xb.do("privacy", "sm.hand_over", log_purpose="lawfulness", **form)).record)
    assert b'"recipient":"xa-coord"' in content(xb.node, xb.staff["privacy"], given)
    models.Outbox.objects.filter(record=RECORD).update(state="done")
    done(xb.do("privacy", "rt.erase", RECORD, ground="never_needed", reasons=REASONS))
    assert sha256_hex(content(xb.node, xb.staff["privacy"], given)) == state_of(given)["sha256"]
