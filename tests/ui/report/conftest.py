"""A district with some approved figures, open in a session; 鄞江镇 as it comes from the window's own fixtures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.ui.report.page import ReportPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.approved import some_figures

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

PATIENCE = 60_000


@pytest.fixture(scope="session")
def reported_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district's file with a few approved figures of 2021 to 2023."""
    file = tmp_path_factory.mktemp("reported") / "district.db"
    found(file, "district", None, "李审", None)
    with Desk(file, write=True, person="李审") as desk:
        some_figures(desk)
    return file


@pytest.fixture
def district(reported_template: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    """That district, open for writing."""
    del qtbot  # an application must be there
    file = Path(shutil.copy(reported_template, tmp_path / "district.db"))
    desk = Desk(file, write=True, person="李审")
    session = Session(desk)
    yield session
    session.background.wait()
    session.slices.rest()
    desk.close()


@pytest.fixture
def page(district: Session, theme: Theme, qtbot: QtBot) -> ReportPage:
    """报告 of the district as it comes up, at 2023, its pages made."""
    made = ReportPage(district, theme)
    qtbot.addWidget(made)
    made.resize(1294, 692)
    made.show()
    made.left.pick(0)
    made.left.year.setCurrentIndex(made.left.year.findData(2023))
    made.left.changed.emit()
    wait(made, qtbot)
    return made


@pytest.fixture(scope="module")
def shown(
    reported_template: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[ReportPage]:
    """The same page for all tests of a module that only look."""
    theme = Theme()
    theme.dress(qapp)
    file = Path(shutil.copy(reported_template, tmp_path_factory.mktemp("shown") / "district.db"))
    with Desk(file, write=True, person="李审") as desk:
        session = Session(desk)
        made = ReportPage(session, theme)
        made.resize(1294, 692)
        made.show()
        made.left.pick(0)
        made.left.year.setCurrentIndex(made.left.year.findData(2023))
        made.left.changed.emit()
        while session.background.jobs:
            qapp.processEvents()
        yield made
        session.background.wait()
        made.deleteLater()
        qapp.processEvents()


def wait(page: ReportPage, qtbot: QtBot) -> None:
    """Until nothing is made or written any more."""
    qtbot.waitUntil(lambda: not page.session.background.jobs, timeout=PATIENCE)
