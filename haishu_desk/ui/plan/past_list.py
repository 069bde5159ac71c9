"""The values so far as a small painted table: period, value, on what it stands, who. Words too long for a cell wrap below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from haishu_desk.ui.plan.card_paint import QUIET, RIGHT, SMALL, CardBrush, Ink
from haishu_desk.ui.plan.history import MOST, Past
from haishu_desk.ui.theme import Theme

_ROW, _PERIOD, _WIDEST, _GAP = 22, 46, 80, 8
_FIGURE, _OTHER = Ink("chip", "text", bold=True), Ink("chip", "text2")
_UNIT = Ink("small", "text3", bold=True)


@dataclass(frozen=True)
class _Line:
    """A line with its top and height; `past` None where it names a unit or says how many are left out."""

    top: int
    height: int
    past: Past | None
    words: str = ""


class PastList(QWidget):
    """Shows at most MOST values and says that there are more; the unit is named where there are several."""

    def __init__(self, theme: Theme, past: Sequence[Past], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brush = CardBrush(theme)
        self._past = past
        short = [wide for each in past[:MOST] if (wide := self._width(each)) <= _WIDEST]
        self._value = max(short, default=0) + 2
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("历次数值")
        self.setAccessibleDescription("；".join(spoken(each) for each in past))
        self.setToolTip("\n".join(spoken(each) for each in past[:MOST]))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = list(self._lines(width))
        return lines[-1].top + lines[-1].height if lines else 0

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width() or 240))

    def _lines(self, width: int) -> Iterator[_Line]:
        several = len({each.unit for each in self._past}) > 1
        top, unit = 0, ""
        for each in self._past[:MOST]:
            if several and each.unit != unit:
                yield _Line(top, self._brush.theme.tall(_ROW), None, each.unit)
                top, unit = top + self._brush.theme.tall(_ROW), each.unit
            wrapped = 0 if self._is_short(each) else self._brush.wrapped_height(each.text, _FIGURE, width - _GAP) + 4
            yield _Line(top, self._brush.theme.tall(_ROW) + wrapped, each)
            top += self._brush.theme.tall(_ROW) + wrapped
        if len(self._past) > MOST:
            yield _Line(top, self._brush.theme.tall(_ROW), None, "其余的见填报页")

    def _is_short(self, past: Past) -> bool:
        return self._width(past) <= _WIDEST

    def _width(self, past: Past) -> int:
        return self._brush.metrics(_FIGURE).horizontalAdvance(past.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        for line in self._lines(self.width()):
            box = QRect(0, line.top, self.width(), self._brush.theme.tall(_ROW))
            if line.past is None:
                self._brush.words(painter, box, line.words, _UNIT)
            else:
                self._paint_value(painter, box, line, line.past)
        painter.end()

    def _paint_value(self, painter: QPainter, box: QRect, line: _Line, past: Past) -> None:
        brush, ink = self._brush, _FIGURE if past.counts else _OTHER
        used = brush.words(painter, box, past.period, SMALL)
        left = max(_PERIOD, used + _GAP)
        if self._is_short(past):
            brush.words(
                painter, QRect(left, box.top(), self._value, self._brush.theme.tall(_ROW)), past.text, ink, RIGHT
            )
            left += self._value + _GAP
        else:
            below = QRect(
                _GAP,
                box.top() + self._brush.theme.tall(_ROW) - 2,
                self.width() - _GAP,
                line.height - self._brush.theme.tall(_ROW),
            )
            brush.wrapped(painter, below, past.text, ink)
        token = "clash_text" if past.clash else "text2"
        left += (
            brush.words(
                painter,
                QRect(left, box.top(), self.width() - left, self._brush.theme.tall(_ROW)),
                past.state,
                Ink("small", token),
            )
            + _GAP
        )
        brush.words(
            painter, QRect(left, box.top(), self.width() - left, self._brush.theme.tall(_ROW)), past.who, QUIET, RIGHT
        )


def spoken(past: Past) -> str:
    """One value as a sentence."""
    return "，".join(filter(None, (past.period, past.unit, past.text, past.state, past.who, past.when)))
