"""日历 on 首页 in both roles: the days by hand, by keyboard, and what is reminded of before the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QSettings, Qt
from PySide6.QtTest import QTest

from haishu_desk.desk.statements import Statements
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.home.district import DistrictHome
from haishu_desk.ui.home.month import REMIND_DAYS, days_of, remind_days, reminder, save_remind_days
from haishu_desk.ui.home.overview import rows_of
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.home.unit import UnitHome
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.ui.conftest import OTHER, UNIT

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

THE_DAY = date(2099, 1, 10)


@pytest.fixture
def page(request: pytest.FixtureRequest, theme: Theme, qtbot: QtBot) -> HomePage:
    session: Session = request.getfixturevalue(request.param)
    made = HomePage(session, theme)
    qtbot.addWidget(made)
    made.resize(1294, 692)
    made.show()
    made.refresh()
    return made


def a_page(session: Session, theme: Theme, qtbot: QtBot) -> HomePage:
    made = HomePage(session, theme)
    qtbot.addWidget(made)
    made.resize(1294, 692)
    made.show()
    made.refresh()
    return made


def unit_face(session: Session, theme: Theme, qtbot: QtBot) -> UnitHome:
    page = a_page(session, theme, qtbot)
    vars(session)["page"] = page
    assert isinstance(page.face, UnitHome)
    return page.face


def district_face(session: Session, theme: Theme, qtbot: QtBot) -> DistrictHome:
    page = a_page(session, theme, qtbot)
    vars(session)["page"] = page
    assert isinstance(page.face, DistrictHome)
    return page.face


# What is due when.


def test_the_days_of_a_unit_are_those_of_its_returns_and_of_its_calendar(unit_session: Session) -> None:
    rows = rows_of(unit_session)
    assert list(days_of(unit_session, rows, date(2099, 1, 31))) == [THE_DAY]
    found = days_of(unit_session, rows, THE_DAY)[THE_DAY]
    assert {(each.key.form, each.word, each.is_planned) for each in found.returns} == {
        ("indicators", "退回修改", False), ("tasks", "已下发", False)
    }  # fmt: skip
    # Not handed out yet: the third quarter's tasks are due on 10 October by the shipped calendar.
    (planned,) = days_of(unit_session, rows, date(2025, 10, 1)).values()
    assert (planned.day, [(each.key.period, each.word) for each in planned.returns]) == (
        date(2025, 10, 10), [("2025-Q3", "未下发")]
    )  # fmt: skip
    # 2025 itself is on its own day in 2099, so January 2026 has the fourth quarter only.
    assert [each.key.period for each in days_of(unit_session, rows, date(2026, 1, 1))[date(2026, 1, 10)].returns] == [
        "2025-Q4"
    ]


def test_the_district_counts_what_is_missing_and_what_is_not_handed_out(district_session: Session) -> None:
    rows = rows_of(district_session)
    day = days_of(district_session, rows, THE_DAY)[THE_DAY]
    # Two towns with two forms each; one has come (and was sent back).
    assert day.said(is_district=True) == "2099年1月10日截止：2025年 4 份，未报 3"
    assert (day.mark, day.first.is_planned) == ("info", False)
    towns, departments = days_of(district_session, rows, date(2025, 10, 1)).values()
    assert (towns.day.day, departments.day.day) == (10, 15)
    assert towns.mark == departments.mark == "idle"
    assert {each.key.unit[:4] for each in towns.returns} == {"3302"}


def test_what_is_reminded_of_before_the_day(district_session: Session, unit_session: Session) -> None:
    def near(session: Session, days: int) -> str:
        soon = date.today() + timedelta(days=days)  # noqa: DTZ011  the office's own day
        from dataclasses import replace  # noqa: PLC0415  only here

        rows = [replace(row, due=soon) for row in rows_of(session)]
        return reminder(rows, REMIND_DAYS, is_district=session.desk.is_district)

    assert near(unit_session, 3) == "3 天内截止，还没有上报 1 张：任务项目填报表 2025年"
    assert near(unit_session, 0).startswith("今天截止，还没有上报 1 张")
    assert near(unit_session, 4) == near(unit_session, -1) == ""
    assert near(district_session, 2) == "3 天内截止，还有 3 份没有报来：石碶街道、鄞江镇"


def test_how_early_is_this_computers_own_choice(unit_session: Session, settings: QSettings) -> None:
    assert remind_days(unit_session) == REMIND_DAYS
    unit_session.settings = settings
    save_remind_days(unit_session, 10)
    assert remind_days(unit_session) == 10


# By keyboard and mouse.


def test_arrows_move_page_keys_turn_the_month_and_home_is_today(
    unit_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    calendar = unit_face(unit_session, theme, qtbot).calendar
    month = calendar.month
    month.go(date(2098, 12, 31))
    QTest.keyClick(month, Qt.Key.Key_Right)
    assert (month.day, calendar.title.text()) == (date(2099, 1, 1), "日历　2099年1月")
    QTest.keyClick(month, Qt.Key.Key_Down)
    QTest.keyClick(month, Qt.Key.Key_Left)
    assert month.day == date(2099, 1, 7)
    month.go(date(2099, 1, 31))
    QTest.keyClick(month, Qt.Key.Key_PageDown)
    assert month.day == date(2099, 2, 28)  # 2099 is no leap year
    QTest.keyClick(month, Qt.Key.Key_PageUp)
    assert calendar.title.text() == "日历　2099年1月"
    QTest.keyClick(month, Qt.Key.Key_Home)
    assert month.day == month.today
    calendar.on.click()
    calendar.back.click()
    assert (month.day.year, month.day.month) == (month.today.year, month.today.month)


def test_enter_opens_the_sheet_that_is_due(unit_session: Session, theme: Theme, qtbot: QtBot) -> None:
    home = unit_face(unit_session, theme, qtbot)
    home.calendar.month.go(THE_DAY)
    assert home.calendar.said.text().startswith("2099年1月10日截止：规划指标填报表 2025年（退回修改）")
    with qtbot.waitSignal(home.open_return) as opened:
        QTest.keyClick(home.calendar.month, Qt.Key.Key_Return)
    assert opened.args == [ReturnKey("tasks", UNIT, "2025"), None]  # the other one has been reported once
    home.calendar.month.go(date(2025, 10, 10))  # planned only: there is no sheet yet
    with qtbot.assertNotEmitted(home.open_return):
        QTest.keyClick(home.calendar.month, Qt.Key.Key_Return)


def test_the_district_goes_to_the_picture_or_to_handing_out(
    district_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    home = district_face(district_session, theme, qtbot)
    home.side.calendar.month.go(THE_DAY)
    with qtbot.assertNotEmitted(home.open_page):
        QTest.keyClick(home.side.calendar.month, Qt.Key.Key_Return)
    assert home.period.currentData() == "2025"
    home.side.calendar.month.go(date(2025, 10, 15))
    with qtbot.waitSignal(home.open_page) as opened:
        QTest.keyClick(home.side.calendar.month, Qt.Key.Key_Return)
    assert opened.args == ["exchange"]


def test_a_click_moves_the_frame_and_two_open(unit_session: Session, theme: Theme, qtbot: QtBot) -> None:
    home = unit_face(unit_session, theme, qtbot)
    month = home.calendar.month
    month.go(date(2099, 1, 1))
    # 1 January 2099 is a Thursday: the tenth is the last day of the second week.
    spot = QPointF(month.width() - 20, month._theme.tall(18) + month._theme.tall(21) * 1.5).toPoint()
    QTest.mouseClick(month, Qt.MouseButton.LeftButton, pos=spot)
    assert month.day == date(2099, 1, 11)  # Sunday of that week
    month.go(THE_DAY)
    with qtbot.waitSignal(home.open_return):
        QTest.mouseDClick(month, Qt.MouseButton.LeftButton, pos=month._rect(THE_DAY).center())


@pytest.mark.parametrize("page", ["unit_session", "district_session"], indirect=True)
def test_the_page_fits_a_small_screen_and_the_month_is_painted(page: HomePage) -> None:
    """1366x768 leaves 692 for the page."""
    assert page.minimumSizeHint().height() <= 692
    face = page.face
    calendar = face.side.calendar if isinstance(face, DistrictHome) else face.calendar
    calendar.month.go(THE_DAY)
    picture = calendar.month.grab().toImage()
    ground = calendar.month._rect(THE_DAY).topLeft() + QPointF(4, 4).toPoint()
    assert picture.pixelColor(ground) != picture.pixelColor(2, 2)


# 暂不报 and 空表 in the picture.


def test_a_deferral_stands_in_the_picture_of_the_district(
    workspaces: Path, district_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    from haishu_desk.desk import Desk  # noqa: PLC0415  only here

    key = ReturnKey("tasks", UNIT, "2025")
    with Desk(workspaces / "unit.db", write=True) as unit:
        Statements(unit).defer([key], "2099-02-01", "年报没有出", workspaces / "defer.xlsx")
    desk = district_session.desk
    (outcome,) = desk.exchange.receiver.receive([workspaces / "defer.xlsx"])
    assert outcome.status == "received"
    home = district_face(district_session, theme, qtbot)
    cells = [cell for block in home.heat.blocks for row in block.rows for cell in row.cells if cell and cell.key == key]
    assert (cells[0].word, cells[0].overdue) == ("暂不报", False)
    assert cells[0].spoken.endswith("暂不报，到 2099-02-01：年报没有出")
    day = days_of(district_session, rows_of(district_session), THE_DAY)[THE_DAY]
    assert {each.word for each in day.returns if each.key == key} == {"已下发，暂不报"}
    assert not any(each.key.unit == OTHER and "暂不报" in each.word for each in day.returns)
