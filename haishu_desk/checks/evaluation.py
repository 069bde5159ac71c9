"""Tree -> exact number, yes or no, or the cells that are missing. Never 0 for a cell that says nothing.

Three answers: a value; `Missing`, with each cell and why it has no number; and `UndefinedError`, a sentence for what has
no result (division by zero). A condition is three-valued after Kleene: one missing part settles nothing by itself.
"""

from __future__ import annotations

import decimal
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from haishu_desk.checks import language as lang
from haishu_desk.checks.ground import Ground, Place
from haishu_desk.checks.moments import months, named
from haishu_desk.domain.cells import VALUE
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.items import BINDING
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import Quantity, show

_TRAPS = [decimal.DivisionByZero, decimal.InvalidOperation, decimal.Overflow]
EXACT = decimal.Context(prec=50, rounding=decimal.ROUND_HALF_EVEN, traps=_TRAPS)
_HUNDRED = Decimal(100)


class UndefinedError(DeskError):
    """The formula has no result for these values."""

    code = "undefined"


class NotHereError(DeskError):
    """The formula speaks of what there is none of here: townships below the unit, a base or target of the plan."""

    code = "not-here"


@dataclass(frozen=True)
class Spot:
    """Where a formula is evaluated: the unit and period of the return, and the item that 本项 stands for."""

    unit: str
    period: Period
    item: str = ""


@dataclass(frozen=True)
class Missing:
    """No answer: the cells without a number, each with why (没有填, 未取得, 写的是 >93)."""

    cells: tuple[tuple[Place, str], ...]

    def __or__(self, other: Missing) -> Missing:
        """Both, each cell once."""
        return Missing(tuple(dict.fromkeys((*self.cells, *other.cells))))


Answer = Decimal | Missing
Truth = bool | Missing


def reckonable(quantity: Quantity | None, field_name: str = VALUE) -> Decimal | None:
    """The number that a check may reckon with: an exact or approximate one, and a sum of years only in 累计."""
    if quantity is None or quantity.op not in ("eq", "approx") or (quantity.cumulative and field_name == VALUE):
        return None
    return quantity.number


def why_none(quantity: Quantity | None) -> str:
    """Why a cell has no number to reckon with."""
    if quantity is None or quantity.absent == "cleared":
        return "没有填"
    return f"写的是“{show(quantity)[:20]}”"


