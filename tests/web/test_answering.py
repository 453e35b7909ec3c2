"""The requested office through the pages: screen, search, judge by a second person, tick what leaves, release."""

from html import unescape
from pathlib import Path

from comity.app import importing
from comity.storage import outbox, records
from tests.office import REQUESTER_FACTS, Office, sent_request
from tests.web.filled import filled, state_of
from tests.web.test_said import Spoken

RECORD = "xa-coord/request/01a20000-0000-7000-8000-000000000001"
PLACE = f"/requests/{RECORD}"
OFFICERS = {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"}
DATA = Path(__file__).parents[2] / "src" / "comity" / "demo" / "data"
RELEASE_FACTS = ("coercion_origin", "coercion_risk", "witness_exposed", "privileged")


def text_of(answer):
    return unescape(answer.content.decode())


def take(browser, command, **form):
    answer = browser.post(f"{PLACE}/steps/{command}", {**form, "action": "take"})
    assert answer.status_code == 303, text_of(answer)


def received(xb: Office) -> None:
    from comity.screening.mapped_csv import MappedCsvReader

    form = {"name": "civil", "purpose": "Civil register of Corvane", "lawful_origin": True, "owner": "Registry",
            "review_on": "2030-01-01"}  # fmt: skip
    source = MappedCsvReader(DATA / "civil_register.csv", DATA / "civil_register.toml")
    importing.import_file(xb.node, xb.staff["custodian"], source=source, form=form)
    person = {**sent_request()["persons"][0], "names": ["CHEN, Wei Ming"], "birth_date": "1988-03-14"}
    heard = xb.hear(
        "ir.receive", "request.information", RECORD, request=sent_request(persons=[person]), officers=OFFICERS
    )
    assert heard.done, heard.stops


def searched(xb: Office, sign_in) -> str:
    received(xb)
    desk = sign_in("desk")
    take(desk, "ir.screen", **{f"facts.{name}.value": word for name, word in REQUESTER_FACTS.items()})
    take(desk, "ir.search")
    return state_of(RECORD)["candidates"][0]["id"]


def test_the_answer_is_ticked_checked_and_released(xb: Office, sign_in):
    candidate = searched(xb, sign_in)
    supervisor, desk, second = sign_in("supervisor"), sign_in("desk"), sign_in("desk2")
    page = supervisor.get(f"{PLACE}/steps/ir.judge")
    assert Spoken(page.content.decode()).wrong == set()
    side_by_side = text_of(page)
    assert "陈伟明" in side_by_side
    assert "CHEN, Wei Ming" in side_by_side
    assert "Score" in side_by_side
    assert "Would be stopped" not in side_by_side
    take(supervisor, "ir.judge", candidate=candidate, result="positive", reasons="Same name, birth date and card.")
    form = filled(desk.get(f"{PLACE}/steps/ir.prepare_release"))
    ticked = [name for name in form if name.endswith(".include")]
    rows = [name for name in form if name.endswith(".value")]
    assert 0 < len(ticked) < len(rows), "what was not asked for is not ticked"
    faulty = desk.post(f"{PLACE}/steps/ir.prepare_release", {**form, "action": "take"})
    assert faulty.status_code == 422
    assert "Valid until: is needed" in text_of(faulty)
    take(desk, "ir.prepare_release", **{**filled(faulty), "expires_on": "2027-06-01"})
    prepared = state_of(RECORD)["release"]["statements"]
    assert len(prepared) == len(ticked)
    assert "陈伟明" in {row["value"] for row in prepared}
    assert {row["property"] for row in prepared} & {"address", "phone"} == set()
    take(second, "ir.approve_release", **{f"facts.{name}.value": "no" for name in RELEASE_FACTS})
    shown = text_of(supervisor.post(f"{PLACE}/steps/ir.release", {"action": "check"}))
    assert "陈伟明" in shown
    assert "Velmara Coordination will receive" in shown
    take(supervisor, "ir.release")
    last = outbox.of_record(RECORD)[-1]
    body = outbox.open_body(last["id"], records_key=xb.node.records_key)
    assert last["kind"] == "reply.final"
    assert body is not None
    assert all(str(row["value"]) in shown for row in body["body"]["statements"])


def test_the_searcher_sees_why_another_person_must_judge(xb: Office, sign_in):
    candidate = searched(xb, sign_in)
    desk = sign_in("desk")
    assert "This step needs another person" in text_of(desk.get(PLACE))
    answer = desk.post(f"{PLACE}/steps/ir.judge", {"candidate": candidate, "result": "positive", "reasons": "Same name.",
                                                   "action": "take"})  # fmt: skip
    assert answer.status_code == 409
    assert state_of(RECORD)["judgements"] == []


def test_the_partner_sees_one_state_whatever_happens_here(xb: Office, sign_in):
    searched(xb, sign_in)
    text = text_of(sign_in("desk").get(PLACE))
    assert "Searched" in text
    assert "Only “Received”, whatever happens here" in text


def test_a_consultation_shows_the_neutral_ground_that_would_be_told(xb: Office, sign_in):
    received(xb)
    desk = sign_in("desk")
    offered = text_of(desk.get(f"{PLACE}/steps/ir.consult"))
    assert "Essential interests of the requested state" in offered
    shown = desk.post(f"{PLACE}/steps/ir.consult", {"ground": "not_under_law", "action": "check"})
    assert "Not possible under the law of the requested state" in text_of(shown)
    assert [row["kind"] for row in outbox.of_record(RECORD)] == ["request.received"]


def test_the_register_page_says_where_a_register_comes_from(xb: Office, sign_in):
    received(xb)
    text = text_of(sign_in("privacy").get("/registers"))
    assert "Civil register of Corvane" in text
    assert records.of_procedure("register")[0]["file"] in text
