"""What all of a part come to: a bar of verdicts with their counts, and a line of sums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from haishu_desk.monitor.task_verdict import DONE, NOT_STARTED, ON_TIME, OPEN, SLOW
from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.monitor.projects.wording import count_words, sums_in_words
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import LEFT, paint_text

if TYPE_CHECKING:
    from haishu_desk.desk.project_tally import Tally

HEIGHT = 66
_BAR = 420
_MARKS = {DONE: "ok", ON_TIME: "info", SLOW: "warn", NOT_STARTED: "bad", "暂缓": "idle", "取消": "idle", OPEN: "idle"}
_FILLS = {"ok": "ok", "info": "accent", "warn": "warn", "bad": "bad", "idle": "idle"}


class ProjectsHead(QWidget):
    """Painted in one piece."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title, self.sums, self.size_words = "", "", ""
        self.counts: Mapping[str, int] = {}
        self.setFixedHeight(theme.tall(HEIGHT))

    def show_tally(self, title: str, tally: Tally) -> None:
        """Show these sums under that title."""
        self.title, self.sums, self.counts = title, sums_in_words(tally), tally.verdicts
        self.size_words = count_words(tally)
        self.setToolTip(self.sums)
        spoken = "，".join(f"{word} {count}" for word, count in self.counts.items() if count)
        self.setAccessibleName(f"{title}：{spoken}；{self.sums}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.setPen(theme.color("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        left = self._paint_bar(painter)
        painter.setFont(theme.font("panel", bold=True))
        room = self.width() - left - 16
        paint_text(
            painter,
            QRect(left, theme.tall(10), room, theme.tall(22)),
            f"{self.title}　{self.size_words}",
            theme.color("text"),
        )
        painter.setFont(theme.font("chip"))
        paint_text(painter, QRect(left, theme.tall(34), room, theme.tall(20)), self.sums, theme.color("text2"))
        painter.end()

    def _paint_bar(self, painter: QPainter) -> int:
        """The bar, and under it each word with its count; returns where the rest begins."""
        theme, whole = self._theme, sum(self.counts.values())
        width, left, top = theme.wide(_BAR), 20.0, theme.tall(14)
        painter.setPen(Qt.PenStyle.NoPen)
        for word, count in self.counts.items():
            if count:
                part = width * count / whole
                painter.setBrush(theme.color(_FILLS[_MARKS[word]]))
                painter.drawRoundedRect(QRectF(left, top, max(part - 2, 2), 8), 2, 2)
                left += part
        painter.setFont(theme.font("chip"))
        x, line = 20, theme.tall(32)
        for word, count in self.counts.items():
            if not count:
                continue
            paint_mark(painter, QPointF(x + 5, line + theme.tall(10)), _MARKS[word], theme, 8)
            said = f"{word} {count}"
            painter.setPen(theme.color("text2"))
            taken = painter.fontMetrics().horizontalAdvance(said)
            painter.drawText(QRect(x + 14, line, taken + 4, theme.tall(20)), int(LEFT), said)
            x += taken + 28
        return max(round(20 + width), x) + 20
