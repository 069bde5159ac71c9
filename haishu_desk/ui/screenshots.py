"""Pictures of every page and state with the sample data, for the manual and for looking at after a change."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QSize, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from haishu_desk.desk import Desk
from haishu_desk.desk.sample import HENGJIE, PERSONS, Sample, make_sample
from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.scenes import Scene, front_scenes, scenes_of
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import MODES, Theme

_SETTLE_MS, _LONGEST, _LOOKS = 150, 60, 8


@dataclass(frozen=True)
class Screen:
    """A screen as a person has it: pixels across and down, everything drawn `scale` percent large, 大字 or not."""

    width: int
    height: int
    scale: int = 100
    is_large: bool = False

    @property
    def name(self) -> str:
        """As it stands in the name of a picture."""
        size = f"{self.width}x{self.height}"
        return f"{size}{f'-{self.scale}' if self.scale != 100 else ''}{'-large' if self.is_large else ''}"  # noqa: PLR2004

    @property
    def window(self) -> QSize:
        """What is left for the window when everything is drawn that large."""
        return QSize(
            -(-self.width * 100 // self.scale), -(-self.height * 100 // self.scale)
        )  # rounded up: no edge stays bare


SCREENS = (
    Screen(1366, 768),
    Screen(1920, 1080),
    Screen(1366, 768, 150),
    Screen(1366, 768, 200),
    Screen(1366, 768, is_large=True),
)
# Enough to see that every page is there and says what it should.
QUICK = SCREENS[:1]


def write_screenshots(folder: Path, *, quick: bool = False) -> list[Path]:
    """Every page and state there is, for a unit and the district, in all modes and on all screens.

    `<page or state>-<role>-<mode>-<screen>.png`; `quick` takes only the pages, and only the first screen. The sample is
    made anew in a temporary folder, so that nothing that was tried out shows in the pictures.
    """
    application = _application()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        sample = make_sample(Path(scratch) / "sample")
        painter = _Painter(folder, QSettings(str(Path(scratch) / "settings.ini"), QSettings.Format.IniFormat))
        for mode in MODES:
            for screen in QUICK if quick else SCREENS:
                theme = Theme(mode, is_large=screen.is_large)
                theme.dress(application)
                for who in _workspaces(sample):
                    painter.paint_workspace(theme, screen, who, states=not quick)
                if not quick:
                    painter.paint_fronts(theme, screen)
        return painter.pictures


def _application() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QApplication(["haishu-desk"])


def _workspaces(sample: Sample) -> Iterator[tuple[str, Path, str]]:
    yield "unit", sample.units[HENGJIE], PERSONS[HENGJIE]
    yield "district", sample.district, PERSONS["district"]


class _Painter:
    """Writes the pictures; the window is made anew for each screen, as a person would open it."""

    def __init__(self, folder: Path, settings: QSettings) -> None:
        self._folder, self._settings = folder, settings
        self.pictures: list[Path] = []

    def paint_workspace(self, theme: Theme, screen: Screen, who: tuple[str, Path, str], *, states: bool) -> None:
        """All pages of one workspace, and the states that can be shown with it."""
        role, path, person = who
        window = self._window(theme, screen)
        window.open_session(Session(Desk(path, write=True, person=person)))
        window.resize(screen.window)
        for entry in window.entries:
            window.open_page(entry.name)
            self._paint(window, screen, f"{entry.name}-{role}-{theme.mode}-{screen.name}")
        if states:
            self._paint_scenes(window, theme, screen, scenes_of(window), role)
        self._put_away(window)

    def paint_fronts(self, theme: Theme, screen: Screen) -> None:
        """What stands in the window when no workspace is open."""
        window = self._window(theme, screen)
        self._paint_scenes(window, theme, screen, front_scenes(window, theme, self._folder), "none")
        self._put_away(window)

    def _paint_scenes(self, window: MainWindow, theme: Theme, screen: Screen, scenes: list[Scene], role: str) -> None:
        for scene in scenes:
            scene.set_up()
            self._paint(window, screen, f"{scene.name}-{role}-{theme.mode}-{screen.name}")
            if scene.clear is not None:
                scene.clear()

    def _window(self, theme: Theme, screen: Screen) -> MainWindow:
        window = MainWindow(theme, self._settings)
        window.fit_to(screen.window)
        window.resize(screen.window)
        window.show()
        return window

    def _paint(self, window: MainWindow, screen: Screen, name: str) -> None:
        _settle()
        if window.session is not None and _is_at_work(window.session):
            _wait_for(window.session)
        # What takes its place late, as a scroll bar does, has it when two pictures in a row are the same.
        image, before = _picture_of(window, screen), None
        for _ in range(_LOOKS):
            if image == before:
                break
            _settle()
            image, before = _picture_of(window, screen), image
        picture = self._folder / f"{name}.png"
        if not image.save(str(picture)):
            raise SurroundingsError(f"没有写成 {picture}", "请检查文件夹的写入权限和磁盘空间")
        self.pictures.append(picture)

    @staticmethod
    def _put_away(window: MainWindow) -> None:
        window.close()
        window.deleteLater()
        _settle()


def _picture_of(window: MainWindow, screen: Screen) -> QImage:
    image = QImage(screen.width, screen.height, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(screen.scale / 100)
    window.render(image)
    return image


def _wait_for(session: Session) -> None:
    """Let what is worked out in the background be shown, however long it takes (a minute at most)."""
    until = time.monotonic() + _LONGEST
    while _is_at_work(session) and time.monotonic() < until:
        _settle()
    _settle()


def _is_at_work(session: Session) -> bool:
    return bool(session.background.jobs) or (session.ahead.goes_ahead and not session.ahead.is_over)


def _settle() -> None:
    """Let what was asked for be drawn, and what was begun in the background come back."""
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()
