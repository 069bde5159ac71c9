"""数据不一致 in the review: the desk with the claims under the table, and what is settled there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from haishu_desk.desk.comparing import CLASHING, ComparisonRow
from haishu_desk.desk.settling import Together, answers, together
from haishu_desk.domain.cells import Slot
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.review.clash_desk import ORIGINAL, ClashDesk
from haishu_desk.ui.review.sitting import Sitting


class Clashing(QObject):
    """Shows the claims of the cell that is looked at; `settled` carries the cell that has one value now."""

    settled = Signal(object)

    def __init__(self, sitting: Sitting, clash: ClashDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._sitting, self._clash = sitting, clash
        self._together = Together((), ())
        clash.settled.connect(self._settle)

    def show_cell(self, cell: ComparisonRow | None) -> None:
        """Open the desk for a cell in 数据不一致, close it for any other."""
        key, desk = self._sitting.key, self._sitting.session.desk
        if cell is None or key is None or cell.group != CLASHING:
            self._clash.hide()
            return
        contention = self._sitting.session.read(lambda: desk.reviewing.comparing.contention(key, cell.slot))
        if contention is not None:
            clashes = [row.slot for row in self._sitting.model.rows if row.group == CLASHING]
            unit, period = desk.documents.called(key.unit, key.period), parse_period(key.period).title
            where = f"{unit} · {cell.item.number} {cell.label} · {period}"
            self._clash.show_clash(cell, contention, f"{clashes.index(cell.slot) + 1} / {len(clashes)}", where)
            self._together = together(desk, contention)
            titles = desk.documents.fields(key.form)
            names = [titles[other.slot.field]["title"] for other in self._together.group]
            self._clash.show_together(self._together, names)
            kept = self._sitting.reason(cell)
            if kept and not self._clash.reason.text():
                self._clash.reason.setText(kept)
            self._clash.show()

    def _others(self) -> list[tuple[Slot, str]]:
        """What the chosen side says in the cells that are decided along."""
        card = self._clash.chosen
        if card is None or card.claim is None:
            return []
        along = self._together.cause if self._clash.along.isVisible() and self._clash.along.isChecked() else ()
        found = answers(card.claim, (*self._together.group, *along), is_original=card.name == ORIGINAL)
        return [(slot, claim.value.raw) for slot, claim in found]

    def left(self) -> str:
        """What is said after a decision: how many cells are still in 数据不一致."""
        count = sum(row.group == CLASHING for row in self._sitting.model.rows)
        return f"还有 {count} 格数据不一致要定" if count else "数据不一致都定了"

    def keep_typed(self, cell: ComparisonRow | None) -> None:
        """The reason that is being typed, kept for when the cell is shown again."""
        if cell is not None and not self._clash.isHidden():
            self._sitting.keep_reason(cell, self._clash.reason.text())

    def _settle(self, cell: ComparisonRow, value: str, reason: str) -> None:
        key, deciding = self._sitting.key, self._sitting.deciding
        others = self._others()
        if key is not None and deciding.settle(self._clash.said, key, cell, value, reason, others=others) is not None:
            self._sitting.keep_reason(cell, "")
            self.settled.emit(cell)
