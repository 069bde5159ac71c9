"""What this computer remembers of the window: an ini file with ASCII keys, never the registry."""

from __future__ import annotations

import os

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from haishu_desk.ui.theme import MODES

_THEME = "window/theme"


def open_settings() -> QSettings:
    """The settings of this user on this computer."""
    from platformdirs import user_config_path  # noqa: PLC0415  only where there is a window

    folder = user_config_path("haishu_desk", appauthor=False)
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


def theme_mode(settings: QSettings, application: QApplication) -> str:
    """light, dark or contrast: as HAISHU_DESK_THEME says, else as saved, else as the system has it."""
    for wish in (os.environ.get("HAISHU_DESK_THEME"), settings.value(_THEME)):
        if wish in MODES:
            return str(wish)
    return "dark" if application.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def save_theme(settings: QSettings, mode: str) -> None:
    """Begin with that mode from now on."""
    settings.setValue(_THEME, mode)
