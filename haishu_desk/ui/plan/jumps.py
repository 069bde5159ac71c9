"""From an entry to the return in which it is filled in, without Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.entry.chooser import Chooser

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


def return_of(desk: Desk, item: str) -> ReturnKey | None:
    """The newest return with that item's row: one that exists, else one that is due; None if nothing is to be filled in.

    A unit looks at its own returns; the district at those of the first reporter that has any.
    """
    documents = desk.documents
    if item not in documents.catalogue:
        return None
    form = documents.form_of(documents.catalogue.get(item))
    own = None if desk.is_district else desk.own_units
    units = [unit for unit in documents.reporters(item) if own is None or unit in own]

    def is_there(key: ReturnKey) -> bool:
        """Whether 填报 offers it: one of a time in which its unit was not there only while something stands in it."""
        return documents.units.get(key.unit).reports(parse_period(key.period)) or bool(desk.heads(key))

    def has_row(key: ReturnKey) -> bool:
        return any(each.code == item for each in documents.items_due(key.unit, parse_period(key.period), key.form))

    for unit in units:
        mine = sorted(desk.workspace.cells.returns_of(form, unit), key=_newest_first)
        # The best one has it as a rule: it is asked alone.
        found = next((key for key in mine if has_row(key) and is_there(key)), None)
        if found is not None:
            return found
    due = (ReturnKey(form, unit, period) for unit in units[:1] for period, _ in Chooser(desk).periods(unit))
    return next((key for key in due if has_row(key)), None)


def _newest_first(key: ReturnKey) -> tuple[int, int]:
    period = parse_period(key.period)
    return (-period.year, -period.part)
