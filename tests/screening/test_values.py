"""States, numbers, plates and places as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.screening.papers import is_checked, mrz_check, read_paper
from comity.screening.phones import read_phone
from comity.screening.places import read_place
from comity.screening.plates import read_plate
from comity.screening.states import CODES, read_states, state_id


def code(number: int) -> str:
    return chr(65 + number // 26) + chr(65 + number % 26) if number < CODES else "?"


@given(st.text(max_size=300))
def test_no_text_breaks_a_reader(text: str) -> None:
    for read in (read_states, read_paper, read_phone, read_plate, read_place):
        assert read(text) == read(text)
    assert read_place(text) == tuple(sorted(set(read_place(text))))
    assert all(0 <= number < 1 << 62 for number in read_place(text))


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("KH", "KH"),
        ("khm", "KH"),
        ("Cambodian", "KH"),
        ("កម្ពុជា", "KH"),
        ("柬埔寨", "KH"),
        ("كمبوديا", "KH"),
        ("Korea, Republic of", "KR"),
        ("Bosnia and Herzegovina", "BA"),
        ("US and UK", "US GB"),
        ("Burma", "MM"),
        ("XA", "XA"),
        ("former Thailand", "~TH"),
        ("Ex-Thai", "~TH"),
        ("GDR", "DD ~DE"),
        ("Czechoslovakia", "~CZ ~SK"),
        ("Atlantis", "?"),
        ("", ""),
    ],
)
def test_states(text: str, states: str) -> None:
    assert " ".join("~" * former + code(number) for number, former in read_states(text)) == states


def test_an_issuing_state_is_one_number() -> None:
    assert state_id("Cambodia") == state_id("KHM") > 0 == state_id("")


def test_check_digits_of_machine_readable_documents() -> None:
    # The specimen of ICAO Doc 9303.
    assert mrz_check("L898902C36") == 6
    assert mrz_check("7408122") == 2
    assert mrz_check("Ä123") == -1
    assert [row[6] for row in read_paper("passport:UTO:L898902C36")] == [10, 9]
    assert [row[6] for row in read_paper("passport:UTO:L898902C37")] == [10]


def test_check_digits_of_other_numbers() -> None:
    assert is_checked("11010519491231002X", kind=3, state=state_id("CN"))
    assert not is_checked("110105194912310021", kind=3, state=state_id("CN"))
    assert is_checked("9074729", kind=8, state=0) and not is_checked("9074728", kind=8, state=0)
    thai = [f"110170023070{last}" for last in range(10)]
    assert sum(is_checked(number, kind=3, state=state_id("TH")) for number in thai) == 1


@pytest.mark.parametrize(
    "text", ["passport:KH:", "passport:KH:N1", "passport:KH:00000000", "passport:KH:unknown", "N1234567"]
)
def test_what_stands_for_no_number_is_none(text: str) -> None:
    assert read_paper(text) == ()


def test_telephones() -> None:
    assert read_phone("+855 (0)12-345-678")[0][:3] == read_phone("0085512345678")[0][:3] == (85512345678, 11, 1)
    assert read_phone("០១២ ៣៤៥ ៦៧៨ ext 9")[0][:3] == (12345678, 8, 0)
    assert read_phone("000000") == read_phone("12") == ()


def test_plates_fold_digits_and_drop_provinces() -> None:
    assert read_plate("PHNOM PENH 2A-1234") == read_plate("ភ្នំពេញ ២A-១២៣៤") == read_plate("2a1234")
    assert read_plate("กข ๑๒๓๔ กรุงเทพมหานคร") == read_plate("กข1234") != read_plate("ขก1234")
    assert read_plate("粤B12345") != read_plate("京B12345")


def test_places_forget_what_every_place_has() -> None:
    assert read_place("Street 51, Phnom Penh, Cambodia") == read_place("phnom penh; st. 51; កម្ពុជា")
    assert read_place("Village") != ()
