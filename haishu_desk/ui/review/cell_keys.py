"""What a key says of the current cells: 认可, 退回, and on to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from haishu_desk.desk.comparing import CLASHING
from haishu_desk.ui.review.middle import ReviewMiddle
from haishu_desk.ui.review.sitting import Sitting


class CellKeys(QObject):
    """Judges the selected cells by key and by button."""

    def __init__(self, sitting: Sitting, middle: ReviewMiddle, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._middle = sitting.model, middle
        self._view, self._said = middle.view, middle.bar.said
        tools = middle.tools
        pairs = (
            ("F5", tools.accept, self.accept),
            ("F6", tools.send_back, self.send_back),
            ("F8", tools.forward, self.forward),
        )
        for keys, button, slot in pairs:
            QShortcut(QKeySequence(keys), parent).activated.connect(slot)
            button.clicked.connect(slot)
        sitting.model.refused.connect(self.refuse)

    @property
    def _may_judge(self) -> bool:
        """Whether the cells can be judged, and are seen: the board of findings covers them."""
        return self._middle.tools.accept.isEnabled() and not self._middle.is_board

    def accept(self) -> None:
        """认可 the selected cells and go on to the next."""
        if self._view.is_editing or not self._may_judge:
            return
        rows = self._view.selected_rows()
        if any(cell.group == CLASHING for row in rows if (cell := self._model.cell(row)) is not None):
            self.refuse("数据不一致的格要先在下面定下一个数")
            return
        self._said.forget()
        self._model.accept(rows)
        if rows:
            self._view.go_to_row(self._model.next_undecided(rows[-1]))

    def send_back(self) -> None:
        """退回 the current cell: the remark is typed in its line."""
        if not self._view.is_editing and self._may_judge:
            self._said.forget()
            self._view.setFocus()
            self._view.ask_remark()

    def forward(self) -> None:
        """Go to the next cell of which nothing was said."""
        row = self._model.next_undecided(self._view.currentIndex().row()) if self._may_judge else -1
        if row >= 0:
            self._view.setFocus()
            self._view.go_to_row(row)

    def refuse(self, sentence: str) -> None:
        """Say in the bar why nothing was done."""
        self._said.say(sentence, "bad")
