"""One return in the middle of the review: its cells against another version, as the tools ask, and the cell stood on."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from haishu_desk.desk.comparing import PAIR, ComparisonRow
from haishu_desk.domain.cells import VALUE, ReturnKey
from haishu_desk.ui.review.clashing import Clashing
from haishu_desk.ui.review.found import Founds
from haishu_desk.ui.review.middle import ReviewMiddle
from haishu_desk.ui.review.pairing import Pairing
from haishu_desk.ui.review.queue_panel import QueuePanel
from haishu_desk.ui.review.return_state import ReturnState
from haishu_desk.ui.review.sitting import Sitting
from haishu_desk.ui.review.verdicts import Verdicts


class OneReturn(QObject):
    """Shows a return, and of it what the tools ask for; another version it is laid against is remembered by return.

    `state`, `clashing`, `verdicts` and `pairing` are what else is done with the return that is shown.
    """

    def __init__(
        self, sitting: Sitting, queue: QueuePanel, middle: ReviewMiddle, founds: Founds, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._sitting, self._model, self._founds = sitting, sitting.model, founds
        self._queue, self._middle, self._view = queue, middle, middle.view
        self._against: dict[ReturnKey, str] = {}
        self.clashing = Clashing(sitting, middle.clash, parent)
        self.verdicts = Verdicts(sitting, middle.bar, parent)
        self.pairing = Pairing(sitting, middle, parent)
        self.state = ReturnState(sitting, middle, self)
        founds.known.connect(self._show_found)
        middle.tools.compared.connect(self._compare)
        middle.tools.filtered.connect(self._filter)
        middle.tools.sorted_out.connect(self._sort_out)
        middle.view.stood.connect(self._stand)

    @property
    def cell(self) -> ComparisonRow | None:
        """The cell the reviewer stands on; None on a line of a group, or where no cell is listed."""
        return self._model.cell(self._view.currentIndex().row())

    def show(self, key: ReturnKey | None) -> None:
        """Lay that return against what it is usually laid against, or was laid against last; None says there is none."""
        session = self._sitting.session
        self._middle.show_one(is_there=key is not None, is_read=session.ahead.is_over)
        if key is not None:
            with session.desk.one_look():
                self._lay(key)

    def _lay(self, key: ReturnKey) -> None:
        sitting, model, middle = self._sitting, self._model, self._middle
        slot = cell.slot if key == sitting.key and (cell := self.cell) is not None else None
        if key != sitting.key:
            self.keep_typed()
            sitting.key = key
            middle.bar.comment.setText(sitting.comment())
            middle.bar.said.forget()
        self._queue.select(key)
        self.pairing.leave()
        comparing = sitting.session.desk.reviewing.comparing
        against = self._against.get(key) or comparing.usual(key)
        comparison = sitting.session.read(lambda: comparing.comparison(key, against))
        middle.tools.show_against(against)
        model.sent_back, model.queries = sitting.deciding.told(key), sitting.deciding.queries(key)
        model.found = self._founds.cells(key)
        model.line_opinions = sitting.deciding.line_opinions(key)
        model.show_comparison(comparison)
        middle.show_rest(self._unlisted())
        middle.table.setCurrentWidget(self._view if model.lines else middle.same)
        self.verdicts.go_on()
        self.state.show(key)
        self._view.stand_on(slot)

    def _unlisted(self) -> str:
        """What departments said of cells that do not differ from what they are laid against."""
        listed = {cell.slot.item for cell in self._model.rows if cell.slot.field == VALUE}
        catalogue = self._sitting.session.desk.documents.catalogue
        return "\n".join(
            f"{catalogue.get(item).name}　{told}"
            for item, told in self._model.line_opinions.items()
            if item not in listed
        )

    def keep_typed(self) -> None:
        """The comment and the reason that are being typed, kept for when this return is shown again."""
        self._sitting.keep_comment(self._middle.bar.comment.text())
        self.clashing.keep_typed(self.cell)

    # What the tools ask for.

    def _compare(self, against: str) -> None:
        if against == PAIR:
            self.pairing.begin()
            return
        if self._sitting.key is not None:
            self._against[self._sitting.key] = against
        self.show(self._sitting.key)

    def _filter(self, *risky: bool) -> None:
        self._middle.tools.show_filter(risky_only=risky[0])
        self._model.show_comparison(self._model.comparison, risky_only=risky[0])
        self._view.stand_on(None)

    def _sort_out(self, kind: str) -> None:
        self._model.show_comparison(self._model.comparison, kind=kind)
        self._view.stand_on(None)

    # What is shown of the cell that is stood on.

    def _stand(self, cell: ComparisonRow | None) -> None:
        self._middle.show_found(self._model.found_at(cell), self._model.line_of(cell))
        self.clashing.show_cell(None if self._model.is_pair else cell)
        self.verdicts.listen(is_free=self._middle.clash.isHidden() and not self._model.is_pair)

    def _show_found(self, key: ReturnKey) -> None:
        """The findings of the return that is looked at are known now."""
        if key == self._sitting.key:
            self._model.show_found(self._founds.cells(key))
            self._middle.show_found(self._model.found_at(self.cell), self._model.line_of(self.cell))
