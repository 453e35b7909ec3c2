"""Points of two names: they sum up, have no order, and keep what everybody expects whatever was learned."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comity.names import familiar
from comity.names.compare import compare, measured
from comity.names.features import AMOUNTS
from comity.names.judge import UNREAD
from comity.names.matcher import Matcher
from comity.names.parts import prepare
from comity.names.weights import weights

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
    found, turned = compare(a, b, bearer), compare(b, a, bearer)
    assert found.points == turned.points
    assert found.points == sum(line.points for line in found.evidence)
    assert found.score_millis == sum(line.millis for line in found.evidence)


@given(ANYTHING, ANYTHING)
@settings(max_examples=100, deadline=None)
def test_a_name_without_letters_says_nothing(a, b):
    for bearer in ("person", "organisation"):
        found = measured(a, b, bearer)
        unread = not prepare(a, bearer).parts or not prepare(b, bearer).parts
        assert unread == (not found)
        assert not found or set(found) == set(AMOUNTS)
    assert compare("", "Anna").points == UNREAD


def test_every_amount_has_a_weight():
    assert len(weights()[1]) == len(AMOUNTS)


def _unlike(one: str, other: str) -> bool:
    left, right = prepare(one).parts[0].letters, prepare(other).parts[0].letters
    return not familiar.relation(left, right) and compare(one, other, "person").points < 0


@given(NAMES, st.sampled_from([0, 1, 2]), st.sampled_from(GIVEN + FAMILY))
@settings(max_examples=120, deadline=None)
def test_to_deny_a_part_is_never_better_than_to_leave_it_out(name, at, other):
    parts = name.split()
    assume(all(_unlike(part, other) for part in parts))
    omitted = " ".join(part for place, part in enumerate(parts) if place != at)
    denied = " ".join(other if place == at else part for place, part in enumerate(parts))
    whole, left_out, contradicted = (compare(name, asked, "person").points for asked in (name, omitted, denied))
    assert whole >= left_out > contradicted


@given(NAMES, NAMES, NAMES)
@settings(max_examples=80, deadline=None)
def test_another_name_in_the_field_never_lowers_the_points(a, b, alias):
    assert compare(f"{a}; {alias}", b, "person").points >= compare(a, b, "person").points


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
    assert compare(a, b, "person").points > compare(c, d, "person").points + 500


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
    assert compare(a, b, "organisation").points > compare(c, d, "organisation").points + 1_000


def test_every_weight_counts_the_way_it_must():
    held = dict(zip(AMOUNTS, weights()[1], strict=True))
    for name in ("agreement", "acronym", "same_number"):
        assert held[name] > 0
    for name in ("contradiction", "left_out", "other_sex", "other_number", "father_and_son", "single_part"):
        assert held[name] < 0
    assert held["contradiction"] < held["left_out"] + held["left_out_share"]


def test_a_line_is_seen_from_the_side_it_was_asked_from():
    for a, b in product(("Anna Keller", "Keller"), repeat=2):
        sides = [(line.a, line.b) for line in compare(a, b, "person").evidence]
        assert sorted(sides) == sorted((line.b, line.a) for line in compare(b, a, "person").evidence)


def test_many_pairs_at_once_are_scored_like_each_alone():
    names = [f"{one} {other}" for one in GIVEN for other in FAMILY[:6]] + [
        "陈伟明",
        "Чэнь Вэймин",
        "ចាន់ ដារ៉ា",
        "김지훈",
    ]
    matcher = Matcher()
    packed = matcher.pack([prepare(name) for name in names])
    pairs = [(i, j) for i in range(len(names)) for j in range(0, len(names), 7)]
    points = matcher.all_points(packed, packed, pairs)
    assert points == [sum(line.points for line in matcher.lines(packed, i, packed, j)) for i, j in pairs]
