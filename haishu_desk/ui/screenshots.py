"""Pictures of every page with the sample data, for the manual and for looking at after a change."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from haishu_desk.desk import Desk
from haishu_desk.desk.sample import HENGJIE, PERSONS, Sample, make_sample
from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.page import Page
from haishu_desk.ui.plan.page import PlanPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

MODES = ("light", "dark")
SIZES = ((1366, 768), (1920, 1080))
_SETTLE = 0.25


def write_screenshots(folder: Path) -> list[Path]:
    """Every page there is, for a unit and the district, in both modes and sizes: `<page>-<role>-<mode>-<size>.png`.

    Of 规划 there are four: the table, a 专栏, the targets, and what a search found.

    The sample is made anew in a temporary folder, so that nothing that was tried out shows in the pictures.
    """
    application = _application()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        sample = make_sample(Path(scratch) / "sample")
        settings = QSettings(str(Path(scratch) / "settings.ini"), QSettings.Format.IniFormat)
        pictures: list[Path] = []
        for mode in MODES:
            theme = Theme(mode)
            theme.dress(application)
            for role, path, person in _workspaces(sample):
                pictures += _of_workspace(folder, theme, settings, (role, path, person))
        return pictures


def _application() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QApplication(["haishu-desk"])


def _workspaces(sample: Sample) -> Iterator[tuple[str, Path, str]]:
    yield "unit", sample.units[HENGJIE], PERSONS[HENGJIE]
    yield "district", sample.district, PERSONS["district"]


def _of_workspace(folder: Path, theme: Theme, settings: QSettings, who: tuple[str, Path, str]) -> list[Path]:
    """All pages of one workspace; the window is made anew for each size, as a user would open it."""
    role, path, person = who
    pictures = []
    for width, height in SIZES:
        window = MainWindow(theme, settings)
        window.resize(width, height)
        window.show()
        window.open_session(Session(Desk(path, write=True, person=person)))
        window.resize(width, height)
        for entry in window.entries:
            window.open_page(entry.name)
            for view in _views(window.pages[entry.name]):
                _settle()
                picture = folder / f"{view}-{role}-{theme.mode}-{width}x{height}.png"
                if not window.grab().save(str(picture)):
                    raise SurroundingsError(f"没有写成 {picture}", "请检查文件夹的写入权限和磁盘空间")
                pictures.append(picture)
        window.close()
        window.deleteLater()
        _settle()
    return pictures


def _views(page: Page) -> Iterator[str]:
    """The names of a page's pictures; before each but the first the page shows something else of itself."""
    yield page.name
    if isinstance(page, PlanPage):
        page.show_item("145-b10-0-03")
        yield "plan-box"
        page.show_item("145-t01-03")
        yield "plan-targets"
        page.left.search.setText("yfjf")
        page.left.step(1)
        yield "plan-search"
        page.left.search.clear()


def _settle() -> None:
    """Let what was asked for be drawn, and what was begun in the background come back."""
    until = time.monotonic() + _SETTLE
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)
