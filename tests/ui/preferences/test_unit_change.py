"""单位变动 in the window: looked at, done, told; and what the office of the heir sees afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import VOID
from haishu_desk.ui.entry.page import EntryPage
from haishu_desk.ui.exchange.district_panel import DistrictPanel
from haishu_desk.ui.exchange.page import ExchangePage
from haishu_desk.ui.exchange.unit_panel import UnitPanel
from haishu_desk.ui.goals import goals_of
from haishu_desk.ui.home.matrix import Told, blocks_of
from haishu_desk.ui.home.overview import rows_of
from haishu_desk.ui.page import Page
from haishu_desk.ui.pages import pages_of
from haishu_desk.ui.plan.jumps import return_of
from haishu_desk.ui.preferences.page import PreferencesPage
from haishu_desk.ui.preferences.unit_change import ChangeSection
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.office import YINJIANG, ZHANGSHUI, Office, read_here

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

STREET, NAME, JULY = "330203012", "鄞江街道", "2025-07-01"
HALF, YEAR = ReturnKey("indicators", YINJIANG, "2025-H1"), ReturnKey("indicators", STREET, "2025")
Opener = Callable[[Office, str, type[Page]], Page]


@pytest.fixture
def opened(theme: Theme, qtbot: QtBot) -> Iterator[Opener]:
    """Opens a page on somebody's workspace; all are closed at the end."""
    del qtbot  # an application must be there
    sessions: dict[str, Session] = {}
    pages: list[Page] = []

    def opener(office: Office, who: str, kind: type[Page]) -> Page:
        session = sessions.get(who) or Session(Desk(office.db(who), write=True))
        sessions[who] = session
        page = kind(session, theme)
        pages.append(page)
        page.resize(1294, 692)
        page.show()
        page.refresh()
        return page

    yield opener
    for page in pages:
        shiboken6.delete(page)
    for session in sessions.values():
        session.background.wait()
        session.slices.rest()
        session.desk.close()


def fill_in(form: ChangeSection) -> None:
    """The town becomes a street, as a clerk types it."""
    form.choose("改设")
    QTest.keyClicks(form.picker.search, "yj")
    assert len(form.picker.chosen) == 0
    form.picker.search.setText("鄞江")
    QTest.keyClick(form.picker.search, Qt.Key.Key_Return)
    form.heirs.lines[0].name.setText(NAME)
    QTest.keyClicks(form.heirs.lines[0].code, STREET)
    form.day.setText(JULY)
    form.document.setText("浙民〔2025〕9号")


def town_with_half_year_open(office: Office) -> Office:
    """2025 is issued already; the first half-year too, and the town has filled in a cell of the year."""
    half = ("--unit", YINJIANG, "--period", "2025-H1")
    office.ask("district", "issue", *half, "--due", "2099-08-10", "--out", office.file("half.xlsx"))
    office.receive("town", "half.xlsx")
    office.enter("town", "145-04", "120")
    office.submit("town", "up.xlsx")
    office.receive("district", "up.xlsx")
    return office


