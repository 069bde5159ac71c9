"""留痕: who changed what, filtered; the chain checked on a button; a printed 留痕校验 looked for; all of it as a workbook."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QTableView, QWidget

from haishu_desk.desk.trail import EVERYTHING, Asked, Trail, TrailRow
from haishu_desk.desk.trail_book import COLUMNS, texts_of
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.home.rows import LEFT, Index
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.tables import dress_table

SIZE = (1240, 680)
# Of the columns of the workbook, those that fit on a screen; the rest stands in the hint of a row.
_SHOWN = (0, 1, 2, 4, 6, 7, 8, 9, 10, 12, 13, 14, 15)
_WIDTHS = (56, 132, 84, 84, 72, 100, 78, 140, 68, 84, 140, 84, 60)


class TrailModel(QAbstractTableModel):
    """The rows of the trail, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[TrailRow] = []

    def show(self, rows: list[TrailRow]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_SHOWN)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_SHOWN):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT
        return COLUMNS[_SHOWN[section]].title if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        texts = texts_of(self.rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[_SHOWN[index.column()]]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(f"{column.title}：{text}" for column, text in zip(COLUMNS, texts, strict=True) if text)
        return None


class TrailWindow(OfficeWindow):
    """Filters at the top, the rows under them, and the check of a printed head."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "留痕", parent)
        self._all: list[TrailRow] = []
        self.unit, self.period, self.person = QComboBox(), QComboBox(), QComboBox()
        self.item, self.since, self.until, self.printed = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.table, self.model = QTableView(), TrailModel(self)
        self.count = self.label()
        self._lay_out()
        for box in (self.unit, self.period, self.person):
            box.currentIndexChanged.connect(self._filter)
        for field in (self.item, self.since, self.until):
            field.textChanged.connect(self._filter)
        self.printed.returnPressed.connect(self.check_printed)
        self.check.clicked.connect(self.check_chain)
        self.export.clicked.connect(self._ask_where)
        session.changed.connect(self._on_changed)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    def _lay_out(self) -> None:
        wide = self.theme.wide
        named = (
            (self.unit, "单位", 130), (self.period, "报告期", 110), (self.person, "人", 110), (self.item, "代码或名称", 120),
            (self.since, "从 2026-01-10", 112), (self.until, "到 2026-12-31", 112),
        )  # fmt: skip
        for widget, words, width in named:
            widget.setAccessibleName(words)
            widget.setFixedWidth(wide(width))
            if isinstance(widget, QLineEdit):
                widget.setPlaceholderText(words)
            self.bar.addWidget(widget)
        self.bar.addWidget(self.count, 1)
        self.check = self.button("核对整条链", "shield-check")
        self.export = self.button("导出工作簿…", "download-simple", primary=True)
        self.table.setModel(self.model)
        self.table.setAccessibleName("留痕")
        dress_table(self.table, self.theme, 28)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, wide(width))
        self.table.horizontalHeader().setStretchLastSection(True)
        middle, foot = QHBoxLayout(), QHBoxLayout()
        middle.setContentsMargins(16, 0, 16, 0)
        middle.addWidget(self.table)
        self.column.addLayout(middle, 1)
        foot.setContentsMargins(16, 4, 16, 0)
        foot.addWidget(self.label("封面上的留痕校验"))
        self.printed.setPlaceholderText("16 位，照下行文件封面填，回车核对")
        self.printed.setAccessibleName("封面上的留痕校验")
        self.printed.setFixedWidth(wide(300))
        foot.addWidget(self.printed)
        foot.addWidget(self.label("看它以后的留痕有没有被截去或改写", name="tertiary"), 1)
        self.column.addLayout(foot)

    # What is shown.

    def show_trail(self) -> None:
        """Come up with everything, the newest first."""
        self.said.forget()
        self._read()
        self.show()
        self.activateWindow()
        self.table.setFocus()

    def _read(self) -> None:
        rows = self.session.read(Trail(self.session.desk).rows) or []
        self._all = rows[::-1]
        self._choices(self.unit, "全部单位", {row.place.unit: row.unit for row in rows if row.place and row.place.unit})
        periods = {row.place.period for row in rows if row.place and row.place.period}
        self._choices(
            self.period, "全部各期", {each: parse_period(each).title for each in sorted(periods, reverse=True)}
        )
        self._choices(self.person, "所有人", {row.by: row.by for row in rows if row.by})
        self._filter()

    def _choices(self, box: QComboBox, everything: str, choices: dict[str, str]) -> None:
        """Offer these, and keep what was chosen if it is still there."""
        chosen = box.currentData()
        box.blockSignals(True)  # filtered once, by the caller
        box.clear()
        box.addItem(everything, None)
        for code, words in choices.items():
            box.addItem(words, code)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(False)

    @property
    def asked(self) -> Asked:
        """What is chosen; a day counts once it is typed whole."""
        days = [field.text().strip() for field in (self.since, self.until)]
        since, until = (day if len(day) == len("2026-01-10") else None for day in days)
        unit, period, person = (box.currentData() for box in (self.unit, self.period, self.person))
        return Asked(unit, period, None, since, until, person, self.item.text().strip() or None)

    def _filter(self) -> None:
        asked = self.asked
        rows = [row for row in self._all if asked.wants(row)]
        self.model.show(rows)
        whole = f"{len(self._all)} 行"
        self.count.setText(whole if len(rows) == len(self._all) else f"{len(rows)} 行，共 {whole}")

    def _on_changed(self, keys: object) -> None:
        del keys
        if self.isVisible():
            self._read()

    # What can be done.

    def check_chain(self) -> None:
        """Check every entry against the one before."""
        journal = self.session.desk.workspace.journal
        broken = self.session.read(lambda: (journal.first_broken(), len(journal)))
        if broken is not None and broken[0] is None:
            self.said.say(f"链完好：{broken[1]} 条逐条核对过，没有被改过。末尾有没有被截去，用封面上的留痕校验看。")
        elif broken is not None:
            self.said.say(f"链在第 {broken[0]} 条断开：从这一条起不可信，请从备份恢复", "bad")

    def check_printed(self) -> None:
        """Look for the 留痕校验 that stands in the field."""
        found = self.said.read(lambda: self.session.desk.keeping.witness(self.printed.text()))
        if found is not None:
            self.said.say(found.said, "ok" if found.stands else "bad")

    def _ask_where(self) -> None:
        path = self.ask_where("导出留痕", f"{self.session.unit_name}留痕.xlsx", "Excel 工作簿 (*.xlsx)")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Export what the choices at the top leave."""
        asked = self.asked
        answer = self.said.read(lambda: self.session.desk.keeping.export(path, asked))
        if answer is not None:
            part = "" if asked == EVERYTHING else "（按上面的筛选）"
            self.said.say(f"已导出 {answer['rows']} 行{part}：{answer['file']}")
