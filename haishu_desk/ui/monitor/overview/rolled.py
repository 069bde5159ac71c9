"""汇总 as rows that are ready to be shown. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from haishu_desk.desk.rolling_up import Whose
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import parse_period
from haishu_desk.monitor.rollup import MAX, MEAN, SINGLE, SUM
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.lines import DASH, grouped
from haishu_desk.ui.monitor.overview.ranks import period_of

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

EVERY, COMPLETE, NODE, CHOSEN = "every", "complete", "node", "chosen"
MANNERS = {
    EVERY: "有部门数的用部门数",
    COMPLETE: "完全汇总：只加最下级单位",
    NODE: "节点汇总：区直接管的单位",
    CHOSEN: "选择汇总：自选单位",
}
_RULES = {SINGLE: "取一个数", SUM: "相加", MAX: "取最大", MEAN: "加权平均"}


@dataclass(frozen=True)
class RolledRow:
    """One item brought together; `units` and `missing` are names."""

    item: Item
    value: str
    rule: str
    units: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class RolledUp:
    """A roll-up as it was asked for."""

    choice: Choice
    manner: str
    rows: tuple[RolledRow, ...]


def whose_of(manner: str, district: str, units: Sequence[str]) -> Whose:
    """What `manner` asks for; `units` are those that were chosen."""
    if manner == COMPLETE:
        return Whose(is_complete=True)
    if manner == NODE:
        return Whose(node=district)
    return Whose(units=tuple(units)) if manner == CHOSEN and units else Whose()


def rolled_up(desk: Desk, choice: Choice, manner: str, units: Sequence[str] = ()) -> RolledUp:
    """The indicators of that plan and period brought together."""
    documents, period = desk.documents, parse_period(period_of(choice))
    whose = whose_of(manner, documents.units.district.code, units)
    found = desk.evaluating.rollup(str(period), plan=choice.plan, basis=choice.basis, whose=whose)

    def names(codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(documents.name_of(code, str(period)) for code in codes)

    rows = tuple(
        RolledRow(
            documents.catalogue.get(row["item"]),
            grouped(f"{Decimal(row['value']):f}") if row["value"] is not None else DASH,
            _rule(row["rule"]),
            names(row["units_in"]),
            names(row["units_missing"]),
        )
        for row in found
    )
    return RolledUp(choice, manner, rows)


def _rule(rule: str) -> str:
    name, _, weight = rule.partition("(")
    return f"{_RULES[name]}（按{weight.removesuffix(')')}）" if weight else _RULES[name]
