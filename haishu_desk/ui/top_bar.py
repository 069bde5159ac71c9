"""The line above the page: its title and what it is about, the search, and who is working."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QWidget

from haishu_desk.ui.icons import pixmap
from haishu_desk.ui.sample_switch import SampleSwitch
from haishu_desk.ui.theme import Theme

HEIGHT, SEARCH_WIDTH = 48, 288


class SearchBox(QAbstractButton):
    """Looks like a field and opens the palette, which is where one types."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText("找页面、报表、指标")
        self.setAccessibleName("找页面、报表、指标，Ctrl+K")
        self.setFixedSize(SEARCH_WIDTH, 28)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def sizeHint(self) -> QSize:
        return QSize(SEARCH_WIDTH, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, frame = self._theme, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.color("accent" if focused else "line2"), 2 if focused else 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5) if focused else frame, 5, 5)
        painter.drawPixmap(QPointF(9, 7), pixmap(theme, "magnifying-glass", "text3", 14, self.devicePixelRatioF()))
        painter.setPen(theme.color("text3"))
        painter.setFont(theme.font("chip"))
        painter.drawText(self.rect().adjusted(30, 0, -70, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        paint_key(painter, self.rect().adjusted(0, 5, -6, -5), "Ctrl K", theme)
        painter.end()


def paint_key(painter: QPainter, place: QRect, key: str, theme: Theme) -> int:
    """A key cap at the right end of `place`; returns its left edge."""
    font = theme.font("badge")
    width = QFontMetrics(font).horizontalAdvance(key) + 12
    cap = QRect(place.right() - width, place.y(), width, min(place.height(), 18))
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
    """Title, subject, search, person; `searched` asks for the palette."""

    searched = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._title = _label(theme.font("page", bold=True), "")
        self._subject = _label(theme.font("body"), "secondary")
        self._subject.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.sample = SampleSwitch(theme, self)
        self.search = SearchBox(theme, self)
        self.search.clicked.connect(self.searched)
        self._disc = _Person(theme, self)
        self._person = _label(theme.font("body"), "")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self.sample)
        row.addWidget(self._subject, 1)
        row.addWidget(self.search)
        row.addSpacing(4)
        row.addWidget(self._disc)
        row.addWidget(self._person)
        self.show_person("")

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
        self._subject.setToolTip(subject)

    def show_person(self, text: str) -> None:
        """Show who works; with nobody there is nothing to search either."""
        self._person.setText(text)
        for widget in (self.search, self._disc, self._person):
            widget.setVisible(bool(text))


def _label(font: QFont, name: str) -> QLabel:
    label = QLabel()
    label.setFont(font)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
