"""退回与查询: what came back to a unit, cell by cell with the reason; one key jumps to the cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import Heads, ReturnKey, Slot, values_of, vintage_rank
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import Quantity
from haishu_desk.domain.returns import CLOSED, Course
from haishu_desk.ui.review.words import NOTHING, values
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import BAD, INFO, LEFT, RIGHT, Status, paint_status, paint_text, paint_two_lines
from haishu_desk.ui.widgets.tables import dress_table, paint_ground
from haishu_desk.ui.wording import moment

STATUS = Qt.ItemDataRole.UserRole + 1
TITLES = ("序号", "指标", "报告期", "退回时的数", "现在的数", "退回的理由", "谁退回", "状态")
_WIDTHS = {0: 60, 1: 250, 2: 90, 3: 100, 4: 100, 6: 128, 7: 92}
_FIGURES, _NAME, _REASON, _STATE, ROW = (3, 4), 1, 5, 7, 46
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Returned:
    """One cell that came back, or with `item` None a whole return."""

    key: ReturnKey
    item: str | None
    number: str
    label: str
    unit: str
    then: tuple[Quantity, ...]
    now: tuple[Quantity, ...]
    reason: str
    who: str

    @property
    def status(self) -> Status:
        """Whether the cell says something else since."""
        meanings = [{quantity.meaning for quantity in side} for side in (self.then, self.now)]
        is_same = self.item is None or meanings[0] == meanings[1]
        return Status(BAD, "待修改") if is_same else Status(INFO, "已改，未传出")


def returned_cells(desk: Desk) -> list[Returned]:
    """Everything that this unit was asked to look at again, newest period first."""
    found: list[Returned] = []
    own = [key for key in desk.workspace.cells.returns() if key.unit == desk.identity.unit]
    for key in sorted(own, key=lambda key: key.period, reverse=True):
        course = desk.course(key)
        if course.state(has_edits=True) not in CLOSED:
            found += _of(desk, key, course)
    return found


def _of(desk: Desk, key: ReturnKey, course: Course) -> list[Returned]:
    judged = next(
        (each for each in reversed(course.decisions) if each.what in ("returned", "approved", "reopened")), None
    )
    if judged is None:
        return []
    who = f"{judged.author.person}\n{moment(judged.author.at)}"
    by_id = {revision.id: revision for revision in course.revisions}
    then: Heads = by_id[judged.revision].heads if judged.revision in by_id else {}
    heads = desk.heads(key)
    rows = []
    if judged.comment and judged.what != "approved":
        title = str(desk.documents.forms[key.form]["title"])
        rows.append(Returned(key, None, "", f"整份{title}", "", (), (), judged.comment, who))
    for slot, remark in sorted(course.open_remarks().items()):
        item = desk.documents.catalogue.get(slot.item)
        before, now = _shown(then, slot), _shown(heads, slot)
        label = " · ".join(filter(None, (item.name, slot.vintage)))
        rows.append(Returned(key, item.code, item.number, label, item.unit or "", before, now, remark, who))
    return rows


def _shown(heads: Heads, slot: Slot) -> tuple[Quantity, ...]:
    """The value of the cell in its best 数值状态: a correction may come with a better one."""
    same = [each for each in heads if (each.item, each.field) == (slot.item, slot.field)]
    return values_of(heads[max(same, key=lambda each: vintage_rank(each.vintage))]) if same else ()


class ReturnedModel(QAbstractTableModel):
    """The cells that came back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Returned] = []

    def show_rows(self, rows: Sequence[Returned]) -> None:
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
            return _texts(row)[column]
        if role == STATUS and column == _STATE:
            return row.status
        return _align(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(section)
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None


class ReturnedView(QTableView):
    """The table; `jumped` carries the Returned of a line that was double-clicked or on which Enter was pressed."""

    jumped = Signal(object)

    def __init__(self, model: ReturnedModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setObjectName("edge")
        self.setModel(model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setAccessibleName("退回的格")
        dress_table(self, theme, ROW)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, theme.wide(width))
        self.horizontalHeader().setSectionResizeMode(_REASON, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self.jump)

    def jump(self) -> None:
        """Ask for the cell of the current line."""
        row = self.currentIndex().row()
        if 0 <= row < len(self._rows.rows):
            self.jumped.emit(self._rows.rows[row])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.jump()
            return
        super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        paint_ground(painter, self._theme, option, is_first=index.column() == 0)
        box = option.rect.adjusted(16 if index.column() == 0 else 8, 0, -8, -1)  # type: ignore[attr-defined]
        text, status = str(index.data() or ""), index.data(STATUS)
        if status is not None:
            painter.setFont(self._theme.font("chip"))
            paint_status(painter, self._theme, status, box)
        elif index.column() in _FIGURES:
            paint_text(painter, box, text, self._theme.color("text"), RIGHT)
        elif "\n" in text or index.column() in (_NAME, _REASON):
            paint_two_lines(painter, self._theme, box, text, bold=index.column() == _NAME)
        else:
            painter.setFont(self._theme.font("small"))
            paint_text(painter, box, text, self._theme.color("text3"), LEFT)
        painter.restore()


def _texts(row: Returned) -> tuple[str, ...]:
    then, now = (values(side) if row.item else NOTHING for side in (row.then, row.now))
    label = f"{row.label}\n{row.unit}" if row.unit else row.label
    return (row.number, label, parse_period(row.key.period).title, then, now, row.reason, row.who, row.status.word)


def _align(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
