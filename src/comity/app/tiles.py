"""Tile files of this node's log, for whoever audits it: a copy that can always be made again from the rows."""

from pathlib import Path
from typing import Final

from comity.app.node import Node
from comity.storage import log
from comity.tlog.tiles import Tile, nodes_needed_for_tile, tile_bytes, tile_path, tiles_for

FOLDER: Final = "tiles"
CHECKPOINT: Final = "checkpoint"
SIZE: Final = "size"


def write_tiles(node: Node) -> int:
    """Bring the tile files up to the newest signed checkpoint; returns how many files were written.

    If we stop here, some tiles are newer than ``size`` says and are written again, with the same bytes.
    """
    newest = log.latest_checkpoint()
    folder = node.home / FOLDER
    present = _written_size(folder)
    if newest is None or present == newest[0]:
        return 0
    tiles = tiles_for(present if present < newest[0] else 0, newest[0])
    for tile in tiles:
        data = tile_bytes(tile, log.read_nodes(nodes_needed_for_tile(tile)))
        _write(folder / tile_path(tile), data)
        _forget_narrower(folder, tile)
    _write(folder / CHECKPOINT, newest[2].encode())
    _write(folder / SIZE, str(newest[0]).encode())
    return len(tiles)


def _written_size(folder: Path) -> int:
    """How far the files go; 0 when that is not known, which makes them all again."""
    try:
        text = (folder / SIZE).read_text(encoding="ascii")
    except (OSError, ValueError):
        return 0
    return int(text) if text.isdigit() and len(text) < 19 else 0


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(data)
    temporary.replace(path)


def _forget_narrower(folder: Path, tile: Tile) -> None:
    """A wider tile holds everything a narrower one of the same place held."""
    whole = folder / tile_path(Tile(tile.level, tile.index))
    partial = whole.with_name(f"{whole.name}.p")
    for path in partial.glob("*") if partial.is_dir() else ():
        if path.name.isdigit() and int(path.name) < tile.width:
            path.unlink(missing_ok=True)
    if tile.width == 256 and partial.is_dir() and not any(partial.iterdir()):
        partial.rmdir()
