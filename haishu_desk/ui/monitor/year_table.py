"""The table under the big chart: the years across, each under its place on the axis; actual, expected, difference, state."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from haishu_desk.desk.portrait import Portrait
from haishu_desk.ui.monitor.wording import ahead_words, due_in, off_in, places_of, signed
from haishu_desk.ui.theme import Theme

ROWS = ("实际", "应达", "差", "状态")
_ROW = 26
Index = QModelIndex | QPersistentModelIndex


class YearModel(QAbstractTableModel):
    """A column a year; words where there is no number."""

    def __init__(self) -> None:
        super().__init__()
        self._years: list[int] = []
        self._cells: list[list[str]] = [[] for _ in ROWS]
        self._tips: list[str] = []

    def show_portrait(self, seen: Portrait) -> None:
        """Show another item."""
        self.beginResetModel()
        self._years = list(seen.series.years)
        self._cells = [list(row) for row in zip(*(_column(seen, year) for year in self._years), strict=True)]
        self._tips = [_tip(seen, year) for year in self._years]
        self.endResetModel()

    @property
    def years(self) -> list[int]:
        """The years of the columns."""
        return self._years

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(ROWS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._years)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            if orientation == Qt.Orientation.Vertical:
                return ROWS[section] if section < len(ROWS) else None
            return str(self._years[section]) if section < len(self._years) else None
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Vertical:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        text = self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tips[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._years[index.column()]} 年 {ROWS[index.row()]} {text or '—'}"
        return None

    def text(self, columns: list[int] | None = None) -> str:
        """The rows with the years above them, as lines with tabs; of some columns only."""
        wanted = range(len(self._years)) if columns is None else columns
        lines = ["\t".join(["", *(str(self._years[column]) for column in wanted)])]
        lines += [
            "\t".join([title, *(row[column] for column in wanted)])
            for title, row in zip(ROWS, self._cells, strict=True)
        ]
        return "\n".join(lines)


def _column(seen: Portrait, year: int) -> tuple[str, str, str, str]:
    due, off = due_in(seen, year), off_in(seen, year)
    point, base = seen.series.counting.get(year), seen.series.base
    if point is not None:
        value, state = point.words, point.vintage or point.basis
    elif base is not None and base.year == year:
        value, state = _printed(seen), "规划表"
    else:
        value, state = seen.series.silent_years().get(year, "—" if due else ""), ""
    clashing = any(other.clash and other.year == year for other in seen.series.others)
    if clashing:
        value, state = "—", "数据不一致"
    return value, due, "" if off is None else signed(off, places_of(seen)), state


def _printed(seen: Portrait) -> str:
    base = seen.series.base
    return base.quantity.raw if base is not None else ""


def _tip(seen: Portrait, year: int) -> str:
    """What of a year has no room in its column."""
    lines = [f"{year} 年"]
    for point in seen.series.points:
        if point.year == year:
            said = (point.period.title, point.words, point.vintage, point.basis, point.by, point.note)
            lines.append("　".join(str(part) for part in said if part))
    if seen.ahead is not None and seen.ahead.year == year:
        lines.append(ahead_words(seen, seen.ahead).replace("\n", " "))
    return "\n".join(lines)


class YearTable(QTableView):
    """Shows the model with its columns where the chart has its years; `looked` carries the year that was chosen."""

    looked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model_ = YearModel()
        self.setModel(self.model_)
        self.setItemDelegate(YearDelegate(theme, self))
        self.setShowGrid(False)
        self.setFrameShape(self.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(8)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.tall(_ROW))
        rows.setHighlightSections(False)
        rows.setFont(theme.font("small"))
        self.setFixedHeight(theme.tall(_ROW) * len(ROWS) + 2)
        self.setAccessibleName("各年的数")
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_portrait(self, seen: Portrait) -> None:
        """Show another item."""
        self.model_.show_portrait(seen)

    def stand_under(self, edges: list[int]) -> None:
        """Let the columns begin and end at these places, in pixels from the left edge of the table."""
        self.verticalHeader().setFixedWidth(max(edges[0], 1))
        for column, (left, right) in enumerate(pairwise(edges)):
            self.setColumnWidth(column, right - left)

    def copy(self) -> None:
        """Put the chosen columns on the clipboard, with the years above them; all if none is chosen."""
        chosen = sorted({index.column() for index in self.selectedIndexes()})
        QGuiApplication.clipboard().setText(self.model_.text(chosen or None))

    def look_at(self, year: int | None) -> None:
        """Go to the column of that year."""
        if year in self.model_.years:
            row = max(self.currentIndex().row(), 0)
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(self.model_.index(row, self.model_.years.index(year)))
            self.selectionModel().blockSignals(False)
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: Any) -> None:
        menu = QMenu(self)
        menu.addAction("复制这几年", self.copy)
        menu.exec(event.globalPos())

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid() and current.column() != previous.column():
            self.looked.emit(self.model_.years[current.column()])


class YearDelegate(QStyledItemDelegate):
    """A cell of the table: numbers bold in the row of what was reported, words grey, in the middle of their year."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        theme = self._theme
        place: QRect = option.rect  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(place, theme.color("accent_soft"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(place.topLeft(), place.topRight())
        text = str(index.data() or "")
        is_number = any(sign.isdigit() for sign in text)
        strong = index.row() == 0 and is_number
        font = theme.font("body" if is_number else "small", bold=strong)
        painter.setFont(font)
        painter.setPen(theme.color("text" if strong else "text2" if is_number else "text3"))
        room = place.adjusted(2, 0, -2, 0)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.restore()
