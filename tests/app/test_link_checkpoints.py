"""This node's own checkpoints: read back before they are signed, one root a size, the high-water file behind nothing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from comity.protocol.keys import NodeKeys
    from tests.office import Office


@pytest.fixture
def office(db: Any, tmp_path: Path) -> "Office":
    from tests.office import make_folder, open_office

    make_folder(tmp_path / "node", "xa-coord")
    return open_office(tmp_path / "node")


@pytest.fixture
def keys(office: "Office") -> Iterator["NodeKeys"]:
    from tests.nodes.near import keys_of

    yield keys_of(office)


def grow(office: "Office", count: int = 1) -> None:
    for _ in range(count):
        office.do("officer", "case.open", title="t", conduct="telecom_fraud", purpose_code="criminal_investigation")


def test_each_checkpoint_extends_the_last_and_the_same_size_gives_the_same_note(office: "Office",
                                                                               keys: "NodeKeys") -> None:  # fmt: skip
    from comity.app.checkpoints import covering, is_due, sign_checkpoint
    from comity.storage import log

    first = sign_checkpoint(office.node, keys)
    assert sign_checkpoint(office.node, keys) == first and not is_due()
    grow(office, 5)
    assert is_due() and covering(office.node, keys, first.size - 1) == first
    second = covering(office.node, keys, first.size)
    assert second.size == log.size() == first.size + 5
    from comity.tlog.tree import verify_consistency

    proof = log.consistency(first.size, second.size)
    verify_consistency(old=first.size, new=second.size, old_root=first.root, new_root=second.root, proof=proof)


def edit_entry() -> None:
    from comity.storage import models

    row = models.Entry.objects.order_by("-seq")[0]
    row.data = bytes(row.data).replace(b"case.open", b"case.Open")
    row.save()


def edit_salt() -> None:
    from comity.storage import models

    models.Entry.objects.order_by("-seq").filter(seq__gt=10).update(leaf_salt=bytes(32))


def edit_hash() -> None:
    from comity.storage import models

    newest = models.LogNode.objects.filter(level=0).order_by("-index")[0]
    models.LogNode.objects.filter(level=0, index=newest.index).update(hash=bytes(32))


def lose_entry() -> None:
    from comity.storage import models

    models.Entry.objects.order_by("-seq")[0].delete()


def edit_signed_history() -> None:
    from comity.storage import models

    models.LogNode.objects.filter(index=0).update(hash=bytes(32))


def edit_checkpoint() -> None:
    from comity.storage import models

    models.Checkpoint.objects.update(root=bytes(32))


@pytest.mark.parametrize("damage", [edit_entry, edit_salt, edit_hash, lose_entry, edit_signed_history, edit_checkpoint])
def test_nothing_is_signed_over_damage(office: "Office", keys: "NodeKeys", damage: Any) -> None:
    from comity.app.checkpoints import HistoryDoubtError, TreeDamagedError, sign_checkpoint
    from comity.storage import log

    signed = sign_checkpoint(office.node, keys)
    grow(office, 3)
    damage()
    with pytest.raises((TreeDamagedError, HistoryDoubtError)):
        sign_checkpoint(office.node, keys)
    newest = log.latest_checkpoint()
    assert newest is not None and newest[0] == signed.size


def test_the_mark_is_written_after_signing_and_only_rises(office: "Office", keys: "NodeKeys") -> None:
    from comity.app import highwater
    from comity.app.checkpoints import sign_checkpoint
    from comity.tlog.tree import EMPTY_ROOT

    home = office.node.home
    assert highwater.read_mark(home) == highwater.Mark(0, EMPTY_ROOT)
    signed = sign_checkpoint(office.node, keys)
    assert highwater.read_mark(home) == highwater.Mark(signed.size, signed.root)
    highwater.raise_mark(home, 1, bytes(32))
    assert highwater.read_mark(home) == highwater.Mark(signed.size, signed.root)
    assert (home / highwater.FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("change", "reason"), [
    (lambda mark: None, "high_water_missing"),
    (lambda mark: b"", "high_water_missing"),
    (lambda mark: json.dumps({**json.loads(mark), "size": 10_000}).encode(), "behind_high_water"),
    (lambda mark: json.dumps({**json.loads(mark), "root": "ab" * 32}).encode(), "differs_from_high_water"),
])  # fmt: skip
def test_a_mark_that_does_not_fit_stops_the_signing(office: "Office", keys: "NodeKeys", change: Any,
                                                    reason: str) -> None:  # fmt: skip
    from comity.app import highwater
    from comity.app.checkpoints import HistoryDoubtError, sign_checkpoint
    from comity.storage import boot

    sign_checkpoint(office.node, keys)
    path = office.node.home / highwater.FILE
    data = change(path.read_bytes())
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    grow(office)
    assert highwater.judge(office.node.home) == reason and boot.history_is_whole()
    with pytest.raises(HistoryDoubtError):
        sign_checkpoint(office.node, keys)
    assert not boot.history_is_whole()
    stopped = office.do(
        "officer", "case.open", title="t", conduct="telecom_fraud", purpose_code="criminal_investigation"
    )
    assert [stop.code for stop in stopped.stops] == ["SYS-02"]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_mark_or_none(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    from comity.app import highwater

    home = tmp_path_factory.mktemp("mark")
    (home / highwater.FILE).write_bytes(data)
    mark = highwater.read_mark(home)
    assert mark is None or (mark.size >= 0 and len(mark.root) == 32)


def test_tiles_hold_the_log_and_narrower_ones_go(office: "Office", keys: "NodeKeys") -> None:
    from comity.app.checkpoints import sign_checkpoint
    from comity.app.tiles import write_tiles
    from comity.tlog.tiles import node_reader, tile_path
    from comity.tlog.tree import root

    folder = office.node.home / "tiles"
    for _ in range(3):
        signed = sign_checkpoint(office.node, keys)
        assert write_tiles(office.node) == 1 and write_tiles(office.node) == 0
        read = node_reader(signed.size, lambda tile: (folder / tile_path(tile)).read_bytes())
        assert root(signed.size, read) == signed.root
        assert (folder / "checkpoint").read_text() == signed.note
        grow(office)
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 3
    (folder / "size").write_text("not a number")
    assert write_tiles(office.node) == 1
