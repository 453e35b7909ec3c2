"""Nothing in the tree says on which machine it was made, from where its parts came, or with whose help."""

import pytest

from tests.house.tree import name_of, text_files

# Written in halves, so that this file may be searched too.
ANYWHERE = {
    "a package host": ["pypi" + ".org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian.org"],
    "a path of one machine": ["/wo" + "rk/", "/opt" + "/pypi", "/opt" + "/wheels", "/ro" + "ot/", "/tmp" + "/comity/"],
    "a tool it was made with": ["clau" + "de", "anthro" + "pic", "chat" + "gpt", "open" + "ai", "copi" + "lot"],
}
OUTSIDE_TESTS = {"data beside the checkout": [".." + "/shared"]}


def findings(text, *, in_tests):
    lowered = text.lower()
    rules = ANYWHERE if in_tests else ANYWHERE | OUTSIDE_TESTS
    return [f"{rule}: {word}" for rule, words in rules.items() for word in words if word in lowered]


def test_no_file_tells_where_it_was_made():
    found = {}
    for path in text_files():
        text = path.read_text(encoding="utf-8", errors="replace")
        if seen := findings(text, in_tests=name_of(path).startswith("tests/")):
            found[name_of(path)] = seen
    assert found == {}


@pytest.mark.parametrize("word", [word for words in (ANYWHERE | OUTSIDE_TESTS).values() for word in words])
def test_each_word_would_be_found(word):
    assert findings(f"see {word.upper()} for more", in_tests=False)


def test_tests_may_read_the_data_beside_the_checkout():
    assert findings(".." + "/shared/data", in_tests=True) == []
