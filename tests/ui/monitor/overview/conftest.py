"""A district with figures for the overview, all approved: of 2021 to 2023."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.board import Board, board_of
from haishu_desk.ui.monitor.overview.lines import Line
from haishu_desk.ui.monitor.overview.view import Overview
from haishu_desk.ui.monitor.page import MonitorPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.figures import SHIQI, YINJIANG, enter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

OF_2023 = Choice("145", 2023)
TJJ, STHJ, RSJ, SCJG = "dept-tjj", "dept-sthjfj", "dept-rsj", "dept-scjgj"
CELLS = (
    # 研发投入 %: base 2.35, target 3.6; 2022 is missing.
    f"{TJJ} 145-03 2021 2.52",
    f"{TJJ} 145-03 2023 3.02 初步核算",
    # 工业占比 %: base 23.6, target 30; it fell.
    *(f"{TJJ} 145-08 {year} {value}" for year, value in ((2021, "23.9"), (2022, "23.8"), (2023, "23.4"))),
    # PM2.5: the bound <27 holds.
    *(f"{STHJ} 145-21 {year} {value}" for year, value in ((2021, "21"), (2022, "22"), (2023, "23"))),
    # 空气优良率: the bound >93 is broken in 2023.
    *(f"{STHJ} 145-20 {year} {value}" for year, value in ((2021, "93.4"), (2022, "93.2"), (2023, "92.3"))),
    # 新增就业: [8] 万人 in five years.
    *(f"{RSJ} 145-25 {year} {value}" for year, value in ((2021, "1.7"), (2022, "1.6"), (2023, "1.65"))),
    f"{TJJ} 145-16 2023 3.4",
)


@pytest.fixture(scope="session")
def watched_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("watched") / "district.db"
    found(path, "district", None, "李审", None)
    with Desk(path, write=True, person="李审") as desk:
        enter(desk, *CELLS, f"{SCJG} 145-04 2023 3500", f"{YINJIANG} 145-04 2023 120", f"{SHIQI} 145-04 2023 200",
              f"{YINJIANG} 145-04 2022 100")  # fmt: skip
        for key in desk.workspace.cells.returns():
            desk.reviewing.review(key.unit, key.period, "approved")
    return path


@pytest.fixture
def watched(watched_template: Path, tmp_path: Path) -> Iterator[Desk]:
    """That district, open for writing."""
    path = Path(shutil.copy(watched_template, tmp_path / "district.db"))
    with Desk(path, write=True, person="李审") as desk:
        yield desk


@pytest.fixture
def session(watched: Desk, qtbot: QtBot) -> Iterator[Session]:
    """A session on it; what runs in the background has ended before the Desk is closed."""
    del qtbot
    session = Session(watched)
    yield session
    session.background.wait()


@pytest.fixture
def board(watched: Desk) -> Board:
    """The board of 2023, approved figures only."""
    return board_of(watched, Choice("145", 2023))


def line_of(board: Board, number: str) -> Line:
    return next(line for line in board.lines if line.item.number == number)


@pytest.fixture
def page(qtbot: QtBot, session: Session, theme: Theme) -> MonitorPage:
    shown = MonitorPage(session, theme)
    qtbot.addWidget(shown)
    shown.resize(1294, 692)
    shown.show()
    shown.activateWindow()
    with qtbot.waitSignal(shown.overview.judged):
        shown.refresh()
    qtbot.waitUntil(lambda: not session.background.jobs)
    return shown


@pytest.fixture
def view(page: MonitorPage) -> Overview:
    return page.overview


def large(page: MonitorPage) -> str:
    """Which item is shown large; empty for none."""
    return page.one.series.item.code if page.is_large and page.one.series is not None else ""
