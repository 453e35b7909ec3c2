"""Tiles: paths as the specification spells them, the content, and the tree read back from tiles alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.kit.canonical import sha256_hex
from comity.tlog import tree
from comity.tlog.errors import TileError
from comity.tlog.tiles import (
    Tile,
    hash_in_tile,
    node_reader,
    nodes_needed_for_tile,
    parse_tile_path,
    tile_bytes,
    tile_of_node,
    tile_path,
    tiles_for,
)
from tests.tlog import naive
from tests.tlog.memory import log_of
from tests.tlog.vectors import read_vectors

VECTORS = read_vectors("record.json")["tiles"]
LEAVES = [b"leaf %d" % number for number in range(70_000)]
BIG = log_of(LEAVES)


@pytest.mark.parametrize(("level", "index", "width", "path"), VECTORS["paths"])
def test_paths(level, index, width, path):
    assert tile_path(Tile(level, index, width)) == str(Tile(level, index, width)) == path
    assert parse_tile_path(path) == Tile(level, index, width)


def test_the_path_of_the_specification():
    assert tile_path(Tile(0, 1234067)) == "tile/0/x001/x234/067"


@given(st.integers(0, 63), st.integers(0, 2**63 - 1), st.integers(1, 256))
def test_every_path_is_read_back(level, index, width):
    tile = Tile(level, index, width)
    assert parse_tile_path(tile_path(tile)) == tile


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/000.p/256",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/00/000",
        "tile/64/000",
        "tile/0/x000/000",
        "tile/0/1",
        "tile/0/x001",
        "tile/0/001/",
        "tile/0/../000",
        "/tile/0/000",
        "tile/entries/000",
        "tile/-1/000",
        "tile/0/٠٠٠",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/" + "x001/" * 20 + "000",
    ],
)
def test_other_spellings_are_refused(path):
    with pytest.raises(TileError):
        parse_tile_path(path)


def test_the_example_of_the_specification():
    tiles = tiles_for(0, 70_000)
    full = [tile for tile in tiles if tile.width == 256]
    partial = [tile for tile in tiles if tile.width < 256]
    assert [sum(tile.level == level for tile in full) for level in range(3)] == [273, 1, 0]
    assert partial == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert tiles_for(0, 256) == [Tile(0, 0), Tile(1, 0, 1)]
    assert len(tiles) == VECTORS["tiles_70000"]
    assert [tile_path(tile) for tile in partial] == VECTORS["last_tiles_70000"]


def test_the_committed_tiles():
    log = log_of(LEAVES[:600])
    made = {tile_path(tile): sha256_hex(tile_bytes(tile, log.read)) for tile in tiles_for(0, 600)}
    assert made == VECTORS["tree_600_tiles"]
    assert tree.root(600, log.read).hex() == VECTORS["tree_600_root"]


def test_content_is_the_hash_of_each_subtree():
    read = BIG.read
    assert tile_bytes(Tile(0, 3, 2), read) == naive.mth([LEAVES[768]]) + naive.mth([LEAVES[769]])
    assert tile_bytes(Tile(1, 0), read)[:64] == naive.mth(LEAVES[:256]) + naive.mth(LEAVES[256:512])
    assert tile_bytes(Tile(2, 0, 1), read) == naive.mth(LEAVES[:65536])
    assert nodes_needed_for_tile(Tile(1, 1, 2)) == [(8, 256), (8, 257)]


@given(st.lists(st.integers(0, 70_000), min_size=2, max_size=5).map(sorted))
@settings(max_examples=40)
def test_growing_in_steps_writes_what_growing_at_once_writes(steps):
    written: set[Tile] = set()
    for old, new in zip([0, *steps], steps, strict=False):
        tiles = tiles_for(old, new)
        assert len(tiles) == len(set(tiles))
        assert not {tile for tile in written & set(tiles) if tile.width == 256}
        written |= set(tiles)
    assert set(tiles_for(0, steps[-1])) <= written


@given(st.integers(1, 70_000), st.data())
@settings(max_examples=40)
def test_roots_and_proofs_come_from_tiles_alone(size, data):
    tiles = {tile: tile_bytes(tile, BIG.read) for tile in tiles_for(0, size)}
    read = node_reader(size, tiles.__getitem__)
    assert tree.root(size, read) == tree.root(size, BIG.read)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    assert tree.inclusion_proof(index, size, read) == tree.inclusion_proof(index, size, BIG.read)
    assert tree.consistency_proof(old, size, read) == tree.consistency_proof(old, size, BIG.read)


def test_nodes_beyond_the_tree_or_the_tile_are_refused():
    for level, index, size in [(0, 5, 5), (3, 1, 12), (8, 0, 255), (0, -1, 5)]:
        with pytest.raises(TileError):
            tile_of_node(level, index, size)
    tile = Tile(0, 0, 5)
    data = tile_bytes(tile, BIG.read)
    assert hash_in_tile(tile, data, 2, 0) == naive.mth(LEAVES[:4])
    for level, index in [(2, 1), (0, 5), (8, 0), (0, 256)]:
        with pytest.raises(TileError):
            hash_in_tile(tile, data, level, index)
    second = Tile(0, 1, 5)
    for other, level, index in [(second, 0, 5), (second, 0, 255), (Tile(1, 0, 5), 0, 0), (Tile(1, 0, 5), 7, 0)]:
        with pytest.raises(TileError):
            hash_in_tile(other, data, level, index)
    with pytest.raises(TileError):
        hash_in_tile(tile, data[:-1], 0, 0)


def test_impossible_tiles_are_not_made():
    for level, index, width in [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, 2**63, 1), (0, 0, 0), (0, 0, 257)]:
        with pytest.raises(TileError):
            Tile(level, index, width)
    for old, new in [(-1, 0), (2, 1), (0, 2**63)]:
        with pytest.raises(TileError):
            tiles_for(old, new)
