"""A row of numbers with their words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from haishu_desk.ui.home.rows import LEFT
from haishu_desk.ui.marks import paint_mark, text_token
from haishu_desk.ui.theme import Theme

EACH, LEAST = 118, 88


@dataclass(frozen=True)
class Count:
    """A number, its word, a small fact beside it, and the mark that it has when it is not 0."""

    number: int
    word: str
    fact: str = ""
    mark: str = ""


class CountStrip(QWidget):
    """The numbers, painted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.counts: list[Count] = []
        self.setFixedHeight(theme.tall(60))

    def show_counts(self, counts: list[Count]) -> None:
        """Show these instead."""
        self.counts = counts
        self.setAccessibleName("，".join(f"{count.word} {count.number}" for count in counts))
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.wide(LEAST) * max(len(self.counts), 1), self._theme.tall(60))

    def sizeHint(self) -> QSize:
        return QSize(EACH * max(len(self.counts), 1), self._theme.tall(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        theme, tall = self._theme, self._theme.tall
        each = min(theme.wide(EACH + 22), self.width() // max(len(self.counts), 1))
        for place, count in enumerate(self.counts):
            left = place * each
            figure = theme.font("count", bold=True)
            painter.setFont(figure)
            painter.setPen(theme.color("text" if count.number else "text3"))
            painter.drawText(QRect(left, tall(2), each, tall(30)), LEFT, str(count.number))
            beside = left + QFontMetrics(figure).horizontalAdvance(str(count.number)) + 6
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text3"))
            painter.drawText(QRect(beside, tall(6), each, tall(26)), LEFT, count.fact)
            marked = bool(count.mark and count.number)
            if marked:
                paint_mark(painter, QPointF(left + 5.5, tall(46)), count.mark, theme)
            painter.setFont(theme.font("body"))
            painter.setPen(theme.color(text_token(count.mark) if marked else "text2"))
            painter.drawText(
                QRect(left + (16 if marked else 0), tall(35), each, tall(22)), Qt.AlignmentFlag.AlignVCenter, count.word
            )
        painter.end()
