"""A database that is older than what was signed over it: the node notices, signs nothing, and asks its partner."""

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.nodes.test_exchange import agree, exchange

if TYPE_CHECKING:
    from pathlib import Path

    from tests.nodes.pair import Live, Pair

pytestmark = pytest.mark.timeout(600)


def save(node: "Live", folder: "Path") -> None:
    """A copy of the stopped node's database."""
    folder.mkdir()
    for path in node.home.glob("comity.sqlite3*"):
        shutil.copy2(path, folder / path.name)


def restore(node: "Live", folder: "Path") -> None:
    for path in node.home.glob("comity.sqlite3*"):
        path.unlink()
    for path in folder.iterdir():
        shutil.copy2(path, node.home / path.name)


def stop(node: "Live") -> None:
    node.stop_runner()
    node.stop()


@pytest.fixture
def pair(make_two: Any) -> "Pair":
    made: Pair = make_two(("sqlite", "sqlite"))
    return made.start()


def test_an_old_copy_signs_nothing_until_the_whole_one_is_back(pair: "Pair", tmp_path: "Path") -> None:
    xa = pair.xa
    exchange(pair, 1)
    pair.settle()
    stop(xa)
    save(xa, tmp_path / "old")
    xa.start()
    exchange(pair, 2)
    pair.settle()
    stop(xa)
    save(xa, tmp_path / "whole")
    restore(xa, tmp_path / "old")

    signed = xa.link()["signed"]
    xa.stop_runner()
    xa.start()
    xa.wait(lambda: not xa.link()["whole"])
    stopped = xa.ask("act", who="officer", command="case.open", form={
        "title": "A case", "conduct": "telecom_fraud", "purpose_code": "criminal_investigation"})  # fmt: skip
    assert stopped["stops"] == ["gate:SYS-02"]
    before = pair.xb.link()
    assert before["witnessed"] > xa.link()["size"]
    stop(xa)
    assert pair.xb.link() == before and xa.link()["signed"] == signed  # it asked, and said and signed nothing
    xa.stop_runner()

    restore(xa, tmp_path / "whole")
    xa.start()
    xa.wait(lambda: xa.link()["whole"])
    record = exchange(pair, 3)
    pair.settle()
    agree(pair, record)
    assert pair.xb.link()["faults"] == {}


def test_an_old_copy_with_its_own_old_mark_is_told_by_the_partner(pair: "Pair", tmp_path: "Path") -> None:
    """The whole folder was put back, high-water file and all: only the partner knows better."""
    xa = pair.xa
    exchange(pair, 1)
    pair.settle()
    stop(xa)
    save(xa, tmp_path / "old")
    shutil.copy2(xa.home / "high-water", tmp_path / "old-mark")
    xa.start()
    exchange(pair, 2)
    pair.settle()
    stop(xa)
    restore(xa, tmp_path / "old")
    shutil.copy2(tmp_path / "old-mark", xa.home / "high-water")
    xa.start()
    xa.wait(lambda: not xa.link()["whole"])
    before = pair.xb.link()
    stopped = xa.ask("act", who="officer", command="case.open", form={
        "title": "A case", "conduct": "telecom_fraud", "purpose_code": "criminal_investigation"})  # fmt: skip
    assert stopped["stops"] == ["gate:SYS-02"]
    assert xa.link()["signed"] < before["witnessed"] == pair.xb.link()["witnessed"]
    assert pair.xb.link()["faults"] == {}  # it asked first, so nothing it signed contradicts anything


def test_a_lost_mark_is_made_again_once_the_partner_has_agreed(pair: "Pair") -> None:
    from comity.demo.proxy import LineFaults

    xa = pair.xa
    exchange(pair, 1)
    pair.settle()
    stop(xa)
    (xa.home / "high-water").unlink()
    pair.xb.front.faults = LineFaults(closed=True)
    xa.start()
    xa.wait(lambda: not xa.link()["whole"])
    assert not (xa.home / "high-water").exists()
    pair.xb.front.heal()
    xa.wait(lambda: xa.link()["whole"])
    assert (xa.home / "high-water").exists()
    record = exchange(pair, 2)
    pair.settle()
    agree(pair, record)
