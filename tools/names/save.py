"""Write a table so that the same arrays give the same bytes, whatever the day and the machine, and tell where it is from."""

import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from tools.names.origins import ORIGINS, origins_of
from tools.names.sources import HELD_OF, Sources

_ALWAYS = (1980, 1, 1, 0, 0, 0)


def save(path: Path, arrays: dict[str, Any]) -> int:
    """Write a ``.npz`` with fixed dates and order; its size in bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            plain = io.BytesIO()
            np.lib.format.write_array(plain, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _ALWAYS), plain.getvalue(), zipfile.ZIP_DEFLATED, 9)
    path.write_bytes(packed.getvalue())
    return len(packed.getvalue())


def save_rows(path: Path, head: str, rows: list[str]) -> int:
    """Write a gzipped table of lines without a date; its size in bytes."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, compresslevel=9) as stream:
        stream.write(("\n".join([head, *rows]) + "\n").encode())
    path.write_bytes(packed.getvalue())
    return len(packed.getvalue())


def describe(tables: Path, name: str, sources: Sources, facts: dict[str, int | bool]) -> None:
    """Tell in ``sources.json`` what a table was made from, with the digests of the files that were read."""
    page = tables / "sources.json"
    told = json.loads(page.read_text("utf-8")) if page.exists() else {"tables": {}}
    told["tables"][name] = {
        "sha256": hashlib.sha256((tables / name).read_bytes()).hexdigest(),
        **facts,
        "sources": origins_of(sources.read) or ["own"],
        "files": {
            file: hashlib.sha256((sources.folder / file).read_bytes()).hexdigest() for file in sorted(sources.read)
        },
    }
    told["held_out"] = f"a spelling is never learned from if crc32('h' + spelling) % {HELD_OF} == 0"
    used = {key for table in told["tables"].values() for key in table["sources"]}
    told["origins"] = {key: ORIGINS[key].described() for key in sorted(used)}
    told["tables"] = dict(sorted(told["tables"].items()))
    page.write_text(json.dumps(dict(sorted(told.items())), ensure_ascii=False, indent=1) + "\n", "utf-8")
