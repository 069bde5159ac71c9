"""The table of tasks and projects as a Qt model over their standings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from haishu_desk.monitor.project_lights import SIDES
from haishu_desk.ui.monitor.projects.wording import (
    LIGHT_WORDS,
    details_of,
    invested_words,
    place_words,
    progress_words,
    verdict_words,
)

if TYPE_CHECKING:
    from haishu_desk.desk.project_standing import Standing

Index = QModelIndex | QPersistentModelIndex
STANDING = Qt.ItemDataRole.UserRole
TITLES = ("任务或项目", "阶段", "形象进度", "本年投资（万元）", *SIDES, "结论", "存在问题")
NAME, STAGE, PROGRESS, INVESTED, FIRST_LIGHT = range(5)
VERDICT, PROBLEM = FIRST_LIGHT + len(SIDES), FIRST_LIGHT + len(SIDES) + 1


class ProjectModel(QAbstractTableModel):
    """One row a task or project."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Standing] = ()
        self.names: Mapping[str, str] = {}

    def show_rows(self, rows: Sequence[Standing], names: Mapping[str, str]) -> None:
        """Show these; `names` are those of the units."""
        self.beginResetModel()
        self.rows, self.names = rows, names
        self.endResetModel()

    def place_of(self, code: str) -> int:
        """The row of an item; -1 if it is not shown."""
        return next((place for place, row in enumerate(self.rows) if row.item.code == code), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == STANDING:
            return row
        text = self.text_of(row, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{TITLES[index.column()]} {text}"
        return details_of(row) if role == Qt.ItemDataRole.ToolTipRole else None

    def text_of(self, row: Standing, column: int) -> str:
        """What a cell says."""
        if FIRST_LIGHT <= column < VERDICT:
            return LIGHT_WORDS[row.lights[SIDES[column - FIRST_LIGHT]].color]
        return {
            NAME: f"{row.item.name}\n{place_words(row, self.names)}",
            STAGE: row.stage or "—",
            PROGRESS: progress_words(row),
            INVESTED: "\n".join(filter(None, invested_words(row))),
            VERDICT: verdict_words(row),
            PROBLEM: row.texts.get("problem", ""),
        }[column]
