"""复制上期 on the page: taking over, how many cells are 待核, and saying that one is right."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QModelIndex, QObject

from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.ui.entry.arranging import Arranging
from haishu_desk.ui.entry.bars import SaidBar
from haishu_desk.ui.entry.blocks import Blocks
from haishu_desk.ui.entry.filters import CARRIED
from haishu_desk.ui.entry.notices import CarriedBar
from haishu_desk.ui.entry.sheet import Sheet
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.session import Session


class CarryingOver(QObject):
    """Brings the bar, the sheet and the Desk together."""

    def __init__(
        self, session: Session, view: SheetView, blocks: Blocks, arranging: Arranging, bars: tuple[CarriedBar, SaidBar]
    ) -> None:
        super().__init__(view)
        self._session, self._view, self._blocks, self._arranging = session, view, blocks, arranging
        self._bar, self._said = bars
        view.cells.counted.connect(self.count)
        view.accepted.connect(self.accept)
        self._bar.accepted.connect(self.accept_chosen)
        self._bar.filtered.connect(self.show_only)
        view.addAction("认可（待核的格）\tEnter").triggered.connect(self.accept_chosen)

    def carry(self) -> None:
        """Take over into the empty cells of the return that is shown."""
        self._view.close_editor()
        sheet = self._view.cells.sheet
        if not isinstance(sheet, Sheet):
            return
        key, desk = sheet.key, self._session.desk
        carried = self._session.write([key], lambda: desk.carrying.carry(key))
        if carried:
            said = f"从上期复制了 {carried} 格，都标为待核，上报前请逐格核对；Ctrl+Z 可以整批撤回。"
            self._said.say("warn", "复制上期", said)

    def accept_chosen(self) -> None:
        """认可 the chosen cells."""
        self.accept(self._blocks.chosen_cells() or [self._view.currentIndex()])
        self._view.setFocus()

    def accept(self, indexes: Iterable[QModelIndex]) -> None:
        """认可: these cells are right as they are."""
        model, slots = self._view.cells, dict[ReturnKey, list[Slot]]()
        for index in indexes:
            item = model.item_at(index)
            if item is not None and model.is_carried(index):
                sheet, real = model.shown.row(item)
                slots.setdefault(sheet.key, []).append(sheet.slot(real, model.column_at(index).name))
        for key, cells in slots.items():
            desk = self._session.desk
            if self._session.write([key], partial(desk.carrying.accept, key, cells)) is None:
                return
        if not slots:
            self._said.say("idle", "没有认可", "选中的格里没有待核的。")

    def show_only(self) -> None:
        """Only the rows that have something to be looked at."""
        self._arranging.show_only(CARRIED)

    @property
    def waiting(self) -> int:
        """How many cells of what is shown are 待核."""
        shown = self._view.cells.sheet
        if shown is None:
            return 0
        if isinstance(shown, Sheet):
            return len(shown.carried)
        rows = [shown.row(line.item) for line in shown.lines if line.item is not None]
        return sum(sum(slot.item == real.code for slot in sheet.carried) for sheet, real in rows)

    def count(self) -> None:
        """Say how many there are."""
        self._bar.count(self.waiting)
