"""The table of the overview as a Qt model over lines that are ready; what is shown of them, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from haishu_desk.ui.monitor.overview.lines import Line

LINE_ROLE = Qt.ItemDataRole.UserRole
NUMBER, NAME, VALUE, DUE, TARGET, PROGRESS, SPARK, LIGHT = range(8)
_FIGURES = (VALUE, DUE, TARGET)
Index = QModelIndex | QPersistentModelIndex
FILTERS: dict[str, Callable[[Line], bool]] = {
    "全部": lambda _: True,
    "约束性": lambda line: line.item.is_binding,
    "要关注": lambda line: line.wants_care,
}


class LineModel(QAbstractTableModel):
    """The lines that fit the filter, the worst first or as they are printed."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[Line] = ()
        self.lines: list[Line] = []
        self._said: list[tuple[str, ...]] = []
        self.titles: tuple[str, ...] = ("",) * 8
        self._filter, self._is_printed = next(iter(FILTERS)), False

    def show_lines(self, lines: Sequence[Line], year: str, end: str, span: str) -> None:
        """Show other lines; `year` and `end` are the years of the figures and of the target, `span` those of the picture."""
        self.beginResetModel()
        self._all = lines
        self.titles = ("序号", "指标", year, "应达", f"{end} 目标", "进度", span, "灯")
        self._arrange()
        self.endResetModel()

    def arrange(self, name: str, *, is_printed: bool) -> None:
        """Show only what fits one of `FILTERS`, in print order or the worst first."""
        self.beginResetModel()
        self._filter, self._is_printed = name, is_printed
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        fitting = filter(FILTERS[self._filter], self._all)
        self.lines = sorted(fitting, key=lambda line: line.order if self._is_printed else line.worst_first)
        self._said = list(map(_texts, self.lines))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.titles):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _FIGURES else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and section == PROGRESS:
            return "竖线是序时进度；没有进度可算的写着怎样判"
        return self.titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self._said[index.row()][column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken if column == NAME else f"{self.titles[column]} {self._said[index.row()][column]}".strip()
        return _tip(line, column) if role == Qt.ItemDataRole.ToolTipRole else None

    def texts(self, row: int) -> tuple[str, ...]:
        """What stands in the columns of a line."""
        return self._said[row]

    def row_of(self, code: str) -> int:
        """The row of an item; -1 if it is not shown."""
        return next((row for row, line in enumerate(self.lines) if line.code == code), -1)


def _texts(line: Line) -> tuple[str, ...]:
    item = line.item
    said = "，".join(f"{year} 年 {value}" for year, value in line.spark.points) or line.spark.word
    return (
        item.number, line.short_name, line.value, line.due, line.target, line.progress_words, said, line.light_words,
    )  # fmt: skip


def _tip(line: Line, column: int) -> str:
    if column == VALUE:
        basis = "，".join(filter(None, (line.vintage, line.basis)))
        return "\n".join(filter(None, (f"{line.value} {line.unit}".strip(), basis, line.rests_on)))
    if column in (DUE, PROGRESS):
        return line.formula.replace("；", "\n") or line.reason or line.word
    if column == LIGHT:
        return "\n".join(filter(None, (line.verdict, line.reason)))
    return line.item.name if column in (NUMBER, NAME) else _texts(line)[column]
