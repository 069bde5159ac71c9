"""One line of text a cell, painted in a third of the time that Qt's own delegate takes for it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import paint_text
from haishu_desk.ui.widgets.tables import paint_ground


class PlainDelegate(QStyledItemDelegate):
    """One line of text a cell, with the same ground as everywhere."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        first = index.column() == 0
        paint_ground(painter, self._theme, option, is_first=first)
        box: QRect = option.rect  # type: ignore[attr-defined]
        align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        inside, text = box.adjusted(16 if first else 8, 0, -8, -1), str(index.data() or "")
        paint_text(painter, inside, text, self._theme.color(self.ink_of(text)), align)
        painter.restore()

    def ink_of(self, text: str) -> str:
        """The colour of a cell, by what stands there."""
        del text
        return "text"
