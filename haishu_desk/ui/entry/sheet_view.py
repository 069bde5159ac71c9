"""The sheet on the screen: moving about in it. Typing into a cell is `editing`, widths and size are `frame`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from haishu_desk.domain.cells import VALUE
from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.entry.columns import CHOICE
from haishu_desk.ui.entry.delegate import BACK, DOWN, EAST, NEXT, STAY, UP, WEST, SheetDelegate
from haishu_desk.ui.entry.editing import Editing
from haishu_desk.ui.entry.editor import Editor
from haishu_desk.ui.entry.frame import Frame
from haishu_desk.ui.entry.headers import ColumnsHeader, RowsHeader
from haishu_desk.ui.entry.moves import next_field, row_after
from haishu_desk.ui.entry.row_shown import rows_shown
from haishu_desk.ui.entry.sheet_model import SheetModel
from haishu_desk.ui.widgets.row_pictures import RowPictures

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

Index = QModelIndex | QPersistentModelIndex
_KEYS = {Qt.Key.Key_Return: DOWN, Qt.Key.Key_Enter: DOWN, Qt.Key.Key_Tab: NEXT, Qt.Key.Key_Backtab: BACK}


class SheetView(QTableView):
    """Shows a SheetModel.

    `looked_at` says that another cell is the current one, `cleared` that Delete was pressed, `accepted` that Enter was
    pressed on a cell that is 待核, `order_given_up` that Esc was.
    """

    looked_at = Signal()
    cleared = Signal()
    accepted = Signal(object)
    order_given_up = Signal()

    def __init__(self, model: SheetModel, brush: Brush, front: QWidget, settings: QSettings | None = None) -> None:
        super().__init__(front)
        self.cells = model
        self.found: frozenset[tuple[int, int]] = frozenset()
        self.rows, self.columns_header = RowsHeader(brush, self), ColumnsHeader(brush, self)
        delegate = SheetDelegate(brush, self)
        self._brush, self._pictures = brush, RowPictures(self.rows, delegate.paint_row)
        self.editing = Editing(self, delegate, brush, front)
        self.setHorizontalHeader(self.columns_header)
        self.setVerticalHeader(self.rows)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.frame = Frame(self, brush, settings)
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
        self.editing.stepped.connect(self.step)
        self.rows.pressed_row.connect(self._on_row_pressed)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.editing.hint.hide)
        self.cells.modelReset.connect(self.frame.fit)
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

    # What is marked.

    def show_signs(self, signs: Mapping[str, str]) -> None:
        """Mark the titles of columns that are sorted or filtered."""
        self.columns_header.signs = self.frame.corner.signs = dict(signs)
        self.columns_header.viewport().update()
        self.frame.corner.update()

    def show_found(self, found: frozenset[tuple[int, int]]) -> None:
        """Mark the cells in which something was found; column -1 is the name."""
        self.found = found
        self.rows.found = {row for row, column in found if column < 0}
        self.rows.viewport().update()
        self.viewport().update()

    # Typing.

    @property
    def open_editor(self) -> Editor | None:
        """The editor that is open."""
        return self.editing.editor

    def close_editor(self) -> None:
        """Leave the open editor, if there is one."""
        self.editing.close()

    # Qt.

    def paintEvent(self, event: QPaintEvent) -> None:
        self._pictures.paint_table(self, event.rect(), self._brush.state, rows_shown(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        self.editing.hint.hide()
        if key in _KEYS:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and _KEYS[key] == DOWN
            if _KEYS[key] == DOWN and self.cells.is_carried(self.currentIndex()):
                self.accepted.emit([self.currentIndex()])
            self.step(UP if back else _KEYS[key])
        elif key == Qt.Key.Key_F2 or (key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier):
            self.editing.begin()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif key == Qt.Key.Key_Escape:
            self.order_given_up.emit()
        elif event.text().isprintable() and event.text() and not self.cells.is_entry(self.currentIndex()):
            self.editing.say_why_not(self.currentIndex())
        else:
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
            self.editing.begin()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            self.close_editor()
            (self.frame.larger if turned > 0 else self.frame.smaller)()
            event.accept()
            return
        super().wheelEvent(event)

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: FBT001  Qt's own signature
        del next_
        return False  # Tab goes through the cells; F6 and the mouse leave the sheet

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.editing.hint.hide()
        for row in {previous.row(), current.row()} - {-1}:
            self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
        self.rows.show_current(current.row())
        self.looked_at.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.frame.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.frame.fit()

    def _on_counted(self) -> None:
        self.rows.viewport().update()
        self.frame.fit()

    def _on_row_pressed(self, row: int) -> None:
        self.close_editor()
        self.setFocus()
        self.go(row, self.cells.column_of(VALUE))

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.cells.is_entry(index) and self.cells.column_at(index).kind == CHOICE and self.open_editor is None:
            self.edit(index)
