"""The pages one over the other: only the one that is shown says how much room is needed."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class PageStack(QStackedWidget):
    """QStackedWidget would be as large as the largest page that was ever shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self._ask_again)

    def minimumSizeHint(self) -> QSize:
        if not self.count():
            return QSize(0, 0)
        page = self.currentWidget()
        return page.minimumSizeHint().expandedTo(page.minimumSize())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def heightForWidth(self, width: int) -> int:
        # Qt would ask every page, and take the tallest.
        return self.currentWidget().heightForWidth(width) if self.count() else -1

    def _ask_again(self) -> None:
        self.updateGeometry()
