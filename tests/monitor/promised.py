"""Commitments for the tests: of the rows that are shipped, and of rows made up for one test."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from haishu_desk import paths
from haishu_desk.domain.items import INDICATOR, Catalogue, Item
from haishu_desk.monitor.commitment import Commitment
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


def _read(plan: str, name: str) -> Any:
    return json.loads((paths.seed() / plan / f"{name}.json").read_text(encoding="utf-8"))
