"""What a key says of the current cells: 认可, 退回, 查询, 核定数, and on to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from haishu_desk.desk.comparing import CLASHING, ComparisonRow
from haishu_desk.ui.review.middle import ReviewMiddle
from haishu_desk.ui.review.said_in_line import ASK, SEND_BACK, VERIFY, Purpose
from haishu_desk.ui.review.sitting import Sitting


class CellKeys(QObject):
    """Judges the selected cells by key and by button; `done` says that nothing is left to say here."""

    done = Signal()

    def __init__(self, sitting: Sitting, middle: ReviewMiddle, parent: QObject) -> None:
        super().__init__(parent)
        self._sitting, self._model, self._middle = sitting, sitting.model, middle
        self._view, self._said = middle.view, middle.bar.said
        tools = middle.tools
        for keys, button, slot in (
            ("F5", tools.accept, self.accept), ("F6", tools.send_back, self.send_back), ("F7", tools.ask, self.ask),
            ("F10", tools.verify, self.verify), ("F8", tools.forward, self.forward),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), parent).activated.connect(slot)
            button.clicked.connect(slot)
        self._model.refused.connect(self.refuse)
        # Written when the editor is closed: writing reads the table anew.
        self._model.asked.connect(self._write_query, Qt.ConnectionType.QueuedConnection)
        self._model.verified.connect(self._write_verified, Qt.ConnectionType.QueuedConnection)

    @property
    def _may_judge(self) -> bool:
        """Whether the cells can be judged, and are seen: the board of findings covers them."""
        is_free = not (self._view.is_editing or self._middle.is_board or self._model.is_pair)
        return is_free and self._middle.tools.accept.isEnabled()

    def accept(self) -> None:
        """认可 the selected cells and go on to the next; what was asked of them is settled with that."""
        if not self._may_judge:
            return
        rows = self._view.selected_rows()
        cells = [cell for row in rows if (cell := self._model.cell(row)) is not None]
        if any(cell.group == CLASHING for cell in cells):
            self.refuse("数据不一致的格要先在下面定下一个数")
            return
        self._said.forget()
        self._model.accept(rows)
        key = self._sitting.key
        for cell in cells:
            if key is not None and cell.slot in self._model.queries:
                self._sitting.deciding.close_query(self._said, key, cell.slot)
        if rows:
            self._view.go_to_row(self._model.next_undecided(rows[-1]))

    def send_back(self) -> None:
        """退回 the current cell: the remark is typed in its line."""
        self._type(SEND_BACK)

    def ask(self) -> None:
        """查询 the current cell: what is asked is typed in its line."""
        self._type(ASK)

    def verify(self) -> None:
        """核定数 of the current cell: figure and reason are typed in its line."""
        cell = self._model.cell(self._view.currentIndex().row())
        if cell is not None and cell.group == CLASHING and self._may_judge:
            self.refuse("数据不一致的格要先在下面定下一个数")
        else:
            self._type(VERIFY)

    def _type(self, purpose: Purpose) -> None:
        if self._may_judge:
            self._said.forget()
            self._view.setFocus()
            self._view.ask_for(purpose)

    def forward(self) -> None:
        """Go to the next cell of which nothing was said; from the last one to the next return."""
        if self._view.is_editing or self._middle.is_board or self._model.is_pair:
            return
        row = self._model.next_undecided(self._view.currentIndex().row()) if self._may_judge else -1
        if row >= 0:
            self._view.setFocus()
            self._view.go_to_row(row)
        else:
            self.done.emit()

    def _write_query(self, cell: ComparisonRow, text: str) -> None:
        key = self._sitting.key
        if key is not None and self._sitting.deciding.ask(self._said, key, cell.slot, text):
            self._go_on("查询已记下，随回执、退回包发给单位")

    def _write_verified(self, cell: ComparisonRow, value: str, reason: str) -> None:
        key = self._sitting.key
        if key is not None and self._sitting.deciding.verify(self._said, key, cell.slot, value, reason):
            self._sitting.judging.verify(key, cell, reason)
            self._model.judged.emit()
            self._go_on("核定数已记在单位所报的数旁边")

    def _go_on(self, sentence: str) -> None:
        self._view.setFocus()
        row = self._model.next_undecided(self._view.currentIndex().row())
        self._view.go_to_row(row)
        self._said.say(sentence)

    def refuse(self, sentence: str) -> None:
        """Say in the bar why nothing was done."""
        self._said.say(sentence, "bad")
