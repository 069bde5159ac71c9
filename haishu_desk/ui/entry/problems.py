"""The cells of the sheet that wait for somebody, and the way from one to the next."""

from __future__ import annotations

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import VALUE
from haishu_desk.domain.findings import HINT, Finding
from haishu_desk.ui.entry.auditing import Auditing
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.findings.wording import key_of

Place = tuple[int, int]


class Problems:
    """Row and column of what was sent back, is not stored, does not agree, or has an open finding."""

    def __init__(self, desk: Desk, view: SheetView, auditing: Auditing) -> None:
        self._desk, self._view, self._auditing = desk, view, auditing

    def places(self) -> list[Place]:
        """All of them, from top to bottom."""
        model = self._view.cells
        rows = [row for row, line in enumerate(model.lines) if line.item is not None]
        marked = {(row, model.problem_column(row)) for row in rows if model.is_problem(row)}
        found = {place for finding in self._open() if (place := self.place_of(finding))[0] >= 0}
        with_finding = {row for row, _ in found}
        return sorted(found | {place for place in marked if place[0] not in with_finding})

    def _open(self) -> list[Finding]:
        mine = (finding for finding in self._auditing.findings if finding.severity != HINT and finding.is_open)
        return [finding for finding in mine if key_of(self._desk, finding) == self._auditing.key]

    def place_of(self, finding: Finding) -> Place:
        """Where a finding of the return that is shown stands; row -1 if its item is not on the sheet."""
        model = self._view.cells
        column = model.column_of(finding.field or VALUE)
        return model.row_of(finding.item or ""), column if column >= 0 else max(model.column_of(VALUE), 0)

    def go_on(self, way: int) -> bool:
        """To the next one (`way` 1) or the one before (-1), round the ends; False if there is none."""
        places, index = self.places(), self._view.currentIndex()
        here = (index.row(), index.column())
        after = [place for place in places if (place > here if way > 0 else place < here)]
        if places:
            self.go_to((after or places)[0 if way > 0 else -1])
        return bool(places)

    def go_to(self, place: Place) -> None:
        """Stand on that cell, be its row hidden or not."""
        row, column = place
        if row < 0:
            return
        if self._view.isRowHidden(row):
            self._view.setRowHidden(row, False)
        self._view.go(row, column)
        self._view.setFocus()
