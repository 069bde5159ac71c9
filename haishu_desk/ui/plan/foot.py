"""What stands under the printed table: the notes as printed, and whether the plan agrees with itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from haishu_desk.ui.marks import MarkedLabel
from haishu_desk.ui.plan.short_label import ShortLabel
from haishu_desk.ui.theme import Theme


class Foot(QFrame):
    """`asked` says that somebody wants to see what does not add up."""

    asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planFoot")
        self.notes = QLabel(self)
        self.notes.setObjectName("secondary")
        self.notes.setWordWrap(True)
        self.notes.setFont(theme.font("small"))
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.checks = QWidget(self)
        self.count = MarkedLabel(theme, "warn", "", self.checks)
        ground = self.count.palette()
        ground.setColor(QPalette.ColorRole.Window, theme.color("warn_soft"))
        self.count.setPalette(ground)
        self.count.setAutoFillBackground(True)
        self.first = ShortLabel(self.checks)
        self.first.setObjectName("secondary")
        self.first.setFont(theme.font("small"))
        self.see = QPushButton("看核对", self.checks)
        self.see.setObjectName("link")
        self.see.setFont(theme.font("small"))
        self.see.setCursor(Qt.CursorShape.PointingHandCursor)
        self.see.clicked.connect(self.asked)
        row = QHBoxLayout(self.checks)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.count)
        row.addWidget(self.first, 1)
        row.addWidget(self.see)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(0)
        column.addWidget(self.notes)
        column.addWidget(self.checks)

    def show_notes(self, notes: Sequence[str], checks: Sequence[dict[str, Any]]) -> None:
        """The notes of a table as they are printed, and the rows of the plan's own consistency."""
        self.notes.setText("注：" + "　".join(notes))
        self.notes.setVisible(bool(notes))
        self.count.show_mark("warn", f"{len(checks)} 处对不上")
        self.first.say("；".join(str(row["message"]).rstrip("。") for row in checks))
        self.see.setAccessibleName(f"看核对，{len(checks)} 处对不上")
        self.checks.setVisible(bool(checks))
        self.setVisible(bool(notes) or bool(checks))
