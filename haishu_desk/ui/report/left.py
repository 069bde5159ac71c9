"""Left of the pages: which report, of which year, by which day's figures, and what is written into it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.desk.reporting import Wanted
from haishu_desk.domain.items import Plan
from haishu_desk.domain.periods import is_date
from haishu_desk.report.draft import Chapter
from haishu_desk.ui.icons import icon
from haishu_desk.ui.report.kinds import Kind, year_for
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.tick import Tick

WIDTH, ROW = 232, 30
_NOW, _A_DAY = "按现在的数", "按某一天的数…"
# Long enough to tick several chapters in one go.
_PAUSE = 600


class ReportLeft(QFrame):
    """`picked` carries the Kind that was chosen, `changed` says that something else is wanted of the same kind."""

    picked = Signal(object)
    changed = Signal()

    def __init__(self, session: Session, theme: Theme, kinds: Sequence[Kind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leftPanel")
        self.setFixedWidth(theme.wide(WIDTH))
        self._session, self._theme, self.kinds = session, theme, tuple(kinds)
        self._left_out: dict[str, set[str]] = {}
        self.list, self.chapters = QListWidget(), QListWidget()
        self.year, self.moment, self.day = QComboBox(), QComboBox(), QLineEdit()
        self.congress, self.charts = Tick(theme, "报区人大常委会的一版"), Tick(theme, "加指标走势图")
        self.settings = QPushButton(icon(theme, "gear-six", "text2"), "标题、文号、版式…")
        self.again = QPushButton(icon(theme, "arrow-clockwise", "text2"), "重新排版")
        self.options = QWidget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._lay_out()
        self._fill()
        self._connect()

    def _lay_out(self) -> None:
        column, options = QVBoxLayout(self), QVBoxLayout(self.options)
        column.setContentsMargins(0, 12, 0, 8)
        options.setContentsMargins(16, 8, 16, 0)
        for layout in (column, options):
            layout.setSpacing(6)
        self._head = self._title("写哪一份")
        self._head.setContentsMargins(16, 0, 0, 0)
        column.addWidget(self._head)
        column.addWidget(self.list)
        column.addWidget(self.options, 1)
        for widget in (self.year, self.moment, self.day, self.congress, self.charts):
            options.addWidget(widget)
        self.count = self._title("写进去的")
        options.addWidget(self.count)
        options.addWidget(self.chapters, 1)
        options.addWidget(self.settings)
        options.addWidget(self.again)
        column.addStretch(0)

    def _title(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setFont(self._theme.font("panel", bold=True))
        return label

    def _fill(self) -> None:
        self.list.setObjectName("kinds")
        for kind in self.kinds:
            item = QListWidgetItem(kind.name)
            item.setToolTip(kind.detail)
            item.setSizeHint(QSize(10, self._theme.tall(ROW)))
            self.list.addItem(item)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName("写哪一份报告")
        self.list.setFixedHeight(self._theme.tall(ROW) * len(self.kinds) + 4)
        self.chapters.setObjectName("ticks")
        self.chapters.setMinimumHeight(self._theme.tall(56))
        self.chapters.setFrameShape(QFrame.Shape.NoFrame)
        self.chapters.setAccessibleName("写进去的章和附件，空格勾选")
        self.day.setPlaceholderText("哪一天，如 2026-03-20")
        self.day.setAccessibleName("按哪一天的数")
        self.day.hide()
        self.moment.setAccessibleName("按什么时候的数")
        self.year.setAccessibleName("哪一年")
        years = {year for plan in self._plans for year in range(plan.start_year, plan.end_year + 1)}
        for year in sorted(years, reverse=True):
            self.year.addItem(f"{year} 年度", year)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_kind)
        self.year.activated.connect(self._on_year)
        self.moment.activated.connect(self._on_moment)
        self.day.editingFinished.connect(self._on_day)
        self.congress.toggled.connect(self.changed)
        self.charts.toggled.connect(self.changed)
        self.again.clicked.connect(self.changed)
        self.chapters.itemChanged.connect(self._on_tick)
        self._pause.timeout.connect(self.changed)

    @property
    def _plans(self) -> list[Plan]:
        return list(self._session.desk.documents.catalogue.plans.values())

    # What is chosen.

    @property
    def kind(self) -> Kind:
        """The line that is chosen; the first one before that."""
        return self.kinds[max(self.list.currentRow(), 0)]

    @property
    def wanted(self) -> Wanted:
        """What is asked of the Desk for an evaluation."""
        kind, snapshot = self.kind, self.moment.currentData()
        day = self.day.text().strip()
        return Wanted(
            kind.kind,
            self.year.currentData(),
            as_of=day if self.day.isVisibleTo(self) and is_date(day) else None,
            snapshot=snapshot or None,
            edition=kind.edition or None,
            congress=self.congress.isChecked(),
            left_out=tuple(sorted(self._left_out.get(self._key, ()))),
            charts=self.charts.isChecked(),
        )

    @property
    def _key(self) -> str:
        return f"{self.kind.name}{self.congress.isChecked()}"

    def pick(self, row: int) -> None:
        """Choose a line of the list."""
        self.list.setCurrentRow(row)

    def _on_kind(self, row: int) -> None:
        del row
        kind = self.kind
        self.options.setVisible(kind.is_evaluation)
        if kind.is_evaluation:
            today = date.fromisoformat(self._session.desk.today).year
            plan = next((plan for plan in self._plans if plan.covers(today)), self._plans[-1])
            self.year.setCurrentIndex(max(self.year.findData(year_for(kind, plan, today)), 0))
            self.show_moments()
        self.picked.emit(kind)

    def show_moments(self) -> None:
        """The snapshots that such a report was written from, beside today's figures and those of a day."""
        chosen = self.moment.currentData()
        records = self._session.read(self._session.desk.reporting.records.written) or []
        with QSignalBlocker(self.moment):
            self.moment.clear()
            self.moment.addItem(_NOW, "")
            for record in reversed(records):
                if record.kind == self.kind.kind and record.year == self.year.currentData():
                    code = record.snapshot.code
                    self.moment.addItem(f"照 {record.at[:10]} 写的一版", code)
                    self.moment.setItemData(self.moment.count() - 1, record.told(), Qt.ItemDataRole.ToolTipRole)
            self.moment.addItem(_A_DAY, None)
            self.moment.setCurrentIndex(max(self.moment.findData(chosen) if chosen else 0, 0))
        self.day.setVisible(self.moment.currentData() is None)

    def _on_year(self) -> None:
        self.show_moments()
        self.changed.emit()

    def _on_moment(self) -> None:
        is_day = self.moment.currentData() is None
        self.day.setVisible(is_day)
        if is_day:
            self.day.setFocus()
        else:
            self.changed.emit()

    def _on_day(self) -> None:
        if is_date(self.day.text().strip()):
            self.changed.emit()

    # Chapters.

    def show_chapters(self, chapters: Sequence[Chapter]) -> None:
        """What the report consists of; what it cannot do without is ticked and stays so."""
        with QSignalBlocker(self.chapters):
            self.chapters.clear()
            for chapter in chapters:
                item = QListWidgetItem(chapter.title)
                item.setCheckState(Qt.CheckState.Checked if chapter.is_in else Qt.CheckState.Unchecked)
                if chapter.is_fixed:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
                item.setToolTip("每份报告都要有" if chapter.is_fixed else chapter.title)
                self.chapters.addItem(item)
        self._count()

    def _on_tick(self, item: QListWidgetItem) -> None:
        left_out = self._left_out.setdefault(self._key, set())
        if item.checkState() == Qt.CheckState.Checked:
            left_out.discard(item.text())
        else:
            left_out.add(item.text())
        self._count()
        self._pause.start()

    def _count(self) -> None:
        items = [self.chapters.item(row) for row in range(self.chapters.count())]
        ticked = sum(item.checkState() == Qt.CheckState.Checked for item in items)
        self.count.setText(f"写进去的　{ticked} / {len(items)}" if items else "写进去的")
