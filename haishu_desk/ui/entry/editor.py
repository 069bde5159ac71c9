"""The editors inside a cell: one line for a figure, some lines for words, a list where only some words may stand."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QPainter, QPaintEvent, QPen, QTextCursor, QTextOption
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from haishu_desk.ui.icons import CARET, pixmap
from haishu_desk.ui.theme import Theme

NOTHING = "（空）"
_MOST_LINES = 6


class NumberEditor(QLineEdit):
    """One line. `types_over` while it was opened by typing: then all four arrows leave the cell, as in a spreadsheet."""

    def __init__(self, theme: Theme, index: QModelIndex | QPersistentModelIndex, parent: QWidget) -> None:
        super().__init__(parent)
        self.index = QPersistentModelIndex(index)
        self._theme = theme
        self.is_wrong, self.is_composing, self.types_over = False, False, True
        self.before: str | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)
        self.setMaxLength(200)

    def show_wrong(self, *, wrong: bool) -> None:
        """A red frame, or none."""
        self.is_wrong = wrong
        self.update()

    def put(self, text: str) -> None:
        """Show the present text, all of it chosen."""
        self.before = text
        self.setText(text)
        self.selectAll()

    def to_end(self) -> None:
        """Put the caret behind the text: F2."""
        self.types_over = False
        self.deselect()
        self.end(False)

    def words(self) -> str:
        """The text."""
        return self.text()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.is_wrong:
            _red_frame(self, self._theme)


class TextEditor(QPlainTextEdit):
    """Some lines that grow downwards; Enter stores, Alt+Enter begins a new line."""

    def __init__(self, theme: Theme, index: QModelIndex | QPersistentModelIndex, parent: QWidget) -> None:
        super().__init__(parent)
        self.index = QPersistentModelIndex(index)
        self._theme = theme
        self.is_wrong, self.is_composing, self.types_over = False, False, False
        self.before: str | None = None
        self.least = 30
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(3)
        self.textChanged.connect(self.grow)

    def show_wrong(self, *, wrong: bool) -> None:
        """A red frame, or none."""
        self.is_wrong = wrong
        self.viewport().update()

    def put(self, text: str) -> None:
        """Show the present text, all of it chosen."""
        self.before = text
        self.setPlainText(text)
        self.selectAll()
        QTimer.singleShot(0, self, self.grow)

    def to_end(self) -> None:
        """Put the caret behind the text: F2."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    def words(self) -> str:
        """The text."""
        return self.toPlainText()

    def grow(self) -> None:
        """As high as its lines, inside what can be seen of the sheet."""
        lines = min(max(round(self.document().size().height()), 1), _MOST_LINES)
        height = max(self.least, lines * self.fontMetrics().lineSpacing() + 14)
        parent = self.parentWidget()
        room = (parent.height() if parent else height) - 2
        self.setGeometry(self.x(), max(min(self.y(), room - height), 0), self.width(), min(height, room))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.is_wrong:
            _red_frame(self.viewport(), self._theme)


class CaretBox(QComboBox):
    """A drop-down list that shows that it is one."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        caret = pixmap(self._theme, "caret-down", "text3", CARET, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(self.width() - CARET - 7, (self.height() - CARET) // 2), caret)
        painter.end()


class ChoiceEditor(CaretBox):
    """One of the words that may stand in the cell: 数值状态, 阶段."""

    def __init__(
        self,
        theme: Theme,
        index: QModelIndex | QPersistentModelIndex,
        parent: QWidget,
        choices: Iterable[str] = (),
    ) -> None:
        super().__init__(theme, parent)
        self.index = QPersistentModelIndex(index)
        self.is_composing, self.types_over = False, False
        self.before: str | None = None
        self.addItem(NOTHING, "")
        for choice in choices:
            self.addItem(choice, choice)

    def show_wrong(self, *, wrong: bool) -> None:
        """A list has nothing wrong to choose; the sentence stands under it."""
        del wrong

    def put(self, text: str) -> None:
        """Show the present choice and open the list."""
        self.before = text
        self.setCurrentIndex(max(self.findData(text), 0))
        QTimer.singleShot(0, self, self.showPopup)

    def to_end(self) -> None:
        """Nothing: there is no caret."""

    def words(self) -> str:
        """The choice."""
        return str(self.currentData())


Editor = NumberEditor | TextEditor | ChoiceEditor


def _red_frame(widget: QWidget, theme: Theme) -> None:
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("bad"), 2))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), 5, 5)
    painter.end()
