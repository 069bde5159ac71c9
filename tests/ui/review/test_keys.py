"""The keys of the review: 查询, 核定数, decisions, the way through the queue, and what waits for the unit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from haishu_desk.domain.cells import VERIFIED, Slot
from haishu_desk.domain.quantity import show
from haishu_desk.domain.queries import ANSWERED, ASKED
from haishu_desk.domain.returns import APPROVED, SENT_BACK
from haishu_desk.ui.review.comparison_model import Column
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.review.said_in_line import value_and_reason
from tests.desk.office import INDICATORS, TASKS, ZHANGSHUI, Office, read_here
from tests.ui.review.test_district import OTHER, press, state, texts
from tests.ui.review.test_district import type_remark as type_in

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FIRST = Slot("145-04")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def district(page: ReviewPage) -> DistrictReview:
    assert page.district is not None
    page.district.show_return(OTHER)
    return page.district


def editor(district: DistrictReview) -> QLineEdit:
    (found,) = [each for each in district.view.viewport().findChildren(QLineEdit) if each.isVisible()]
    return found


def type_remark(district: DistrictReview, text: str) -> None:
    """What is typed in the line; it is written when the editor is closed."""
    type_in(district, text)
    QApplication.processEvents()


def take_in(district: DistrictReview, file: Path) -> None:
    """A bundle comes in while the page is open."""
    receiver = district.session.desk.exchange.receiver
    outcome = district.session.write([OTHER], lambda: receiver.take_in(file, read=read_here))
    assert outcome is not None
    assert outcome.as_json()["status"] == "received"
    district.show_return(OTHER)


def test_every_key_that_judges_is_shown_on_its_button(district: DistrictReview) -> None:
    assert [button.text() for button in district.tools.keys] == [
        "认可 F5", "退回 F6", "查询 F7", "核定数 F10", "下一处 F8",
    ]  # fmt: skip


def test_a_query_is_typed_in_the_line_and_waits_for_the_unit(district: DistrictReview) -> None:
    press(district, Qt.Key.Key_F7)
    assert editor(district).placeholderText().startswith("要问单位什么")
    type_remark(district, "依据是哪张表？")
    (query,) = district.session.desk.querying.of_return(OTHER)
    assert (query.cell, query.asked.text, query.state) == (FIRST, "依据是哪张表？", ASKED)
    assert (texts(district, 1)[Column.DECISION], texts(district, 1)[Column.NOTE]) == ("待答复", "查询：依据是哪张表？")
    assert district.view.currentIndex().row() == 2, "on to the next cell"
    press(district, Qt.Key.Key_F5)
    assert not district.bar.approve.isEnabled(), "the unit has not answered"
    assert district.model.next_undecided(-1) == -1, "what waits for the unit is passed over"
    assert district.bar.said.text() == ""


def test_an_answer_is_read_in_the_line_and_settled_by_accepting(district: DistrictReview, office: Office) -> None:
    press(district, Qt.Key.Key_F7)
    type_remark(district, "依据是哪张表？")
    district.session.desk.exchange.reply(ZHANGSHUI, "2025", None, office.file("back.xlsx"))
    assert office.receive("other", "back.xlsx")["status"] == "received"
    with office.desk("other", write=True) as desk:
        desk.querying.answer(OTHER, FIRST, "年报表三")
        desk.exchange.submit(ZHANGSHUI, "2025", None, office.file("answer.xlsx"))
    take_in(district, office.file("answer.xlsx"))
    row = next(row for row in range(len(district.model.lines)) if texts(district, row)[0] == "4")
    assert (texts(district, row)[Column.DECISION], texts(district, row)[Column.NOTE]) == (ANSWERED, "答复：年报表三")
    district.view.go_to_row(row)
    press(district, Qt.Key.Key_F5)
    (query,) = district.session.desk.querying.of_return(OTHER)
    assert not query.is_open
    assert texts(district, row)[Column.DECISION] == "认可"


def test_a_verified_figure_stands_beside_the_reported_one(district: DistrictReview) -> None:
    press(district, Qt.Key.Key_F10)
    type_remark(district, "66 以主管部门年报为准")
    heads = district.session.desk.heads(OTHER)
    assert [show(head.value) for head in heads[Slot("145-04", VERIFIED)]] == ["66"]
    assert [show(head.value) for head in heads[FIRST]] == ["64"], "what the unit reported stays"
    assert (texts(district, 1)[Column.DECISION], texts(district, 1)[Column.NOTE]) == ("核定数", "核定 66")
    assert {row.slot for row in district.model.rows} == {FIRST, Slot("145-25")}, "no row of its own"
    press(district, Qt.Key.Key_F5)
    press(district, Qt.Key.Key_Return, CONTROL)
    assert state(district, OTHER) == APPROVED


@pytest.mark.parametrize("typed", ["", "66", "以年报为准", " 66 "])
def test_a_verified_figure_without_its_reason_is_not_written(typed: str, district: DistrictReview) -> None:
    press(district, Qt.Key.Key_F10)
    type_remark(district, typed)
    assert Slot("145-04", VERIFIED) not in district.session.desk.heads(OTHER)
    assert district.bar.said.text().startswith("核定数要先写数，空一格再写理由和来源")


def test_a_figure_that_is_not_understood_is_refused_in_the_bar(district: DistrictReview) -> None:
    press(district, Qt.Key.Key_F10)
    type_remark(district, "六十六 以年报为准")
    assert "看不懂" in district.bar.said.text()
    assert Slot("145-04", VERIFIED) not in district.session.desk.heads(OTHER)


def test_an_empty_query_is_not_sent(district: DistrictReview) -> None:
    press(district, Qt.Key.Key_F7)
    type_remark(district, "  ")
    assert district.session.desk.querying.of_return(OTHER) == []
    assert district.bar.said.text().startswith("没有写要问什么")


@pytest.mark.parametrize(
    ("text", "pair"),
    [("66.2 年报", ("66.2", "年报")), ("66.2\u3000年报 表三", ("66.2", "年报 表三")), ("66.2", None), ("", None)],
)
def test_value_and_reason_are_parted_at_the_first_space(text: str, pair: tuple[str, str] | None) -> None:
    assert value_and_reason(text) == pair


def test_a_clash_takes_no_verified_figure(district: DistrictReview) -> None:
    district.show_return(INDICATORS)
    press(district, Qt.Key.Key_F10)
    assert district.bar.said.text() == "数据不一致的格要先在下面定下一个数"
    assert not district.view.is_editing


def test_control_enter_settles_while_a_clash_is_open_and_approves_otherwise(district: DistrictReview) -> None:
    district.show_return(INDICATORS)
    press(district, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    district.clash.kind.setCurrentIndex(0)
    district.clash.reason.setText("核对过")
    press(district, Qt.Key.Key_Return, CONTROL)
    assert district.clash.isHidden()
    assert state(district, INDICATORS) != APPROVED
    while (row := district.model.next_undecided(-1)) >= 0:
        district.view.go_to_row(row)
        press(district, Qt.Key.Key_F5)
    press(district, Qt.Key.Key_Return, CONTROL)
    assert state(district, INDICATORS) == APPROVED


def test_the_cells_that_were_sent_back_go_by_key(district: DistrictReview) -> None:
    press(district, Qt.Key.Key_F6)
    type_remark(district, "请核对")
    press(district, Qt.Key.Key_B, CONTROL)
    assert state(district, OTHER) == SENT_BACK


def test_the_rest_passes_by_key(district: DistrictReview) -> None:
    press(district, Qt.Key.Key_F6)
    type_remark(district, "请核对")
    press(district, Qt.Key.Key_F8)
    press(district, Qt.Key.Key_F5)
    press(district, Qt.Key.Key_Return, CONTROL | SHIFT)
    assert set(district.session.desk.course(OTHER).approved()) == {Slot("145-25")}


def test_f8_goes_on_to_the_next_return_when_nothing_is_left_here(district: DistrictReview) -> None:
    press(district, Qt.Key.Key_F5)
    press(district, Qt.Key.Key_F5)
    press(district, Qt.Key.Key_Return, CONTROL)
    assert state(district, OTHER) == APPROVED
    QTest.keyClick(QApplication.focusWidget() or district, Qt.Key.Key_F8)
    assert district.key == INDICATORS, "the riskiest that waits"
    assert district.view.hasFocus()


def test_control_page_down_and_up_walk_through_the_queue(district: DistrictReview) -> None:
    district.show_return(INDICATORS)
    seen = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        press(district, key, CONTROL)
        seen.append(district.key)
    assert seen == [OTHER, TASKS, OTHER]


def test_unchanged_returns_pass_by_key_after_their_number_was_shown(district: DistrictReview, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: district.queue.unchanged == (TASKS,))
    press(district, Qt.Key.Key_U, CONTROL)
    qtbot.waitUntil(lambda: state(district, TASKS) == APPROVED)
    assert state(district, OTHER) != APPROVED


def test_a_return_that_was_not_shown_as_unchanged_does_not_pass_with_them(
    district: DistrictReview, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: district.queue.unchanged == (TASKS,))
    district.queue.unchanged = (OTHER,)
    press(district, Qt.Key.Key_U, CONTROL)
    qtbot.wait(50)
    assert state(district, TASKS) != APPROVED
    assert state(district, OTHER) != APPROVED, "it has changed"


def test_one_kind_of_difference_is_shown_on_demand(district: DistrictReview, office: Office) -> None:
    words = ("enter", "--unit", ZHANGSHUI, "--period", "2025", "--item", "145-04", "--value", "64", "--note", "含受让")
    office.ask("other", *words)
    office.enter("other", "145-25", "0.04")
    office.submit("other", "again.xlsx")
    take_in(district, office.file("again.xlsx"))
    district.tools.compared.emit("reported")
    listed = [district.tools.kinds.itemText(row) for row in range(district.tools.kinds.count())]
    assert listed == ["各种差异", "数值 1", "说明 1"]
    district.tools.sorted_out.emit("explanation")
    assert [line.label for line in district.model.lines if not isinstance(line, str)] == ["有效发明专利拥有量 · 说明"]
    district.tools.sorted_out.emit("")
    assert len(district.model.rows) == 2


@pytest.mark.parametrize("comment", ["", "数据齐全"])
def test_approving_is_one_tab_behind_the_comment_with_and_without_words(district: DistrictReview, comment: str) -> None:
    for _ in range(2):
        press(district, Qt.Key.Key_F5)
    district.bar.comment.setFocus()
    district.bar.comment.setText(comment)
    QTest.keyClick(district.bar.comment, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is district.bar.approve
