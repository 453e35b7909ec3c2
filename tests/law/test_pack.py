"""An instrument pack is read strictly: what is misspelt, missing or contradictory is named with its place."""

from datetime import UTC, date, datetime
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.domain.acts import EXCHANGED
from comity.kit.canonical import sha256_hex
from comity.law import PackError, load_pack
from comity.law.producers.governance import clock_end

DATA = files("comity.law").joinpath("packs", "velmara-corvane.toml").read_bytes()
PACK = load_pack()


def changed(old, new):
    assert old.encode() in DATA
    return DATA.replace(old.encode(), new.encode(), 1)


def test_the_default_pack_has_what_every_gate_cites():
    assert PACK.invented
    assert set(PACK.state_codes) == {"XA", "XB"}
    assert {act for article in PACK.articles.values() for act in article.acts} == set(EXCHANGED)
    assert any(conduct.trafficking for conduct in PACK.conducts.values())
    assert any(any(conduct.capital.values()) for conduct in PACK.conducts.values())
    for flag in ("coercive", "special", "whereabouts", "criminal_record"):
        assert any(getattr(item, flag) for item in PACK.items.values())
    assert {"H0", "H1", "H2", "H3"} <= set(PACK.handling)
    assert {entry.level for entry in PACK.directory} >= {"national", "provincial"}


def test_no_code_exists_for_opinion_or_insult():
    assert not [
        code for code in PACK.conducts if any(word in code for word in ("politic", "subver", "insult", "rumour"))
    ]


def test_its_hash_is_of_its_bytes():
    assert PACK.hash == sha256_hex(DATA)
    assert load_pack(DATA).hash == PACK.hash
    assert load_pack(DATA + b"\n").hash != PACK.hash


def test_every_ground_that_may_be_told_is_neutral():
    listed = PACK.code_lists()["grounds"]
    assert listed
    assert all(PACK.grounds[code].neutral for code in listed)
    assert any(not ground.neutral for ground in PACK.grounds.values())


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('level = "national"', 'levels = "national"', "authorities.xa-coordination.level"),
        ('acts = ["information_request"]', 'acts = ["information"]', "articles.vc-2019-5.acts"),
        ("since = 2019-09-01", 'since = "2019-09-01"', "articles.vc-2019-5.since"),
        ("capital = { XA = true, XB = false }", "capital = { XA = true }", "conducts.killing.capital"),
        ("max_years = { XA = 99, XB = 99 }", 'max_years = { XA = 99, XB = "99" }', "conducts.killing.max_years"),
        ('km = "មនុស្សឃាត"', 'kh = "មនុស្សឃាត"', "conducts.killing.names"),
        ('km = "មនុស្សឃាត"', 'km = " "', "conducts.killing.names"),
        ('zone = "Etc/GMT-8"', 'zone = "Etc/Nowhere"', "states.XA.zone"),
        ("rest_days = [6, 7]", "rest_days = [0, 7]", "states.XA.rest_days"),
        ('told_as = "essential_interests"', 'told_as = "political"', "grounds.political"),
        ('told_as = "essential_interests"', 'told_as = "incomplete"', "grounds.political"),
        ('unit = "hours"', 'unit = "minutes"', "clocks.answer_urgent_life"),
        ("[clocks.consult]", "[clocks.consults]", "clocks"),
        ('parent = "xa-coordination"', 'parent = "xa-nobody"', "authorities.xa-ember-coast"),
        ("coercive = true", "coersive = true", "items.bank_records.coersive"),
        ("[handling.H0]", "[handlings.H0]", "handlings"),
        ('review = { km = "machine", zh-Hans = "machine" }', 'review = { km = "fine" }', "pack.review"),
    ],
)
def test_a_fault_is_named_with_its_place(old, new, key):
    with pytest.raises(PackError) as caught:
        load_pack(changed(old, new))
    assert caught.value.data["key"] == key
    if "." in key and key != "clocks":
        line = int(str(caught.value.data["line"]))
        assert line == 0 or changed(old, new).decode().splitlines()[line - 1].startswith("[")


def test_a_syntax_error_names_its_line():
    with pytest.raises(PackError) as caught:
        load_pack(changed("[pack]", "[pack"))
    assert "line" in str(caught.value.data["detail"])


@pytest.mark.parametrize("name", ["", "nowhere", "../velmara-corvane", "velmara-corvane.toml"])
def test_no_other_name_is_a_pack(name):
    with pytest.raises(PackError):
        load_pack(name)


@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with pytest.raises(PackError):
        load_pack(data)


@given(start=st.integers(0, len(DATA) - 1), length=st.integers(1, 400))
def test_a_pack_with_a_hole_is_refused_or_still_a_pack(start, length):
    try:
        pack = load_pack(DATA[:start] + DATA[start + length :])
    except PackError:
        return
    assert pack.hash != PACK.hash


def test_clocks_run_by_the_calendar_of_the_state_that_acts():
    friday = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)  # 18:00 in XA, 17:00 in XB
    assert clock_end(PACK, "answer_urgent_life", friday, "XB") == datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    assert clock_end(PACK, "consult", friday, "XA") == datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
    assert clock_end(PACK, "review", friday, "XB") == datetime(2026, 12, 4, 17, 0, tzinfo=UTC)
    rule = PACK.clock_rule("consult", "XB")
    assert (rule.amount, rule.unit, rule.zone, rule.weekend) == (5, "days", "Etc/GMT-7", (5, 6))
    assert date(2026, 11, 20) in rule.holidays


def test_an_unknown_clock_or_state_is_refused():
    for clock, state in (("nothing", "XA"), ("consult", "XC")):
        with pytest.raises(PackError):
            PACK.clock_rule(clock, state)