@dataclass
class Evaluation:
    """One formula or several at one spot; `read` are the numbers that were looked at, in order."""

    ground: Ground
    at: Spot
    names: Mapping[str, lang.Formula] = field(default_factory=dict)
    read: dict[Place, Decimal] = field(default_factory=dict)
    _named: dict[str, Answer] = field(default_factory=dict)

    def number(self, tree: lang.Formula) -> Answer:
        """What the formula comes to; UndefinedError where it has no result, NotHereError where it does not apply."""
        try:
            return self._number(tree)
        except (decimal.Overflow, decimal.InvalidOperation):
            raise UndefinedError(
                f"“{lang.printed(tree)[:60]}”算出来的数太大，没法比较", "请核对填的数是不是多了许多位"
            ) from None

    def truth(self, tree: lang.Condition) -> Truth:
        """Whether the condition is met, or the cells that would have to be known."""
        met: Truth
        match tree:
            case lang.Comparison():
                met = self._compared(tree)
            case lang.Known():
                met = reckonable(self.ground.value(self.place(tree.cell)), tree.cell.field) is not None
            case lang.Flag():
                met = self._flag(tree.name)
            case lang.Not():
                inner = self.truth(tree.inner)
                met = inner if isinstance(inner, Missing) else not inner
            case lang.All():
                met = self._joined(tree.parts, settled_by=False)
            case lang.Some():
                met = self._joined(tree.parts, settled_by=True)
        return met

    def place(self, cell: lang.Cell) -> Place:
        """The cell that is meant, seen from here."""
        item = self.at.item if cell.item == lang.EACH else cell.item
        period = named(cell.moment, self.at.period) or self.at.period
        return Place(item, cell.field, cell.unit or self.at.unit, str(period), cell.vintage)

    def _number(self, tree: lang.Formula) -> Answer:
        answer: Answer
        match tree:
            case lang.Number():
                answer = tree.value
            case lang.Cell():
                answer = self._look(self.place(tree))
            case lang.Asked():
                answer = self._asked(tree.name, self.place(tree.cell))
            case lang.Clock():
                answer = Decimal(self.at.period.year if tree.name == "年份" else months(self.at.period))
            case _:
                answer = self._reckoned(tree)
        return answer

    def _reckoned(self, tree: lang.Named | lang.Negative | lang.Sum | lang.Product | lang.Call | lang.Choice) -> Answer:
        """What is made of other formulas; each of them is evaluated once."""
        answer: Answer
        match tree:
            case lang.Named():
                if tree.name not in self._named:
                    self._named[tree.name] = self._number(self.names[tree.name])
                answer = self._named[tree.name]
            case lang.Negative():
                inner = self._number(tree.inner)
                answer = inner if isinstance(inner, Missing) else EXACT.minus(inner)
            case lang.Sum():
                answer = self._sum(tree)
            case lang.Product():
                answer = self._product(tree)
            case lang.Call():
                answer = self._call(tree)
            case lang.Choice():
                met = self.truth(tree.condition)
                answer = met if isinstance(met, Missing) else self._number(tree.yes if met else tree.no)
        return answer

    def _look(self, place: Place) -> Answer:
        quantity = self.ground.value(place)
        number = reckonable(quantity, place.field)
        if number is None:
            return Missing(((place, why_none(quantity)),))
        self.read[place] = number
        return number

    def _sum(self, tree: lang.Sum) -> Answer:
        answers = [self._number(term) for _, term in tree.terms]
        if missing := _all_missing(answers):
            return missing
        total = Decimal(0)
        for (sign, _), answer in zip(tree.terms, answers, strict=True):
            total = (EXACT.add if sign == "+" else EXACT.subtract)(total, _known(answer))
        return total

    def _product(self, tree: lang.Product) -> Answer:
        answers = [self._number(factor) for _, factor in tree.factors]
        if missing := _all_missing(answers):
            return missing
        total = Decimal(1)
        for (sign, factor), answer in zip(tree.factors, answers, strict=True):
            if sign == "/" and answer == 0:
                said = f"“{lang.printed(factor)[:60]}”"
                raise UndefinedError(
                    f"{said}是 0，不能作除数", f"请核对{said}：真的是 0 时这一条没法比较，没有数请填 — 或 未取得"
                )
            total = (EXACT.multiply if sign == "*" else EXACT.divide)(total, _known(answer))
        return total

    def _call(self, tree: lang.Call) -> Answer:
        answers = [self._number(argument) for argument in tree.arguments]
        if missing := _all_missing(answers):
            return missing
        numbers = [_known(answer) for answer in answers]
        if tree.name == "绝对值":
            return EXACT.abs(numbers[0])
        if tree.name == "四舍五入":
            return rounded(numbers[0], int(numbers[1]))
        return max(numbers) if tree.name == "最大" else min(numbers)

    def _asked(self, name: str, place: Place) -> Answer:
        if name in lang.PLANNED:
            return self._planned(name, place)
        if name == "末位":
            return last_digit(self.ground, place.item)
        if name.startswith("历年"):
            return self._years(name, place)
        return self._below(name, place)

    def _planned(self, name: str, place: Place) -> Answer:
        if name == "应达":
            number = self.ground.expected(place.item, place.unit, place.period)
        elif name == "基期":
            number = self.ground.base(place.item, place.unit)
        else:
            target = self.ground.target(place.item, place.unit)
            number = None if target is None or target.cumulative else target.number
        if number is None:
            raise NotHereError(f"规划里{place.item}没有{name}数")
        return number

    def _below(self, name: str, place: Place) -> Answer:
        reporting = set(self.ground.reporters(place.item))
        below = [unit for unit in self.ground.children(place.unit, place.period) if unit in reporting]
        if not below:
            raise NotHereError(f"{self.ground.unit_name(place.unit)}下面没有填报{place.item}的单位")
        answers = [self._look(replace(place, unit=unit)) for unit in below]
        known = [answer for answer in answers if not isinstance(answer, Missing)]
        if name == "已报个数":
            return Decimal(len(known))
        if name == "下级合计" and (missing := _all_missing(answers)):
            return missing
        return self._added(known) if known else Missing(((place, "下级都没有报"),))

    def _years(self, name: str, place: Place) -> Answer:
        first, last = self.ground.term(place.item)[0], int(place.period[:4])
        periods = [*map(str, range(first, last)), place.period]
        answers = [self._look(replace(place, period=period)) for period in periods]
        if missing := _all_missing(answers):
            return missing
        numbers = [_known(answer) for answer in answers]
        if name == "历年合计":
            return self._added(numbers)
        left = Decimal(1)
        for number in numbers:
            left = EXACT.multiply(left, EXACT.subtract(1, EXACT.divide(number, _HUNDRED)))
        return EXACT.multiply(EXACT.subtract(1, left), _HUNDRED)

    @staticmethod
    def _added(numbers: list[Decimal]) -> Decimal:
        total = Decimal(0)
        for number in numbers:
            total = EXACT.add(total, number)
        return total

    def _compared(self, tree: lang.Comparison) -> Truth:
        left, right = self.number(tree.left), self.number(tree.right)
        if missing := _all_missing([left, right]):
            return missing
        return compare(_known(left), tree.sign, _known(right))

    def _joined(self, parts: tuple[lang.Condition, ...], *, settled_by: bool) -> Truth:
        """One part that says so settles 且 (no) and 或 (yes); else what is missing, else the other."""
        unknown: Missing | None = None
        for part in parts:
            met = self.truth(part)
            if isinstance(met, Missing):
                unknown = met if unknown is None else unknown | met
            elif met is settled_by:
                return settled_by
        return (not settled_by) if unknown is None else unknown

    def _flag(self, name: str) -> bool:
        if name == "是镇街":
            return self.ground.is_part(self.at.unit)
        if name == "是年报":
            return self.at.period.frequency == "年"
        item = self.ground.item(self.at.item)
        key, wanted = _FLAG_KEYS[name]
        return bool((item.unit if key == "unit" else item.record.get(key)) == wanted)


