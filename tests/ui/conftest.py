"""Workspaces for the window's tests: made once by the program's own use cases, then copied for each test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

UNIT, OTHER, PERIOD, DUE = "330203105", "330203009", "2025", "2099-01-10"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the offscreen platform says of every window with a smallest size is no fault of ours."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture(scope="session")
def workspace_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district, 鄞江镇 with one returned cell, and 石碶街道 with an open task; bundles lie beside them."""
    folder = tmp_path_factory.mktemp("template")
    found(folder / "district.db", "district", None, "李审", None)
    found(folder / "unit.db", "unit", UNIT, "张填", None)
    found(folder / "fresh.db", "unit", OTHER, "王填", None)
    with (
        Desk(folder / "district.db", write=True) as district,
        Desk(folder / "unit.db", write=True) as unit,
    ):
        district.exchange.roster.enrol(unit.exchange.roster.request(folder / "key.xlsx"), None)
        district.exchange.issue([UNIT], PERIOD, DUE, folder / "task.xlsx")
        district.exchange.issue([OTHER], PERIOD, DUE, folder / "other-task.xlsx")
        _take(unit, folder / "task.xlsx")
        rows = [("145-04", "120"), ("145-23", ">49.83"), ("145-25", "0.12")]
        unit.entry.enter([{"unit": UNIT, "period": PERIOD, "item": item, "value": value} for item, value in rows])
        unit.exchange.submit(UNIT, PERIOD, None, folder / "up.xlsx")
        _take(district, folder / "up.xlsx")
        remark = {"item": "145-04", "comment": "比上年少一半，请核对"}
        district.reviewing.review(UNIT, PERIOD, "returned", remarks=[remark])
        district.exchange.reply(UNIT, PERIOD, None, folder / "back.xlsx")
        _take(unit, folder / "back.xlsx")
    return folder


def _take(desk: Desk, file: Path) -> None:
    (outcome,) = desk.exchange.receiver.receive([file])
    assert outcome.status == "received", outcome


@pytest.fixture
def workspaces(workspace_template: Path, tmp_path: Path) -> Path:
    """A folder of this test's own with district.db, unit.db, fresh.db and the bundles."""
    return Path(shutil.copytree(workspace_template, tmp_path / "workspaces"))


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, on the application."""
    theme = Theme()
    theme.dress(qapp)
    return theme


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Settings of this test's own."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def unit_session(workspaces: Path, qtbot: QtBot) -> Iterator[Session]:
    """鄞江镇 with a returned cell, open for writing."""
    yield from _session(workspaces / "unit.db", qtbot)


@pytest.fixture
def district_session(workspaces: Path, qtbot: QtBot) -> Iterator[Session]:
    """The district, open for writing."""
    yield from _session(workspaces / "district.db", qtbot)


def _session(file: Path, qtbot: QtBot) -> Iterator[Session]:
    del qtbot  # an application must be there
    desk = Desk(file, write=True)
    session = Session(desk)
    yield session
    session.ahead.rest()  # as a window does before it closes
    session.background.wait()
    session.slices.rest()
    desk.close()
