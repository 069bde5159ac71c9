"""The crafted workspace, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from tests.ui.monitor.seen import make


@pytest.fixture(scope="session")
def crafted_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The district's workspace of `seen`."""
    path = tmp_path_factory.mktemp("crafted") / "district.db"
    make(path)
    return path


@pytest.fixture
def crafted(crafted_file: Path) -> Iterator[Desk]:
    """The same, opened for reading."""
    with Desk(crafted_file) as desk:
        yield desk
