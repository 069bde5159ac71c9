"""首页 asks for a copy in a second place until it is there; the window makes it once a day in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from haishu_desk.desk import Desk, backups
from haishu_desk.store.verified import contents
from haishu_desk.ui import second_place
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

HomeOf = Callable[[Session], HomePage]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture(autouse=True)
def _another_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the test is no stick: say that it is."""
    monkeypatch.setattr(backups, "on_one_disk", lambda *_: False)


@pytest.fixture
def home_of(theme: Theme, qtbot: QtBot) -> HomeOf:
    def show(session: Session) -> HomePage:
        page = HomePage(session, theme)
        qtbot.addWidget(page)
        page.resize(1294, 692)
        page.show()
        page.refresh()
        return page

    return show


@pytest.fixture
def window(theme: Theme, settings: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(theme, settings)
    qtbot.addWidget(made)
    yield made
    made.close_session()


@pytest.fixture
def chosen(stick: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a person chooses when asked."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    return stick


@pytest.mark.parametrize("who", ["unit_session", "district_session"])
def test_both_first_pages_ask_until_a_copy_is_there(
    who: str, request: pytest.FixtureRequest, home_of: HomeOf, chosen: Path, qtbot: QtBot
) -> None:
    session: Session = request.getfixturevalue(who)
    page = home_of(session)
    assert page.backup.isVisibleTo(page)
    assert "还没有备份到第二处" in page.backup.text
    assert page.backup.button.text() == "选第二处…"
    page.backup.button.click()
    qtbot.waitUntil(lambda: not session.second_place.is_at_work)
    assert not page.backup.isVisibleTo(page)
    (copy,) = chosen.glob("备份_*.db")
    assert contents(copy).entries == len(session.desk.workspace.journal)


def test_where_the_only_copy_is_on_the_same_disk_another_place_is_asked_for(
    unit_session: Session, home_of: HomeOf, chosen: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(backups, "on_one_disk", lambda *_: True)
    page = home_of(unit_session)
    page.backup.button.click()
    qtbot.waitUntil(lambda: not unit_session.second_place.is_at_work)
    assert page.backup.text == (
        "上次备份：今天，和数据文件在同一个磁盘上：磁盘坏了两份都没有，请把第二处换到U盘或移动硬盘"
    )
    assert page.backup.button.text() == "选第二处…"
    monkeypatch.setattr(backups, "on_one_disk", lambda *_: False)
    page.backup.button.click()
    qtbot.waitUntil(lambda: not unit_session.second_place.is_at_work)
    assert not page.backup.isVisibleTo(page)
    assert len(list(chosen.glob("备份_*.db"))) == 2


def test_a_stick_that_is_gone_is_said_and_tried_again(
    unit_session: Session, home_of: HomeOf, stick: Path, qtbot: QtBot
) -> None:
    page = home_of(unit_session)
    unit_session.desk.backups.choose(stick)
    stick.rmdir()
    page.refresh()
    assert page.backup.button.text() == "现在备份"
    page.backup.button.click()
    qtbot.waitUntil(lambda: not unit_session.second_place.is_at_work)
    assert page.backup.text.startswith("备份没有做成：第二处不在")
    assert "还没有备份到第二处" in page.backup.text
    stick.mkdir()
    page.backup.button.click()
    qtbot.waitUntil(lambda: not unit_session.second_place.is_at_work)
    assert not page.backup.isVisibleTo(page)


def test_an_old_copy_is_asked_about_by_its_age(unit_session: Session, home_of: HomeOf, stick: Path) -> None:
    desk = unit_session.desk
    desk.backups.choose(stick)
    desk.backups.make(stick / "b.db")
    last = desk.backups.standing().last
    assert last is not None
    desk.backups.note(replace(last, at="2020-01-01T09:00:00.000+08:00"))
    page = home_of(unit_session)
    assert page.backup.text.startswith("上次备份：")
    assert "天前" in page.backup.text


def test_the_window_makes_the_copy_of_the_day_once(
    workspaces: Path, window: MainWindow, stick: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_place, "_FIRST_MS", 1)
    desk = Desk(workspaces / "unit.db", write=True)
    desk.backups.choose(stick)
    session = Session(desk)
    window.open_session(session)
    qtbot.waitUntil(lambda: bool(list(stick.glob("备份_*.db"))) and not session.second_place.is_at_work)
    session.second_place.back_up_if_due()
    assert not session.second_place.is_at_work
    assert len(list(stick.glob("备份_*.db"))) == 1


def test_a_window_that_only_reads_asks_for_nothing(workspaces: Path, home_of: HomeOf, qtbot: QtBot) -> None:
    del qtbot
    desk = Desk(workspaces / "unit.db")
    page = home_of(Session(desk))
    assert not page.backup.isVisibleTo(page)
    desk.close()


def test_a_new_person_is_told_what_those_before_left_open(workspaces: Path, window: MainWindow, qtbot: QtBot) -> None:
    with Desk(workspaces / "unit.db", write=True) as before:
        before.entry.enter([{"unit": "330203105", "period": "2025", "item": "145-11", "value": "13"}])
    session = Session(Desk(workspaces / "unit.db", write=True, person="新来的"))
    told: list[str] = []
    session.told.connect(lambda message: told.append(f"{message.title} {message.text}"))
    window.open_session(session)
    qtbot.waitUntil(lambda: bool(told))  # the page comes first
    assert len(told) == 1
    assert told[0].startswith("新来的第一次用这个数据文件")
    assert "张填录入 1 格" in told[0]
    window.show_preferences("handover")
    shown = window.pages["preferences"].machines.handover_window  # type: ignore[attr-defined]
    assert any("张填录入 1 格" in line.detail for line in shown.lines.lines)
    shown.close()
