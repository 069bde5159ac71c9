"""What follows what was done in the review: what is said of it, where the keyboard goes, and when the page is read anew."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from haishu_desk.desk.comparing import ComparisonRow
from haishu_desk.ui.review.middle import ReviewMiddle
from haishu_desk.ui.review.one_return import OneReturn
from haishu_desk.ui.review.queue_panel import QueuePanel
from haishu_desk.ui.review.sitting import Sitting
from haishu_desk.ui.turns import Turns


class Following(QObject):
    """Goes on after a decision, a cell that was settled, or all unchanged ones passed; `outdated` asks for the page anew.

    All unchanged returns are passed here too, by Ctrl+U and the queue's button.
    """

    outdated = Signal()

    def __init__(
        self,
        sitting: Sitting,
        queue: QueuePanel,
        middle: ReviewMiddle,
        one: OneReturn,
        turns: Turns,
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._sitting, self._queue, self._middle, self._one, self._turns = sitting, queue, middle, one, turns
        QShortcut(QKeySequence("Ctrl+U"), parent).activated.connect(self._pass_unchanged)
        queue.passed.connect(self._pass_unchanged)
        sitting.deciding.passed.connect(self._passed)
        one.clashing.settled.connect(self._settled)
        one.verdicts.decided.connect(self._decided)

    def _settled(self, cell: ComparisonRow) -> None:
        sitting, model = self._sitting, self._sitting.model
        self.outdated.emit()
        settled = next((row for row in model.rows if row.slot == cell.slot), None)
        if settled is not None and sitting.key is not None:
            sitting.judging.accept(sitting.key, [settled])
        self._one.state.count()
        self._middle.view.go_to_row(model.next_undecided(-1))
        self._middle.bar.said.say(f"已记下，理由随回执发给单位；{self._one.clashing.left()}")

    def _decided(self, sentence: str) -> None:
        """Said at once; what follows from it is shown in the next event, and nothing is judged or decided until then."""
        self._middle.bar.said.say(sentence)
        self._middle.tools.allow(judging=False)
        # The button that was pressed is hidden next: the keyboard goes to the list, where the next return is.
        self._queue.take_keyboard()
        self._turns.then(self._follow)

    def _follow(self) -> None:
        self.outdated.emit()
        self._one.verdicts.go_on()

    def _pass_unchanged(self) -> None:
        if self._queue.unchanged:
            self._sitting.deciding.pass_unchanged(self._queue.said, self._queue.unchanged)

    def _passed(self, count: int) -> None:
        if count:
            self._queue.said.say(f"已一并审核通过 {count} 份")
        self.outdated.emit()
