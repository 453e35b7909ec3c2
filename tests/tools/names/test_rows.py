"""Labelled pairs as the benches give them; left out, saying so, where the benches are not at hand."""

import gzip
from pathlib import Path

import pytest

from tools.names import rows

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "match"

CHECKS = """checks:
  # a remark
  - match: true
    schema: Person
    query:
      name: Olaf Scholze
    candidate:
      name: 'Olaf ''O'' Scholz'
  - match: false
    label: Initials Usage
    schema: Company
    query:
      name: >-
        ACME
        "TRADING"
    candidate:
      firstName: Hans
      middleName: J
      lastName: Friedrich
"""


def test_checks_are_read_with_their_quotes_and_folded_lines(tmp_path):
    with gzip.open(tmp_path / "nomenklatura_entity_bench_checks.yml.gz", "wt", encoding="utf-8") as file:
        file.write(CHECKS.replace(">-\n        ", "").replace('\n        "', ' "'))
    first, second = rows.checks(tmp_path)
    assert (first.a, first.b, first.match, first.bearer) == (("Olaf Scholze",), ("Olaf 'O' Scholz",), True, "person")
    assert (second.a, second.b) == (('ACME "TRADING"',), ("Hans J Friedrich",))
    assert (second.match, second.bearer) == (False, "organisation")


def test_rows_about_one_name_share_a_group():
    one = rows.Row(("Anna",), ("Zoe",), "person", True)
    assert one.group == rows.Row(("zoe",), ("ANNA",), "person", False).group
    assert one.group == rows.Row(("Anna",), ("Mira",), "person", False).group


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the benches are not beside the repository")
def test_the_benches_have_the_pairs_that_were_published():
    found = rows.same_script(FOLDER)
    counts = {name: (len(some), sum(row.match for row in some)) for name, some in found.items()}
    assert counts["name_bench"] == (826, 425)
    assert counts["checks"] == (228, 127)
    assert counts["treated"] == (2_049, 683)
    assert counts["un_aliases"] == (1_947, 649)
