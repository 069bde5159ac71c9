"""For one figure: which item, unit and period it is for, and its value in the item's own unit; or why it is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from haishu_desk.bundle.foreign.figures import Doubt, figure, times
from haishu_desk.bundle.foreign.found import ASSUMED, Known
from haishu_desk.bundle.foreign.grid import Grid, Position
from haishu_desk.bundle.foreign.measures import factor, is_measure, one_factor
from haishu_desk.bundle.foreign.names import WHOLE, stem
from haishu_desk.bundle.foreign.phrases import Said
from haishu_desk.domain.items import Item
from haishu_desk.domain.units import TOWNSHIP_KINDS

PERCENT = "%"


class LeftOutError(Exception):
    """A figure that is left out and `why`; `is_doubtful` where a figure stands there and cannot be trusted."""

    def __init__(self, why: str, *, is_doubtful: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.is_doubtful = is_doubtful


@dataclass(frozen=True)
class Target:
    """The cell that a figure is for; `whole` if the table said the district as a whole."""

    item: Item
    unit: str
    period: str
    whole: bool


@dataclass(frozen=True)
class Value:
    """A figure in the item's own unit, the factor it took, and the unit it was stated in."""

    text: str
    factor: str
    measure: str | None


class Resolver:
    """Answers for one sheet."""

    def __init__(self, known: Known, grid: Grid) -> None:
        self._known, self._grid = known, grid

    def target(self, said: Said) -> Target:
        """The cell that everything said of a figure amounts to; LeftOutError for what is missing."""
        if said.why:
            raise LeftOutError(said.why)
        if not said.items:
            raise LeftOutError("没有写是哪个指标")
        if said.when is None or said.when.year is None:
            raise LeftOutError("没有写是哪一期，请另外指明")
        item = self._item(said.items, said.when.year)
        if said.narrowed and not said.is_sure and stem(said.narrowed) not in stem(item.name):
            raise LeftOutError(f"标题里说的是“{said.narrowed}”，说不清是不是全部")
        period = said.when.period(item)
        if isinstance(period, str):
            raise LeftOutError(period)
        unit = self._unit(said.unit, item)
        if self._known.meant is not None:
            unit = self._known.meant(unit, period)
        if self._known.only is not None and unit not in self._known.only:
            raise LeftOutError("不是本单位的数")
        return Target(item, unit, str(period), said.unit == WHOLE)

    def _item(self, codes: Sequence[str], year: int) -> Item:
        """Of one name in several plans the item of the plan in whose term the year lies, else of which it is the base."""
        items = [self._known.names.items[code.upper()] for code in codes]
        plans = self._known.plans
        within = [item for item in items if plans[item.plan].covers(year)]
        based = [item for item in items if plans[item.plan].base_year == year]
        if not within and not based:
            raise LeftOutError(f"{year}年不在有“{items[0].name}”的规划期内")
        return (within or based)[0]

    def _unit(self, unit: str | None, item: Item) -> str:
        """The unit's code; for the district as a whole that of the one department that reports the item."""
        if unit is None:
            raise LeftOutError("没有写是哪个单位，请另外指明")
        if unit != WHOLE:
            return unit
        units, reporters = self._known.names.units, self._known.reporters(item.code)
        whole = [code for code in reporters if code in units and units[code].kind not in TOWNSHIP_KINDS]
        own = [code for code in whole if code in (self._known.only or ())]
        if own:
            return own[0]
        if len(whole) != 1:
            raise LeftOutError(f"全区的数{'有几个单位填报，说不清是哪一个' if whole else '没有单位填报'}")
        return whole[0]

    def stated_factor(self, texts: Sequence[str], measures: Sequence[str], item: Item) -> Decimal | None:
        """By what the figures under these heads are multiplied; None where that cannot be told."""
        corrected = self._known.corrections.factor_of(texts)
        if corrected is not None:
            return _factor_of(corrected, item)
        return one_factor(measures, item.unit or "") if measures else Decimal(1)

    def value(self, place: Position, item: Item, measures: Sequence[str], texts: Sequence[str]) -> Value | None:
        """The value of a cell, None for a blank one; LeftOutError with what is wrong with it."""
        address = self._grid.address(place)
        self._refuse_marked(address)
        cell = self._grid.own(place)
        if cell is None:
            return None
        if cell.kind not in ("n", "s"):
            raise LeftOutError(f"“{cell.text}”是日期或是否，不是数", is_doubtful=True)
        number = figure(cell.text)
        if isinstance(number, Doubt):
            raise LeftOutError(f"“{cell.text.strip()}”{number.why}", is_doubtful=True)
        if number is None or number.digits is None:
            return None if number is None else Value("—", "1", None)
        if number.percent or number.unit:
            return _scaled(number.digits, item, (PERCENT if number.percent else number.unit,))
        corrected = self._known.corrections.factor_of(texts)
        if corrected is not None:
            return _by(number.digits, item, _factor_of(corrected, item), (corrected,))
        if address in self._grid.sheet.percents:
            by = factor(PERCENT, item.unit or "")
            return _by(number.digits, item, None if by is None else by * 100, (PERCENT,))
        return _scaled(number.digits, item, measures)

    def _refuse_marked(self, address: str) -> None:
        sheet = self._grid.sheet
        for marked, why in (
            (sheet.formulas, "是公式，算出来的数不取；请选择性粘贴为数值"),
            (sheet.errors, "是错误值"),
            (sheet.duplicates, "这一格在文件里出现了两次"),
        ):
            if address in marked:
                raise LeftOutError(f"{address} {why}", is_doubtful=True)


def _scaled(digits: str, item: Item, measures: Sequence[str]) -> Value:
    """The value by what it is measured in; where nobody wrote that, the item's own unit."""
    own = item.unit or ""
    if measures:
        return _by(digits, item, one_factor(measures, own), measures)
    if own == PERCENT and 0 < abs(Decimal(digits)) <= 1:
        why = f"“{digits}”没有写计量单位，说不清是 {digits}% 还是比值，请另外写明倍数"
        raise LeftOutError(why, is_doubtful=True)
    return Value(digits, ASSUMED, None)


def _by(digits: str, item: Item, by: Decimal | None, measures: Sequence[str]) -> Value:
    if by is None:
        why = f"计量单位“{'、'.join(measures)}”换算不成“{item.unit or '无'}”，请另外写明倍数"
        raise LeftOutError(why, is_doubtful=True)
    return Value(times(digits, by), f"{by:f}", measures[0])


def _factor_of(said: str, item: Item) -> Decimal | None:
    """The factor that a person gave: a number, or the unit that the figures are in."""
    if is_measure(said):
        return factor(said, item.unit or "")
    try:
        number = Decimal(said)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number > 0 else None
