"""What all tests share: no workspace of the user's own, no screen, and an office whose bundles are already on the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.office import Office

os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(scope="session", autouse=True)
def _nothing_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every test, and every program that a test starts, lives in a home of its own."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HAISHU_DESK_DB", "HAISHU_DESK_AS", "HAISHU_DESK_PIN", "HAISHU_DESK_NEW_PIN"):
            patch.delenv(name, raising=False)
        for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"):
            patch.setenv(name, str(home))
        for name in ("DATA", "STATE", "CACHE", "CONFIG"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        yield


@pytest.fixture(scope="session")
def issued_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A district, two computers of one town and another town: enrolled, issued 2025, task bundles taken in."""
    office = Office(tmp_path_factory.mktemp("issued"))
    office.found_and_issue()
    return office


@pytest.fixture(scope="session")
def reported_office(issued_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The same after the town has filled in four cells and the district has taken in its `up.xlsx`."""
    office = _copied(issued_office, tmp_path_factory.mktemp("reported"))
    office.fill_in_and_report()
    return office


@pytest.fixture(scope="session")
def clashing_office(reported_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The same after the town's second computer has reported another value of 145-04."""
    office = _copied(reported_office, tmp_path_factory.mktemp("clashing"))
    office.report_another_value()
    return office


@pytest.fixture
def office(issued_office: Office, tmp_path: Path) -> Office:
    """An office of one's own: 2025 is issued and nothing is filled in."""
    return _copied(issued_office, tmp_path)


@pytest.fixture
def reported(reported_office: Office, tmp_path: Path) -> Office:
    """An office of one's own where the town has reported."""
    return _copied(reported_office, tmp_path)


@pytest.fixture
def clashing(clashing_office: Office, tmp_path: Path) -> Office:
    """An office of one's own where two reports of the town disagree."""
    return _copied(clashing_office, tmp_path)


def _copied(office: Office, folder: Path) -> Office:
    shutil.copytree(office.folder, folder / "office")
    return Office(folder / "office")
