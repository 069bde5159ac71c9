"""The grid: typed into like the sheet, keyboard first; blocks are copied and pasted as Excel puts them on the clipboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from haishu_desk.ui.breakdown.model import CODE, NAME, ROLE, UNIT, BreakdownModel
from haishu_desk.ui.entry.clipboard import block_of_clipboard, mime_of
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.tables import dress_table

ROW = 28
_WIDTHS = {CODE: 112, UNIT: 148, ROLE: 48}
_YEAR, _NOTE, _LEAST = 66, 96, 140


class BreakdownGrid(QTableView):
    """`undone` asks to take the last step back."""

    undone = Signal()

    def __init__(self, model: BreakdownModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self.setModel(model)
        dress_table(self, theme, ROW)
        self.setShowGrid(True)
        self.setFont(theme.font("body"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setAccessibleName("责任分解")
        model.modelReset.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes down, Delete clears, Ctrl+C, Ctrl+V and Ctrl+Z do what they do in the sheet."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undone.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            chosen = [index for index in self.selectedIndexes() if self._model.is_entry(index)]
            self._model.put({(index.row(), index.column()): "" for index in chosen})
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() != QAbstractItemView.State.EditingState:  # an editor passes its Enter on to here
                self.go_down()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter in an editor stores and goes down."""
        is_enter = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint if is_enter else hint)
        if is_enter:
            self.go_down()

    def go_down(self) -> None:
        """Make the cell below current."""
        below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
        if below.isValid():
            self.setCurrentIndex(below)

    def copy(self) -> None:
        """Put the chosen block on the clipboard."""
        chosen = self.selectedIndexes()
        if not chosen:
            return
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        texts = [[str(self._model.index(row, column).data() or "") for column in columns] for row in rows]
        QGuiApplication.clipboard().setMimeData(mime_of(texts))

    def paste(self) -> None:
        """Type the block on the clipboard into the cells from the current one on; what goes beyond the grid is said."""
        start = self.currentIndex()
        block = block_of_clipboard(QGuiApplication.clipboard().mimeData())
        if not start.isValid() or not block:
            return
        texts: dict[tuple[int, int], str] = {}
        beyond = 0
        for down, line in enumerate(block):
            for right, text in enumerate(line):
                index = self._model.index(start.row() + down, start.column() + right)
                if self._model.is_entry(index) and text is not None:
                    texts[index.row(), index.column()] = text
                else:
                    beyond += bool(text and text.strip() and text.strip() != str(index.data() or ""))
        self._model.put(texts)
        if beyond:
            self._model.refused.emit(f"{beyond} 格不在可以填的格里，没有粘入；请从年份那几列的左上一格粘")

    def _fit(self) -> None:
        """The name takes what the others leave."""
        theme, last = self._theme, self._model.columnCount() - 1
        taken = 0
        for column in range(last + 1):
            if column != NAME:
                width = theme.wide(_WIDTHS.get(column, _NOTE if column == last else _YEAR))
                self.setColumnWidth(column, width)
                taken += width
        self.setColumnWidth(NAME, max(self.viewport().width() - taken, theme.wide(_LEAST)))
