"""Starting the window: the frame is painted first, then the workspace is opened behind it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from haishu_desk.ui.collecting import OldObjects
from haishu_desk.ui.fault_hook import FaultHook, Report
from haishu_desk.ui.input_method import HalfWords, choose_input_method
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.opener import Opener
from haishu_desk.ui.settings import enlarge, looks_in, mode_of, open_settings
from haishu_desk.ui.theme import Theme


def run_window(
    db: Path | None, person: str | None, report: Report | None = None, opened: Callable[[], None] | None = None
) -> int:
    """Show the window on that workspace (None: the user's own) until it is closed; returns the exit status.

    `report` writes down an unforeseen fault and says where; `opened` is called when the first page stands.
    """
    choose_input_method(os.environ)
    settings = open_settings()
    looks = looks_in(settings)
    enlarge(os.environ, looks)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("haishu_desk")
    speak_chinese(application)
    HalfWords(application)
    theme = Theme(mode_of(looks, application), is_large=looks.is_large)
    theme.dress(application)
    window = MainWindow(theme, settings)
    window.fit_to(application.primaryScreen().availableSize())
    opener = Opener(window, theme, settings, db, person)
    window.painted.connect(opener.begin, Qt.ConnectionType.QueuedConnection)
    old = OldObjects()
    window.painted.connect(old.begin, Qt.ConnectionType.QueuedConnection)
    if opened is not None:
        opener.opened.connect(opened)
    previous, sys.excepthook = sys.excepthook, FaultHook(window, report)
    window.show()
    try:
        return application.exec()
    finally:
        old.end()
        sys.excepthook = previous


def speak_chinese(application: QApplication) -> None:
    """Qt's own words (menus of fields, buttons) in Chinese."""
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale("zh_CN"), "qtbase", "_", folder):
        application.installTranslator(translator)