def test_a_town_becomes_a_street_and_its_office_goes_on(office: Office, opened: Opener) -> None:
    town_with_half_year_open(office)
    page = opened(office, "district", PreferencesPage)
    assert isinstance(page, PreferencesPage)
    assert "change" not in vars(page), "the form is built when somebody asks for it"
    assert not page.past.isVisible()
    page.past.open.click()
    form = page.change
    assert not form.look.isEnabled(), "no unit is chosen"
    fill_in(form)
    assert (form.chosen.text(), form.do.isEnabled()) == ("鄞江镇", False)
    form.look.click()
    said = form.outcome.toPlainText()
    assert "鄞江镇自 2025-07-01 起改设鄞江街道。" in said
    assert "鄞江镇2025年的规划指标填报表、任务项目填报表转由鄞江街道填报，已录的 1 格一并转去" in said
    assert "仍挂原单位的名" in said
    assert STREET not in page.session.desk.documents.units, "nothing is done yet"
    form.day.setText("2025-07-02")
    assert not form.do.isEnabled(), "that was not looked at"
    form.day.setText(JULY)
    form.look.click()
    form.do.click()
    assert "办好了" in form.said.text()
    assert "浙民〔2025〕9号" in form.said.text()
    desk = page.session.desk
    assert desk.course(ReturnKey("indicators", YINJIANG, "2025")).state(has_edits=True) == VOID
    assert page.past.view.isVisible()
    assert page.past.open.text() == "单位变动（办过 1 次）…"
    (line,) = page.past.lines.lines
    assert (line.title, line.detail) == ("鄞江镇自 2025-07-01 起改设鄞江街道", "浙民〔2025〕9号")
    form.back.click()
    assert not form.isVisible()
    the_district_lists_each_in_its_time(page.session)
    page.session.desk.exchange.issue([STREET], "2025", None, office.file("new.xlsx"))
    assert office.receive("town", "new.xlsx")["status"] == "received"
    the_office_fills_in_both(office, opened)
    receiver = page.session.desk.exchange.receiver
    half, year = (receiver.take_in(office.file(name), read=read_here) for name in ("half-up.xlsx", "year-up.xlsx"))
    assert [(row.status, row.signature, row.unit) for row in (half, year)] == [
        ("received", "valid", YINJIANG), ("received", "valid", STREET),
    ]  # fmt: skip


def the_district_lists_each_in_its_time(session: Session) -> None:
    """The picture and the choice of whom to issue to: the town up to the half-year, the street after it."""
    names = {}
    for period in ("2025-H1", "2025"):
        rows = rows_of(session)
        blocks = blocks_of(session, parse_period(period), rows, Told())
        names[period] = {row.name for block in blocks for row in block.rows}
    assert ("鄞江镇" in names["2025-H1"], NAME in names["2025-H1"]) == (True, False)
    assert ("鄞江镇" in names["2025"], NAME in names["2025"]) == (False, True)
    panel = DistrictPanel(session, Theme("light"))
    panel.period.setText("2025")
    panel.count_units()
    listed = [panel.units.itemText(place) for place in range(panel.units.count())]
    assert NAME in listed
    assert not any("鄞江镇" in text for text in listed)
    panel.deleteLater()


def the_office_fills_in_both(office: Office, opened: Opener) -> None:
    """填报 chooses between the two, 首页 names the old one with the new one, 收发 hands each over."""
    page = opened(office, "town", EntryPage)
    assert isinstance(page, EntryPage)
    session = page.session
    assert session.unit_name == NAME
    assert page.top.units.isVisible()
    assert [page.top.units.itemText(place) for place in range(page.top.units.count())] == ["鄞江镇（现鄞江街道）", NAME]
    page.go_to(HALF, "145-04")
    assert page.model.sheet is not None
    assert page.model.sheet.key == HALF
    assert page.subject().startswith("鄞江镇（现鄞江街道）　2025年上半年")
    assert session.enter(HALF, [{"item": "145-04", "value": "6"}])
    page.go_to(YEAR, None)
    assert page.model.sheet.key == YEAR
    assert session.enter(YEAR, [{"item": "145-04", "value": "13"}], "更正")
    rows = {(row.key.unit, row.key.period): row for row in rows_of(session)}
    assert set(rows) == {(YINJIANG, "2025-H1"), (STREET, "2025")}
    assert rows[YINJIANG, "2025-H1"].period == "2025年上半年 · 鄞江镇（现鄞江街道）"
    assert return_of(session.desk, "145-04") in (YEAR, HALF)
    assert any("鄞江镇（现鄞江街道）" in goal.text for goal in goals_of(session, pages_of("unit")))
    the_office_hands_both_over(office, opened)


