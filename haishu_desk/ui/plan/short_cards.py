"""The 专栏 that go with an entry, in short form: a card each, to be clicked or opened with Enter."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from haishu_desk.ui.plan.card_paint import QUIET, RIGHT, SMALL, CardBrush, Ink
from haishu_desk.ui.plan.related import Short
from haishu_desk.ui.theme import Theme

_HEAD, _LINE, _EDGE = 38, 20, 12
_NUMBER, _TITLE, _NAME = (
    Ink("small", "accent_text", bold=True),
    Ink("body", "text", bold=True),
    Ink("small", "text", bold=True),
)


class ShortCard(QAbstractButton):
    """Paints one card; `short.place` is where it leads."""

    def __init__(self, theme: Theme, short: Short, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.short = short
        self._brush = CardBrush(theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(short.spoken)
        self.setToolTip("\n".join(f"{name}　{text}".strip() for name, text in short.lines))

    def sizeHint(self) -> QSize:
        rows = len(self.short.lines) + bool(self.short.more)
        return QSize(200, self._brush.theme.tall(_HEAD) + rows * self._brush.theme.tall(_LINE) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, theme, brush = QPainter(self), self._brush.theme, self._brush
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(theme.color("accent" if active else "line"), 1.5 if active else 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        room = QRect(_EDGE, 0, self.width() - 2 * _EDGE, self._brush.theme.tall(_HEAD))
        why = brush.metrics(QUIET).horizontalAdvance(self.short.why) + 4
        brush.words(painter, room.adjusted(room.width() - why, 0, 0, 0), self.short.why, QUIET, RIGHT)
        used = brush.words(painter, room, self.short.number, _NUMBER) + 8
        brush.words(painter, room.adjusted(used, 0, -why - 8, 0), self.short.title, _TITLE)
        for place, (name, text) in enumerate(self.short.lines):
            line = QRect(
                _EDGE,
                self._brush.theme.tall(_HEAD) - 4 + place * self._brush.theme.tall(_LINE),
                room.width(),
                self._brush.theme.tall(_LINE),
            )
            wide = brush.words(painter, line.adjusted(0, 0, -line.width() // 3, 0), name, _NAME)
            brush.words(painter, line.adjusted(wide + 8, 0, 0, 0), text, SMALL)
        if self.short.more:
            line = QRect(
                _EDGE,
                self._brush.theme.tall(_HEAD) - 4 + len(self.short.lines) * self._brush.theme.tall(_LINE),
                room.width(),
                self._brush.theme.tall(_LINE),
            )
            brush.words(painter, line, f"另 {self.short.more} 条", QUIET)
        painter.end()
