"""频度与截止 in 设置: what counts, changing it, and how early this computer reminds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from haishu_desk.desk.scheduling import Scheduling, Wish
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.home.month import remind_days
from haishu_desk.ui.preferences.schedule import ScheduleSection
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.ui.conftest import UNIT

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot


def section(session: Session, theme: Theme, qtbot: QtBot) -> ScheduleSection:
    made = ScheduleSection(session, theme)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    return made


def said(part: ScheduleSection) -> list[tuple[str, str, str, int, str]]:
    return [
        (line.who, line.form, line.every.currentText(), line.day.value(), line.skip.text()) for line in part.lines
    ]  # fmt: skip


def test_the_district_changes_a_rule_as_one_edition(district_session: Session, theme: Theme, qtbot: QtBot) -> None:
    part = section(district_session, theme, qtbot)
    assert said(part) == [
        ("town", "indicators", "年", 10, ""),
        ("town", "tasks", "季", 10, ""),
        ("department", "indicators", "年", 15, ""),
        ("department", "tasks", "季", 15, ""),
    ]
    line = part.lines[1]
    line.every.setCurrentIndex(line.every.findText("年、季"))
    line.day.setValue(8)
    line.skip.setText("3月")
    part.document.setText("海发改〔2026〕3号")
    part.save.click()
    assert part.said.text().startswith("存下了")
    assert said(part)[1] == ("town", "tasks", "年、季", 8, "3")
    calendar = Scheduling(district_session.desk)
    assert calendar.due(ReturnKey("tasks", UNIT, "2025-Q2")) == "2025-07-08"
    assert [row["document"] for row in calendar.rows()] == ["海发改〔2026〕3号"] * 4
    part.save.click()  # nothing is different: no further edition
    assert len(list(district_session.desk.workspace.cells.editions("schedule"))) == 2


def test_a_month_that_cannot_be_read_is_said_there(district_session: Session, theme: Theme, qtbot: QtBot) -> None:
    part = section(district_session, theme, qtbot)
    part.lines[0].skip.setText("正月")
    part.save.click()
    assert part.said.text() == "看不懂不报的月“正月”。请写成 1、2"
    part.lines[0].skip.setText("13")
    part.save.click()
    assert part.said.text().startswith("不报的月份要在 1 到 12 之间")


def test_a_unit_sees_it_and_changes_only_its_reminder(
    unit_session: Session, theme: Theme, qtbot: QtBot, settings: QSettings
) -> None:
    unit_session.settings = settings
    part = section(unit_session, theme, qtbot)
    assert not part.save.isVisible()
    assert not any(line.day.isEnabled() for line in part.lines)
    part.remind.setValue(7)
    assert remind_days(unit_session) == 7


def test_read_anew_it_stands_there_once(district_session: Session, theme: Theme, qtbot: QtBot) -> None:
    part = section(district_session, theme, qtbot)
    part.refresh()
    QApplication.processEvents()
    shown = [label.text() for label in part.findChildren(QLabel) if label.isVisible()]
    assert shown.count("次月几日截止") == 1
    assert len([box for box in part.findChildren(QComboBox) if box.isVisible()]) == len(part.lines)


def test_read_anew_nothing_is_built_again_but_where_something_is_different(
    district_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    part = section(district_session, theme, qtbot)
    lines = part.lines
    part.refresh()
    assert part.lines is lines
    part.lines[0].day.setValue(20)
    part.refresh()
    assert part.lines is not lines
    assert said(part)[0] == ("town", "indicators", "年", 10, ""), "what was typed and not stored is gone"
    Scheduling(district_session.desk).change_all([("town", "indicators", Wish(("半年",), 9, ()))])
    part.refresh()
    assert said(part)[0] == ("town", "indicators", "半年", 9, "")
