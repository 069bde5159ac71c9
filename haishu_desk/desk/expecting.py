"""What is expected of an item in a period (序时应达), as the plan, the unit's own breakdown and the printed base say."""

from __future__ import annotations

from haishu_desk.desk.planning import Documents
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import Period
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.monitor.commitment import Commitment, part_of
from haishu_desk.monitor.expectation import Expected
from haishu_desk.monitor.path import expected
from haishu_desk.monitor.rows import commitment_of


def commitment_for(documents: Documents, item: Item, unit: str) -> Commitment:
    """What the plan asks of that unit for the item; of a township only what its own yearly breakdown says."""
    annual: dict[str, str] = {}
    for row in documents.assignment:
        if (row["item"], row["unit"]) == (item.code, unit):
            annual |= row["annual"]
    whole = commitment_of(item, documents.catalogue.plan(item.plan), annual=annual)
    return part_of(whole) if documents.units.get(unit).kind in TOWNSHIP_KINDS else whole


def expected_of(documents: Documents, item: Item, unit: str, period: Period) -> Expected:
    """What the cell of that period should hold; `value` None with a reason where nothing is expected."""
    return expected(commitment_for(documents, item, unit), period)
