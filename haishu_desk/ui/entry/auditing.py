"""全审 of the return that is shown: the whole by and by when it is shown, and as one types only what the edit touches."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from haishu_desk.checks.run import Checked, Tally, in_order
from haishu_desk.desk.checking import Review
from haishu_desk.domain.cells import Heads, ReturnKey, Slot
from haishu_desk.domain.findings import Finding
from haishu_desk.domain.returns import CLOSED
from haishu_desk.ui.checkup import Checkup
from haishu_desk.ui.entry.found import by_item
from haishu_desk.ui.entry.sheet import Sheet
from haishu_desk.ui.entry.sheet_model import SheetModel
from haishu_desk.ui.session import Session
from haishu_desk.ui.shortly import Shortly


class Auditing(QObject):
    """Knows the findings of the return that is shown, and puts them into its sheet; of one item of all units nothing.

    `found` says that they are others now, `progressed` how many items of how many are checked. `tally` counts what is tried
    as one types.
    """

    found = Signal()
    progressed = Signal(int, int)

    def __init__(self, session: Session, model: SheetModel, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._model = session, model
        self.whole_period = False
        self.tally = Tally()
        self._by_key: dict[ReturnKey, Checked] = {}
        self._heads: Heads = {}
        self._begun: Sheet | None = None
        self._checkup = Checkup(session, self)
        self._checkup.checked.connect(self._on_checked)
        self._checkup.progressed.connect(self.progressed)
        self._checkup.ended.connect(self.found)
        self._coming = Shortly(session, page)
        model.modelReset.connect(self.begin)
        session.changed.connect(self._on_changed)

    # What is known.

    @property
    def sheet(self) -> Sheet | None:
        """The sheet of the return that is shown."""
        return self._model.sheet if isinstance(self._model.sheet, Sheet) else None

    @property
    def key(self) -> ReturnKey | None:
        """The return that is shown."""
        return self.sheet.key if self.sheet else None

    @property
    def is_running(self) -> bool:
        """Whether something is still to be checked."""
        return self._checkup.is_running

    @property
    def is_known(self) -> bool:
        """Whether the return that is shown was checked."""
        return self.key in self._by_key

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found in what is looked at, the missing cells of rules last."""
        checked = list(self._by_key.values())
        judged = in_order(finding for each in checked for finding in each.findings)
        return (*judged, *in_order(finding for each in checked for finding in each.unjudged))

    def edition_said(self) -> str:
        """Which edition of the rules the findings are by."""
        key, desk = self.key, self._session.desk
        if key is None:
            return ""
        number, current = desk.checking.edition_of(key).number, desk.rulebook.edition.number
        return f"规则第 {number} 版" + (f"（现行第 {current} 版）" if number != current else "")

    def review(self) -> Review:
        """The findings as 差错清单 writes them; LookupError if no return is shown."""
        key, desk = self._model.shown.key, self._session.desk
        checked = Checked(self.findings)
        return Review(checked, desk.checking.edition_of(key).number, desk.rulebook.edition.number)

    # Checking.

    def begin(self) -> None:
        """Another return is shown: check it, unless nothing more can be done about it; its rows in another order are none."""
        sheet = self.sheet
        if sheet is not None and sheet is self._begun:
            return
        self._begun = sheet
        self._coming.rest()
        self._by_key.clear()
        self._heads = sheet.heads if sheet else {}
        self._checkup.rest()
        self._mark()
        self.found.emit()
        if sheet is not None and sheet.state not in CLOSED:
            self.check()

    def check(self) -> None:
        """Check the whole of what is looked at: the return that is shown, or every form of its period."""
        if self.key is not None:
            self._checkup.ask(self._scope(self.key))

    def look_at(self, *, whole_period: bool) -> None:
        """Look at every form of the period, or only at the return that is shown."""
        self.whole_period = whole_period
        if not whole_period:
            self._by_key = {key: checked for key, checked in self._by_key.items() if key == self.key}
            self.found.emit()
        self.check()

    def rest(self) -> None:
        """Check nothing more than what was typed: the page is left, or the workspace is about to be closed."""
        self._coming.finish()
        self._checkup.rest()

    def wake(self) -> None:
        """The page is shown again: go on with what is not known yet."""
        sheet = self.sheet
        if sheet is not None and not self.is_known and sheet.state not in CLOSED:
            self.check()

    def _scope(self, key: ReturnKey) -> list[ReturnKey]:
        if not self.whole_period:
            return [key]
        keys = self._session.read(lambda: self._session.desk.checking.keys_of(key.unit, key.period)) or []
        return list(dict.fromkeys([key, *keys]))

    def _on_checked(self, key: ReturnKey) -> None:
        known = self._session.desk.checking.known(key)
        if known is not None:
            self._by_key[key] = known
            self._mark()
            self.found.emit()

    def _on_changed(self, keys: frozenset[ReturnKey]) -> None:
        """Something was written."""
        if self.sheet is not None and keys:
            self._coming.then(self._catch_up)

    def _catch_up(self) -> None:
        """Try again what was touched since it was looked at last, or by and by the whole where that cannot be told."""
        sheet = self.sheet
        if sheet is None:
            return
        touched = self._touched(sheet.heads)
        self._heads = sheet.heads
        checking, before = self._session.desk.checking, self._by_key.get(sheet.key)
        if before is not None and touched and not checking.is_stale(sheet.key):
            self._by_key[sheet.key] = checking.after_typing(sheet.key, touched, before, self.tally)
            self._mark()
            self.found.emit()
        if self._checkup.is_running or any(checking.known(key) is None for key in self._by_key):
            self.check()

    def _touched(self, heads: Heads) -> list[Slot]:
        """The cells that stand otherwise than when they were looked at last."""
        return [slot for slot in {*heads, *self._heads} if heads.get(slot) != self._heads.get(slot)]

    def _mark(self) -> None:
        """Put the findings into the sheet and paint the rows that look otherwise now."""
        sheet, key = self.sheet, self.key
        if sheet is None or key is None:
            return
        checked = self._by_key.get(key)
        found = by_item(checked.findings) if checked and sheet.state not in CLOSED else {}
        different = {item for item in {*found, *sheet.found} if found.get(item) != sheet.found.get(item)}
        sheet.found = found
        if different:
            self._model.repaint_rows(self._rows(different))

    def _rows(self, items: Iterable[str]) -> list[int]:
        wanted = set(items)
        return [row for row, line in enumerate(self._model.lines) if line.item is not None and line.item.code in wanted]
