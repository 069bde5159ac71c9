"""The table under the timeline: two lines a row, bars against 序时, four lights each with sign and word, the verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from haishu_desk.monitor.project_lights import SIDES
from haishu_desk.monitor.verdict import GREY
from haishu_desk.ui.marks import paint_mark, text_token
from haishu_desk.ui.monitor.projects.model import (
    FIRST_LIGHT,
    INVESTED,
    NAME,
    PROBLEM,
    PROGRESS,
    STAGE,
    STANDING,
    VERDICT,
    Index,
    ProjectModel,
)
from haishu_desk.ui.monitor.projects.wording import LIGHT_WORDS, MARK_OF_LIGHT, due_share, verdict_mark
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import RIGHT, Status, paint_status, paint_text, paint_two_lines
from haishu_desk.ui.widgets.tables import dress_table, paint_ground

if TYPE_CHECKING:
    from haishu_desk.desk.project_standing import Standing

ROW = 42
_LIGHT = 52
_WIDTHS = {STAGE: 76, PROGRESS: 130, INVESTED: 150, VERDICT: 138, PROBLEM: 220}
_CLOSE = {STAGE: 68, PROGRESS: 112, INVESTED: 136, VERDICT: 126, PROBLEM: 0}
_ROOMY = 1120


class ProjectDelegate(QStyledItemDelegate):
    """Paints a cell by its column."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        column, row = index.column(), index.data(STANDING)
        paint_ground(painter, self._theme, option, is_first=column == NAME)
        box = QRect(option.rect).adjusted(14 if column == NAME else 8, 0, -6, -1)  # type: ignore[attr-defined]
        painter.setFont(self._theme.font("chip"))
        if column in (NAME, INVESTED):
            paint_two_lines(painter, self._theme, box, str(index.data()))
        elif column == PROGRESS:
            self._progress(painter, box, row, str(index.data()))
        elif FIRST_LIGHT <= column < VERDICT:
            self._light(painter, box, row.lights[SIDES[column - FIRST_LIGHT]].color)
        elif column == VERDICT:
            paint_status(painter, self._theme, Status(verdict_mark(row), str(index.data())), box)
        else:
            paint_text(painter, box, str(index.data()), self._theme.color("text2"))
        painter.restore()

    def _progress(self, painter: QPainter, box: QRect, row: Standing, words: str) -> None:
        """A bar with a tick where it should be by now; words where they name no share."""
        theme, facts, due = self._theme, row.facts, due_share(row)
        if facts is None or facts.progress is None:
            paint_text(painter, box, words, theme.color("text2" if words != "—" else "text3"))
            return
        room = theme.wide(48)
        bar = QRectF(box.left(), box.center().y() - 2.5, box.width() - room, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunk"))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(theme.color("c_actual"))
        done = float(facts.progress) / 100
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(bar.width() * done, 3), 6), 3, 3)
        if due is not None:
            x = bar.left() + bar.width() * due
            painter.setPen(QPen(theme.color("text"), 1.6))
            painter.drawLine(QPointF(x, bar.top() - 4), QPointF(x, bar.bottom() + 4))
        paint_text(painter, QRect(box.right() - room, box.top(), room, box.height()), words, theme.color("text"), RIGHT)

    def _light(self, painter: QPainter, box: QRect, color: str) -> None:
        if color == GREY:
            paint_text(painter, box, LIGHT_WORDS[color], self._theme.color("text3"))
            return
        mark = MARK_OF_LIGHT[color]
        paint_mark(painter, QPointF(box.left() + 5, box.center().y() + 0.5), mark, self._theme, 9)
        paint_text(painter, box.adjusted(14, 0, 0, 0), LIGHT_WORDS[color], self._theme.color(text_token(mark)))


class ProjectTable(QTableView):
    """`looked_at` carries the code of the current row, `opened` the one that Enter or two clicks ask for."""

    looked_at = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.rows = theme, ProjectModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(ProjectDelegate(theme, self))
        self.setAccessibleName("任务与项目")
        dress_table(self, theme, ROW)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)
        self.doubleClicked.connect(self._on_double)

    def show_rows(self, rows: Sequence[Standing], names: Mapping[str, str]) -> None:
        """Show these, and stay on the item that was looked at."""
        kept = self.current
        self.rows.show_rows(rows, names)
        self.look_at(kept if self.rows.place_of(kept) >= 0 else rows[0].item.code if rows else "")

    @property
    def standing(self) -> Standing | None:
        """The current row."""
        row = self.currentIndex().row()
        return self.rows.rows[row] if 0 <= row < len(self.rows.rows) else None

    @property
    def current(self) -> str:
        """The code of the current row; empty if there is none."""
        return self.standing.item.code if self.standing else ""

    def look_at(self, code: str) -> None:
        """Make that row the current one."""
        place = self.rows.place_of(code)
        if place >= 0 and place != self.currentIndex().row():
            self.selectRow(place)
            self.scrollTo(self.rows.index(place, NAME))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.looked_at.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widths = _WIDTHS if event.size().width() >= self._theme.wide(_ROOMY) else _CLOSE
        for column, width in widths.items():
            self.setColumnHidden(column, width == 0)
            self.setColumnWidth(column, self._theme.wide(width))
        for column in range(FIRST_LIGHT, VERDICT):
            self.setColumnWidth(column, self._theme.wide(_LIGHT))

    def _on_double(self, index: QModelIndex) -> None:
        del index
        self.opened.emit(self.current)
