"""A person's own request through the door: answered, held back, disputed, checked; and who tries to look over a shoulder."""

from datetime import timedelta
from typing import Any

import pytest

from comity.app import overdue
from comity.domain.command import Outcome
from comity.kit import clock
from comity.storage import access
from tests.app import complaints as c
from tests.app import reviews as r
from tests.app.reviews import START, facts, hire, must, state, stopped_by
from tests.app.test_request import RECORD, prepared, receive
from tests.law.review_world import PERSON as PERSON_REVIEWED
from tests.office import Office

PERSON = {"names": ["CHEN, Wei Ming"], "birth_date": "1988-03-14", "role": "other", "link": ""}
ASKED = {
    "asked_by": "person",
    "reach": "Post box 4, Quillmoor",
    "language": "en",
    "summary": "What do you hold about me?",
}


@pytest.fixture(autouse=True)
def _start() -> Any:
    with clock.frozen(START):
        yield


def wished(office: Office, wish: str = "access", **person: Any) -> str:
    if "privacy2" not in office.staff:
        hire(office, "privacy2", "joint")
    return must(office.do("joint", "ds.draft", wish=wish, persons=[{**PERSON, **person}], **ASKED)).record


def searched(office: Office, wish: str = "access", **person: Any) -> str:
    record = wished(office, wish, **person)
    must(office.do("privacy", "ds.identify", record, seen="identity_document", reference="V4410027",
                   facts=facts({"identity_proven": "yes"})))  # fmt: skip
    must(office.do("privacy", "ds.search", record))
    return record


def held_back(*found: str, **changes: Any) -> list[dict[str, Any]]:
    row = {"limit": "investigation", "why": "The case of another office is still open.", "review_on": "2027-03-01"}
    return [{**row, "found_record": record, **changes} for record in found]


def packed(office: Office, record: str, **package: Any) -> Outcome:
    return office.do("privacy", "ds.prepare_release", record, **{"given": [], "held_back": [], "letter": "", **package})


def approved(office: Office, record: str, **words: str) -> Outcome:
    return office.do("reviewer", "ds.approve_release", record, facts=facts({"others_hidden": "yes", **words}))


def test_a_request_for_access_is_answered(xa: Office) -> None:
    case = r.opened(xa)  # a review of this very person
    record = searched(xa, names=["Orrin Vale"], birth_date="1979-02-11")
    assert [row["found_record"] for row in state(record)["found"]] == [case]
    given = [{"found_record": case, "told_as": "A review of your nationality was opened this month."}]
    must(packed(xa, record, given=given))
    must(approved(xa, record))
    must(xa.do("privacy", "ds.release", record))
    told = state(record)["told"]
    assert told["given"] == [{"told_as": "A review of your nationality was opened this month."}]
    assert state(record)["clocks"] == {}
    must(xa.do("privacy", "ds.close", record))


def test_neither_confirmed_nor_denied(xb: Office) -> None:
    assert receive(xb).done
    asked = searched(xb)
    assert [row["found_record"] for row in state(asked)["found"]] == [RECORD]
    must(packed(xb, asked, held_back=held_back(RECORD)))
    must(approved(xb, asked))
    assert stopped_by(xb.do("privacy", "ds.release", asked)) == {"something_held_back"}
    must(xb.do("privacy", "ds.release_in_part", asked))
    stranger = searched(xb, names=["Tavi Holm"], birth_date="1990-01-01")
    must(packed(xb, stranger))
    must(approved(xb, stranger))
    assert stopped_by(xb.do("privacy", "ds.release_in_part", stranger)) == {"nothing_held_back"}
    must(xb.do("privacy", "ds.release", stranger))
    assert state(asked)["told"] == state(stranger)["told"]
    assert state(asked)["filed"][0]["limit"] == "investigation"
    assert state(stranger)["filed"] == []


