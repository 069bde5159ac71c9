"""Quantities of a 专栏 as chips, without Qt: as printed, and what is in doubt with both its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

DOUBT = "存疑"


@dataclass(frozen=True)
class Chip:
    """A short fact on a soft ground; `doubtful` ones bear a mark and say why in `tip`."""

    text: str
    tip: str = ""
    doubtful: bool = False


def chips_of(quantities: Sequence[dict[str, Any]]) -> tuple[Chip, ...]:
    """A chip for each quantity; the readings of one doubtful place share a chip."""
    chips: list[Chip] = []
    for row in quantities:
        same = [other for other in quantities if (other["raw"], other["what"]) == (row["raw"], row["what"])]
        if not row.get("doubtful"):
            chips.append(Chip(f"{row['what']} {_amount(row)}", row["raw"]))
        elif row is same[0]:
            values = " / ".join(_amount(other) for other in same)
            chips.append(Chip(f"{row['what']} {values} {DOUBT}", f"原文印作“{row['raw']}”，两个数并存", doubtful=True))
    return tuple(chips)


def _amount(row: dict[str, Any]) -> str:
    """`52 条`; bounds, ranges and 左右 stay as they are printed."""
    if row["op"] != "eq":
        return str(row["raw"])
    return f"{row['value']} {row['unit'] or ''}".strip()
