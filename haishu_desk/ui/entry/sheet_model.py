"""The sheet as it is typed into: every confirmed cell is written at once, and what cannot be written is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from haishu_desk.domain.cells import VALUE, ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import Quantity
from haishu_desk.ui.entry.columns import STATE, VINTAGE
from haishu_desk.ui.entry.figures import change, noticed, understood
from haishu_desk.ui.entry.looks import Kept
from haishu_desk.ui.entry.sheet_lines import Index, Shown
from haishu_desk.ui.entry.sheet_table import SheetTable
from haishu_desk.ui.entry.typist import Typed, Typist
from haishu_desk.ui.entry.unstored import Unstored
from haishu_desk.ui.session import Session


class SheetModel(SheetTable):
    """One return. `counted` says that what is filled, or its state, may be another."""

    counted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.typist = Typist(session, self)
        self.unstored = Unstored(session)

    # What is shown.

    def show_sheet(self, sheet: Shown | None) -> None:
        """Show another return, or nothing."""
        self.show_lines(sheet, self.unstored.of(sheet, self.typist) if sheet is not None else {})
        self.counted.emit()

    def reread(self, keys: Collection[ReturnKey] | None = None, *, beside: bool = True) -> None:
        """Read what was written to the returns that are shown, or to `keys`, and repaint the rows that look different now.

        Without `beside` what stands beside the returns is left for `read_beside`.
        """
        if self.sheet is not None:
            self.repaint(self.sheet.read(keys) | (self.sheet.read_previous(keys) if beside else set()))
            self.counted.emit()

    def read_beside(self) -> set[str]:
        """Read 上年同期 and 序时应达 again: the codes of the rows that are to be repainted for it."""
        return self.sheet.read_previous() if self.sheet is not None else set()

    def repaint(self, codes: Collection[str]) -> None:
        """Repaint the rows of those items."""
        self.repaint_rows(sorted(row for code in codes if (row := self.row_of(code)) >= 0))

    def typed(self, index: Index, text: str) -> Typed:
        """A text for that cell; LookupError where there is no item."""
        item = self.item_at(index)
        if item is None:
            raise LookupError("a heading takes no text")
        return Typed(item, self.column_at(index), text)

    def is_problem(self, row: int) -> bool:
        """Whether the row waits for somebody: sent back, values that do not agree, or text that is not stored."""
        return self.lines[row].item is not None and self.mark(row, self.column_of(STATE)) in ("bad", "clash")

    def problem_column(self, row: int) -> int:
        """The first cell of the row that is marked."""
        marked = (place for place, look in enumerate(self.looks(row)) if look.mark and self.columns[place].is_entry)
        return next(marked, max(self.column_of(VALUE), 0))

    # Typing.

    def understand(self, index: Index, text: str) -> Quantity:
        """What the text means in that cell; DeskError says why it means nothing."""
        return self.typist.understand(self.shown, self.typed(index, text))

    def explained(self, index: Index, text: str, quantity: Quantity) -> tuple[str, str]:
        """What is understood of a figure, and what there is to say of it."""
        typed = self.typed(index, text)
        unit = typed.item.unit if typed.column.name == VALUE else None
        sheet, item = self.shown.row(typed.item)
        on_before = change(quantity, sheet.previous.get(item.code, "") if unit else "", item)
        said = [noticed(text, quantity, unit), f"同比 {on_before}" if on_before else ""]
        return understood(quantity, unit), "；".join(filter(None, said))

    def refusal(self, index: Index) -> DeskError | None:
        """Why that cell cannot be typed into although it is one that units fill in; None if there is nothing to say."""
        item = self.item_at(index)
        if self.sheet is None or item is None:
            return None
        sheet, real = self.sheet.row(item)
        if sheet.is_read_only or not sheet.is_field_of(real, self.column_at(index)):
            return None
        return sheet.refusal(real, self.column_at(index))

    def store(self, index: Index, text: str) -> DeskError | None:
        """Write one cell; the error if it was refused. Typing over 数据不一致 waits for a reason."""
        typed, sheet = self.typed(index, text), self.shown
        refused = self.typist.refusal(sheet, typed)
        if refused is None and self.typist.is_clashing(sheet, typed):
            self.keep(index, text, "写明理由后存入")
            return None
        return refused or self.store_block([typed])

    def store_block(self, block: Sequence[Typed], reason: str | None = None) -> DeskError | None:
        """Write cells as one batch; the error if they were refused, and then none is written."""
        refused = self.typist.store(self.shown, block, reason)
        if refused is None:
            kept = [typed for typed in block if typed.column.name in self.kept.get(typed.item.code, {})]
            for typed in kept:
                self._drop(typed.item, typed.column.name)
            # What was written is repainted by `reread`; a 数值状态 without a value is not written.
            chosen = [typed for typed in block if typed.column.name == VINTAGE]
            if kept or chosen:
                self.repaint_rows({self.row_of(typed.item.code) for typed in (*kept, *chosen)})
                self.counted.emit()
        return refused

    def settle(self, index: Index, text: str, reason: str) -> DeskError | None:
        """Let one value stand in a cell in 数据不一致."""
        typed = self.typed(index, text)
        sheet, item = self.shown.row(typed.item)
        slot = sheet.slot(item, typed.column.name)
        refused = self.typist.settle(sheet, {**slot.as_json(), "value": text}, reason)
        if refused is None:
            self._drop(typed.item, slot.field)
            self.repaint_rows([index.row()])
        return refused

    # What is not stored.

    @property
    def kept_count(self) -> int:
        """How many cells have a text that is not stored."""
        return sum(len(texts) for texts in self.kept.values())

    def keep(self, index: Index, text: str, why: str) -> None:
        """Keep a text that cannot be stored, in the cell and beside the workspace."""
        if self.item_at(index) is not None:
            self.keep_all([(self.typed(index, text), why)])

    def keep_all(self, texts: Iterable[tuple[Typed, str]]) -> None:
        """Keep several texts that cannot be stored, each with its reason."""
        pairs = list(texts)
        for typed, why in pairs:
            self.kept.setdefault(typed.item.code, {})[typed.column.name] = Kept(typed.text, why)
        self.unstored.keep(self.shown, [typed for typed, _ in pairs])
        self.repaint_rows(sorted({self.row_of(typed.item.code) for typed, _ in pairs}))
        self.counted.emit()

    def give_up(self, index: Index) -> None:
        """Forget the text of that cell that is not stored."""
        item = self.item_at(index)
        if item is not None and self.kept_at(index) is not None:
            self._drop(item, self.column_at(index).name)
            self.repaint_rows([index.row()])
            self.counted.emit()

    def remember_typing(self, index: Index, text: str) -> None:
        """Put what is being typed on the disk, so that it is there again after a crash."""
        self.unstored.keep(self.shown, [self.typed(index, text)])

    def forget_typing(self, index: Index) -> None:
        """Nothing is being typed into that cell any more; a text that is kept there stays."""
        item = self.item_at(index)
        if item is not None and self.kept_at(index) is None:
            self.unstored.forget(self.shown, item, self.column_at(index).name)

    def _drop(self, item: Item, column: str) -> None:
        self.kept.get(item.code, {}).pop(column, None)
        self.unstored.forget(self.shown, item, column)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.is_entry(index):
            return False
        return self.store(index, str(value)) is None
