"""A whole queue without the mouse: seventeen townships, one form each, three changed cells in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from haishu_desk.desk import Desk
from haishu_desk.domain.returns import APPROVED
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.office import Office
from tests.ui.review.many import report_many

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CELLS = 3


def test_seventeen_townships_are_passed_with_five_keys_each(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    office = Office(tmp_path)
    office.ask("district", "init", "--role", "district", "--person", "李区")
    with Desk(office.db("district"), write=True) as desk:
        townships = [unit.code for unit in desk.documents.units if unit.kind in ("street", "town", "township")]
        keys = report_many(desk, townships, ["145-04", "145-11", "145-12", "145-13"], CELLS)
        page = ReviewPage(Session(desk), theme)
        qtbot.addWidget(page)
        page.resize(1294, 692)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.refresh()
        review = page.district
        assert review is not None
        assert len(review.queue.waiting) == len(keys) == 17
        review.view.setFocus()
        pressed = 0
        while review.queue.waiting:
            for key, modifier in _round(is_last=len(review.queue.waiting) == 1):
                QTest.keyClick(QApplication.focusWidget() or review, key, modifier)
                pressed += 1
        assert all(desk.course(key).state(has_edits=True) == APPROVED for key in keys)
        assert pressed == 17 * (CELLS + 2) - 1  # 认可 three times, 审核通过, on to the next; after the last no next
        page.close_editors()


def _round(*, is_last: bool) -> list[tuple[Qt.Key, Qt.KeyboardModifier]]:
    none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    keys = [*[(Qt.Key.Key_F5, none)] * CELLS, (Qt.Key.Key_Return, control)]
    return keys if is_last else [*keys, (Qt.Key.Key_F8, none)]
