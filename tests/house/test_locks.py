"""The locks say what to install and what each file hashes to; they say nothing about where it comes from."""

import re
import tomllib

import pytest

from tests.house.tree import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock", "requirements-spark.lock")
PIN = re.compile(r"[a-z0-9][a-z0-9._-]*==[^ ;]+( ; [a-z_]+ [!=<>]=? '[^']+'( (and|or) [a-z_]+ [!=<>]=? '[^']+')*)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_pins_and_hashes_and_no_host(name):
    lines = (ROOT / name).read_text().splitlines()
    assert lines
    strange = [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)]
    assert strange == []


@pytest.mark.parametrize(
    "line",
    ["--index-url https://example.invalid/simple", "thing @ file:///somewhere/thing.whl", "thing>=1 \\", "-e ."],
)
def test_a_line_with_a_place_in_it_would_be_seen(line):
    assert not PIN.fullmatch(line)
    assert not HASH.fullmatch(line)


def test_the_development_lock_holds_the_light_one():
    light, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: dev.get(name) for name in light} == light


def test_the_light_lock_installs_no_tests():
    assert not {"pytest", "playwright", "mypy", "psycopg"} & pins("requirements.lock").keys()


def test_the_locks_hold_what_the_project_asks_for():
    """Every requirement of pyproject.toml stands in its lock; which version it becomes is for ``make lock`` to say."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    light = names(project["project"]["dependencies"]) | names(groups["build"])
    extra = names(groups["dev"]) | names(project["project"]["optional-dependencies"]["postgres"])
    assert light <= pins("requirements.lock").keys()
    assert light | extra <= pins("requirements-dev.lock").keys()


def test_the_lock_of_spark_fits_the_development_lock():
    """It is laid over that environment: what stands in both must be the same."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["optional-dependencies"]["spark"]
    spark, dev = pins("requirements-spark.lock"), pins("requirements-dev.lock")
    assert names(wanted) <= spark.keys()
    assert sorted(wanted) == sorted((ROOT / "tools" / "spark.in").read_text().split())
    assert {name: dev[name] for name in spark if name in dev} == {name: spark[name] for name in spark if name in dev}


def names(requirements):
    return {re.split(r"[^A-Za-z0-9-]", requirement)[0] for requirement in requirements}


def pins(name):
    found = re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", (ROOT / name).read_text(), flags=re.MULTILINE)
    return dict(found)
