"""频度与截止: how often each form is asked for and until which day, and how early this computer reminds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from haishu_desk.desk.scheduling import Scheduling, Wish
from haishu_desk.domain.errors import UsageError
from haishu_desk.ui.home.month import remind_days, save_remind_days
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section

_OFTEN = (("年",), ("半年",), ("季",), ("月",), ("年", "半年"), ("年", "季"), ("年", "季", "月"))
_HEADS = ("单位", "报表", "频度", "次月几日截止", "不报的月")
_WORDS = "同时结束的几期只报长的一期；当月没有这一天的按月末。存下后随任务包传到单位；下发时“按频度”就用这里的日子。"
_MOST_DAYS = 30


@dataclass(frozen=True)
class _Line:
    """The widgets of one rule, and what it says now."""

    who: str
    form: str
    every: QComboBox
    day: QSpinBox
    skip: QLineEdit
    old: Wish
    shown: tuple[str, int, str]

    @property
    def is_touched(self) -> bool:
        """Whether something else stands there than was shown."""
        return self.shown != (self.every.currentText(), self.day.value(), self.skip.text())

    def wish(self) -> Wish:
        """What the widgets say."""
        return Wish(tuple(self.every.currentText().split("、")), self.day.value(), _months(self.skip.text()))


class ScheduleSection(Section):
    """The district changes the table; a unit sees what counts for it. The reminder belongs to the computer."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "频度、截止和提醒", parent)
        self._session = session
        self.lines: list[_Line] = []
        self._rows: list[dict[str, Any]] | None = None
        self._table = QWidget()
        self.column.addWidget(self._table)
        self.words(_WORDS)
        self.remind = QSpinBox()
        self.remind.setRange(0, _MOST_DAYS)
        self.remind.setAccessibleName("截止前几天提醒")
        self.remind.setSuffix(" 天")
        self.document, self.save = QLineEdit(), QPushButton("存下频度与截止")
        self.document.setPlaceholderText("依据的文号（可不写）")
        self.document.setAccessibleName("依据的文号")
        self.column.addLayout(self._below())
        self.said = Said(session, theme)
        self.column.addWidget(self.said)
        may_change = session.desk.is_district and session.desk.workspace.database.writable
        for widget in (self.document, self.save):
            widget.setVisible(session.desk.is_district)
            widget.setEnabled(may_change)
        self._may_change = may_change
        self.save.clicked.connect(self.write)
        self.remind.valueChanged.connect(self._remember)

    def _below(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        words = QLabel("首页在截止前")
        words.setFont(self._theme.font("body"))
        after = QLabel("提醒")
        after.setFont(self._theme.font("body"))
        for widget in (words, self.remind, after):
            line.addWidget(widget)
        line.addStretch(1)
        self.document.setMinimumWidth(self._theme.wide(200))
        line.addWidget(self.document)
        line.addWidget(self.save)
        return line

    @property
    def is_touched(self) -> bool:
        """Whether something was changed that is not stored."""
        return any(line.is_touched for line in self.lines)

    def refresh(self) -> None:
        """Read anew what is settled."""
        rows = self._session.read(lambda: Scheduling(self._session.desk).rows()) or []
        if rows != self._rows or self.is_touched:
            self._show(rows)
        self.remind.blockSignals(True)
        self.remind.setValue(remind_days(self._session))
        self.remind.blockSignals(False)

    def _show(self, rows: list[dict[str, Any]]) -> None:
        self._rows = rows
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, head in enumerate(_HEADS):
            grid.addWidget(self._label(head, "tertiary"), 0, place)
        self.lines = []
        for number, row in enumerate(rows, start=1):
            line = self._line(row)
            shown = (self._label(row["name"]), self._label(row["title"]), line.every, line.day, line.skip)
            for place, widget in enumerate(shown):
                grid.addWidget(widget, number, place)
            self.lines.append(line)
        self.column.replaceWidget(self._table, table)
        self._table.hide()  # until it is gone it would lie under the new one, where it is painted first
        self._table.deleteLater()
        self._table = table

    def _label(self, text: str, name: str = "") -> QLabel:
        label = QLabel(text)
        label.setFont(self._theme.font("chip" if name else "body"))
        label.setObjectName(name)
        return label

    def _line(self, row: dict[str, object]) -> _Line:
        every, day, skip = QComboBox(), QSpinBox(), QLineEdit()
        said, wanted = f"{row['name']} {row['title']}", tuple(_strings(row["every"]))
        for each in dict.fromkeys((*_OFTEN, wanted)):
            every.addItem("、".join(each))
        every.setCurrentText("、".join(wanted))
        day.setRange(1, 31)
        day.setValue(int(str(row["day"])))
        skip.setText("、".join(_strings(row["skip"])))
        skip.setPlaceholderText("没有")
        for widget, what in ((every, "频度"), (day, "次月几日截止"), (skip, "不报的月")):
            widget.setAccessibleName(f"{said} {what}")
            widget.setEnabled(self._may_change)
        old = Wish(wanted, day.value(), _months(skip.text()))
        shown = every.currentText(), day.value(), skip.text()
        return _Line(str(row["who"]), str(row["form"]), every, day, skip, old, shown)

    def write(self) -> None:
        """Settle what was changed, as one edition."""
        document = self.document.text().strip() or None
        if self.said.write((), lambda: self._written(document)):
            self.refresh()
            self.document.clear()
            self.said.say("存下了：从现在起按它算截止日，随下一个任务包传到单位。")

    def _written(self, document: str | None) -> bool:
        changed = [(line.who, line.form, line.wish()) for line in self.lines if line.wish() != line.old]
        Scheduling(self._session.desk).change_all(changed, document=document)
        return True

    def _remember(self, days: int) -> None:
        save_remind_days(self._session, days)


def _strings(values: object) -> list[str]:
    return [str(each) for each in values] if isinstance(values, Sequence) else []


def _months(text: str) -> tuple[int, ...]:
    """The months that are written there, with whatever between them; UsageError for what is no number."""
    words = text.replace("、", " ").replace(",", " ").replace("，", " ").replace("月", " ").split()
    if not all(word.isdecimal() for word in words):
        raise UsageError(f"看不懂不报的月“{text}”", "请写成 1、2")
    return tuple(int(word) for word in words)
