"""Lists of names as shares."""

import ast
import gzip
import zipfile

import pytest

from tools.names.familiar import _sex, equal
from tools.names.lists import LEAST_LIST, _entries, faker, nicknames


def test_weighted_lists_keep_their_weights_and_plain_ones_share_alike(tmp_path):
    plain = ", ".join(f'"Name{chr(97 + number // 26)}{chr(97 + number % 26)}"' for number in range(LEAST_LIST))
    source = f"""
class Provider:
    first_names_female = OrderedDict((("Anna", 3), ("Mira", 1)))
    last_names = ({plain})
    first_names_male = ("Too", "Few")
    formats = ("nothing",)
"""
    with zipfile.ZipFile(tmp_path / "faker.whl", "w") as wheel:
        wheel.writestr("faker/providers/person/xx_XX/__init__.py", source)
    found = {(locale, kind): shares for locale, kind, shares in faker(tmp_path / "faker.whl")}
    assert found["xx_XX", "first_female"] == pytest.approx({"anna": 0.75, "mira": 0.25})
    assert sum(found["xx_XX", "last"].values()) == pytest.approx(0.5)
    assert set(found) == {("xx_XX", "first_female"), ("xx_XX", "last")}


def test_what_is_no_literal_is_not_run():
    assert _entries(ast.parse("open('x')", mode="eval").body) == {}
    assert _entries(ast.parse("[name for name in names]", mode="eval").body) == {}


@pytest.mark.parametrize(
    ("female", "male", "last", "sex"),
    [(0.01, 0.0, 0.0, 1), (0.0, 0.01, 0.001, -1), (0.01, 0.005, 0.0, 0), (0.01, 0.0, 0.02, 0), (1e-4, 0.0, 0.0, 0)],
)
def test_a_sex_needs_many_of_one_and_few_of_the_other(female, male, last, sex):
    assert _sex(female, male, last) == sex


def test_two_spellings_are_one_name_when_many_bear_both(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "latin").mkdir()
    head = "native\tlatin\tlatin_lang\tcountry\trole\tcount\tsource\n"
    lines = ["x\tYusuf\t\tEG\tgiven\t40\tw\n", "x\tYoussef\t\tEG\tgiven\t30\tw\n", "x\tJosef\t\tEG\tgiven\t1\tw\n"]
    (tmp_path / "raw" / "arabic_namerom_units_full.tsv").write_text(head + "".join(lines), "utf-8")
    (tmp_path / "latin" / "nicknames.tsv").write_text(
        "name\tnick\tkind\nwilliam\tbill\thas\nanna\tjohn\thas\n", "utf-8"
    )
    for name in ("xs_train_wikidata_cc0", "xs_train_fullnames_ko_he_cc0"):
        with gzip.open(tmp_path / f"{name}.tsv.gz", "wt", encoding="utf-8") as file:
            file.write("lang\tlatin\tnative\n")
    found = equal(tmp_path, tmp_path, {"anna": 1, "john": -1})
    assert found == {("youssef", "yusuf"): 1, ("bill", "william"): 2}
    assert next(nicknames(tmp_path)) == ("william", "bill")
