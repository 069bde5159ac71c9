"""The panel at the right of the district's 首页: what waits with the risk first, what is late, what is in danger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from haishu_desk.desk.danger import SILENT, Danger
from haishu_desk.desk.urging import Owed
from haishu_desk.domain.returns import SENT_BACK
from haishu_desk.ui.home.calendar import Calendar
from haishu_desk.ui.home.overdue import DangerList, OwedList
from haishu_desk.ui.home.overview import FormRow
from haishu_desk.ui.home.titled import plain_label, titled
from haishu_desk.ui.home.waiting import WaitingList
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

_TITLES = ("等您审", "逾期未报", "退回在改", "约束性告急")
# The lists take the room of the panel before what is left stays empty.
_FIRST, _MOST = 100, 10
_READING = "正在读…"


class DistrictSide(QFrame):
    """Four lists under their titles, and the way to 第二人审核 and 留痕."""

    asked_for_trail = Signal()
    asked_for_second = Signal()
    asked_for_line = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.calendar = Calendar(session, theme)
        self._theme = theme
        self.waiting, self.returned = WaitingList(theme, "等您审"), WaitingList(theme, "退回在改")
        self.overdue, self.danger = OwedList(theme), DangerList(theme)
        self._lists = (self.waiting, self.overdue, self.returned, self.danger)
        self._counts = [plain_label(theme, "chip", name="tertiary") for _ in _TITLES]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 8)
        column.setSpacing(6)
        for title, count, content in zip(_TITLES, self._counts, self._lists, strict=True):
            line = titled(theme, title, count)
            line.setContentsMargins(16, 0, 16, 0)
            column.addLayout(line)
            column.addWidget(content, _FIRST)
            column.addSpacing(4)
        column.addStretch(1)
        column.addWidget(self.calendar)
        column.addLayout(self._doors())

    def _doors(self) -> QHBoxLayout:
        """条线初审, 第二人审核 and 留痕 in one quiet line."""
        line = QHBoxLayout()
        line.setContentsMargins(16, 0, 16, 0)
        line.addStretch(1)
        doors = (
            ("条线初审", self.asked_for_line), ("第二人审核", self.asked_for_second), ("留痕", self.asked_for_trail),
        )  # fmt: skip
        for word, asked in doors:
            door = QPushButton(word)
            door.setObjectName("link")
            door.clicked.connect(asked)
            line.addWidget(door)
        return line

    def show_reading(self) -> None:
        """Nothing is known yet."""
        for content in (*self._lists, self.calendar):
            content.hide()
        for count in self._counts:
            count.setText(_READING)

    def show_lists(
        self, rows: Sequence[FormRow], owed: Sequence[Owed], danger: Sequence[Danger], *, are_all: bool
    ) -> None:
        """Show what of these belongs in each list; an empty one leaves its room to the others.

        Without `are_all` there may be more returns than these.
        """
        self.calendar.show_rows(rows)
        self.calendar.show()
        still_open = [row for row in rows if not row.is_done]  # of thousands a few
        waiting = sorted((row for row in still_open if row.waits), key=_by_weight)
        late = [row for row in owed if row.is_overdue]
        returned = [row for row in still_open if row.state == SENT_BACK]
        said: tuple[str, ...] = (
            f"{len(waiting)} 份，风险在前" if waiting else "没有。收到上报包后会列在这里。",
            f"{len(late)} 份" if late else "没有",
            f"{len(returned)} 份" if returned else "没有",
        )
        if not are_all:
            said = tuple(
                f"{len(listed)} 份，{_READING}" if listed else _READING for listed in (waiting, late, returned)
            )
        found: tuple[Sequence[Any], ...] = (waiting, late, returned, danger)
        for shown, listed, count, words in zip(
            self._lists, found, self._counts, (*said, _danger_count(danger)), strict=True
        ):
            shown.rows.show(listed)
            shown.setMaximumHeight(shown.wanted_height(_MOST) + 12)
            shown.setMinimumHeight(shown.wanted_height(1))
            shown.setVisible(bool(listed))
            count.setText(words)


def _by_weight(row: FormRow) -> tuple[object, ...]:
    return (*row.weight, row.reported_at)


def _danger_count(danger: Sequence[Danger]) -> str:
    silent = sum(row.word == SILENT for row in danger)
    grave = len(danger) - silent
    return "，".join(filter(None, (f"{grave} 项" if grave else "", f"未出数 {silent} 项" if silent else ""))) or "没有"
