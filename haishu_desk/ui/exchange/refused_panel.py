"""A file that is not taken in: why, what to do, and 说明, which leads to the handbook."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from haishu_desk.ui.exchange.files import ReceivedFile
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wording import for_the_window

HEIGHT = 64


class RefusedPanel(QFrame):
    """One line; `code` is that of the error."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drawer")
        self._session = session
        self.code = ""
        self.said, self.why = QLabel(), QPushButton("说明")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setFont(theme.font("chip"))
        self.why.setToolTip("这是什么意思、怎么办（F1）")
        self.why.clicked.connect(self._explain)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(self.said, 1)
        line.addWidget(self.why)

    def show_file(self, file: ReceivedFile) -> None:
        """Say why that file was refused."""
        error = (file.outcome.error if file.outcome is not None else None) or {}
        self.code = str(error.get("code", ""))
        words = (str(error.get("message", "")), str(error.get("advice", "")))
        self.said.setText(for_the_window("。".join(filter(None, words))))
        self.why.setVisible(bool(self.code))

    def _explain(self) -> None:
        self._session.explained.emit(self.code)
