"""The indicator table as it is printed: rows of the plan's document, cells in the words of the printed page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from haishu_desk.domain.amendments import printed_targets
from haishu_desk.domain.items import BINDING
from haishu_desk.domain.quantity import from_json, show
from haishu_desk.ui.plan.contents import Contents

NUMBER, CATEGORY, NAME = 0, 1, 2
CODE_ROLE = Qt.ItemDataRole.UserRole
BOLD_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Span:
    """Cells that are printed as one: `rows` high, from `row` down."""

    row: int
    column: int
    rows: int


class PrintedTable(QAbstractTableModel):
    """One plan's table; every cell is text, nothing is reckoned."""

    def __init__(self, contents: Contents, plan: str) -> None:
        super().__init__()
        frame = contents.documents.catalogue.plan(plan).content["plan"]
        self.plan = plan
        self._rows = contents.indicators(plan)
        self._values: list[str] = frame["columns"]
        self._with_attribute = any(row["attribute"] for row in self._rows)
        titles = [frame["column_titles"][column].replace(" ", "\n") for column in self._values]
        self._titles = ["序号", "一级\n指标", "二级指标", *titles, *(["属性"] if self._with_attribute else [])]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if (
            role == Qt.ItemDataRole.DisplayRole
            and orientation == Qt.Orientation.Horizontal
            and section < len(self._titles)
        ):
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == CODE_ROLE:
            return row["code"]
        if role == BOLD_ROLE:
            return index.column() == CATEGORY or (self._is_attribute(index.column()) and row["attribute"] == BINDING)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._titles[index.column()]}：{self._text(row, index.column())}".replace("\n", "")
        return None

    def _is_attribute(self, column: int) -> bool:
        return self._with_attribute and column == len(self._titles) - 1

    def _text(self, row: dict[str, Any], column: int) -> str:
        if column == NUMBER:
            return str(row["number"])
        if column == CATEGORY:
            return str(row["category"])
        if column == NAME:
            name = f"{row['parent']}：{row['name']}" if row["parent"] else row["name"]
            return f"{name}（{row['unit']}）{'*' if row['resident_basis'] else ''}"
        if self._is_attribute(column):
            return str(row["attribute"] or "")
        name = self._values[column - NAME - 1]
        value, printed = row["values"][name], printed_targets(row).get(name)
        shown = show(from_json(value)) if value else ""
        return f"{shown}\n（原{printed}）" if printed else shown

    def spans(self) -> list[Span]:
        """The merged cells: a category down its rows, a number that two rows share."""
        return [span for column in (NUMBER, CATEGORY) for span in self._runs(column)]

    def _runs(self, column: int) -> list[Span]:
        texts = [self._text(row, column) for row in self._rows]
        starts = [place for place, text in enumerate(texts) if not place or text != texts[place - 1]]
        ends = [*starts[1:], len(texts)]
        return [Span(start, column, end - start) for start, end in zip(starts, ends, strict=True) if end - start > 1]

    def row_of(self, code: str) -> int:
        """The row of an indicator; -1 if it stands in another table."""
        return next((place for place, row in enumerate(self._rows) if row["code"] == code), -1)

    def binding_count(self) -> int:
        """How many are 约束性."""
        return sum(row["attribute"] == BINDING for row in self._rows)
