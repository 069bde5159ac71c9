"""Parts against the whole: parts of the year, townships of the district, growth against two values, the plan's bound."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from haishu_desk.checks.builtin.look import Complaint, Look, decimals_of
from haishu_desk.checks.causes import likely, said
from haishu_desk.checks.evaluation import EXACT, compare, reckonable, shortened
from haishu_desk.checks.language import field_title
from haishu_desk.checks.moments import months, parts_of
from haishu_desk.domain.cells import VALUE
from haishu_desk.domain.findings import HARD, HINT, QUERY
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import Quantity

_HUNDRED, _HALF = Decimal(100), Decimal("0.5")
_SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


def cumulative_falling(look: Look) -> Iterator[Complaint]:
    """A flow counted from January that is less than it was earlier in the year; 更正 in its note makes it a question."""
    number = look.number()
    if number is None or not look.measured("flow") or look.period.frequency == "年":
        return
    before = [period for period in _parts(look) if months(period) < months(look.period)]
    known = [(period, value) for period in before if (value := look.number(period=period)) is not None]
    if not known:
        return
    period, highest = max(known, key=lambda pair: (pair[1], months(pair[0])))
    if number < highest:
        is_corrected = "更正" in look.ground.note(look.place)
        message = f"1月至本期累计 {said(number)}，比{period.title}的累计 {said(highest)} 还少 {said(EXACT.subtract(highest, number))}"
        advice = "请核对：这里填从1月起的累计数；前期多报的，请改前期或在本格的说明里写“更正”和原因"
        causes = ("填了当期数，没有填累计数",)
        yield Complaint(message, advice, VALUE, number, highest, causes, QUERY if is_corrected else HARD)


def parts_of_the_year(look: Look) -> Iterator[Complaint]:
    """A flow's whole year against its parts, and parts that end together; a level at the end of December is the year's."""
    number = look.number()
    if number is None or not look.measured("flow", "level"):
        return
    for period in _parts(look) if look.period.frequency == "年" else [Period(look.period.year)]:
        other = look.number(period=period)
        if other is not None and period != look.period:
            yield from _against_year(look, period, (number, other))
    if look.period.frequency != "年":
        yield from _ending_together(look, number)


def townships_against_whole(look: Look) -> Iterator[Complaint]:
    """The sum of the townships against the figure of the district, with the names of those that have not reported."""
    rollup = look.item.record.get("rollup")
    fields = {"sum": (VALUE,), "mean": ("numerator", "denominator")}.get(str(rollup), ())
    reporting = set(look.ground.reporters(look.item.code))
    below = [unit for unit in look.ground.children(look.unit, str(look.period)) if unit in reporting]
    for field in fields if below else ():
        yield from _sum_against_whole(look, field, below)


def growth_against_values(look: Look) -> Iterator[Complaint]:
    """The 增速 that was typed against what the two values give; not at constant prices, where it does not follow."""
    number, printed, last = look.number(), look.quantity("growth"), look.last
    growth = reckonable(printed, "growth")
    if printed is None or growth is None or number is None or last is None or last <= 0 or not look.counts_by_ratio:
        return
    if look.at_constant_prices:
        return
    reckoned = EXACT.multiply(EXACT.subtract(EXACT.divide(number, last), 1), _HUNDRED)
    half = _HALF * look.step
    blur = EXACT.multiply(EXACT.divide(half * (1 + EXACT.divide(number, last).copy_abs()), last), _HUNDRED)
    allowed = EXACT.add(max(_HALF.scaleb(-decimals_of(printed)), Decimal("0.05")), blur)
    if not compare(growth, "约等于", reckoned, allowed):
        message = (
            f"增速填 {said(growth)}%，按本期 {said(number)}、上年同期 {said(last)} 算是 {said(shortened(reckoned, 2))}%"
        )
        causes = likely(growth, reckoned) or ("上年数改过", "增速按可比价算")
        yield Complaint(
            message, "请核对本期、上年同期和增速三个数；按可比价的请填审核说明", "growth", growth, reckoned, causes
        )


def bound_crossed(look: Look) -> Iterator[Complaint]:
    """A year's value on the wrong side of the plan's bound, where the base or last year was on the right one.

    A target that the base does not meet yet is a way to go, not a bound; at the end of the plan it is one.
    """
    target, number = look.ground.target(look.item.code, look.unit), look.number()
    goal = reckonable(target) if target and target.op in ("eq", "approx") else (target.number if target else None)
    is_bound = target is not None and target.op in _SIGNS and not target.cumulative
    is_kept = look.item.direction == "keep"
    if target is None or goal is None or number is None or look.period.frequency != "年" or not (is_bound or is_kept):
        return
    sign = _wanted(look, target, is_kept=is_kept)
    if compare(number, sign, goal):
        return
    base, last = look.ground.base(look.item.code, look.unit), look.last
    was_met = any(value is not None and compare(value, sign, goal) for value in (base, last))
    if was_met or is_kept or look.period.year == look.ground.term(look.item.code)[1]:
        gap = said(EXACT.subtract(number, goal).copy_abs())
        message = f"本期值 {said(number)} 越过了规划的界 {sign}{said(goal)}，差 {gap}{look.gap_unit}"
        severity = QUERY if look.item.is_binding else HINT
        advice = (
            "约束性指标，请核对；数没有错请填审核说明，写明原因和补救" if look.item.is_binding else "请核对数和口径"
        )
        yield Complaint(message, advice, VALUE, number, goal, (), severity)


def _wanted(look: Look, target: Quantity, *, is_kept: bool) -> str:
    """The relation that the plan asks for; what is kept at the base has not fallen below it."""
    if is_kept:
        return "≤" if look.item.direction == "lower" else "≥"
    return _SIGNS[target.op]


def _parts(look: Look) -> list[Period]:
    return parts_of(look.period.year, look.item.frequency)


def _against_year(look: Look, other: Period, numbers: tuple[Decimal, Decimal]) -> Iterator[Complaint]:
    """One side is the year, the other a part of it; `numbers` are this cell's and the other's."""
    is_year = look.period.frequency == "年"
    part, (year, value) = (other, numbers) if is_year else (look.period, numbers[::-1])
    if months(part) == 12 and not compare(value, "约等于", year, look.step):  # noqa: PLR2004  months of a year
        what = "年末数" if look.measured("level") else "累计"
        message = (
            f"{part.title}的{what} {said(value)} 与全年数 {said(year)} 不等，差 {said(EXACT.subtract(value, year))}"
        )
        yield Complaint(message, "请核对哪一个是最后的数；年报核定过的请填审核说明", VALUE, *numbers, likely(*numbers))
    elif months(part) < 12 and look.measured("flow") and 0 <= year < value:  # noqa: PLR2004
        message = f"{part.title}的累计 {said(value)} 比全年数 {said(year)} 还多 {said(EXACT.subtract(value, year))}"
        yield Complaint(message, "部分不会大于全年，请核对两个数后改正", VALUE, *numbers, likely(*numbers), HARD)


def _ending_together(look: Look, number: Decimal) -> Iterator[Complaint]:
    for period in _parts(look):
        other = look.number(period=period) if period != look.period else None
        if (
            other is not None
            and months(period) == months(look.period)
            and not compare(number, "约等于", other, look.step)
        ):
            message = f"{look.period.title} {said(number)} 与{period.title} {said(other)} 到同一天为止，却不相等"
            yield Complaint(
                message, "请核对哪一个是最后的数，另一个改成一样", VALUE, number, other, likely(number, other)
            )


def _sum_against_whole(look: Look, field: str, below: list[str]) -> Iterator[Complaint]:
    whole = look.quantity(field)
    number = reckonable(whole, field)
    cells = {unit: look.quantity(field, unit=unit) for unit in below}
    known = {unit: cell for unit, cell in cells.items() if reckonable(cell, field) is not None and cell is not None}
    if whole is None or number is None or not known:
        return
    total = Decimal(0)
    for cell in known.values():
        total = EXACT.add(total, reckonable(cell, field) or Decimal(0))
    silent = [look.ground.unit_name(unit) for unit in below if unit not in known]
    allowed = sum((_blur(look, cell) for cell in (whole, *known.values())), Decimal(0))
    gap = EXACT.subtract(total, number)
    if gap.copy_abs() <= allowed or (silent and gap < 0):
        return
    late = f"；还没有数的：{'、'.join(silent)}" if silent else ""
    words = f"镇乡街道{field_title(field)}合计 {said(total)}，全区 {said(number)}，{'多' if gap > 0 else '少'} {said(gap.copy_abs())}"
    advice = f"请逐个核对镇乡街道的数和计量单位；修约造成的差最多 {said(allowed)}"
    yield Complaint(words + late, advice, field, total, number, likely(total, number), HARD if gap > 0 else QUERY)


def _blur(look: Look, cell: Quantity) -> Decimal:
    """What rounding may have done to one figure: half its last digit; nothing to things that are counted one by one."""
    unit = look.item.unit or ""
    is_counted = decimals_of(cell) == 0 and not look.step.adjusted() and unit[:1] not in ("万", "亿", "%")
    return Decimal(0) if is_counted else _HALF.scaleb(-max(decimals_of(cell), -look.step.adjusted()))
