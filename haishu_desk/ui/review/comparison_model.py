"""The comparison as a table: groups, risk first, and in each the cells that differ."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from haishu_desk.desk.comparing import BINDING, CLASHING, GROUPS, LARGE, OTHER, Comparison, ComparisonRow
from haishu_desk.domain.cells import Slot
from haishu_desk.ui.review.found import CellFound, FoundCells, place_of
from haishu_desk.ui.review.judging import ACCEPTED, SENT_BACK, Judgement, Judging
from haishu_desk.ui.review.words import NOTHING, percent, signed, value, values
from haishu_desk.ui.widgets.shapes import BAD, CLASH, IDLE, OK, WARN, Status

STATUS, KIND, FOUND = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2, Qt.ItemDataRole.UserRole + 3
Index = QModelIndex | QPersistentModelIndex
TITLES = ("序号", "指标", "单位", "上次批准", "上次上报", "本次上报", "差", "差 %", "说明", "决定")
MARKS = {CLASHING: CLASH, BINDING: BAD, LARGE: WARN, OTHER: IDLE}
_GROUP_NOTES = {CLASHING: "同一格几处不同，先定"}
_CLAIMS = "甲乙丙丁戊己庚辛"


class Column(IntEnum):
    """The columns of the comparison."""

    NUMBER, NAME, UNIT, APPROVED, REPORTED, CURRENT, DIFFERENCE, RELATIVE, NOTE, DECISION = range(10)


FIGURES = (Column.APPROVED, Column.REPORTED, Column.CURRENT, Column.DIFFERENCE, Column.RELATIVE)


class ComparisonModel(QAbstractTableModel):
    """Rows are groups (a str) and cells (a ComparisonRow).

    `judged` says that something was said of a cell, `refused` that a 退回 without a remark was not taken.
    """

    judged = Signal()
    refused = Signal(str)

    def __init__(self, judging: Judging, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._judging = judging
        self.comparison: Comparison | None = None
        self.risky_only = False
        self.sent_back: Mapping[Slot, str] = {}
        self.found: FoundCells = {}
        self.lines: list[str | ComparisonRow] = []

    def show_comparison(self, comparison: Comparison | None, *, risky_only: bool | None = None) -> None:
        """Show these differences; only those of a risk group if asked."""
        self.beginResetModel()
        self.comparison = comparison
        self.risky_only = self.risky_only if risky_only is None else risky_only
        self.lines = []
        for group in GROUPS:
            rows = [row for row in self.rows if row.group == group]
            if rows and not (self.risky_only and group == OTHER):
                self.lines += [group, *rows]
        self.endResetModel()

    def show_found(self, found: FoundCells) -> None:
        """Show what 全审 found in the cells."""
        if found != self.found:
            self.found = found
            self.dataChanged.emit(self.index(0, Column.NOTE), self.index(len(self.lines) - 1, Column.NOTE))

    def found_at(self, cell: ComparisonRow | None) -> CellFound | None:
        """What 全审 found in that cell."""
        return self.found.get(place_of(cell.slot)) if cell is not None else None

    @property
    def rows(self) -> tuple[ComparisonRow, ...]:
        """All cells that differ, shown or not."""
        return self.comparison.rows if self.comparison else ()

    def cell(self, row: int) -> ComparisonRow | None:
        """The cell in that line, or None for a group."""
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, ComparisonRow) else None

    def judgement(self, cell: ComparisonRow) -> Judgement | None:
        """What was said of the cell."""
        return self._judging.of(self.comparison.key, cell) if self.comparison else None

    def accept(self, rows: list[int]) -> None:
        """认可 the cells in those lines."""
        if self.comparison is not None:
            self._judging.accept(self.comparison.key, filter(None, map(self.cell, rows)))
            for row in rows:
                self._touch(row)
        self.judged.emit()

    def next_undecided(self, row: int) -> int:
        """The next line after `row` of which nothing was said yet, from the top again after the last; -1 if none is left."""
        order = [*range(row + 1, len(self.lines)), *range(min(row + 1, len(self.lines)))]
        cells = ((number, self.cell(number)) for number in order)
        return next((number for number, cell in cells if cell is not None and self.judgement(cell) is None), -1)

    def _touch(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(TITLES) - 1))

    # Qt's side.

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.cell(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() == Column.NOTE else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], Column(index.column())
        if isinstance(line, str):
            return self._group_data(line, column, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            found = self.found_at(line) if role == Qt.ItemDataRole.ToolTipRole and column is Column.NOTE else None
            return found.whole if found else self._text(line, column)
        if role == Qt.ItemDataRole.EditRole:
            said = self.judgement(line)
            return said.remark if said else ""
        return self._look(line, column, role)

    def _look(self, cell: ComparisonRow, column: Column, role: int) -> Any:
        """How a cell is painted: alignment, mark of its group, mark of what was said of it."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(column)
        if role == KIND:
            return MARKS[cell.group]
        if role == FOUND and column is Column.NOTE and not self._remark(cell):
            found = self.found_at(cell)
            return found.mark if found else None
        return self._status(cell) if role == STATUS and column is Column.DECISION else None

    def _group_data(self, group: str, column: Column, role: int) -> Any:
        if role == KIND:
            return MARKS[group]
        if role == Qt.ItemDataRole.DisplayRole and column is Column.NUMBER:
            count = sum(row.group == group for row in self.rows)
            return " · ".join(filter(None, (f"{group}\n{count} 格", _GROUP_NOTES.get(group))))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cell(index.row())
        if role != Qt.ItemDataRole.EditRole or cell is None or self.comparison is None:
            return False
        if not self._judging.send_back(self.comparison.key, cell, str(value)):
            self.refused.emit("没有写退回的理由，这一格还没有退回。请写明哪里不对、怎么改")
            return False
        self._touch(index.row())
        self.judged.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(Column(section))
        return None

    def _text(self, cell: ComparisonRow, column: Column) -> str:
        if column is Column.NOTE:
            return self._note(cell)
        if column is Column.DECISION:
            return self._status(cell).word
        new = NOTHING if cell.approved or cell.reported else "新报"
        return {
            Column.NUMBER: cell.item.number,
            Column.NAME: cell.label,
            Column.UNIT: cell.item.unit or "",
            Column.APPROVED: values(cell.approved),
            Column.REPORTED: values(cell.reported),
            Column.CURRENT: values(cell.current),
            Column.DIFFERENCE: signed(cell.difference) if cell.difference is not None else new,
            Column.RELATIVE: percent(cell.relative),
        }[column]

    def _note(self, cell: ComparisonRow) -> str:
        remark = self._remark(cell)
        if remark:
            return f"退回：{remark}"
        if cell.group == CLASHING:
            return "　".join(f"{name} {value(each)}" for name, each in zip(_CLAIMS, cell.current, strict=False))
        found, wanted = self.found_at(cell), cell.group in (BINDING, LARGE)
        if found is not None:
            return "；".join(filter(None, (found.text, cell.note)))
        return cell.note or ("无说明" if wanted else "")

    def _remark(self, cell: ComparisonRow) -> str:
        said = self.judgement(cell)
        return self.sent_back.get(cell.slot, "") or (said.remark if said else "")

    def _status(self, cell: ComparisonRow) -> Status:
        if cell.slot in self.sent_back:
            return Status(BAD, SENT_BACK)
        said = self.judgement(cell)
        if said is not None:
            return Status(OK if said.verdict == ACCEPTED else BAD, said.verdict)
        return Status(CLASH, "待处理") if cell.group == CLASHING else Status(IDLE, "待决定")


def _align(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
