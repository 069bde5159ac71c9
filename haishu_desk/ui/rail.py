"""The narrow bar at the left: one button a page, with icon, word and what waits there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from haishu_desk.ui.icons import RAIL, pixmap
from haishu_desk.ui.theme import Theme

WIDTH, ITEM, HEAD = 72, 56, 52
# In a low window the buttons give way, as far as icon and word allow; then the sign does.
_ITEM_LEAST, _WITH_SIGN = 42, 460


class RailButton(QAbstractButton):
    """One page in the rail."""

    def __init__(self, name: str, word: str, icon_name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.icon_name = icon_name
        self.badge = 0
        self.is_urgent = False
        self._theme = theme
        self.setText(word)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedWidth(theme.wide(WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(theme.tall(ITEM))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_badge(self, count: int, *, urgent: bool) -> None:
        """Show how much waits there; nothing for 0."""
        self.badge, self.is_urgent = count, urgent
        self.setAccessibleName(f"{self.text()}，{count} 件待办" if count else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.wide(WIDTH), self._theme.tall(ITEM))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.wide(WIDTH), self._theme.tall(_ITEM_LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, current = self._theme, self.isChecked()
        width, height = self.width(), self.height()
        ground = QRectF(4, 2, width - 8, height - 4)  # as wide as the longest word needs
        painter.setPen(Qt.PenStyle.NoPen)
        if current or self.underMouse():
            painter.setBrush(theme.color("accent_soft" if current else "sunk"))
            painter.drawRoundedRect(ground, 6, 6)
        if current:
            painter.fillRect(QRect(0, (height - 28) // 2, 3, 28), theme.color("accent"))
        token = "accent_text" if current else "text2"
        picture = pixmap(theme, self.icon_name, token, RAIL, self.devicePixelRatioF())
        word = theme.tall(18)
        top = (height - RAIL - 2 - word) / 2 + 1
        painter.drawPixmap(QPointF((width - RAIL) / 2, top), picture)
        painter.setFont(theme.font("small", bold=current))
        painter.setPen(theme.color(token))
        painter.drawText(QRectF(0, top + RAIL + 2, width, word), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.badge:
            self._paint_badge(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        text = str(self.badge) if self.badge < 100 else "99+"  # noqa: PLR2004  two digits fit
        font = self._theme.font("badge", bold=True)
        height = self._theme.tall(16)
        width = max(height, QFontMetrics(font).horizontalAdvance(text) + 8)
        place = QRectF(self.width() / 2 + 4, 3, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("bad" if self.is_urgent else "accent"))
        painter.drawRoundedRect(place, height / 2, height / 2)
        painter.setPen(self._theme.color("on_bad" if self.is_urgent else "on_accent"))
        painter.setFont(font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


class _Sign(QWidget):
    """The sign of the program at the head of the rail."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sign(painter, QRectF((self.width() - 32) / 2, 10, 32, 32), self._theme)
        painter.end()


def paint_sign(painter: QPainter, place: QRectF, theme: Theme) -> None:
    """The program's sign: three rising bars on the accent."""
    unit = place.width() / 32
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    painter.drawRoundedRect(place, 7 * unit, 7 * unit)
    painter.setBrush(theme.color("on_accent"))
    for left, height in ((8, 6), (14, 10), (20, 15)):
        painter.drawRoundedRect(
            QRectF(place.x() + left * unit, place.y() + (24 - height) * unit, 4 * unit, height * unit), unit, unit
        )


class Rail(QWidget):
    """The pages to choose from; `chosen` carries a page's name."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.wide(WIDTH))
        self.setAccessibleName("页面")
        self._theme = theme
        self.buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(0)
        self._sign = _Sign(theme, self)
        self._column.addWidget(self._sign)
        self._column.addStretch(1)

    def dress(self) -> None:
        """Take on the theme's sizes."""
        self.setFixedWidth(self._theme.wide(WIDTH))
        for button in self.buttons.values():
            button.setFixedWidth(self._theme.wide(WIDTH))
            button.setMaximumHeight(self._theme.tall(ITEM))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sign.setVisible(self.height() > _WITH_SIGN)

    def show_pages(self, pages: list[tuple[str, str, str]]) -> None:
        """Show these pages, each as (name, word, icon)."""
        for old in self.buttons.values():
            old.hide()
            old.deleteLater()
        self.buttons = {}
        for name, word, icon_name in pages:
            button = RailButton(name, word, icon_name, self._theme, self)
            button.setToolTip(f"{word}  Ctrl+{len(self.buttons) + 1}")
            button.clicked.connect(self._choose)
            self._column.insertWidget(1 + len(self.buttons), button)
            self.buttons[name] = button

    def mark(self, name: str) -> None:
        """Show which page is open."""
        self.buttons[name].setChecked(True)

    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, RailButton):
            self.chosen.emit(button.name)
