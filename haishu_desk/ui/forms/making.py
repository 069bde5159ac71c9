"""A new 临时报表: name, a few lines typed or pasted, who fills it in and until when; beside it what it will look like."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.desk.adhoc import ALL_DEPARTMENTS, ALL_TOWNS, Asking, form_of_draft
from haishu_desk.desk.drafting import Draft, draft_of_text
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.ui.forms.text_table import TextTable
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wording import refusal

ONE_BY_ONE = "one-by-one"
_LEFT_WIDTH, _LIST_HEIGHT, _THINK_MS, _LATE = 400, 170, 150, 15
_HOW = (
    "一行一个项目，例如\n从业人员（人）\n营业收入（万元）\n\n要填几列的，第一行写列名；从 Excel 里选中一块，粘贴到这里也行：\n"
    "项目　户数（户）　人数（人）　是否撤离\nC级危房\nD级危房"
)


class MakeView(QWidget):
    """What is typed becomes a form as soon as it can be one; `thought` says that it was looked at anew."""

    thought = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self.form: dict[str, Any] | None = None
        self.draft: Draft | None = None
        self.why_not = ""
        self.title, self.lines = QLineEdit(), QPlainTextEdit()
        self.who, self.units = QComboBox(), QListWidget()
        self.period, self.due = QLineEdit(), QLineEdit()
        self.preview, self.facts = TextTable(theme, "报表的样子"), QLabel()
        self._thinking = QTimer(self, singleShot=True, interval=_THINK_MS)
        self._thinking.timeout.connect(self.think)
        self._name()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 0)
        row.setSpacing(16)
        row.addWidget(self._left())
        row.addLayout(self._right(), 1)
        self._connect()
        self.begin()

    def _name(self) -> None:
        named = ((self.title, "表名"), (self.lines, "填什么"), (self.who, "谁填"), (self.units, "选单位"),
                 (self.period, "报告期"), (self.due, "截止"))  # fmt: skip
        for widget, name in named:
            widget.setAccessibleName(name)
        self.title.setPlaceholderText("表名，例如 农村危房排查情况")
        self.lines.setPlaceholderText(_HOW)
        self.lines.setTabChangesFocus(True)
        self.units.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.period.setToolTip("报告期：2026、2026-Q3 或 2026-09")
        self.due.setToolTip("截止：今天的 16:00，或 2026-01-10、2026-01-10 16:00")

    def _left(self) -> QWidget:
        left = QWidget()
        left.setFixedWidth(self._theme.wide(_LEFT_WIDTH))
        grid = QGridLayout(left)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.title, 0, 0, 1, 4)
        grid.addWidget(self.lines, 1, 0, 1, 4)
        grid.addWidget(self._word("谁填"), 2, 0)
        grid.addWidget(self.who, 2, 1, 1, 3)
        grid.addWidget(self.units, 3, 0, 1, 4)
        grid.addWidget(self._word("截止"), 4, 0)
        grid.addWidget(self.due, 4, 1)
        grid.addWidget(self._word("报告期"), 4, 2)
        grid.addWidget(self.period, 4, 3)
        grid.setRowStretch(1, 1)
        self.units.setFixedHeight(self._theme.tall(_LIST_HEIGHT))
        return left

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setObjectName("secondary")
        column.addWidget(self.preview, 1)
        column.addWidget(self.facts)
        return column

    def _word(self, text: str) -> QLabel:
        word = QLabel(text)
        word.setObjectName("secondary")
        word.setFont(self._theme.font("chip"))
        return word

    def _connect(self) -> None:
        for field in (self.title, self.due, self.period):
            field.textChanged.connect(self._thinking.start)
        self.lines.textChanged.connect(self._thinking.start)
        self.units.itemSelectionChanged.connect(self._thinking.start)
        self.who.currentIndexChanged.connect(self._choose_who)

    def begin(self) -> None:
        """Nothing typed; all 镇乡街道, today's afternoon, this month."""
        now = datetime.now()  # noqa: DTZ005  the clock on the wall
        self._fill_units(Period(now.year, "月", now.month))
        self.title.clear()
        self.lines.clear()
        self.period.setText(str(Period(now.year, "月", now.month)))
        self.due.setText("17:00" if now.hour < _LATE else "")
        self.due.setPlaceholderText("今天的 17:00，或日期")
        self.who.setCurrentIndex(0)
        self._choose_who()
        self.think()

    def _fill_units(self, period: Period) -> None:
        there = [unit for unit in self._session.desk.documents.units if unit.reports(period)]
        offices = [unit for unit in there if unit.kind != "district"]
        departments = sum(unit.kind == "department" for unit in offices)
        self.who.clear()
        self.who.addItem(f"全部镇乡街道（{len(offices) - departments} 家）", ALL_TOWNS)
        self.who.addItem(f"全部区级部门（{departments} 家）", ALL_DEPARTMENTS)
        self.who.addItem("逐个选", ONE_BY_ONE)
        self.units.clear()
        for unit in offices:
            item = QListWidgetItem(unit.name)
            item.setData(Qt.ItemDataRole.UserRole, unit.code)
            self.units.addItem(item)

    def _choose_who(self) -> None:
        self.units.setVisible(self.who.currentData() == ONE_BY_ONE)
        self._thinking.start()

    @property
    def asking(self) -> Asking:
        """Who is asked, for when and until when, as it is chosen."""
        return Asking(self._chosen(), self.period.text().strip() or None, self.due.text().strip() or None)

    def _chosen(self) -> list[str]:
        if self.who.currentData() != ONE_BY_ONE:  # a column of offices in the lines says itself who is asked
            named = self.draft is not None and bool(self.draft.offices)
            return [] if named else [self.who.currentData()]
        return [item.data(Qt.ItemDataRole.UserRole) for item in self.units.selectedItems()]

    def think(self) -> None:
        """Make a form of what is there now, or say what is missing."""
        self._thinking.stop()
        self.form = self.draft = None
        try:
            self.form = self._made()
            self.why_not = ""
        except DeskError as error:
            self.why_not = refusal(error)
        self._show()
        self.thought.emit()

    def _made(self) -> dict[str, Any]:
        self.draft = draft_of_text(self.lines.toPlainText(), self.title.text().strip() or None)
        if self.who.currentData() == ONE_BY_ONE and not self._chosen():
            raise DeskError("还没有选单位", "请在下面点选，再点一次取消")
        return form_of_draft(self._session.desk, self.draft, self.asking)

    def _show(self) -> None:
        form = self.form
        if form is None:
            self.preview.show_rows([], [], frozenset())
            self.facts.setText(self.why_not if self.title.text() or self.lines.toPlainText() else "")
            return
        titles, rows, right = _looks(form)
        self.preview.show_rows(titles, rows, right)
        due = f"{form['due']} 截止" if form.get("due") else "没有截止时间"
        size = f"{len(form['items'])} 行 × {len(form['fields'])} 列"
        self.facts.setText(
            f"{size}，{len(form['units'])} 家填报，{parse_period(form['period']).title}，{due}。数值的列自动求和。"
        )


def _looks(form: Mapping[str, Any]) -> tuple[list[str], list[list[str]], frozenset[int]]:
    """The sheet as a unit will see it: items, and what kind of answer each field takes."""
    has_units = any(item["unit"] for item in form["items"])
    front = ["项目", "单位"] if has_units else ["项目"]
    titles = [*front, *(field["title"] for field in form["fields"])]
    answers = [_answer(field) for field in form["fields"]]
    rows = [[item["name"], *([item["unit"] or ""] if has_units else []), *answers] for item in form["items"]]
    right = {len(front) + place for place, field in enumerate(form["fields"]) if field["type"] == "quantity"}
    return titles, rows, frozenset(right)


def _answer(field: Mapping[str, Any]) -> str:
    if field.get("choices"):
        return "/".join(field["choices"])
    return "数" if field["type"] == "quantity" else "文字"
