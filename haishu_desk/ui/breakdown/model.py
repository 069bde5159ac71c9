"""The grid's model: who the row is at the left, its sub-targets by year and its 备注 to be typed into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from haishu_desk.desk.breakdown import sub_target
from haishu_desk.domain.assignments import Key, Row, made_row
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.breakdown.lines import Line
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wording import refusal

CODE, NAME, UNIT, ROLE = range(4)
_LEFT = ("编号", "目标或任务", "单位", "职责")
_NOTE = "备注"
Index = QModelIndex | QPersistentModelIndex


class BreakdownModel(QAbstractTableModel):
    """`typed` carries the changes that were made (by key), `refused` the sentence why a text was not taken."""

    typed = Signal(object)
    refused = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines: Sequence[Line] = ()
        self.years: tuple[str, ...] = ()
        self.is_open = False

    def show_lines(self, lines: Sequence[Line], years: Sequence[int], *, is_open: bool) -> None:
        """Show these lines; `is_open`: they may be typed into."""
        titles = tuple(map(str, years))
        if ([line.key for line in lines], titles, is_open) == (
            [line.key for line in self.lines],
            self.years,
            self.is_open,
        ):
            self.lines = lines  # the same rows: an editor that is open stays
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self.titles) - 1))
            return
        self.beginResetModel()
        self.lines, self.years, self.is_open = lines, titles, is_open
        self.endResetModel()

    @property
    def titles(self) -> tuple[str, ...]:
        """The heads of all columns."""
        return (*_LEFT, *self.years, _NOTE)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self.titles):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.titles[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(self._side(section))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsEditable if self.is_entry(index) else usual

    def is_entry(self, index: Index) -> bool:
        """Whether that cell is typed into."""
        return index.isValid() and self.is_open and index.column() >= len(_LEFT)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        text, draft = self.text(line, column), "（草稿，还没有发布）" if line.is_new else ""
        answers: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: text,
            Qt.ItemDataRole.EditRole: text,
            Qt.ItemDataRole.ToolTipRole: f"{line.key[0]} {line.name}·{line.unit}·{line.role}{draft}",
            Qt.ItemDataRole.AccessibleTextRole: f"{line.name}·{line.unit}·{line.role}·{self.titles[column]}：{text or '没有写'}",
            Qt.ItemDataRole.TextAlignmentRole: int(self._side(column)),
            Qt.ItemDataRole.ForegroundRole: self._theme.color(
                "accent_text" if line.is_new else "text" if column != CODE else "text2"
            ),
        }
        return answers.get(role)

    def text(self, line: Line, column: int) -> str:
        """What stands in a cell."""
        left = (line.key[0], line.name, line.unit, line.role)
        if column < len(_LEFT):
            return left[column]
        said = (
            line.row.get("note", "")
            if column == len(self.titles) - 1
            else line.row["annual"].get(self.titles[column], "")
        )
        return str(said)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.is_entry(index):
            return False
        return self.put({(index.row(), index.column()): str(value)})

    def put(self, texts: Mapping[tuple[int, int], str]) -> bool:
        """Type texts into cells as one step; what is not understood stays out and is said. Whether anything changed."""
        rows: dict[Key, Row] = {}
        faults: list[str] = []
        for (row, column), text in texts.items():
            line = self.lines[row]
            try:
                rows[line.key] = self._changed(line, rows.get(line.key, line.row), column, text)
            except DeskError as error:
                faults.append(f"{line.key[0]} {line.unit} {self.titles[column]}：{refusal(error)}")
        before = {line.key: line.row for line in self.lines}
        changes = {key: row for key, row in rows.items() if row != made_row(key, before[key]["annual"], before[key])}
        if changes:
            self.typed.emit(changes)
        if faults:
            more = f"；还有 {len(faults) - 2} 格也不是数" if len(faults) > 2 else ""  # noqa: PLR2004  two are told in full
            self.refused.emit("；".join(faults[:2]) + more)
        return bool(changes)

    def _changed(self, line: Line, row: Row, column: int, text: str) -> Row:
        if column == len(self.titles) - 1:
            return made_row(line.key, row["annual"], {**row, "note": text})
        annual = {**row["annual"], self.titles[column]: sub_target(text, line.measure)}
        return made_row(line.key, annual, row)

    def _side(self, column: int) -> Qt.AlignmentFlag:
        is_year = len(_LEFT) <= column < len(self.titles) - 1
        return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if is_year else Qt.AlignmentFlag.AlignLeft)
