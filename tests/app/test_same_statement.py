"""What two records say of the same person, and what they only happen to share."""

import pytest

from comity.app.same_statement import named_in, people_of, says_the_same
from comity.domain.given import covers_of

BIRTH = {"property": "birthDate", "value": "1988-03-14"}
CARD = {"property": "passportNumber", "value": "E55012345"}
NAME = {"property": "name", "value": "Chen Weiming"}


def about(*names: str, numbers: tuple[str, ...] = (), statements: tuple[dict[str, str], ...] = (), row: str = ""
          ) -> set[str]:  # fmt: skip
    documents = [{"kind": "passport", "number": number, "state": "XB"} for number in numbers]
    judged = [{"candidate": row, "result": "positive"}] if row else []
    return people_of({"request": {"persons": [{"names": list(names), "documents": documents}]},
                      "release": {"statements": list(statements)}, "judgements": judged})  # fmt: skip


ONE = about("Chen, Weiming", numbers=("E55012345",), row="civil:7")


@pytest.mark.parametrize("other", [about("WEIMING CHEN"), about("Ming Ge", numbers=("e55012345",)),
                                   about("Ming Ge", statements=(NAME,)), about("Ming Ge", row="civil:7"), about()],
                         ids=["name", "document", "name given", "row of the register", "nobody named"])  # fmt: skip
def test_of_the_same_person_every_word_counts(other: set[str]) -> None:
    assert says_the_same([BIRTH], covers_of([BIRTH]), people=other, given=ONE)


def test_what_many_share_is_no_word_about_another() -> None:
    other = about("Sok Sophea", row="civil:8")
    assert not says_the_same([BIRTH], covers_of([BIRTH]), people=other, given=ONE)
    assert says_the_same([CARD], covers_of([CARD]), people=other, given=ONE)
    assert says_the_same([NAME], covers_of([NAME]), people=other, given=ONE)


def test_another_value_is_another_word() -> None:
    assert not says_the_same([BIRTH], covers_of([CARD]), people=ONE, given=ONE)
    assert named_in([BIRTH, NAME]) == about("Chen Weiming")
