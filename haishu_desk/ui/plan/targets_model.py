"""What the running text promises in figures, as a Qt table over words that are ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.links import named
from haishu_desk.ui.plan.places import Place, chapter_words, line_words

TITLES = ("目标", "数值", "年份", "出处", "对应指标", "牵头")
SUBJECT, VALUE, YEAR, SOURCE, INDICATOR, LEAD = range(6)
CODE_ROLE = Qt.ItemDataRole.UserRole
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class TargetRow:
    """A row: the words of its cells, what the tool tip of each adds, and the code of the indicator it repeats."""

    code: str
    cells: tuple[str, ...]
    tips: tuple[str, ...]
    indicator: str


def target_rows(contents: Contents, place: Place) -> list[TargetRow]:
    """The targets of a plan, or of one chapter of it, in print order."""
    chapter = int(place.name) if place.name else None
    rows = [row for row in contents.targets[place.plan] if chapter in (None, row["chapter"])]
    return [_row(contents, row) for row in rows]


def _row(contents: Contents, row: dict[str, Any]) -> TargetRow:
    indicator = row["indicator"] or ""
    item = contents.documents.catalogue.get(indicator) if indicator else None
    kept = next(each for each in _kept(contents, row["code"]) if each["code"] == row["code"])
    lead = contents.units(row["code"], "lead") or contents.units(indicator, "lead")
    if not lead and kept.get("lead"):
        lead = [contents.documents.units.get(kept["lead"]).name]
    source = chapter_words(row)
    year = f"{row['year']}" if row["year"] else "—"
    cells = (row["subject"], row["raw"], year, source, f"第 {item.number} 项" if item else "—", "、".join(lead) or "—")
    instead = f"与{named(contents, indicator)}是同一个数，在那里填报" if item else "指标表里没有，单独填报"
    five = "五年合计" if row["cumulative"] or kept.get("over_term") else ""
    year_tip = f"{row['year']} 年" if row["year"] else "原文没有写年份"
    tips = (row["subject"], "，".join(filter(None, (row["raw"], five))), year_tip,
            f"{source} {line_words(row['source']['lines'])}", instead, cells[LEAD])  # fmt: skip
    return TargetRow(row["code"], cells, tips, indicator)


def _kept(contents: Contents, code: str) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = contents.documents.catalogue.plan(code.partition("-")[0]).content["targets"]
    return kept


class TargetsModel(QAbstractTableModel):
    """The table; CODE_ROLE is the target's code, ITEM_ROLE that of the indicator that stands for it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[TargetRow] = ()

    def show_rows(self, rows: Sequence[TargetRow]) -> None:
        """Show other targets."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(TITLES):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        texts: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: row.cells[index.column()],
            Qt.ItemDataRole.ToolTipRole: row.tips[index.column()],
            Qt.ItemDataRole.AccessibleTextRole: f"{TITLES[index.column()]}：{row.tips[index.column()]}",
            CODE_ROLE: row.code,
            ITEM_ROLE: row.indicator,
        }
        return texts.get(role)

    def row_of(self, code: str) -> int:
        """The row of a target; -1 if it is not shown."""
        return next((place for place, row in enumerate(self.rows) if row.code == code), -1)
