"""The pages one over the other: only the one that is shown says how much room is needed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

_ROOM = "room"  # of a page: how much there was when it was left


class PageStack(QStackedWidget):
    """QStackedWidget would be as large as the largest page that was ever shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coming: QWidget | None = None
        self.currentChanged.connect(self._ask_again)

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show that page; one that stood in this room before is laid out once, at the size that it will have."""
        area, layout = self._area(), self.layout()
        if area is not None and layout is not None and page is not self.currentWidget():
            room = area.maximumViewportSize()
            self.currentWidget().setProperty(_ROOM, room)
            # Any other page is first given the size of the one before it: it may be one that makes do with less.
            if page.property(_ROOM) == room:
                layout.setEnabled(False)  # the page that is left keeps its size
                self._coming = page
                QCoreApplication.sendEvent(area, QEvent(QEvent.Type.LayoutRequest))
                self._coming = None
                layout.setEnabled(True)
        super().setCurrentWidget(page)

    def _area(self) -> QScrollArea | None:
        """The scroll area that gives the stack its size, while it is shown in one."""
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        return area if isinstance(area, QScrollArea) and self.isVisible() else None

    def minimumSizeHint(self) -> QSize:
        if not self.count():
            return QSize(0, 0)
        return self._page.minimumSizeHint().expandedTo(self._page.minimumSize())

    @property
    def _page(self) -> QWidget:
        return self.currentWidget() if self._coming is None else self._coming

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def heightForWidth(self, width: int) -> int:
        # Qt would ask every page, and take the tallest.
        return self._page.heightForWidth(width) if self.count() else -1

    def _ask_again(self) -> None:
        self.updateGeometry()
