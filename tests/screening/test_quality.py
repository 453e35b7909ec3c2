"""What people made of candidates, counted with honest intervals; bands and versions are never mixed up."""

from hypothesis import given
from hypothesis import strategies as st

from comity.screening.quality import RESULTS, band_name, band_of, interval, report

OUTCOME = st.fixed_dictionaries({
    "register": st.sampled_from(["civil", "wanted"]), "score": st.integers(0, 1000),
    "scripts": st.sampled_from(["Latn-Hani", "Latn-Latn", ""]), "version": st.sampled_from(["1", "2"]),
    "result": st.sampled_from(RESULTS),
})  # fmt: skip


def test_wilsons_interval_is_the_published_one():
    """Figures of the textbook example: 15 of 15, 0 of 20 and 81 of 263."""
    assert interval(15, 15) == (796, 1000)
    assert interval(0, 20) == (0, 162)
    assert interval(81, 263) == (255, 367)
    assert interval(0, 0) == (0, 1000)


@given(st.integers(1, 3000), st.data())
def test_the_share_lies_within_and_more_cases_narrow_it(n, data):
    k = data.draw(st.integers(0, n))
    low, high = interval(k, n)
    assert 0 <= low <= 1000 * k / n <= high <= 1000
    wider = interval(2 * k, 2 * n)
    assert wider[1] - wider[0] <= high - low + 1


@given(st.lists(OUTCOME, max_size=60))
def test_every_pair_is_counted_once_in_every_cut(rows):
    found = report(rows, version="1")
    ours = [row for row in rows if row["version"] == "1"]
    for cut in ("bands", "registers", "scripts"):
        for result in RESULTS:
            assert sum(row[result] for row in found[cut]) == sum(row["result"] == result for row in ours)
    assert sum(sum(row[result] for result in RESULTS) for row in found["versions"]) == len(rows)
    assert found["total"]["decided"] == sum(row["result"] in ("positive", "negative") for row in ours)


@given(
    st.lists(OUTCOME, max_size=40), st.sampled_from(["civil", "wanted"]), st.sampled_from(["Latn-Hani", "Latn-Latn"])
)
def test_a_choice_narrows_everything(rows, register, scripts):
    found = report(rows, version="2", register=register, scripts=scripts)
    left = [row for row in rows if (row["register"], row["scripts"]) == (register, scripts)]
    assert {row["name"] for row in found["registers"]} <= {register}
    assert {row["name"] for row in found["versions"]} == {row["version"] for row in left}


def test_undecided_and_unjudged_pairs_say_nothing_about_precision():
    rows = [{"register": "civil", "score": 960, "scripts": "", "version": "1", "result": result}
            for result in ("positive", "positive", "positive", "negative", "unsure", "waiting")]  # fmt: skip
    total = report(rows, version="1")["total"]
    assert (total["decided"], total["precision"], total["unsure"], total["waiting"]) == (4, 750, 1, 1)
    assert report(rows[4:], version="1")["total"]["precision"] == -1


def test_bands_have_no_gap_and_the_last_holds_the_whole_score():
    names = [band_name(band_of({"score": score})) for score in (0, 49, 50, 700, 749, 750, 949, 950, 1000, 1200, -5)]
    assert names == ["0–49", "0–49", "50–99", "700–749", "700–749", "750–799", "900–949", "950–1000", "950–1000",
                     "950–1000", "0–49"]  # fmt: skip
