"""The exit code stands for the whole story: whatever is missing from it is named."""

import pytest

from comity.demo.report import Report, match_of
from comity.demo.teller import safe

LOG = {"entries": 3, "checkpoint": "r", "verified": True}


def whole() -> Report:
    return Report(
        answered=True,
        match={"asked": "A", "found": "B", "scripts": ["Latn", "Hani"], "score": 900},
        refused={"gates": ["GRP-01.trait"], "disclosed": 0},
        tampered={"sent": 9, "accepted": 0},
        logs={"xa-coord": dict(LOG), "xb-coord": dict(LOG)},
    )


def test_a_whole_story_misses_nothing():
    found = whole().as_json(steps=[{"node": "xa-coord", "step": "ir.draft", "seconds": 0.1}], seconds=2.0)
    assert found["ok"] is True
    assert "missing" not in found
    assert set(found) == {"ok", "steps", "answered", "match", "refused", "tampered", "logs", "seconds"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("answered", False, "not answered"),
        ("match", None, "No person"),
        ("match", {"asked": "A", "found": "B", "scripts": ["Latn", "Latn"], "score": 900}, "script"),
        ("refused", {"gates": [], "disclosed": 0}, "not stopped"),
        ("refused", {"gates": ["GRP-01.trait"], "disclosed": 1}, "left the node"),
        ("tampered", {"sent": 0, "accepted": 0}, "No tampered"),
        ("tampered", {"sent": 9, "accepted": 1}, "accepted"),
        ("logs", {"xa-coord": dict(LOG)}, "not exported"),
        ("logs", {"xa-coord": dict(LOG), "xb-coord": {**LOG, "verified": False}}, "not verified"),
        ("failure", "It broke.", "It broke."),
    ],
)
def test_each_part_counts(name, value, said):
    report = whole()
    setattr(report, name, value)
    assert len(report.missing()) == 1
    assert said in report.missing()[0]
    assert report.as_json(steps=[], seconds=0.0)["ok"] is False


def test_the_name_in_another_script_is_shown():
    assert match_of("Ouyang Xuemei", ["Ouyang Xuemei", "欧阳雪梅"], 950) == {
        "asked": "Ouyang Xuemei", "found": "欧阳雪梅", "scripts": ["Latn", "Hani"], "score": 950,
    }  # fmt: skip
    same = match_of("Anna", ["Anna B"], 700)
    assert same is not None and same["scripts"] == ["Latn", "Latn"]
    assert match_of("Anna", [], 700) is None


def test_nothing_of_a_peoples_file_reaches_the_terminal_raw():
    assert safe("a\x1b[31mb\u202ec") == "a\ufffd[31mb\ufffdc"
    assert safe("ស៊ន បូផា 韩雨桐") == "ស៊ន បូផា 韩雨桐"
