"""What all our tables share: ground and hairline of a cell, whole rows, a quiet header."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QTableView

from haishu_desk.ui.theme import Theme

HEAD = 34


def paint_ground(painter: QPainter, theme: Theme, option: QStyleOptionViewItem, *, is_first: bool) -> None:
    """Ground, hairline and, in the current row, the bar at its left edge."""
    box: QRect = option.rect  # type: ignore[attr-defined]
    is_selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
    paint_row_ground(painter, theme, box, is_selected=is_selected, is_first=is_first)


def paint_row_ground(painter: QPainter, theme: Theme, box: QRect, *, is_selected: bool, is_first: bool = True) -> None:
    """The same of a whole row, or of a cell, that is known to be selected or not."""
    painter.fillRect(box, theme.color("accent_soft" if is_selected else "surface"))
    if is_selected and is_first:
        painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.color("accent"))
    painter.setPen(theme.color("line"))
    painter.drawLine(box.bottomLeft(), box.bottomRight())


def dress_table(table: QTableView, theme: Theme, row: int) -> None:
    """What all our tables share: whole rows, hairlines of our own, a quiet header, no numbers at the side."""
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(theme.tall(row))
    header = table.horizontalHeader()
    header.setFixedHeight(theme.tall(HEAD))
    header.setFont(theme.font("small", bold=True))
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
