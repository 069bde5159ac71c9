"""What the page shows: which unit, period and form, or one item of all units; and the choices in the tool bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from haishu_desk.domain.adhoc import asks, is_adhoc
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.entry.chooser import Chooser
from haishu_desk.ui.entry.matrix import Matrix
from haishu_desk.ui.entry.sheet import Sheet
from haishu_desk.ui.entry.top import Top

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.ui.entry.sheet_model import SheetModel
    from haishu_desk.ui.session import Session

_MANY = 2


class Choosing(QObject):
    """Follows the choices of the tool bar. `chosen` carries a ReturnKey, or a pair of item code and period."""

    chosen = Signal(object)

    def __init__(self, session: Session, model: SheetModel, top: Top, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._model, self._top = session, model, top
        self.chooser = Chooser(session.desk)
        self._unit = ""
        top.form_chosen.connect(self._on_form)
        top.unit_chosen.connect(self._on_unit)
        top.period_chosen.connect(self._on_period)
        top.item_chosen.connect(self._on_item)
        top.matrix.clicked.connect(self._on_matrix)

    @property
    def _desk(self) -> Desk:
        return self._session.desk

    def first(self) -> ReturnKey | None:
        """The return to begin with."""
        return self.chooser.first() or self.chooser.first(self._desk.unit)

    def may_show(self, unit: str) -> bool:
        """Whether a unit's returns are shown here: the district sees all, an office its own and those it took over."""
        return self._desk.is_district or unit in self._desk.own_units

    def is_on_behalf(self) -> bool:
        """Whether the sheet that is shown is another unit's, and can be typed into."""
        sheet = self._model.sheet
        return sheet is not None and not sheet.is_read_only and sheet.key.unit not in self._desk.own_units

    def make(self, wanted: ReturnKey | tuple[str, str]) -> Sheet | Matrix | None:
        """The sheet of what was chosen; None if the Desk cannot answer. `read_beside` before one of a return is shown."""
        if isinstance(wanted, ReturnKey):
            return self._session.read(lambda: Sheet(self._desk, wanted, beside=False))
        item = self._desk.documents.catalogue.get(wanted[0])
        return self._session.read(lambda: Matrix(self._desk, item, wanted[1]))

    def read_beside(self, sheet: Sheet | Matrix | None) -> None:
        """Read what stands beside the values of that sheet, as far as that is still to be done."""
        if isinstance(sheet, Sheet):
            self._session.read(sheet.read_previous)

    def items(self, period: str, form: str) -> list[tuple[str, str]]:
        """The items of that form and period that more than one unit reports: code and words."""
        documents, asked = self._desk.documents, parse_period(period)
        plans = {plan.id for plan in documents.catalogue.plans.values() if plan.covers(asked.year)}
        plans |= {code for code, made in documents.forms.items() if is_adhoc(made) and asks(made, asked)}
        return [
            (item.code, f"{item.number} {item.name}") for item in documents.catalogue
            if item.plan in plans and asked.fits(item.frequency) and documents.form_of(item) == form
            and len(documents.reporters(item.code)) >= _MANY
        ]  # fmt: skip

    def show(self) -> None:
        """Show in the tool bar what is chosen now."""
        sheet, top = self._model.sheet, self._top
        if sheet is None:
            return
        is_matrix = isinstance(sheet, Matrix)
        top.matrix.setChecked(is_matrix)
        top.items.setVisible(is_matrix)
        units = self.chooser.units()
        top.units.setVisible((self._desk.is_district or len(units) > 1) and not is_matrix)
        top.carry.setEnabled(not is_matrix and not sheet.is_read_only)
        if isinstance(sheet, Matrix):
            key = sheet.key
            top.show_forms([], "")
            top.show_choices(top.items, self.items(key.period, key.form), sheet.item.code)
            top.show_choices(top.periods, self.chooser.periods(key.unit), key.period)
            return
        key = sheet.key
        self._unit = key.unit
        top.show_forms(self.chooser.forms(key.unit, key.period), key.form)
        top.show_choices(top.units, units, key.unit)
        top.show_choices(top.periods, self.chooser.periods(key.unit), key.period)

    # The tool bar.

    def _on_form(self, form: str) -> None:
        if self._model.sheet is not None:
            key = self._model.sheet.key
            self.chosen.emit(ReturnKey(form, key.unit, key.period))

    def _on_unit(self, unit: str) -> None:
        if self._model.sheet is not None:
            key = self._model.sheet.key
            self._choose(self.chooser.near(unit, key.period, key.form))

    def _on_period(self, period: str) -> None:
        sheet = self._model.sheet
        if isinstance(sheet, Matrix):
            self._choose_item(sheet.item.code, period)
        elif sheet is not None:
            self._choose(self.chooser.near(sheet.key.unit, period, sheet.key.form))

    def _on_item(self, item: str) -> None:
        if self._model.sheet is not None:
            self._choose_item(item, self._model.sheet.key.period)

    def _on_matrix(self) -> None:
        """Between one unit's sheet and one item of all units."""
        sheet = self._model.sheet
        if isinstance(sheet, Matrix):
            key = sheet.key
            self._choose(self.chooser.near(self._unit or key.unit, key.period, key.form))
        elif sheet is not None:
            items = self.items(sheet.key.period, sheet.key.form) or self.items(sheet.key.period, "indicators")
            self._top.matrix.setChecked(bool(items))
            if items:
                self.chosen.emit((items[0][0], sheet.key.period))

    def _choose(self, key: ReturnKey | None) -> None:
        if key is not None:
            self.chosen.emit(key)

    def _choose_item(self, item: str, period: str) -> None:
        asked, found = parse_period(period), self._desk.documents.catalogue.get(item)
        plan = self._desk.documents.catalogue.plan(found.plan)
        if plan.covers(asked.year) and asked.fits(found.frequency):
            self.chosen.emit((item, period))
            return
        items = self.items(period, self._desk.documents.form_of(found))
        if items:
            self.chosen.emit((items[0][0], period))
