"""Rules on the indicator table: cells of one row that must fit each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from haishu_desk.domain.quantity import Quantity
from haishu_desk.monitor.plan_text import Document, Found, PlanText, cell, name_of, notes_on
from haishu_desk.monitor.spans import Span, decimals, half_step, span_of, written

_LEVEL_AND_GROWTH = (("target", "growth"), ("target", "target_growth"), ("actual", "actual_growth"))
_FAR = Decimal("0.03")  # two implied bases further apart are not one base seen twice
_BOUNDS = ("gt", "ge", "lt", "le")


def bracket(text: PlanText) -> Iterator[Found]:
    """A growth in brackets must be target minus base, where it is no total of five years (`cumulative_kind` flow).

    The difference is compared at the printed decimals; where lower is better, a decrease may be printed without its sign.
    """
    for row in text.rows:
        figures = _figures(row, "base", "target", "growth")
        if figures is None or row.get("cumulative_kind") == "flow":
            continue
        (base, start), (target, end), (growth, printed) = figures
        difference = end - start
        if not growth.cumulative or _fits(row, printed, difference, half_step(growth)):
            continue
        computed = difference.printed(max(decimals(base), decimals(target)))
        message = (
            f"{name_of(row)}：“{text.column('growth')}”栏印{growth.raw}，目标{target.raw}减基期{base.raw}是{computed}。"
            f"方括号也可能是五年合计，不是增加的数。{notes_on(row)}"
        )
        yield Found(text.in_table(row), growth.raw, computed, message)


def growth_rate(text: PlanText) -> Iterator[Found]:
    """A printed yearly growth must be the one that base and level imply, rounded to the printed decimals.

    A share (%) may also be printed as points a year; where lower is better, a decrease may stand without its sign.
    """
    for row in text.rows:
        for level_column, growth_column in _LEVEL_AND_GROWTH:
            figures = _figures(row, "base", level_column, growth_column)
            if figures is None or _is_no_growth(row, figures[2][0], figures[1][0]):
                continue
            (base, start), (level, end), (growth, printed) = figures
            implied = _implied(start, end, text.years)
            if implied is None or _fits(row, printed, implied, half_step(growth)):
                continue
            if row.get("unit") == "%" and printed.meets(_points_a_year(start, end, text.years), half_step(growth)):
                continue
            computed = implied.printed(decimals(growth) + 1)
            message = (
                f"{name_of(row)}：“{text.column(growth_column)}”栏印{growth.raw}，由基期{base.raw}到"
                f"“{text.column(level_column)}”{level.raw}推算，{text.years}年里每年是{computed}%"
                f"（按印的位数是{implied.printed(decimals(growth))}%）。"
                f"{_why(figures, text.years)}{notes_on(row)}"
            )
            yield Found(text.in_table(row), growth.raw, computed, message)


def growth_column_repeats_target(text: PlanText) -> Iterator[Found]:
    """A bound in the growth column that is the target's own bound is no growth."""
    for row in text.rows:
        for target_column, growth_column in _LEVEL_AND_GROWTH[:2]:
            target, growth = cell(row, target_column), cell(row, growth_column)
            if target is not None and growth is not None and _repeats(row, growth, target):
                message = (
                    f"{name_of(row)}：“{text.column(growth_column)}”栏印{growth.raw}，与“{text.column(target_column)}”栏相同。"
                    f"这是界限，不是增速，可能是排版时抄到了旁边一栏。"
                )
                yield Found(text.in_table(row), growth.raw, target.raw, message)


def looser_than_base(text: PlanText) -> Iterator[Found]:
    """A target that is met by falling behind the base; a target for a growth rate may well be lower than last year's."""
    for row in text.rows:
        figures = _figures(row, "base", "target")
        if figures is None or row.get("measure") == "growth":
            continue
        (base, start), (target, end) = figures
        if _is_behind(row, start, target, end):
            message = (
                f"{name_of(row)}：“{text.column('target')}”{target.raw}，比“{text.column('base')}”{base.raw}宽，"
                f"比基期差一些也算完成。可能是留了余地，只能看守住没有，算不出进度。"
            )
            yield Found(text.in_table(row), target.raw, base.raw, message)


