"""The comparison as a table: groups, risk first, and in each the cells that differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from haishu_desk.desk.comparing import BINDING, CLASHING, GROUPS, LARGE, OTHER, PAIR, Comparison, ComparisonRow
from haishu_desk.domain.cells import VALUE, Slot
from haishu_desk.domain.queries import Query
from haishu_desk.ui.review.comparison_words import RowWords
from haishu_desk.ui.review.found import CellFound, FoundCells, place_of
from haishu_desk.ui.review.judging import Judgement, Judging
from haishu_desk.ui.review.said_in_line import ASK, SEND_BACK, VERIFY, value_and_reason
from haishu_desk.ui.review.words import values
from haishu_desk.ui.widgets.shapes import BAD, CLASH, IDLE, WARN

Index = QModelIndex | QPersistentModelIndex
TITLES = ("序号", "指标", "单位", "上次批准", "上次上报", "本次上报", "差", "差 %", "说明", "决定")
MARKS = {CLASHING: CLASH, BINDING: BAD, LARGE: WARN, OTHER: IDLE}
_GROUP_NOTES = {CLASHING: "同一格几处不同，先定"}


class Column(IntEnum):
    """The columns of the comparison."""

    NUMBER, NAME, UNIT, APPROVED, REPORTED, CURRENT, DIFFERENCE, RELATIVE, NOTE, DECISION = range(10)


FIGURES = (Column.APPROVED, Column.REPORTED, Column.CURRENT, Column.DIFFERENCE, Column.RELATIVE)
# What a column says: of the cell itself, or of all that is known of it.
_OF_CELL: Mapping[Column, Callable[[ComparisonRow], str]] = {
    Column.NUMBER: lambda cell: cell.item.number,
    Column.NAME: lambda cell: cell.label,
    Column.UNIT: lambda cell: cell.item.unit or "",
    Column.APPROVED: lambda cell: values(cell.approved),
    Column.REPORTED: lambda cell: values(cell.reported),
    Column.CURRENT: lambda cell: values(cell.current),
}
_OF_WORDS: Mapping[Column, Callable[[RowWords], str]] = {
    Column.DIFFERENCE: RowWords.difference,
    Column.RELATIVE: RowWords.relative,
    Column.NOTE: RowWords.note,
    Column.DECISION: lambda words: words.status().word,
}
_SEEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _SEEN | Qt.ItemFlag.ItemIsEditable


class LineShown(NamedTuple):
    """All that a line shows: a cell what is known of it, a group its title and what stands behind that; and its mark."""

    kind: str
    title: str = ""
    beside: str = ""
    words: RowWords | None = None


# Where two versions were chosen.
_PAIR_TITLES = {Column.REPORTED: "甲", Column.CURRENT: "乙", Column.NOTE: "乙的说明"}


class ComparisonModel(QAbstractTableModel):
    """Rows are groups (a str) and cells (a ComparisonRow).

    `judged` says that something was said of a cell, `refused` why what was typed in a line was not taken; `asked` carries
    a cell and the text of a 查询, `verified` a cell, a 核定数 and its reason: the page writes them.
    """

    judged = Signal()
    refused = Signal(str)
    asked = Signal(object, str)
    verified = Signal(object, str, str)

    def __init__(self, judging: Judging, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._judging = judging
        self.comparison: Comparison | None = None
        self.risky_only, self.kind = False, ""
        self.purpose = SEND_BACK
        self.sent_back: Mapping[Slot, str] = {}
        self.queries: Mapping[Slot, Query] = {}
        self.line_opinions: Mapping[str, str] = {}
        self.found: FoundCells = {}
        self.lines: list[str | ComparisonRow] = []

    def show_comparison(
        self, comparison: Comparison | None, *, risky_only: bool | None = None, kind: str | None = None
    ) -> None:
        """Show these differences; only those of a risk group, or of one kind, if asked."""
        self.beginResetModel()
        self.comparison = comparison
        self.risky_only = self.risky_only if risky_only is None else risky_only
        self.kind = self.kind if kind is None else kind
        if self.kind not in {row.of for row in self.rows}:
            self.kind = ""
        shown = [row for row in self.rows if self.kind in ("", row.of)]
        self.lines = []
        for group in GROUPS:
            rows = [row for row in shown if row.group == group]
            if rows and not (self.risky_only and group == OTHER):
                self.lines += [group, *rows]
        self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(TITLES) - 1)

    def show_found(self, found: FoundCells) -> None:
        """Show what 全审 found in the cells."""
        if found != self.found:
            self.found = found
            self.dataChanged.emit(self.index(0, Column.NOTE), self.index(len(self.lines) - 1, Column.NOTE))

    def found_at(self, cell: ComparisonRow | None) -> CellFound | None:
        """What 全审 found in that cell; it speaks of the return as it stands, not of versions that were chosen."""
        return self.found.get(place_of(cell.slot)) if cell is not None and not self.is_pair else None

    @property
    def rows(self) -> tuple[ComparisonRow, ...]:
        """All cells that differ, shown or not."""
        return self.comparison.rows if self.comparison else ()

    @property
    def to_judge(self) -> tuple[ComparisonRow, ...]:
        """Those of which something has to be said."""
        return self.comparison.to_judge if self.comparison else ()

    @property
    def is_pair(self) -> bool:
        """Whether two chosen versions are shown, of which nothing is to be said."""
        return self.comparison is not None and self.comparison.against == PAIR

    def cell(self, row: int) -> ComparisonRow | None:
        """The cell in that line, or None for a group."""
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, ComparisonRow) else None

    def judgement(self, cell: ComparisonRow) -> Judgement | None:
        """What was said of the cell."""
        return self._judging.of(self.comparison.key, cell) if self.comparison else None

    def words(self, cell: ComparisonRow) -> RowWords:
        """All that is known of the cell."""
        told = self.sent_back.get(cell.slot, "")
        query, found = self.queries.get(cell.slot), self.found_at(cell)
        return RowWords(cell, self.judgement(cell), told, query, found, self.is_pair, self.line_of(cell))

    def line_of(self, cell: ComparisonRow | None) -> str:
        """What departments said of that cell in their 条线初审."""
        is_value = cell is not None and cell.slot.field == VALUE and not self.is_pair
        return self.line_opinions.get(cell.slot.item, "") if cell is not None and is_value else ""

    def accept(self, rows: list[int]) -> None:
        """认可 the cells in those lines."""
        if self.comparison is not None:
            cells = [cell for row in rows if (cell := self.cell(row)) is not None and cell.is_to_judge]
            self._judging.accept(self.comparison.key, cells)
            for row in rows:
                self._touch(row)
        self.judged.emit()

    def next_undecided(self, row: int) -> int:
        """The next line after `row` of which nothing was said yet, from the top again after the last; -1 if none is left.

        A cell that was asked about waits for the unit and is passed over.
        """
        order = [*range(row + 1, len(self.lines)), *range(min(row + 1, len(self.lines)))]
        return next((number for number in order if self._is_open(self.cell(number))), -1)

    def _is_open(self, cell: ComparisonRow | None) -> bool:
        return (
            cell is not None and cell.is_to_judge and self.judgement(cell) is None and not self.words(cell).is_waiting
        )

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
        cell = self.cell(index.row())
        if cell is None:
            return Qt.ItemFlag.ItemIsEnabled
        may_type = index.column() == Column.NOTE and cell.is_to_judge and not self.is_pair
        return _TYPED if may_type else _SEEN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], Column(index.column())
        if isinstance(line, str):
            is_title = role == Qt.ItemDataRole.DisplayRole and column is Column.NUMBER
            return f"{line}\n{self._beside(line)}" if is_title else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, column)
        if role == Qt.ItemDataRole.EditRole:
            said = self.judgement(line)
            return said.remark if said and self.purpose == SEND_BACK else ""
        return _align(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _tip(self, cell: ComparisonRow, column: Column) -> str:
        found = self.found_at(cell) if column is Column.NOTE else None
        risks = f"风险：{'、'.join(cell.risk)}" if cell.risk else ""
        return found.whole if found else "\n".join(filter(None, (self._text(cell, column), risks)))

    def _beside(self, group: str) -> str:
        """What stands behind the title of a group: how many cells it has, and what is to be done with them first."""
        count = sum(not isinstance(line, str) and line.group == group for line in self.lines)
        return " · ".join(filter(None, (f"{count} 格", _GROUP_NOTES.get(group))))

    def shown(self, row: int) -> LineShown:
        """All that a line shows."""
        line = self.lines[row]
        if isinstance(line, str):
            return LineShown(MARKS[line], line, self._beside(line))
        return LineShown(MARKS[line.group], words=self.words(line))

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cell(index.row())
        if role != Qt.ItemDataRole.EditRole or cell is None or self.comparison is None:
            return False
        text = str(value).strip()
        if self.purpose == ASK and text:
            self.asked.emit(cell, text)
        elif self.purpose == VERIFY and (pair := value_and_reason(text)) is not None:
            self.verified.emit(cell, *pair)
        elif self.purpose == SEND_BACK and self._judging.send_back(self.comparison.key, cell, text):
            self._touch(index.row())
            self.judged.emit()
        else:
            self.refused.emit(self.purpose.lacking)
            return False
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            title = TITLES[section]
            return _PAIR_TITLES.get(Column(section), title) if self.is_pair else title
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(Column(section))
        return None

    def _text(self, cell: ComparisonRow, column: Column) -> str:
        told = _OF_CELL.get(column)
        return told(cell) if told is not None else text_in(self.words(cell), column)


def text_in(words: RowWords, column: Column) -> str:
    """What stands in a column of a cell of which that is known."""
    told = _OF_CELL.get(column)
    return told(words.cell) if told is not None else _OF_WORDS[column](words)


def _align(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
