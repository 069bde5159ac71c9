"""Commitments for the tests: of the rows that are shipped, and of rows made up for one test."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import Any

from haishu_desk import paths
from haishu_desk.domain.items import INDICATOR, Catalogue, Item
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.monitor.commitment import Commitment
from haishu_desk.monitor.expectation import SIGNS, Expected
from haishu_desk.monitor.rows import commitment_of


@cache
def catalogue() -> Catalogue:
    """Both shipped plans."""
    plans = [{key: _read(plan, key) for key in ("plan", "indicators")} for plan in ("135", "145")]
    return Catalogue(plans)


def shipped(code: str, **given: Any) -> Commitment:
    """What the shipped row promises."""
    item = catalogue().get(code)
    return commitment_of(item, catalogue().plan(item.plan), **given)


def made(
    base: str = "100",
    target: str = "200",
    growth: str = "—",
    /,
    *,
    name: str = "试验指标",
    measure: str = "level",
    frequency: str = "月",
    direction: str = "higher",
    unit: str = "个",
    brackets: str | None = None,
    decimals: int = 1,
    **given: Any,
) -> Commitment:
    """What a row with these cells promises in 2021 to 2025."""
    record = {
        "values": {"base": base, "target": target, "growth": growth},
        "measure": measure,
        "direction": direction,
        "decimals": decimals,
        "cumulative_kind": brackets,
        "notes": [],
    }
    item = Item("145-99", name, INDICATOR, "145", "99", "试验", unit, frequency, record)
    return commitment_of(item, catalogue().plan("145"), **given)


def at(when: str) -> Period:
    """The period that is written so."""
    return parse_period(when)


def year(commitment: Commitment, years: int) -> Period:
    """So many years after the base year."""
    return Period(commitment.base_year + years)


def june(commitment: Commitment) -> Period:
    """June of the third year."""
    return Period(commitment.base_year + 3, "半年", 1)


def told(found: Expected, by_hand: str) -> str:
    """The value rounded to the digits of `by_hand`, as a person writes it: `>93`, `2.85*` for the value of an earlier period."""
    if found.value is None:
        return found.why or ""
    digits = Decimal(by_hand.strip("<>≤≥*") or 0).as_tuple().exponent
    assert isinstance(digits, int)
    return f"{SIGNS.get(found.op, '')}{found.value:.{-digits}f}{'*' if found.as_of else ''}"


def near(one: Decimal | None, other: Decimal) -> bool:
    """Whether the two are one number but for the rounding of the fiftieth digit."""
    return one is not None and abs(one - other) <= abs(other) * Decimal("1e-24") + Decimal("1e-24")


def _read(plan: str, name: str) -> Any:
    return json.loads((paths.seed() / plan / f"{name}.json").read_text(encoding="utf-8"))
