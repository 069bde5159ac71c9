"""走到哪一步: the stations of one return, done, current and to come."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from haishu_desk.domain.returns import APPROVED, LOCKED, RECEIVED, REPORTED, SENT_BACK, Course
from haishu_desk.ui.home.overview import FormRow
from haishu_desk.ui.home.rows import LEFT, RIGHT
from haishu_desk.ui.home.says import day, moment
from haishu_desk.ui.theme import Theme

DONE, NOW, TO_COME = "done", "now", "to come"
ROW = 32


@dataclass(frozen=True)
class Step:
    """One station; `how` is done, now or to come."""

    word: str
    fact: str
    how: str


def steps_of(row: FormRow, course: Course) -> list[Step]:
    """The stations of a return, from the task bundle to the approval."""
    at = {decision.what: moment(decision.author.at) for decision in course.decisions}
    last = course.last_revision
    sent = moment(last.author.at) if last else ""
    reached = _reached(row)
    facts = [
        ("装入任务包", at.get("issued", "还没有任务包")),
        ("录入", f"{row.filled} / {row.expected} 格"),
        ("传出上报包", sent or (f"截止 {day(row.due)}" if row.due else "")),
        ("区级接收", at.get("received", "") if sent else ""),
    ]
    if row.state == SENT_BACK:
        facts += [("退回，改后再传出", f"退回 {len(row.returned)} 格" if row.returned else at.get("returned", ""))]
    facts += [("审核通过", at.get("approved", "") if row.state in (APPROVED, LOCKED) else "")]
    return [
        Step(word, fact, DONE if place < reached else NOW if place == reached else TO_COME)
        for place, (word, fact) in enumerate(facts)
    ]


def _reached(row: FormRow) -> int:
    """The station that is current now; one behind the last when all is done."""
    if row.is_done:
        return 6
    at = {"未下发": 0, "已下发": 1, "录入中": 1, REPORTED: 3, RECEIVED: 4, SENT_BACK: 4}[row.state]
    return 2 if at == 1 and row.expected and not row.missing else at


class StepsView(QWidget):
    """The stations as a vertical line with discs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.steps: list[Step] = []

    def show_steps(self, steps: list[Step]) -> None:
        """Show these instead."""
        self.steps = steps
        now = next((step.word for step in steps if step.how == NOW), "全部完成")
        self.setAccessibleName(f"走到哪一步：{now}")
        self.setFixedHeight(self._theme.tall(ROW) * len(steps))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, self._theme.tall(ROW) * len(self.steps))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = self._theme.tall(ROW)
        for place, step in enumerate(self.steps):
            middle = place * row + row / 2
            if place + 1 < len(self.steps):
                done = step.how == DONE
                painter.setPen(QPen(self._theme.color("accent" if done else "line2"), 2))
                painter.drawLine(QPointF(8, middle + 8), QPointF(8, middle + row - 8))
            self._paint_disc(painter, QPointF(8, middle), step.how)
            self._paint_words(painter, QRect(28, place * row, self.width() - 28, row), step)
        painter.end()

    def _paint_disc(self, painter: QPainter, center: QPointF, how: str) -> None:
        accent = self._theme.color("accent")
        painter.setBrush(self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("line2") if how == TO_COME else accent, 2 if how != DONE else 1.5))
        painter.drawEllipse(center, 6, 6)
        if how == NOW:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(center, 3, 3)
        elif how == DONE:
            x, y = center.x(), center.y()
            painter.setPen(QPen(accent, 1.5))
            painter.drawPolyline([QPointF(x - 3, y), QPointF(x - 0.8, y + 2.4), QPointF(x + 3.2, y - 2.4)])

    def _paint_words(self, painter: QPainter, place: QRect, step: Step) -> None:
        painter.setFont(self._theme.font("body", bold=step.how == NOW))
        painter.setPen(self._theme.color("text3" if step.how == TO_COME else "text"))
        painter.drawText(place, LEFT, step.word)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text2" if step.how == NOW else "text3"))
        painter.drawText(place, RIGHT, step.fact)
