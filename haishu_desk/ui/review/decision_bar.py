"""Under the table: the comment, the buttons that decide, and afterwards the answer to hand over; or 重新打开."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from haishu_desk.desk.reviewing import LOCK, VOIDED
from haishu_desk.ui.icons import icon
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said

HEIGHT = 48


class DecisionBar(QFrame):
    """Says what the person decides; the page carries it out.

    `wished` carries `locked` or `voided`, which are asked about before; `laid_out` says that another return is offered.
    """

    approved = Signal(str)
    returned = Signal(str)
    partly = Signal(str)
    reopened = Signal(str)
    answered = Signal()
    wished = Signal(str)
    laid_out = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drawer")
        self.setFixedHeight(theme.tall(HEIGHT))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        self._label = QLabel("意见")
        self._label.setFont(theme.font("body", bold=True))
        self.comment = QLineEdit()
        self.comment.setAccessibleName("审核意见")
        self.said = Said(session, theme)
        self.reply = QPushButton(icon(theme, "paper-plane-tilt"), "")
        self.back, self.part = QPushButton("退回修改"), QPushButton("其余通过")
        self.approve = QPushButton(icon(theme, "checks", "on_accent"), "审核通过 Ctrl+Enter")
        self.approve.setObjectName("primary")
        self.reopen = QPushButton("重新打开")
        self.reopen.setToolTip("批准收回，单位可以改了再上报；核定数和查询不动。打开后把退回包传给单位")
        self.more = QPushButton("更多")
        self.menu = QMenu(self.more)
        self.lock, self.void = self.menu.addAction("锁定（验收）…"), self.menu.addAction("作废…")
        self.more.setMenu(self.menu)
        line.addWidget(self._label)
        line.addWidget(self.comment, 1)
        line.addWidget(self.said, 1)
        self._gap = QWidget()
        line.addWidget(self._gap, 1)
        for button in (self.more, self.reply, self.back, self.part, self.approve, self.reopen):
            line.addWidget(button)
        # The key always finds 审核通过 one step behind the comment, whether a comment was typed or not; 更多 comes last.
        order = (self.comment, self.approve, self.part, self.back, self.reopen, self.reply, self.more)
        for first, second in pairwise(order):
            self.setTabOrder(first, second)
        self._connect()

    def _connect(self) -> None:
        self.back.clicked.connect(self._return)
        self.part.clicked.connect(self._part)
        self.approve.clicked.connect(self._approve)
        self.reopen.clicked.connect(self._reopen)
        self.reply.clicked.connect(self.answered)
        self.lock.triggered.connect(self._lock)
        self.void.triggered.connect(self._void)
        self.comment.textChanged.connect(self._judge_reason)

    def ask(self, *, undecided: int, sent_back: int) -> None:
        """A return that waits: `undecided` and `sent_back` cells."""
        self._show(deciding=True, closed=False)
        self.comment.setPlaceholderText("审核意见（可不写；整份退回时必填）")
        self.approve.setEnabled(not undecided and not sent_back)
        self.approve.setToolTip(f"还有 {undecided} 格没有定" if undecided else "")
        self._sent_back = sent_back
        self.back.setText(f"退回修改 {sent_back} 格" if sent_back else "整份退回修改")
        self.part.setVisible(bool(sent_back))
        self.part.setEnabled(bool(sent_back) and not undecided)
        self.back.setToolTip("Ctrl+B")
        self.part.setToolTip("退回的格由单位改，其余各格审核通过（Ctrl+Shift+Enter）")
        self._judge_reason()

    def offer_reopening(self) -> None:
        """A return that is approved."""
        self._show(deciding=False, closed=True)
        self.comment.setPlaceholderText("为什么要重新打开（必填）")
        self._judge_reason()

    def rest(self) -> None:
        """A return that is the unit's turn."""
        self._show(deciding=False, closed=False)

    def offer_reply(self, kind: str | None) -> None:
        """The answer that the unit has not been sent yet; None if there is none."""
        self.reply.setVisible(kind is not None)
        self.reply.setText(f"传出{kind}…")

    _sent_back = 0

    def _show(self, *, deciding: bool, closed: bool) -> None:
        for button in (self.back, self.part, self.approve):
            button.setVisible(deciding)
        self.reopen.setVisible(closed)
        for widget in (self._label, self.comment):
            widget.setVisible(deciding or closed)
        self._gap.setVisible(not (deciding or closed))
        self.laid_out.emit()

    def _judge_reason(self) -> None:
        written = bool(self.comment.text().strip())
        self.reopen.setEnabled(written)
        self.back.setEnabled(written or self._sent_back > 0)

    def _text(self) -> str:
        return self.comment.text().strip()

    def _approve(self) -> None:
        self.approved.emit(self._text())

    def _return(self) -> None:
        self.returned.emit(self._text())

    def _part(self) -> None:
        self.partly.emit(self._text())

    def _lock(self) -> None:
        self.wished.emit(LOCK)

    def _void(self) -> None:
        self.wished.emit(VOIDED)

    def _reopen(self) -> None:
        self.reopened.emit(self._text())
