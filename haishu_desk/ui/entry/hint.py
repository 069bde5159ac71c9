"""The small hint under an open editor: what was understood, or why it was not, and the two keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from haishu_desk.ui.entry.brush import Brush

_WIDTH, _NARROW, _MANY = 320, 244, 24


class Hint(QFrame):
    """Floats over the sheet and takes neither focus nor mouse."""

    def __init__(self, brush: Brush, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._brush, self.front = brush, parent
        self._lead, self._said, self._more = (self._label(use) for use in ("small", "panel", "small"))
        self._keys = self._label("small")
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._lead)
        first.addWidget(self._said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(3)
        column.addLayout(first)
        column.addWidget(self._more)
        column.addWidget(self._keys)
        self.hide()

    @property
    def text(self) -> str:
        """All that is said; empty while nothing is shown."""
        labels = (self._lead, self._said, self._more, self._keys)
        return "\n".join(label.text() for label in labels if label.text()) if not self.isHidden() else ""

    def say(self, under: QRect, understood: str, more: str, keys: str) -> None:
        """Say what was understood; `under` is the editor in the coordinates of the parent."""
        self._fill(("理解为", "text2"), (understood, "accent_text"), more, keys)
        self._place(under)

    def refuse(self, under: QRect, message: str, advice: str, keys: str) -> None:
        """Say why it was not understood or not taken."""
        self._fill(("", "text2"), (message, "bad_text"), advice, keys)
        self._place(under)

    def _fill(self, lead: tuple[str, str], said: tuple[str, str], more: str, keys: str) -> None:
        is_long = not lead[0]
        self._said.setFont(self._brush.font("body" if is_long else "panel", bold=True))
        self._said.setWordWrap(is_long)
        for label, (text, ink) in (
            (self._lead, lead),
            (self._said, said),
            (self._more, (more, "text2")),
            (self._keys, (keys, "text3")),
        ):
            label.setText(text)
            label.setVisible(bool(text))
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, self._brush.theme.color(ink))
            label.setPalette(palette)
        self.setFixedWidth(self._brush.theme.wide(_WIDTH if is_long or len(more) > _MANY else _NARROW))
        self.setAccessibleName(f"{said[0]}。{more}")

    def _place(self, under: QRect) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
        height = self.heightForWidth(self.width()) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setFixedHeight(max(height, 40))
        room = self.front.rect()
        below = under.bottom() + 6 + self.height() <= room.bottom()
        top = under.bottom() + 6 if below else under.top() - 6 - self.height()
        left = min(max(under.left() - 8, 4), room.right() - self.width() - 4)
        self.move(QPoint(left, max(top, 0)))
        self.show()
        self.raise_()

    def _label(self, use: str) -> QLabel:
        label = QLabel()
        label.setFont(self._brush.font(use))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(use == "small")
        return label
