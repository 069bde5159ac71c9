"""Painted marks of a status: a shape, beside a word; the colour comes third.

ok ●, info ● (of the accent), warn ▲, bad ■, idle ○, clash ◆◇.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from haishu_desk.ui.theme import Theme

MARKS = ("ok", "info", "warn", "bad", "idle", "clash")
SIZE = 9.0
_FILLS = {"ok": "ok", "info": "accent", "warn": "warn", "bad": "bad", "idle": "idle", "clash": "clash"}
_TEXTS = {
    "ok": "ok_text", "info": "accent_text", "warn": "warn_text", "bad": "bad_text", "idle": "idle_text", "clash": "clash_text",
}  # fmt: skip
# The nine states of a return (domain/returns.py).
_STATES = {
    "未下发": "idle",
    "已下发": "idle",
    "录入中": "info",
    "已上报": "warn",
    "已接收": "info",
    "退回修改": "bad",
    "审核通过": "ok",
    "已锁定": "ok",
    "作废": "idle",
}


def mark_of_state(state: str) -> tuple[str, str]:
    """The mark of a return's state, and the token of the word beside it; KeyError for a word that is no state."""
    mark = _STATES[state]
    return mark, _TEXTS[mark]


def text_token(mark: str) -> str:
    """The token of words that stand beside that mark."""
    return _TEXTS[mark]


def paint_mark(painter: QPainter, center: QPointF, mark: str, theme: Theme, size: float = SIZE) -> None:
    """Paint the mark around `center`; `size` is the height of its shape."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill, half = theme.color(_FILLS[mark]), size / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    if mark in ("ok", "info"):
        painter.drawEllipse(center, half - 0.5, half - 0.5)
    elif mark == "bad":
        painter.drawRect(QRectF(center.x() - half + 0.5, center.y() - half + 0.5, size - 1, size - 1))
    elif mark == "warn":
        # Amber on white is only 2.4:1: the outline carries the shape.
        painter.setPen(QPen(theme.color("warn_text"), 1))
        painter.drawPolygon(_triangle(center, half))
    elif mark == "idle":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(fill, 1.5))
        painter.drawEllipse(center, half - 1.25, half - 1.25)
    else:
        _paint_clash(painter, center, half, theme)
    painter.restore()


def _triangle(center: QPointF, half: float) -> QPolygonF:
    return QPolygonF(
        [
            QPointF(center.x(), center.y() - half),
            QPointF(center.x() + half, center.y() + half - 0.5),
            QPointF(center.x() - half, center.y() + half - 0.5),
        ]
    )


def _paint_clash(painter: QPainter, center: QPointF, half: float, theme: Theme) -> None:
    """A full and a hollow half diamond, side by side."""
    color = theme.color("clash")
    left = [QPointF(-1, -half), QPointF(-half - 1, 0), QPointF(-1, half)]
    right = [QPointF(1, -half), QPointF(half + 1, 0), QPointF(1, half)]
    painter.drawPolygon(QPolygonF([center + point for point in left]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, 1))
    painter.drawPolygon(QPolygonF([center + point for point in right]))


class MarkedLabel(QWidget):
    """A mark and a word, as one piece of text for a screen reader."""

    def __init__(self, theme: Theme, mark: str = "idle", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark, self._text, self._token, self._use = mark, text, "", "small"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    @property
    def text(self) -> str:
        """The word that is shown."""
        return self._text

    @property
    def mark(self) -> str:
        """The mark that is shown."""
        return self._mark

    def show_mark(self, mark: str, text: str, *, token: str = "", use: str = "") -> None:
        """Show another mark and word; `token` colours the word otherwise than its mark does."""
        self._mark, self._text, self._token = mark, text, token
        self._use = use or self._use
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font(self._use))
        return QSize(metrics.horizontalAdvance(self._text) + 20, max(metrics.height() + 2, 18))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        middle = self.height() / 2
        paint_mark(painter, QPointF(6.5, middle), self._mark, self._theme)
        painter.setFont(self._theme.font(self._use))
        painter.setPen(self._theme.color(self._token or _TEXTS[self._mark]))
        painter.drawText(self.rect().adjusted(17, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()