def base_changed(text: PlanText) -> Iterator[Found]:
    """Where no base is printed: the base implied by target and its growth against the one implied by the result's.

    More than 3 percent apart, and not to be explained by rounding, means that the base or what is counted has changed.
    Totals of several years are left out.
    """
    for row in text.rows:
        figures = _figures(row, "target", "target_growth", "actual", "actual_growth")
        if figures is None or span_of(cell(row, "base")) is not None:
            continue
        target, aimed, actual, grown = (quantity for quantity, _ in figures)
        first, second = _base_behind(target, aimed, text.years), _base_behind(actual, grown, text.years)
        if first is None or second is None or row.get("cumulative_kind") == "flow":
            continue
        apart = max(first[0], second[0]) / min(first[0], second[0]) - 1
        if apart <= _FAR or first[1].meets(second[1]):
            continue
        printed_there = f"{target.raw}、{aimed.raw}；{actual.raw}、{grown.raw}"
        computed = f"{written(first[0], 1)}；{written(second[0], 1)}"
        message = (
            f"{name_of(row)}：“{text.column('target')}”{target.raw}、“{text.column('target_growth')}”{aimed.raw}，"
            f"倒推{text.frame.get('base_year')}年的基数是{written(first[0], 1)}；"
            f"“{text.column('actual')}”{actual.raw}、“{text.column('actual_growth')}”{grown.raw}，"
            f"倒推是{written(second[0], 1)}，相差{written(apart * 100, 1)}%，基数或口径可能变过。{notes_on(row)}"
        )
        yield Found(text.in_table(row), printed_there, computed, message)


def _figures(row: Document, *columns: str) -> list[tuple[Quantity, Span]] | None:
    """The figures in those cells and what they allow; None where one of them is words or missing."""
    cells = [(quantity, span_of(quantity)) for column in columns if (quantity := cell(row, column))]
    found = [(quantity, span) for quantity, span in cells if span is not None]
    return found if len(found) == len(columns) else None


def _is_behind(row: Document, start: Span, target: Quantity, end: Span) -> bool:
    """Whether even what the target asks at best (the far end of a range) is worse than the base."""
    direction = row.get("direction")
    if direction == "keep":
        direction = "lower" if target.op in ("lt", "le") else "higher"
    if direction == "lower":
        return (end.low if end.low.is_finite() else end.high) > start.high
    return direction == "higher" and (end.high if end.high.is_finite() else end.low) < start.low


def _fits(row: Document, printed: Span, computed: Span, slack: Decimal) -> bool:
    """Whether the change is as printed; where lower is better, a decrease may stand without its sign."""
    return printed.meets(computed, slack) or (row.get("direction") == "lower" and printed.meets(-computed, slack))


def _points_a_year(start: Span, end: Span, years: int) -> Span:
    change = end - start
    return Span(change.low / years, change.high / years)


def _is_no_growth(row: Document, growth: Quantity, level: Quantity) -> bool:
    """What stands in a growth column and is no yearly growth of a level: a bracket, a repeated bound, a rate of change."""
    return growth.cumulative or level.cumulative or row.get("measure") == "growth" or _repeats(row, growth, level)


def _repeats(row: Document, growth: Quantity, target: Quantity) -> bool:
    return growth.op in _BOUNDS and growth.meaning == target.meaning and row.get("measure") != "growth"


def _implied(start: Span, end: Span, years: int) -> Span | None:
    """Yearly growth in percent from one to the other; None without positive figures on both sides."""
    if years <= 0 or start.low <= 0 or not start.high.is_finite() or end.high <= 0:
        return None
    low = (max(end.low, Decimal(0)) / start.high) ** (Decimal(1) / years)
    high = (end.high / start.low) ** (Decimal(1) / years)
    return Span((low - 1) * 100, (high - 1) * 100)


def _why(figures: list[tuple[Quantity, Span]], years: int) -> str:
    """Whether the figures before rounding could have given the printed growth."""
    (base, start), (level, end), (growth, printed) = figures
    implied = _implied(start.widened(half_step(base)), end.widened(half_step(level)), years)
    if implied is not None and printed.meets(implied, half_step(growth)):
        return "基期和目标取整以前的数有可能推出印的增速，可能只是修约。"
    return "取整解释不了这个差，可能是价格或口径不同。"


def _base_behind(level: Quantity, growth: Quantity, years: int) -> tuple[Decimal, Span] | None:
    """The base that level and yearly growth imply, and all bases that the figures before rounding could imply."""
    number, rate, own = level.number, growth.number, half_step(growth)
    is_plain = level.op == growth.op == "eq" and not level.cumulative and not growth.cumulative
    if number is None or rate is None or not is_plain or years <= 0 or number <= 0:
        return None
    slowest, usual, fastest = ((1 + each / 100) ** years for each in (rate - own, rate, rate + own))
    if 1 + (rate - own) / 100 <= 0:
        return None
    step = half_step(level)
    return number / usual, Span((number - step) / fastest, (number + step) / slowest)
