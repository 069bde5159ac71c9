"""The rows of a plan that was read, as a table: taken or not, what it is, its cells to be corrected, why it is doubtful."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from haishu_desk.desk.plan_draft import AIM, BASE, GROWTH, NAME, UNIT, UNREAD, DraftRow, PlanDraft
from haishu_desk.ui.theme import Theme

TITLES = ("采用", "类别", "代码", "名称", "单位", "基期", "目标、状态", "年均增长", "存疑")
TAKEN, KIND, CODE, WORDS, DOUBT = 0, 1, 2, 3, 8
_CELLS = {3: NAME, 4: UNIT, 5: BASE, 6: AIM, 7: GROWTH}
_RIGHT = (5, 6, 7)
Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class DraftModel(QAbstractTableModel):
    """`corrected` says that a cell was corrected or a row taken out or in."""

    corrected = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.draft: PlanDraft | None = None
        self.rows: list[DraftRow] = []

    def show_draft(self, draft: PlanDraft | None) -> None:
        """Show the rows of that plan, doubtful first."""
        self.beginResetModel()
        self.draft, self.rows = draft, draft.rows if draft else []
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return TITLES[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual, row = super().flags(index), self.rows[index.row()]
        if index.column() == TAKEN and row.kind != UNREAD:
            return usual | Qt.ItemFlag.ItemIsUserCheckable
        is_open = index.column() in _CELLS and row.may_change(_CELLS[index.column()])
        return usual | Qt.ItemFlag.ItemIsEditable if is_open else usual

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
        answers: dict[int, Any] = {
            _Role.DisplayRole: self.text(row, column),
            _Role.EditRole: self.text(row, column),
            _Role.ToolTipRole: row.doubt or self.text(row, column),
            _Role.AccessibleTextRole: f"{row.kind} {row.text(NAME)} {TITLES[column]}：{self.text(row, column) or '没有'}",
            _Role.TextAlignmentRole: int(side | Qt.AlignmentFlag.AlignVCenter),
            _Role.ForegroundRole: self._theme.color(self._token(row, column)),
        }
        if column == TAKEN and row.kind != UNREAD:
            answers[_Role.CheckStateRole] = Qt.CheckState.Checked if row.is_taken else Qt.CheckState.Unchecked
        return answers.get(role)

    def _token(self, row: DraftRow, column: int) -> str:
        if not row.is_taken:
            return "text3"
        if column == DOUBT:
            return "warn_text"
        return "accent_text" if _CELLS.get(column) in row.corrected else "text"

    def text(self, row: DraftRow, column: int) -> str:
        """What stands in a cell."""
        if row.kind == UNREAD and column == WORDS:
            return f"第 {row.lines[0]} 行"
        if column in _CELLS:
            return row.text(_CELLS[column])
        return {KIND: row.kind, CODE: row.code, DOUBT: row.doubt}.get(column, "")

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        row = self.rows[index.row()]
        if role == _Role.CheckStateRole:
            row.is_taken = Qt.CheckState(value) == Qt.CheckState.Checked
        elif self.draft is None or not self.draft.correct(row, _CELLS.get(index.column(), ""), str(value)):
            return False
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(TITLES) - 1))
        self.corrected.emit()
        return True