def test_a_letter_beside_nothing_given_is_not_approved(xb: Office) -> None:
    """Its words would tell the one who is in the records from the one who is not."""
    assert receive(xb).done
    asked = searched(xb)
    must(packed(xb, asked, held_back=held_back(RECORD), letter="What is held about you is kept from you."))
    assert stopped_by(approved(xb, asked)) == {"DSR-01.neutral"}
    must(packed(xb, asked, held_back=held_back(RECORD)))
    must(approved(xb, asked))


def test_what_is_held_back_is_looked_at_again_in_half_a_year(xb: Office) -> None:
    assert receive(xb).done
    record = searched(xb)
    must(packed(xb, record, held_back=held_back(RECORD)))
    must(approved(xb, record))
    must(xb.do("privacy", "ds.release_in_part", record))
    with clock.frozen(START + timedelta(days=182)):
        assert overdue.run_out(xb.node) >= 1
        assert state(record)["overdue_at"]
    assert stopped_by(xb.do("privacy", "ds.keep_limits", record, reasons="Still the same.")) >= {"role_missing"}
    must(xb.do("reviewer", "ds.keep_limits", record, reasons="The other office's case is still open."))
    must(xb.do("privacy", "ds.search", record))


def test_an_independent_check_answers_in_the_same_words_whatever_it_found(xb: Office) -> None:
    assert receive(xb).done
    told = []
    for ordered, names in (("nothing", "CHEN, Wei Ming"), ("give_more", "Tavi Holm")):
        record = searched(xb, names=[names])
        found = [row["found_record"] for row in state(record)["found"]]
        must(packed(xb, record, held_back=held_back(*found)))
        must(approved(xb, record))
        must(xb.do("privacy", "ds.release_in_part" if found else "ds.release", record))
        must(xb.do("joint", "ds.ask_check", record, reasons="The person wants it checked."))
        assert stopped_by(xb.do("privacy", "ds.check", record, checks="All is well.", ordered="nothing")) == {
            "same_person"}  # fmt: skip
        must(xb.do("joint", "ds.check", record, checks="Every record was read.", ordered=ordered))
        told.append(state(record)["told"])
    assert told[0] == told[1] == {"answer": "checks_done", "given": [], "letter": ""}


def test_a_month_is_kept_or_written_down(xa: Office) -> None:
    record = wished(xa)
    with clock.frozen(START + timedelta(days=31)):
        assert overdue.run_out(xa.node) == 1
    assert state(record)["overdue_at"]


def test_nobody_is_told_anything_before_it_is_certain_who_asks(xa: Office) -> None:
    record = wished(xa)
    must(xa.do("privacy", "ds.identify", record, seen="sworn_statement", reference="Oath 4/2026", facts={}))
    assert stopped_by(xa.do("privacy", "ds.search", record)) == {"DSR-01.identity"}
    must(xa.do("privacy", "ds.return_incomplete", record, lacking=["identity_proof"]))
    assert state(record)["clocks"] == {}
    must(xa.do("joint", "ds.amend", record, wish="access", persons=[PERSON], **ASKED))


def test_whoever_entered_it_does_not_vouch_for_it(xa: Office) -> None:
    hire(xa, "privacy2", "joint")
    record = must(xa.do("privacy", "ds.draft", wish="access", persons=[PERSON], **ASKED)).record
    form = {"seen": "identity_document", "reference": "V4410027", "facts": facts({"identity_proven": "yes"})}
    assert stopped_by(xa.do("privacy", "ds.identify", record, **form)) == {"same_person"}
    must(xa.do("privacy2", "ds.identify", record, **form))


def test_a_disputed_record_is_held_until_it_is_settled(xb: Office) -> None:
    request = prepared(xb)
    record = searched(xb, "rectification")
    must(xb.do("privacy", "ds.restrict", record, restricted=request, reasons="The person says the date is wrong."))
    words = {"coercion_origin": "no", "coercion_risk": "no", "witness_exposed": "no", "privileged": "no"}
    assert stopped_by(xb.do("desk2", "ir.approve_release", request, facts=words)) == {"DSR-01.restricted"}
    wrong = xb.do(
        "privacy", "ds.settle", record, dispute_result="rectified", recipients=[], reasons="The date was wrong indeed."
    )
    assert stopped_by(wrong) == {"DSR-01.recipients"}
    told = [{"office": "xa-coord", "by_record": "xb-coord/correction/1"}]
    must(
        xb.do(
            "privacy",
            "ds.settle",
            record,
            dispute_result="rectified",
            recipients=told,
            reasons="The date was wrong indeed.",
        )
    )
    must(xb.do("desk2", "ir.approve_release", request, facts=words))


