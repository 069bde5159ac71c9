"""版本码: the code from a signed paper is typed, and the revision comes up: whose it is, what became of it, what it says."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QTableView, QWidget

from haishu_desk.desk.version_codes import CellThenAndNow, CodeFound
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.home.rows import LEFT, RIGHT, Index
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.tables import dress_table

SIZE = (920, 640)
_COLUMNS = ("指标、任务和项目的格", "这一版的数", "现在的数")
_WIDTHS = (420, 200, 200)


class CellsModel(QAbstractTableModel):
    """The cells of a revision beside what stands today; those that differ are bold."""

    def __init__(self, bold: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bold = bold
        self.rows: list[CellThenAndNow] = []

    def show(self, rows: list[CellThenAndNow]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_COLUMNS):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section else LEFT
        return _COLUMNS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (row.name, row.then, row.now)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if index.column() else LEFT
        return self._bold if role == Qt.ItemDataRole.FontRole and row.differs else None


class CodeWindow(OfficeWindow):
    """The code at the top, what it stands for under it, and its cells; `asked_for_return` carries the ReturnKey."""

    asked_for_return = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "版本码", parent)
        self.found: CodeFound | None = None
        self._all: list[CellThenAndNow] = []
        self.code, self.which = QLineEdit(), QComboBox()
        self.code.setPlaceholderText("照纸上填，如 3F2A-91C0，回车")
        self.code.setAccessibleName("版本码")
        self.code.setFixedWidth(theme.wide(240))
        self.which.setAccessibleName("哪一版")
        self.which.hide()
        for widget in (self.code, self.which):
            self.bar.addWidget(widget)
        self.bar.addStretch(1)
        self.go = self.button("打开这张报表", "caret-right")
        self.paper = self.button("与现在的对比表…", "download-simple")
        self.facts, self._grid = QWidget(), QGridLayout()
        self.only = QCheckBox("只看与现在不同的")
        self.table, self.model = QTableView(), CellsModel(theme.font("body", bold=True), self)
        self._lay_out()
        self.code.returnPressed.connect(self.look_up)
        self.which.activated.connect(self._choose)
        self.only.toggled.connect(self._filter)
        self.go.clicked.connect(self._go)
        self.paper.clicked.connect(self._ask_where)
        session.changed.connect(self._on_changed)
        self._clear()
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    def _lay_out(self) -> None:
        self.facts.setLayout(self._grid)
        self._grid.setContentsMargins(16, 4, 16, 4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._grid.setHorizontalSpacing(12)
        self.table.setModel(self.model)
        self.table.setAccessibleName("这一版的数和现在的数")
        dress_table(self.table, self.theme, 28)
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, self.theme.wide(width))
        self.table.horizontalHeader().setStretchLastSection(True)
        middle, foot = QHBoxLayout(), QHBoxLayout()
        middle.setContentsMargins(16, 0, 16, 0)
        middle.addWidget(self.table)
        foot.setContentsMargins(16, 4, 16, 0)
        foot.addWidget(self.only)
        foot.addWidget(self.label("粗体的格，现在的数和这一版的不同；纸上签的是这一版的数", name="tertiary"), 1)
        self.column.addWidget(self.facts)
        self.column.addLayout(middle, 1)
        self.column.addLayout(foot)

    # What is shown.

    def show_code(self, code: str = "") -> None:
        """Come up with that code, or with the field to type one into."""
        self.code.setText(code)
        self.said.forget()
        self._clear()
        self.show()
        self.activateWindow()
        self.code.setFocus()
        if code:
            self.look_up()

    def look_up(self) -> None:
        """Show what the code in the field stands for, or say which it may have been."""
        self._clear()
        found = self.said.read(lambda: self.session.desk.version_codes.find(self.code.text()))
        if found is None:
            self.code.selectAll()
            return
        self.which.clear()
        for each in found:
            self.which.addItem(f"{each.code} {each.title}", each)
        self.which.setVisible(len(found) > 1)
        self._choose()
        if len(found) > 1:
            self.said.say(f"对应 {len(found)} 版，请选是哪一版，或把码填全", "warn")

    def _choose(self) -> None:
        found = self.which.currentData()
        cells = self.said.read(lambda: self.session.desk.version_codes.cells(found))
        if cells is None:
            return
        self.found, self._all = found, cells
        self._show_facts(found.facts)
        different = sum(row.differs for row in cells)
        self.only.setText(f"只看与现在不同的（{different} 格）")
        self.only.setEnabled(bool(different))
        if not different:
            self.only.setChecked(False)
        self._filter()
        for button in (self.go, self.paper):
            button.setEnabled(True)

    def _show_facts(self, facts: list[tuple[str, str]]) -> None:
        while self._grid.count():
            self._grid.takeAt(0).widget().deleteLater()
        for place, (label, text) in enumerate(facts):
            row, column = divmod(place, 2)
            words = self.label(text, name="", use="body")
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(self.label(label), row, 2 * column, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, row, 2 * column + 1)

    def _filter(self) -> None:
        self.model.show([row for row in self._all if row.differs or not self.only.isChecked()])

    def _clear(self) -> None:
        self.found, self._all = None, []
        self.which.hide()
        self._show_facts([])
        self.model.show([])
        self.only.setText("只看与现在不同的")
        for widget in (self.go, self.paper, self.only):
            widget.setEnabled(False)

    def _on_changed(self, keys: object) -> None:
        del keys
        if self.isVisible() and self.found is not None:
            self.look_up()

    # What can be done.

    def _go(self) -> None:
        if self.found is not None:
            self.asked_for_return.emit(self.found.key)

    def _ask_where(self) -> None:
        if self.found is not None:
            name = f"{self.found.unit}_{self.found.code}_对比表.xlsx"
            path = self.ask_where("存为对比表", name, "Excel 工作簿 (*.xlsx);;Word 文档 (*.docx)")
            if path is not None:
                self.write(path)

    def write(self, path: Path) -> None:
        """Write what differs between the revision and today as a 对比表."""
        found, codes = self.found, self.session.desk.version_codes
        versions = self.session.desk.reviewing.versions
        if found is not None and self.said.read(lambda: versions.write(codes.beside_now(found), path)) is not None:
            self.said.say(f"对比表已存为 {path.name}")
