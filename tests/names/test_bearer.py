"""Persons and organisations told apart where nobody says which."""

import pytest

from comity.names.bearer import bearer_of


@pytest.mark.parametrize(
    "text",
    ["Siemens AG", "Ford Motor Company", "Banco Santander S.A.", "Procter & Gamble Co.", "Ministry of Justice", "Unit 61398",
     "ООО Ромашка", "中国银行", "Acme Trading Group", "The Cigna Group", "주식회사 한국", "مصرف لبنان"],
)  # fmt: skip
def test_an_organisation_is_known_by_its_words(text):
    assert bearer_of(text) == "organisation"


@pytest.mark.parametrize(
    "text",
    ["Angela Merkel", "Vladimir Putin", "习近平", "김정은", "ហ៊ុន សែន", "Dr. Jane Bank", "General Mudacumura", "An Se", "Mohammed bin Salman", "", "Lady Leila",
     "Владимир Путин"],
)  # fmt: skip
def test_a_person_is_what_nothing_speaks_against(text):
    assert bearer_of(text) == "person"
