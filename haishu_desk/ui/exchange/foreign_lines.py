"""The lines of the panel 从其他表格取数: heads and labels with what they were taken for, figures, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from haishu_desk.bundle.foreign.found import ASSUMED, FoundCell
from haishu_desk.bundle.foreign.names import WHOLE
from haishu_desk.bundle.foreign.phrases import Said
from haishu_desk.desk.documents import Documents
from haishu_desk.desk.foreign import Reading
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.wording import for_the_window

Index = QModelIndex | QPersistentModelIndex
HEADS = ("位置", "表头或行名", "认作", "计量单位", "乘")
CELLS = ("格", "单位", "期别", "指标", "表上", "记为")
FINDINGS = ("程度", "说明")
_RIGHT = frozenset({"乘", "表上", "记为"})


@dataclass(frozen=True)
class Line:
    """One line of texts; `name` is the head or label that a correction would be about."""

    texts: tuple[str, ...]
    name: str = ""


class LineTable(QAbstractTableModel):
    """Lines under headings."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self.lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines instead."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.lines[index.row()].texts[index.column()]
        return self._side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, column: int) -> int:
        right = self._titles[column] in _RIGHT
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


def head_lines(reading: Reading, documents: Documents) -> list[Line]:
    """Every head and label: first what was left out and can be put right, then what was understood."""
    found = reading.found
    lines = [
        Line((f"{left.sheet}!{left.place}", left.row, f"没有取：{for_the_window(left.why)}", "", ""), left.row)
        for left in found.skipped
        if left.place.isalpha() or left.place.isdigit()
    ]
    for column in found.columns:
        taken = _taken_for(column.said, documents) or (documents.catalogue.get(column.item).name if column.item else "")
        place = f"{column.sheet}!{column.column}"
        lines.append(
            Line((place, column.header, taken or "—", column.measure or "", column.factor or "—"), column.header)
        )
    for row in found.rows:
        said = row.said
        texts = (f"{row.sheet}!{row.row}", row.label, _taken_for(said, documents) or "—", "、".join(said.measures), "")
        lines.append(Line(texts, row.label))
    return lines


def cell_lines(cells: Sequence[FoundCell], documents: Documents) -> list[Line]:
    """Every figure that would be written."""
    return [
        Line(
            (
                f"{cell.sheet}!{cell.address}",
                documents.called(cell.unit, cell.period),
                parse_period(cell.period).title + (f"（{cell.vintage}）" if cell.vintage else ""),
                f"{cell.item} {documents.catalogue.get(cell.item).name}",
                f"{cell.text} {cell.measure or ''}".strip(),
                f"{cell.value} {documents.catalogue.get(cell.item).unit or ''}".strip()
                + ("（表上没写单位）" if cell.factor == ASSUMED else ""),
            )
        )
        for cell in cells
    ]


def finding_lines(reading: Reading) -> list[Line]:
    """What stands against it, and what else is to be known."""
    return [
        Line((found.severity, for_the_window("。".join(filter(None, (found.message, found.advice))))))
        for found in reading.findings
    ]


def _taken_for(said: Said, documents: Documents) -> str:
    """What a text was understood as, in words."""
    items = [f"{code} {documents.catalogue.get(code).name}" for code in said.items[-1:]]
    unit = [] if said.unit is None else ["全区" if said.unit == WHOLE else documents.units.get(said.unit).name]
    when = [] if said.when is None or said.when.year is None else [f"{said.when.year}年"]
    part = [f"1—{said.when.to}月"] if said.when and said.when.to and said.when.begins == 1 else []
    return "·".join([*items, *unit, *when, *part, *([said.vintage] if said.vintage else [])])
