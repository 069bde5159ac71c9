"""Under the list: what a held file waits for. Two values to choose from, or the key of a computer to be compared."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.desk.peeking import ChangedCell
from haishu_desk.ui.exchange.files import ReceivedFile
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.plain_delegate import PlainDelegate
from haishu_desk.ui.widgets.tables import dress_table
from haishu_desk.ui.widgets.tick import Tick

SIGNED, VISIBLE = "signed", "visible"
_TITLES = ("被改过的格", "签名的数", "看到的数", "位置")
_NAMES = {SIGNED: "签名的数", VISIBLE: "看到的数"}
Index = QModelIndex | QPersistentModelIndex


class ChangedModel(QAbstractTableModel):
    """The cells that were changed after signing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells: tuple[ChangedCell, ...] = ()

    def show_cells(self, cells: tuple[ChangedCell, ...]) -> None:
        """Show these cells."""
        self.beginResetModel()
        self._cells = cells
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self._cells[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (cell.label, cell.signed or "（空）", cell.visible or "（空）", cell.place)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(section)
        return None


class HeldPanel(QFrame):
    """签后改动: both values are kept; a person says which one counts, and why. Nothing is preselected."""

    decided = Signal(object, str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file: ReceivedFile | None = None
        layout = _panel(self)
        self._title, head = _head(theme)
        layout.addLayout(head)
        self._cells = ChangedModel(self)
        table = QTableView()
        table.setObjectName("edge")
        table.setModel(self._cells)
        table.setItemDelegate(PlainDelegate(theme, table))
        dress_table(table, theme, 28)
        table.setAccessibleName("被改过的格")
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 140), (2, 140), (3, 170)):
            table.setColumnWidth(column, width)
        layout.addWidget(table, 1)
        layout.addLayout(self._answer())

    def _answer(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(16, 6, 16, 8)
        line.setSpacing(12)
        self._choice = QButtonGroup(self)
        for number, name in enumerate(_NAMES.values()):
            radio = QRadioButton(f"用{name}")
            self._choice.addButton(radio, number)
            line.addWidget(radio)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("理由：为什么以它为准（必填）")
        line.addWidget(self.reason, 1)
        self.button = QPushButton("选好后装入")
        self.button.clicked.connect(self._decide)
        line.addWidget(self.button)
        self._choice.idToggled.connect(self._judge)
        self.reason.textChanged.connect(self._judge)
        self.reason.returnPressed.connect(self._decide)
        return line

    def show_file(self, file: ReceivedFile) -> None:
        """Ask about that file."""
        self.file = file
        cells = file.glance.changed if file.glance else ()
        self._title.setText(
            f"<b>{escape(file.path.name)}</b>　签名的内容没有动，表上有 {len(cells)} 格和它不同。两个值都会留下。"
        )
        self._cells.show_cells(cells)
        self._choice.setExclusive(False)
        for radio in self._choice.buttons():
            radio.setChecked(False)
        self._choice.setExclusive(True)
        self.reason.clear()
        self._judge()

    def choose(self, take: str) -> None:
        """Mark one of the two, as a click does."""
        self._choice.button(list(_NAMES).index(take)).setChecked(True)

    @property
    def _taken(self) -> str | None:
        number = self._choice.checkedId()
        return list(_NAMES)[number] if number >= 0 else None

    def _judge(self) -> None:
        taken = self._taken
        self.button.setText(f"用{_NAMES[taken]}装入" if taken else "选好后装入")
        self.button.setEnabled(taken is not None and bool(self.reason.text().strip()))

    def _decide(self) -> None:
        if self.button.isEnabled() and self._taken and self.file:
            self.decided.emit(self.file, self._taken, self.reason.text().strip())


class KeyPanel(QFrame):
    """An unknown computer: its 校验码, to be compared with what the unit says by telephone or on paper."""

    confirmed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file: ReceivedFile | None = None
        layout = _panel(self)
        self._title, head = _head(theme)
        layout.addLayout(head)
        line = QHBoxLayout()
        line.setContentsMargins(16, 2, 16, 12)
        line.setSpacing(16)
        self.code = QLabel()
        self.code.setFont(theme.font("figure", bold=True))
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setAccessibleName("校验码")
        self.tick = Tick(theme, "已与单位核对，校验码一致")
        self.button = QPushButton("登记这台电脑")
        self.tick.toggled.connect(self.button.setEnabled)
        self.button.clicked.connect(self._confirm)
        line.addWidget(self.code)
        line.addWidget(self.tick)
        line.addStretch(1)
        line.addWidget(self.button)
        layout.addLayout(line)

    def show_file(self, file: ReceivedFile) -> None:
        """Ask about the key of that file."""
        self.file = file
        seen = file.glance
        who = f"{seen.unit_name} {seen.person}" if seen else ""
        self._title.setText(f"<b>{escape(who)}的电脑还没有登记</b>　请打电话或对照盖章的申请，两边的校验码要一字不差。")
        self.code.setText(seen.code if seen else "")
        self.tick.setChecked(False)
        self.button.setEnabled(False)

    def _confirm(self) -> None:
        if self.file is not None and self.tick.isChecked():
            self.confirmed.emit(self.file)


def _panel(frame: QFrame) -> QVBoxLayout:
    frame.setObjectName("drawer")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout


def _head(theme: Theme) -> tuple[QLabel, QHBoxLayout]:
    line = QHBoxLayout()
    line.setContentsMargins(16, 10, 16, 8)
    title = QLabel()
    title.setFont(theme.font("body"))
    title.setTextFormat(Qt.TextFormat.RichText)
    line.addWidget(title, 1)
    return title, line


def _align(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in (1, 2) else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
