"""日历 on 首页: one month, painted; arrows move, Enter opens what is due, PageUp and PageDown turn the month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from haishu_desk.ui.home.month import DueDay
from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.theme import Theme

_DAYS, _HEAD, _ROW, _WEEKS = "一二三四五六日", 18, 21, 6
_WEEK = 7
_GROUNDS = {"bad": "bad_soft", "warn": "warn_soft", "info": "accent_soft", "ok": "ok_soft", "idle": "idle_soft"}
_MIDDLE = Qt.AlignmentFlag.AlignCenter


class MonthView(QWidget):
    """`chosen` carries the day in the frame, `opened` the same as it was opened, `turned` a day of the month to show."""

    chosen = Signal(object)
    opened = Signal(object)
    turned = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.today = date.today()  # noqa: DTZ011  the office's own day
        self.day = self.today
        self.is_district = False
        self.due: Mapping[date, DueDay] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("日历")
        self.setFixedHeight(theme.tall(_HEAD) + self._weeks * theme.tall(_ROW) + 2)

    @property
    def _weeks(self) -> int:
        """Always room for the longest month: the panel under it does not jump."""
        return _WEEKS

    def show_month(self, due: Mapping[date, DueDay], today: date) -> None:
        """Show what is due in the month of `day`."""
        self.due, self.today = due, today
        self._speak()
        self.update()

    @property
    def current(self) -> DueDay | None:
        """What is due on the day in the frame."""
        return self.due.get(self.day)

    def go(self, day: date) -> None:
        """Put the frame on that day; into another month the page follows."""
        is_other = (day.year, day.month) != (self.day.year, self.day.month)
        self.day = day
        if is_other:
            self.turned.emit(day)
        self._speak()
        self.chosen.emit(day)
        self.update()

    def turn(self, months: int) -> None:
        """So many months on, or back; the same day of it, or its last."""
        number = self.day.year * 12 + self.day.month - 1 + months
        year, month = number // 12, number % 12 + 1
        self.go(date(year, month, min(self.day.day, monthrange(year, month)[1])))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.wide(260), self.height())

    # Where things are.

    def _rect(self, day: date) -> QRect:
        first = day.replace(day=1)
        place = first.weekday() + day.day - 1
        wide, tall = self.width() / _WEEK, self._theme.tall(_ROW)
        left = round(place % _WEEK * wide)
        return QRect(left, self._theme.tall(_HEAD) + place // _WEEK * tall, round(wide) - 2, tall - 2)

    def _days(self) -> list[date]:
        return [self.day.replace(day=number + 1) for number in range(monthrange(self.day.year, self.day.month)[1])]

    def _at(self, point: QPointF) -> date | None:
        return next((day for day in self._days() if self._rect(day).contains(point.toPoint())), None)

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text3"))
        wide = self.width() / _WEEK
        for place, name in enumerate(_DAYS):
            painter.drawText(QRect(round(place * wide), 0, round(wide) - 2, self._theme.tall(_HEAD)), _MIDDLE, name)
        for day in self._days():
            self._paint_day(painter, day)
        painter.end()

    def _paint_day(self, painter: QPainter, day: date) -> None:
        theme, place, due = self._theme, self._rect(day), self.due.get(day)
        if due is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(_GROUNDS[due.mark]))
            painter.drawRoundedRect(QRectF(place), 3, 3)
        painter.setFont(theme.font("chip", bold=day == self.today or due is not None))
        painter.setPen(theme.color("accent_text" if day == self.today else "text" if due else "text2"))
        painter.drawText(place.adjusted(0, 0, -theme.wide(10) if due else 0, 0), _MIDDLE, str(day.day))
        if due is not None:
            paint_mark(painter, QPointF(place.right() - theme.wide(8), place.center().y() + 0.5), due.mark, theme, 7)
        if day == self.today:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if day == self.day and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(place), 3, 3)

    # Mouse and keys.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._at(event.position())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.go(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._at(event.position()) == self.day:
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_WEEK, Qt.Key.Key_Down: _WEEK}
        if key in days:
            self.go(self.day + timedelta(days=days[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.go(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            day = self._at(QPointF(event.pos()))
            due = self.due.get(day) if day is not None else None
            QToolTip.showText(event.globalPos(), due.said(is_district=self.is_district) if due else "", self)
            return True
        return super().event(event)

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)

    def _speak(self) -> None:
        due = self.current
        said = due.said(is_district=self.is_district) if due else f"{self.day.month}月{self.day.day}日没有截止的"
        self.setAccessibleDescription(said)
