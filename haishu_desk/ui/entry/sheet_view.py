"""The sheet on the screen: moving about in it, and an editor that closes only when its text is stored or given up."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QTableView, QWidget

from haishu_desk.domain.cells import VALUE
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.entry import widths
from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.entry.columns import CHOICE, NUMBER
from haishu_desk.ui.entry.delegate import BACK, DOWN, EAST, NEXT, STAY, UP, WEST, SheetDelegate
from haishu_desk.ui.entry.editor import ChoiceEditor, Editor
from haishu_desk.ui.entry.headers import HEIGHT, ColumnsHeader, Corner, RowsHeader, Shadow
from haishu_desk.ui.entry.hint import Hint
from haishu_desk.ui.entry.moves import next_field, row_after
from haishu_desk.ui.entry.sheet_model import SheetModel
from haishu_desk.ui.entry.wording import advice_of, sentence

Index = QModelIndex | QPersistentModelIndex
_KEYS = {Qt.Key.Key_Return: DOWN, Qt.Key.Key_Enter: DOWN, Qt.Key.Key_Tab: NEXT, Qt.Key.Key_Backtab: BACK}
_HINT_KEYS, _WRONG_KEYS = "Enter 存入　Esc 放弃", "请改好再按 Enter；Esc 放弃"


class SheetView(QTableView):
    """Shows a SheetModel.

    `looked_at` says that another cell is the current one, `cleared` that Delete was pressed, `edited` that an editor was
    closed, `reason_wanted` that somebody typed over 数据不一致.
    """

    looked_at = Signal()
    cleared = Signal()
    edited = Signal()
    reason_wanted = Signal()

    def __init__(self, model: SheetModel, brush: Brush, front: QWidget) -> None:
        super().__init__(front)
        self.cells, self._brush = model, brush
        self.open_editor: Editor | None = None
        self.hint = Hint(brush, front)
        self.rows = RowsHeader(brush, self)
        self.setHorizontalHeader(ColumnsHeader(brush, self))
        self.setVerticalHeader(self.rows)
        self.corner, self._shadow = Corner(brush, self.rows, self), Shadow(brush, self)
        self.setModel(model)
        self._delegate = SheetDelegate(brush, self)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self._connect()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("填报表")

    def _connect(self) -> None:
        self._delegate.opened.connect(self._on_opened)
        self._delegate.confirmed.connect(self.confirm)
        self._delegate.given_up.connect(self.give_up)
        self._delegate.left.connect(self.leave)
        self.rows.pressed_row.connect(self._on_row_pressed)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().valueChanged.connect(self.hint.hide)
        self.cells.modelReset.connect(self.fit)
        self.cells.counted.connect(self._on_counted)
        self.clicked.connect(self._on_clicked)

    # Places.

    def go(self, row: int, column: int) -> None:
        """Make that cell the current one and bring it into sight."""
        index = self.cells.index(row, max(column, 0))
        if index.isValid() and self.cells.item_at(index) is not None:
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def step(self, how: str) -> None:
        """Go on from the current cell."""
        index = self.currentIndex()
        if not index.isValid() or how == STAY:
            return
        if how in (NEXT, BACK):
            field = next_field(self, index, 1 if how == NEXT else -1)
            if field is not None:
                self.go(*field)
        elif how in (EAST, WEST):
            self.go(index.row(), min(max(index.column() + (1 if how == EAST else -1), 0), len(self.cells.columns) - 1))
        else:
            row = row_after(self, index.row(), 1 if how == DOWN else -1)
            if row is not None:
                self.go(row, index.column())

    # Typing.

    def begin(self) -> None:
        """Open the current cell with its text and the caret behind it: F2."""
        index = self.currentIndex()
        if self.cells.is_entry(index):
            self.edit(index)
            if self.open_editor is not None:
                self.open_editor.to_end()
        elif index.isValid():
            self._say_why_not(index)

    def confirm(self, editor: Editor, step: str) -> None:
        """Store the text and go on; what is refused stays open with the reason under it."""
        if editor is not self.open_editor:
            return
        refused = self._store(editor)
        if refused is not None:
            editor.show_wrong(wrong=True)
            self.hint.refuse(self._under(editor), refused.message, advice_of(refused), _WRONG_KEYS)
            return
        waits = self.cells.kept_at(_plain(editor)) is not None
        self._close(editor)
        if waits:
            self.reason_wanted.emit()
        else:
            self.step(step)

    def give_up(self, editor: Editor) -> None:
        """Close without storing; what was kept of an earlier try is given up too."""
        if editor is self.open_editor:
            self.cells.give_up(_plain(editor))
            self._close(editor)

    def leave(self, editor: Editor) -> None:
        """Somebody went elsewhere: store the text, or keep it in its cell if it cannot be stored."""
        if editor is not self.open_editor:
            return
        refused = self._store(editor)
        if refused is not None:
            index = _plain(editor)
            self.cells.keep(index, editor.words(), sentence(refused))
        self._close(editor)

    def close_editor(self) -> None:
        """Leave the open editor, if there is one."""
        if self.open_editor is not None:
            self.leave(self.open_editor)

    def _store(self, editor: Editor) -> DeskError | None:
        index, text = _plain(editor), editor.words()
        if not index.isValid() or (text == editor.before and self.cells.kept_at(index) is None):
            return None
        return self.cells.store(index, text)

    def _close(self, editor: Editor) -> None:
        had_focus = editor.hasFocus()
        self.open_editor = None
        self.hint.hide()
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.cells.mark_edited(-1)
        if had_focus:
            self.setFocus()
        self.edited.emit()

    def _on_opened(self, editor: Editor) -> None:
        self.open_editor = editor
        if not isinstance(editor, ChoiceEditor):
            editor.textChanged.connect(self._on_typed)
        self.cells.mark_edited(editor.index.row())

    def _on_typed(self) -> None:
        """Say what is understood; asks no database."""
        editor = self.open_editor
        if editor is None or editor.before is None:
            return
        editor.show_wrong(wrong=False)
        index, text = _plain(editor), editor.words()
        if text == editor.before:
            self.hint.hide()
            return
        try:
            quantity = self.cells.understand(index, text)
        except DeskError as error:
            self.hint.refuse(self._under(editor), error.message, advice_of(error), "")
            return
        if self.cells.column_at(index).kind == NUMBER:
            self.hint.say(self._under(editor), *self.cells.explained(index, text, quantity), _HINT_KEYS)
        else:
            self.hint.hide()

    def _under(self, editor: Editor) -> QRect:
        return QRect(editor.mapTo(self.hint.front, QPoint(0, 0)), editor.size())

    def _say_why_not(self, index: QModelIndex) -> None:
        """A cell that the Desk refuses says so where it was tried."""
        refused = self.cells.refusal(index)
        if refused is not None:
            place = self.visualRect(index)
            corner = self.viewport().mapTo(self.hint.front, place.topLeft())
            self.hint.refuse(QRect(corner, place.size()), refused.message, advice_of(refused), "")

    # Qt.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        self.hint.hide()
        if key in _KEYS:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and _KEYS[key] == DOWN
            self.step(UP if back else _KEYS[key])
        elif key == Qt.Key.Key_F2 or (key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier):
            self.begin()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        else:
            if event.text().isprintable() and event.text() and not self.cells.is_entry(self.currentIndex()):
                self._say_why_not(self.currentIndex())
                return
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        index = self.currentIndex()
        direct = bool(event.commitString()) and not event.preeditString() and self.open_editor is None
        if direct and self.cells.is_entry(index):
            # Qt opens the editor and loses the sign when nothing was composed before: full-width digits come so.
            self.edit(index)
            if self.open_editor is not None:
                QApplication.sendEvent(self.open_editor, event)
            return
        super().inputMethodEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.begin()

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: FBT001  Qt's own signature
        del next_
        return False  # Tab goes through the cells; F6 and the mouse leave the sheet

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.hint.hide()
        for row in {previous.row(), current.row()} - {-1}:
            self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
        self.rows.show_current(current.row())
        self.looked_at.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give every column its width and every row its height."""
        widths.fit(self, self._brush)
        frozen = sum(self.rows.widths)
        self.corner.titles = ("序号", "指标", "单位") if self.rows.widths[2] else ("编号", "任务 / 项目", "")
        self.corner.setGeometry(0, 0, frozen, self._brush.theme.tall(HEIGHT))
        self.corner.raise_()
        self.corner.update()
        self._shadow.setGeometry(frozen, 0, 10, self.height())
        self._shadow.raise_()

    def _on_counted(self) -> None:
        self.rows.viewport().update()
        widths.fit(self, self._brush)

    def _on_scrolled(self, value: int) -> None:
        self._shadow.setVisible(value > 0)
        self.hint.hide()

    def _on_row_pressed(self, row: int) -> None:
        self.close_editor()
        self.setFocus()
        self.go(row, self.cells.column_of(VALUE))

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.cells.is_entry(index) and self.cells.column_at(index).kind == CHOICE and self.open_editor is None:
            self.edit(index)


def _plain(editor: Editor) -> QModelIndex:
    """The place of an editor in the model as it is now."""
    kept = editor.index
    return kept.model().index(kept.row(), kept.column()) if kept.isValid() else QModelIndex()
