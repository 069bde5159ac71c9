"""汇总 of a 临时报表 as a table that is read anew when something comes in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from haishu_desk.desk.collecting import Collected
from haishu_desk.ui.forms.text_table import TextTable
from haishu_desk.ui.theme import Theme


class CollectedView(QWidget):
    """What stands in it, on which basis, and who is missing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table, self.about = TextTable(theme, "汇总"), QLabel()
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setObjectName("secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 0)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)

    def show_collected(self, found: Collected) -> None:
        """Show this roll-up; other than on paper the state stands beside the unit and the sums above all."""
        titles, rows = found.table()
        front = 1 if found.is_across else 2
        right = frozenset(place + 1 for place in found.figures)
        moved = [[*row[:front], row[-1], *row[front:-1]] for row in (titles, *rows)]
        if front == 1:  # the sums stay in sight above the units
            moved.insert(1, moved.pop())
        self.about.setText(found.about)
        self.table.show_rows(moved[0], moved[1:], right)


def takes_files(event: QDragEnterEvent | QDropEvent) -> bool:
    """Whether workbooks are being dropped."""
    return any(url.isLocalFile() and url.toLocalFile().lower().endswith(".xlsx") for url in event.mimeData().urls())
