"""The decision on the return that is looked at, by the buttons of the bar, and the answer to the unit."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from haishu_desk.desk.reviewing import APPROVE, REOPEN, RETURN
from haishu_desk.domain.canonical import version_code
from haishu_desk.ui.review.deciding import Remarks
from haishu_desk.ui.review.decision_bar import DecisionBar
from haishu_desk.ui.review.sitting import Sitting


class Verdicts(QObject):
    """Decides what the bar asks for; `decided` carries the sentence that says so."""

    decided = Signal(str)

    def __init__(self, sitting: Sitting, bar: DecisionBar, parent: QObject) -> None:
        super().__init__(parent)
        self._sitting, self._bar = sitting, bar
        self._is_decided = False
        bar.approved.connect(self._approve)
        bar.returned.connect(self._return)
        bar.partly.connect(self._part)
        bar.reopened.connect(self._reopen)
        bar.answered.connect(self.ask_where)
        self._keys = [
            QShortcut(QKeySequence(keys), parent, button.click)
            for keys, button in (
                ("Ctrl+Return", bar.approve), ("Ctrl+Enter", bar.approve), ("Ctrl+Shift+Return", bar.part), ("Ctrl+B", bar.back),
            )
        ]  # fmt: skip

    def listen(self, *, is_free: bool) -> None:
        """Whether the keys decide now: the desk of 数据不一致 has a use of its own for them."""
        for shortcut in self._keys:
            shortcut.setEnabled(is_free)

    def go_on(self) -> None:
        """A return is shown as it stands: it may be decided. Until then nothing follows a decision, be it pressed twice."""
        self._is_decided = False

    def _decide(self, what: str, comment: str, sentence: str, remarks: Remarks = ()) -> None:
        key, sitting = self._sitting.key, self._sitting
        if self._is_decided:
            return
        done = sitting.deciding.decide(self._bar.said, key, what, comment, remarks) if key is not None else None
        if key is None or done is None:
            return
        self._is_decided = True
        sitting.judging.forget(key)
        self._bar.comment.clear()
        sitting.keep_comment("")
        self.decided.emit(f"{sentence}，版本码 {version_code(done['revision'])}")

    def _remarks(self) -> Remarks:
        key = self._sitting.key
        return self._sitting.judging.sent_back(key, self._sitting.model.rows) if key else []

    def _approve(self, comment: str) -> None:
        self._decide(APPROVE, comment, "已审核通过")

    def _return(self, comment: str) -> None:
        self._decide(RETURN, comment, "已退回修改", self._remarks())

    def _part(self, comment: str) -> None:
        remarks = self._remarks()
        self._decide(APPROVE, comment, f"其余已通过，退回 {len(remarks)} 格", remarks)

    def _reopen(self, comment: str) -> None:
        self._decide(REOPEN, comment, "已重新打开，请把退回包传给单位")

    # The answer.

    def ask_where(self) -> None:
        """Ask for a file name, then hand the answer over."""
        if self._sitting.key is not None:
            name = self._sitting.deciding.reply_name(self._sitting.key)
            chosen, _ = QFileDialog.getSaveFileName(self._bar, "传出", name, "数据包 (*.xlsx)")
            if chosen:
                self.hand_over(Path(chosen))

    def hand_over(self, path: Path) -> None:
        """Write the 回执, 退回包 or 批复包 of the current return's unit and period to `path`."""
        if self._sitting.key is not None:
            self._sitting.deciding.reply(self._bar.said, self._sitting.key, path, self._bar.reply)
