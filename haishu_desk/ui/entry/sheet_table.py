"""The sheet as Qt sees it: the looks of a row are computed when it is first seen, and anew when something changed.

Asking it never asks the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from haishu_desk.ui.entry.columns import VINTAGE
from haishu_desk.ui.entry.looks import Kept, Look, look_of, looks_of
from haishu_desk.ui.entry.sheet import Line
from haishu_desk.ui.entry.sheet_lines import Index, SheetLines, Shown

LOOK_ROLE = Qt.ItemDataRole.UserRole + 1


class SheetTable(SheetLines, QAbstractTableModel):
    """The cells of one return, to be shown; `kept` are texts that are not stored, by item and column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = None
        self.lines, self.columns = (), ()
        self.kept = {}
        self._looks: list[list[Look] | None] = []
        self._marks: dict[tuple[int, int], str] = {}
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
        self._looks = [None] * len(lines)
        self._marks.clear()

    def repaint_rows(self, rows: Iterable[int]) -> None:
        """Compute the looks of these rows, as far as anybody has seen them, and say which cells changed."""
        for row in rows:
            before = self._looks[row]
            if before is None:
                self._marks = {place: mark for place, mark in self._marks.items() if place[0] != row}
                continue
            looks = self._row_looks(row)
            touched = [column for column, look in enumerate(looks) if look != before[column]]
            self._looks[row] = looks
            if touched:
                self.dataChanged.emit(self.index(row, touched[0]), self.index(row, touched[-1]))

    def mark_edited(self, row: int) -> None:
        """Say in the last column which row is being typed into; -1 for none."""
        rows = {self._edited, row} - {-1}
        self._edited = row
        self.repaint_rows(rows & set(range(len(self.lines))))

    def looks(self, row: int) -> Sequence[Look]:
        """How the cells of that row look."""
        made = self._looks[row]
        if made is None:
            made = self._looks[row] = self._row_looks(row)
        return made

    def mark(self, row: int, column: int) -> str:
        """The mark of that cell: asked of all rows after each write, most of which nobody sees."""
        made = self._looks[row]
        if made is not None:
            return made[column].mark
        if (row, column) not in self._marks:
            line, is_edited = self.lines[row], row == self._edited
            look = look_of(self.shown, line, self.columns[column], self._kept_in(line), is_edited=is_edited)
            self._marks[row, column] = look.mark
        return self._marks[row, column]

    def _row_looks(self, row: int) -> list[Look]:
        line = self.lines[row]
        return looks_of(self.shown, line, self._kept_in(line), is_edited=row == self._edited)

    def _kept_in(self, line: Line) -> dict[str, Kept]:
        return self.kept.get(line.item.code, {}) if line.item else {}

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
        look = self.look(index)
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
