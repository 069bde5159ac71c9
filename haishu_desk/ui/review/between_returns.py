"""From one return of the review to another by key: the next, the one before, and the next that waits."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.review.middle import ReviewMiddle
from haishu_desk.ui.review.one_return import OneReturn
from haishu_desk.ui.review.queue_panel import QueuePanel
from haishu_desk.ui.review.sitting import Sitting


class BetweenReturns(QObject):
    """Goes through the queue from the return that is looked at, with the keyboard on the cells of the one it comes to.

    After the last one comes the first. Nothing happens while a remark is being typed or the board of findings is open.
    """

    def __init__(
        self, sitting: Sitting, queue: QueuePanel, middle: ReviewMiddle, one: OneReturn, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._sitting, self._queue, self._middle, self._one = sitting, queue, middle, one
        for keys, slot in (("Ctrl+PgDown", self.go_down), ("Ctrl+PgUp", self.go_up)):
            QShortcut(QKeySequence(keys), parent).activated.connect(slot)

    def go_down(self) -> None:
        """To the next return of the queue."""
        self._go(self._queue.neighbour(self._sitting.key, 1))

    def go_up(self) -> None:
        """To the return before in the queue."""
        self._go(self._queue.neighbour(self._sitting.key, -1))

    def go_to_waiting(self) -> None:
        """To the next return that waits for a decision; nowhere if no other waits."""
        self._go(self._queue.next_waiting(self._sitting.key))

    def _go(self, key: ReturnKey | None) -> None:
        view = self._middle.view
        if key is not None and not view.is_editing and not self._middle.is_board:
            self._one.show(key)
            view.setFocus()
