"""Paints the lines of the comparison: a group goes across, a cell has its figures at the right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView

from haishu_desk.ui.marks import paint_mark, text_token
from haishu_desk.ui.review.comparison_model import FIGURES, Column, LineShown, text_in
from haishu_desk.ui.review.comparison_words import RowWords
from haishu_desk.ui.review.words import NOTHING
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import BAD, IDLE, LEFT, MARK, RIGHT, WARN, paint_status, paint_text
from haishu_desk.ui.widgets.tables import paint_row_ground

Painted = tuple[LineShown, bool]


class LinePainter:
    """Paints a line from what it shows, and whether it is selected; the columns stand as in `header`."""

    def __init__(self, theme: Theme, header: QHeaderView) -> None:
        self._theme, self._header = theme, header

    def paint(self, painter: QPainter, box: QRect, line: Painted) -> None:
        """Paint it into the box, which begins where the first column does."""
        shown, is_selected = line
        if shown.words is None:
            self._paint_group(painter, box, shown)
            return
        for column in Column:
            if not self._header.isSectionHidden(column):
                left, width = self._header.sectionPosition(column), self._header.sectionSize(column)
                place = QRect(box.left() + left, box.top(), width, box.height())
                is_first = column is Column.NUMBER
                paint_row_ground(painter, self._theme, place, is_selected=is_selected, is_first=is_first)
                self._paint_cell(painter, place, shown.words, column, shown.kind)

    def _paint_group(self, painter: QPainter, box: QRect, shown: LineShown) -> None:
        theme = self._theme
        painter.fillRect(box, theme.color("wash"))
        painter.setPen(theme.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        paint_mark(painter, QPointF(box.left() + 20, box.center().y() + 0.5), shown.kind, theme)
        painter.setFont(theme.font("chip", bold=True))
        words = box.adjusted(34, 0, 0, 0)
        paint_text(painter, words, shown.title, theme.color(text_token(shown.kind)))
        width = painter.fontMetrics().horizontalAdvance(shown.title)
        painter.setFont(theme.font("chip"))
        paint_text(painter, words.adjusted(width + 10, 0, 0, 0), shown.beside, theme.color("text2"))

    def _paint_cell(self, painter: QPainter, box: QRect, words: RowWords, column: Column, kind: str) -> None:
        theme = self._theme
        inside = box.adjusted(16 if column is Column.NUMBER else 8, 0, -8, -1)
        if column is Column.DECISION:
            painter.setFont(theme.font("chip"))
            paint_status(painter, theme, words.status(), inside)
            return
        text = text_in(words, column)
        painter.setFont(theme.font("body", bold=column is Column.CURRENT and text != NOTHING))
        if column in (Column.NUMBER, Column.UNIT):
            painter.setFont(theme.font("small"))
        mark = words.mark() if column is Column.NOTE else None
        color = theme.color(_token(column, text, mark, kind))
        if column is Column.NAME:
            self._paint_name(painter, inside, text, color)
            return
        if mark:
            paint_mark(painter, QPointF(inside.left() + 4, inside.center().y() + 0.5), mark, theme, MARK)
            inside = inside.adjusted(MARK + 5, 0, 0, 0)
        paint_text(painter, inside, text, color, RIGHT if column in FIGURES else LEFT)

    def _paint_name(self, painter: QPainter, box: QRect, text: str, color: QColor) -> None:
        """The name gives way before field and 数值状态 do: those tell two lines of one name apart."""
        name, dot, rest = text.partition(" · ")
        tail = painter.fontMetrics().horizontalAdvance(f"{dot}{rest}") + 2 if rest else 0
        paint_text(painter, box.adjusted(0, 0, -tail, 0), name, color)
        width = min(painter.fontMetrics().horizontalAdvance(name), box.width() - tail)
        paint_text(painter, box.adjusted(width, 0, 2, 0), f"{dot}{rest}", self._theme.color("text3"))


def _token(column: Column, text: str, mark: str | None, kind: str) -> str:
    """The colour of a cell: the new value stands out, older ones are quiet, a difference has its group's."""
    if column in (Column.DIFFERENCE, Column.RELATIVE):
        return text_token(kind) if kind != IDLE and text != NOTHING else "text2"
    if column is Column.NOTE:
        if text.startswith("退回："):
            return text_token(BAD)
        if mark in (BAD, WARN):
            return text_token(mark)
        return "text3" if text == "无说明" else "text2"
    if column in (Column.NUMBER, Column.UNIT):
        return "text3"
    return "text2" if column in (Column.APPROVED, Column.REPORTED) else "text"
