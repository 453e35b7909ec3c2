"""The shipped table holds together, and learning without truth finds what was put in."""

import numpy as np

from comity.screening.features import FEATURES
from comity.screening.weights import LIMITS, shipped
from tools.screening import em


def test_every_feature_has_its_chances_in_whole_thousandths() -> None:
    table = shipped()
    assert set(table["features"]) == {feature.name for feature in FEATURES}
    assert set(table["limits"]) == set(LIMITS)
    assert all(isinstance(value, int) and value <= 0 for row in table["features"].values() for value in row.values())


def test_closer_features_are_worth_more() -> None:
    worth = {name: row["m"] - row["u"] for name, row in shipped()["features"].items()}
    chance = {name: row["m"] for name, row in shipped()["features"].items()}
    assert worth["birth_turned"] > worth["birth_one_slip"] > 0 > worth["birth_near"] > worth["birth_apart"]
    assert chance["nationality_same"] > chance["nationality_former"]
    assert chance["document_same"] > chance["document_look_alike"] > chance["document_other_state"]
    assert worth["sex_same"] > 0 > worth["sex_other"]


def test_chances_are_found_without_looking_at_the_truth() -> None:
    luck = np.random.default_rng(3)
    m, u = np.array([0.8, 0.2, 0.9, 0.1, 0.7, 0.3]), np.array([0.05, 0.95, 0.1, 0.9, 0.02, 0.98])
    people, others = 4_000, 36_000
    seen = np.empty((people + others, 3), np.int8)
    for field in range(3):
        agree = np.concatenate([luck.random(people) < m[2 * field], luck.random(others) < u[2 * field]])
        seen[:, field] = np.where(agree, 2 * field, 2 * field + 1)
    seen[luck.random(seen.shape) < 0.1] = -1
    found, share = em.estimate(seen, u, share=0.3, features=6)
    assert np.abs(found - m).max() < 0.04 and abs(share - 0.1) < 0.01
