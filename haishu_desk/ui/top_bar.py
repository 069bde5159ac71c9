"""The line above the page: its title and what it is about, the search, and who is working."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from haishu_desk.ui.icons import pixmap
from haishu_desk.ui.looks_menu import LooksMenu
from haishu_desk.ui.sample_switch import SampleSwitch
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.elided import ElidedLabel

HEIGHT, SEARCH_WIDTH, _SEARCH_LEAST = 48, 288, 132
# Below this width the person is only the disc with its tool tip, and help is F1 alone.
_WITH_PERSON = 760


class SearchBox(QAbstractButton):
    """Looks like a field and opens the palette, which is where one types."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText("找页面、报表、指标")
        self.setAccessibleName("找页面、报表、指标，Ctrl+K")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(theme.wide(SEARCH_WIDTH))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.wide(SEARCH_WIDTH), self._theme.tall(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(_SEARCH_LEAST, self._theme.tall(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, frame = self._theme, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.color("accent" if focused else "line2"), 2 if focused else 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5) if focused else frame, 5, 5)
        glass = pixmap(theme, "magnifying-glass", "text3", 14, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(9, (self.height() - 14) / 2), glass)
        left = paint_key(painter, self.rect().adjusted(0, 5, -6, -5), "Ctrl K", theme)
        words = self.rect().adjusted(30, 0, left - self.width() - 6, 0)
        fitting = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.setPen(theme.color("text3"))
        painter.setFont(theme.font("chip"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, fitting)
        painter.end()


def paint_key(painter: QPainter, place: QRect, key: str, theme: Theme) -> int:
    """A key cap at the right end of `place`; returns its left edge."""
    font = theme.font("badge")
    width = QFontMetrics(font).horizontalAdvance(key) + 12
    cap = QRect(place.right() - width, place.y(), width, min(place.height(), theme.tall(18)))
    painter.setPen(QPen(theme.color("line2"), 1))
    painter.setBrush(theme.color("wash"))
    painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(theme.color("text3"))
    painter.setFont(font)
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    return cap.left()


class _Person(QWidget):
    """A small disc with a person in it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(24, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("sunk"))
        painter.drawEllipse(self.rect())
        painter.drawPixmap(QPointF(5, 5), pixmap(self._theme, "user", "text2", 14, self.devicePixelRatioF()))
        painter.end()


class TopBar(QWidget):
    """Title, subject, search, person, help; `searched` asks for the palette, `helped` for the handbook."""

    searched = Signal()
    helped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._title, self._subject, self._person = (
            _label(QLabel(), ""),
            _label(ElidedLabel(), "secondary"),
            _label(QLabel(), ""),
        )
        self._subject.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.sample = SampleSwitch(theme, self)
        self.search = SearchBox(theme, self)
        self.search.clicked.connect(self.searched)
        self._disc = _Person(theme, self)
        self.looks = LooksMenu(theme, self)
        self.help = QPushButton("帮助", self)
        self.help.setObjectName("link")
        self.help.setToolTip("这一页的说明（F1）")
        self.help.setFocusPolicy(
            Qt.FocusPolicy.TabFocus
        )  # a click leaves the keyboard where it is: there help is wanted
        self.help.clicked.connect(self.helped)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self.sample)
        row.addWidget(self._subject, 1)
        row.addWidget(self.search)
        row.addWidget(self.looks)
        row.addWidget(self.help)
        row.addWidget(self._disc)
        row.addWidget(self._person)
        self.dress()
        self.show_person("")

    def dress(self) -> None:
        """Take on the theme's sizes."""
        theme = self._theme
        self.setFixedHeight(theme.tall(HEIGHT))
        self._title.setFont(theme.font("page", bold=True))
        for label in (self._subject, self._person):
            label.setFont(theme.font("body"))
        self.search.setMaximumWidth(theme.wide(SEARCH_WIDTH))
        self.search.updateGeometry()
        self.looks.dress()
        self.help.setFont(theme.font("chip"))
        self.sample.dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= self._theme.wide(_WITH_PERSON)
        self._person.setVisible(bool(self.person) and is_wide)
        self.help.setVisible(is_wide)

    @property
    def title(self) -> str:
        """The page's title."""
        return self._title.text()

    @property
    def subject(self) -> str:
        """What the page is about."""
        return self._subject.text()

    @property
    def person(self) -> str:
        """Who is working, and for whom."""
        return self._person.text()

    def show_title(self, title: str, subject: str) -> None:
        """Show the title of the page and what it is about."""
        self._title.setText(title)
        self._subject.setText(subject)

    def show_person(self, text: str) -> None:
        """Show who works; with nobody there is nothing to search either."""
        self._person.setText(text)
        self._disc.setToolTip(text)
        for widget in (self.search, self._disc):
            widget.setVisible(bool(text))
        self._person.setVisible(bool(text) and self.width() >= self._theme.wide(_WITH_PERSON))


def _label(label: QLabel, name: str) -> QLabel:
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
