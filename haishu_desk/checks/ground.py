"""What the checks read through: a small window on values, items and units that the desk or a test provides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from haishu_desk.checks.explain import Explanation
from haishu_desk.domain.cells import VALUE
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import Quantity

# The vintage of a place that asks for the value that counts, whatever its 数值状态; None is the one without a word.
COUNTS = "取用数"


@dataclass(frozen=True)
class Place:
    """One cell: of which item, field, unit and period, in which 数值状态."""

    item: str
    field: str = VALUE
    unit: str = ""
    period: str = ""
    vintage: str | None = COUNTS


class Ground(Protocol):
    """Answers for any cell, cheaply: the checks ask again and again and keep nothing."""

    def value(self, place: Place) -> Quantity | None:
        """What stands there; None where nothing was filled in, where it was cleared, and where 数据不一致.

        `vintage` COUNTS asks for the value that counts (核定数, else the best vintage). The base year of a plan may be
        answered with the base as printed, for a unit that speaks of the whole district.
        """

    def is_answered(self, place: Place) -> bool:
        """Whether somebody has filled it in, in any 数值状态: —, 不适用, 未取得 and 数据不一致 are answers."""

    def vintages(self, place: Place) -> Mapping[str | None, Quantity]:
        """Every standing value of the cell by 数值状态."""

    def history(self, place: Place) -> Sequence[tuple[Period, Quantity]]:
        """What counted in the same part of the earlier years, oldest first, through `continues`; `place` is not in it."""

    def item(self, code: str) -> Item:
        """The item with that code."""

    def fields(self, item: str) -> Mapping[str, str]:
        """The fields of the item's form and their types, `quantity` or `text`."""

    def term(self, item: str) -> tuple[int, int]:
        """First and last year of the item's plan."""

    def base(self, item: str, unit: str) -> Decimal | None:
        """The plan's base value; None where there is none or the unit does not speak of the whole district."""

    def target(self, item: str, unit: str) -> Quantity | None:
        """The plan's target as printed, bound and all; None as for `base`."""

    def expected(self, item: str, unit: str, period: str) -> Decimal | None:
        """应达: what the path to the target asks for at the end of that period; None as for `base`."""

    def children(self, unit: str, period: str) -> Sequence[str]:
        """The townships whose figures add up to that unit's, in print order; empty for one that has none (or no data).

        Those that are there on the last day of the period: units come and go.
        """

    def reporters(self, item: str) -> Sequence[str]:
        """The units that fill in the item."""

    def is_part(self, unit: str) -> bool:
        """Whether the unit speaks of a part of the district: a township, not the district and no department."""

    def unit_name(self, unit: str) -> str:
        """The unit as people call it."""

    def note(self, place: Place) -> str:
        """The 说明 of a cell; empty if there is none."""

    def explanations(self, rule: str, place: Place) -> Sequence[Explanation]:
        """The 审核说明 (of 强制性 findings the 豁免申请) for that rule and cell; a check may ask several things of one."""

    def exemptions(self, rule: str, place: Place) -> Sequence[Explanation]:
        """What the district decided of a 豁免申请: `klass` is 同意 or 不同意."""
