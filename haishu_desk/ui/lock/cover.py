"""What lies over a window while the screen is locked: a card that asks who is back, or a plain surface."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from haishu_desk.ui.first_run import FrontPage
from haishu_desk.ui.theme import Theme

LOCKED = "已锁定"
_WITH_PIN = "写口令就回来；没有打完的字都还在，正在做的事照做。换一个人，要选姓名、写那个人的口令。"
_WITHOUT = (
    "内容遮住了，没有打完的字都还在，正在做的事照做。这里没有口令挡着，按“继续”就回来；"
    "要口令才能回来的，请在“设置”的“使用人和口令”里设口令。"
)


class Cover(FrontPage):
    """The card. `given` carries a name and a PIN; `resumed` says that somebody without a PIN is back.

    `persons` are those who may come back with a PIN, first the one whose turn it is; none: the cover only hides.
    """

    given = Signal(str, str)
    resumed = Signal()

    def __init__(self, persons: list[str], theme: Theme, window: QWidget) -> None:
        super().__init__(theme, LOCKED, _WITH_PIN if persons else _WITHOUT, 440)
        self.setParent(window)
        cover(self, window, theme)
        self.setAccessibleName(LOCKED)
        self.who, self.pin, self.said = QComboBox(), QLineEdit(), self.label("", "body")
        self.go = self.primary("解锁" if persons else "继续")
        self._lay_out(persons, theme)
        self.go.clicked.connect(self._give if persons else self.resumed)
        self.pin.returnPressed.connect(self._give)
        self.stops: list[QWidget] = [self.who, self.pin, self.go] if persons else [self.go]

    def _lay_out(self, persons: list[str], theme: Theme) -> None:
        self.who.addItems(persons)
        self.who.setAccessibleName("姓名")
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName("口令")
        self.pin.setPlaceholderText("口令")
        for field in (self.who, self.pin):
            field.setFont(theme.font("body"))
            self.column.addWidget(field)
            field.setVisible(bool(persons))
        self.said.setWordWrap(True)
        palette = self.said.palette()
        palette.setColor(self.said.foregroundRole(), theme.color("bad_text"))
        self.said.setPalette(palette)
        self.said.hide()
        self.column.addWidget(self.said)
        self.column.addSpacing(4)
        line = QHBoxLayout()
        line.addWidget(self.go)
        line.addStretch(1)
        self.column.addLayout(line)

    @property
    def door(self) -> QWidget:
        """What has the keyboard first."""
        return self.pin if self.pin in self.stops else self.go

    def refuse(self, sentence: str) -> None:
        """Say why the PIN did not do."""
        self.said.setText(sentence)
        self.said.show()
        self.pin.clear()
        self.pin.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  Qt's own
        """Tab goes round on the card and never under it."""
        here = self.stops.index(now) if (now := self.focusWidget()) in self.stops else -1
        step = 1 if forward else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        self.stops[(here + step) % len(self.stops)].setFocus(reason)
        return True

    def _give(self) -> None:
        if self.pin.text():
            self.given.emit(self.who.currentText(), self.pin.text())


class Veil(QWidget):
    """A plain surface over a window that is not the main one."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        cover(self, window, theme)
        label = QLabel(f"{LOCKED}，请回主窗口")
        label.setFont(theme.font("body"))
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(label)


def cover(widget: QWidget, window: QWidget, theme: Theme) -> None:
    """Make that child of the window opaque, and as large as it is."""
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, theme.color("bg"))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)
    widget.setGeometry(window.rect())
