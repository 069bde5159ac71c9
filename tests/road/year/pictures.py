"""The pictures of the page: the windows of the district and of the street at the end of the year, as a person sees them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from haishu_desk.desk import Desk
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.page import MonitorPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.road.year.beginning import DESK

_SIZE, _SMALL = QSize(1366, 768), QSize(1025, 576)
_COME = 4.0  # what is reckoned in the background comes back in this time


def paint(folder: Path, workspaces: Path) -> None:
    """Write them all, small."""
    application = QApplication.instance() or QApplication(["haishu-desk"])
    theme = Theme("light")
    assert isinstance(application, QApplication)
    theme.dress(application)
    folder.mkdir(exist_ok=True)
    district = _Window(workspaces / f"{DESK}.db", "李审", theme, workspaces)
    district.page("home", folder / "home.png")
    district.page("plan", folder / "plan.png")
    district.page("review", folder / "review.png")
    district.page("monitor", folder / "monitor.png", lambda page: page.overview.ask(Choice("155", 2026, "09-30")))
    district.chart(folder / "chart.png")
    street = _Window(workspaces / "集士港.db", "周港", theme, workspaces)
    street.page("home", folder / "street.png")


class _Window:
    """A window on one workspace."""

    def __init__(self, db: Path, person: str, theme: Theme, scratch: Path) -> None:
        self.window = MainWindow(theme, QSettings(str(scratch / "settings.ini"), QSettings.Format.IniFormat))
        self.window.fit_to(_SIZE)
        self.window.resize(_SIZE)
        self.window.show()
        self.window.open_session(Session(Desk(db, write=True, person=person)))

    def page(self, name: str, file: Path, first: Callable[[MonitorPage], None] | None = None) -> None:
        """The page, after that was asked of it."""
        self.window.open_page(name)
        _wait()
        if first is not None:
            first(self._monitor())
            _wait()
        image = QImage(_SIZE, QImage.Format.Format_RGB32)
        self.window.render(image)
        _save(image, file)

    def chart(self, file: Path) -> None:
        """The chart of the economy as Ctrl+Shift+C copies it."""
        page = self._monitor()
        page.show_item("145-01")
        _wait()
        page.one.copy_picture()
        _save(QGuiApplication.clipboard().image(), file)

    def _monitor(self) -> MonitorPage:
        (page,) = self.window.findChildren(MonitorPage)
        return page


def _wait() -> None:
    until = time.monotonic() + _COME
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)


def _save(image: QImage, file: Path) -> None:
    small = image.scaled(_SMALL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    assert small.save(str(file))
