"""The server of the second run is what the product asks of one: UTF-8, a locale that knows all letters, our own."""

import psycopg
import pytest
from django.db import connection

from tests.servers import postgres_cluster
from tools.system import find_postgres

pytestmark = pytest.mark.data


@pytest.fixture
def cluster():
    with postgres_cluster() as running:
        yield running


def test_a_cluster_speaks_utf8_and_goes_away(cluster):
    with psycopg.connect(as_psycopg(cluster.url)) as session:
        row = session.execute(
            "select current_setting('server_encoding'), current_setting('lc_ctype'), lower('ÉÅ'), length('ខ្មែរ张伟')"
        ).fetchone()
    assert row == ("UTF8", "C.UTF-8", "éå", 7)
    assert cluster.folder.exists()


def test_loopback_asks_for_the_password(cluster):
    right = cluster.loopback_url_of("postgres")
    with psycopg.connect(as_psycopg(right)) as session:
        assert session.execute("select 1").fetchone() == (1,)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(as_psycopg(right.replace(cluster.password, "wrong")))


def test_nothing_is_left_behind():
    with postgres_cluster() as running:
        folder, url = running.folder, running.url
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(as_psycopg(url))


def test_the_server_is_found_where_it_is():
    programs = find_postgres()
    assert programs is None or (programs / "initdb").exists()


def test_django_runs_on_the_chosen_database(pytestconfig):
    """Without this the second run could quietly be the first one again."""
    vendors = {"sqlite": "sqlite", "postgres": "postgresql"}
    assert connection.vendor == vendors[pytestconfig.getoption("--database")]


def as_psycopg(url):
    return url.replace("postgres://", "postgresql://", 1)
