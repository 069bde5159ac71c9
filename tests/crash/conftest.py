"""What all of them break: made once."""

from __future__ import annotations

import shutil
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