def test_a_refusal_tells_the_remedies(xa: Office) -> None:
    record = searched(xa, "erasure")
    refused = {"dispute_result": "refused", "recipients": [], "reasons": "It is needed as proof in a pending case."}
    assert stopped_by(xa.do("privacy", "ds.settle", record, **refused)) == {"DSR-01.recipients"}
    must(xa.do("privacy", "ds.settle", record, remedies="A check by the joint review body; the court.", **refused))


def test_a_partner_s_word_is_not_given_away(xb: Office) -> None:
    assert receive(xb).done
    record = searched(xb)
    given = [{"found_record": RECORD, "told_as": "Another office asked about you in November."}]
    must(packed(xb, record, given=given))
    assert stopped_by(approved(xb, record)) == {"USE-01.subject"}


def test_the_answer_shows_no_witness(xa: Office) -> None:
    case = r.opened(xa, persons=[{**PERSON_REVIEWED, "names": ["Orrin Vale", "Sela Marsh"]}])
    record = searched(xa, names=["Orrin Vale"], birth_date="1979-02-11")
    must(packed(xa, record, given=[{"found_record": case, "told_as": "Sela Marsh told us about you."}]))
    assert stopped_by(approved(xa, record)) == {"WIT-01.subject"}
    must(xa.do("privacy", "ds.ask_prosecutor", record, reasons="A decision on protection is needed."))
    assert access.access_record(xa.staff["prosecutor"], record) is not None


def test_a_changed_package_must_be_approved_anew(xa: Office) -> None:
    case = r.opened(xa)
    record = searched(xa, names=["Orrin Vale"], birth_date="1979-02-11")
    must(packed(xa, record, given=[{"found_record": case, "told_as": "A review was opened."}]))
    must(packed(xa, record, given=[{"found_record": case, "told_as": "A review was opened by an audit."}]))
    assert stopped_by(xa.do("privacy", "ds.release", record)) >= {"not_next"}
    assert stopped_by(xa.do("reviewer", "ds.approve_release", record, facts={})) == {"WIT-01.subject"}


@pytest.mark.parametrize("who", ["officer", "supervisor", "desk", "central", "head", "admin", "judge", "prosecutor"])
def test_nobody_else_reads_what_a_person_asks(xa: Office, who: str) -> None:
    assert access.access_record(xa.staff[who], wished(xa)) is None


def test_a_complaint_is_never_among_what_is_found(xa: Office) -> None:
    c.handed_in(xa, summary="Orrin Vale took my telephone.", author_name="Sela Marsh")
    record = searched(xa, names=["Orrin Vale"], birth_date="1979-02-11")
    assert state(record)["found"] == []


def test_a_case_about_the_person_is_found_too(xa: Office) -> None:
    case = must(xa.do("officer", "case.open", title="Ferry", conduct="telecom_fraud",
                      purpose_code="criminal_investigation", summary="")).record  # fmt: skip
    must(xa.do("officer", "case.add_subject", case, kind="person", role="suspect", review_on="2027-06-01",
               link="The account stands in this name."))  # fmt: skip
    subject = next(iter(state(case)["subjects"]))
    must(xa.do("officer", "case.add_statement", case, subject=subject, property="name", value="CHEN, Wei Ming",
               source="Bank", kind="fact", source_grade="A", information_grade="1"))  # fmt: skip
    assert [row["found_record"] for row in state(searched(xa))["found"]] == [case]
    assert state(searched(xa, names=["Tavi Holm"], birth_date="1990-01-01"))["found"] == []
