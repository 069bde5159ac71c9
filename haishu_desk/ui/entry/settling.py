"""数据不一致 of the current cell: the bar under the sheet belongs to it, and what it settles is written."""

from __future__ import annotations

from PySide6.QtCore import QObject

from haishu_desk.domain.cells import Head
from haishu_desk.ui.entry.bars import ClashBar, SaidBar
from haishu_desk.ui.entry.sheet import Sheet
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.entry.wording import sentence


class Settling(QObject):
    """Brings the bar and the current cell together."""

    def __init__(self, view: SheetView, bar: ClashBar, said: SaidBar, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._bar, self._said = view, bar, said
        view.looked_at.connect(self.show_bar)
        view.editing.closed.connect(self.show_bar)
        view.cells.counted.connect(self.show_bar)
        view.editing.reason_wanted.connect(self.ask_reason)
        bar.settled.connect(self.settle)

    def show_bar(self) -> None:
        """Ask what stands in the current cell if its values do not agree; else put the bar away."""
        model, index = self._view.cells, self._view.currentIndex()
        row = model.item_at(index) if index.isValid() else None
        if model.sheet is None or row is None:
            self._bar.hide()
            return
        sheet, item = model.sheet.row(row)
        if sheet.is_read_only or not sheet.clash_at(item, model.column_at(index).name):
            self._bar.hide()
            return
        heads = sheet.heads_at(item, model.column_at(index).name)
        first = {head.value.meaning: head for head in reversed(heads)}
        values = [(head.value.raw.strip(), _who(sheet, head)) for head in reversed(first.values())]
        self._bar.ask(values, model.kept_at(index) or "")

    def ask_reason(self) -> None:
        """Somebody typed over the cell: the reason is what is missing."""
        self.show_bar()
        self._bar.reason.setFocus()

    def settle(self, value: str, reason: str) -> None:
        """Let that value stand."""
        refused = self._view.cells.settle(self._view.currentIndex(), value, reason)
        self._said.say("bad", "没有写入", sentence(refused))
        if refused is None:
            self._view.setFocus()
        self.show_bar()


def _who(sheet: Sheet, head: Head) -> str:
    """Who wrote a value, and the day without its year: the bar has little room."""
    person, day = sheet.who(head)
    return f"{person} {day[5:]}"
