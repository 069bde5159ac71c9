"""The table of the comparison: group lines, figures at the right, what is said of a cell typed in place."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from haishu_desk.domain.cells import Slot
from haishu_desk.ui.review.comparison_model import Column, ComparisonModel
from haishu_desk.ui.review.comparison_paint import LinePainter, Painted
from haishu_desk.ui.review.said_in_line import Purpose
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.row_pictures import RowPictures
from haishu_desk.ui.widgets.tables import dress_table

ROW, GROUP_ROW = 30, 26
_WIDTHS = {
    Column.NUMBER: 48, Column.UNIT: 66, Column.APPROVED: 82, Column.REPORTED: 82, Column.CURRENT: 86,
    Column.DIFFERENCE: 80, Column.RELATIVE: 74, Column.DECISION: 92,
}  # fmt: skip
_NAME_SHARE, _NAME_LEAST = 0.56, 180
_UP = (
    QAbstractItemView.CursorAction.MoveUp,
    QAbstractItemView.CursorAction.MovePageUp,
    QAbstractItemView.CursorAction.MoveHome,
)
Index = QModelIndex | QPersistentModelIndex


class ComparisonDelegate(QStyledItemDelegate):
    """The editor is for what is said in the line, over 说明 and 决定."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self._view = parent

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        editor = QLineEdit(parent)
        model = index.model()
        if isinstance(model, ComparisonModel):
            editor.setPlaceholderText(model.purpose.hint)
            editor.setAccessibleName(model.purpose.name)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        del option
        last = self._view.visualRect(index.sibling(index.row(), Column.DECISION))
        editor.setGeometry(self._view.visualRect(index).united(last))


class ComparisonView(QTableView):
    """The table; `stood` carries the cell of the current line, or None."""

    stood = Signal(object)

    def __init__(self, model: ComparisonModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.comparison, self._theme = model, theme
        self.setObjectName("edge")
        self.setModel(model)
        self.setItemDelegate(ComparisonDelegate(self))
        self._pictures = RowPictures(self.verticalHeader(), LinePainter(theme, self.horizontalHeader()).paint)
        self.setAccessibleName("本次上报与上次的差异")
        dress_table(self, theme, ROW)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, theme.wide(width))
        self.horizontalHeader().setSectionResizeMode(Column.NOTE, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self._arrange)
        self.selectionModel().currentRowChanged.connect(self._stand)

    def _arrange(self) -> None:
        """Groups are lower and go across; of two chosen versions nothing was approved and nothing is decided."""
        for column in (Column.APPROVED, Column.DECISION):
            self.setColumnHidden(column, self.comparison.is_pair)
        self.clearSpans()
        for row, line in enumerate(self.comparison.lines):
            is_group = isinstance(line, str)
            self.setRowHeight(row, self._theme.tall(GROUP_ROW if is_group else ROW))
            if is_group:
                self.setSpan(row, 0, 1, self.comparison.columnCount())

    def stand_on(self, slot: Slot | None) -> None:
        """Make the line of that cell the current one; the first cell if it is not there."""
        cells = [(row, line.slot) for row, line in enumerate(self.comparison.lines) if not isinstance(line, str)]
        row = next((row for row, each in cells if each == slot), cells[0][0] if cells else -1)
        self.go_to_row(row)

    def go_to_row(self, row: int) -> None:
        """Make that line the current and the only selected one."""
        if row >= 0:
            # Not setCurrentIndex of the view: with Ctrl still held (Ctrl+5) that would take the selection back.
            whole_row = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            index = self.comparison.index(row, Column.NAME)
            self.selectionModel().setCurrentIndex(index, whole_row)
            self.scrollTo(index)
        self._stand()

    @property
    def is_editing(self) -> bool:
        """Whether a remark is being typed."""
        return self.state() == QAbstractItemView.State.EditingState

    def selected_rows(self) -> list[int]:
        """The selected lines."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def ask_for(self, purpose: Purpose) -> None:
        """Open the editor in the current line for a 退回, a 查询 or a 核定数."""
        index = self.comparison.index(self.currentIndex().row(), Column.NOTE)
        if self.comparison.cell(index.row()) is not None and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.comparison.purpose = purpose
            self.edit(index)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Step over the group lines."""
        index = super().moveCursor(action, modifiers)
        if not index.isValid() or self.comparison.cell(index.row()) is not None:
            return index
        row = index.row() - 1 if action in _UP and index.row() > 0 else index.row() + 1
        return self.comparison.index(row, index.column())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, chosen = self._theme, self.selectionModel()

        def shown(row: int) -> Painted:
            return self.comparison.shown(row), chosen.isSelected(self.comparison.index(row, Column.NAME))

        self._pictures.paint_table(self, event.rect(), (theme.tokens, theme.is_large), shown)

    def resizeEvent(self, event: object) -> None:
        """指标 and 说明 share what the figures leave."""
        shown = [width for column, width in _WIDTHS.items() if not self.isColumnHidden(column)]
        left = self.viewport().width() - sum(map(self._theme.wide, shown))
        self.setColumnWidth(Column.NAME, max(int(left * _NAME_SHARE), _NAME_LEAST))
        super().resizeEvent(event)  # type: ignore[arg-type]

    def _stand(self) -> None:
        self.stood.emit(self.comparison.cell(self.currentIndex().row()))
