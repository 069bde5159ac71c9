"""How the window looks: colours, 大字 and size, as chosen by the person or by the system, changed while it is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from haishu_desk.ui.background import Background
from haishu_desk.ui.messages import Message
from haishu_desk.ui.settings import FOLLOW, Looks, looks_in, mode_of, save_looks
from haishu_desk.ui.theme import SYSTEM, Theme
from haishu_desk.ui.widgets.steps import Steps
from haishu_desk.ui.wishes import LooksWish

if TYPE_CHECKING:
    from haishu_desk.ui.main_window import MainWindow


class Dressing(QObject):
    """Changes how one window looks; while a file is read or taken in nothing is made anew under it."""

    def __init__(self, window: MainWindow, theme: Theme, settings: QSettings) -> None:
        super().__init__(window)
        self._window, self._theme, self._settings = window, theme, settings
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    def change(self, wish: LooksWish) -> None:
        """Show everything as it is wished for from now on; colours and 大字 at once, the size at the next start."""
        window = self._window
        if self._is_at_work():
            window.messages.show_message(Message("info", "正在读取或装入文件", "做完再换显示。"))
        else:
            looks = replace(looks_in(self._settings), **{wish.name: wish.value})  # type: ignore[arg-type]
            save_looks(self._settings, looks)
            if wish.name == "scale":
                said = Message("info", f"界面大小记为 {looks.scale}%", "关掉窗口再打开就按这个大小显示。")
                window.messages.show_message(said)
            else:
                self._dress(looks)
        window.top_bar.looks.show_looks(looks_in(self._settings))

    def _follow(self) -> None:
        """The system changed its colours; so does the window where it follows."""
        looks = looks_in(self._settings)
        if looks.mode == FOLLOW and not self._is_at_work():
            self._dress(looks)

    def _dress(self, looks: Looks) -> None:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        self._window.close_editors()
        self._theme.become(mode_of(looks, application), is_large=looks.is_large)
        self._theme.dress(application)
        if self._theme.mode == SYSTEM and looks.mode != FOLLOW:
            said = Message("info", "Windows 的高对比正开着", "先按它的颜色显示；关掉它以后按这里选的显示。")
            self._window.messages.show_message(said)
        self._window.dress_again()

    def _is_at_work(self) -> bool:
        window = self._window
        jobs = window.session.background.jobs if window.session is not None else []
        fronts = window.findChildren(Background)  # the sample is being made
        return (
            bool(jobs)
            or any(front.jobs for front in fronts)
            or any(steps.is_running for steps in window.findChildren(Steps))
        )
