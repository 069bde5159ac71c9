"""查询 in the window: the district sees all, asks again and settles; the unit answers, also after 审核通过; 更正 by the unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.ui.review.corrections_model import NOW, REASON, VALUE
from haishu_desk.ui.review.queries_board import QueriesBoard
from haishu_desk.ui.review.queries_model import ANSWER, ASK, DAYS, NAME, STATE, UNIT
from haishu_desk.ui.review.unit_desk import CORRECTIONS, QUERIES, RETURNED, UnitDesk
from tests.desk.office import YINJIANG, ZHANGSHUI, Office, read_here

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from tests.ui.review.conftest import PageOf

CELL = ("--unit", ZHANGSHUI, "--period", "2025", "--item", "145-04")


def ask(office: Office, text: str = "比上年少一半，为什么？") -> None:
    """The district asks 章水镇, and the unit takes that in."""
    office.ask("district", "query", *CELL, "--ask", text)
    office.reply("asked.xlsx", ZHANGSHUI)
    office.outcome("other", "asked.xlsx")


def answered(office: Office) -> None:
    """The unit has answered, and the district has taken that in."""
    ask(office)
    office.ask("other", "query", *CELL, "--answer", "两家企业迁出")
    office.submit("other", "answer.xlsx")
    office.outcome("district", "answer.xlsx")


def unit_desk(page_of: PageOf) -> UnitDesk:
    found = page_of("other").unit_desk
    assert found is not None
    return found


def board(page_of: PageOf) -> QueriesBoard:
    page = page_of("district")
    assert page.queries is not None
    page.show_queries()
    return page.queries


def texts(face: QueriesBoard, row: int = 0) -> list[str]:
    return [face.model.index(row, column).data() for column in (STATE, UNIT, NAME, ASK, ANSWER, DAYS)]


def test_the_unit_finds_the_question_first_when_nothing_came_back(page_of: PageOf, office: Office) -> None:
    ask(office)
    desk = unit_desk(page_of)
    assert desk.chips.checkedId() == QUERIES
    assert desk.chips.button(QUERIES).text() == "查询 1  F7"
    assert desk.queries.whole.text().splitlines()[0] == "4 有效发明专利拥有量"
    assert desk.queries.whole.text().splitlines()[1].endswith("比上年少一半，为什么？")
    assert (desk.queries.answer.isVisible(), desk.queries.close_it.isVisible()) == (True, False)


def test_the_unit_answers_with_enter_and_it_is_on_the_disk(page_of: PageOf, office: Office) -> None:
    ask(office)
    panel = unit_desk(page_of).queries
    panel.text.setText("两家企业迁出")
    QTest.keyClick(panel.text, Qt.Key.Key_Return)
    assert panel.model.rows[0]["state"] == "已答复"
    assert panel.said.text().startswith("已记下")
    assert panel.text.text() == ""
    assert office.ask("other", "query")[0]["answer"] == "两家企业迁出"


def test_what_is_being_typed_stays_with_its_query(page_of: PageOf, office: Office) -> None:
    office.ask("district", "query", *CELL[:4], "--item", "145-25", "--ask", "单位对吗？")
    ask(office)
    panel = unit_desk(page_of).queries
    first, second = (row["query"] for row in panel.model.rows)
    panel.view.stand_on(first)
    panel.text.setText("企业迁出")
    panel.view.stand_on(second)
    assert panel.text.text() == ""
    panel.view.stand_on(first)
    assert panel.text.text() == "企业迁出"


def test_nothing_typed_is_no_answer_and_says_so(page_of: PageOf, office: Office) -> None:
    ask(office)
    panel = unit_desk(page_of).queries
    panel.answer.click()
    assert panel.said.text() == "没有写内容，请写明要问什么，或是什么情况"
    assert panel.model.rows[0]["state"] == "待答复"


def test_the_unit_answers_although_its_return_is_approved(page_of: PageOf, office: Office) -> None:
    office.ask("district", "review", "--unit", ZHANGSHUI, "--period", "2025", "--approve", "--comment", "好")
    ask(office)
    panel = unit_desk(page_of).queries
    panel.text.setText("两家企业迁出")
    panel.say()
    assert panel.model.rows[0]["state"] == "已答复"


def test_keys_lead_to_the_three_lists(page_of: PageOf, office: Office, qtbot: QtBot) -> None:
    ask(office)
    desk = unit_desk(page_of)
    desk.setFocus()
    for key, number in ((Qt.Key.Key_F4, RETURNED), (Qt.Key.Key_F5, CORRECTIONS), (Qt.Key.Key_F7, QUERIES)):
        QTest.keyClick(desk.window(), key)
        qtbot.waitUntil(lambda number=number: desk.lists.currentIndex() == number)  # type: ignore[misc]


def test_enter_leads_to_the_cell(page_of: PageOf, office: Office, qtbot: QtBot) -> None:
    ask(office)
    desk = unit_desk(page_of)
    with qtbot.waitSignal(desk.open_return) as asked:
        QTest.keyClick(desk.queries.view, Qt.Key.Key_Return)
    assert (asked.args[0].unit, asked.args[1]) == (ZHANGSHUI, "145-04")


def test_the_district_sees_question_and_answer_side_by_side_and_settles(
    page_of: PageOf, office: Office, qtmodeltester: ModelTester
) -> None:
    answered(office)
    face = board(page_of)
    assert texts(face) == ["已答复", "章水镇", "4 有效发明专利拥有量", "比上年少一半，为什么？", "两家企业迁出", "今天"]
    qtmodeltester.check(face.model)  # type: ignore[no-untyped-call]
    face.text.setText("已核对")
    face.close_it.click()
    assert (face.model.rows[0]["state"], face.said.text()) == ("已办结", "已办结")
    assert not face.text.isVisible()  # there is nothing left to say
    (row,) = office.ask("district", "query")
    assert row["messages"][-1]["text"] == "已核对"


def test_the_district_asks_again_with_enter_in_the_same_matter(page_of: PageOf, office: Office) -> None:
    answered(office)
    face = board(page_of)
    name = face.model.rows[0]["query"]
    face.text.setText("请附证明")
    QTest.keyClick(face.text, Qt.Key.Key_Return)
    row = face.model.rows[0]
    assert (row["query"], row["asked"], row["state"], row["answer"]) == (name, "请附证明", "待答复", None)


def test_the_list_is_filtered_by_state(page_of: PageOf, office: Office) -> None:
    answered(office)
    office.ask("district", "query", *CELL[:4], "--item", "145-25", "--ask", "单位对吗？")
    face = board(page_of)
    words = [button.text() for button in face.chips.buttons()]
    assert words == ["待答复 1", "已答复 1", "已办结 0", "全部 2"]
    for number, count in enumerate((1, 1, 0, 2)):
        face.chips.button(number).click()
        assert len(face.model.rows) == count


def test_the_panel_at_the_left_counts_answers_and_leads_to_the_list_and_back(page_of: PageOf, office: Office) -> None:
    answered(office)
    page = page_of("district")
    assert page.district is not None
    assert page.queries is not None
    assert page.district.queue.queries.text() == "查询：1 件已答复"
    page.district.queue.queries.click()
    assert page.queries.isVisible()
    page.queries.back.click()
    assert page.district.isVisible()


def test_no_query_says_where_one_is_asked(page_of: PageOf) -> None:
    face = board(page_of)
    assert face.nothing.what.text() == "没有查询"
    assert not face.text.isVisible()


# 更正.


@pytest.fixture
def approved(office: Office) -> Office:
    """章水镇 knows that its return is approved."""
    office.ask("district", "review", "--unit", ZHANGSHUI, "--period", "2025", "--approve", "--comment", "好")
    office.reply("approved.xlsx", ZHANGSHUI)
    office.outcome("other", "approved.xlsx")
    return office


def test_the_unit_corrects_an_approved_cell_and_sees_before_what_was_built_on_it(
    page_of: PageOf, approved: Office, qtmodeltester: ModelTester
) -> None:
    panel = unit_desk(page_of).corrections
    model = panel.model
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    row = next(number for number, cell in enumerate(model.cells) if cell.slot == Slot("145-04"))
    assert (model.cells[row].now, panel.report.isEnabled()) == ("64", False)
    model.setData(model.index(row, VALUE), "66")
    assert panel.report.text() == "上报更正 1 格"
    assert panel.affected.text().startswith("用到这些数的有 2 处")  # the sum of the district, the report that went out
    panel.correct()
    assert "没有写理由和来源" in panel.said.text()
    model.setData(model.index(row, REASON), "复核单第12号")
    panel.correct()
    assert panel.said.text().startswith("已更正 1 格")
    (counting,) = [row for row in approved.ask("other", "values", "--item", "145-04") if row["counts"]]
    assert (counting["value"]["raw"], counting["basis"]) == ("64", "已批")


def test_a_correction_under_way_is_corrected_again_until_the_district_has_it(page_of: PageOf, approved: Office) -> None:
    panel = unit_desk(page_of).corrections
    model = panel.model
    row = next(number for number, cell in enumerate(model.cells) if cell.slot == Slot("145-04"))
    for value, shown in (("66", "66（等审核）"), ("67", "67（等审核）")):
        model.setData(model.index(row, VALUE), value)
        model.setData(model.index(row, REASON), "复核单第12号")
        panel.correct()
        assert panel.said.text().startswith("已更正 1 格")
        assert (model.index(row, NOW).data(), model.index(row, VALUE).data()) == ("64", shown)
        assert not panel.report.isEnabled(), "nothing is typed again yet"
    assert panel.chosen.currentText().endswith("（更正等审核）")
    desk = panel.session.desk
    desk.exchange.submit(ZHANGSHUI, "2025", None, approved.file("correction.xlsx"))
    assert approved.receive("district", "correction.xlsx")["status"] == "received"
    approved.reply("received.xlsx", ZHANGSHUI)
    assert desk.exchange.receiver.take_in(approved.file("received.xlsx"), read=read_here).error is None
    panel.refresh()
    assert panel.count == 0, "the district judges it now"


def test_the_reviewer_sees_what_was_built_on_a_correction_before_deciding(page_of: PageOf, approved: Office) -> None:
    cells = approved.table("cells.csv", "item,value", "145-04,66")
    place = ("--unit", ZHANGSHUI, "--period", "2025")
    approved.ask("other", "revise", *place, "--cells", cells, "--reason", "复核单第12号")
    approved.submit("other", "fix.xlsx")
    approved.outcome("district", "fix.xlsx")
    page = page_of("district")
    assert page.district is not None
    page.district.show_return(ReturnKey("indicators", ZHANGSHUI, "2025"))
    assert page.closing.affected.isVisible()
    assert page.closing.affected.text().startswith("这是更正，审核通过以前仍以批准的数为准。用到这些数的有 2 处")
    line = next(line for line in page.district.queue.model.lines if line.payload == page.district.key)
    assert line.detail.startswith("更正 · ")
    page.district.show_return(ReturnKey("indicators", YINJIANG, "2025"))
    assert not page.closing.affected.isVisible()


# 作废 and 锁定.


def test_a_return_is_voided_with_a_reason_and_can_be_reopened(page_of: PageOf, office: Office) -> None:
    page = page_of("district")
    district = page.district
    assert district is not None
    key = ReturnKey("indicators", ZHANGSHUI, "2025")
    district.show_return(key)
    assert (district.bar.more.isVisible(), district.bar.lock.isEnabled()) == (True, False)
    district.bar.void.trigger()
    window = page.closing.window
    assert window is not None
    assert "不再计入任何汇总" in window.follows.text()
    assert not window.do_it.isEnabled()
    window.reason.setText("与补报重复")
    window.do_it.click()
    assert district.deciding.state(key) == "作废"
    assert district.bar.said.text() == "已作废，请把回执传给单位"
    district.show_return(key)
    assert (district.bar.more.isVisible(), district.bar.reopen.isVisible()) == (False, True)
    district.bar.comment.setText("不该作废")
    district.bar.reopen.click()
    assert district.deciding.state(key) == "退回修改"
    assert office.ask("district", "history", *CELL)[-1]["event"] == "重新打开"


def test_cancel_voids_nothing(page_of: PageOf) -> None:
    page = page_of("district")
    assert page.district is not None
    before = page.district.deciding.state(ReturnKey("indicators", ZHANGSHUI, "2025"))
    page.district.show_return(ReturnKey("indicators", ZHANGSHUI, "2025"))
    page.district.bar.void.trigger()
    assert page.closing.window is not None
    page.closing.window.reject()
    assert page.district.deciding.state(ReturnKey("indicators", ZHANGSHUI, "2025")) == before


def test_what_is_approved_can_be_locked(page_of: PageOf, approved: Office) -> None:
    page = page_of("district")
    assert page.district is not None
    key = ReturnKey("indicators", ZHANGSHUI, "2025")
    page.district.show_return(key)
    page.district.bar.lock.trigger()
    assert page.closing.window is not None
    page.closing.window.do_it.click()
    assert page.district.deciding.state(key) == "已锁定"
    assert approved.events("district", "145-04")


def test_nothing_is_corrected_that_is_not_approved(page_of: PageOf) -> None:
    panel = unit_desk(page_of).corrections
    assert panel.count == 0
    assert not panel.report.isVisible()
