"""The sheet as Qt sees it: looks that were computed when something changed; asking it never asks the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from haishu_desk.domain.items import Item
from haishu_desk.ui.entry.columns import VINTAGE, Column
from haishu_desk.ui.entry.looks import FIELD, Kept, Look, looks_of
from haishu_desk.ui.entry.matrix import Matrix
from haishu_desk.ui.entry.sheet import Line, Sheet

Index = QModelIndex | QPersistentModelIndex
Shown = Sheet | Matrix
LOOK_ROLE = Qt.ItemDataRole.UserRole + 1


class SheetTable(QAbstractTableModel):
    """The cells of one return, to be shown; `kept` are texts that are not stored, by item and column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: Shown | None = None
        self.lines: Sequence[Line] = ()
        self.columns: Sequence[Column] = ()
        self.kept: dict[str, dict[str, Kept]] = {}
        self._looks: list[list[Look]] = []
        self._rows: dict[str, int] = {}
        self._edited = -1

    # What is shown.

    def show_lines(self, sheet: Shown | None, kept: Mapping[str, dict[str, Kept]]) -> None:
        """Show another return, or nothing."""
        self.beginResetModel()
        self.sheet = sheet
        self.lines, self.columns = (sheet.lines, sheet.columns) if sheet else ((), ())
        self.kept = dict(kept)
        self._edited = -1
        self._take_lines(self.lines)
        self.endResetModel()

    def arrange(self, lines: Sequence[Line]) -> None:
        """Show the same rows in another order."""
        self.beginResetModel()
        self._take_lines(lines)
        self.endResetModel()

    def _take_lines(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._rows = {line.item.code: row for row, line in enumerate(lines) if line.item is not None}
        self._looks = [self._row_looks(row) for row in range(len(lines))]

    def repaint_rows(self, rows: Iterable[int]) -> None:
        """Compute the looks of these rows and say which cells changed."""
        for row in rows:
            looks, before = self._row_looks(row), self._looks[row]
            touched = [column for column, look in enumerate(looks) if look != before[column]]
            self._looks[row] = looks
            if touched:
                self.dataChanged.emit(self.index(row, touched[0]), self.index(row, touched[-1]))

    def mark_edited(self, row: int) -> None:
        """Say in the last column which row is being typed into; -1 for none."""
        rows = {self._edited, row} - {-1}
        self._edited = row
        self.repaint_rows(rows & set(range(len(self.lines))))

    def _row_looks(self, row: int) -> list[Look]:
        line = self.lines[row]
        kept = self.kept.get(line.item.code, {}) if line.item else {}
        return looks_of(self.shown, line, kept, is_edited=row == self._edited)

    def look(self, index: Index) -> Look:
        """How that cell looks."""
        return self._looks[index.row()][index.column()]

    def looks(self, row: int) -> Sequence[Look]:
        """How the cells of that row look."""
        return self._looks[row]

    def detail(self, row: int) -> str:
        """What stands beside a heading: how many rows it has, and how many are filled."""
        line = self.lines[row]
        filled = sum(code in self.shown.filled for code in line.members)
        return f"{line.detail} · 已录 {filled}" if line.members else line.detail

    # Places.

    @property
    def shown(self) -> Shown:
        """The sheet that is shown; LookupError if there is none."""
        if self.sheet is None:
            raise LookupError("no return is shown")
        return self.sheet

    def item_at(self, index: Index) -> Item | None:
        """The item of that row; None for a heading."""
        return self.lines[index.row()].item if index.isValid() else None

    def column_at(self, index: Index) -> Column:
        """The column of that cell."""
        return self.columns[index.column()]

    def column_of(self, name: str) -> int:
        """The place of the column of that name, -1 if there is none."""
        return next((place for place, column in enumerate(self.columns) if column.name == name), -1)

    def row_of(self, item: str) -> int:
        """The row of that item, -1 if there is none."""
        return self._rows.get(item, -1)

    def is_entry(self, index: Index) -> bool:
        """Whether that cell is typed into."""
        return index.isValid() and self.look(index).kind == FIELD

    def is_carried(self, index: Index) -> bool:
        """Whether what stands in that cell was copied from an earlier period and waits to be looked at: 待核."""
        item = self.item_at(index)
        if self.sheet is None or item is None:
            return False
        sheet, real = self.sheet.row(item)
        return sheet.slot(real, self.column_at(index).name) in sheet.carried

    def kept_at(self, index: Index) -> str | None:
        """The text of that cell that is not stored."""
        item = self.item_at(index)
        kept = self.kept.get(item.code, {}).get(self.column_at(index).name) if item else None
        return kept.text if kept else None

    # Qt.

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = self.columns if orientation == Qt.Orientation.Horizontal else self.lines
        if not 0 <= section < len(shown) or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.columns[section].title if role == Qt.ItemDataRole.DisplayRole else None
        line = self.lines[section]
        return f"{line.item.number} {line.item.name}" if line.item else line.title

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        look = self._looks[index.row()][index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return self._edit_text(index)
        side = Qt.AlignmentFlag.AlignRight if look.is_right else Qt.AlignmentFlag.AlignLeft
        return {
            LOOK_ROLE: look,
            int(Qt.ItemDataRole.DisplayRole): look.text,
            int(Qt.ItemDataRole.ToolTipRole): look.tip or None,
            int(Qt.ItemDataRole.TextAlignmentRole): side | Qt.AlignmentFlag.AlignVCenter,
        }.get(int(role))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()].item is None:
            return Qt.ItemFlag.NoItemFlags
        shown = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return shown | Qt.ItemFlag.ItemIsEditable if self.is_entry(index) else shown

    def _edit_text(self, index: Index) -> str:
        item, kept = self.item_at(index), self.kept_at(index)
        if kept is not None or item is None or self.sheet is None:
            return kept or ""
        column, (sheet, real) = self.column_at(index), self.sheet.row(item)
        if column.is_entry and sheet.is_field_of(real, column):
            return sheet.text(real, column.name)
        return self.look(index).text.replace("−", "-") if column.name != VINTAGE else ""
