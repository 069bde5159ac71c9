"""A return that nobody has begun: the last period's figures are offered as a start, as 待核 and nothing more."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.entry.bars import Bar
from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.entry.carrying import CarryingOver
from haishu_desk.ui.entry.sheet import Sheet
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.marks import MarkedLabel
from haishu_desk.ui.session import Session


class OfferBar(Bar):
    """From when, how it counts, and the two answers."""

    agreed = Signal()
    declined = Signal()

    def __init__(self, brush: Brush) -> None:
        super().__init__(brush, "accent_soft")
        self.label = MarkedLabel(brush.theme, "info", "", self)
        self.take_button, self.leave_button = QPushButton("带入", self), QPushButton("不用", self)
        self.take_button.clicked.connect(self.agreed)
        self.leave_button.clicked.connect(self.declined)
        self.row.addWidget(self.label, 1)
        self.row.addWidget(self.take_button)
        self.row.addWidget(self.leave_button)

    def offer(self, period: str) -> None:
        """Offer the figures of that period; put it away for none."""
        said = f"可以把{period}的数带进来作底，逐格标为待核；核对认可以前不算已录。"
        self.label.show_mark("info", said, use="body")
        self.setVisible(bool(period))


class Offering(QObject):
    """Offers once for each return while the window is open."""

    def __init__(self, session: Session, view: SheetView, carrying: CarryingOver, bar: OfferBar) -> None:
        super().__init__(view)
        self._session, self._view, self._carrying, self._bar = session, view, carrying, bar
        self._declined: set[ReturnKey] = set()
        view.cells.counted.connect(self.ask)
        bar.agreed.connect(carrying.carry)
        bar.declined.connect(self.decline)
        self.ask()

    def ask(self) -> None:
        """Offer, if there is something to offer and nobody has begun or declined."""
        sheet = self._view.cells.sheet
        is_new = isinstance(sheet, Sheet) and not sheet.heads and not sheet.is_read_only
        if not is_new or not isinstance(sheet, Sheet) or sheet.key in self._declined:
            self._bar.offer("")
            return
        found = self._session.read(lambda: self._session.desk.carrying.offered(sheet.key))
        self._bar.offer(found.title if found else "")

    def decline(self) -> None:
        """Leave it empty; 复制上期 in the bar of tools does the same at any time."""
        sheet = self._view.cells.sheet
        if isinstance(sheet, Sheet):
            self._declined.add(sheet.key)
        self._bar.offer("")
        self._view.setFocus()
