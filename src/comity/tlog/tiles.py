"""C2SP tlog-tiles: the tree as files of up to 256 hashes. Tiles are a copy; they can always be made again from nodes.

Tile ``(level, index)`` holds the hashes of the nodes at tree level ``8 * level`` from ``256 * index`` on. Entries are
not served as bundles: they are people's data and travel in their own file.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from comity.tlog.errors import TileError
from comity.tlog.tree import HASH_BYTES, MAX_SIZE, NodeId, ReadNode, node_hash

HEIGHT = 8
WIDTH = 1 << HEIGHT
MAX_LEVEL = 63
_PATH = re.compile(r"tile/(0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """One tile: its level and index, and how many hashes it holds (256 is full, less is partial)."""

    level: int
    index: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        if not (0 <= self.level <= MAX_LEVEL and 0 <= self.index <= MAX_SIZE and 1 <= self.width <= WIDTH):
            raise TileError(reason="range", level=self.level, index=self.index, width=self.width)

    def __str__(self) -> str:
        return tile_path(self)


def tile_path(tile: Tile) -> str:
    """``tile/0/x001/x234/067`` or, for a partial tile, ``tile/0/x001/x234/067.p/8``."""
    groups = [f"{tile.index % 1000:03d}"]
    rest = tile.index // 1000
    while rest:
        groups.insert(0, f"x{rest % 1000:03d}")
        rest //= 1000
    suffix = "" if tile.width == WIDTH else f".p/{tile.width}"
    return f"tile/{tile.level}/{'/'.join(groups)}{suffix}"


def parse_tile_path(path: str) -> Tile:
    """Read exactly the form ``tile_path`` writes. Raise TileError on anything else."""
    match = _PATH.fullmatch(path) if len(path) <= 64 else None
    if match is None:
        raise TileError(reason="path", path=path[:80])
    index = int(match[2].replace("x", "").replace("/", ""))
    tile = Tile(int(match[1]), index, int(match[3]) if match[3] else WIDTH)
    if tile_path(tile) != path:
        raise TileError(reason="path", path=path[:80])
    return tile


def tiles_for(old_size: int, new_size: int) -> list[Tile]:
    """The tiles to write when a tree grows from ``old_size`` to ``new_size``: full ones that became full, and the
    partial one at the right edge of each level that changed. From 0 it names every tile of the tree.
    """
    if not 0 <= old_size <= new_size <= MAX_SIZE:
        raise TileError(reason="sizes", old=old_size, new=new_size)
    tiles: list[Tile] = []
    for level in range(MAX_LEVEL + 1):
        old_hashes, new_hashes = old_size >> (HEIGHT * level), new_size >> (HEIGHT * level)
        if new_hashes == old_hashes:
            break
        first, last = old_hashes // WIDTH, new_hashes // WIDTH
        tiles.extend(Tile(level, index) for index in range(first, last))
        if new_hashes % WIDTH:
            tiles.append(Tile(level, last, new_hashes % WIDTH))
    return tiles


def nodes_needed_for_tile(tile: Tile) -> list[NodeId]:
    """The stored nodes whose hashes are the tile's content, in order."""
    return [(HEIGHT * tile.level, tile.index * WIDTH + offset) for offset in range(tile.width)]


def tile_bytes(tile: Tile, read_node: ReadNode) -> bytes:
    """The tile's content: ``32 * width`` bytes."""
    return b"".join(read_node(level, index) for level, index in nodes_needed_for_tile(tile))


def tile_of_node(level: int, index: int, size: int) -> Tile:
    """The tile of a tree of ``size`` leaves from which a node's hash can be read. Raise TileError if none."""
    tile_level, inner = divmod(level, HEIGHT)
    tile_index = index >> (HEIGHT - inner)
    width = min(WIDTH, (size >> (HEIGHT * tile_level)) - tile_index * WIDTH)
    last_needed = (((index + 1) << inner) - 1) % WIDTH
    if width <= last_needed:
        raise TileError(reason="not_in_tree", level=level, index=index, size=size)
    return Tile(tile_level, tile_index, width)


def hash_in_tile(tile: Tile, data: bytes, level: int, index: int) -> bytes:
    """The hash of node ``(level, index)`` read (levels within the tile: computed) from the tile's bytes."""
    if len(data) != tile.width * HASH_BYTES:
        raise TileError(reason="length", bytes=len(data), path=tile_path(tile))
    inner = level - HEIGHT * tile.level
    if not 0 <= inner < HEIGHT or index >> (HEIGHT - inner) != tile.index:
        raise TileError(reason="node", level=level, index=index, path=tile_path(tile))
    start, count = (index << inner) - tile.index * WIDTH, 1 << inner
    if start + count > tile.width:
        raise TileError(reason="node", level=level, index=index, path=tile_path(tile))
    row = [data[HASH_BYTES * place : HASH_BYTES * (place + 1)] for place in range(start, start + count)]
    while len(row) > 1:
        row = [node_hash(row[place], row[place + 1]) for place in range(0, len(row), 2)]
    return row[0]


def node_reader(size: int, read_tile: Callable[[Tile], bytes]) -> ReadNode:
    """A ``read_node`` over tiles of a tree of ``size`` leaves: roots and proofs from tile files alone."""

    def read_node(level: int, index: int) -> bytes:
        tile = tile_of_node(level, index, size)
        return hash_in_tile(tile, read_tile(tile), level, index)

    return read_node
