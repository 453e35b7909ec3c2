"""Every policy, fact, word, remedy and role has its sentence in three languages, with a review status."""

import pytest

from comity.law import catalogue
from comity.law.fact import UNKNOWN
from comity.law.pack_model import LANGUAGES
from comity.law.sentences import REVIEWS, sentences
from tests.law.world import LAW

SAID = sentences()


@pytest.mark.parametrize("policy", LAW.policies(), ids=lambda policy: policy.id)
def test_each_policy_asks_and_advises_in_three_languages(policy):
    view = catalogue().policy(policy.id)
    assert view is not None
    assert set(view.asks) == set(view.stop) == set(LANGUAGES)
    assert all(text.strip() for text in (*view.asks.values(), *view.stop.values()))
    assert view.asks["km"].endswith("?")
    assert view.asks["zh-Hans"].endswith("？")


@pytest.mark.parametrize("name", sorted(LAW.shared.facts))
def test_each_fact_is_asked_in_three_languages(name):
    assert set(SAID.fact(name)) == set(LANGUAGES)


def test_each_word_a_fact_may_hold_is_translated():
    used = {word for rule in LAW.shared.facts.values() for word in (*rule.values, UNKNOWN)}
    assert used == set(SAID.words)


def test_each_remedy_and_role_is_named():
    assert {code for policy in LAW.policies() for code in policy.remedy} <= set(SAID.remedies)
    roles = {role for rule in LAW.shared.facts.values() for role in rule.authors}
    assert roles | {role for policy in LAW.policies() for role in policy.roles} <= set(SAID.roles)


def test_no_sentence_is_left_over():
    assert set(SAID.asks) == set(SAID.stop) == {policy.id for policy in LAW.policies()}
    assert {SAID.fact(name) is not None for name in LAW.shared.facts} == {True}
    assert set(SAID.facts) == {name for name in LAW.shared.facts if not name.startswith("decided_")} | {"decision"}


def test_the_review_status_is_one_of_three():
    assert set(SAID.review) == {"km", "zh-Hans"}
    assert set(SAID.review.values()) <= set(REVIEWS)


def test_scripts_are_what_they_say():
    for names in (*SAID.facts.values(), *SAID.stop.values(), *SAID.remedies.values(), *SAID.words.values()):
        assert any("\u1780" <= char <= "\u17ff" for char in names["km"])
        assert any("\u4e00" <= char <= "\u9fff" for char in names["zh-Hans"])
        assert names["en"].isascii()


def test_the_catalogue_holds_every_gate_of_this_release():
    gates = {gate.id for gate in catalogue().gates}
    listed = """
        BAS-01 AUT-01 POL-01 POL-02 DIS-01 EXP-01 REF-01 REF-02 CHD-01 GOV-01 COE-01 OFF-01 SER-01 GRP-01 VIC-01
        PUR-01 MIN-01 FSH-01 URG-01 TOR-02 DTH-02 WIT-01 HIT-01 QLT-01 CRR-01 USE-01 EVI-02 SYS-01 SYS-02 GRD-01
        ADV-01 ASR-01 BAS-02 CHN-01 CMP-01 CNS-01 CON-01 COR-01 DPA-01 DSR-01 DTH-01 DUC-01 EVI-01 FIS-01 FRM-01
        FRM-02 FTG-01 FTG-02 FTR-01 JIT-01 LAP-01 MIL-01 NAT-01 NAT-02 NBI-01 NRV-01 NRV-02 NRV-03 NRV-04 NRV-05
        NRV-06 NRV-07 ONW-01 PND-01 PRV-01 PUB-01 RET-01 SPL-01 TER-01 TOR-01
    """
    assert gates == set(listed.split())
    assert catalogue().hash == LAW.shared.hash
