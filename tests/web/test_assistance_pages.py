"""The pages of legal assistance, consents, corrections and criminal records, as people open them."""

import re
from typing import Any

import pytest

from tests.app.assistance import asked, done, executing, result, screened, state_of
from tests.app.test_consent import answered, granted
from tests.app.test_correction import TWO, recalled
from tests.office import REQUESTER_FACTS, Office


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()[:400]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("language", ["en", "km", "zh-Hans"])
def test_every_list_and_every_first_form_opens_in_every_language(xa: Office, sign_in: Any, language: str) -> None:
    client = sign_in("officer", language)
    for slug in ("assistance", "consents", "extracts"):
        assert text_of(client.get(f"/{slug}"))
        shown = text_of(client.get(f"/{slug}/new"))
        assert not re.search(r"\b(?:field|choice|command|command_text|hint)\.[a-z_]+", shown)
    assert text_of(sign_in("privacy", language).get("/corrections/new"))


def test_an_accepted_conversion_leads_to_a_form_that_names_it(xa: Office, sign_in: Any) -> None:
    record = xa.request()
    done(xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS))
    done(xa.do("desk", "ir.send", record))
    done(xa.hear("ir.note_conversion", "convert.offer", record))
    client = sign_in("officer")
    page = client.get(f"/requests/{record}").content.decode()
    assert "/assistance/new?converts=" not in page
    done(xa.do("desk", "ir.accept_conversion", record))
    page = client.get(f"/requests/{record}").content.decode()
    link = re.search(r'href="(/assistance/new\?converts=[^"]+)"', page)
    assert link
    form = client.get(link[1]).content.decode()
    assert record in form
    assert state_of(record)["request"]["summary"] in form
    assert text_of(client.get("/assistance/new?converts=xa-coord/request/01a20000-0000-7000-8000-00000000ffff"))


def test_the_desk_of_the_requested_state_sees_what_comes_next(xb: Office, sign_in: Any) -> None:
    record = screened(xb)
    page = text_of(sign_in("central").get(f"/assistance/{record}"))
    assert "Offer conditions" in page
    step = text_of(sign_in("central").get(f"/assistance/{record}/steps/ml.offer_conditions"))
    assert "Nothing is done before the partner accepts them in writing" in step


def test_a_prosecutor_reads_what_would_leave(xb: Office, sign_in: Any) -> None:
    record = executing(xb)
    done(xb.do("desk", "ml.prepare_release", record, **result()))
    page = text_of(sign_in("prosecutor").get(f"/assistance/{record}"))
    assert "Forty deposits" in page
    assert text_of(sign_in("prosecutor").get(f"/assistance/{record}/steps/ml.approve_release"))


def test_an_officer_sees_where_the_request_stands(xa: Office, sign_in: Any) -> None:
    record = asked(xa)
    page = text_of(sign_in("officer").get(f"/assistance/{record}"))
    assert "It is no longer needed" in page


def test_what_was_recalled_is_not_on_the_page(xa: Office, sign_in: Any) -> None:
    record = answered(xa, statements=TWO)
    client = sign_in("officer")
    hidden = TWO[0]["value"]
    assert hidden in text_of(client.get(f"/requests/{record}"))
    done(recalled(xa, record))
    page = text_of(client.get(f"/requests/{record}"))
    assert hidden not in page
    assert "Little Wei" in page
    assert "Hidden: corrected or recalled" in page


def test_an_onward_transfer_begins_with_the_codes_it_must_carry(xa: Office, sign_in: Any) -> None:
    consent = granted(xa, answered(xa))
    page = sign_in("desk").get(f"/consents/{consent}/steps/uc.pass_on").content.decode()
    assert "Customs Service of Estwick" in page
    assert re.search(r'value="H1"[^>]*checked', page)
