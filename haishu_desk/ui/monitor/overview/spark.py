"""The small picture of an item as numbers: what the line of the years goes through, without Qt and without a pixel.

Years across are those of the plan from its base year on; the line is never drawn across a year without a number or a
change of definition. What is expected of each year is a second, broken line; where it ends stands the target.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

Pair = tuple[int, Decimal]
_AIR = 0.08


@dataclass(frozen=True)
class Spark:
    """One item's picture; `light` is the light of the last point, empty where that is not the year judged.

    `word` stands where there is nothing to draw.
    """

    first_year: int
    last_year: int
    segments: tuple[tuple[Pair, ...], ...] = ()
    path: tuple[Pair, ...] = ()
    target: Decimal | None = None
    light: str = ""
    word: str = ""

    @property
    def points(self) -> tuple[Pair, ...]:
        """All points of the line, in the order of the years."""
        return tuple(pair for segment in self.segments for pair in segment)

    @property
    def is_empty(self) -> bool:
        """Whether there is no figure to draw."""
        return not self.segments

    def value_of(self, year: int) -> Decimal | None:
        """The figure of that year."""
        return next((number for each, number in self.points if each == year), None)


@dataclass(frozen=True)
class Scale:
    """From years and values to shares of a box: 0 at the left and at the bottom, 1 at the right and at the top."""

    first_year: int
    years: int
    low: float
    high: float

    def across(self, year: float) -> float:
        """How far to the right a year stands."""
        return (year - self.first_year) / self.years if self.years else 1.0

    def up(self, value: Decimal) -> float:
        """How far up a value stands; in the middle if all are the same."""
        return (float(value) - self.low) / (self.high - self.low) if self.high > self.low else 0.5


def scale_of(spark: Spark) -> Scale:
    """The years are the same in every picture of a plan, the values are the item's own."""
    numbers = [float(number) for _, number in (*spark.points, *spark.path)]
    numbers += [] if spark.target is None else [float(spark.target)]
    low, high = (min(numbers), max(numbers)) if numbers else (0.0, 0.0)
    air = (high - low) * _AIR
    return Scale(spark.first_year, spark.last_year - spark.first_year, low - air, high + air)


def segments_of(numbers: Mapping[int, Decimal | None], breaks: Iterable[int]) -> tuple[tuple[Pair, ...], ...]:
    """The runs of consecutive years with a number; a year in `breaks` is the first that speaks of something else."""
    first_ones, runs = set(breaks), list[list[Pair]]()
    for year in sorted(numbers):
        number = numbers[year]
        if number is None:
            continue
        if not runs or runs[-1][-1][0] != year - 1 or year in first_ones:
            runs.append([])
        runs[-1].append((year, number))
    return tuple(tuple(run) for run in runs)
