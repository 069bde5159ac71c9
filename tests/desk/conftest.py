"""A district's workspace in which nothing is filled in, founded once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found


@pytest.fixture(scope="session")
def founded_district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file, never written to."""
    file = tmp_path_factory.mktemp("founded") / "district.db"
    found(file, "district", None, "李审", None)
    return file


@pytest.fixture
def district(founded_district: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on a copy."""
    shutil.copytree(founded_district.parent, tmp_path / "copy")
    with Desk(tmp_path / "copy" / "district.db", write=True, person="李审") as opened:
        yield opened
