"""更正: the approved figures of a closed return, each with what it should be and why; nothing is stored while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey, Slot, is_figure, is_filled, values_of
from haishu_desk.domain.quantity import show
from haishu_desk.domain.returns import APPROVED, REPORTED, Course

Index = QModelIndex | QPersistentModelIndex
TITLES = ("序号", "指标", "数值状态", "批准的数", "更正为", "理由和来源")
NUMBER, NAME, VINTAGE, NOW, VALUE, REASON = range(len(TITLES))
_RIGHT = (NOW, VALUE)


@dataclass(frozen=True)
class Correctable:
    """A cell that was approved; `under_way` is what the 更正 says that waits for its judgement."""

    slot: Slot
    number: str
    label: str
    now: str
    under_way: str = ""


def correctable_returns(desk: Desk) -> list[ReturnKey]:
    """The unit's own returns that can be corrected now, newest first."""
    own = [key for key in desk.workspace.cells.returns() if key.unit in desk.own_units]
    open_to = [key for key in own if _is_open(desk.course(key))]
    return sorted(open_to, key=lambda key: (key.period, key.form), reverse=True)


def _is_open(course: Course) -> bool:
    """Approved; or its 更正 has not come to the district yet, as far as is known here: then that is corrected."""
    state = course.state(has_edits=True)
    return state == REPORTED if course.correction is not None else state == APPROVED


def correctable_cells(desk: Desk, key: ReturnKey) -> list[Correctable]:
    """Its filled cells in print order."""
    documents, heads, approved = desk.documents, desk.heads(key), desk.course(key).approved()
    fields, order = documents.fields(key.form), {code: place for place, code in enumerate(documents.codes_on(key.form))}
    cells = []
    for slot in sorted(heads, key=lambda slot: (order.get(slot.item, len(order)), slot)):
        if is_figure(slot.field) and slot.field in fields and is_filled(heads[slot][0].value) and slot.item in order:
            item = documents.catalogue.get(slot.item)
            field = "" if slot.field == "value" else str(fields[slot.field]["title"])
            now = " / ".join(show(value) for value in values_of(heads[slot]))
            was = show(approved[slot][0]) if slot in approved else "—"
            label = " · ".join(filter(None, (item.name, field)))
            cells.append(Correctable(slot, item.number, label, was, now if now != was else ""))
    return cells


class CorrectionsModel(QAbstractTableModel):
    """`typed` says that something was typed."""

    typed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cells: list[Correctable] = []
        self._typed: dict[tuple[Slot, int], str] = {}

    def show_cells(self, cells: list[Correctable]) -> None:
        """Show these; what was typed for others is forgotten."""
        self.beginResetModel()
        self.cells = cells
        self._typed = {}
        self.endResetModel()

    @property
    def rows(self) -> list[dict[str, str | None]]:
        """What was typed, as the table of the verb."""
        rows = []
        for cell in self.cells:
            value, reason = (self._typed.get((cell.slot, column)) for column in (VALUE, REASON))
            if value:
                rows.append({**cell.slot.as_json(), "value": value, "reason": reason})
        return rows

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_entry = index.column() in (VALUE, REASON)
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if is_entry else Qt.ItemFlag.NoItemFlags)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell, column = self.cells[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            typed = self._typed.get((cell.slot, column), "")
            corrected = f"{cell.under_way}（等审核）" if cell.under_way and role != Qt.ItemDataRole.EditRole else ""
            return (cell.number, cell.label, cell.slot.vintage or "", cell.now, typed or corrected, typed)[column]
        return _align(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        self._typed[self.cells[index.row()].slot, index.column()] = str(value).strip()
        self.dataChanged.emit(index, index)
        self.typed.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(section)
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None


def _align(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
