"""从其他表格取数: choose a statistics table, see what was found in it, put heads and labels right, enter it as a whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.bundle.read_process import Workbook
from haishu_desk.desk.foreign import Reading, Wishes
from haishu_desk.desk.tables import open_tables
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.exchange.foreign_correction import CorrectionBar
from haishu_desk.ui.exchange.foreign_lines import (
    CELLS,
    FINDINGS,
    HEADS,
    LineTable,
    cell_lines,
    finding_lines,
    head_lines,
)
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.plain_delegate import PlainDelegate
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.tables import dress_table
from haishu_desk.ui.wording import refusal

_ROW = 30
_WIDTHS = {HEADS: (150, 250, 300, 90, 70), CELLS: (170, 110, 120, 260, 120, 150), FINDINGS: (80, 600)}
_FILES = "统计表 (*.xlsx *.xls *.et *.csv)"


class ForeignPanel(QWidget):
    """One file at a time; nothing is written before 录入. `closed` says that the person is done with it."""

    closed = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._path: Path | None = None
        self._workbook: Workbook | None = None
        self.reading: Reading | None = None
        self._wishes = Wishes()
        self.heads, self.cells, self.findings = (LineTable(titles, self) for titles in (HEADS, CELLS, FINDINGS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addLayout(self._lacking())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._heads_view = self._table(self.heads, HEADS, "表头和行名", 2)
        self.tabs.addTab(self._heads_tab(), "表头和行名")
        self.tabs.addTab(self._table(self.cells, CELLS, "取到的数", 3), "取到的数")
        self.tabs.addTab(self._table(self.findings, FINDINGS, "要看的", 1), "要看的")
        column.addWidget(self.tabs, 1)

    # What is there.

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(16, 12, 16, 4)
        line.setSpacing(8)
        self.title = QLabel("从其他表格取数")
        self.title.setFont(self._theme.font("body", bold=True))
        self.said = Said(self._session, self._theme)
        another = QPushButton("换一个文件…")
        another.clicked.connect(self.ask)
        back = QPushButton("返回收发")
        back.setObjectName("link")
        back.clicked.connect(self.closed)
        self.enter = QPushButton("录入")
        self.enter.setObjectName("primary")
        self.enter.clicked.connect(self.take_over)
        self.enter.setEnabled(False)
        line.addWidget(self.title)
        line.addWidget(self.said, 1)
        line.addStretch()
        for button in (back, another, self.enter):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line.addWidget(button)
        return line

    def _lacking(self) -> QHBoxLayout:
        """What the file itself does not say: the unit and the period."""
        line = QHBoxLayout()
        line.setContentsMargins(16, 4, 16, 8)
        line.setSpacing(8)
        self.unit = QComboBox()
        self.unit.setAccessibleName("表里没写的单位")
        self.unit.addItem("单位：表里写明的", None)
        units = self._session.desk.documents.units
        for unit in units:
            self.unit.addItem(units.with_heir(unit.code), unit.code)
        if not self._session.desk.is_district:  # shown by hand it would be a window of its own, having no parent yet
            self.unit.hide()
        self.period = QLineEdit()
        self.period.setPlaceholderText("报告期：表里没写时填，如 2024")
        self.period.setAccessibleName("表里没写的报告期")
        self.unit.currentIndexChanged.connect(self._ask_again)
        self.period.editingFinished.connect(self._ask_again)
        line.addWidget(self.unit, 1)
        line.addWidget(self.period, 1)
        line.addStretch(1)
        return line

    def _heads_tab(self) -> QWidget:
        tab = QWidget()
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.correction = CorrectionBar(self._session.desk.documents, self._theme)
        self.correction.corrected.connect(self.correct)
        self.correction.refused.connect(self._refuse)
        self._heads_view.selectionModel().currentRowChanged.connect(self._show_current)
        column.addWidget(self._heads_view, 1)
        column.addWidget(self.correction)
        return tab

    def _table(self, model: LineTable, titles: tuple[str, ...], name: str, wide: int) -> QTableView:
        table = QTableView()
        table.setObjectName("edge")
        table.setModel(model)
        table.setItemDelegate(PlainDelegate(self._theme, table))
        table.setAccessibleName(name)
        dress_table(table, self._theme, _ROW)
        for column, width in enumerate(_WIDTHS[titles]):
            table.setColumnWidth(column, width)
        table.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        return table

    # What happens.

    def ask(self) -> bool:
        """Choose a file in the system's own dialog; whether one was chosen."""
        name, _ = QFileDialog.getOpenFileName(self.window(), "选择统计表", "", _FILES)
        if name:
            self.open(Path(name))
        return bool(name)

    def open(self, path: Path) -> None:
        """Read the file in the background, then show what is in it."""
        self._path, self._workbook, self.reading = path, None, None
        self._wishes = Wishes(self._wishes.unit, self._wishes.period)
        self.said.say("正在读…", "info")
        self._show()
        self._session.background.run("读取统计表", open_tables, [path], self._was_read)

    def _was_read(self, path: Path, result: Any) -> None:
        if path != self._path:
            return
        if isinstance(result, DeskError):
            self.said.say(refusal(result), "bad")
            return
        self._workbook = result
        self.look()

    def look(self) -> None:
        """Ask the Desk what taking the file over would do."""
        path, workbook = self._path, self._workbook
        if path is None or workbook is None:
            return
        self.reading = self.said.read(lambda: self._session.desk.foreign.read(path, self._wishes, lambda _: workbook))
        self._show()

    def correct(self, name: str, code: str | None, factor: str) -> None:
        """Take a head or label for what the person says, and its figures times that factor."""
        names = {**self._wishes.names, **({name: code} if code else {})}
        factors = {**self._wishes.factors, **({name: factor} if factor else {})}
        before, reading = self._wishes, self.reading
        self._wishes = replace(self._wishes, names=names, factors=factors)
        self.look()
        if self.reading is None:  # what was said is refused: what stood there before goes on
            self._wishes, self.reading = before, reading
            self._show()

    def _ask_again(self) -> None:
        unit, period = self.unit.currentData(), self.period.text().strip() or None
        if (unit, period) != (self._wishes.unit, self._wishes.period):
            self._wishes = replace(self._wishes, unit=unit, period=period)
            self.look()

    def take_over(self) -> None:
        """Enter everything that is shown, or nothing."""
        path, workbook, reading = self._path, self._workbook, self.reading
        if path is None or workbook is None or reading is None:
            return
        desk = self._session.desk
        answer = self.said.write(reading.keys, lambda: desk.foreign.take_over(path, self._wishes, lambda _: workbook))
        if answer is None:
            return
        self.look()
        if answer["written"]:
            self.said.say(f"已录入 {answer['written']} 格，原件已留存；要撤回请到填报页。")

    def _refuse(self, sentence: str) -> None:
        self.said.say(sentence, "bad")

    def _show(self) -> None:
        reading, documents = self.reading, self._session.desk.documents
        self.heads.show_lines(head_lines(reading, documents) if reading else [])
        self.cells.show_lines(cell_lines(reading.found.cells, documents) if reading else [])
        self.findings.show_lines(finding_lines(reading) if reading else [])
        self.correction.show_name("")
        count = reading.plan.cells if reading else 0
        self.enter.setText(f"录入 {count} 格")
        self.enter.setEnabled(reading is not None and reading.can_be_taken)
        self.title.setText(self._path.name if self._path else "从其他表格取数")
        for place, model in ((0, self.heads), (1, self.cells), (2, self.findings)):
            name = self.tabs.tabText(place).split(" ")[0]
            self.tabs.setTabText(place, f"{name} {len(model.lines)}")
        if reading and reading.plan.faults:
            self.said.say("有不能写的格，一格也不会写：见“要看的”", "bad")

    def _show_current(self, current: QModelIndex) -> None:
        row = current.row()
        self.correction.show_name(self.heads.lines[row].name if 0 <= row < len(self.heads.lines) else "")
