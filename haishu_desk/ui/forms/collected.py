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
        """Show this roll-up."""
        titles, rows = found.table()
        first = len(titles) - 1 - len(found.form["fields"] if titles[0] == "项目" else found.columns)
        numbers = [field["type"] == "quantity" for field in found.form["fields"]]
        right = {first + place for place in range(len(titles) - 1 - first) if numbers[place % len(numbers)]}
        self.about.setText(found.about)
        self.table.show_rows(titles, rows, frozenset(right))


def takes_files(event: QDragEnterEvent | QDropEvent) -> bool:
    """Whether workbooks are being dropped."""
    return any(url.isLocalFile() and url.toLocalFile().lower().endswith(".xlsx") for url in event.mimeData().urls())
