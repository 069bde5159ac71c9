"""The ring round whatever Tab or F6 came to: one for the whole window, over buttons, fields, lists and pictures alike."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from haishu_desk.ui.theme import Theme

_OUTSIDE, _WIDTH, _RADIUS = 3, 2, 6
_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Hide, QEvent.Type.Show)


class FocusRing(QWidget):
    """Floats over the window and takes neither focus nor mouse; goes as soon as the mouse is used."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._target: QWidget | None = None
        self._around: list[QWidget] = []  # what the target stands in, while the ring is round it
        self._by_tab = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def show_on(self, widget: QWidget | None) -> None:
        """Stand round that widget, which has the keyboard."""
        for around in filter(isValid, self._around):
            around.removeEventFilter(self)
        self._target = widget if widget is not None and widget.window() is self.window() else None
        self._around = _parents(self._target) if self._target is not None else []
        for around in self._around:
            around.installEventFilter(self)
        self._place()

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        # Round a list the ring stands inside: outside may be the edge of the window.
        edge = -1 if isinstance(target, QAbstractScrollArea) else _OUTSIDE
        place = QRect(target.mapTo(self.window(), QPoint(0, 0)), target.size())
        self.setGeometry(place.adjusted(-edge, -edge, edge, edge).intersected(self.window().rect()))
        self.show()
        self.raise_()

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if new is not None:
            new.installEventFilter(self)
        if self._by_tab or new is not self._target:
            self.show_on(new if self._by_tab else None)
        self._by_tab = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._by_tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._by_tab = False
            self.show_on(None)
        elif event.type() in _MOVES and (watched is self._target or watched in self._around):
            self._place()  # also when what it stands in is scrolled
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent"), _WIDTH))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.end()


def _parents(widget: QWidget) -> list[QWidget]:
    """What the widget stands in, up to its window. Asked only for a ring: it makes Qt's own widgets known to Python."""
    found: list[QWidget] = []
    around = None if widget.isWindow() else widget.parentWidget()
    while around is not None:
        found.append(around)
        around = None if around.isWindow() else around.parentWidget()
    return found
