"""Pictures of the pages that are seen, at most one new one a paint event: the window stays alive while many come into view."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from haishu_desk.press.leaves import Leaf, picture_of


class LeafPictures(QObject):
    """Kept by the number of the page until they are forgotten, for whatever `widget` paints."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._kept: dict[int, QPixmap] = {}
        self._may_paint = True
        # What is still white is painted in the events after this one.
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(widget.update)

    def begin(self) -> None:
        """A paint event begins."""
        self._may_paint = True

    def of(self, number: int, leaf: Leaf, width: int) -> QPixmap | None:
        """The picture of a page, so many dots wide; None where its turn comes in a later event, and the page is still white."""
        kept = self._kept.get(number)
        if kept is None or kept.width() != width:
            if not self._may_paint:
                self._again.start()
                return None
            self._may_paint = False
            kept = self._kept[number] = QPixmap.fromImage(picture_of(leaf, width))
        return kept

    def forget(self) -> None:
        """Other pages are shown now."""
        self._kept.clear()

    def keep(self, seen: Collection[int]) -> None:
        """Let go of all others."""
        self._kept = {number: picture for number, picture in self._kept.items() if number in seen}
