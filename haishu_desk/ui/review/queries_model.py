"""The list of 查询: question and answer side by side, with the state and how many days each has waited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.queries import ANSWERED, ASKED, SETTLED
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import BAD, INFO, OK, Status, paint_status, paint_text
from haishu_desk.ui.widgets.tables import dress_table, paint_ground

Row = Mapping[str, Any]
Index = QModelIndex | QPersistentModelIndex
STATUS = Qt.ItemDataRole.UserRole + 1
TITLES = ("状态", "单位", "指标", "报告期", "查询", "答复", "等了")
STATE, UNIT, NAME, PERIOD, ASK, ANSWER, DAYS = range(len(TITLES))
# Whose turn it is: the marks of the one who looks.
_MARKS = {"unit": {ASKED: BAD, ANSWERED: INFO, SETTLED: OK}, "district": {ASKED: INFO, ANSWERED: BAD, SETTLED: OK}}
_WIDTHS = {STATE: 92, UNIT: 104, NAME: 200, PERIOD: 92, DAYS: 64}
_NARROW = {STATE: 84, UNIT: 84, NAME: 132, PERIOD: 0, DAYS: 56}
_ROOMY, _LEAST, ROW = 960, 480, 48


class QueriesModel(QAbstractTableModel):
    """Rows of `Querying.rows`."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.has_units = desk.is_district
        self._marks = _MARKS["district" if desk.is_district else "unit"]
        self.rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts(row)[column]
        if role == STATUS and column == STATE:
            return Status(self._marks[row["state"]], row["state"])
        return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) if role == _ALIGN else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ALIGN:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _texts(self, row: Row) -> tuple[str, ...]:
        documents = self._desk.documents
        days = "" if row["days"] is None else "今天" if row["days"] == 0 else f"{row['days']} 天"
        return (
            row["state"],
            documents.called(row["unit"], row["period"]),
            label_of(self._desk, row),
            parse_period(row["period"]).title,
            row["asked"],
            row["answer"] or "",
            days,
        )


_ALIGN = Qt.ItemDataRole.TextAlignmentRole


def label_of(desk: Desk, row: Row) -> str:
    """The cell in words: number and name, its field where it is not the value, its 数值状态."""
    item = desk.documents.catalogue.get(row["item"])
    fields = desk.documents.fields(row["form"])
    field = str(fields[row["field"]]["title"]) if row["field"] in fields and row["field"] != "value" else ""
    return " · ".join(filter(None, (f"{item.number} {item.name}", field, row["vintage"])))


def key_and_slot(row: Row) -> tuple[ReturnKey, Slot]:
    """The return and the cell that a row is about."""
    return ReturnKey(row["form"], row["unit"], row["period"]), Slot(row["item"], row["field"], row["vintage"])


class QueriesView(QTableView):
    """The table; `stood` carries the row that is current (None for none), `jumped` the one that Enter was pressed on."""

    stood = Signal(object)
    jumped = Signal(object)

    def __init__(self, model: QueriesModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._theme = model, theme
        self.setObjectName("edge")
        self.setModel(model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setAccessibleName("查询：Enter 看那一格")
        dress_table(self, theme, ROW)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setMinimumWidth(theme.wide(_LEAST))
        self.doubleClicked.connect(self.jump)
        self.selectionModel().currentRowChanged.connect(self._stand)

    @property
    def current(self) -> Row | None:
        """The row that is current."""
        row = self.currentIndex().row()
        return self._rows.rows[row] if 0 <= row < len(self._rows.rows) else None

    def stand_on(self, name: str | None) -> None:
        """Make the query of that name the current one, or the first."""
        rows = self._rows.rows
        row = next((number for number, each in enumerate(rows) if each["query"] == name), 0)
        self.setCurrentIndex(self._rows.index(row, ASK) if rows else QModelIndex())
        self._stand()

    def jump(self) -> None:
        """Ask for the cell."""
        if self.current is not None:
            self.jumped.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.jump()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """查询 and 答复 share what the others leave."""
        widths = _WIDTHS if event.size().width() >= self._theme.wide(_ROOMY) else _NARROW
        for column, width in widths.items():
            self.setColumnHidden(column, width == 0 or (column == UNIT and not self._rows.has_units))
            self.setColumnWidth(column, self._theme.wide(width))
        for column in (ASK, ANSWER):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        super().resizeEvent(event)

    def _stand(self) -> None:
        self.stood.emit(self.current)


class _Delegate(QStyledItemDelegate):
    """A shape with its word, and texts of one or two lines."""

    def __init__(self, theme: Theme, view: QueriesView) -> None:
        super().__init__(view)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        first = index.column() == STATE
        paint_ground(painter, self._theme, option, is_first=first)
        box: QRect = option.rect.adjusted(16 if first else 8, 0, -8, -1)  # type: ignore[attr-defined]
        text, status = str(index.data() or ""), index.data(STATUS)
        painter.setFont(self._theme.font("chip"))
        if status is not None:
            paint_status(painter, self._theme, status, box)
        else:
            words = text or ("—" if index.column() == ANSWER else "")
            paint_text(painter, box, words.replace("\n", " "), self._theme.color("text" if text else "text3"))
        painter.restore()
