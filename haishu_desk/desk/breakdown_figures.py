"""Sub-targets out of a table of figures: units down the side, indicators or years across, as statistics tables stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from haishu_desk.bundle.foreign.duties import Duties, DutyRow, Unread
from haishu_desk.bundle.foreign.found import Known
from haishu_desk.bundle.foreign.names import Names
from haishu_desk.bundle.foreign.phrases import Corrections, key_of
from haishu_desk.bundle.foreign.reading import read_tables
from haishu_desk.domain.assignments import LEAD, PART
from haishu_desk.domain.units import TOWNSHIP_KINDS

if TYPE_CHECKING:
    from haishu_desk.bundle.foreign.found import FoundCell
    from haishu_desk.bundle.read_process import Workbook
    from haishu_desk.desk.documents import Documents


def read_figures(workbook: Workbook, documents: Documents, plan: str, said: Mapping[str, str]) -> Duties:
    """The figures for a year of the plan, each as the sub-target of its unit; everything else is listed.

    A township's figure is its part (分解), the district's as a whole stands with the unit that leads.
    """
    items = [item for item in documents.catalogue if item.plan == plan and documents.reporters(item.code)]
    corrections = Corrections({key_of(text): code for text, code in said.items()}, {})
    known = Known(Names(items, documents.units), documents.catalogue.plans, documents.reporters, corrections)
    found = read_tables(workbook, known)
    duties = Duties()
    for cell in found.cells:
        row = _row(cell, documents, plan)
        if isinstance(row, DutyRow):
            duties.rows.append(row)
        else:
            duties.unread.append(row)
    duties.unread += [
        Unread(left.sheet, int(digits[0]) if (digits := re.findall(r"\d+", left.place)) else 0, left.place, left.row, left.why)
        for left in found.skipped
    ]  # fmt: skip
    return duties


def _row(cell: FoundCell, documents: Documents, plan: str) -> DutyRow | Unread:
    number = int("".join(filter(str.isdigit, cell.address)))
    item = documents.catalogue.get(cell.item)
    if not cell.period.isdecimal() or not documents.catalogue.plan(plan).covers(int(cell.period)):
        return Unread(cell.sheet, number, cell.address, cell.text, f"{cell.period} 不是规划期内的一年")
    unit, role = cell.unit, PART
    if documents.units.get(unit).kind not in TOWNSHIP_KINDS:
        leads = [row["unit"] for row in documents.assignment if (row["item"], row["role"]) == (item.code, LEAD)]
        unit, role = (leads[0] if cell.whole and leads else unit), LEAD if cell.whole else PART
    roles = {} if role == LEAD else {PART: (unit,)}
    return DutyRow(cell.sheet, number, item, cell.address, roles, {cell.period: cell.value}, unit, {})
