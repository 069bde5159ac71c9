"""The sheet as Qt sees it: looks that were computed when something changed; asking it never asks the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from haishu_desk.domain.cells import VALUE
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import Quantity
from haishu_desk.ui.entry.columns import STATE, VINTAGE, Column
from haishu_desk.ui.entry.draft import Drafts
from haishu_desk.ui.entry.looks import FIELD, Kept, Look, looks_of
from haishu_desk.ui.entry.sheet import Line, Sheet
from haishu_desk.ui.entry.typist import Typed, Typist
from haishu_desk.ui.entry.wording import sentence
from haishu_desk.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
LOOK_ROLE = Qt.ItemDataRole.UserRole + 1
_NOT_STORED = "没有存入：按 F2 打开，再按 Enter 存入"


class SheetModel(QAbstractTableModel):
    """One return. `counted` says that what is filled may be another; `reason_wanted` carries a clashing cell typed over."""

    counted = Signal()
    reason_wanted = Signal(QModelIndex)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.typist = Typist(session, self)
        self.drafts = Drafts(session.desk.workspace.path)
        self.sheet: Sheet | None = None
        self.lines: Sequence[Line] = ()
        self.columns: Sequence[Column] = ()
        self._kept: dict[str, dict[str, Kept]] = {}
        self._looks: list[list[Look]] = []
        self._edited = -1

    # What is shown.

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show another return, or nothing."""
        self.beginResetModel()
        self.sheet = sheet
        self.lines, self.columns = (sheet.lines, sheet.columns) if sheet else ((), ())
        self._kept = {}
        self._edited = -1
        if sheet is not None:
            self._take_back_drafts(sheet)
        self._looks = [self._row_looks(row) for row in range(len(self.lines))]
        self.endResetModel()
        self.counted.emit()

    def reread(self) -> None:
        """Read this return again and repaint the cells that look different now."""
        if self.sheet is not None:
            self.sheet.read()
            self.repaint_rows(range(len(self.lines)))
            self.counted.emit()

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
        kept = self._kept.get(line.item.code, {}) if line.item else {}
        return looks_of(self.shown, line, kept, is_edited=row == self._edited)

    # Places.

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
        return next((row for row, line in enumerate(self.lines) if line.item and line.item.code == item), -1)

    @property
    def shown(self) -> Sheet:
        """The sheet that is shown; LookupError if there is none."""
        if self.sheet is None:
            raise LookupError("no return is shown")
        return self.sheet

    def typed(self, index: Index, text: str) -> Typed:
        """A text for that cell; LookupError where there is no item."""
        item = self.item_at(index)
        if item is None:
            raise LookupError("a heading takes no text")
        return Typed(item, self.column_at(index), text)

    def look(self, index: Index) -> Look:
        """How that cell looks."""
        return self._looks[index.row()][index.column()]

    def is_entry(self, index: Index) -> bool:
        """Whether that cell is typed into."""
        return index.isValid() and self.look(index).kind == FIELD

    def detail(self, row: int) -> str:
        """What stands beside a heading: how many rows it has, and how many are filled."""
        line = self.lines[row]
        filled = sum(code in self.shown.filled for code in line.members)
        return f"{line.detail} · 已录 {filled}" if line.members else line.detail

    def is_problem(self, row: int) -> bool:
        """Whether the row waits for somebody: sent back, values that do not agree, or text that is not stored."""
        look = self._looks[row][self.column_of(STATE)] if self.lines[row].item else Look()
        return look.mark in ("bad", "clash")

    def problem_column(self, row: int) -> int:
        """The first cell of the row that is marked."""
        marked = (place for place, look in enumerate(self._looks[row]) if look.mark and self.columns[place].is_entry)
        return next(marked, max(self.column_of(VALUE), 0))

    # Typing.

    def understand(self, index: Index, text: str) -> Quantity:
        """What the text means in that cell; DeskError says why it means nothing."""
        return self.typist.understand(self.shown, self.typed(index, text))

    def refusal(self, index: Index) -> DeskError | None:
        """Why that cell cannot be typed into although it is one that units fill in; None if there is nothing to say."""
        item = self.item_at(index)
        if self.sheet is None or item is None or not self.sheet.is_field_of(item, self.column_at(index)):
            return None
        return None if self.sheet.is_read_only else self.sheet.refusal(item, self.column_at(index))

    def store(self, index: Index, text: str) -> DeskError | None:
        """Write one cell; the error if it was refused. Typing over 数据不一致 waits for a reason."""
        typed, sheet = self.typed(index, text), self.shown
        refused = self.typist.refusal(sheet, typed)
        if refused is None and sheet.clash_at(typed.item, typed.column.name):
            self.keep(index, text, "写明理由后存入")
            self.reason_wanted.emit(self.index(index.row(), index.column()))
            return None
        return refused or self.store_block([typed])

    def store_block(self, block: Sequence[Typed], reason: str | None = None) -> DeskError | None:
        """Write cells as one batch; the error if they were refused, and then none is written."""
        refused = self.typist.store(self.shown, block, reason)
        if refused is None:
            for typed in block:
                self._drop(typed.item.code, typed.column.name)
            self.repaint_rows({self.row_of(typed.item.code) for typed in block})
            self.counted.emit()
        return refused

    def settle(self, index: Index, text: str, reason: str) -> DeskError | None:
        """Let one value stand in a cell in 数据不一致."""
        typed, sheet = self.typed(index, text), self.shown
        slot = sheet.slot(typed.item, typed.column.name)
        refused = self.typist.settle(sheet, {**slot.as_json(), "value": text}, reason)
        if refused is None:
            self._drop(slot.item, slot.field)
            self.repaint_rows([index.row()])
        return refused

    # What is not stored.

    def kept_at(self, index: Index) -> str | None:
        """The text of that cell that is not stored."""
        item = self.item_at(index)
        kept = self._kept.get(item.code, {}).get(self.column_at(index).name) if item else None
        return kept.text if kept else None

    @property
    def kept_count(self) -> int:
        """How many cells have a text that is not stored."""
        return sum(len(texts) for texts in self._kept.values())

    def keep(self, index: Index, text: str, why: str) -> None:
        """Keep a text that cannot be stored, in the cell and beside the workspace."""
        item, column = self.item_at(index), self.column_at(index)
        if self.sheet is None or item is None:
            return
        self._kept.setdefault(item.code, {})[column.name] = Kept(text, why)
        # A disk that is full is told by `failed`; the text stays in the cell all the same.
        key, place = self.sheet.key, (item.code, column.name)
        self._session.read(lambda: self.drafts.keep(key, place, text))
        self.repaint_rows([index.row()])
        self.counted.emit()

    def give_up(self, index: Index) -> None:
        """Forget the text of that cell that is not stored."""
        item = self.item_at(index)
        if item is not None and self.kept_at(index) is not None:
            self._drop(item.code, self.column_at(index).name)
            self.repaint_rows([index.row()])
            self.counted.emit()

    def _drop(self, item: str, column: str) -> None:
        self._kept.get(item, {}).pop(column, None)
        if self.sheet is not None:
            self.drafts.forget(self.sheet.key, (item, column))

    def _take_back_drafts(self, sheet: Sheet) -> None:
        """What was left in the middle of typing comes back in its cell."""
        columns = {column.name: column for column in sheet.columns}
        for line in sheet.lines:
            for (code, name), text in self.drafts.of(sheet.key).items():
                if line.item is not None and line.item.code == code and name in columns and not sheet.is_read_only:
                    refused = self.typist.refusal(sheet, Typed(line.item, columns[name], text))
                    why = sentence(refused) or _NOT_STORED
                    self._kept.setdefault(code, {})[name] = Kept(text, why)

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

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.is_entry(index):
            return False
        return self.store(index, str(value)) is None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()].item is None:
            return Qt.ItemFlag.NoItemFlags
        shown = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return shown | Qt.ItemFlag.ItemIsEditable if self.is_entry(index) else shown

    def _edit_text(self, index: Index) -> str:
        item, kept = self.item_at(index), self.kept_at(index)
        if kept is not None or item is None or self.sheet is None:
            return kept or ""
        column = self.column_at(index)
        if column.is_entry and self.sheet.is_field_of(item, column):
            return self.sheet.text(item, column.name)
        return self.look(index).text.replace("−", "-") if column.name != VINTAGE else ""
