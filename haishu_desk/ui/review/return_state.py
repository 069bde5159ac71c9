"""How the return that is looked at stands: over it its head, in the tools the counts, in the bar what may be decided."""

from __future__ import annotations

from PySide6.QtCore import QObject

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.returns import CLOSED, FILLING, RECEIVED, REPORTED, SENT_BACK
from haishu_desk.ui.review.middle import ReviewMiddle
from haishu_desk.ui.review.sitting import Sitting


class ReturnState(QObject):
    """Offers what the state of a return allows, and counts its cells again whenever one of them is judged."""

    def __init__(self, sitting: Sitting, middle: ReviewMiddle, parent: QObject) -> None:
        super().__init__(parent)
        self._sitting, self._model, self._middle = sitting, sitting.model, middle
        self._model.judged.connect(self.count)

    def show(self, key: ReturnKey) -> None:
        """Show how that return stands; its comparison is the one that is shown."""
        desk, deciding, middle = self._sitting.session.desk, self._sitting.deciding, self._middle
        state = deciding.state(key)
        middle.head.show_return(desk, key, desk.course(key), state)
        judging = state in (REPORTED, RECEIVED, FILLING)
        middle.tools.allow(judging=judging and bool(self._model.to_judge))
        middle.bar.offer_reply(deciding.reply_kind(key) if state in (SENT_BACK, *CLOSED) else None)
        said = desk.statements.standing(key)
        middle.same.what.setText(said.said if said else "没有改动的格")
        middle.same.first.setText("可以直接审核通过" if judging else "与对照的那一次一样")
        if judging:
            self.count()
            return
        self._tell_counts()
        if state in CLOSED:
            middle.bar.offer_reopening()
        else:
            middle.bar.rest()

    def count(self) -> None:
        """Say how many cells were judged, and ask for the decision that follows from them; nothing where no return is shown."""
        key, judging = self._sitting.key, self._sitting.judging
        if key is None:
            return
        self._tell_counts()
        rows = self._model.to_judge
        sent_back = len(judging.sent_back(key, rows))
        self._middle.bar.ask(undecided=len(rows) - judging.decided(key, rows), sent_back=sent_back)

    def _tell_counts(self) -> None:
        comparison = self._model.comparison
        if comparison is not None:
            done = self._sitting.judging.decided(comparison.key, comparison.to_judge)
            self._middle.tools.show_counts(comparison, done, self._model.kind)
