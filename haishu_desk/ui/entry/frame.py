"""What is around the cells of the sheet: widths, heights, the corner, the shadow, and how large everything is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from haishu_desk.ui.entry import widths
from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.entry.headers import HEIGHT, Corner, Shadow
from haishu_desk.ui.settings import whole_of

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from haishu_desk.ui.entry.sheet_view import SheetView

LEAST, MOST, STEP = 80, 200, 10
_WIDTHS, _ZOOM = "entry/widths", "entry/zoom"
_NARROWEST, _WIDEST = 48, 9_999
_WAIT_MS = 400


class Frame(QObject):
    """Gives every column its width and every row its height; widths and size are remembered on this computer.

    `zoomed` carries the new size in percent.
    """

    zoomed = Signal(int)

    def __init__(self, view: SheetView, brush: Brush, settings: QSettings | None) -> None:
        super().__init__(view)
        self._view, self._brush, self._settings = view, brush, settings
        self.corner, self.shadow = Corner(brush, view.rows, view), Shadow(brush, view)
        self.percent = 100
        self.widths: dict[str, int] = {}
        self._form = ""
        self._is_fitting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.remember)
        view.columns_header.sectionResized.connect(self._on_resized)
        view.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        self.zoom(whole_of(self._remembered(_ZOOM), MOST) or 100)

    def fit(self) -> None:
        """Fit everything to the width that there is."""
        view = self._view
        self._recall()
        self._is_fitting = True
        widths.fit(view, self._brush, self.widths)
        self._is_fitting = False
        frozen, height = sum(view.rows.widths), self._brush.px(HEIGHT)
        view.columns_header.setFixedHeight(height)
        shown = view.cells.sheet
        self.corner.titles = shown.front_titles if shown is not None else ("", "", "")
        self.corner.setGeometry(0, 0, frozen, height)
        self.corner.raise_()
        self.corner.update()
        self.shadow.setGeometry(frozen, 0, 10, view.height())
        self.shadow.raise_()

    # How large.

    def zoom(self, percent: int) -> None:
        """Show the cells at that size, 80 to 200 percent."""
        percent = min(max(percent, LEAST), MOST)
        if percent == self.percent:
            return
        self.percent = percent
        self._brush.enlarge(percent / 100)
        self.fit()
        self._view.viewport().update()
        self._view.rows.viewport().update()
        self._timer.start()
        self.zoomed.emit(percent)

    def larger(self) -> None:
        """One step: Ctrl+=."""
        self.zoom(self.percent + STEP)

    def smaller(self) -> None:
        """One step: Ctrl+-."""
        self.zoom(self.percent - STEP)

    def usual(self) -> None:
        """As it was made: Ctrl+0."""
        self.zoom(100)

    # What is remembered.

    def _recall(self) -> None:
        """The widths that somebody gave the columns of this form, at 100 percent."""
        sheet = self._view.cells.sheet
        form = str(sheet.form["code"]) if sheet is not None else ""
        if form != self._form:
            self.remember()
            self._form = form
            self.widths = _read(self._remembered(f"{_WIDTHS}/{form}")) if form else {}

    def forget_widths(self) -> None:
        """All columns of this form as wide as the program finds best."""
        self.widths = {}
        self.fit()
        self.remember()

    def remember(self) -> None:
        """Write down widths and size, where they are others: settings are written through to the disk."""
        if self._form:
            said = ",".join(f"{name}={width}" for name, width in self.widths.items())
            self._note(f"{_WIDTHS}/{self._form}", said)
            self._note(_ZOOM, str(self.percent))

    def _note(self, key: str, said: str) -> None:
        if self._settings is not None and str(self._remembered(key) or "") != said:
            self._settings.setValue(key, said)

    def _remembered(self, key: str) -> object:
        return self._settings.value(key) if self._settings is not None else None

    def _on_resized(self, section: int, _: int, width: int) -> None:
        columns = self._view.cells.columns
        if self._is_fitting or not 0 <= section < len(columns) or width <= 0:
            return
        self.widths[columns[section].name] = max(round(width / self._brush.zoom), _NARROWEST)
        self._timer.start()

    def _on_scrolled(self, value: int) -> None:
        self.shadow.setVisible(value > 0)


def _read(stored: object) -> dict[str, int]:
    """What was written down; whatever is no width is passed by."""
    pairs = [pair.partition("=") for pair in str(stored or "").split(",")]
    found = {name: whole_of(width, _WIDEST) for name, _, width in pairs if name}
    return {name: width for name, width in found.items() if width is not None}
