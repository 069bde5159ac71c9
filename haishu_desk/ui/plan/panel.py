"""The panel at the right: what is known of the entry that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.ui.plan.details import Details
from haishu_desk.ui.theme import Theme

WIDTH = 304


class DetailsPanel(QFrame):
    """Shows `Details`; `followed` carries the code of a link that was clicked."""

    followed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("sidePanel")
        self.setFixedWidth(theme.wide(WIDTH))
        self._area = QScrollArea(self)
        self._area.setAccessibleName("选中条目的说明")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.addWidget(self._area)
        self.show_nothing()

    def show_nothing(self, advice: str = "点一行指标或任务，这里写出谁牵头、谁填报、怎么算、印在哪里。") -> None:
        """Say what to do first."""
        body, layout = self._fresh()
        layout.addWidget(self._label("还没有选中条目", "panel", bold=True))
        layout.addWidget(self._label(advice, "body", "text3"))
        layout.addStretch(1)
        self._area.setWidget(body)

    def show_details(self, details: Details) -> None:
        """Show another entry."""
        body, layout = self._fresh()
        layout.addWidget(self._label(f"{details.number}　{details.title}", "panel", bold=True))
        layout.addLayout(self._badges(details))
        layout.addWidget(self._rule())
        layout.addLayout(self._facts(details))
        for name, text in details.texts:
            layout.addWidget(self._rule())
            layout.addWidget(self._label(name, "small", "text3", bold=True))
            layout.addWidget(self._label(text, "body", "text2"))
        for code, text in details.links:
            layout.addWidget(self._rule())
            layout.addWidget(self._link(code, text), 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self._area.setWidget(body)
        self.setAccessibleName(f"{details.code} {details.title}")

    def texts(self) -> str:
        """All words that are shown, for tests and for copying."""
        labels = self._area.widget().findChildren(QLabel)
        return "\n".join(label.text() for label in labels)

    def _fresh(self) -> tuple[QWidget, QVBoxLayout]:
        body = QWidget()
        body.setObjectName("panelBody")
        body.setAutoFillBackground(True)
        palette = body.palette()
        palette.setColor(palette.ColorRole.Window, self._theme.color("surface"))
        body.setPalette(palette)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(8)
        return body, layout

    def _badges(self, details: Details) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for badge in details.badges:
            strong = badge == "约束性"
            label = self._label(badge, "chip", "accent_text" if strong else "text2", bold=strong)
            label.setAutoFillBackground(True)
            palette = label.palette()
            palette.setColor(palette.ColorRole.Window, self._theme.color("accent_soft" if strong else "idle_soft"))
            label.setPalette(palette)
            label.setContentsMargins(8, 2, 8, 2)
            label.setWordWrap(False)
            row.addWidget(label)
        row.addStretch(1)
        return row

    def _facts(self, details: Details) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 36)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(details.facts):
            grid.addWidget(self._label(name, "body", "text3"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._label(value, "body", "text"), row, 1)
        return grid

    def _label(self, text: str, use: str, color: str = "text", *, bold: bool = False) -> QLabel:
        label = QLabel(text)
        label.setFont(self._theme.font(use, bold=bold))
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        palette = label.palette()
        palette.setColor(palette.ColorRole.WindowText, self._theme.color(color))
        label.setPalette(palette)
        return label

    def _rule(self) -> QFrame:
        rule = QFrame()
        rule.setFixedHeight(1)
        rule.setAutoFillBackground(True)
        palette = rule.palette()
        palette.setColor(palette.ColorRole.Window, self._theme.color("line"))
        rule.setPalette(palette)
        return rule

    def _link(self, code: str, text: str) -> QPushButton:
        button = QPushButton(f"{text}　{code}")
        button.setObjectName("link")
        button.setProperty("code", code)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(self._on_link)
        return button

    def _on_link(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.followed.emit(str(sender.property("code")))
