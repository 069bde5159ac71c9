"""The courses that a bundle draws: base, expected and reported value of each year of the plan, of one unit's indicators."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from haishu_desk.bundle.book import Course
from haishu_desk.desk.expecting import Expecting
from haishu_desk.desk.figures import Figures
from haishu_desk.desk.series import LEVEL, Series, drawable
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import Period
from haishu_desk.monitor.commitment import REFERENCE
from haishu_desk.monitor.expectation import Expected
from haishu_desk.monitor.numbers import shown
from haishu_desk.monitor.path import expected

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_LEAST = 2  # one point alone is no course


def drawing(
    desk: Desk, items: Iterable[Item], unit: str, figures: Figures | None = None
) -> Generator[None, None, list[Course]]:
    """What there is to draw of those indicators as the unit reports them, the 约束性 first; an indicator a step.

    `figures` are the unit's of whole years, where somebody has read them already.
    """
    figures, expecting = figures or Figures(desk, unit), Expecting(desk)
    drawn = []
    for item in items:
        drawn.append((item, _course(desk, figures.series(item.code, unit), expecting)))
        yield
    drawn.sort(key=lambda pair: not pair[0].is_binding)
    return [course for _, course in drawn if max(map(_known, (course.expected, course.actual))) >= _LEAST]


def _known(texts: Iterable[str | None]) -> int:
    return sum(text is not None for text in texts)


def _course(desk: Desk, series: Series, expecting: Expecting) -> Course:
    item = series.item
    plan = desk.documents.catalogue.plan(item.plan)
    years = range(plan.base_year, plan.end_year + 1)
    places = int(item.record.get("decimals") or 0)
    base = series.base
    actual = {year: point.number for year, point in series.counting.items()}
    if base is not None:
        actual.setdefault(base.year, drawable(base.quantity))
    due = _expected(item, series.unit or "", years, expecting)
    return Course(
        f"{item.number} {item.name}",
        item.unit or "",
        _words(series, years),
        years,
        [_exact(found, places) for found in due],
        [None if (number := actual.get(year)) is None else str(number) for year in years],
        max([places, *(_places(number) for year, number in actual.items() if number is not None and year in years)]),
    )


def _expected(item: Item, unit: str, years: range, expecting: Expecting) -> list[Expected]:
    """What is expected of each year; what keeps up with the economy is held against each year's own growth."""
    promised = expecting.commitment_of(item, unit, Period(years[-1]))
    if promised is None or promised.kind == REFERENCE:
        return [expecting.expected_of(item, unit, Period(year)) for year in years]
    return [expected(promised, Period(year)) for year in years]


def _exact(found: Expected, places: int) -> str | None:
    return None if found.value is None else shown(found.value, places)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _words(series: Series, years: range) -> str:
    """The attribute, the target, and what no line can say: bounds, and years that are answered without a number."""
    target = series.target
    said = [str(series.item.record.get("attribute") or "")]
    if target is not None and target.words:
        said.append(f"{years[-1]}年目标 {target.words}" if target.kind == LEVEL else f"目标 {target.words}")
    said += [
        f"{year}年 {point.words}" for year, point in series.counting.items()
        if year in years and point.quantity is not None and (point.number is None or point.quantity.op != "eq")
    ]  # fmt: skip
    return "　".join(filter(None, said))
