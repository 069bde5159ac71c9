"""Painting of states in lists: a shape and a word first, colour third; two lines of text in a cell."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from haishu_desk.ui.marks import paint_mark, text_token
from haishu_desk.ui.theme import Theme

OK, INFO, WARN, BAD, IDLE, CLASH = "ok", "info", "warn", "bad", "idle", "clash"
MARK = 8
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_SOFT = {
    "ok": "ok_soft", "info": "accent_soft", "warn": "warn_soft", "bad": "bad_soft", "idle": "idle_soft", "clash": "clash_soft",
}  # fmt: skip


@dataclass(frozen=True)
class Status:
    """A state as it is shown: its mark (haishu_desk.ui.marks), and its word."""

    kind: str
    word: str


def paint_status(painter: QPainter, theme: Theme, status: Status, box: QRect) -> None:
    """A shape and its word, on the cell's own ground."""
    paint_mark(painter, QPointF(box.left() + MARK / 2, box.center().y() + 0.5), status.kind, theme, MARK)
    word = box.adjusted(MARK + 5, 0, 0, 0)
    paint_text(painter, word, status.word, theme.color(text_token(status.kind)))


def paint_pill(painter: QPainter, theme: Theme, status: Status, box: QRect) -> None:
    """A shape and its word on a soft ground, 20 high."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font("chip"))
    width = min(pill_width(painter.fontMetrics(), status), box.width())
    height = theme.tall(20)
    pill = QRect(box.left(), box.center().y() - height // 2 + 1, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(_SOFT[status.kind]))
    painter.drawRoundedRect(pill, 4, 4)
    paint_status(painter, theme, status, pill.adjusted(6, 0, -4, 0))
    painter.restore()


def pill_width(metrics: QFontMetrics, status: Status) -> int:
    """How wide the pill of a state is."""
    return metrics.horizontalAdvance(status.word) + MARK + 5 + 14


def paint_text(painter: QPainter, box: QRect, text: str, color: QColor, align: Qt.AlignmentFlag = LEFT) -> None:
    """One line of text, shortened at its end where it does not fit."""
    painter.setPen(color)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, align, shown)


def paint_two_lines(painter: QPainter, theme: Theme, box: QRect, text: str, *, bold: bool = False) -> None:
    """The first line in body type, the second smaller and quieter; a single line stands in the middle."""
    first, _, second = text.partition("\n")
    painter.setFont(theme.font("body", bold=bold))
    height = painter.fontMetrics().height()
    if not second:
        paint_text(painter, box, first, theme.color("text"))
        return
    top = box.center().y() - height
    paint_text(painter, QRect(box.left(), top, box.width(), height), first, theme.color("text"))
    painter.setFont(theme.font("small"))
    paint_text(painter, QRect(box.left(), top + height + 1, box.width(), height), second, theme.color("text3"))
