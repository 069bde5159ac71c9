"""What all of them break: made once."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.ground import prepare
from tests.desk.office import Office


@pytest.fixture(scope="session")
def ground(issued_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the grounds of the scenarios."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copytree(issued_office.folder, folder / "office")
    prepare(Office(folder / "office"), folder / "ground")
    return folder / "ground"


@pytest.fixture(scope="session")
def memory() -> Iterator[Path]:
    """A folder in memory where there is one: a killed process loses nothing that it has written, on any disk."""
    shared = Path("/dev/shm")  # noqa: S108  by its own name below
    folder = Path(tempfile.mkdtemp(prefix="kills-", dir=shared if os.access(shared, os.W_OK) else None))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def place(memory: Path) -> Path:
    """A folder of one's own in it."""
    return Path(tempfile.mkdtemp(dir=memory))
