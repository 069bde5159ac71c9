"""报送: the returns that are due for a period with the day on which each first came, as the district's own file says.

The clock is the district's: a return has come on the day on which its first revision was recorded in this file, by
装入 of a bundle or of a workbook filled in by hand, or by sealing what the district entered for the unit. A unit's own
clock and the date on its bundle count for nothing. The date in force is the last one that a task was issued with.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from haishu_desk.desk.standings import NOTHING
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import Period
from haishu_desk.domain.returns import APPROVED, LOCKED, VOID, Revision
from haishu_desk.review.turnout import Turn

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


def turns(desk: Desk, period: Period) -> list[Turn]:
    """Every return that is due for that period, in the order of units and forms; the district's own is none."""
    arrived, asked = desk.workspace.cells.first_at(Revision.kind, str(period)), str(period)
    known = {key for key in desk.standings.known() if key.period == asked}
    found = []
    for key in _keys(desk, period, known):
        how = desk.standings.of(key) if key in known else NOTHING
        if how.state != VOID:
            at = arrived.get(key)
            came = date.fromisoformat(at[: len("2025-01-01")]) if at else None
            found.append(Turn(key, how.deadline, came, how.is_issued, how.state in (APPROVED, LOCKED)))
    return found


def _keys(desk: Desk, period: Period, known: Collection[ReturnKey]) -> list[ReturnKey]:
    """What the assignment asks for, and what was issued or has come although it asks for it no longer."""
    documents, own = desk.documents, None if desk.is_district else desk.own_units
    keys = [
        ReturnKey(form, unit.code, str(period))
        for unit in documents.units
        if unit.kind != "district" and (own is None or unit.code in own)
        for form in documents.forms
        if not documents.is_dropped(form)
    ]
    handled = {key for key in known if (how := desk.standings.of(key)).is_issued or how.is_reported}
    return [key for key in keys if key in handled or documents.items_due(key.unit, period, key.form)]
