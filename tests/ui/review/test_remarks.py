"""退回与查询: the unit sees what came back, jumps to it or answers it, all by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from haishu_desk.domain.cells import Slot
from haishu_desk.ui.drafts import Drafts
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.review.remarks import ANSWER, WHO
from haishu_desk.ui.review.unit import UnitReview
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.office import ZHANGSHUI, Office
from tests.ui.review.conftest import PageOf

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot


def send_back(office: Office, *cells: str) -> None:
    """The district sends cells of 章水镇 back (one if none is named), and the unit takes that in."""
    lines = cells or ("145-04,,,比上年少一半；请核对",)
    office.review(
        "--return", "--cells", office.table("cells.csv", "item,field,vintage,comment", *lines), unit=ZHANGSHUI
    )
    office.reply("back.xlsx", ZHANGSHUI)
    office.receive("other", "back.xlsx")


def face_of(page: ReviewPage) -> UnitReview:
    assert page.unit is not None
    return page.unit


@pytest.fixture
def face(page_of: PageOf, office: Office) -> UnitReview:
    """The unit's page with one cell that came back, and the keyboard in its table."""
    send_back(office)
    face = face_of(page_of("other"))
    face.view.setFocus()
    return face


def stored(face: UnitReview, slot: Slot) -> list[str]:
    """What stands in a cell on the disk."""
    heads = face._session.desk.heads(face.model.rows[0].key)
    return [head.value.raw for head in heads.get(slot, ())]


def test_the_unit_sees_the_cell_with_its_reason_and_who_sent_it_back(
    face: UnitReview, qtmodeltester: ModelTester
) -> None:
    texts = [face.model.index(0, column).data() for column in range(face.model.columnCount())]
    assert texts[:7] == ["4", "有效发明专利拥有量\n件", "2025年", "64", "64", "比上年少一半；请核对", ""]
    assert texts[7].startswith("李区")
    assert texts[8] == "待修改"
    assert face.about.text() == "退回 1 处，还有 1 处待修改"
    qtmodeltester.check(face.model)  # type: ignore[no-untyped-call]


def test_enter_and_double_click_jump_to_the_cell(face: UnitReview, qtbot: QtBot) -> None:
    key = face.model.rows[0].key
    with qtbot.waitSignal(face.open_return) as asked:
        QTest.keyClick(face.view, Qt.Key.Key_Return)
    assert asked.args == [key, "145-04"]
    with qtbot.waitSignal(face.open_return):
        face.view.doubleClicked.emit(face.model.index(0, 1))
    with qtbot.waitSignal(face.open_return):
        face.jump.click()


def test_a_corrected_cell_says_that_it_is_not_handed_over_yet(page_of: PageOf, office: Office) -> None:
    send_back(office)
    page = page_of("other")
    face = face_of(page)
    assert page.session.enter(face.model.rows[0].key, [{"item": "145-04", "value": "128"}], "补上漏统的")
    assert face.model.rows[0].status.word == "已改，未传出"
    assert face.about.text() == "退回 1 处，还有 0 处待修改"
    assert (face.jump.isVisible(), face.hand_over.isVisible()) == (False, True)


def test_typing_answers_the_cell_and_the_words_are_its_note_on_the_disk(face: UnitReview, qtbot: QtBot) -> None:
    QTest.keyClick(face.view, Qt.Key.Key_A)
    editor = face.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "a"
    editor.setText("上年有一家并入，已核对台账")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not face.view.is_editing)
    assert stored(face, Slot("145-04", "note")) == ["上年有一家并入，已核对台账"]
    row = face.model.rows[0]
    assert (row.answer, row.status.word) == ("上年有一家并入，已核对台账", "已说明，未传出")
    assert face.about.text() == "退回 1 处，还有 0 处待修改"


def test_f2_opens_the_answer_and_esc_gives_up(face: UnitReview) -> None:
    QTest.keyClick(face.view, Qt.Key.Key_F2)
    editor = face.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "abc")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert stored(face, Slot("145-04", "note")) == []
    assert face.model.rows[0].status.word == "待修改"


