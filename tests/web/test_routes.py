"""Who may open which page, what a browser is told to allow, and that what is hidden looks like what is not there."""

import pytest
from django.test import Client
from django.urls import get_resolver

from comity.web.access import ANYONE, OFFICERS, access_of
from comity.web.middleware import OfficerMiddleware
from comity.web.urls import urlpatterns
from comity.web.views import errors
from tests.office import PASSWORD, Office

PUBLIC = {"notice", "complain", "complain_state", "sign_in", "sign_out", "language"}


@pytest.mark.parametrize("route", urlpatterns, ids=lambda route: str(route.pattern) or "today")
def test_each_route_says_who_may_open_it(route):
    assert access_of(route.callback) == (ANYONE if route.name in PUBLIC else OFFICERS)


def test_each_error_page_is_declared_and_named():
    resolver = get_resolver()
    for status in (400, 403, 404, 500):
        assert access_of(resolver.resolve_error_handler(status)) == ANYONE
    assert access_of(errors.csrf_failure) == ANYONE


def test_a_view_that_declares_nothing_is_closed_even_to_an_officer(xa: Office, rf):
    request = rf.get("/")
    request.session, request.officer, request.language = {}, xa.staff["admin"], "en"
    answer = OfficerMiddleware(errors.not_found).process_view(request, lambda request: None, (), {})
    assert answer is not None
    assert answer.status_code == 403


GAPS = {"<slug:office>": "xa-coord", "<slug:kind>": "request", "<uuid:uuid>": "01a20000-0000-7000-8000-000000000001",
        "<str:command>": "ir.certify", "<str:gate>": "BAS-01", "<int:seq>": "1", "<str:name>": "case", "<slug:sha256>": "ab" * 32}  # fmt: skip


def test_nobody_comes_in_without_signing_in(xa: Office):
    for route in urlpatterns:
        address = f"/{route.pattern}"
        for gap, value in GAPS.items():
            address = address.replace(gap, value)
        for answer in (Client().get(address), Client().post(address)):
            closed = answer.status_code == 302 and answer["Location"].startswith("/sign-in")
            assert closed or route.name in PUBLIC, address


def test_the_headers_allow_nothing_from_elsewhere(xa: Office, sign_in):
    answer = sign_in("desk").get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    text = answer.content.decode()
    assert "<script>" not in text
    assert " style=" not in text
    assert "onclick" not in text


def test_what_is_hidden_looks_like_what_is_not_there(xa: Office, sign_in):
    record = xa.request()
    browser = sign_in("custodian")
    uuid = record.rpartition("/")[2]
    unknown = record.replace(uuid[-6:], "abcdef")
    answers = [browser.get(f"/requests/{name}") for name in (record, unknown)]
    answers += [browser.get(f"/requests/{name}/steps/ir.certify") for name in (record, unknown)]
    answers += [browser.post(f"/requests/{name}/steps/ir.certify", {"action": "check"}) for name in (record, unknown)]
    assert {answer.status_code for answer in answers} == {404}

    def body(answer, name):
        return answer.content.decode().replace(name, "").partition("<main")[2]

    assert len({body(answer, name) for answer, name in zip(answers, (record, unknown) * 3, strict=True)}) == 1


def test_a_record_of_another_section_is_not_shown_under_this_one(xa: Office, sign_in):
    record = xa.request()
    assert sign_in("supervisor").get(f"/offers/{record}").status_code == 404


@pytest.mark.parametrize("address", ["/requests/xa-coord/request/not-a-uuid", "/requests/../../etc", "/nowhere", "/law/NONE-99",
                                     "/procedures/none", "/requests/xa-coord/request/01a20000-0000-7000-8000-000000000001/steps/no.such"])  # fmt: skip
def test_nonsense_is_a_calm_404(xa: Office, sign_in, address):
    answer = sign_in("desk").get(address)
    assert answer.status_code == 404
    assert "Not found" in answer.content.decode()


def test_a_get_changes_nothing(xa: Office, sign_in):
    from comity.storage import access, log

    record, size = xa.request(), 0
    browser, size = sign_in("supervisor"), log.size()
    for address in (
        "/",
        "/requests",
        f"/requests/{record}",
        f"/requests/{record}/steps/ir.certify",
        "/sign-out",
        "/language",
    ):
        browser.get(address)
    assert log.size() == size
    reads = access.reads_of(record)
    assert len(reads) == 2
    assert {row["purpose"] for row in reads} == {"To identify the holder of the account that received the money."}
    browser.get(f"/requests/{record}?purpose=Complaint+of+the+person")
    assert access.reads_of(record)[0]["purpose"] == "Complaint of the person"


def test_a_form_from_elsewhere_is_refused(xa: Office):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/sign-in", {"username": "desk", "password": PASSWORD})
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()
