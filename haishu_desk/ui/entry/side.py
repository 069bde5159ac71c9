"""The panel at the right and its place: read a moment after the row was reached, folded where there is no room.

What happened to an item grows for years, so that it is read some milliseconds at a time, while the row stays the same. Until
all is read the panel shows the row before, whose links do nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from haishu_desk.domain.cells import VALUE
from haishu_desk.domain.items import Item
from haishu_desk.ui.entry.columns import VINTAGE
from haishu_desk.ui.entry.detail_panel import WIDTH, DetailPanel
from haishu_desk.ui.entry.details import Details, details_by_and_by, details_of
from haishu_desk.ui.entry.sheet import Sheet
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.session import Session
from haishu_desk.ui.slices import Turn, for_a_slice

_DELAY_MS = 90
_ROOM = 1150


class Side(QObject):
    """Shows what is known of the current row; whoever walks down the sheet with an arrow key waits for nothing.

    `asked` carries a page's name and the current item's code: somebody wants to see the item there.
    """

    asked = Signal(str, str)

    def __init__(
        self, session: Session, view: SheetView, panel: DetailPanel, button: QPushButton, page: QWidget
    ) -> None:
        super().__init__(page)
        self._session, self._view, self._panel, self._button, self._page = session, view, panel, button, page
        self._wanted: bool | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self._begin)
        self._steps: Iterator[None] | None = None
        self._whole: Details | None = None
        self._turn = Turn(session.slices, self._go_on, self)
        session.changed.connect(self._begin_again)
        view.looked_at.connect(self.wake)
        panel.folded.connect(self.fold)
        button.clicked.connect(self.unfold)
        panel.asked_plan.connect(self.ask_plan)
        QShortcut(QKeySequence("F4"), page).activated.connect(self.turn)
        QShortcut(QKeySequence("Ctrl+G"), page).activated.connect(self.ask_plan)

    def wake(self) -> None:
        """Read it in a moment; a page that nobody sees reads nothing."""
        self._drop()
        if self._page.isVisible():
            self._panel.hold()
            self._timer.start()

    def rest(self) -> None:
        """Read nothing more: the page is left, or the workspace is about to be closed."""
        self._timer.stop()
        self._drop()

    @property
    def is_reading(self) -> bool:
        """Whether some of the current row was read, and not yet all."""
        return self._steps is not None

    def show_details(self) -> None:
        """Read at once what is known of the current row, if anybody sees it."""
        self.rest()
        place = self._place()
        desk = self._session.desk
        self._panel.show_details(self._session.read(lambda: details_of(desk, *place)) if place is not None else None)

    def _place(self) -> tuple[Sheet, Item, str] | None:
        """The current row's return and item, and the field whose story is told; None if nobody sees it."""
        model, index = self._view.cells, self._view.currentIndex()
        row = model.item_at(index) if index.isValid() else None
        if self._panel.isHidden() or model.sheet is None or row is None:
            return None
        column = model.column_at(index)
        field = column.name if column.is_entry and column.name != VINTAGE else VALUE
        return *model.sheet.row(row), field

    def _begin(self) -> None:
        place = self._place()
        if place is None:
            self._panel.show_details(None)
            return
        self._steps = details_by_and_by(self._session.desk, *place)
        self._turn.start()

    def _begin_again(self) -> None:
        """Something was written, and what was read is of before."""
        if self._steps is not None:
            self.wake()

    def _drop(self) -> None:
        self._turn.stop()
        self._steps = self._whole = None

    def _go_on(self) -> None:
        """Read on; what is whole is shown in the turn after the last one that read."""
        whole = self._whole
        if whole is None and self._session.read(lambda: for_a_slice(self._step)) is not None:
            return
        self._drop()  # whole, or refused
        self._panel.show_details(whole)

    def _step(self) -> bool:
        try:
            next(self._steps or iter(()))
        except StopIteration as end:
            self._whole = end.value
            return False
        return True

    def ask_plan(self) -> None:
        """Ask for the current row's item on the page of the plans."""
        index = self._view.currentIndex()
        item = self._view.cells.item_at(index) if index.isValid() else None
        if item is not None:
            self.asked.emit("plan", item.code)

    def turn(self) -> None:
        """Fold it or bring it back: F4."""
        self._wanted = self._panel.isHidden()
        self.place()

    def fold(self) -> None:
        """Put it away."""
        self._wanted = False
        self.place()

    def unfold(self) -> None:
        """Bring it back."""
        self._wanted = True
        self.place()

    def place(self) -> None:
        """The sheet needs its width more than the panel does; whoever asks for it gets it all the same."""
        room = _ROOM * self._panel.minimumWidth() // WIDTH  # more of both in 大字
        shown = self._page.width() >= room if self._wanted is None else self._wanted
        if shown == self._panel.isHidden():
            self._panel.setVisible(shown)
            self.wake()
        self._button.setVisible(not shown)
