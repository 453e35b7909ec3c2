"""PUB-01: no published count tells on fewer than five people, alone or by any difference from what is public already."""

import pytest

from comity.law.figures import read_cells, telling
from tests.law import team_world as team
from tests.law.team_world import figure
from tests.law.world import LAW

YEAR = {"first": "2026-01-01", "last": "2026-12-31"}


def failed(*figures, **record):
    return LAW.judge(team.evaluate(*figures, **record)).failed


@pytest.mark.parametrize("count", [0, 5, 6, 40, 3000])
def test_none_or_five_and_more_may_be_published(count):
    assert failed(figure(count)) == ()


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_one_to_four_may_not(count):
    assert failed(figure(count)) == ("PUB-01",)


def test_a_part_and_its_whole_tell_the_rest():
    assert failed(figure(40), figure(37, area="Quillmoor")) == ("PUB-01",)
    assert failed(figure(40), figure(35, area="Quillmoor")) == ()
    assert failed(figure(40), figure(40, area="Quillmoor")) == ()


def test_several_parts_together_tell_the_rest():
    areas = [figure(12, area="North"), figure(12, area="South"), figure(13, area="West")]
    assert failed(figure(40), *areas) == ("PUB-01",)
    assert failed(figure(40), *areas[:2]) == ()


def test_months_tell_the_rest_of_a_year():
    halves = [figure(20, first="2026-01-01", last="2026-06-30"), figure(18, first="2026-07-01", last="2026-11-30")]
    assert failed(figure(40, **YEAR), *halves) == ("PUB-01",)


def test_an_earlier_edition_tells_the_last_month():
    spring = [figure(37, first="2026-01-01", last="2026-11-30")]
    assert failed(figure(40, **YEAR)) == ()
    assert failed(figure(40, **YEAR), editions=[spring]) == ("PUB-01",)
    assert failed(figure(42, **YEAR), editions=[spring]) == ()


def test_a_corrected_figure_tells_how_many_were_wrong():
    assert failed(figure(40), editions=[[figure(42)]]) == ("PUB-01",)
    assert failed(figure(42), editions=[[figure(40)]]) == ("PUB-01",)
    assert failed(figure(47), editions=[[figure(40)]]) == ()
    assert failed(figure(40), editions=[[figure(40)]]) == ()


def test_parts_of_different_editions_are_put_together():
    editions = [[figure(12, area="North")], [figure(12, area="South")]]
    assert failed(figure(26), editions=editions) == ("PUB-01",)
    assert failed(figure(30), editions=editions) == ()


def test_what_the_partner_published_is_public_too():
    assert failed(figure(40), partner_editions=[{"figures": [figure(37, area="Quillmoor")]}]) == ("PUB-01",)


def test_areas_are_the_same_however_they_are_written():
    assert failed(figure(40, area="Quillmoor"), editions=[[figure(38, area=" QUILLMOOR ")]]) == ("PUB-01",)


def test_other_things_counted_tell_nothing_of_each_other():
    assert failed(figure(40), figure(38, counted="searches")) == ()


def test_a_contradiction_is_told_before_it_is_printed():
    assert failed(figure(10), figure(20, area="Quillmoor")) == ("PUB-01",)


def test_what_cannot_be_subtracted_is_left_alone():
    overlapping = [figure(20, first="2026-01-01", last="2026-06-30"), figure(22, first="2026-02-01", last="2026-07-31")]
    assert failed(*overlapping) == ()


def test_many_areas_are_judged_in_time():
    areas = [figure(10, area=f"Area {number}") for number in range(80)]
    assert failed(figure(803), *areas) == ("PUB-01",)
    assert failed(figure(810), *areas) == ()


@pytest.mark.parametrize("text", ["Refugees among the arrested: eight.", "其中难民八人", "ជនភៀសខ្លួន ៨ នាក់"])
def test_protection_is_not_counted_in_words_either(text):
    assert failed(figure(40), lessons=text) == ("PUB-01",)
    assert failed(figure(40, area=text)) == ("PUB-01",)


@pytest.mark.parametrize(
    "row", [{"count": -1}, {"count": "12"}, {"count": True}, {"first_on": "2027-01-01", "last_on": "2026-01-01"}]
)
def test_figures_that_cannot_be_read_are_not_published(row):
    assert failed({**figure(40), **row}) == ("PUB-01",)


def test_no_word_of_what_is_told_holds_the_small_number():
    cells = read_cells([figure(40, **YEAR)])
    told = telling(cells, read_cells([figure(37, first="2026-01-01", last="2026-11-30")]), floor=5)
    assert told
    assert all("3" not in text.replace("2026", "").replace("11-30", "").replace("12-31", "") for text in told)
