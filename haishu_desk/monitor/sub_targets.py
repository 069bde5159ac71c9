"""Sub-targets against the target: what the units are to bring together with what the plan promises.

Only what is added up is added up (汇总 sum). [ ] is the sum of the years, or what is to be added to the base; a level or a
yearly amount is held against the target in the last year of the plan. Sub-targets are set, not measured: no rounding is
allowed for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from haishu_desk.domain.assignments import LEAD, PART, Row, annual_by_unit
from haishu_desk.domain.findings import HINT, QUERY, Finding
from haishu_desk.domain.items import Item, Plan
from haishu_desk.domain.quantity import Quantity, parse, show
from haishu_desk.monitor.commitment import BOUND, CHANGE, HOLD, LEVEL, RANGE, TOTAL, Commitment
from haishu_desk.monitor.rows import commitment_of

RULE, MISSING, NOT_ADDED = "sub-targets", "sub-targets-missing", "sub-targets-not-added"
TITLES = {RULE: "分解数合计", MISSING: "分解数不全", NOT_ADDED: "不能相加"}
_ADDED_UP = (LEVEL, CHANGE, TOTAL, BOUND, HOLD, RANGE)
_NAMED = 3
Figures = Mapping[str, Mapping[int, Quantity]]


@dataclass(frozen=True)
class Sum:
    """What the parts come to: in one year, or over all years (`year` None); `lacking` say nothing; `is_strict` if one says > or <."""

    value: Decimal
    lacking: tuple[str, ...]
    is_strict: bool = False


def check(
    item: Item, plan: Plan, rows: Sequence[Row], townships: Collection[str], names: Mapping[str, str]
) -> list[Finding]:
    """What of the sub-targets of one item does not come to its target; nothing where there are none.

    `rows` are those of the item. Parts are the `townships` and whoever has the role 分解; the yearly figures of the whole
    are those of the unit that leads. `names` are those of the units by code.
    """
    return _Check(item, plan, rows, townships, names).findings()


class _Check:
    """The check of one item."""

    def __init__(
        self, item: Item, plan: Plan, rows: Sequence[Row], townships: Collection[str], names: Mapping[str, str]
    ) -> None:
        self._item, self._plan, self._called = item, plan, names
        self._promise: Commitment = commitment_of(item, plan)
        parts = {row["unit"] for row in rows if row["role"] == PART or row["unit"] in townships}
        # Who is to have a figure: who has the role 分解; where nobody has it, every township that has any.
        asked = {row["unit"] for row in rows if row["role"] == PART} or parts
        annual = annual_by_unit(rows)
        self._parts = self._read({unit: years for unit, years in annual.items() if unit in parts})
        self._asked = sorted(asked | set(self._parts)) if self._parts else []
        leads = [row["unit"] for row in rows if row["role"] == LEAD and row["unit"] not in parts]
        wholes = [unit for unit in (*leads, *annual) if unit in annual and unit not in parts]
        self._whole = self._read({unit: annual[unit] for unit in wholes[:1]})

    def findings(self) -> list[Finding]:
        """Everything that does not come out, and what could not be compared."""
        found = list(self._of_whole())
        if self._parts and (why := self._why_not_added()):
            return [*found, self._finding(NOT_ADDED, HINT, f"{why}，分解数没有相加核对")]
        if self._parts:
            found += [*self._against_whole(), *self._against_target()]
        return found

    def _read(self, annual: Mapping[str, Mapping[str, str]]) -> dict[str, dict[int, Quantity]]:
        return {
            unit: {int(year): parse(text, self._item.unit) for year, text in years.items()}
            for unit, years in annual.items()
        }

    def _why_not_added(self) -> str:
        """Why the figures of the parts make no sum; empty where they do."""
        rollup = self._item.record.get("rollup")
        if rollup == "mean":
            return "各单位的数要按权数加权平均，这里没有权数"
        if rollup != "sum":
            return "这一项由区级直接报，没有各单位相加的汇总办法"
        return "" if self._promise.kind in _ADDED_UP else "目标不是可以相加的数"

    @property
    def _is_over_term(self) -> bool:
        return self._promise.kind == TOTAL

    def _of_whole(self) -> Iterator[Finding]:
        """The district's own yearly figures against its target."""
        if not self._whole or self._promise.kind not in _ADDED_UP:
            return
        found = self._at_the_end(self._whole)
        if found is not None and not found[0].lacking:
            total, what = found
            yield from self._compared(total, f"{what}全区年度目标", self._goal(self._whole), "规划目标")

    def _against_whole(self) -> Iterator[Finding]:
        """The sum of the parts of each year against the district's figure of that year."""
        for year, stated in sorted(next(iter(self._whole.values()), {}).items()):
            total = self._in(self._parts, year)
            is_last_of_all = year == self._plan.end_year and not self._is_over_term
            if stated.number is None or total is None or stated.cumulative or total.lacking or is_last_of_all:
                continue
            yield from self._compared(total, f"{year} 年各单位分解数合计", _Goal.of(stated), "全区年度目标", str(year))

    def _against_target(self) -> Iterator[Finding]:
        """The parts against the target; where some say nothing yet, they are named instead."""
        found = self._at_the_end(self._parts)
        if found is None:
            return
        total, what = found
        goal = self._goal(self._parts)
        if total.lacking:
            names, more = (
                "、".join(self._called[unit] for unit in total.lacking[:_NAMED]),
                f"等 {len(total.lacking)} 个" * (len(total.lacking) > _NAMED),
            )
            has = f"已有的合计 {_plain(total.value)}，" if total.value else ""
            said = f"{what}分解数不全：{names}{more}没有写，{has}目标 {goal.told}"
            yield replace(self._finding(MISSING, QUERY, said), left=_plain(total.value), right=goal.told)
            return
        yield from self._compared(total, f"{what}各单位分解数合计", goal, "规划目标")

    def _at_the_end(self, figures: Figures) -> tuple[Sum, str] | None:
        """The sum that is held against the target, and how it is called; None where nothing says anything of it."""
        end = self._plan.end_year
        brackets = [unit for unit, years in figures.items() if end in years and years[end].cumulative]
        is_five_years = bool(brackets) and self._promise.kind in (TOTAL, CHANGE)
        if self._is_over_term and not is_five_years:
            return self._over_term(figures), "五年"
        last = self._in(figures, end)
        return (last, "五年" if is_five_years else f"{end} 年") if last is not None else None

    def _in(self, figures: Figures, year: int) -> Sum | None:
        numbers = {unit: number for unit, years in figures.items()
                   if year in years and (number := years[year].number) is not None}  # fmt: skip
        if not numbers:
            return None
        is_strict = any(figures[unit][year].op in ("gt", "lt") for unit in numbers)
        return Sum(sum(numbers.values(), Decimal(0)), self._without(figures, numbers), is_strict)

    def _over_term(self, figures: Figures) -> Sum:
        """The years added up; a unit that lacks one of them lacks."""
        term = range(self._plan.start_year, self._plan.end_year + 1)
        numbers = {
            unit: [number for year in term if year in years and (number := years[year].number) is not None]
            for unit, years in figures.items()
        }
        whole = {unit: found for unit, found in numbers.items() if len(found) == len(term)}
        return Sum(sum((sum(found, Decimal(0)) for found in numbers.values()), Decimal(0)),
                   self._without(figures, whole))  # fmt: skip

    def _without(self, figures: Figures, known: Collection[str]) -> tuple[str, ...]:
        asked: Iterable[str] = self._asked if figures is self._parts else figures
        return tuple(unit for unit in asked if unit not in known)

    def _goal(self, figures: Figures) -> _Goal:
        """The target in the terms of those figures: what is to be added, where they stand in brackets."""
        promise, end = self._promise, self._plan.end_year
        brackets = any(end in years and years[end].cumulative for years in figures.values())
        if promise.kind == CHANGE and brackets and promise.change is not None:
            return _Goal("eq", promise.change, promise.change, f"[{_plain(promise.change)}]")
        low = promise.low if promise.low is not None else promise.target
        high = promise.high if promise.high is not None else promise.target
        told = promise.printed if promise.kind != CHANGE or low is None else _plain(low)
        return _Goal(promise.op, low, high, told)

    def _compared(self, total: Sum, what: str, goal: _Goal, against: str, year: str | None = None) -> Iterator[Finding]:
        value, gap = total.value, goal.gap(total.value)
        if gap is None or (not gap and (total.is_strict or goal.allows(value))):
            return
        side = f"{'多' if gap > 0 else '少'} {_plain(abs(gap))}" if gap else "正好等于界限，不算"
        found = self._finding(RULE, QUERY, f"{what} {_plain(value)}，{against} {goal.told}，{side}")
        yield replace(found, left=_plain(value), right=goal.told, difference=_plain(gap), period=year)

    def _finding(self, rule: str, severity: str, said: str) -> Finding:
        item = self._item
        message = f"{item.code} {item.name}：{said}"
        advice = "请核对各单位的分解数和目标" if severity == QUERY else ""
        return Finding(rule, severity, message, item=item.code, advice=advice, title=TITLES[rule])


@dataclass(frozen=True)
class _Goal:
    """What a figure is held against."""

    op: str
    low: Decimal | None
    high: Decimal | None
    told: str

    @staticmethod
    def of(stated: Quantity) -> _Goal:
        """A district's figure of one year."""
        return _Goal(stated.op, stated.number, stated.number, show(stated))

    def gap(self, value: Decimal) -> Decimal | None:
        """How far it is off: below 0 too little; 0 where it is not, None where there is nothing to hold it against."""
        if self.low is None or self.high is None:
            return None
        if value < self.low and self.op not in ("le", "lt"):
            return value - self.low
        if value > self.high and self.op not in ("ge", "gt"):
            return value - self.high
        return Decimal(0)

    def allows(self, value: Decimal) -> bool:
        """Whether a figure that is not off is allowed: not the bound itself of > and <."""
        return not (self.op in ("gt", "lt") and value == self.low)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
