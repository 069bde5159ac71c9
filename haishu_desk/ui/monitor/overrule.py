"""人工改判: a panel below the verdict, not a dialog. A verdict and its reason are asked for; both stay on record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from haishu_desk.desk.evaluating import TAKEN_BACK
from haishu_desk.desk.portrait import Portrait
from haishu_desk.monitor.verdict import VERDICTS
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import rule

_CHOOSE = "请选结论"


class OverrulePanel(QFrame):
    """Writes what a person decides on the indicator and year that are shown; `done` when it is written or left."""

    done = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Portrait | None = None
        self.head = QLabel(self)
        self.head.setWordWrap(True)
        self.head.setFont(theme.font("chip", bold=True))
        self.verdicts = QComboBox(self)
        self.verdicts.setAccessibleName("改判为")
        self.verdicts.addItems([_CHOOSE, *VERDICTS, TAKEN_BACK])
        self.reason = QPlainTextEdit(self)
        self.reason.setPlaceholderText("理由（必填，会留痕）")
        self.reason.setAccessibleName("理由")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.tall(64))
        self.said = Said(session, theme, self)
        self.write = QPushButton("记下改判", self)
        self.write.setObjectName("primary")
        self.write.clicked.connect(self.decide)
        leave = QPushButton("放弃", self)
        leave.clicked.connect(self.leave)
        buttons = QHBoxLayout()
        buttons.addWidget(self.write)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 4)
        layout.setSpacing(6)
        layout.addWidget(rule(theme))
        for widget in (self.head, self.verdicts, self.reason, self.said):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        QShortcut(QKeySequence("Esc"), self, self.leave)
        self.hide()

    def open(self, seen: Portrait) -> None:
        """Ask for the verdict on that item and year; nothing is chosen beforehand."""
        self._shown = seen
        self.head.setText(f"改判：{seen.series.item.name}，{seen.asked_year} 年")
        self.verdicts.setCurrentIndex(0)
        self.reason.clear()
        self.said.forget()
        self.show()
        self.verdicts.setFocus()

    def decide(self) -> None:
        """Write it, if a verdict is chosen and a reason given."""
        seen, verdict, reason = self._shown, self.verdicts.currentText(), self.reason.toPlainText()
        if seen is None:
            return
        if verdict == _CHOOSE:
            self.said.say("还没有选结论；要取消以前的改判，选“按算法”", "bad")
            return
        item, desk = seen.series.item, self._session.desk

        def decided() -> bool:
            desk.evaluating.overrule(item.plan, seen.asked_year, item.code, verdict, reason, cutoff=seen.cutoff)
            return True

        if self.said.write([], decided):
            self.leave()

    def leave(self) -> None:
        """Put the panel away."""
        self.hide()
        self._shown = None
        self.done.emit()
