"""The desk for 数据不一致 under the table: 原值, 甲, 乙 and 另填 as equal cards, a reason, a button that names the choice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.desk.comparing import Claim, ComparisonRow, Contention
from haishu_desk.desk.settling import Together
from haishu_desk.ui.icons import icon
from haishu_desk.ui.marks import MarkedLabel
from haishu_desk.ui.review.words import value
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.top_bar import paint_key
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.shapes import LEFT, paint_text
from haishu_desk.ui.widgets.tick import Tick
from haishu_desk.ui.wording import moment

HEIGHT, CARD = 224, 118
_MOST = 8
ORIGINAL, OWN = "原值", "另填"
_CLAIMS = "甲乙丙丁戊己"
CLASSES = ("以主管部门核定为准", "以盖章的纸质件为准", "以后报的为准", "录入差错", "口径不同")


class Card(QAbstractButton):
    """One value to choose: name, figure, who and when, from which file and cell."""

    def __init__(self, theme: Theme, name: str, number: int, unit: str, claim: Claim | None) -> None:
        super().__init__()
        self._theme, self._number, self._unit, self.claim = theme, number, unit, claim
        self.name = name
        self.setCheckable(True)
        self.setMinimumHeight(theme.tall(CARD))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setText(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setEnabled(claim is not None or name == OWN)
        self.setAccessibleName("，".join([name, *self.lines]))
        self.setToolTip("\n".join(self.lines))

    @property
    def lines(self) -> list[str]:
        """What stands under the name."""
        if self.name == OWN:
            return ["", "", "另填须附依据，记在区级名下，", "随回执发给单位。"]
        if self.claim is None:
            return ["没有原值", "几处都是第一次填"]
        if self.claim.untouched:
            return [value(self.claim.value), "没有改这一格", "同组的另一格改了，", "所以要一起定。"]
        place = " · ".join(filter(None, (self.claim.file, self.claim.place))) or "在本机录入"
        facts = " · ".join(filter(None, (self.claim.vintage, self.claim.reason)))
        return [value(self.claim.value), f"{self.claim.person}　{moment(self.claim.at)}", place, facts]

    def sizeHint(self) -> QSize:
        return QSize(220, self._theme.tall(CARD))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self._theme.tall(CARD))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, theme, tall = QPainter(self), self._theme, self._theme.tall
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(theme.color("accent" if strong else "line2"), 2 if strong else 1))
        painter.setBrush(theme.color("accent_soft" if self.isChecked() else "surface"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        self._paint_head(painter)
        ink = "text" if self.isEnabled() else "off"
        inside = self.rect().adjusted(14, tall(32), -12, 0)
        lines = self.lines
        painter.setFont(theme.font("figure", bold=self.claim is not None))
        first = QRect(inside.left(), inside.top(), inside.width(), tall(26))
        paint_text(painter, first, lines[0], theme.color(ink))
        if self.claim is not None:
            left = painter.fontMetrics().horizontalAdvance(lines[0]) + 6
            painter.setFont(theme.font("chip"))
            paint_text(painter, first.adjusted(left, 3, 0, 3), self._unit, theme.color("text3"))
        painter.setFont(theme.font("chip"))
        for number, text in enumerate(lines[1:]):
            line = inside.adjusted(0, tall(28) + tall(18) * number, 0, 0)
            line.setHeight(tall(18))
            paint_text(painter, line, text, theme.color("text2" if self.isEnabled() else "off"))
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        theme, centre = self._theme, self.rect().topLeft()
        x, y = centre.x() + 20, centre.y() + theme.tall(19)
        painter.setPen(QPen(theme.color("accent" if self.isChecked() else "field"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(x - 6, y - 6, 12, 12)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(x - 3, y - 3, 7, 7)
        painter.setFont(theme.font("body", bold=True))
        head = self.rect().adjusted(34, theme.tall(8), -12, 0)
        head.setHeight(theme.tall(22))
        paint_text(painter, head, self.name, theme.color("text" if self.isEnabled() else "off"), LEFT)
        paint_key(painter, self.rect().adjusted(0, 10, -12, 0), f"Alt {self._number}", theme)


class OwnCard(Card):
    """另填: a field of its own inside the card; typing in it is choosing it."""

    def __init__(self, theme: Theme, number: int, unit: str) -> None:
        super().__init__(theme, OWN, number, unit, None)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(f"填一个数{f'（{unit}）' if unit else ''}")
        self.field.setAccessibleName("另填的数")
        self.field.textEdited.connect(self._choose)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.field.setGeometry(14, self._theme.tall(34), self.width() - 28, self._theme.tall(30))

    def _choose(self) -> None:
        self.setChecked(True)


class ClashDesk(QFrame):
    """Settles one cell; `settled` carries the cell, the value as text, and the reason."""

    settled = Signal(object, str, str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drawer")
        self._theme = theme
        self._row: ComparisonRow | None = None
        self._contention: Contention | None = None
        self._has_more = False
        self._others: Together | None = None
        self.cards: list[Card] = []
        self.setFixedHeight(theme.tall(HEIGHT))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        head = QHBoxLayout()
        self._title, self.about = MarkedLabel(theme, "clash", ""), QLabel()
        self.about.setObjectName("secondary")
        head.addWidget(self._title)
        head.addWidget(self.about, 1)
        self.said = Said(session, theme)
        head.addWidget(self.said)
        column.addLayout(head)
        self._line = QHBoxLayout()
        self._line.setSpacing(12)
        column.addLayout(self._line, 1)
        column.addLayout(self._answer())
        self._bind_keys()

    def _bind_keys(self) -> None:
        """The keys hold wherever the focus is, as long as the desk is open."""
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.settle)
        QShortcut(QKeySequence("Alt+0"), self).activated.connect(self._toggle_along)
        for number in range(1, _MOST + 1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.setProperty("card", number)
            shortcut.activated.connect(self._choose_by_key)

    def _choose_by_key(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.choose(int(sender.property("card")))

    def _answer(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        label = QLabel("理由")
        label.setFont(self._theme.font("body", bold=True))
        self.kind = QComboBox()
        self.kind.setPlaceholderText("哪一类")
        self.kind.addItems(CLASSES)
        self.kind.setCurrentIndex(-1)
        self.kind.setAccessibleName("理由的类别")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("依据是什么：哪份文件、哪天核对、和谁核对（必填）")
        self.reason.setAccessibleName("理由")
        self.along = Tick(self._theme, "")
        self.along.hide()
        self.button = QPushButton(icon(self._theme, "check", "on_accent"), "")
        self.button.setObjectName("primary")
        for widget, stretch in ((label, 0), (self.kind, 0), (self.reason, 1), (self.along, 0), (self.button, 0)):
            line.addWidget(widget, stretch)
        self.reason.textChanged.connect(self._judge)
        self.reason.returnPressed.connect(self.settle)
        self.button.clicked.connect(self.settle)
        return line

    def show_clash(self, row: ComparisonRow, contention: Contention, which: str, where: str) -> None:
        """Lay the claims on the desk; nothing is chosen. What is chosen and typed stays while the claims are the same."""
        self._title.show_mark("clash", f"数据不一致 {which}", use="panel")
        self.about.setText(where)
        is_same, self._row, self._contention = contention == self._contention, row, contention
        if is_same:
            return
        self.said.forget()
        self.reason.clear()
        self.kind.setCurrentIndex(-1)
        for card in self.cards:
            self._line.removeWidget(card)
            card.deleteLater()
        unit = row.item.unit or ""
        claims = [(ORIGINAL, contention.original), *zip(_CLAIMS, contention.claims, strict=False)]
        self.cards = [Card(self._theme, name, number, unit, claim) for number, (name, claim) in enumerate(claims, 1)]
        self.own = OwnCard(self._theme, len(self.cards) + 1, unit)
        self.own.field.textChanged.connect(self._judge)
        self.own.field.returnPressed.connect(self.reason.setFocus)
        self.cards.append(self.own)
        self._group = QButtonGroup(self)
        for card in self.cards:
            self._group.addButton(card)
            self._line.addWidget(card, 1)
            card.toggled.connect(self._judge)
        self._judge()

    def show_together(self, others: Together, names: Sequence[str]) -> None:
        """What is decided along with the cell: its group always, named; the other cells of the same cause if ticked."""
        if names:
            self.about.setText(f"{self.about.text()}　和{'、'.join(names)}一起定")
        count = len(others.cause)
        self.along.setText(f"同样两边的另 {count} 格也这样定  Alt+0")
        self.along.setToolTip("都采用同一边的数，理由相同；那一边没有说的格留着再定")
        if others != self._others:
            self.along.setChecked(False)
        self._others = others
        self._has_more = bool(count)
        self._judge()

    def _toggle_along(self) -> None:
        if self.along.isVisible():
            self.along.toggle()

    @property
    def chosen(self) -> Card | None:
        """The card that was chosen."""
        return next((card for card in self.cards if card.isChecked()), None)

    def choose(self, number: int) -> None:
        """Choose the card with that number (Alt + number)."""
        if 1 <= number <= len(self.cards) and self.cards[number - 1].isEnabled():
            card = self.cards[number - 1]
            card.setChecked(True)
            (self.own.field if card is self.own else self.reason).setFocus()

    def settle(self) -> None:
        """Ask for the chosen value to be written, if there is one and a reason."""
        card = self.chosen
        if card is None or self._row is None or not self.button.isEnabled():
            return
        quantity = card.claim.value if card.claim else None
        text = self.own.field.text() if quantity is None else quantity.raw
        reason = "：".join(filter(None, (self.kind.currentText(), self.reason.text().strip())))
        self.settled.emit(self._row, text, reason)

    def _judge(self) -> None:
        card = self.chosen
        self.along.setVisible(self._has_more and card is not None and card is not self.own)
        name = f"采用{card.name}" if card is not None and card is not self.own else "采用另填的数"
        self.button.setText(f"{name}并记下  Ctrl+Enter" if card is not None else "先选一个值")
        filled = card is not None and (card is not self.own or bool(self.own.field.text().strip()))
        self.button.setEnabled(filled and bool(self.reason.text().strip()))
