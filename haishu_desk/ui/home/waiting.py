"""等您审 and 退回在改: lists of returns, the heaviest risk first."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter

from haishu_desk.domain.returns import SENT_BACK
from haishu_desk.ui.home.overview import FormRow
from haishu_desk.ui.home.rows import RIGHT, RowDelegate, RowList
from haishu_desk.ui.home.says import day, moment
from haishu_desk.ui.marks import paint_mark, text_token
from haishu_desk.ui.theme import Theme

_GRAVE = {"达标翻转", "越限", "变号", "量级"}


def mark_of(row: FormRow) -> str:
    """How grave it is, as a mark."""
    if row.clashes:
        return "clash"
    if row.state == SENT_BACK or _GRAVE & set(row.risk):
        return "bad"
    return "warn" if row.risk else "ok"


def risk_words(row: FormRow) -> str:
    """What to look at first, in words; of a 空表 that it is one."""
    if row.statement_word:
        return row.statement_word
    words = ([f"数据不一致 {row.clashes} 格"] if row.clashes else []) + list(row.risk)
    return " · ".join(words[:3]) or "无风险"


class _WaitingDelegate(RowDelegate):
    """A mark, unit and form, the risk at the right; under it what changed, and when it came."""

    def paint_row(self, painter: QPainter, place: QRect, row: FormRow) -> None:
        theme, tall, mark = self.theme, self.theme.tall, mark_of(row)
        top, left, right = place.top() + tall(6), place.left() + 38, place.right() - 16
        paint_mark(painter, QPointF(place.left() + 24, top + tall(10)), mark, theme)
        waits = row.state != SENT_BACK
        risk = risk_words(row) if waits else f"{row.to_correct} 格待改" if row.returned else "整表退回"
        ink = text_token(mark)
        painter.setFont(theme.font("chip"))
        wide = min(painter.fontMetrics().horizontalAdvance(risk) + 2, theme.wide(190))
        self.words(painter, QRect(right - wide, top, wide, tall(19)), risk, ink, theme.font("chip"), RIGHT)
        title = f"{row.unit} {row.title}"
        self.words(
            painter, QRect(left, top, right - wide - 8 - left, tall(19)), title, "text", theme.font("body", bold=True)
        )
        aside = theme.wide(96)
        fact = f"{row.period} · 改动 {row.changed} 格 · 已录 {row.filled}/{row.expected}"
        when = moment(row.reported_at) if waits else f"截止 {day(row.due)}"
        self.words(
            painter, QRect(left, top + tall(19), right - aside - left, tall(18)), fact, "text2", theme.font("small")
        )
        self.words(
            painter, QRect(right - aside, top + tall(19), aside, tall(18)), when, "text3", theme.font("small"), RIGHT
        )


class WaitingList(RowList):
    """The list; `opened` carries a FormRow."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name, _spoken, _WaitingDelegate)


def _spoken(row: FormRow) -> str:
    return f"{row.unit} {row.title} {row.period}：{risk_words(row)}"