_FLAG_KEYS: dict[str, tuple[str, Any]] = {
    "是比率": ("measure", "rate"), "是流量": ("measure", "flow"), "是存量": ("measure", "level"), "是增速": ("measure", "growth"),
    "是百分数": ("unit", "%"), "是约束性": ("attribute", BINDING), "是越低越好": ("direction", "lower"), "是守住": ("direction", "keep"),
    "是合计项": ("rollup", "sum"), "是加权项": ("rollup", "mean"),
}  # fmt: skip


def compare(left: Decimal, sign: str, right: Decimal, allowed: Decimal = Decimal(0)) -> bool:
    """Whether two numbers stand in that relation, when they may differ by `allowed`; 约等于 is = with an allowance."""
    gap = EXACT.subtract(left, right)
    return {
        "=": gap.copy_abs() <= allowed,
        "约等于": gap.copy_abs() <= allowed,
        "≠": gap.copy_abs() > allowed,
        "<": gap < allowed if allowed else gap < 0,
        "≤": gap <= allowed,
        ">": gap > allowed.copy_negate() if allowed else gap > 0,
        "≥": gap >= allowed.copy_negate(),
    }[sign]


def rounded(number: Decimal, places: int) -> Decimal:
    """Rounded as statistics does it: a half goes away from zero."""
    return number.quantize(Decimal(1).scaleb(-places), rounding=decimal.ROUND_HALF_UP, context=EXACT)


def shortened(number: Decimal, places: int) -> Decimal:
    """The number rounded for a sentence; as it is where it has more digits than can be reckoned with."""
    return number if number.adjusted() + places >= EXACT.prec - 1 else rounded(number, places)


def last_digit(ground: Ground, item: str) -> Decimal:
    """What one unit of the last printed digit of the item is worth: 0.1 for one decimal."""
    return Decimal(1).scaleb(-int(ground.item(item).record.get("decimals") or 0))


def _all_missing(answers: list[Answer]) -> Missing | None:
    missing = [answer for answer in answers if isinstance(answer, Missing)]
    return Missing(tuple(dict.fromkeys(cell for each in missing for cell in each.cells))) if missing else None


def _known(answer: Answer) -> Decimal:
    if isinstance(answer, Missing):
        raise TypeError(answer)
    return answer
