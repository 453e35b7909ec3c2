"""The stage is built once a run; every play brings people of its own."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.abuse.stage import Stage

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Stage]":
    from tests.abuse.stage import open_stage

    with open_stage(tmp_path_factory.mktemp("stage")) as built:
        yield built
