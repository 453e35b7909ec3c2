"""Invented lists, and a copy of them that a test may spoil."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def invented_sdn() -> Path:
    return ROOT / "tests" / "fixtures" / "registers" / "invented_sdn"


@pytest.fixture
def spoiled_sdn(invented_sdn: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(invented_sdn, tmp_path / "source"))


@pytest.fixture
def demo_data() -> Path:
    return ROOT / "src" / "comity" / "demo" / "data"


@pytest.fixture
def published_sdn() -> Path:
    folder = ROOT.parent / "shared" / "data" / "ofac_sdn_2022"
    if not folder.is_dir():
        pytest.skip("the published list is not beside this checkout (../shared/data/ofac_sdn_2022)")
    return folder
