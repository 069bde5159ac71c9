"""Where one was last comes first in the palette, also after the program was closed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, QTimer

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.recent import AT_MOST, Recent
from haishu_desk.ui.wishes import Goal, ItemWish

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qapp")

KEY = ReturnKey("indicators", "330203105", "2025")
ITEM = ItemWish("plan", "145-01")


def settings(folder: Path) -> QSettings:
    return QSettings(str(folder / "w.ini"), QSettings.Format.IniFormat)


def test_the_latest_comes_first_and_each_place_once() -> None:
    recent = Recent(None, "a")
    for place in (ITEM, (KEY, "145-04"), ITEM):
        recent.note(place)
    assert recent.places == [ITEM, (KEY, "145-04")]


def test_no_more_than_a_handful_is_kept() -> None:
    recent = Recent(None, "a")
    for number in range(AT_MOST + 3):
        recent.note(ItemWish("plan", f"145-{number}"))
    assert [place.code for place in recent.places if isinstance(place, ItemWish)] == [
        f"145-{number}" for number in range(AT_MOST + 2, 2, -1)
    ]


def test_they_are_there_after_the_program_was_closed_and_belong_to_their_workspace(tmp_path: Path) -> None:
    first = settings(tmp_path)
    recent = Recent(first, "a")
    recent.note((KEY, None))
    recent.keep()
    first.sync()
    assert Recent(settings(tmp_path), "a").places == [(KEY, None)]
    assert Recent(settings(tmp_path), "b").places == []


def test_opening_a_return_writes_no_settings_and_a_minute_later_they_are_written(tmp_path: Path, qtbot: QtBot) -> None:
    kept = settings(tmp_path)
    recent = Recent(kept, "a")
    (timer,) = recent.findChildren(QTimer)
    assert timer.interval() == 60_000
    timer.setInterval(20)
    recent.note((KEY, None))
    recent.note(ITEM)
    assert kept.value("recent/a") is None
    qtbot.waitUntil(lambda: kept.value("recent/a") is not None)
    assert Recent(kept, "a").places == [ITEM, (KEY, None)]


@pytest.mark.parametrize("stored", ["", "{", "3", '[["indicators", 3]]', "[null]"])
def test_what_cannot_be_read_is_forgotten(tmp_path: Path, stored: str) -> None:
    kept = settings(tmp_path)
    kept.setValue("recent/a", stored)
    assert Recent(kept, "a").places == []


def test_only_what_can_still_be_gone_to_is_offered() -> None:
    recent = Recent(None, "a")
    recent.note(ItemWish("plan", "gone"))
    recent.note((KEY, "145-04"))
    known = [
        Goal("指标", "4 有效发明专利拥有量", "", "flag", (KEY, "145-04")),
        Goal("页面", "首页", "", "house", "home"),
    ]
    assert [(goal.group, goal.text) for goal in recent.goals(known)] == [("最近", "4 有效发明专利拥有量")]
