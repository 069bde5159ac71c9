"""One item of one return, as the built-in checks look at it, and what a check says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from haishu_desk.checks.causes import TEN_THOUSAND, slip, usual
from haishu_desk.checks.evaluation import EXACT, last_digit, reckonable, shortened
from haishu_desk.checks.ground import Ground, Place
from haishu_desk.checks.language import title_in
from haishu_desk.domain.cells import VALUE
from haishu_desk.domain.items import ADHOC, Item
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import Quantity

_HUNDRED = Decimal(100)
_FEWEST_BESIDE = 3


@dataclass(frozen=True)
class Complaint:
    """What a check has to say: a sentence, what to do, the two sides that were compared, and what it looks like.

    `severity` only where it differs from the check's own.
    """

    message: str
    advice: str
    field: str = VALUE
    left: Decimal | str | None = None
    right: Decimal | str | None = None
    causes: tuple[str, ...] = ()
    severity: str | None = None


@dataclass(frozen=True)
class Look:
    """The item, the unit and the period; reads through `ground`, and asks it for each figure once.

    It lives while the checks of that one item are made, and nothing is written meanwhile.
    """

    ground: Ground
    item: Item
    unit: str
    period: Period
    _told: dict[tuple[str, str, str], Quantity | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def place(self) -> Place:
        """The cell of the value."""
        return Place(self.item.code, VALUE, self.unit, str(self.period))

    def place_of(self, field: str) -> Place:
        """The cell of that field."""
        return Place(self.item.code, field, self.unit, self.place.period)

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The fields of the item's form and their types."""
        return self.ground.fields(self.item.code)

    def quantity(self, field: str = VALUE, period: Period | None = None, unit: str | None = None) -> Quantity | None:
        """What counts in that field, here or of another period or unit."""
        asked = (field, unit or self.unit, str(period) if period else self.place.period)
        if asked not in self._told:
            self._told[asked] = self.ground.value(Place(self.item.code, *asked))
        return self._told[asked]

    def number(self, field: str = VALUE, period: Period | None = None, unit: str | None = None) -> Decimal | None:
        """The number of that; None where there is none to reckon with."""
        return reckonable(self.quantity(field, period, unit), field)

    def title(self, field: str = VALUE) -> str:
        """The field as people call it, on a 临时报表 as its own heading says."""
        return title_in(self.item, field)

    def measured(self, *kinds: str) -> bool:
        """Whether the item is a flow, level, rate or growth, as asked."""
        return self.item.record.get("measure") in kinds

    @property
    def is_share(self) -> bool:
        """Whether it is a part of a whole in percent, which lies between 0 and 100."""
        return self.measured("rate") and self.item.unit == "%"

    @property
    def is_part(self) -> bool:
        """Whether the unit is a township."""
        return self.ground.is_part(self.unit)

    @property
    def at_constant_prices(self) -> bool:
        """Whether the printed notes say that growth is 可比价: then it does not follow from two values."""
        return any("可比价" in note for note in self.item.record.get("notes") or ())

    @property
    def step(self) -> Decimal:
        """What the last digit of the item is worth."""
        return last_digit(self.ground, self.item.code)

    @cached_property
    def earlier(self) -> dict[int, Decimal]:
        """The numbers of earlier years, same part of the year, by year."""
        told = self.ground.history(self.place)
        numbers = {period.year: reckonable(quantity) for period, quantity in told}
        return {year: number for year, number in sorted(numbers.items()) if number is not None}

    @property
    def last(self) -> Decimal | None:
        """The number of the same part of last year."""
        return self.earlier.get(self.period.year - 1)

    @cached_property
    def slip(self) -> tuple[Decimal, Decimal, str] | None:
        """About 10,000 times off: the number, what is usual, and what it looks like; then no other check need say so."""
        number, typical = self.number(), usual([*self.earlier.values()] or self.beside)
        found = slip(number, typical) if number is not None and typical is not None else None
        if found is None or number is None or typical is None or found[0] < TEN_THOUSAND or self.measured("growth"):
            return None
        return number, typical, found[1]

    @cached_property
    def beside(self) -> list[Decimal]:
        """On a 临时报表, which has no earlier years: the numbers of the other units, if there are at least three."""
        if self.item.kind != ADHOC:
            return []
        others = [unit for unit in self.ground.reporters(self.item.code) if unit != self.unit]
        known = [number for unit in others if (number := self.number(unit=unit)) is not None]
        return known if len(known) >= _FEWEST_BESIDE else []

    @property
    def counts_by_ratio(self) -> bool:
        """Whether its change is told in percent; that of a percentage is told in points."""
        return not self.measured("growth") and self.item.unit != "%"

    def change(self, after: Decimal | None, before: Decimal | None) -> Decimal | None:
        """By how much it moved, in percent to two decimals or in points as above; None where that cannot be told."""
        if after is None or before is None:
            return None
        gap = EXACT.subtract(after, before)
        if not self.counts_by_ratio:
            return gap
        return shortened(EXACT.multiply(EXACT.divide(gap, before), _HUNDRED), 2) if before > 0 else None

    @property
    def change_unit(self) -> str:
        """The unit of a change in a sentence."""
        return "%" if self.counts_by_ratio else self.gap_unit

    @property
    def gap_unit(self) -> str:
        """The unit of a difference in a sentence."""
        return "个百分点" if self.item.unit == "%" else self.item.unit or ""


def decimals_of(quantity: Quantity) -> int:
    """How many decimals the number has, zeros at the end left out."""
    number = quantity.number
    exponent = number.normalize(EXACT).as_tuple().exponent if number else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
