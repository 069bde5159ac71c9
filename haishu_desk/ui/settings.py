"""What this computer remembers of the window: an ini file with ASCII keys, never the registry."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from dataclasses import dataclass

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from haishu_desk import paths
from haishu_desk.ui import system_contrast
from haishu_desk.ui.theme import MODES, SYSTEM

FOLLOW = ""  # light or dark as the system has it
SCALES = (100, 125, 150, 200)
_THEME, _LARGE, _SCALE = "window/theme", "window/large", "window/scale"
_FACTOR = "QT_SCALE_FACTOR"
LOCK_CHOICES, LOCK_OFF, LOCK_DEFAULT = (5, 10, 15, 30), 0, 10
_LOCK = "lock/minutes"


@dataclass(frozen=True)
class Looks:
    """How the window looks: one of MODES or FOLLOW, 大字 or not, and the size of everything in percent."""

    mode: str = FOLLOW
    is_large: bool = False
    scale: int = 100


def open_settings() -> QSettings:
    """The settings of this user on this computer."""
    return QSettings(str(paths.user_config() / "window.ini"), QSettings.Format.IniFormat)


def whole_of(stored: object, most: int) -> int | None:
    """A whole number from 0 to `most` that was written down; None for whatever else stands there."""
    text = str(stored)
    number = int(text) if len(text) <= len(str(most)) and text.isdecimal() else most + 1
    return number if number <= most else None


def looks_in(settings: QSettings) -> Looks:
    """What was chosen last; what cannot be read is as if nothing was chosen."""
    mode, scale = str(settings.value(_THEME, FOLLOW)), str(settings.value(_SCALE, "100"))
    chosen = whole_of(scale, max(SCALES))
    is_large = settings.value(_LARGE) in ("true", True)
    return Looks(
        mode if mode in MODES else FOLLOW, is_large, chosen if chosen is not None and chosen in SCALES else 100
    )


def save_looks(settings: QSettings, looks: Looks) -> None:
    """Begin with these from now on."""
    settings.setValue(_THEME, looks.mode)
    settings.setValue(_LARGE, looks.is_large)
    settings.setValue(_SCALE, looks.scale)


def mode_of(looks: Looks, application: QApplication) -> str:
    """The mode to show.

    As HAISHU_DESK_THEME says, else the system's own high contrast where it is on, else as chosen, else as the system.
    """
    forced = os.environ.get("HAISHU_DESK_THEME")
    if forced in MODES:
        return forced
    if system_contrast.is_on():
        return SYSTEM
    if looks.mode in MODES:
        return looks.mode
    return "dark" if application.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def enlarge(environment: MutableMapping[str, str], looks: Looks) -> None:
    """Let Qt draw everything that much larger; before QApplication is made. A factor that is set already stays."""
    if looks.scale != 100 and not environment.get(_FACTOR):  # noqa: PLR2004  percent
        environment[_FACTOR] = str(looks.scale / 100)


def lock_minutes(settings: QSettings | None, *, has_pin: bool) -> int:
    """After how many minutes without input the screen is locked; 0, never, only for a person who has no PIN."""
    chosen = whole_of(settings.value(_LOCK, "") if settings is not None else "", max(LOCK_CHOICES))
    if chosen is None or (chosen not in LOCK_CHOICES and (chosen != LOCK_OFF or has_pin)):
        return LOCK_DEFAULT
    return chosen


def save_lock_minutes(settings: QSettings, minutes: int) -> None:
    """Lock after so many minutes from now on."""
    settings.setValue(_LOCK, minutes)
