"""What one row of a plan's table commits to, as a value: its kind, base, target, growth and breakdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import Quantity
from haishu_desk.monitor.moment import Moment, moment_of
from haishu_desk.monitor.reasons import NO_TARGET

LEVEL, CHANGE, TOTAL, GROWTH, REDUCTION = "level", "change", "total", "growth", "reduction"
BOUND, HOLD, RANGE, REFERENCE, ASSIGNED, WORDS = "bound", "hold", "range", "reference", "assigned", "words"
KIND_TITLES = {
    LEVEL: "水平",
    CHANGE: "五年增减量",
    TOTAL: "五年合计",
    GROWTH: "年均增长",
    REDUCTION: "五年降低率",
    BOUND: "界限",
    HOLD: "守住",
    RANGE: "区间",
    REFERENCE: "参照",
    ASSIGNED: "上级下达",
    WORDS: "文字",
}
KEPT_OR_BROKEN = (BOUND, HOLD, RANGE, REFERENCE)
LINEAR, COMPOUND = "linear", "compound"


@dataclass(frozen=True)
class Commitment:
    """What one row promises. Numbers are in the item's unit, `growth` is per cent a year, `target` of a reduction per cent.

    `annual` is the unit's own breakdown by year, `reference` the growth (per cent) to keep up with by period, less
    `tolerance` points: half a point, our reading of 基本同步. `why` says why there is no target (a key of `reasons.SENTENCES`).
    """

    item: str
    kind: str
    measure: str
    frequency: str
    direction: str
    decimals: int
    base_year: int
    end_year: int
    printed: str = ""
    base: Decimal | None = None
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    op: str = "eq"
    growth: Decimal | None = None
    shape: str = LINEAR
    is_comparable: bool = False
    is_reduction: bool = False
    annual: Mapping[int, Quantity] = field(default_factory=dict)
    reference: Mapping[Period, Decimal] = field(default_factory=dict)
    tolerance: Decimal = Decimal("0.5")
    why: str | None = None

    @property
    def years(self) -> int:
        """How many years the plan lasts."""
        return self.end_year - self.base_year

    @property
    def places(self) -> int:
        """The digits after the point that are shown of a computed figure: one more than of a reported one."""
        return self.decimals + 1

    @property
    def change(self) -> Decimal | None:
        """The target minus the base (需增); None where either is missing or the kind has no path between them."""
        if self.kind not in (LEVEL, CHANGE) or self.base is None or self.target is None:
            return None
        return self.target - self.base

    @property
    def has_path(self) -> bool:
        """Whether it leads from a base to somewhere, so that the base is what is expected of the base year."""
        return self.kind in (LEVEL, CHANGE) or (self.kind == GROWTH and self.measure != "growth")

    @property
    def breakdown(self) -> dict[int, Decimal]:
        """The numbers of the unit's own breakdown by year, inside the plan's term."""
        numbers = {year: quantity.number for year, quantity in sorted(self.annual.items())}
        return {
            year: number
            for year, number in numbers.items()
            if number is not None and self.base_year < year <= self.end_year
        }

    def reference_at(self, moment: Moment) -> Decimal | None:
        """The growth to keep up with in the period that ends there; H1 and Q2 end alike."""
        same = (growth for period, growth in self.reference.items() if moment_of(period) == moment)
        return next(same, None)

    @property
    def is_loose(self) -> bool:
        """Whether the target asks for no more than the base already is: then it is to be held, never a percentage."""
        return is_loose(self.direction, self.base, self.target)


def part_of(commitment: Commitment) -> Commitment:
    """The same for a unit that reports a part of the district's figure: of the plan, only its own breakdown binds it."""
    return replace(
        commitment,
        base=None,
        target=None,
        low=None,
        high=None,
        growth=None,
        printed="",
        why=commitment.why or NO_TARGET,
    )


def is_loose(direction: str, base: Decimal | None, target: Decimal | None) -> bool:
    """Whether `target` is equal to or looser than `base`, seen from the side that is better."""
    if base is None or target is None:
        return False
    return target >= base if direction == "lower" else target <= base
