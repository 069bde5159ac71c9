"""Figures for the tests of judging: written in one line each, and read back as the rows of the verbs."""

from __future__ import annotations

from typing import Any

from haishu_desk.desk import Desk
from haishu_desk.desk.counted import CURRENT, CountedFigures
from haishu_desk.domain.periods import Period

YINJIANG, ZHANGSHUI, SHIQI = "330203105", "330203106", "330203009"


def enter(desk: Desk, *cells: str) -> None:
    """Cells as `unit item period value`, and after it the field or the 数值状态."""
    rows = []
    for cell in cells:
        unit, item, period, value, *more = cell.split()
        field = more[0] if more and more[0].isascii() else "value"
        vintage = more[0] if more and not more[0].isascii() else None
        rows.append({"unit": unit, "period": period, "item": item, "value": value, "field": field, "vintage": vintage})
    assert desk.entry.enter(rows)["written"] == len(rows)


def by_the_district(desk: Desk, item: str, *values: str, first: int | None = None, field: str = "") -> None:
    """The yearly figures of an item from the plan's first year (or `first`) on, as the unit that reports the whole does."""
    plan = desk.documents.catalogue.plan(desk.documents.catalogue.get(item).plan)
    unit = whole(desk, item)
    years = range(first or plan.start_year, plan.end_year + 1)
    pairs = zip(years, values, strict=False)
    enter(desk, *(f"{unit} {item} {year} {value} {field}".strip() for year, value in pairs if value != "_"))


def whole(desk: Desk, item: str) -> str:
    """The unit that reports the whole district's figure."""
    catalogue = desk.documents.catalogue
    return CountedFigures(desk, CURRENT).wholes(catalogue.get(item), Period(2023))[0]


def judged(desk: Desk, item: str, year: int = 2023, **how: Any) -> dict[str, Any]:
    """The row of one indicator; of figures as they are unless it is said otherwise."""
    (row,) = desk.evaluating.evaluate(item[:3], year, **{"basis": "current", "item": item, **how})
    return row


def rolled(desk: Desk, item: str, period: str = "2023", **how: Any) -> dict[str, Any]:
    """The row of the roll-up of one indicator, likewise."""
    (row,) = [row for row in desk.evaluating.rollup(period, **{"basis": "current", **how}) if row["item"] == item]
    return row
