"""空表 and 暂不报 in the window: the unit says it, the district sees it and agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.exchange.district_panel import DistrictPanel
from haishu_desk.ui.exchange.unit_panel import UnitPanel
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.office import TASKS, ZHANGSHUI, Office
from tests.ui.exchange.conftest import PageOf

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_town_says_that_it_cannot_report_yet_and_the_district_agrees(page_of: PageOf, office: Office) -> None:
    page = page_of("other")
    panel = page.panel
    assert isinstance(panel, UnitPanel)
    said = panel.statement
    assert said.isVisible()
    assert not said.reason.isVisible()
    said.door.click()
    assert [said.which.itemText(number) for number in range(said.which.count())] == [
        "任务项目填报表 2025年"
    ]  # the other one has figures
    assert not said.empty.isEnabled()
    assert not said.defer.isEnabled()
    said.reason.setText("年报没有出")
    assert said.empty.isEnabled()
    assert not said.defer.isEnabled()  # until when is missing
    said.until.setText("2026-01-05")
    said.put_off(office.file("no.xlsx"))
    assert said.said.text() == "截止日期是 2026-01-10，2026-01-05 还在它以前。请写截止以后哪一天能报"
    said.until.setText("2026-01-31")
    said.put_off(office.file("defer.xlsx"))
    assert said.said.text() == "说明已传出：defer.xlsx。区级同意前，截止日期不变。"
    office.receive("district", "defer.xlsx")

    office_page = page_of("district")
    district = office_page.panel
    assert isinstance(district, DistrictPanel)
    answer = district.deferrals
    assert answer.isVisible()
    assert answer.which.currentText() == "章水镇 任务项目填报表 2025年"
    assert answer.why.text() == "原截止 2026-01-10，王五说 2026-01-31 能报：年报没有出"
    answer.agree(office.file("granted.xlsx"))
    assert answer.said.text() == "已同意到 2026-01-31，请把 granted.xlsx 交给单位装入。"
    assert answer.which.count() == 0
    (outcome,) = page.session.desk.exchange.receiver.receive([office.file("granted.xlsx")])
    assert outcome.status == "received"
    (row,) = [row for row in page.session.desk.reviewing.queue() if row["form"] == "tasks"]
    assert (row["due"], row["statement"]["granted"]) == ("2026-01-31", "2026-01-31")


def approved_in_the_window(office: Office, theme: Theme, qtbot: QtBot) -> str:
    """Approve the town's tasks on 审核; what stands there in place of the changed cells."""
    key = ReturnKey("tasks", ZHANGSHUI, "2025")
    with office.desk("district", write=True) as desk:
        session = Session(desk)
        page = ReviewPage(session, theme)
        qtbot.addWidget(page)
        page.show()
        page.refresh()
        assert page.district is not None
        page.district.show_return(key)
        said = page.district.same.what.text()
        page.district.bar.approve.click()
        session.background.wait()
        assert desk.course(key).state(has_edits=False) == "审核通过"
        return str(said)


def test_a_town_reports_an_empty_form(page_of: PageOf, office: Office, theme: Theme, qtbot: QtBot) -> None:
    page = page_of("other")
    panel = page.panel
    assert isinstance(panel, UnitPanel)
    said = panel.statement
    said.unfold()
    said.reason.setText("本期没有项目")
    said.report_empty(office.file("empty.xlsx"))
    assert said.said.text() == "空表已传出：empty.xlsx。请把文件交给区级，等回执。"
    assert office.receive("district", "empty.xlsx")["status"] == "received"
    assert approved_in_the_window(office, theme, qtbot) == "空表：本期没有项目"


def test_the_district_issues_by_the_calendar(page_of: PageOf, office: Office) -> None:
    page = page_of("district")
    panel = page.panel
    assert isinstance(panel, DistrictPanel)
    assert not panel.deferrals.isVisible()
    panel.period.setText("2025-Q3")
    panel.count_units()
    panel.units.setCurrentIndex(panel.units.findText("鄞江镇"))
    panel.by_schedule.setChecked(True)
    assert not panel.due.isEnabled()
    (row,) = panel._session.desk.exchange.issue(
        [TASKS.unit], "2025-Q3", panel._due(), office.folder
    )  # fmt: skip
    assert row["due"] == "2025-10-10"