def test_leaving_the_page_stores_what_is_being_typed_but_no_half_composed_word(face: UnitReview, qtbot: QtBot) -> None:
    QTest.keyClick(face.view, Qt.Key.Key_F2)
    editor = face.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    chosen = QInputMethodEvent()
    chosen.setCommitString("已核对")
    QApplication.sendEvent(editor, chosen)
    QApplication.sendEvent(editor, QInputMethodEvent("tai z", []))
    face.close_editors()
    qtbot.waitUntil(lambda: not face.view.is_editing)
    assert stored(face, Slot("145-04", "note")) == ["已核对"]


def test_f8_goes_to_the_next_that_waits_and_round(page_of: PageOf, office: Office) -> None:
    send_back(office, "145-04,,,请核对一", "145-25,,,请核对二")
    face = face_of(page_of("other"))
    face.view.setFocus()
    assert face.view.currentIndex().row() == 0
    QTest.keyClick(face.view, Qt.Key.Key_F8)
    assert face.view.currentIndex().row() == 1
    QTest.keyClick(face.view, Qt.Key.Key_F8)
    assert face.view.currentIndex().row() == 0
    QTest.keyClick(face.view, Qt.Key.Key_Down)
    assert (face.view.currentIndex().row(), face.view.currentIndex().column()) == (1, ANSWER)


def test_in_a_narrow_window_nothing_is_scrolled_sideways_and_who_it_was_is_in_the_tip(face: UnitReview) -> None:
    view = face.view
    view.resize(700, 300)
    QApplication.processEvents()
    assert view.isColumnHidden(WHO)
    assert view.horizontalHeader().length() <= view.viewport().width()
    tip = face.model.index(0, 5).data(Qt.ItemDataRole.ToolTipRole)
    assert "李区" in tip


def test_a_reader_can_look_and_jump_but_not_answer(office: Office, theme: Theme, qtbot: QtBot) -> None:
    send_back(office)
    with office.desk("other") as desk:
        page = ReviewPage(Session(desk), theme)
        qtbot.addWidget(page)
        page.show()
        page.refresh()
        face = face_of(page)
        face.view.setFocus()
        QTest.keyClick(face.view, Qt.Key.Key_A)
        assert not face.view.is_editing
        assert (face.jump.isVisible(), face.hand_over.isVisible()) == (True, False)


def test_a_unit_with_nothing_returned_is_told_so(page_of: PageOf) -> None:
    face = face_of(page_of("town"))
    assert face.middle.currentIndex() == 0
    assert not face.jump.isVisible()
    assert "等区级审核" in face.empty.text.text()


def test_an_empty_district_is_told_what_to_do_first(issued_office: Office, theme: Theme, qtbot: QtBot) -> None:
    with issued_office.desk("district") as desk:
        page = ReviewPage(Session(desk), theme)
        qtbot.addWidget(page)
        page.refresh()
        assert page.district is not None
        assert page.district.key is None
        assert page.district.middle.currentIndex() == 0


def test_the_lock_stores_no_half_of_an_answer_and_closing_under_it_keeps_it_as_a_draft(
    office: Office, theme: Theme, settings: QSettings, qtbot: QtBot
) -> None:
    send_back(office)
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_session(Session(office.desk("other", write=True)))
    window.open_page("review")
    page = window.pages["review"]
    assert isinstance(page, ReviewPage)
    face = face_of(page)
    key, note = face.model.rows[0].key, Slot("145-04", "note")
    face.view.setFocus()
    QTest.keyClick(face.view, Qt.Key.Key_F2)
    editor = face.view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "half")
    window.lock.lock()
    assert stored(face, note) == []
    window.lock.unlock()
    assert (editor.text(), editor.hasFocus()) == ("half", True)
    window.lock.lock()
    window.close()
    with office.desk("other") as desk:
        assert note not in desk.heads(key)
    assert Drafts(office.db("other")).of(key) == {("145-04", "note"): "half"}
