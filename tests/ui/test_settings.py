"""What this computer remembers of the looks, and what comes before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

from haishu_desk.ui import system_contrast
from haishu_desk.ui.settings import FOLLOW, Looks, enlarge, looks_in, mode_of, save_looks
from haishu_desk.ui.theme import SYSTEM, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_nothing_chosen_follows_the_system_at_its_own_size(settings: QSettings) -> None:
    assert looks_in(settings) == Looks(FOLLOW, is_large=False, scale=100)


def test_what_was_chosen_is_there_again_after_a_restart(settings: QSettings) -> None:
    chosen = Looks("contrast", is_large=True, scale=150)
    save_looks(settings, chosen)
    settings.sync()
    again = QSettings(settings.fileName(), QSettings.Format.IniFormat)
    assert looks_in(again) == chosen


def test_what_cannot_be_read_is_as_if_nothing_was_chosen(settings: QSettings) -> None:
    settings.setValue("window/theme", "pink")
    settings.setValue("window/scale", "9000")
    assert looks_in(settings) == Looks()


def test_the_systems_high_contrast_comes_before_what_was_chosen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HAISHU_DESK_THEME", raising=False)
    assert mode_of(Looks("dark"), qapp) == "dark"
    assert mode_of(Looks(), qapp) in ("light", "dark")
    monkeypatch.setattr(system_contrast, "is_on", lambda: True)
    assert mode_of(Looks("dark"), qapp) == SYSTEM
    monkeypatch.setenv("HAISHU_DESK_THEME", "light")
    assert mode_of(Looks("dark"), qapp) == "light"


def test_in_the_colours_of_the_system_the_style_sheet_is_whole(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(SYSTEM)
    assert theme.color("text").name() == theme.color("warn_text").name()
    theme.dress(qapp)
    assert "-system.svg" not in theme.style_sheet()
    Theme().dress(qapp)
    del qtbot


def test_only_windows_can_say_that_its_high_contrast_is_on() -> None:
    assert not system_contrast.is_on("linux")


@pytest.mark.parametrize(
    ("scale", "before", "after"), [(100, {}, {}), (150, {}, {"QT_SCALE_FACTOR": "1.5"}), (200, {"QT_SCALE_FACTOR": "1.1"}, {"QT_SCALE_FACTOR": "1.1"})]
)  # fmt: skip
def test_the_size_is_handed_to_qt_unless_somebody_set_one(
    scale: int, before: dict[str, str], after: dict[str, str]
) -> None:
    environment = dict(before)
    enlarge(environment, Looks(scale=scale))
    assert environment == after
