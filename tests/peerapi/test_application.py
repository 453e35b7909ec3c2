"""The entrance without a server: what no HTTP library would send, and connections that show nobody."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.peerapi.application import make_application
from comity.protocol.batch import LIMIT_BYTES


class Line:
    """Stands where gunicorn puts the connection; shows the certificate it was given."""

    def __init__(self, certificate):
        self.certificate = certificate

    def getpeercert(self, binary_form=False):
        assert binary_form
        return self.certificate


def call(environ, **options):
    statuses = []
    application = make_application(lambda certificate, body: certificate + body, **options)
    body = b"".join(application(environ, lambda status, headers: statuses.append(status)))
    return int(statuses[0].split()[0]), body


def post(body=b"{}", **changes):
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/link/v1/messages",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "gunicorn.socket": Line(b"cert"),
    }
    return {**environ, **changes}


def test_the_base_case_is_taken():
    assert call(post()) == (200, b"cert{}")
    assert call(post(), is_pinned=lambda certificate: certificate == b"cert") == (200, b"cert{}")


@pytest.mark.parametrize("line", [None, object(), Line(None), Line(b"")])
@pytest.mark.parametrize("path", ["/link/v1/messages", "/link/v1/health", "/nowhere"])
def test_who_shows_nothing_gets_nothing_not_even_a_404(line, path):
    assert call(post(**{"gunicorn.socket": line, "PATH_INFO": path}))[0] == 403


def test_who_is_no_longer_pinned_gets_nothing():
    assert call(post(), is_pinned=lambda certificate: False)[0] == 403


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"CONTENT_LENGTH": ""}, 411),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        ({"CONTENT_LENGTH": "-1"}, 400),
        ({"CONTENT_LENGTH": "٢"}, 400),
        ({"CONTENT_LENGTH": "9" * 5000}, 400),
        ({"CONTENT_LENGTH": "3"}, 400),
        ({"CONTENT_LENGTH": str(LIMIT_BYTES + 1)}, 413),
        ({"CONTENT_TYPE": "application/json; charset=utf-8"}, 415),
        ({"QUERY_STRING": "a=b"}, 404),
    ],
)
def test_what_is_out_of_form_is_refused(changes, status):
    got, body = call(post(**changes))
    assert got == status
    assert set(json.loads(body)) == {"error", "v"}


@given(st.dictionaries(st.sampled_from(sorted(set(post()) - {"gunicorn.socket", "wsgi.input"})), st.text()))
def test_noise_gives_an_answer(changes):
    status, _ = call(post(**changes))
    assert status in {200, 400, 404, 405, 411, 413, 415}
