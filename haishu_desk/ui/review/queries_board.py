"""全部查询 of the district: the same list, with a way back to the comparison."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from haishu_desk.ui.icons import icon
from haishu_desk.ui.review.queries_panel import QueriesPanel
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme


class QueriesBoard(QueriesPanel):
    """`left` asks for the comparison again: the button, or Esc."""

    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self.back = QPushButton(icon(theme, "caret-left"), "回到比对", self)
        self.head_line.insertWidget(0, self.back)
        self.back.clicked.connect(self.left)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Esc"), self, context=context).activated.connect(self.left)
