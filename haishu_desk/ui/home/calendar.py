"""The calendar of 首页 with its title: what to remember, the month, and what is due on the day in the frame."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from haishu_desk.ui.home.month import days_of, remind_days, reminder
from haishu_desk.ui.home.month_view import MonthView
from haishu_desk.ui.home.overview import FormRow
from haishu_desk.ui.home.titled import plain_label
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.elided import ElidedLabel


class Calendar(QWidget):
    """`opened` carries a DueDay."""

    opened = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._rows: Sequence[FormRow] = ()
        self.title = plain_label(theme, "panel", bold=True)
        self.month = MonthView(theme)
        self.month.is_district = session.desk.is_district
        self.reminder, self.said = ElidedLabel(), ElidedLabel()
        self.reminder.setFont(theme.font("chip", bold=True))
        palette = self.reminder.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.color("warn_text"))
        self.reminder.setPalette(palette)
        self.said.setFont(theme.font("small"))
        self.said.setObjectName("secondary")
        self.back, self.now, self.on = (QPushButton(word) for word in ("‹", "今天", "›"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(1)
        column.addLayout(self._head())
        for widget in (self.reminder, self.month, self.said):
            column.addWidget(widget)
        self.month.turned.connect(self._show)
        self.month.chosen.connect(self._say)
        self.month.opened.connect(self.opened)
        self.setFocusProxy(self.month)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self.title, 1)
        for button, said, slot in (
            (self.back, "上个月", self._go_back), (self.now, "回到今天", self._go_to_today), (self.on, "下个月", self._go_on)
        ):  # fmt: skip
            button.setObjectName("link")
            button.setAccessibleName(said)
            button.setToolTip(said)
            button.clicked.connect(slot)
            line.addWidget(button)
        return line

    def show_rows(self, rows: Sequence[FormRow]) -> None:
        """Show what is due of these returns; the month that was looked at stays."""
        self._rows = rows
        self._show()

    def _show(self) -> None:
        day = self.month.day
        due = self._session.read(lambda: days_of(self._session, self._rows, day)) or {}
        self.month.show_month(due, date.today())  # noqa: DTZ011  the office's own day
        self.title.setText(f"日历　{day.year}年{day.month}月")
        within, district = remind_days(self._session), self._session.desk.is_district
        said = reminder(self._rows, within, is_district=district)
        self.reminder.setText(said)
        self.reminder.setVisible(bool(said))
        self._say()

    def _say(self) -> None:
        due = self.month.current
        said = due.said(is_district=self.month.is_district) if due else "这一天没有截止的报表"
        self.said.setText(said)
        self.said.setToolTip(said if due else "")

    def _go_back(self) -> None:
        self.month.turn(-1)

    def _go_on(self) -> None:
        self.month.turn(1)

    def _go_to_today(self) -> None:
        self.month.go(self.month.today)
