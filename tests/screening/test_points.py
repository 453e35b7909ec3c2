"""Points of facts: symmetric, summing, never worse for what is missing, and the same as plain Python says."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.screening import number_points, points, weights
from comity.screening.digits import number_of
from comity.screening.facts import pack
from comity.screening.features import FEATURES
from comity.screening.frequencies import count
from comity.screening.points import bulk_features, bulk_points
from comity.screening.sets import FIELDS, Values, read_records
from comity.screening.weights import default_weights, make_weights, shipped
from tests.screening.plain_points import Plain

ANY = st.text(st.characters(), max_size=30)
DAYS = st.one_of(
    st.dates().map(str),
    st.sampled_from(
        [
            "1980-03-14",
            "1980-03-15",
            "1980-14-03",
            "1980-03-04",
            "1980-04-03",
            "1981-03-14",
            "1980-01-01",
            "1980",
            "1980-03",
            "1979",
            "2523-03-14",
            "2523",
            "1358-12-23",
            "1358",
            "1400-04-26",
            "1978-03-14",
            "1908-03-14",
            "1985-11-02",
            "1850",
            "1700-01-01",
            "2061-01-01",
        ]
    ),
    st.sampled_from(["circa 1981", "1978 to 1983", "14 Mar 1980", "1400 AH", "14/3/2523", "៣ មីនា", "1980年3月14日"]),
    ANY,
)
STATES = st.one_of(
    st.sampled_from(
        [
            "KH",
            "TH",
            "CN",
            "SU",
            "RU",
            "XA",
            "USSR",
            "Cambodia",
            "កម្ពុជា",
            "柬埔寨",
            "former Thailand",
            "Atlantis",
            "YU",
            "RS",
        ]
    ),
    ANY,
)
PAPERS = st.one_of(
    st.builds(
        "{}:{}:{}".format,
        st.sampled_from(["passport", "national_id", "", "odd kind"]),
        st.sampled_from(["KH", "TH", "", "Atlantis", "Cambodia"]),
        st.sampled_from(
            [
                "N1234567",
                "N1234576",
                "N1234568",
                "NI234567",
                "N123456",
                "N9234567",
                "L898902C<3",
                "L898902C",
                "1101700230708",
                "1101700230703",
                "X0O1",
                "00000",
                "О123456",
                "0123456",
            ]
        ),
    ),
    ANY,
)
PHONES = st.one_of(st.sampled_from(["+855 12 345 678", "012345678", "12345678", "0085512345678", "+66 12345678", "345678", "+85512345679"]), ANY)  # fmt: skip
PLATES = st.one_of(
    st.sampled_from(["2A-1234", "ភ្នំពេញ 2A 1234", "2A-1284", "2A-12345", "กข ๑๒๓๔", "กข 1243", "粤B12345"]), ANY
)
PLACES = st.one_of(
    st.lists(
        st.sampled_from(
            ["Phnom", "Penh", "Street", "51", "12", "Cambodia", "កម្ពុជា", "Kampot", "金边市", ",", "Thanon"]
        ),
        max_size=6,
    ).map(" ".join),
    ANY,
)
VALUES = st.builds(
    Values,
    births=st.lists(DAYS, max_size=3),
    states=st.lists(STATES, max_size=3),
    papers=st.lists(PAPERS, max_size=3),
    phones=st.lists(PHONES, max_size=2),
    plates=st.lists(PLATES, max_size=2),
    birth_places=st.lists(PLACES, max_size=2),
    addresses=st.lists(PLACES, max_size=2),
    sex=st.sampled_from(["", "male", "female"]),
)
SLOW = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def judged(left: Values, right: Values, using=None) -> tuple[int, list[tuple[str, int]]]:
    lines = np.zeros((points.FIELDS, points.LINE), np.int32)
    total, found = points.points(pack([left]), 0, pack([right]), 0, using or default_weights(), lines)
    return total, [(FEATURES[line[0]].name, int(line[1])) for line in lines[:found]]


def plain() -> Plain:
    dense = default_weights().dense
    of_years = np.diff(dense[weights.YEARS_FROM :]).tolist()
    states = dict(enumerate(dense[weights.STATES_FROM : weights.YEARS_FROM].tolist()))
    return Plain(shipped(), {1850 + at: share for at, share in enumerate(of_years)}, states, {})


@SLOW
@given(VALUES, VALUES)
def test_the_compiled_loops_say_what_plain_python_says(left: Values, right: Values) -> None:
    total, lines = judged(left, right)
    assert lines == plain().lines(left, right)
    assert total == sum(worth for _, worth in lines)


@SLOW
@given(VALUES, VALUES)
def test_turned_round_the_points_are_the_same(left: Values, right: Values) -> None:
    assert judged(left, right) == judged(right, left)


@SLOW
@given(VALUES, VALUES)
def test_a_contradiction_is_never_better_and_an_agreement_never_worse_than_what_is_missing(
    left: Values, right: Values
) -> None:
    bearing = {feature.name: feature.bearing for feature in FEATURES}
    for name, worth in judged(left, right)[1]:
        assert worth >= 0 if bearing[name] == "agreement" else worth <= 0, name


@SLOW
@given(VALUES, VALUES, st.sampled_from([*FIELDS, "sex"]))
def test_what_is_missing_says_nothing_and_changes_nothing_else(left: Values, right: Values, field: str) -> None:
    lines = judged(left, right)[1]
    gone_from: Any = {field: "" if field == "sex" else ()}
    without = judged(left._replace(**gone_from), right)[1]
    names = {feature.name: feature.field for feature in FEATURES}
    gone = {"births": "birth", "states": "nationality", "papers": "document", "phones": "phone", "plates": "plate",
            "birth_places": "birth_place", "addresses": "address", "sex": "sex"}[field]  # fmt: skip
    assert without == [line for line in lines if names[line[0]] != gone]


@SLOW
@given(st.lists(VALUES, min_size=1, max_size=4), st.lists(VALUES, min_size=1, max_size=4))
def test_many_pairs_at_once_are_what_single_pairs_are(left: list[Values], right: list[Values]) -> None:
    a, b = pack(left), pack(right)
    pairs = np.array([(i, j) for i in range(len(left)) for j in range(len(right))], np.int32)
    single = [judged(left[i], right[j]) for i, j in pairs.tolist()]
    assert bulk_points(a, b, pairs, default_weights()).tolist() == [total for total, _ in single]
    seen = bulk_features(a, b, pairs, default_weights())
    assert [[FEATURES[at].name for at in row if at >= 0] for row in seen.tolist()] == [
        [n for n, _ in lines] for _, lines in single
    ]


def one(field: str, a: str, b: str) -> tuple[str, int]:
    ours: Any = {field: [a]}
    theirs: Any = {field: [b]}
    total, lines = judged(Values(**ours), Values(**theirs))
    assert len(lines) <= 1
    return lines[0] if lines else ("", total)


@pytest.mark.parametrize(
    ("field", "a", "b", "feature"),
    [
        ("births", "1988-03-14", "14 Mar 1988", "birth_same_day"),
        ("births", "1988-03", "1988-03-14", "birth_same_month"),
        ("births", "1988", "1988-03-14", "birth_same_year"),
        ("births", "circa 1989", "1988-03-14", "birth_in_range"),
        ("births", "1988-01-01", "1988-03-14", "birth_new_year"),
        ("births", "1988-03-04", "1988-04-03", "birth_turned"),
        ("births", "1988-03-14", "1988-03-24", "birth_one_slip"),
        ("births", "1967-03-14", "1976-03-14", "birth_one_slip"),
        ("births", "1988-03-14", "1989-03-14", "birth_year_beside"),
        ("births", "1988-03-14", "1988-07-29", "birth_other_day"),
        ("births", "1988-03", "1988-04-01", "birth_other_day"),
        ("births", "1988-03-14", "1989-07-29", "birth_near"),
        ("births", "1988", "1989", "birth_near"),
        ("births", "1988-03-14", "1990", "birth_apart"),
        ("births", "2531-03-14", "1988-03-14", "birth_other_calendar"),
        ("births", "1366-12-23", "1988-03-13", "birth_other_calendar"),
        ("births", "someday", "1988", ""),
        ("states", "Cambodia", "KH", "nationality_same"),
        ("states", "former Cambodia", "KH", "nationality_former"),
        ("states", "Soviet Union", "Russia", "nationality_former"),
        ("states", "KH", "TH", "nationality_none"),
        ("states", "KH", "Atlantis", ""),
        ("papers", "passport:KH:N1234567", "passport:KHM:n 123-4567", "document_same"),
        ("papers", "passport:KH:N1234567", "passport::N1234567", "document_same_number"),
        ("papers", "passport:KH:N1234567", "national_id:KH:N1234567", "document_same_number"),
        ("papers", "passport:KH:N1234567", "passport:TH:N1234567", "document_other_state"),
        ("papers", "passport:KH:NO12I45", "passport:KH:N012145", "document_look_alike"),
        ("papers", "passport:KH:N1234567", "passport:KH:N1243567", "document_one_slip"),
        ("papers", "passport:KH:N1234567", "passport:KH:N1234568", "document_other"),
        ("papers", "passport:KH:N1234567", "passport:KH:N7654321", "document_other"),
        ("papers", "national_id:KH:2345671", "national_id:KH:7654321", "document_other_bearer"),
        ("papers", "passport:UTO:L898902C<3", "passport:UTO:L898902C", "document_same"),
        ("papers", "national_id:TH:1101700230708", "national_id:TH:1101700230703", "document_other_bearer"),
        ("papers", "passport:KH:N1234567", "passport:TH:N7654321", ""),
        ("phones", "+855 12 345 678", "012 345 678", "phone_same"),
        ("phones", "+855 12 345 678", "+66 12 345 678", "phone_same_tail"),
        ("phones", "+855 12 345 678", "+855 12 345 679", ""),
        ("plates", "2A-1234", "ភ្នំពេញ ២A ១២៣៤", "plate_same"),
        ("plates", "2A-1234", "2A-1284", "plate_one_sign"),
        ("birth_places", "Phnom Penh, Cambodia", "កម្ពុជា, PHNOM PENH", "birth_place_same"),
        ("birth_places", "Kampot, Cambodia", "Phnom Penh, 柬埔寨", "birth_place_words"),
        ("birth_places", "Kampot", "Phnom Penh", "birth_place_none"),
        ("addresses", "12 Street 51, Phnom Penh", "Phnom Penh, 12, St 51", "address_same"),
        ("addresses", "12 Kampot", "12 Takeo", "address_words"),
    ],
)
def test_each_feature_where_it_belongs(field: str, a: str, b: str, feature: str) -> None:
    assert one(field, a, b)[0] == feature


def test_points_of_known_pairs() -> None:
    # Vectors: whoever computes these with the shipped table must get exactly these numbers.
    assert shipped()["version"] == "fields-1"
    pairs = [("births", "1988-03-14", "1988-03-14"), ("births", "1988", "1988-03-14"), ("births", "1988-03-14", "1950-01-01"),
             ("states", "KH", "Cambodia"), ("papers", "passport:KH:N1234567", "passport:KH:N1234567")]  # fmt: skip
    assert [one(*pair)[1] for pair in pairs] == VECTORS


VECTORS = [9608, 3924, -3727, 3649, 15982]


def test_a_rare_value_is_worth_more_than_a_common_one() -> None:
    crowd = [Values(births=["1980-01-01"], states=["KH"], birth_places=["Kampot"], phones=["+85512345678"])] * 900
    crowd += [Values(births=["1963-07-09"], states=["IS"], birth_places=["Reykjanes"], phones=["+35412345678"])]
    using = make_weights(shipped(), count(read_records(crowd)))

    def worth(values: Values) -> dict[str, int]:
        return dict(judged(values, values, using)[1])

    common, rare = worth(crowd[0]), worth(crowd[-1])
    assert set(common) == set(rare)
    assert set(common) == {"birth_same_day", "nationality_same", "phone_same", "birth_place_same"}
    assert all(common[name] + 1_000 < rare[name] for name in common)


def test_a_number_the_register_repeats_is_worth_less_and_never_more() -> None:
    twice = [Values(papers=["passport:KH:N1234567"])] * 2 + [Values()] * 98
    using = make_weights(shipped(), count(read_records(twice)))
    assert judged(twice[0], twice[0], using)[0] < judged(twice[0], twice[0])[0]


def test_numbers_known_to_the_loops_are_those_of_the_readers() -> None:
    names = [feature.name for feature in FEATURES]
    assert names.index("birth_apart") == points.APART
    assert names.index("nationality_none") == points.NATIONALITY_NONE
    assert names.index("document_other_bearer") == number_points.OTHER_BEARER
    assert names.index("plate_one_sign") == number_points.PLATE_SLIP
    assert names.index("address_none") + 1 == points.SEX_SAME == names.index("sex_same")
    assert len(names) - 1 == points.SEX_OTHER
    limits = {name: weights.LIMITS_FROM + at for at, name in enumerate(weights.LIMITS)}
    from comity.screening import place_points

    assert (limits["number"], limits["plate"], limits["phone"], limits["slips"]) == (
        number_points.NUMBER, number_points.PLATE, number_points.PHONE, number_points.SLIPS)  # fmt: skip
    assert (limits["unknown_word"], limits["place"]) == (place_points.UNKNOWN_WORD, place_points.PLACE)
    assert (limits["unknown_year"], limits["unknown_state"]) == (points.UNKNOWN_YEAR, points.UNKNOWN_STATE)
    assert 2 * len(names) <= weights.LIMITS_FROM and limits["slips"] < weights.DAYS_FROM
    assert (points.DAYS_FROM, points.STATES_FROM, points.YEARS_FROM) == (
        weights.DAYS_FROM,
        weights.STATES_FROM,
        weights.YEARS_FROM,
    )
    assert points.FIRST_YEAR + points.YEARS - 1 == weights.LAST_YEAR


@given(st.integers(1, 10**9))
def test_logarithms_of_whole_numbers(value: int) -> None:
    assert abs(int(number_points.ln(value)) - 1000 * np.log(value)) <= 2


def test_number_of_is_the_same_everywhere() -> None:
    assert number_of("phnom") == 2357351000764834428