def the_office_hands_both_over(office: Office, opened: Opener) -> None:
    page = opened(office, "town", ExchangePage)
    assert isinstance(page, ExchangePage)
    assert isinstance(page.panel, UnitPanel)
    choice = page.panel.period
    assert [choice.itemText(place) for place in range(choice.count())] == [
        "2025年上半年 · 鄞江镇（现鄞江街道）", "2025年",
    ]  # fmt: skip
    for place, name in enumerate(("half-up.xlsx", "year-up.xlsx")):
        choice.setCurrentIndex(place)
        page.panel.hand_over(office.file(name))
        assert "已传出" in page.panel.said.text(), page.panel.said.text()


@pytest.fixture
def form(office: Office, opened: Opener) -> ChangeSection:
    page = opened(office, "district", PreferencesPage)
    assert isinstance(page, PreferencesPage)
    page.past.open.click()
    return page.change


def test_what_is_missing_is_said_where_it_was_asked_for(form: ChangeSection) -> None:
    form.picker.toggle(YINJIANG)
    form.look.click()
    assert "没有写由谁承接" in form.said.text()
    form.heirs.lines[0].name.setText(NAME)
    form.look.click()
    assert "没有写代码" in form.said.text()
    form.heirs.lines[0].code.setText(STREET)
    form.day.setText("明天")
    form.look.click()
    assert "看不懂日期" in form.said.text()
    assert not form.do.isEnabled()


def test_several_are_merged_into_one_that_is_there_by_its_name(form: ChangeSection) -> None:
    form.choose("撤并")
    form.picker.toggle(YINJIANG)
    form.picker.toggle(ZHANGSHUI)
    assert form.chosen.text() == "鄞江镇、章水镇"
    line = form.heirs.lines[0]
    line.name.setText("章水镇")
    assert (line.code.text(), line.code.isEnabled(), line.kind.isEnabled()) == (ZHANGSHUI, False, False)
    form.day.setText(JULY)
    form.look.click()
    assert "鄞江镇、章水镇自 2025-07-01 起并入章水镇" in form.outcome.toPlainText(), form.said.text()
    line.name.setText("章水新镇")
    assert (line.code.text(), line.code.isEnabled()) == ("", True)
    form.choose("改设")
    assert form.chosen.text() == "鄞江镇", "one is one"


def test_a_renamed_unit_needs_only_the_new_name(form: ChangeSection) -> None:
    form.choose("更名")
    line = form.heirs.lines[0]
    assert (line.code.isVisible(), line.kind.isVisible(), form.heirs.lines[1].isVisible()) == (False, False, False)
    form.picker.toggle(YINJIANG)
    line.name.setText("新江镇")
    form.day.setText("2025-01-01")
    form.day.returnPressed.emit()
    assert form.outcome.toPlainText() == "鄞江镇自 2025-01-01 起更名为新江镇。"
    form.do.click()
    assert "新江镇" in form.said.text()


def test_a_unit_that_is_closed_has_nobody_who_follows(form: ChangeSection) -> None:
    form.choose("撤销")
    assert not form.heirs.isVisible()
    form.picker.toggle(YINJIANG)
    form.day.setText(JULY)
    form.look.click()
    assert "鄞江镇2025年的规划指标填报表、任务项目填报表作废，没有单位承接" in form.outcome.toPlainText()


def test_the_list_is_picked_from_by_click_and_by_keyboard(form: ChangeSection) -> None:
    view = form.picker.view
    index = view.model().index(2, 0)
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        view.visualRect(index).center() - QPoint(40, 0),
    )
    assert form.chosen.text() == index.data()
    view.setFocus()
    view.setCurrentIndex(view.model().index(3, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert form.chosen.text() == view.model().index(3, 0).data()


def test_a_unit_and_a_copy_change_no_units(office: Office, opened: Opener) -> None:
    page = opened(office, "town", PreferencesPage)
    assert isinstance(page, PreferencesPage)
    assert not page.past.open.isVisible()
