"""The field over the tree: what is typed, and at its right which of how many hits is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from haishu_desk.ui.icons import pixmap
from haishu_desk.ui.theme import Theme

_COUNT = 84


class SearchField(QLineEdit):
    """`stepped` carries 1 (Enter, ↓: the next hit) or -1 (Shift+Enter, ↑: the previous); Esc clears."""

    stepped = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setPlaceholderText("名称、代码或拼音首字母")
        self.setAccessibleName("在规划中查找")
        self.setToolTip("Enter 下一处，Shift+Enter 上一处，Esc 清除")
        self.addAction(QIcon(pixmap(theme, "magnifying-glass", "text3", 14)), QLineEdit.ActionPosition.LeadingPosition)
        self.count = QLabel(self)
        self.count.setFont(theme.font("small"))
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_count(0, 0, is_searching=False)

    def show_count(self, place: int, total: int, *, is_searching: bool) -> None:
        """`1 / 2 处`; `place` 0 while no hit is shown yet."""
        words = f"{place} / {total} 处" if place else f"{total} 处"
        self.count.setText(words if is_searching else "")
        palette = self.count.palette()
        token = "text3" if total or not is_searching else "bad_text"
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.color(token))
        self.count.setPalette(palette)
        self.setTextMargins(0, 0, _COUNT - 16 if is_searching else 0, 0)
        self.setAccessibleDescription(self.count.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shifted = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if shifted else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            had = bool(self.text())
            self.clear()
            if not had:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.count.setGeometry(self.width() - _COUNT - 8, 1, _COUNT, self.height() - 2)
