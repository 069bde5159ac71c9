"""退回与查询: the unit sees what came back and jumps to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.office import ZHANGSHUI, Office
from tests.ui.review.conftest import PageOf

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot


def send_back(office: Office) -> None:
    """The district sends one cell of 章水镇 back, and the unit takes that in."""
    cells = office.table("cells.csv", "item,field,vintage,comment", "145-04,,,比上年少一半；请核对")
    office.review("--return", "--cells", cells, unit=ZHANGSHUI)
    office.reply("back.xlsx", ZHANGSHUI)
    office.receive("other", "back.xlsx")


def test_the_unit_sees_the_cell_with_its_reason_and_who_sent_it_back(
    page_of: PageOf, office: Office, qtmodeltester: ModelTester
) -> None:
    send_back(office)
    page = page_of("other")
    assert page.title == "退回与查询"
    texts = [page.model.index(0, column).data() for column in range(page.model.columnCount())]
    assert texts[:6] == ["4", "有效发明专利拥有量\n件", "2025年", "64", "64", "比上年少一半；请核对"]
    assert texts[6].startswith("李区")
    assert texts[7] == "待修改"
    assert page.about.text() == "退回 1 处，还有 1 处待修改"
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]


def test_enter_and_double_click_jump_to_the_cell(page_of: PageOf, office: Office, qtbot: QtBot) -> None:
    send_back(office)
    page = page_of("other")
    key = page.model.rows[0].key
    with qtbot.waitSignal(page.open_return) as asked:
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert asked.args == [key, "145-04"]
    with qtbot.waitSignal(page.open_return):
        page.view.doubleClicked.emit(page.view.currentIndex())
    with qtbot.waitSignal(page.open_return):
        page.jump.click()


def test_a_corrected_cell_says_that_it_is_not_handed_over_yet(page_of: PageOf, office: Office) -> None:
    send_back(office)
    page = page_of("other")
    row = page.model.rows[0]
    assert page.session.enter(row.key, [{"item": "145-04", "value": "128"}], "补上漏统的")
    assert page.model.rows[0].status.word == "已改，未传出"
    assert page.about.text() == "退回 1 处，还有 0 处待修改"


def test_a_unit_with_nothing_returned_is_told_so(page_of: PageOf) -> None:
    page = page_of("town")
    assert page.middle.currentIndex() == 0
    assert not page.jump.isVisible()


def test_an_empty_district_is_told_what_to_do_first(issued_office: Office, theme: Theme, qtbot: QtBot) -> None:
    with issued_office.desk("district") as desk:
        page = ReviewPage(Session(desk), theme)
        qtbot.addWidget(page)
        page.refresh()
        assert page.district is not None
        assert page.district.key is None
        assert page.district.middle.currentIndex() == 0
