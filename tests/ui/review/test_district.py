"""The district's review through its widgets and keys, on real workspaces."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.quantity import parse
from haishu_desk.domain.returns import APPROVED, RECEIVED, SENT_BACK
from haishu_desk.ui.review.comparison_model import Column
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.theme import Theme
from tests.desk.office import INDICATORS, PERIOD, TASKS, ZHANGSHUI, Office
from tests.ui.review.conftest import PageOf

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

OTHER = ReturnKey("indicators", ZHANGSHUI, PERIOD)
CLASH = Slot("145-04")


@pytest.fixture
def district(page: ReviewPage) -> DistrictReview:
    assert page.district is not None
    return page.district


def press(
    district: DistrictReview, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(district.view, key, modifier)


def state(district: DistrictReview, key: ReturnKey) -> str:
    return district.deciding.state(key)


def type_remark(district: DistrictReview, remark: str) -> None:
    """What is typed into the editor that F6 opened, ended with Enter."""
    (editor,) = [each for each in district.view.viewport().findChildren(QLineEdit) if each.isVisible()]
    editor.setText(remark)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt lets the editor have the key first and commits afterwards


def texts(district: DistrictReview, row: int) -> list[str]:
    return [district.model.index(row, column).data() for column in Column]


def test_the_queue_has_the_riskiest_first_and_opens_it(district: DistrictReview) -> None:
    waiting = [(line.title, line.detail, line.mark) for line in district.queue.model.lines if line.payload]
    assert waiting == [
        ("鄞江镇", "不一致 1 · 改 3 格", "clash"),
        ("章水镇", "改 2 格", "info"),
        ("鄞江镇", "改 0 格", "ok"),
    ]
    assert district.key == INDICATORS


def test_the_comparison_groups_the_cells_that_differ_by_risk(
    district: DistrictReview, qtmodeltester: ModelTester
) -> None:
    groups = [line for line in district.model.lines if isinstance(line, str)]
    assert groups == ["数据不一致", "约束性·达标翻转", "变动大于 20%"]
    assert (
        texts(district, 1)[3:] == ["120", "120", "两个值", "—", "—", "甲 131　乙 138", "待处理"]
        or texts(district, 1)[8] == "甲 138　乙 131"
    )
    assert texts(district, 3)[3:] == ["—", "—", "66.1", "新报", "—", "焚烧厂检修 23 天", "待决定"]
    assert texts(district, 5)[3:] == ["12.50", "12.50", "16.1", "+3.6", "+28.8%", "无说明", "待决定"]
    qtmodeltester.check(district.model)  # type: ignore[no-untyped-call]


def test_every_cell_is_accepted_by_key_and_the_return_approved(district: DistrictReview) -> None:
    district.show_return(OTHER)
    assert not district.bar.approve.isEnabled()
    press(district, Qt.Key.Key_F5)
    assert not district.bar.approve.isEnabled(), "one of two is left"
    press(district, Qt.Key.Key_F5)
    assert district.bar.approve.isEnabled()
    district.bar.approve.click()
    assert state(district, OTHER) == APPROVED
    assert district.bar.said.text().startswith("已审核通过，版本码")


def test_what_was_judged_is_there_in_the_next_window(page_of: PageOf, office: Office, theme: Theme) -> None:
    first = page_of("district")
    assert first.district is not None
    first.district.show_return(OTHER)
    press(first.district, Qt.Key.Key_F5)
    again = DistrictReview(first.session, theme)
    again.show_return(OTHER)
    assert again.judging.decided(OTHER, again.model.rows) == 1
    again.judging.forget(OTHER)
    assert not list(office.folder.glob("*.judgements.json"))


def test_what_was_said_of_another_value_does_not_count(district: DistrictReview) -> None:
    district.show_return(OTHER)
    press(district, Qt.Key.Key_F5)
    row = district.model.cell(1)
    assert row is not None
    assert district.judging.of(OTHER, row) is not None
    assert district.judging.of(OTHER, replace(row, current=(parse("65"),))) is None


def test_on_the_board_of_findings_no_key_judges_a_cell_that_is_covered(district: DistrictReview) -> None:
    district.show_return(OTHER)
    district.audit()
    for key in (Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F8):
        QTest.keyClick(district.board.view, key)
    assert district.judging.decided(OTHER, district.model.rows) == 0
    assert not district.bar.said.text()


def test_one_cell_goes_back_with_a_remark_typed_in_its_line(district: DistrictReview) -> None:
    district.show_return(OTHER)
    press(district, Qt.Key.Key_F6)
    type_remark(district, "比上年少一半，请核对")
    assert texts(district, 1)[Column.NOTE] == "退回：比上年少一半，请核对"
    assert not district.bar.approve.isEnabled()
    assert district.bar.back.text() == "退回修改 1 格"
    district.bar.back.click()
    assert state(district, OTHER) == SENT_BACK
    remarks = district.session.desk.course(OTHER).open_remarks()
    assert remarks == {CLASH: "比上年少一半，请核对"}
    assert texts(district, 1)[Column.DECISION] == "退回", "what the unit was told stays to be seen"


def test_an_empty_remark_sends_nothing_back(district: DistrictReview) -> None:
    district.show_return(OTHER)
    press(district, Qt.Key.Key_F6)
    type_remark(district, "   ")
    assert texts(district, 1)[Column.DECISION] == "待决定"
    assert district.bar.said.text().startswith("没有写退回的理由")


def test_the_rest_passes_while_one_cell_goes_back(district: DistrictReview) -> None:
    district.show_return(OTHER)
    press(district, Qt.Key.Key_F6)
    type_remark(district, "请核对")
    assert not district.bar.part.isEnabled(), "the other cell is undecided"
    press(district, Qt.Key.Key_F8)
    press(district, Qt.Key.Key_F5)
    district.bar.part.click()
    course = district.session.desk.course(OTHER)
    assert state(district, OTHER) == SENT_BACK
    assert set(course.approved()) == {Slot("145-25")}


def test_a_whole_return_goes_back_only_with_a_comment(district: DistrictReview) -> None:
    district.show_return(OTHER)
    assert not district.bar.back.isEnabled()
    district.bar.comment.setText("报告期不对，请按全年填")
    district.bar.back.click()
    assert state(district, OTHER) == SENT_BACK


def test_a_clash_is_laid_out_with_who_when_and_from_which_file(district: DistrictReview) -> None:
    assert district.clash.isVisible()
    assert district.clash.chosen is None, "nothing is preselected"
    assert not district.clash.button.isEnabled()
    original, first, second, own = district.clash.cards
    assert (original.name, original.lines[0]) == ("原值", "120")
    shown = {card.lines[0]: (card.lines[1].split("　")[0], card.lines[2]) for card in (first, second)}
    assert shown == {"138": ("张三", "up2.xlsx"), "131": ("赵六", "second.xlsx")}
    assert own.name == "另填"


def test_a_clash_is_settled_by_keys_with_a_reason(district: DistrictReview) -> None:
    press(district, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert district.clash.button.text().startswith("采用甲并记下")
    assert not district.clash.button.isEnabled(), "a reason is wanted"
    chosen = district.clash.cards[1].lines[0]
    district.clash.kind.setCurrentIndex(0)
    district.clash.reason.setText("与科技局 1 月 20 日名单核对")
    press(district, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk = district.session.desk
    assert {head.value.raw for head in desk.heads(INDICATORS)[CLASH]} == {chosen}
    assert desk.edits(INDICATORS)[-1].reason == "以主管部门核定为准：与科技局 1 月 20 日名单核对"
    assert not district.clash.isVisible()
    settled = next(row for row in district.model.rows if row.slot == CLASH)
    judged = district.model.judgement(settled)
    assert judged is not None
    assert judged.verdict == "认可"


def test_what_is_chosen_and_typed_stays_when_the_page_is_read_anew(page: ReviewPage, district: DistrictReview) -> None:
    district.clash.choose(2)
    district.clash.reason.setText("电话核对")
    page.refresh()
    chosen = district.clash.chosen
    assert chosen is not None
    assert chosen.name == "甲"
    assert district.clash.reason.text() == "电话核对"


def test_a_remark_that_is_being_typed_is_kept_when_the_page_is_left(page: ReviewPage, district: DistrictReview) -> None:
    district.show_return(OTHER)
    press(district, Qt.Key.Key_F6)
    (editor,) = [each for each in district.view.viewport().findChildren(QLineEdit) if each.isVisible()]
    editor.setText("请核对")
    page.close_editors()
    QApplication.processEvents()
    assert texts(district, 1)[Column.NOTE] == "退回：请核对"


def test_another_figure_can_be_written_in_with_its_reason(district: DistrictReview) -> None:
    press(district, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    district.clash.own.field.setText("一百三")
    district.clash.reason.setText("按台账重新数过")
    district.clash.button.click()
    assert "看不懂" in district.clash.said.text(), "the refusal stands on the desk"
    district.clash.own.field.setText("134")
    district.clash.button.click()
    assert [head.value.raw for head in district.session.desk.heads(INDICATORS)[CLASH]] == ["134"]


def test_a_clash_cannot_be_accepted_as_it_is(district: DistrictReview) -> None:
    press(district, Qt.Key.Key_F5)
    assert district.bar.said.text() == "数据不一致的格要先在下面定下一个数"
    assert texts(district, 1)[Column.DECISION] == "待处理"


def test_unchanged_returns_pass_together_with_their_number_on_the_button(
    district: DistrictReview, qtbot: QtBot
) -> None:
    assert state(district, TASKS) == RECEIVED
    qtbot.waitUntil(lambda: district.queue.button.text() == "一并审核通过 1 份  Ctrl+U")  # it is checked by and by
    district.queue.button.click()
    qtbot.waitUntil(lambda: state(district, TASKS) == APPROVED)
    qtbot.waitUntil(lambda: district.queue.said.text() == "已一并审核通过 1 份")
    assert not district.queue.button.isVisible()
    assert state(district, INDICATORS) == RECEIVED


def test_an_approved_return_is_opened_again_only_with_a_reason(district: DistrictReview) -> None:
    district.show_return(TASKS)
    assert district.table.currentWidget() is district.same
    district.bar.approve.click()
    assert not district.bar.reopen.isEnabled()
    district.bar.comment.setText("单位来电，要改节点")
    district.bar.reopen.click()
    assert state(district, TASKS) == SENT_BACK
    assert district.session.desk.course(TASKS).decisions[-1].comment == "单位来电，要改节点"


def test_after_the_decision_the_answer_is_handed_over_from_the_same_line(
    district: DistrictReview, office: Office
) -> None:
    district.show_return(OTHER)
    assert not district.bar.reply.isVisible()
    press(district, Qt.Key.Key_F5)
    press(district, Qt.Key.Key_F5)
    district.bar.approve.click()
    assert district.bar.reply.text() == "传出批复包…"
    district.verdicts.hand_over(office.file("approved.xlsx"))
    assert district.bar.said.text() == "已传出批复包 approved.xlsx"
    assert office.file("approved.xlsx").is_file()


def test_it_can_be_laid_against_the_report_before(district: DistrictReview) -> None:
    district.tools.compared.emit("reported")
    assert district.model.comparison is not None
    assert district.model.comparison.against == "reported"
    assert district.key == INDICATORS


def test_only_rows_of_a_risk_are_shown_on_demand(district: DistrictReview) -> None:
    district.show_return(OTHER)
    district.tools.risky.click()
    assert all(isinstance(line, str) or line.group != "其他改动" for line in district.model.lines)
    district.tools.all.click()
    assert len(district.model.lines) > len(district.model.rows)


def test_the_arrow_keys_step_over_the_lines_of_groups(district: DistrictReview) -> None:
    assert district.view.currentIndex().row() == 1
    press(district, Qt.Key.Key_Down)
    assert district.view.currentIndex().row() == 3
    press(district, Qt.Key.Key_Up)
    assert district.view.currentIndex().row() == 1


def test_a_refused_decision_stands_in_the_bar_and_goes_to_the_window(district: DistrictReview) -> None:
    failures: list[object] = []
    district.session.failed.connect(failures.append)
    district.bar.approved.emit("")
    assert len(failures) == 1
    assert "数据不一致，不能审核通过" in district.bar.said.text()


def test_a_double_click_opens_the_sheet_at_that_cell(page: ReviewPage, qtbot: QtBot) -> None:
    assert page.district is not None
    with qtbot.waitSignal(page.open_return) as asked:
        page.district.view.doubleClicked.emit(page.district.view.currentIndex())
    assert asked.args == [INDICATORS, "145-04"]


def test_the_page_goes_to_a_return_and_an_item(page: ReviewPage) -> None:
    page.go_to(OTHER, "145-25")
    assert page.district is not None
    assert page.district.key == OTHER
    cell = page.district.model.cell(page.district.view.currentIndex().row())
    assert cell is not None
    assert cell.slot.item == "145-25"


def test_what_a_reviewer_was_typing_is_there_again_when_the_window_was_closed(
    district: DistrictReview, page: ReviewPage, theme: Theme, qtbot: QtBot
) -> None:
    district.clash.reason.setText("与台账核对")
    district.bar.comment.setText("请补充说明")
    page.close_editors()
    again = ReviewPage(page.session, theme)
    qtbot.addWidget(again)
    again.show()
    again.refresh()
    assert again.district is not None
    assert again.district.bar.comment.text() == "请补充说明"
    again.district.view.stand_on(CLASH)
    assert again.district.clash.reason.text() == "与台账核对"
