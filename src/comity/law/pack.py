"""Instrument packs by name or from bytes; the hash of the bytes is what an agreement names."""

from functools import cache
from importlib.resources import files as package_files
from typing import Final

from comity.kit.canonical import sha256_hex
from comity.law.errors import PackError
from comity.law.pack_model import Pack
from comity.law.pack_read import read_pack

DEFAULT_PACK: Final = "velmara-corvane"


def load_pack(source: str | bytes = DEFAULT_PACK) -> Pack:
    """Load a pack by the name of a packaged one, or from its bytes. Raises PackError naming key and line."""
    if isinstance(source, bytes):
        return _read(source)
    return _packaged(source)


@cache
def _packaged(name: str) -> Pack:
    if not name.replace("-", "").isalnum():
        raise PackError(reason="not a pack's name", name=name[:60])
    path = package_files("comity.law").joinpath("packs", f"{name}.toml")
    if not path.is_file():
        raise PackError(reason="no such pack", name=name[:60])
    return _read(path.read_bytes())


def _read(data: bytes) -> Pack:
    return read_pack(data, sha256_hex(data))
