"""条线初审 in the windows: the district hands out, the department says, the reviewer reads it beside the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from haishu_desk.ui.home.line_window import LineOfficeWindow, LineWindow
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.session import Session
from tests.desk.office import INDICATORS, Office

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from haishu_desk.ui.theme import Theme

LEAD = "dept-scjgj"


@pytest.fixture
def line(reported: Office) -> Office:
    """The department's computer is known to the district."""
    reported.ask("dept", "init", "--role", "unit", "--unit", LEAD, "--person", "钱科")
    reported.ask("dept", "keys", "--out", reported.file("dept-key.xlsx"))
    reported.ask("district", "enrol", reported.file("dept-key.xlsx"))
    return reported


def test_from_the_district_to_the_department_and_back_beside_the_cell(line: Office, theme: Theme, qtbot: QtBot) -> None:
    with line.desk("district", write=True) as district, line.desk("dept", write=True) as desk:
        page = HomePage(Session(district), theme)
        qtbot.addWidget(page)
        page.show_item("line")
        office = page.line
        assert isinstance(office, LineOfficeWindow)
        office.office.setCurrentIndex(office.office.findData(LEAD))
        assert office.period.text() == "2025"
        office.hand_out(line.file("p.json"))
        assert "其中 1 格已报。请交给区市场监督管理局" in office.said.text()
        the_department_says_what_it_thinks(line, Session(desk), theme, qtbot)
        office.take_back([line.file("back.json"), line.file("none.json")])
        assert "区市场监督管理局）：意见 1 条" in office.text.toPlainText()
        assert "none.json：没有收下" in office.text.toPlainText()
        the_reviewer_reads_it(page.session, theme, qtbot)


def the_department_says_what_it_thinks(line: Office, session: Session, theme: Theme, qtbot: QtBot) -> None:
    page = HomePage(session, theme)
    qtbot.addWidget(page)
    page.show_item("line")
    window = page.line
    assert isinstance(window, LineWindow)
    assert not window.agree.isEnabled()
    window.take_in(line.file("p.json"))
    assert window.packet is not None
    number = next(place for place, row in enumerate(window.packet.rows) if row.value == "120")
    assert [window.rows.item(number, column).text() for column in (1, 2)] == ["鄞江镇", "120"]
    assert any(window.rows.item(place, 2).text() == "未报" for place in range(window.rows.rowCount()))
    window.view.selectRow(number)
    window.send_back.click()
    assert "要写理由" in window.said.text()
    assert not window.back.isEnabled()
    window.reason.setText("与系统不符")
    window.send_back.click()
    assert window.rows.item(number, 6).text() == "建议退回：与系统不符"
    assert window.view.currentIndex().row() == min(number + 1, window.rows.rowCount() - 1)
    window.hand_back(line.file("back.json"))
    assert "意见 1 条" in window.said.text()


def the_reviewer_reads_it(session: Session, theme: Theme, qtbot: QtBot) -> None:
    page = ReviewPage(session, theme)
    qtbot.addWidget(page)
    page.resize(1294, 692)
    page.show()
    page.refresh()
    board = page.district
    assert board is not None
    board.show_return(INDICATORS)
    row = next(place for place, cell in enumerate(board.model.lines)
               if not isinstance(cell, str) and cell.slot.item == "145-04")  # fmt: skip
    cell = board.model.cell(row)
    assert cell is not None
    note = board.model.words(cell).note()
    assert "条线初审建议退回：与系统不符（区市场监督管理局 钱科 " in note
    board.view.stand_on(cell.slot)
    assert "建议退回：与系统不符" in board.middle.strip.text()
    assert session.desk.reading.values(INDICATORS.unit, "2025", "145-04")[0]["value"]["raw"] == "120"
    assert board.middle.rest.isHidden(), "it is listed"
    board.model.line_opinions = {"145-06": "条线初审认可（甲）"}
    assert "条线初审认可（甲）" in board._one._unlisted()
