"""Bringing another sheet to the page, or reading the one that stands there again: in parts where there are many returns.

First what stands in the return is read, then it is shown, before any key; what stands beside the values comes last, and
its columns are empty until then.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from haishu_desk.domain.cells import VALUE, ReturnKey
from haishu_desk.ui.entry.matrix import Matrix
from haishu_desk.ui.entry.sheet import Sheet
from haishu_desk.ui.shortly import Shortly
from haishu_desk.ui.turns import Turns

if TYPE_CHECKING:
    from haishu_desk.ui.entry.page import EntryPage

Wanted = ReturnKey | tuple[str, str]


class Bringing(Shortly):
    """Shows what is wanted; nobody sees a sheet that is not wanted any more."""

    def __init__(self, page: EntryPage) -> None:
        super().__init__(page.session, page)
        self._page = page
        self._beside = Turns(page.session, page)
        self._is_beside_read = True
        self._unpainted: set[str] = set()  # rows that say something else beside their values since it was read
        self._documents: object = None  # those that the sheet was made with

    def bring(self, wanted: Wanted | None, then: Callable[[], None] | None) -> None:
        """Show the sheet of that return, or of an item and a period; the same one stays where it is and is read again."""
        self.rest()  # what was wanted before is wanted no more
        page, documents = self._page, self._page.session.desk.documents
        sheet = page.model.sheet
        if sheet is not None and wanted == _name_of(sheet) and self._documents is documents:
            page.model.reread(beside=False)
            self._is_beside_read = False
            self._beside.then(partial(self._read_beside, wake=False))
            self._end(then)
            return
        page.close_editors()
        made = page.choosing.make(wanted) if wanted else None
        page.setUpdatesEnabled(False)
        self.then(partial(self._show, made, documents, then))

    @property
    def is_settled(self) -> bool:
        """Whether what is wanted stands there, and what stands beside it was read since."""
        return not self.is_waiting and self._is_beside_read

    def rest(self) -> None:
        super().rest()
        self._beside.rest()
        self._page.setUpdatesEnabled(True)

    def _go_on(self) -> None:
        try:
            super()._go_on()
        finally:
            if not self.is_waiting:
                self._page.setUpdatesEnabled(True)

    def leave(self) -> None:
        """The page is left: show what is wanted; what stands beside it is read when one comes back."""
        self.finish()
        self._beside.rest()

    def _read_beside(self, *, wake: bool) -> None:
        self._unpainted |= self._page.session.read(self._page.model.read_beside) or set()
        self._beside.then(partial(self._show_beside, wake=wake))

    def _show_beside(self, *, wake: bool) -> None:
        self._page.model.repaint(self._unpainted)
        self._unpainted.clear()
        self._is_beside_read = True
        if wake:
            self._page.side.wake()  # it tells of that too

    def _show(self, sheet: Sheet | Matrix | None, documents: object, then: Callable[[], None] | None) -> None:
        page = self._page
        self._documents = documents
        if isinstance(sheet, Sheet) and not self.are_taken:
            page.session.read(sheet.read_previous)
        self._unpainted.clear()
        page.model.show_sheet(sheet)
        page.arranging.forget()
        page.provenance.begin(shown=page.choosing.is_on_behalf())
        self._say_kept()
        self._begin()
        self._end(then)
        self._is_beside_read = not isinstance(sheet, Sheet) or sheet.has_beside
        if not self._is_beside_read:
            self._beside.then(partial(self._read_beside, wake=True))

    def _say_kept(self) -> None:
        """What was typed before and is not stored is said when its sheet is shown again."""
        kept = self._page.model.kept_count
        said = f"上次有 {kept} 格没有存入，文字还在格里。按 F8 到那一格。" if kept else ""
        self._page.said.say("bad" if kept else "idle", "没有存入" if kept else "", said)

    def _begin(self) -> None:
        """Stand on the first cell to type into."""
        model, view = self._page.model, self._page.view
        row = next((row for row, line in enumerate(model.lines) if line.item is not None), -1)
        view.go(row, model.column_of(VALUE))
        view.scrollToTop()
        view.horizontalScrollBar().setValue(0)

    def _end(self, then: Callable[[], None] | None) -> None:
        self._page.choosing.show()
        self._page.retitled.emit()
        if then is not None:
            then()


def _name_of(sheet: Sheet | Matrix) -> Wanted:
    """What was asked for to get this sheet."""
    return (sheet.item.code, sheet.key.period) if isinstance(sheet, Matrix) else sheet.key
