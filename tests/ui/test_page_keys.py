"""The keys of a page act from everywhere in it; Esc in the palette is the palette's, whatever the page does with that key.

PySide passes over a `context` that comes along with a slot: such a key acts in the whole window while its page is shown.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from haishu_desk import ui
from haishu_desk.desk import Desk
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.messages import Message
from haishu_desk.ui.monitor.page import MonitorPage
from haishu_desk.ui.page import QUERIES
from haishu_desk.ui.review.board import FindingsBoard
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, settings: QSettings) -> Iterator[MainWindow]:
    made = MainWindow(theme, settings)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    yield made
    made.close()


def reachable(face: QWidget) -> list[QWidget]:
    """Every widget of it that can have the focus now."""
    everything = [face, *face.findChildren(QWidget)]
    return [each for each in everything if each.isVisible() and each.isEnabled() and not each.isWindow()
            and each.focusPolicy() != Qt.FocusPolicy.NoFocus]  # fmt: skip


def counted(face: QWidget, keys: str) -> list[str]:
    """What that key of the face would have done, once for each time; it does nothing more."""
    shortcut = next(each for each in face.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
                    if each.key() == QKeySequence(keys))  # fmt: skip
    shortcut.activated.disconnect()
    done: list[str] = []
    shortcut.activated.connect(lambda: done.append(keys))
    return done


def acts(window: MainWindow, face: QWidget, keys: str, *, outside: bool = False) -> None:
    """Each time from inside; from the top bar only with `outside`; never out of the palette."""
    done, inside = counted(face, keys), reachable(face)
    assert len(inside) > 1
    for number, widget in enumerate(inside, start=1):
        widget.setFocus()
        press(keys)
        assert len(done) == number, (keys, widget)
    done.clear()
    window.open_palette()
    press(keys)
    window.palette_popup.hide()
    assert not done or outside
    done.clear()
    window.top_bar.search.setFocus()
    press(keys)
    assert bool(done) == outside


def press(keys: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keySequence(focused, QKeySequence(keys))


def face_of(window: MainWindow, page: str, name: str) -> QWidget:
    """That part of the page, shown."""
    window.open_page(page)
    shown = window.pages[page]
    if isinstance(shown, ReviewPage) and shown.district is not None and name == "board":
        shown.district.audit()
        return shown.district.board
    if isinstance(shown, ReviewPage) and shown.queries is not None:
        shown.show_item(QUERIES)
        return shown.queries
    if isinstance(shown, ReviewPage):
        assert shown.unit_desk is not None
        return shown.unit_desk.returned if name == "returned" else shown.unit_desk
    return shown.overview if isinstance(shown, MonitorPage) else shown


@pytest.mark.parametrize(("page", "name", "keys"), [
    ("review", "queries", ["Esc"]), ("plan", "", ["Ctrl+F", "Ctrl+T", "Ctrl+J"]),
    ("monitor", "", ["Ctrl+Shift+C", "Ctrl+Return", "Ctrl+Enter", "Ctrl+G"]),
])  # fmt: skip
def test_a_key_of_a_page_of_the_district_acts_inside(
    page: str, name: str, keys: list[str], *, window: MainWindow, district_session: Session
) -> None:
    window.open_session(district_session)
    for each in keys:
        acts(window, face_of(window, page, name), each)


def test_the_keys_of_the_page_of_a_unit_act_inside(window: MainWindow, unit_session: Session) -> None:
    window.open_session(unit_session)
    for keys in ("F4", "F5", "F7"):
        acts(window, face_of(window, "review", "desk"), keys)


def test_what_stands_beside_other_things_of_its_page_hears_its_key_from_those_too(
    window: MainWindow, workspaces: Path
) -> None:
    for file, name, keys in (("district.db", "board", "Esc"), ("unit.db", "returned", "F8")):
        with Desk(workspaces / file, write=True) as desk:
            window.open_session(Session(desk))
            face = face_of(window, "review", name)
            acts(window, face, keys, outside=True)
            done, around = counted(face, keys), reachable(window.pages["review"])
            assert len(around) > len(reachable(face))
            for number, widget in enumerate(around, start=1):
                widget.setFocus()
                press(keys)
                assert len(done) == number, widget
            window.open_page("home")
            press(keys)
            assert len(done) == len(around)
            window.close_session()


def test_no_key_is_made_with_both_a_slot_and_a_context() -> None:
    """What such a key says is not what it does."""
    for file in Path(ui.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "QShortcut":
                has_context = any(each.arg == "context" for each in call.keywords)
                assert not (has_context and len(call.args) > 2), f"{file.name}:{call.lineno}"


def test_escape_in_the_palette_leaves_what_is_behind_it(window: MainWindow, district_session: Session) -> None:
    window.open_session(district_session)
    board = face_of(window, "review", "board")
    assert isinstance(board, FindingsBoard)
    window.open_palette()
    press("Esc")
    assert not window.palette_popup.isVisible()
    assert board.isVisible()
    assert QApplication.focusWidget() is board.view
    press("Esc")
    assert not board.isVisible()


def test_the_palette_gives_the_focus_back_so_that_the_keys_of_the_page_go_on(
    window: MainWindow, unit_session: Session
) -> None:
    window.open_session(unit_session)
    for page in ("entry", "plan"):
        window.open_page(page)
        before = QApplication.focusWidget()
        assert before is not None
        window.open_palette()
        window.open_palette()
        press("Esc")
        assert QApplication.focusWidget() is before
        gone = QLineEdit(window.pages[page])  # an editor, which ends when one goes elsewhere
        gone.show()
        gone.setFocus()
        window.open_palette()
        gone.deleteLater()
        QCoreApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete)
        press("Esc")
        assert window.pages[page].isAncestorOf(QApplication.focusWidget() or window)


def test_a_message_that_is_put_away_leaves_the_focus_on_the_page(window: MainWindow, unit_session: Session) -> None:
    window.open_session(unit_session)
    window.open_page("plan")
    before = QApplication.focusWidget()
    window.messages.show_message(Message("bad", "没有做成", "再试一次"))
    (cross,) = (each for each in window.messages.toasts[0].findChildren(QPushButton) if each.toolTip() == "关闭")
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert not window.messages.toasts
    assert QApplication.focusWidget() is before
