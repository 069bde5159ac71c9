"""逾期未报 and 约束性告急 on 首页 of the district: lists whose rows lead to 催报 and to 监测."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter

from haishu_desk.desk.danger import Danger
from haishu_desk.desk.urging import Owed
from haishu_desk.ui.home.rows import RIGHT, RowDelegate, RowList
from haishu_desk.ui.marks import paint_mark, text_token
from haishu_desk.ui.theme import Theme


class _TwoLines(RowDelegate):
    """A mark, what it is and how grave it is; under it a fact, and another at the right."""

    def paint_lines(
        self, painter: QPainter, place: QRect, mark: str, upper: tuple[str, str], lower: tuple[str, str]
    ) -> None:
        """`upper` and `lower` are what stands at the left and at the right."""
        theme, tall = self.theme, self.theme.tall
        top, left, right = place.top() + tall(6), place.left() + 38, place.right() - 16
        paint_mark(painter, QPointF(place.left() + 24, top + tall(10)), mark, theme)
        lines = (
            (top, tall(19), upper, ("text", text_token(mark)), (theme.font("body", bold=True), theme.font("chip"))),
            (top + tall(19), tall(18), lower, ("text2", "text3"), (theme.font("small"), theme.font("small"))),
        )
        for y, height, words, inks, fonts in lines:
            painter.setFont(fonts[1])
            wide = min(painter.fontMetrics().horizontalAdvance(words[1]) + 2, theme.wide(190))
            self.words(painter, QRect(right - wide, y, wide, height), words[1], inks[1], fonts[1], RIGHT)
            self.words(painter, QRect(left, y, right - wide - 8 - left, height), words[0], inks[0], fonts[0])


class _OwedDelegate(_TwoLines):
    def paint_row(self, painter: QPainter, place: QRect, row: Owed) -> None:
        urged = row.urged.short if row.urged else "没有催过"
        upper = (f"{row.unit} {row.form}", row.standing)
        self.paint_lines(
            painter,
            place,
            "bad",
            upper,
            (f"{row.period} · {row.statement or f'未填 {row.missing}/{row.expected}'}", urged),
        )


class OwedList(RowList):
    """逾期未报, the longest first; `opened` carries an Owed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "逾期未报", _owed_words, _OwedDelegate)


def _owed_words(row: Owed) -> str:
    urged = f"已催报 {row.urged.said}" if row.urged else "没有催过"
    said = f"，{row.statement}" if row.statement else ""
    return f"{row.unit} {row.form} {row.period}：{row.standing}，未填 {row.missing} 格，{urged}{said}"


class _DangerDelegate(_TwoLines):
    def paint_row(self, painter: QPainter, place: QRect, row: Danger) -> None:
        upper = (f"{row.number} {row.name}", row.word)
        self.paint_lines(painter, place, row.mark, upper, (row.fact, row.basis))


class DangerList(RowList):
    """约束性告急, the gravest first; `opened` carries a Danger."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "约束性告急", _danger_words, _DangerDelegate)


def _danger_words(row: Danger) -> str:
    return f"{row.number} {row.name}：{row.word}，{row.fact}，{row.basis}"
