"""The stage is built once a file, whose plays bring people of their own: caps and series are counted over all of a node."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.abuse.stage import Stage

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Stage]":
    from tests.abuse.stage import open_stage

    with open_stage(tmp_path_factory.mktemp("stage")) as built:
        yield built
