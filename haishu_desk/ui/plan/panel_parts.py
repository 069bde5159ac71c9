"""The parts that the panel at the right is made of: labels, badges, chips, facts, a link that wraps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.ui.plan.card_paint import QUIET, CardBrush, Ink
from haishu_desk.ui.plan.chips import Chip
from haishu_desk.ui.plan.links import Link
from haishu_desk.ui.theme import Theme

_LINK = Ink("body", "accent_text")


class Parts:
    """Makes the widgets of a panel in one theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def label(self, text: str, use: str = "body", ink: str = "text", *, bold: bool = False) -> QLabel:
        """Words that wrap and can be selected."""
        label = QLabel(text)
        label.setFont(self.theme.font(use, bold=bold))
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.tint(label, QPalette.ColorRole.WindowText, ink)
        return label

    def tint(self, widget: QWidget, role: QPalette.ColorRole, token: str) -> None:
        """Give one role of a widget the colour of a token."""
        palette = widget.palette()
        palette.setColor(role, self.theme.color(token))
        widget.setPalette(palette)

    def rule(self) -> QFrame:
        """A hairline."""
        rule = QFrame()
        rule.setFixedHeight(1)
        rule.setAutoFillBackground(True)
        self.tint(rule, QPalette.ColorRole.Window, "line")
        return rule

    def card(self) -> tuple[QFrame, QVBoxLayout]:
        """A card and the column in it."""
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        return card, column

    def badges(self, words: Sequence[str]) -> QHBoxLayout:
        """Words on soft grounds; 约束性 is bold."""
        row = QHBoxLayout()
        row.setSpacing(6)
        for word in words:
            strong = word == "约束性"
            label = self.label(word, "small", "accent_text" if strong else "text2", bold=strong)
            label.setAutoFillBackground(True)
            self.tint(label, QPalette.ColorRole.Window, "accent_soft" if strong else "idle_soft")
            label.setContentsMargins(6, 1, 6, 1)
            label.setWordWrap(False)
            row.addWidget(label)
        row.addStretch(1)
        return row

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> QGridLayout:
        """Names and values in two columns."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, 34)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(pairs):
            grid.addWidget(self.label(name, "chip", "text3"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.label(value, "chip"), row, 1)
        return grid


class ChipStrip(QWidget):
    """Chips, as many in a line as have room."""

    def __init__(self, theme: Theme, chips: Sequence[Chip], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brush = CardBrush(theme)
        self.chips = chips
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("，".join(chip.text for chip in chips))
        self.setToolTip("\n".join(f"{chip.text}　{chip.tip}" if chip.doubtful else chip.text for chip in chips))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._brush.chips_height(self.chips, width)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width() or 240))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        self._brush.chips(painter, QRect(self.rect()), self.chips)
        painter.end()


class LinkButton(QAbstractButton):
    """A link of several words: its name wraps, its note stands below; a ring says that the keyboard is here."""

    def __init__(self, theme: Theme, link: Link, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = link
        self._brush = CardBrush(theme)
        self.setText(link.text)
        self.setObjectName("link")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("，".join(filter(None, (link.text, link.note))))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        note = self._brush.wrapped_height(self.link.note, QUIET, width - 8)
        return self._brush.wrapped_height(self.link.text, _LINK, width - 8) + note + 4

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width() or 240))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        room = self.rect().adjusted(4, 2, -4, -2)
        if self.hasFocus() or self.underMouse():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ring = QPen(self._brush.theme.color("accent"), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen
            painter.setPen(ring)
            painter.setBrush(self._brush.theme.color("wash"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        high = self._brush.wrapped_height(self.link.text, _LINK, room.width())
        self._brush.wrapped(painter, QRect(room.left(), room.top(), room.width(), high), self.link.text, _LINK)
        below = QRect(room.left(), room.top() + high, room.width(), room.height() - high)
        self._brush.wrapped(painter, below, self.link.note, QUIET)
        painter.end()
