"""Bars over and under the sheet in place of dialogs: why it is closed, what was refused, what to decide, what to find."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget

from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.icons import icon
from haishu_desk.ui.marks import MarkedLabel


class Bar(QFrame):
    """A line as wide as the sheet, hidden while it has nothing to say."""

    def __init__(self, brush: Brush, ground: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brush = brush
        self.setAutoFillBackground(True)
        self.ground(ground)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 6, 12, 6)
        self.row.setSpacing(8)
        self.hide()

    def ground(self, token: str) -> None:
        """Lay another colour under it."""
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, self._brush.theme.color(token))
        self.setPalette(palette)

    def cross(self, name: str) -> QPushButton:
        """A button that puts the bar away."""
        button = QPushButton(icon(self._brush.theme, "x", "text3", 14), "", self)
        button.setObjectName("bare")
        button.setFixedSize(24, 24)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(self.hide)
        return button


class SaidBar(Bar):
    """One sentence with its mark: a closed sheet (stays), or a refusal (can be put away)."""

    def __init__(self, brush: Brush, ground: str, *, stays: bool, parent: QWidget | None = None) -> None:
        super().__init__(brush, ground, parent)
        self._mark = MarkedLabel(brush.theme, "idle", "", self)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addWidget(self._label, 1)
        if not stays:
            self.row.addWidget(self.cross("知道了"), 0, Qt.AlignmentFlag.AlignTop)

    @property
    def text(self) -> str:
        """What is said; empty while it is hidden."""
        return "" if self.isHidden() else self._label.text()

    def say(self, mark: str, word: str, text: str) -> None:
        """Say it, or nothing more if `text` is empty."""
        self._mark.show_mark(mark, word, use="body")
        self._label.setText(text)
        self.setVisible(bool(text))


class ClashBar(Bar):
    """数据不一致 of the current cell: the values, another one, and the reason; nothing is preselected.

    `settled` carries the value that is to stand and the reason.
    """

    settled = Signal(str, str)

    def __init__(self, brush: Brush, parent: QWidget | None = None) -> None:
        super().__init__(brush, "clash_soft", parent)
        self._values: list[str] = []
        self._choices = QButtonGroup(self)
        self._choices.idToggled.connect(self._on_changed)
        self.row.addWidget(MarkedLabel(brush.theme, "clash", "数据不一致", self))
        self._place = QHBoxLayout()
        self._place.setSpacing(8)
        self.row.addLayout(self._place)
        self.other, self.reason = QLineEdit(self), QLineEdit(self)
        self.other.setPlaceholderText("另填")
        self.other.setFixedWidth(brush.theme.wide(88))
        self.other.textChanged.connect(self._on_other)
        self.reason.setPlaceholderText("理由：以哪个数为准、依据什么（必填）")
        self.reason.textChanged.connect(self._on_changed)
        self.reason.returnPressed.connect(self.settle)
        self.button = QPushButton("采用并记下", self)
        self.button.clicked.connect(self.settle)
        self.row.addWidget(self.other)
        self.row.addWidget(self.reason, 1)
        self.row.addWidget(self.button)

    def ask(self, values: Sequence[tuple[str, str]], other: str = "") -> None:
        """Ask which value stands: each as it is typed, and who wrote it when."""
        for radio in self._choices.buttons():
            self._choices.removeButton(radio)
            self._place.removeWidget(radio)
            radio.hide()
            radio.deleteLater()
        self._values = [value for value, _ in values]
        for number, (value, who) in enumerate([*values, ("另填", "")]):
            radio = QRadioButton(f"{value or '（清除）'}　{who}".strip(), self)
            self._choices.addButton(radio, number)
            self._place.addWidget(radio)
        self.reason.clear()
        self.other.setText(other)
        self._on_other(other)  # the text may be the same as before, and the choices are new ones
        self.show()

    def choose(self, number: int) -> None:
        """Choose the value of that number, from 0."""
        button = self._choices.button(number)
        if button is not None:
            button.setChecked(True)

    @property
    def chosen(self) -> str | None:
        """The value that is chosen; None before anything is."""
        number = self._choices.checkedId()
        if number < 0:
            return None
        return self._values[number] if number < len(self._values) else self.other.text().strip() or None

    def settle(self) -> None:
        """Hand over what was chosen, with its reason."""
        value = self.chosen
        if value is not None and self.reason.text().strip():
            self.settled.emit(value, self.reason.text().strip())

    def _on_other(self, text: str) -> None:
        if text:
            self.choose(len(self._values))
        self._on_changed()

    def _on_changed(self) -> None:
        value = self.chosen
        self.button.setText("采用并记下" if value is None else f"采用 {value or '清除'} 并记下")
        self.button.setEnabled(value is not None and bool(self.reason.text().strip()))


class FindBar(Bar):
    """Finds an item or a word; `sought` carries the text, `next_wanted` and `previous_wanted` ask for another one."""

    sought = Signal(str)
    next_wanted = Signal()
    previous_wanted = Signal()
    closed = Signal()

    def __init__(self, brush: Brush, parent: QWidget | None = None) -> None:
        super().__init__(brush, "surface", parent)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("查找：名称、序号、代码、拼音首字母或格里的字")
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(360)
        self.field.textChanged.connect(self.sought)
        self.found = QLabel(self)
        self.found.setObjectName("tertiary")
        self.row.addWidget(self.field, 1)
        self.row.addWidget(self.found)
        self.row.addStretch(1)
        self.cross_button = self.cross("关闭查找（Esc）")
        self.cross_button.clicked.connect(self.closed)
        before, after = QPushButton("上一处", self), QPushButton("下一处", self)
        before.clicked.connect(self.previous_wanted)
        after.clicked.connect(self.next_wanted)
        self.row.insertWidget(1, after)
        self.row.insertWidget(1, before)
        self.row.addWidget(self.cross_button)

    def open(self) -> None:
        """Show it, ready to type."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cross_button.click()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.previous_wanted if is_back else self.next_wanted).emit()
            return
        super().keyPressEvent(event)
