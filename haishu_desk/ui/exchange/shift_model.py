"""The cells that a file changes, or that taking it back changes: what stands now, what stands then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from haishu_desk.desk import Desk
from haishu_desk.desk.previewing import CHANGED, CLASHING, CLEARING, NEW, OLD, SAME, Shift
from haishu_desk.desk.taking_back import TakeBack
from haishu_desk.domain.cells import (
    VALUE,
    ReturnKey,
    Slot,
    cell_of_word,
    explained,
    is_evidence,
    is_note,
    is_word,
    values_of,
)
from haishu_desk.domain.quantity import Quantity
from haishu_desk.ui.review.words import value

WORDS = {
    CLASHING: "数据不一致",
    CHANGED: "改动",
    CLEARING: "清除",
    NEW: "新填",
    SAME: "和这里相同",
    OLD: "这里已有更新的",
}
BACK, STAYS = "退回原值", "后来改过，不动"
TITLES = ("指标 · 格", "现在", "装入后", "会怎样")
TITLES_BACK = ("指标 · 格", "现在", "撤回后", "会怎样")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ShiftRow:
    """One cell in words."""

    label: str
    before: str
    after: str
    fate: str


def rows_of_shift(desk: Desk, shift: Shift) -> Iterator[ShiftRow]:
    """What taking in a file does, 数据不一致 first."""
    order = list(WORDS)
    for cell in sorted(shift.cells, key=lambda cell: order.index(cell.fate)):
        yield ShiftRow(label_of(desk, cell.key, cell.slot), _side(cell.before), _side(cell.after), WORDS[cell.fate])


def rows_of_take_back(desk: Desk, planned: TakeBack) -> Iterator[ShiftRow]:
    """What taking back a file does, what stays last."""
    for edit in planned.edits:
        heads = desk.heads(edit.key)
        for change in edit.changes:
            now = _side(values_of(heads.get(change.slot, ())))
            yield ShiftRow(label_of(desk, edit.key, change.slot), now, _side((change.after,)), BACK)
    for key, slot in planned.left:
        now = _side(values_of(desk.heads(key).get(slot, ())))
        yield ShiftRow(label_of(desk, key, slot), now, now, STAYS)


def summary_of(shift: Shift) -> str:
    """How many cells meet which fate, in one line."""
    counted = [f"{WORDS[fate]} {number} 格" for fate, number in shift.counts.items() if number]
    return "，".join(counted) or "不改任何格"


def label_of(desk: Desk, key: ReturnKey, slot: Slot) -> str:
    """A cell in words: the item's number and name, the field, the 数值状态."""
    spoken = cell_of_word(explained(slot))
    titles, catalogue = desk.documents.fields(key.form), desk.documents.catalogue
    item = catalogue.get(slot.item) if slot.item in catalogue else None
    field = titles[spoken.field]["title"] if spoken.field in titles and spoken.field != VALUE else ""
    kind = "说明" if is_note(slot.field) else ("审核说明" if is_word(slot.field) else "")
    name = f"{item.number} {item.name}" if item else slot.item
    return " · ".join(filter(None, (name, "佐证材料" if is_evidence(slot.field) else field, slot.vintage, kind)))


def _side(values: Sequence[Quantity]) -> str:
    said = [value(each) for each in values if each.absent != "cleared" or len(values) > 1]
    return " / ".join(said) or "（空）"


class ShiftModel(QAbstractTableModel):
    """The rows as a table of four columns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ShiftRow, ...] = ()
        self._titles = TITLES

    def show_rows(self, rows: Sequence[ShiftRow], titles: tuple[str, str, str, str] = TITLES) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows, self._titles = tuple(rows), titles
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (row.label, row.before, row.after, row.fate)[index.column()]
        return _align(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return _align(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _align(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in (1, 2) else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
