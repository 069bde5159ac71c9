"""Bars that are there while something is unusual: a paste that does not fit, rows that are filtered, cells that are 待核."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from haishu_desk.ui.entry.bars import Bar
from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.entry.pasting import Plan, says_of
from haishu_desk.ui.marks import MarkedLabel


class PastePreview(QFrame):
    """What goes where and what is left out, before it is written; not modal. `agreed` carries the plan."""

    agreed = Signal(object)
    declined = Signal()

    def __init__(self, brush: Brush, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, brush.theme.color("warn_soft"))
        self.setPalette(palette)
        self.setAccessibleName("粘贴预览")
        self._head = MarkedLabel(brush.theme, "warn", "", self)
        self._goes, self._left = QLabel(self), QLabel(self)
        self.paste_button, self.decline_button = QPushButton("粘入", self), QPushButton("放弃", self)
        self.paste_button.setObjectName("primary")
        self.paste_button.clicked.connect(self._on_agreed)
        self.decline_button.clicked.connect(self.decline)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        first, whole = QHBoxLayout(), QVBoxLayout(self)
        first.addWidget(self._head, 1)
        first.addWidget(self.paste_button)
        first.addWidget(self.decline_button)
        whole.setContentsMargins(16, 8, 12, 8)
        whole.setSpacing(4)
        whole.addLayout(first)
        for label in (self._goes, self._left):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            whole.addWidget(label)

    @property
    def text(self) -> str:
        """All that is said; empty while it is hidden."""
        said = (self._head.text, self._goes.text(), self._left.text())
        return "" if self.isHidden() else "\n".join(filter(None, said))

    def ask(self, plan: Plan) -> None:
        """Show what the plan would do."""
        self._plan = plan
        goes, left = says_of(plan)
        start = f"从 {plan.start} 起" if plan.start else "这里"
        self._head.show_mark("warn", f"这一块 {plan.height} 行 {plan.width} 列，{start}放不下", use="body")
        self._goes.setText(goes)
        self._left.setText(f"不粘：{left}" if left else "")
        self.paste_button.setEnabled(bool(plan.typed or plan.unclear))
        self.show()
        (self.paste_button if self.paste_button.isEnabled() else self.decline_button).setFocus()

    def decline(self) -> None:
        """Put it away; nothing was written."""
        self._plan = None
        if not self.isHidden():
            self.hide()
            self.declined.emit()

    def _on_agreed(self) -> None:
        plan, self._plan = self._plan, None
        self.hide()
        if plan is not None:
            self.agreed.emit(plan)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.decline()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.decline_button if self.decline_button.hasFocus() else self.paste_button).click()
        else:
            super().keyPressEvent(event)


class ArrangedBar(Bar):
    """Says that rows are filtered or sorted, and gives them all back."""

    restored = Signal()

    def __init__(self, brush: Brush, parent: QWidget | None = None) -> None:
        super().__init__(brush, "accent_soft", parent)
        self.label = QLabel(self)
        self.button = QPushButton("全部显示", self)
        self.button.clicked.connect(self.restored)
        self.row.addWidget(self.label, 1)
        self.row.addWidget(self.button)

    def say(self, text: str) -> None:
        """Say it, or go away if there is nothing to say."""
        self.label.setText(text)
        self.setVisible(bool(text))


class CarriedBar(Bar):
    """How many cells are 待核, with the two things that can be done about it."""

    accepted = Signal()
    filtered = Signal()

    def __init__(self, brush: Brush, parent: QWidget | None = None) -> None:
        super().__init__(brush, "warn_soft", parent)
        self.label = MarkedLabel(brush.theme, "warn", "", self)
        self.filter_button, self.accept_button = QPushButton("只看待核", self), QPushButton("认可选中的格", self)
        self.filter_button.clicked.connect(self.filtered)
        self.accept_button.clicked.connect(self.accepted)
        self.row.addWidget(self.label, 1)
        self.row.addWidget(self.filter_button)
        self.row.addWidget(self.accept_button)

    def count(self, cells: int) -> None:
        """Show how many there are; nothing where there are none."""
        said = f"待核 {cells} 格：从以前的报告期复制来的，逐格核对后按 Enter 认可，或改成本期的数"
        self.label.show_mark("warn", said, use="body")
        self.setVisible(cells > 0)
