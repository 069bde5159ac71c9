"""A district that knows the computer of 鄞江镇, and nothing on its way yet; windows of people on them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.ui.theme import Theme
from tests.ui.conftest import UNIT
from tests.ui.road.people import Person

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

Sit = Callable[[Path], Person]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the offscreen platform says of lists that open over the window is no fault of ours."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


class Dialogs:
    """The answer that the system's file dialogs give, and the name that was proposed in them."""

    def __init__(self) -> None:
        self.answer: Path | None = None
        self.proposed = ""

    def folder(self, parent: QWidget, title: str) -> str:
        """As QFileDialog.getExistingDirectory."""
        del parent, title
        return str(self.answer or "")

    def file(self, parent: QWidget, title: str, name: str, kind: str) -> tuple[str, str]:
        """As QFileDialog.getSaveFileName."""
        del parent, title
        self.proposed = Path(name).name
        return str(self.answer or ""), kind


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch) -> Dialogs:
    """No dialog of the system opens; each has its answer beforehand."""
    dialogs = Dialogs()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", dialogs.folder)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialogs.file)
    return dialogs


@pytest.fixture(scope="session")
def enrolled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """district.db and unit.db; the district has the key of the unit."""
    folder = tmp_path_factory.mktemp("enrolled")
    found(folder / "district.db", "district", None, "李审", None)
    found(folder / "unit.db", "unit", UNIT, "张填", None)
    with Desk(folder / "district.db", write=True) as district, Desk(folder / "unit.db") as unit:
        district.exchange.roster.enrol(unit.exchange.roster.request(folder / "key.xlsx"), None)
    return folder


@pytest.fixture
def folder(enrolled_folder: Path, tmp_path: Path) -> Path:
    """The two workspaces, this test's own."""
    return Path(shutil.copytree(enrolled_folder, tmp_path / "road"))


@pytest.fixture
def sit(theme: Theme, settings: QSettings, qtbot: QtBot) -> Iterator[Sit]:
    """Opens a window on a workspace; all are closed at the end."""
    people: list[Person] = []

    def sit(db: Path) -> Person:
        people.append(Person(db, theme, settings, qtbot))
        return people[-1]

    yield sit
    for person in people:
        person.window.close()
