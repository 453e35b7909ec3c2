"""Each package the project asks for has one line that says why, and no line speaks of one that is gone."""

import re
import tomllib

from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "ref" / "dependencies.md"


def asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lists = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    return {re.split(r"[^A-Za-z0-9-]", requirement)[0] for requirements in lists for requirement in requirements}


def explained():
    return re.findall(r"^\| `([a-z0-9-]+)` \| \S.*\|$", PAGE.read_text(), flags=re.MULTILINE)


def test_every_dependency_says_why():
    assert asked_for() - set(explained()) == set()


def test_nothing_is_explained_twice_or_in_vain():
    assert sorted(explained()) == sorted(asked_for() | {"uv"})
