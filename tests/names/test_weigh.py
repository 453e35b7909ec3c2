"""Points of two names: they sum up, have no order, and keep what everybody expects whatever was learned."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comity.names import familiar
from comity.names.likeness import latin_ratio
from comity.names.parts import prepare
from comity.names.weigh import UNREAD, amounts, lines_of, points_of, weigh, weights

GIVEN = [
    "Anna",
    "Jonas",
    "Mira",
    "Tomas",
    "Weiming",
    "Sophea",
    "Dara",
    "Vladimir",
    "Ingrid",
    "Hassan",
    "Yusuf",
    "Li",
    "Chan",
]
FAMILY = [
    "Keller",
    "Moravec",
    "Brandt",
    "Chen",
    "Sok",
    "Petrov",
    "Haddad",
    "Nguyen",
    "Okafor",
    "Lindqvist",
    "Wu",
    "Castellanos",
]
NAMES = st.builds(
    lambda a, b, c: f"{a} {b} {c}", st.sampled_from(GIVEN), st.sampled_from(FAMILY), st.sampled_from(FAMILY)
)
ANYTHING = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("陈伟明欧阳修김정은សុខាហ៊ុនสมชายИванأحمد'- .,()/;\u200d\ud800")),
    max_size=40,
)


@given(ANYTHING, ANYTHING, st.sampled_from(["person", "organisation", None]))
@settings(max_examples=150, deadline=None)
def test_the_points_have_no_order_and_are_the_sum_of_their_lines(a, b, bearer):
    found, turned = weigh(a, b, bearer), weigh(b, a, bearer)
    assert found.points == turned.points
    assert found.points == (sum(points for _, points in found.lines) if found.lines else UNREAD)


@given(ANYTHING, ANYTHING)
@settings(max_examples=100, deadline=None)
def test_every_amount_has_a_weight(a, b):
    for bearer in ("person", "organisation"):
        assert set(amounts(a, b, bearer)) <= set(weights())


def _unlike(one: str, other: str) -> bool:
    left, right = prepare(one).parts[0].letters, prepare(other).parts[0].letters
    return not familiar.relation(left, right) and latin_ratio(left, right) < 0


@given(NAMES, st.sampled_from([0, 1, 2]), st.sampled_from(GIVEN + FAMILY))
@settings(max_examples=120, deadline=None)
def test_to_deny_a_part_is_never_better_than_to_leave_it_out(name, at, other):
    parts = name.split()
    assume(all(_unlike(part, other) for part in parts))
    omitted = " ".join(part for place, part in enumerate(parts) if place != at)
    denied = " ".join(other if place == at else part for place, part in enumerate(parts))
    whole, left_out, contradicted = (weigh(name, asked, "person").points for asked in (name, omitted, denied))
    assert whole >= left_out > contradicted


@given(NAMES, NAMES, NAMES)
@settings(max_examples=80, deadline=None)
def test_another_name_in_the_field_never_lowers_the_points(a, b, alias):
    assert weigh(f"{a}; {alias}", b, "person").points >= weigh(a, b, "person").points


@pytest.mark.parametrize(
    ("close", "far"),
    [
        ("Muhammad Ali|Mohamed Aly", "Muhammad Ali|Mahmoud Adly"),
        ("Bill Gates|William Gates", "Bill Gates|Walter Gates"),
        ("Angela Brandt|Angela Brand", "Angela Brandt|Angelo Brandt"),
        ("习近平|習近平", "习近平|习远平"),
        ("习近平|Xi Jinping", "习近平|Xi Zhongxun"),
        ("ហ៊ុន សែន|ហ៊ុន សែន", "ហ៊ុន សែន|ហុន សែន"),
        ("Hassan bin Omar|Hasan bin Omar", "Hassan bin Omar|Omar bin Hassan"),
        ("J Smith|John Smith", "J Smith|Robert Smith"),
        ("JM Juncker|Jean-Marie Juncker", "JM Juncker|Karl-Denis Juncker"),
        ("Barack Obama|Բարակ Օբամա", "Barack Obama|Արամ Խաչատրյան"),
    ],
)
def test_persons(close, far):
    (a, b), (c, d) = close.split("|"), far.split("|")
    assert weigh(a, b, "person").points > weigh(c, d, "person").points + 500


@pytest.mark.parametrize(
    ("close", "far"),
    [
        ("PLA|People's Liberation Army", "PLA|People's Republic Bank"),
        (
            "DFLP|Democratic Front for the Liberation of Palestine",
            "DFLQ|Democratic Front for the Liberation of Palestine",
        ),
        ("Unit 61398|Unit 61398", "Unit 61398|Unit 61399"),
        ("Brigade Forty-Four|Brigade 44", "Brigade Forty-Four|Brigade 45"),
        ("Siemens AG|Siemens Aktiengeselschaft", "Siemens AG|Siemens GmbH"),
        ("A.B.C. Company|A.B.C. Company", "A.B.C. Company|N.A.B.C. Company"),
        ("Acme Trading GRP|Acme Trading Group", "Acme Trading|Zenith Trading"),
    ],
)
def test_organisations(close, far):
    (a, b), (c, d) = close.split("|"), far.split("|")
    assert weigh(a, b, "organisation").points > weigh(c, d, "organisation").points + 1_000


def test_every_weight_counts_the_way_it_must():
    for name in ("agreement", "acronym", "same_number"):
        assert weights()[name] > 0
    for name in ("contradiction", "left_out", "other_sex", "other_number", "father_and_son", "single_part"):
        assert weights()[name] < 0
    assert weights()["contradiction"] < weights()["left_out"] + weights()["left_out_share"]


def test_a_line_is_seen_from_the_side_it_was_asked_from():
    for a, b in product(("Anna Keller", "Keller"), repeat=2):
        sides = [(line.a, line.b) for line in lines_of(a, b, "person")]
        assert sorted(sides) == sorted(
            (right, left) for left, right in ((line.a, line.b) for line in lines_of(b, a, "person"))
        )
    assert all(isinstance(points_of(line), int) for line in lines_of("Anna Keller", "A Keller", "person"))
