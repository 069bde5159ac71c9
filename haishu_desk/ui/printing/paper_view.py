"""The pages as they will be on paper, one under the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from haishu_desk.press.leaves import Leaf
from haishu_desk.press.painting import PAPER
from haishu_desk.ui.printing.pictures import LeafPictures
from haishu_desk.ui.theme import Theme

GAP = 20
STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_PER_MM = 96 / 25.4
# Paper stays paper on a dark screen, and does not blind.
_DIMMED = QColor(0, 0, 0, 36)
# A larger page is painted anew each time: hardly more than one of its size is seen, and its picture would take 16 MB or more.
_KEPT_DOTS = 4_000_000


class _Desk(QWidget):
    """Paints the pages that can be seen, of several a new one an event; `pressed` carries which page, from 0 on, and where on it in millimetres."""

    pressed = Signal(int, QPointF)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.pages: Sequence[Leaf] = ()
        self.scale = _PER_MM
        self.framed: tuple[int, QRectF] | None = None
        self.pictures = LeafPictures(self)
        self.setAccessibleName("打印预览")

    def boxes(self) -> Iterator[tuple[Leaf, QRectF]]:
        """Each page and where it lies."""
        y = float(GAP)
        for page in self.pages:
            width, height = page.width * self.scale, page.height * self.scale
            yield page, QRectF(max((self.width() - width) / 2, GAP), y, width, height)
            y += height + GAP

    def needed(self) -> QSize:
        """The room for all pages."""
        widest = max((page.width for page in self.pages), default=0.0)
        height = sum(page.height * self.scale + GAP for page in self.pages)
        return QSize(round(widest * self.scale) + 2 * GAP, round(height) + GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._theme.color("sunk"))
        self.pictures.begin()
        seen = QRectF(self.visibleRegion().boundingRect())
        self.pictures.keep({number for number, (_, box) in enumerate(self.boxes()) if box.intersects(seen)})
        for number, (page, box) in enumerate(self.boxes()):
            if box.intersects(QRectF(event.rect())):
                painter.fillRect(box, PAPER)
                self._paint_page(painter, number, page, box)
                if self._theme.mode == "dark":
                    painter.fillRect(box, _DIMMED)
                painter.setPen(QPen(self._theme.color("line2"), 0))
                painter.drawRect(box)
                if self.framed is not None and self.framed[0] == number:
                    painter.setPen(QPen(self._theme.color("accent"), 2))
                    painter.drawRoundedRect(self._on_screen(self.framed[1], box), 3, 3)
        painter.end()

    def _paint_page(self, painter: QPainter, number: int, page: Leaf, box: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        width = round(box.width() * ratio)
        if width * box.height() * ratio > _KEPT_DOTS:
            painter.save()
            painter.translate(box.topLeft())
            page.paint(painter, self.scale)
            painter.restore()
            return
        picture = self.pictures.of(number, page, width)
        if picture is not None:
            shown = QPixmap(picture)
            shown.setDevicePixelRatio(ratio)
            painter.drawPixmap(box.topLeft().toPoint(), shown)

    def _on_screen(self, place: QRectF, box: QRectF) -> QRectF:
        """A place of a page, given in millimetres, with a little air around it."""
        scale = self.scale
        shown = QRectF(place.x() * scale, place.y() * scale, place.width() * scale, place.height() * scale)
        return shown.translated(box.topLeft()).adjusted(-3, -1, 3, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            at = event.position()
            for number, (_, box) in enumerate(self.boxes()):
                if box.contains(at):
                    inside = at - box.topLeft()
                    self.pressed.emit(number, QPointF(inside.x() / self.scale, inside.y() / self.scale))


class PaperView(QScrollArea):
    """Scrolls over the pages; `moved` says that another page, or another size, is shown.

    `pressed` carries which page was clicked, from 0 on, and where on it in millimetres.
    """

    moved = Signal()
    pressed = Signal(int, QPointF)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._desk = _Desk(theme)
        self._desk.pressed.connect(self.pressed)
        self._zoom = 0.0  # as wide as the window
        self.setWidget(self._desk)
        self.setWidgetResizable(False)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_pages(self, pages: Sequence[Leaf]) -> None:
        """Show these from the first on."""
        self._desk.pages, self._desk.framed = pages, None
        self._desk.pictures.forget()
        self._fit()
        self.verticalScrollBar().setValue(0)

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 1 on."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        tops = [box.top() for _, box in self._desk.boxes()]
        return max(sum(top <= middle for top in tops), 1)

    @property
    def percent(self) -> int:
        """How large the pages are, in parts of a hundred."""
        return round(self._desk.scale / _PER_MM * 100)

    def go(self, page: int) -> None:
        """Show that page from its top; the first or the last where there is none."""
        boxes = [box for _, box in self._desk.boxes()]
        if boxes:
            box = boxes[min(max(page, 1), len(boxes)) - 1]
            self.verticalScrollBar().setValue(round(box.top()) - GAP)

    def frame(self, page: int, place: QRectF | None) -> None:
        """Frame that place (millimetres) of that page, from 0 on, and bring it into view; None frames nothing."""
        self._desk.framed = None if place is None else (page, place)
        self._desk.update()
        boxes = [box for _, box in self._desk.boxes()]
        if place is None or page >= len(boxes):
            return
        top = boxes[page].top() + place.top() * self._desk.scale
        seen = self.verticalScrollBar().value()
        if not seen + GAP <= top <= seen + self.viewport().height() - 3 * GAP:
            self.verticalScrollBar().setValue(round(top) - self.viewport().height() // 3)

    def larger(self) -> None:
        """The next size up."""
        self._zoom = next((step for step in STEPS if step > self._now + 0.01), STEPS[-1])
        self._fit()

    def smaller(self) -> None:
        """The next size down."""
        self._zoom = next((step for step in reversed(STEPS) if step < self._now - 0.01), STEPS[0])
        self._fit()

    def fit_width(self) -> None:
        """As wide as the window from now on."""
        self._zoom = 0.0
        self._fit()

    @property
    def _now(self) -> float:
        return self._desk.scale / _PER_MM

    def _fit(self) -> None:
        """Keep the page that is shown while its size changes."""
        shown = self.page
        widest = max((page.width for page in self._desk.pages), default=210.0)
        fitting = min((self.viewport().width() - 2 * GAP) / widest, _PER_MM * STEPS[-1])
        self._desk.scale = max(self._zoom * _PER_MM if self._zoom else fitting, _PER_MM * STEPS[0] / 2)
        needed = self._desk.needed()
        self._desk.resize(max(needed.width(), self.viewport().width()), max(needed.height(), self.viewport().height()))
        self._desk.update()
        self.go(shown)
        self.moved.emit()

    def _on_scrolled(self) -> None:
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
